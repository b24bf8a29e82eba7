"""What a person does besides the exercise: one raised arm, and leaving their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.body.skeleton import SIDES, Side, Skeleton
from psoas.coach.gestures import ARM_UP_S, AWAY_S, BACK_S, NOBODY_S, GestureRecogniser
from psoas.programme.catalogue import load
from psoas.testing import synthetic, with_arm_up

FPS = 15.0
LYING = synthetic(load().level(1))[0]
STANDING = synthetic(load().level(6))[0]


def still(skeleton: Skeleton, seconds: float, start: float) -> Iterator[Skeleton]:
    for n in range(round(seconds * FPS)):
        yield replace(skeleton, t=start + n / FPS)


def seen(recogniser: GestureRecogniser, *parts: tuple[Skeleton, float]) -> list[tuple[float, str]]:
    """Show the parts one after the other; return each gesture with its time."""
    found, start = [], 0.0
    for skeleton, seconds in parts:
        found += [(one.t, each) for one in still(skeleton, seconds, start) for each in recogniser.update(one)]
        start += seconds
    return found


def both_up(skeleton: Skeleton) -> Skeleton:
    return with_arm_up(with_arm_up(skeleton, "left"), "right")


@pytest.mark.parametrize("pose", [LYING, STANDING])
@pytest.mark.parametrize("side", SIDES)
def test_one_arm_held_straight_up_for_two_seconds_is_seen_and_so_is_its_end(pose: Skeleton, side: Side):
    found = seen(GestureRecogniser(lying=pose is LYING), (pose, 2.0), (with_arm_up(pose, side), 3.0), (pose, 2.0))
    assert [gesture for _, gesture in found] == ["arm-up", "arm-down"]
    assert found[0][0] == pytest.approx(2.0 + ARM_UP_S, abs=0.2)
    assert found[1][0] == pytest.approx(5.0, abs=0.7)


@given(st.floats(0.3, ARM_UP_S - 0.2), st.sampled_from(SIDES), st.sampled_from([LYING, STANDING]))
def test_an_arm_that_comes_down_sooner_means_nothing(seconds: float, side: Side, pose: Skeleton):
    parts = ((pose, 2.0), (with_arm_up(pose, side), seconds), (pose, 2.0))
    assert seen(GestureRecogniser(lying=pose is LYING), *parts) == []


@given(st.floats(40, 140) | st.floats(-140, -40), st.sampled_from(SIDES))
def test_an_arm_that_points_elsewhere_means_nothing(lean_deg: float, side: Side):
    elsewhere = with_arm_up(STANDING, side, lean_deg=lean_deg)
    assert seen(GestureRecogniser(lying=False), (STANDING, 2.0), (elsewhere, 4.0)) == []


def test_both_arms_up_mean_nothing_and_neither_does_one_that_stays_up_while_the_other_comes_down():
    one_left = with_arm_up(LYING, "left")
    parts = ((LYING, 2.0), (both_up(LYING), 3.0), (one_left, 4.0))
    assert seen(GestureRecogniser(lying=True), *parts) == []
    assert seen(GestureRecogniser(lying=True), (both_up(LYING), 3.0), (one_left, 4.0)) == []


def test_a_hand_that_blurs_for_a_moment_is_still_up():
    up = with_arm_up(LYING, "right")
    blurred = replace(up, confidence=np.full_like(up.confidence, 0.3))
    parts = ((LYING, 2.0), (up, 1.2), (blurred, 0.2), (up, 1.5))
    assert [gesture for _, gesture in seen(GestureRecogniser(lying=True), *parts)] == ["arm-up"]


def test_getting_up_and_lying_down_again_are_seen():
    found = seen(GestureRecogniser(lying=True), (LYING, 3.0), (STANDING, 4.0), (LYING, 4.0))
    assert [gesture for _, gesture in found] == ["away", "back"]
    assert found[0][0] == pytest.approx(3.0 + AWAY_S, abs=0.2)
    assert found[1][0] == pytest.approx(7.0 + BACK_S, abs=0.2)


@pytest.mark.parametrize("pose", [LYING, STANDING])
def test_walking_out_of_the_picture_and_coming_back_are_seen(pose: Skeleton):
    nobody = Skeleton.nobody(0.0, pose.size)
    found = seen(GestureRecogniser(lying=pose is LYING), (pose, 3.0), (nobody, 5.0), (pose, 3.0))
    assert [gesture for _, gesture in found] == ["away", "back"]
    assert found[0][0] == pytest.approx(3.0 + NOBODY_S, abs=0.2)


@given(st.floats(0.2, NOBODY_S - 0.3))
def test_a_moment_without_anybody_is_no_leaving(seconds: float):
    parts = ((LYING, 3.0), (Skeleton.nobody(0.0, LYING.size), seconds), (LYING, 3.0))
    assert seen(GestureRecogniser(lying=True), *parts) == []


def test_nobody_leaves_a_place_that_they_have_not_taken():
    assert seen(GestureRecogniser(lying=True), (STANDING, 6.0), (LYING, 1.0), (STANDING, 6.0)) == []


@pytest.mark.parametrize("level", range(1, 7))
def test_no_march_is_taken_for_a_gesture(level: int):
    exercise = load().level(level)
    recogniser = GestureRecogniser(lying=exercise.posture in ("lying", "bridge"))
    reps: list[tuple[Side, float]] = [("left", 1.0), ("right", 1.0)] * 3
    assert [each for one in synthetic(exercise, reps) for each in recogniser.update(one)] == []


def test_an_arm_stretched_out_to_the_side_is_not_raised_so_the_other_one_still_counts():
    aside = with_arm_up(STANDING, "right", lean_deg=90.0)
    found = seen(GestureRecogniser(lying=False), (aside, 2.0), (with_arm_up(aside, "left"), 3.0), (aside, 2.0))
    assert [gesture for _, gesture in found] == ["arm-up", "arm-down"]
