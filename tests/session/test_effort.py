"""How hard the march is for the person's own body: what is advised for a plan, and what never is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas.biomechanics.advice import NEAR
from psoas.journal.answers import AGE_Y, BAND_M, BOX_M, HEIGHT_M, MASS_KG, SEXES, STRENGTHS, Band, Profile
from psoas.plan.ladder import ladder_file, rung_of
from psoas.programme.catalogue import load
from psoas.session.effort import how_hard, lightest, share_words, whose
from psoas.testing import forbidden_in

MARCH = {exercise.level: exercise for exercise in load().march}
ALL_BANDS = (Band("light", "red"), Band("medium"), Band("heavy", "black"))
TOLD = Profile(height_m=1.75, mass_kg=70, age=30, bands=ALL_BANDS)
OLDER = Profile(height_m=1.62, mass_kg=60, age=70, sex="female", bands=ALL_BANDS[:2])


def of(rung_id: str, profile: Profile, *, small: bool = False):
    rung = rung_of(rung_id)
    return how_hard(MARCH[rung.level], rung.band, profile, small=small or rung.small)


def test_a_band_that_fits_is_named_by_its_colour_with_its_share_and_the_height_of_the_knee() -> None:
    assert of("6b", replace(TOLD, mass_kg=95, height_m=1.9)).advice == (
        "Your red band fits level 6, and the knee may come as high as in the picture: "
        "about two thirds of what such a body can hold with the front of the hips."
    )
    assert of("2c", TOLD).advice.startswith("Your medium band fits level 2")


@pytest.mark.parametrize("rung", ["1a", "1b", "3b"])
def test_where_the_leg_goes_out_no_height_of_the_knee_is_advised(rung: str) -> None:
    assert "knee" not in of(rung, TOLD).advice


def test_a_smaller_movement_is_not_told_how_high_the_knee_may_come() -> None:
    assert "as high as" in of("2a", TOLD).advice
    small = of("2a", TOLD, small=True)
    assert "knee" not in small.advice
    assert small.estimates["working_hip"].value < of("2a", TOLD).estimates["working_hip"].value


def test_what_is_a_little_much_is_begun_lower_or_with_a_lighter_band() -> None:
    found = of("5c", TOLD)
    assert found.advice.startswith("Begin with the knee about 15 cm lower than in the picture, or with your red band: ")
    assert not found.near
    lying = of("4b", OLDER)
    assert "short of the picture, or without a band" in lying.advice


def test_of_the_lighter_bands_that_fit_the_strongest_is_named_and_a_stronger_one_never() -> None:
    assert "or with your medium band" in how_hard(MARCH[4], "heavy", TOLD).advice
    # Long enough, even a strong band hardly pulls.
    bands = (Band("light", length_m=0.2), Band("heavy", length_m=1.5))
    advice = of("6b", replace(TOLD, bands=bands)).advice
    assert "or without a band" in advice
    assert "heavy" not in advice


def test_near_the_most_that_such_a_body_can_hold_it_warns_and_says_what_to_do_instead() -> None:
    found = of("6b", OLDER)
    assert found.near
    for said in (
        "comes near the most",
        "Begin with the knee",
        "or without a band",
        "easier versions",
        "counts for more",
    ):
        assert said in found.advice


def test_who_has_told_nothing_of_their_body_hears_nothing_and_still_has_the_estimate() -> None:
    for told in (Profile(bands=ALL_BANDS), replace(TOLD, height_m=None), replace(TOLD, mass_kg=None)):
        found = of("6d", told)
        assert (found.advice, found.near) == ("", False)
        assert found.estimates["working_hip"].value > 0


def test_who_owns_no_band_hears_of_none() -> None:
    free = replace(TOLD, bands=())
    assert of("6b", free).advice == ""
    assert lightest(free) == "light"
    for rung in ladder_file().rungs:
        assert "your" not in of(rung.id, free).advice.lower()


@pytest.mark.parametrize(
    ("profile", "rung", "says"),
    [
        (replace(TOLD, mass_kg=25), "1b", "from 30 to 300"),
        (replace(TOLD, height_m=2.7), "1b", "from 1.0 to 2.5"),
        (replace(TOLD, box_height_m=1.0, height_m=1.2), "2a", "lower box"),
        (replace(TOLD, bands=(Band("light", length_m=0.06),)), "3b", "does not go round two feet"),
    ],
)
def test_where_the_model_does_not_hold_a_sentence_says_what_to_change(profile: Profile, rung: str, says: str) -> None:
    found = of(rung, profile)
    assert not found.estimates
    assert not found.near
    assert found.advice.startswith("There is no estimate.")
    assert says in found.advice


def test_the_own_box_and_the_own_length_of_the_band_count() -> None:
    assert of("2a", replace(TOLD, box_height_m=0.25)).estimates != of("2a", TOLD).estimates
    longer = replace(TOLD, bands=(Band("light", "red", 0.45),))
    assert of("6b", longer).estimates["working_hip"].value < of("6b", TOLD).estimates["working_hip"].value


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (Profile(), "since you have not told your height and weight"),
        (replace(TOLD, age=None), "Compared with people under 40, since you have not told your age."),
        (replace(TOLD, age=39, sex="male"), "Compared with men under 40."),
        (replace(TOLD, age=40), "Compared with people from 40 to 64."),
        (OLDER, "60 kg, 1.62 m. Compared with women of 65 and over."),
    ],
)
def test_it_is_said_whom_the_percentages_compare_with(told: Profile, says: str) -> None:
    assert says in whose(told)


@pytest.mark.parametrize("level", [level for level, one in MARCH.items() if one.motion and one.motion.travel_deg > 0])
def test_the_lowest_knee_that_is_advised_is_high_enough_for_the_camera_to_count_it_as_good(level: int) -> None:
    exercise = MARCH[level]
    assert exercise.motion is not None
    least = min(check.keep[0] for check in exercise.checks if check.measure == "range_share")
    assert (exercise.motion.travel_deg - 30) / exercise.motion.travel_deg >= least


def _number(low: float, high: float) -> st.SearchStrategy[float | None]:
    return st.none() | st.floats(low, high)


_owned = st.sets(st.sampled_from(STRENGTHS)).flatmap(
    lambda own: st.tuples(
        *(st.builds(Band, st.just(s), st.just("other"), st.floats(*BAND_M)) for s in STRENGTHS if s in own)
    )
)
_anybody = st.builds(
    Profile,
    bands=_owned,
    box_height_m=_number(*BOX_M),
    height_m=_number(*HEIGHT_M),
    mass_kg=_number(*MASS_KG),
    age=st.none() | st.integers(*AGE_Y),
    sex=st.none() | st.sampled_from(SEXES),
)


@settings(max_examples=60, deadline=None)
@given(_anybody, st.sampled_from(ladder_file().rungs), st.booleans())
def test_whoever_it_is_there_is_a_plain_sentence_or_none_and_never_more_than_is_planned(profile, rung, small) -> None:
    found = how_hard(MARCH[rung.level], rung.band, profile, small=small)
    assert not forbidden_in(found.advice)
    assert not found.advice or found.advice.endswith(".")
    stronger = STRENGTHS[STRENGTHS.index(rung.band) + 1 :] if rung.band in STRENGTHS else STRENGTHS
    assert not any(f"your {strength} band" in found.advice.lower() for strength in stronger)
    if found.near:
        shares = [found.estimates[number].share or 0 for number in ("working_hip", "holding_hip")]
        assert max(shares) > NEAR
        assert "Begin " in found.advice


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.1, "about a quarter of"),
        (0.28, "about a quarter of"),
        (0.31, "about a third of"),
        (0.45, "about half of"),
        (0.6, "about two thirds of"),
        (0.73, "about three quarters of"),
        (0.82, "most of"),
        (1.2, "most of"),
    ],
)
def test_a_share_is_told_in_the_nearest_round_words(share: float, words: str) -> None:
    assert share_words(share) == words
