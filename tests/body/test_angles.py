"""The signed convention of the angles, on bodies whose angles are known because they were built from them."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.body.angles import (
    KNEE_LIMITS_DEG,
    BodyPosture,
    Leg,
    elevation_deg,
    facing_hint,
    is_lying,
    line_deg,
    posture,
    unforeshortened,
    with_limits,
    wrap_deg,
)
from psoas.body.skeleton import SIDES, Skeleton, joint, other
from psoas.testing import mirrored

LENGTHS = {"trunk": 160.0, "thigh": 130.0, "shank": 120.0, "foot": 60.0}
LEG = st.tuples(st.floats(-25, 130), st.floats(0, 140), st.floats(-40, 30))
TRUNK = st.floats(60, 200)


def body(trunk: float, left: tuple[float, float, float], right: tuple[float, float, float]) -> Skeleton:
    """A flat body at (300, 300), built forwards from trunk direction and each leg's (hip, knee, ankle), degrees."""
    image = np.full((33, 2), np.nan)

    def step(start, length, direction):
        angle = math.radians(direction)
        return start + length * np.array([math.cos(angle), -math.sin(angle)])

    for side, (hip, knee, ankle) in zip(SIDES, (left, right), strict=True):
        at = np.array([300.0, 300.0])
        image[joint(side, "hip")] = at
        image[joint(side, "shoulder")] = step(at, LENGTHS["trunk"], trunk)
        thigh = trunk - 180 + hip
        image[joint(side, "knee")] = k = step(at, LENGTHS["thigh"], thigh)
        image[joint(side, "ankle")] = a = step(k, LENGTHS["shank"], thigh - knee)
        image[joint(side, "heel")] = a
        image[joint(side, "foot_index")] = step(a, LENGTHS["foot"], thigh - knee + 90 + ankle)
    return Skeleton(0.0, image, np.ones(33), None, (640, 480))


def assert_same_legs(seen, expected):
    for side in SIDES:
        for name in ("hip", "knee", "ankle"):
            assert getattr(seen.legs[side], name) == pytest.approx(getattr(expected.legs[side], name), abs=1e-6)


@given(TRUNK, LEG, LEG)
def test_the_angles_a_body_was_built_from_are_found_again(trunk, left, right):
    seen = posture(body(trunk, left, right), 1)
    assert wrap_deg(seen.trunk - trunk) == pytest.approx(0, abs=1e-6)
    for side, (hip, knee, ankle) in zip(SIDES, (left, right), strict=True):
        leg = seen.legs[side]
        assert (leg.hip, leg.knee, leg.ankle) == pytest.approx((hip, knee, ankle), abs=1e-6)


@given(TRUNK, LEG, LEG)
def test_a_mirrored_body_swaps_left_and_right_and_keeps_its_angles(trunk, left, right):
    here = body(trunk, left, right)
    there = posture(mirrored(here), -1)
    seen = posture(here, 1)
    for side in SIDES:
        assert there.legs[other(side)].hip == pytest.approx(seen.legs[side].hip, abs=1e-6)
        assert there.legs[other(side)].knee == pytest.approx(seen.legs[side].knee, abs=1e-6)


@given(TRUNK, LEG, LEG, st.floats(-180, 180))
def test_turning_the_picture_turns_the_trunk_and_leaves_the_joints(trunk, left, right, turn):
    here = body(trunk, left, right)
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    turned = replace(here, image=here.image @ np.array([[c, -s], [s, c]]))
    assert_same_legs(posture(turned, 1), posture(here, 1))
    assert wrap_deg(posture(turned, 1).trunk - trunk - turn) == pytest.approx(0, abs=1e-6)


