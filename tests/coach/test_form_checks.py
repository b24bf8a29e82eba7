"""What is said about sides that were hardly seen, and what is measured against how a person stands quiet."""

import math
from dataclasses import replace
from itertools import cycle

import pytest

from psoas.body.angles import BodyPosture, Leg
from psoas.body.sagittal_plane import Sideways
from psoas.coach.baseline import Baseline
from psoas.coach.events import Rep
from psoas.coach.form_checks import HOLDING_CONFIDENCE, JUDGED_FROM_CONFIDENCE, MEASURES, hardly_seen
from psoas.coach.measurements import Measurement
from psoas.coach.rep_counter import Window
from psoas.programme.catalogue import load

MOTION = load().level(6).motion
REP = Rep("left", 2.0, 3.0, 4.0, 90.0, 90.0, 0.9, 0.2, 0.9, 1.0)


def frame(t, trunk, lean=0.0):
    leg = Leg(0.0, 3.0, 3.0, -90.0)
    posture = BodyPosture(trunk, {"left": leg, "right": leg}, 1)
    sides = {"left": 0.0, "right": 0.0}
    return Measurement(t, posture, sides, sides, {"left": 1.0, "right": 1.0}, True, None, Sideways(lean, 0.0, 0.0))


def bend(before, during):
    usual = Baseline()
    for one in before:
        usual.update(one)
    window = Window(REP, tuple(during))
    usual.learn(window)
    return MEASURES["trunk_bend_deg"](window, MOTION, usual)


def test_two_legs_seen_well_need_no_word():
    assert hardly_seen({"left": JUDGED_FROM_CONFIDENCE, "right": 1.0}) is None


def test_a_leg_that_was_hardly_seen_is_named():
    assert "The right leg was partly hidden" in hardly_seen({"left": 0.99, "right": 0.6})
    assert "Both legs were" in hardly_seen({"left": 0.5, "right": 0.6})


def test_a_trunk_is_held_against_how_this_person_stands_and_not_against_how_a_repetition_began():
    quiet = [frame(1.0 + i / 10, 96.0) for i in range(10)]
    already = [frame(2.0 + i / 10, 90.0, lean=8.0) for i in range(20)]
    assert bend(quiet, already) == pytest.approx(10.0)
    assert bend([], already) == pytest.approx(0.0)


def test_standing_long_ago_does_not_count_as_standing_before_this_repetition():
    assert bend([frame(0.2, 60.0)], [frame(2.0 + i / 10, 90.0) for i in range(20)]) == pytest.approx(0.0)


def test_without_depth_the_trunk_is_judged_in_the_picture_alone():
    before = [frame(1.0 + i / 10, 90.0, lean=math.nan) for i in range(10)]
    during = [frame(2.0 + i / 10, 83.0, lean=math.nan) for i in range(20)]
    assert bend(before, during) == pytest.approx(7.0)


def reached(*degrees, sides="lr", short=False):
    """What is made of the last of these ranges, of legs that took turns like these, after the ones before it."""
    usual = Baseline()
    for each, side in zip(degrees, cycle(sides), strict=False):
        rep = replace(REP, side={"l": "left", "r": "right"}[side], range_deg=each, short=short)
        window = Window(rep, (frame(2.0, 90.0),))
        usual.learn(window)
    return MEASURES["range_of_usual"](window, MOTION, usual)[0]


def test_a_range_is_held_against_what_the_same_leg_reached_before():
    assert reached(80.0, 50.0, 80.0, 50.0, 40.0) == pytest.approx(0.5)


def test_repetitions_that_all_look_small_are_as_far_as_usual():
    assert reached(40.0, 80.0, 42.0, 80.0, 40.0, 80.0, 41.0) == pytest.approx(1.0, abs=0.05)


def test_a_leg_that_reached_too_far_once_does_not_make_the_others_small():
    assert reached(3 * abs(MOTION.travel_deg), 50.0, abs(MOTION.travel_deg)) == pytest.approx(1.0)


def test_a_first_repetition_and_one_too_short_to_count_are_not_compared():
    assert math.isnan(reached(40.0))
    assert math.isnan(reached(80.0, 80.0, 20.0, short=True))


def test_ranges_are_not_compared_where_one_leg_may_have_been_taken_for_the_other():
    assert math.isnan(reached(80.0, 80.0, 80.0, 40.0, sides="l"))


def came_home(*places, short=False):
    """What is made of the last of these places of heel and knee above the hips, trunk lengths, after the others."""
    usual = Baseline()
    for heel, knee in places:
        one = replace(frame(2.0, 180.0), trunk_px=200.0, heel_px={"left": 200 * heel}, knee_px={"left": 200 * knee})
        window = Window(replace(REP, short=short), (one,))
        usual.learn(window)
    return MEASURES["heel_above_home"](window, MOTION, usual)[0]


def test_a_heel_that_stays_up_is_above_where_this_leg_usually_comes_home():
    assert came_home((0.5, 0.7), (0.5, 0.7), (0.6, 0.65)) == pytest.approx(0.1)


def test_a_leg_whose_knee_is_still_up_has_not_come_home_yet():
    assert math.isnan(came_home((0.5, 0.7), (0.6, 0.75)))


def test_where_a_leg_comes_home_first_and_what_was_not_seen_is_not_compared():
    assert math.isnan(came_home((0.6, 0.65)))
    assert math.isnan(came_home((math.nan, 0.7), (0.6, 0.65)))
    assert math.isnan(came_home((0.5, 0.7), (math.nan, 0.65)))
    assert math.isnan(came_home((0.5, 0.7), (0.6, 0.65), short=True))


def held(confidence, follows):
    """What is measured of a holding leg that moves by 30 degrees: with the working one, or home from its own move."""
    posture = BodyPosture(180.0, {"left": Leg(0, 0, 0, 0), "right": Leg(0, 0, 0, 0)}, 1)
    frames = []
    for i in range(60):
        out = 60 * math.sin(math.pi * i / 59)
        theirs = out / 2 if follows else 30 * max(1 - i / 4, 0.0)
        swing = {"left": out, "right": theirs}
        frames.append(Measurement(2 + i / 30, posture, swing, swing, {"left": 0.9, "right": confidence}, True, None))
    return MEASURES["holding_drift_deg"](Window(REP, tuple(frames)), MOTION, Baseline())


def test_a_holding_leg_drifts_where_it_goes_with_the_working_one():
    assert max(held(0.9, follows=True)) == pytest.approx(30, abs=4)


def test_a_leg_that_is_still_coming_home_or_is_hardly_believed_does_not_drift():
    assert all(math.isnan(value) for value in held(0.9, follows=False))
    assert all(math.isnan(value) for value in held(HOLDING_CONFIDENCE - 0.01, follows=True))
