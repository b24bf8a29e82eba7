"""What the load model advises."""

from __future__ import annotations

import pytest

from psoas.biomechanics.advice import FITS, Fit, advise, fit, share_of
from psoas.biomechanics.anthropometry import Loop, Physique, loop_of
from psoas.programme.catalogue import load

BANDS = [band for band in map(loop_of, ("light", "medium", "heavy")) if band is not None]
STRONG, LIGHT = Physique(70, 1.75, "male", 25), Physique(45, 1.5, "female", 75)


@pytest.mark.parametrize("number", range(2, 7))
def test_the_strongest_band_that_fits_is_advised(number: int) -> None:
    exercise = load().level(number)
    found = advise(exercise, STRONG, BANDS)
    assert found.share <= FITS
    assert found.lower_deg == 0
    stronger = [band for band in BANDS if band.force_n > (found.loop.force_n if found.loop else 0)]
    assert all(share_of(exercise, STRONG, band) > FITS for band in stronger)


def test_level_one_has_no_band_to_advise() -> None:
    assert advise(load().level(1), STRONG, BANDS).loop is None


def test_who_owns_no_band_goes_without() -> None:
    assert advise(load().level(6), STRONG, []).loop is None


def test_a_weaker_person_is_never_advised_a_stronger_band() -> None:
    for exercise in load().march:
        weak, strong = (advise(exercise, build, BANDS).loop for build in (LIGHT, STRONG))
        assert (weak.force_n if weak else 0) <= (strong.force_n if strong else 0)


def test_a_lower_knee_asks_less_in_the_standing_levels() -> None:
    exercise, band = load().level(6), BANDS[1]
    assert share_of(exercise, STRONG, band, 20) < share_of(exercise, STRONG, band)


def test_what_fits_needs_no_lower_knee_and_no_other_band() -> None:
    assert fit(load().level(2), STRONG, BANDS[0], [None]) == Fit(share_of(load().level(2), STRONG, BANDS[0]), 0, None)


@pytest.mark.parametrize("number", range(2, 7))
@pytest.mark.parametrize("build", [STRONG, LIGHT], ids=["strong", "light"])
def test_the_knee_is_lowered_as_little_as_makes_the_planned_band_fit(number: int, build: Physique) -> None:
    exercise, heavy = load().level(number), BANDS[2]
    found = fit(exercise, build, heavy, [BANDS[1], BANDS[0], None])
    assert found.near == (found.share > 0.85)
    if found.lower_deg:
        assert share_of(exercise, build, heavy, found.lower_deg) <= FITS
        assert share_of(exercise, build, heavy, found.lower_deg - 10) > FITS
    if found.share > FITS and found.instead is not None:
        ways = [share_of(exercise, build, loop) for loop in (BANDS[1], BANDS[0], None)]
        assert ways[found.instead] <= FITS
        assert all(share > FITS for share in ways[: found.instead])


def test_where_even_the_lowest_knee_is_too_much_no_height_is_named() -> None:
    assert fit(load().level(6), LIGHT, BANDS[2], [None]) == Fit(share_of(load().level(6), LIGHT, BANDS[2]), None, 0)


def test_on_the_lying_kick_no_lower_knee_is_looked_for() -> None:
    strong = Loop(250, 0.2)
    assert fit(load().level(3), LIGHT, strong, []).lower_deg is None