@given(TRUNK, LEG, LEG, st.floats(0.2, 5), st.floats(-500, 500), st.floats(-500, 500))
def test_moving_and_scaling_the_picture_changes_no_angle(trunk, left, right, scale, dx, dy):
    here = body(trunk, left, right)
    moved = replace(here, image=here.image * scale + np.array([dx, dy]))
    assert_same_legs(posture(moved, 1), posture(here, 1))
    assert wrap_deg(posture(moved, 1).trunk - trunk) == pytest.approx(0, abs=1e-6)


@given(st.floats(-25, 130), st.floats(-1e4, 1e4))
def test_an_angle_never_jumps_by_a_full_turn(hip, turns):
    assert -180 < wrap_deg(hip + 360 * round(turns)) <= 180
    assert wrap_deg(hip + 360 * round(turns)) == pytest.approx(hip, abs=1e-6)


def test_flexion_is_positive_for_a_knee_brought_to_the_chest_lying_and_standing():
    for trunk in (180, 90):
        assert posture(body(trunk, (100, 90, 0), (0, 0, 0)), 1).legs["left"].hip == pytest.approx(100)


@given(st.floats(0, 80), st.floats(5, 85))
def test_a_bone_turned_away_from_a_level_camera_gets_its_direction_back(elevation, yaw):
    # True vector: `elevation` from horizontal in its own plane; that plane turned by `yaw` about the vertical.
    length = 100.0
    rise, run = length * math.sin(math.radians(elevation)), length * math.cos(math.radians(elevation))
    seen = np.array([run * math.cos(math.radians(yaw)), -rise])
    back = unforeshortened(seen, length)
    assert back[1] == seen[1]
    # The dead band for short bones costs at most this much of the run.
    assert run * 0.9 - 32 <= back[0] <= run + 32
    assert back[0] >= seen[0]


def test_a_bone_of_unknown_length_stays_as_it_is():
    vector = np.array([3.0, 4.0])
    assert unforeshortened(vector, math.nan) is vector


@pytest.mark.parametrize(("vector", "degrees"), [((0, 100), 0), ((95, 0), 90), ((0, -100), 180), ((0, 97), 0)])
def test_elevation_runs_from_hanging_to_level_to_pointing_up(vector, degrees):
    assert elevation_deg(np.array(vector, dtype=float), 100.0) == pytest.approx(degrees, abs=1e-6)


def test_lying_and_standing_are_told_apart_and_facing_follows_head_and_toes():
    assert is_lying(body(180, (90, 90, 0), (90, 90, 0)))
    assert not is_lying(body(90, (0, 0, 0), (0, 0, 0)))
    for trunk in (180, 90):
        here = body(trunk, (5, 5, 0), (5, 5, 0))
        assert facing_hint(here) > 0.5
        assert facing_hint(mirrored(here)) < -0.5
    assert math.isnan(facing_hint(Skeleton.nobody(0.0)))


def test_a_straight_bridge_measures_180_and_a_sagging_one_less():
    assert line_deg(body(195, (0, 0, 0), (0, 0, 0)), "left") == pytest.approx(180, abs=1e-4)
    assert line_deg(body(190, (25, 0, 0), (25, 0, 0)), "left") == pytest.approx(155, abs=1e-4)


@given(knee=st.floats(-180, 180))
def test_no_knee_is_taken_to_bend_further_than_knees_go(knee):
    legs = {side: Leg(10.0, knee, 0.0, 20.0) for side in SIDES}
    bounded = with_limits(BodyPosture(180.0, legs, 1))
    low, high = KNEE_LIMITS_DEG
    for leg in bounded.legs.values():
        assert low <= leg.knee <= high
        assert leg.knee == knee or not low <= knee <= high
        assert (leg.hip, leg.ankle, leg.thigh) == (10.0, 0.0, 20.0)


def test_a_knee_that_is_not_seen_stays_unseen():
    legs = {side: Leg(10.0, math.nan, 0.0, 20.0) for side in SIDES}
    assert all(math.isnan(leg.knee) for leg in with_limits(BodyPosture(180.0, legs, 1)).legs.values())
