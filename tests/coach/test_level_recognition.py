"""Which level is it: told from the skeletons of any level, or not told, with the reason."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mocap import AZIMUTHS, TRIALS, cmu_skeletons
from psoas.body.skeleton import Joint, Skeleton
from psoas.coach.level_recognition import LevelRecogniser
from psoas.programme.catalogue import load
from psoas.testing import mirrored, synthetic

CATALOGUE = load()
SET = (("left", 1.0), ("right", 0.9), ("left", 0.8), ("right", 1.0))


def looked_at(skeletons, memory=None):
    recogniser = LevelRecogniser(CATALOGUE.march, memory)
    for skeleton in skeletons:
        recogniser.update(skeleton)
    return recogniser


def verdict(skeletons, band=None):
    return looked_at(skeletons).verdict(band)


def one_after_the_other(*recordings):
    joined, t = [], 0.0
    for recording in recordings:
        joined += [replace(s, t=s.t + t) for s in recording]
        t = joined[-1].t + 0.1
    return joined


def still(level, seconds=10):
    return [replace(s, t=i / 15) for i, s in enumerate(synthetic(CATALOGUE.level(level), (), lead_s=seconds / 2))]


@settings(max_examples=60, deadline=None)
@given(
    level=st.integers(1, 6),
    head=st.sampled_from(["left", "right"]),
    yaw=st.floats(-40, 40),
    elevation=st.floats(0, 18),
    tempo=st.floats(0.7, 1.6),
    fps=st.sampled_from([10.0, 15.0, 24.0, 30.0]),
    noise_px=st.floats(0, 4),
    far_confidence=st.floats(0.2, 0.9),
    in_mirror=st.booleans(),
    seed=st.integers(0, 1000),
)
def test_every_level_is_recognised_from_either_side_at_any_tempo(
    level, head, yaw, elevation, tempo, fps, noise_px, far_confidence, in_mirror, seed
):
    noise = np.random.default_rng(seed).normal(0, noise_px, (97, 33, 2))
    seen = synthetic(
        CATALOGUE.level(level),
        SET,
        head=head,
        yaw_deg=yaw,
        elevation_deg=elevation,
        tempo=tempo,
        fps=fps,
        noise_px=noise,
        far_confidence=far_confidence,
    )
    found = verdict([mirrored(s) for s in seen] if in_mirror else seen, band=level > 1)
    assert found.level == level, found.why
    assert found.share >= 0.6


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("level", range(1, 7))
def test_one_repetition_is_enough(level, side):
    found = verdict(synthetic(CATALOGUE.level(level), ((side, 1.0),)), band=level > 1)
    assert (found.level, found.marches) == (level, 1)


@pytest.mark.parametrize("yaw", [-90, -75, 75, 90])
def test_level_6_is_recognised_from_the_front_and_from_behind_too(yaw):
    found = verdict(synthetic(CATALOGUE.level(6), SET, yaw_deg=yaw), band=True)
    assert found.level == 6, found.why


def test_hands_that_swing_are_at_no_wall():
    def swinging(skeleton):
        image = skeleton.image.copy()
        for side, sign in (("LEFT", 1), ("RIGHT", -1)):
            image[Joint[f"{side}_WRIST"]] += sign * 60 * np.array([np.sin(4 * skeleton.t), 0.0])
        return replace(skeleton, image=image)

    at_wall = synthetic(CATALOGUE.level(5), SET)
    assert verdict(at_wall, band=True).level == 5
    assert verdict([swinging(s) for s in at_wall], band=True).level != 5


def test_levels_that_differ_in_the_band_alone_are_told_apart_by_the_band_alone():
    for level in (1, 3):
        seen = synthetic(CATALOGUE.level(level), SET)
        assert verdict(seen, band=True).level == 3
        assert verdict(seen, band=False).level == 1
        unknown = verdict(seen)
        assert unknown.level is None
        assert [e.level for e in unknown.candidates] == [1, 3]
        assert unknown.why == "It could be level 1 or 3: I could not see whether a band is worn."


@pytest.mark.parametrize("level", [2, 4, 5, 6])
def test_a_level_done_without_its_band_is_still_that_level(level):
    assert verdict(synthetic(CATALOGUE.level(level), SET), band=False).level == level


def test_an_empty_room_is_nobody():
    found = verdict([Skeleton.nobody(i / 10) for i in range(100)])
    assert (found.level, found.anybody, found.why) == (None, False, "I saw nobody.")


@pytest.mark.parametrize("level", range(1, 7))
def test_somebody_who_keeps_still_does_not_march(level):
    found = verdict(still(level))
    assert (found.level, found.anybody, found.why) == (None, True, "I saw nobody march.")


def test_bridges_and_squats_are_no_march():
    # Both legs move alike: the whole way of one exercise, with the working leg's angles for both legs.
    for level in (4, 6):
        seen = synthetic(CATALOGUE.level(level), (("left", 1.0),) * 3)
        left, right = ([j for j in Joint if j.name.startswith(side)] for side in ("LEFT", "RIGHT"))
        both = []
        for s in seen:
            image = s.image.copy()
            image[right] = image[left]
            both.append(replace(s, image=image))
        assert verdict(both).why == "I saw nobody march."


def test_two_levels_in_one_recording_are_named_and_none_is_chosen():
    mixed = one_after_the_other(synthetic(CATALOGUE.level(2), SET), synthetic(CATALOGUE.level(6), SET))
    found = verdict(mixed)
    assert found.level is None
    assert found.why == "I saw more than one movement, like levels 2 and 6."


def test_getting_up_and_lying_still_in_between_change_nothing():
    seen = one_after_the_other(still(6), synthetic(CATALOGUE.level(2), SET), still(6), still(2))
    assert verdict(seen).level == 2


def test_with_a_short_memory_it_follows_a_person_who_changes():
    seen = one_after_the_other(synthetic(CATALOGUE.level(6), SET), synthetic(CATALOGUE.level(2), SET))
    assert looked_at(seen, memory=3).verdict().level == 2


def test_a_leg_that_is_hidden_for_a_while_is_no_repetition():
    seen = synthetic(CATALOGUE.level(2), (("left", 1.0),))
    assert verdict([s if s.t < 2.5 or s.t > 4.5 else Skeleton.nobody(s.t) for s in seen]).marches == 0


def test_the_order_in_which_times_run_is_kept():
    seen = synthetic(CATALOGUE.level(2), SET)
    twice = [s for a, b in pairwise(seen) for s in (a, b)]
    assert verdict(twice) == verdict(seen)


def test_an_exercise_of_ones_own_is_recognised_from_its_file():
    deep = CATALOGUE.level(6)
    lunge = deep.model_copy(
        update={
            "id": "mine",
            "motion": deep.motion.model_copy(update={"trunk": 45.0, "start": deep.motion.start}),
        }
    )
    recogniser = LevelRecogniser([CATALOGUE.level(6), lunge])
    for skeleton in synthetic(lunge, SET):
        recogniser.update(skeleton)
    assert recogniser.verdict().exercise is lunge


@pytest.mark.shared
@pytest.mark.parametrize("trial", TRIALS)
def test_motion_capture_without_pictures_is_level_6_from_every_side(shared_data, trial):
    for azimuth in AZIMUTHS:
        seen = cmu_skeletons(shared_data, trial, azimuth, 0.0, 24)
        assert verdict([replace(s, metric=None) for s in seen]).level == 6, azimuth


@pytest.mark.parametrize("level", [1, 3])
@pytest.mark.parametrize("reach", [0.45, 0.6, 1.0])
def test_however_far_the_leg_goes_the_two_forms_of_one_movement_stay_one(level, reach):
    found = verdict(synthetic(CATALOGUE.level(level), (("left", reach), ("right", reach)) * 3, yaw_deg=44))
    assert [e.level for e in found.candidates] in ([1, 3], [])
