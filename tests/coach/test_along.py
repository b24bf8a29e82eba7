"""What goes along with the working leg, and hips that stray from where they usually go with it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from psoas.analysis.coaching import as_known
from psoas.body.angles import BodyPosture, Leg
from psoas.body.skeleton import SIDES, joint
from psoas.coach.along import Along, along, strays
from psoas.coach.baseline import Baseline
from psoas.coach.coach import Coach
from psoas.coach.events import Rep
from psoas.coach.form_checks import MEASURES
from psoas.coach.measurements import Measurement
from psoas.coach.rep_counter import Window
from psoas.programme.catalogue import load
from psoas.testing import synthetic

REP = Rep("left", 0.0, 2.0, 4.0, 90.0, 90.0, 1.5, 1.0, 1.5, 1.0)
MOTION = load().level(1).motion
T = np.arange(0.0, 4.05, 0.1)
TRUNK_PX = 200.0


def course(t: float) -> float:
    """How far the leg has come: out, a hold, and back."""
    return float(np.clip(min(t / 1.5, (4.0 - t) / 1.5), 0.0, 1.0))


def frames(
    hips=lambda t: 0.0, shoulders=lambda t: 0.0, *, knee=lambda t: 0.0, slide=lambda t: 0.0, lies=True, swing=-60.0
):
    """A body of which each part leaves its place by so many trunk lengths; all but `slide` across the trunk."""
    made = []
    for t in T:
        image = np.zeros((33, 2))
        for side in SIDES:
            image[joint(side, "hip")] = (
                (300.0, 200.0 + TRUNK_PX * hips(t)) if lies else (300.0 + TRUNK_PX * hips(t), 300)
            )
            image[joint(side, "shoulder")] = (
                (300.0 - TRUNK_PX, 200.0 + TRUNK_PX * shoulders(t))
                if lies
                else (300.0 + TRUNK_PX * shoulders(t), 300.0 - TRUNK_PX)
            )
        image[joint("right", "knee")] = 300.0 + TRUNK_PX * slide(t), 100.0 + TRUNK_PX * knee(t)
        leg = Leg(0.0, 0.0, 0.0, 0.0)
        posture = BodyPosture(180.0, {"left": leg, "right": leg}, 1)
        thighs = {"left": 170.0 + swing * course(t), "right": 170.0}
        made.append(Measurement(float(t), posture, thighs, thighs, dict.fromkeys(SIDES, 1.0), True, None, image=image))
    return made


@pytest.mark.parametrize("lies", [True, False])
@pytest.mark.parametrize("swing", [60.0, -60.0])
def test_hips_that_go_out_and_back_with_the_leg_are_found(lies, swing):
    one = along("left", frames(lambda t: 0.05 * course(t), lies=lies, swing=swing))
    assert (abs(one.hips), one.shoulders) == (pytest.approx(0.05, abs=0.003), pytest.approx(0.0, abs=1e-6))


def test_sliding_on_the_mat_and_trembling_do_not_go_along_with_a_leg():
    assert along("left", frames(lambda t: 0.1 * t)).hips == pytest.approx(0.0, abs=0.003)
    assert along("left", frames(lambda t: 0.02 * math.sin(9 * t))).hips == pytest.approx(0.0, abs=0.004)


def test_shoulders_are_measured_apart_from_hips():
    one = along("left", frames(shoulders=lambda t: 0.05 * course(t)))
    assert abs(one.shoulders) == pytest.approx(0.05, abs=0.003)
    assert one.hips == pytest.approx(0.0, abs=1e-3)


def test_what_was_hardly_seen_goes_nowhere():
    assert math.isnan(along("left", frames()[:5]).hips)
    assert math.isnan(along("left", [replace(f, image=None) for f in frames()]).hips)
    assert math.isnan(along("left", frames(lambda t: math.nan)).hips)


def with_hips(*hips, shoulders=0.0, side="left"):
    return [Along(side, each, shoulders, 0.0, 0.0) for each in hips]


def test_hips_stray_that_go_further_than_they_usually_do_or_the_other_way():
    known = with_hips(0.02, 0.021, 0.019, 0.02, 0.06, -0.03)
    assert strays("hips", known[4], known) == pytest.approx(0.04, abs=0.002)
    assert strays("hips", known[5], known) == pytest.approx(0.05, abs=0.002)
    assert strays("hips", known[0], known) == 0.0


def test_a_camera_that_shows_all_repetitions_alike_shows_no_fault():
    assert strays("hips", with_hips(0.2)[0], with_hips(0.2, 0.2, 0.2)) == 0.0


def test_whoever_moves_restlessly_is_given_as_much_room():
    calm, restless = with_hips(0.0, 0.001, -0.001, 0.03), with_hips(0.0, 0.02, -0.02, 0.03)
    assert strays("hips", calm[3], calm) > 0.025
    assert strays("hips", restless[3], restless) < 0.015


def test_a_trunk_that_moves_as_a_whole_is_another_fault():
    known = [*with_hips(0.0, 0.0, 0.0), *with_hips(0.05, shoulders=0.2)]
    assert strays("hips", known[3], known) == 0.0


def test_two_repetitions_are_no_yardstick_and_what_was_not_seen_is_not_judged():
    known = with_hips(0.0, 0.1)
    assert math.isnan(strays("hips", known[1], known))
    assert math.isnan(strays("hips", Along("left", math.nan, 0.0, 0.0, 0.0), with_hips(0.0, 0.0, 0.0)))
    assert math.isnan(strays("hips", with_hips(0.1)[0], with_hips(0.0, math.nan, 0.1)))


def test_hips_are_held_against_both_legs_and_a_resting_knee_against_the_same_one():
    known = [Along("left", 0.0, 0.0, 0.0, 0.0)] * 3 + [Along("right", 0.1, 0.0, 0.1, 0.0)] * 4
    usual = Baseline(alongs=known, whole=True)
    window = Window(REP, tuple(frames()))
    usual.learn(window)
    assert MEASURES["resting_knee_strays"](window, MOTION, usual) == pytest.approx([0.0])
    assert MEASURES["hips_stray"](window, MOTION, usual) == pytest.approx([0.1], abs=0.001)
    usual = Baseline(alongs=known, whole=True)
    lifted = Window(REP, tuple(frames(knee=lambda t: 0.05 * course(t))))
    usual.learn(lifted)
    assert MEASURES["resting_knee_strays"](lifted, MOTION, usual) == pytest.approx([0.05], abs=0.003)


def test_a_knee_that_a_drifting_thigh_takes_along_the_trunk_is_another_fault():
    drifts = along("left", frames(knee=lambda t: 0.05 * course(t), slide=lambda t: 0.2 * course(t)))
    assert (abs(drifts.knee), abs(drifts.slide)) == (pytest.approx(0.05, abs=0.003), pytest.approx(0.2, abs=0.01))
    rests = [Along("left", 0.0, 0.0, 0.0, 0.0)] * 4
    assert strays("knee", drifts, [*rests, drifts]) == 0.0
    assert strays("knee", drifts._replace(slide=0.06), [*rests, drifts]) == pytest.approx(0.05, abs=0.003)


def test_before_the_first_repetition_nothing_strays():
    assert np.isnan(MEASURES["hips_stray"](Window(REP, ()), MOTION, Baseline())).all()


def test_repetitions_are_learnt_as_they_come_and_short_ones_are_no_yardstick():
    usual = Baseline()
    usual.learn(Window(REP, tuple(frames())))
    usual.learn(Window(replace(REP, short=True), tuple(frames())))
    assert len(usual.alongs) == 1


def test_a_slow_start_before_the_repetition_was_found_counts():
    usual, whole = Baseline(), frames(lambda t: 0.05 * course(t))
    for frame in whole[:10]:
        usual.update(frame)
    usual.learn(Window(REP, tuple(whole[10:])))
    late = along("left", whole[10:])
    assert usual.along is not None
    assert usual.along != late
    assert usual.along == along("left", whole[7:])


def test_in_a_recording_every_repetition_is_held_against_the_whole_set():
    exercise = load().level(6)
    skeletons = synthetic(exercise, [("left", 1.0), ("right", 1.0)] * 2)
    known = as_known(skeletons, exercise).reach
    assert [each.side for each in known.alongs] == ["left", "right", "left", "right"]
    coach = Coach(exercise, reach=known)
    for skeleton in skeletons:
        coach.update(skeleton)
    coach.finish()
    assert coach.reach.alongs == known.alongs
