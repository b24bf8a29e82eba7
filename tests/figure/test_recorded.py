"""You as a figure: it moves as the skeletons do, on the exercise's supports, and only by angles."""

from dataclasses import replace

import numpy as np
import pytest

from psoas.body.skeleton import Joint
from psoas.figure.deviations import Deviation, deviated
from psoas.figure.landmarks import to_skeleton
from psoas.figure.recorded import repetition_figure
from psoas.programme.catalogue import load
from psoas.testing import synthetic, true_reps

MARCH = load().march
each_level = pytest.mark.parametrize("exercise", MARCH, ids=lambda e: e.id)


def recorded(exercise, side="left", reach=1.0, **more):
    rep = true_reps(exercise, [(side, reach)])[0]
    seen = synthetic(exercise, [(side, reach)], yaw_deg=0, elevation_deg=0, **more)
    return [s for s in seen if rep.start_s <= s.t <= rep.end_s]


@each_level
@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("head", ["left", "right"])
def test_the_figure_reaches_what_the_person_reached_whichever_side_and_view(exercise, side, head):
    frames = repetition_figure(recorded(exercise, side, head=head), exercise, side)
    key = max(frames, key=lambda frame: frame[1].progress)[1]
    assert key.side == "right"
    assert key.working.hip_deg == pytest.approx(exercise.motion.working.hip, abs=4)
    assert key.progress == pytest.approx(1, abs=0.08)
    assert abs(key.holding.hip_deg - frames[0][1].holding.hip_deg) < 4


@each_level
def test_a_shorter_repetition_makes_a_smaller_figure_movement(exercise):
    ways = [
        np.ptp(
            [pose.working.hip_deg for _, pose in repetition_figure(recorded(exercise, reach=reach), exercise, "left")]
        )
        for reach in (0.6, 1.0)
    ]
    assert ways[0] == pytest.approx(0.6 * ways[1], rel=0.12)


@each_level
def test_the_figure_stands_or_lies_on_what_carries_the_exercise(exercise):
    for _, pose in repetition_figure(recorded(exercise), exercise, "left"):
        body = pose.segments
        assert np.hypot(*(pose.shoulder - pose.hip)) == pytest.approx(body.trunk)
        if "feet-on-floor" in pose.contacts:
            assert min(pose.left.lowest, pose.right.lowest) == pytest.approx(0, abs=1e-6)
        else:
            assert min(pose.hip[1], pose.shoulder[1]) > body.depth - 0.001


def test_time_begins_with_the_repetition():
    frames = repetition_figure(recorded(MARCH[5]), MARCH[5], "left")
    assert frames[0][0] == 0
    assert frames[-1][0] == pytest.approx(MARCH[5].dose.tempo_s.total, abs=0.15)


def test_a_moment_in_which_a_leg_was_not_seen_is_left_out_and_nothing_seen_is_no_figure():
    seen = recorded(MARCH[5])
    lost = seen[10].image.copy()
    lost[Joint.LEFT_KNEE] = np.nan
    some = [*seen[:10], replace(seen[10], image=lost), *seen[11:]]
    assert len(repetition_figure(some, MARCH[5], "left")) == len(seen) - 1
    assert repetition_figure([replace(s, image=s.image * np.nan) for s in seen], MARCH[5], "left") == []
    assert repetition_figure([], MARCH[5], "left") == []


def test_a_person_further_from_the_wall_than_an_arm_is_drawn_with_the_wall_where_the_hands_are():
    leant = [deviated(MARCH[5], share, Deviation(trunk=22)) for share in np.linspace(0, 1, 9)]
    seen = [to_skeleton(pose, t, yaw_deg=0, elevation_deg=0) for t, pose in enumerate(leant)]
    frames = repetition_figure(seen, MARCH[4], "right")
    assert len(frames) == len(seen)
    for _, pose in frames:
        assert np.hypot(*(pose.arm.wrist - pose.arm.elbow)) == pytest.approx(pose.segments.forearm)
