"""Each measure of the checks and each limit of a check alone, on windows whose frames are written down."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from psoas.body.angles import BodyPosture, Leg
from psoas.body.sagittal_plane import Sideways
from psoas.body.skeleton import SIDES
from psoas.coach.baseline import Baseline
from psoas.coach.events import Rep
from psoas.coach.form_checks import MEASURES, OF_REACH, failed, faults, hardly_seen
from psoas.coach.measurements import Measurement
from psoas.coach.rep_counter import Window
from psoas.programme.catalogue import load
from psoas.programme.model import Check

MOTION = load().level(6).motion
assert MOTION is not None
TRAVEL = MOTION.travel_deg
REP = Rep("left", 1.0, 3.0, 6.0, 90.0, TRAVEL, 1.5, 1.0, 2.5, 1.0)
T = np.arange(1.0, 6.05, 0.1)
Course = Callable[[float], float]


def still(_t: float) -> float:
    return 0.0


def window(
    rep: Rep = REP,
    *,
    mine: Course = still,
    theirs: Course = still,
    trunk: Course = lambda t: 90.0,
    lean: Course = still,
    knee: Course = still,
    confidence: float = 1.0,
    view: float = 0.0,
) -> Window:
    frames = []
    for t in T:
        legs = {"left": Leg(mine(t), 0.0, 0.0, mine(t)), "right": Leg(theirs(t), knee(t), 0.0, theirs(t))}
        frames.append(
            Measurement(
                float(t), BodyPosture(trunk(t), legs, 1), {"left": mine(t), "right": theirs(t)},
                {"left": 150.0, "right": 170.0 + t}, dict.fromkeys(SIDES, confidence), True, None,
                Sideways(lean(t), 2 * lean(t), 3 * lean(t)), view, 0.0, 100.0, {"left": 20.0, "right": 0.0},
                {"left": 5.0, "right": 0.0},
            )
        )  # fmt: skip
    return Window(rep, tuple(frames))


def usual(*ranges: float, turns: str = "LRLR", **rest: float) -> Baseline:
    found = Baseline(ranges={"left": [*ranges]}, sides=[{"L": "left", "R": "right"}[one] for one in turns])
    found.rest = {name: [value] for name, value in rest.items()}
    found.quiet = {name: [value] for name, value in rest.items()}
    return found


def of(name: str, seen: Window, known: Baseline | None = None) -> np.ndarray:
    return MEASURES[name](seen, MOTION, known or usual(TRAVEL))


def lift(t: float) -> float:
    return TRAVEL * math.sin(math.pi * (t - 1) / 5) ** 2


def test_the_holding_leg_drifts_by_what_it_moves_with_the_working_one():
    drift = of("holding_drift_deg", window(mine=lift, theirs=lambda t: 40 + 0.3 * lift(t)))
    assert drift.max() == pytest.approx(0.3 * TRAVEL, abs=1)
    against = of("holding_drift_deg", window(mine=lift, theirs=lambda t: 40 - 0.3 * lift(t)))
    assert against.min() == pytest.approx(-0.3 * TRAVEL, abs=1)


def test_a_leg_that_goes_its_own_way_or_is_not_believed_does_not_drift():
    assert np.isnan(
        of("holding_drift_deg", window(mine=lift, theirs=lambda t: 15 * math.sin(2 * math.pi * (t - 1) / 5)))
    ).all()
    assert np.isnan(of("holding_drift_deg", window(mine=lift, theirs=lift, confidence=0.2))).all()


def test_the_time_of_the_way_back_is_that_of_a_whole_range():
    assert of("back_s", window()) == pytest.approx([2.5])
    assert of("back_s", window(replace(REP, range_deg=TRAVEL / 2))) == pytest.approx([5.0])
    assert of("back_s", window(replace(REP, range_deg=TRAVEL * 1.2))) == pytest.approx([2.5])


def test_a_way_back_that_no_leg_takes_or_in_which_both_move_is_not_told():
    assert np.isnan(of("back_s", window(replace(REP, back_s=0.11)))).all()
    assert of("back_s", window(replace(REP, back_s=0.2))) == pytest.approx([0.2])
    assert np.isnan(of("back_s", window(theirs=lambda t: 11.0 * (t > 5)))).all()
    assert np.isfinite(of("back_s", window(theirs=lambda t: 9.0 * (t > 5)))).all()
    assert np.isfinite(of("back_s", window(theirs=lambda t: 30.0 * (t < 2)))).all()


def test_a_range_is_a_share_of_what_the_exercise_asks_and_of_what_the_leg_usually_reached():
    half = replace(REP, range_deg=TRAVEL / 2)
    assert of("range_share", window(half)) == pytest.approx([0.5])
    assert of("range_of_usual", window(half), usual(TRAVEL * 0.8, TRAVEL / 2)) == pytest.approx([0.5 / 0.8])
    assert of("range_of_usual", window(half), usual(TRAVEL * 1.5, TRAVEL / 2)) == pytest.approx([0.5])
    assert np.isnan(of("range_of_usual", window(half), usual(TRAVEL / 2))).all()
    assert np.isnan(of("range_of_usual", window(half), usual(TRAVEL, TRAVEL / 2, turns="LLRRLLRR"))).all()


def test_of_a_leg_that_is_not_believed_well_the_better_of_both_shares_counts():
    unsure = replace(REP, range_deg=TRAVEL / 2, confidence=0.6)
    assert of("range_share", window(unsure), usual(TRAVEL * 0.5, TRAVEL / 2)) == pytest.approx([1.0])
    assert of("range_share", window(replace(unsure, confidence=1.0)), usual(TRAVEL * 0.5, TRAVEL / 2)) == pytest.approx(
        [0.5]
    )
    assert of("range_share", window(unsure), usual(TRAVEL / 2)) == pytest.approx([0.5])


def test_angles_are_taken_of_the_right_leg_and_against_what_is_usual():
    known = usual(TRAVEL, trunk=85.0, lean=1.0, tilt=2.0, turn=3.0, left=10.0)
    seen = window(
        mine=lambda t: 30.0, theirs=lambda t: 70.0, trunk=lambda t: 90.0, lean=lambda t: 4.0, knee=lambda t: 12.0
    )
    values = {name: float(of(name, seen, known)[0]) for name in (
        "peak_hip_deg", "holding_thigh_deg", "trunk_deg", "trunk_drift_deg", "bridge_line_deg", "stance_knee_deg",
        "trunk_sway_deg", "trunk_bend_deg", "hips_tilt_deg", "hips_turn_deg", "not_home_share",
    )}  # fmt: skip
    assert values == pytest.approx(
        {
            "peak_hip_deg": 90.0, "holding_thigh_deg": 70.0, "trunk_deg": 90.0, "trunk_drift_deg": 5.0,
            "bridge_line_deg": 171.0, "stance_knee_deg": 12.0, "trunk_sway_deg": 3.0,
            "trunk_bend_deg": math.hypot(5, 3), "hips_tilt_deg": 6.0, "hips_turn_deg": 9.0,
            "not_home_share": 20.0 / TRAVEL,
        }
    )  # fmt: skip


def test_a_trunk_that_lies_has_no_seam():
    assert of("trunk_deg", window(trunk=lambda t: -170.0))[0] == 190.0
    assert of("trunk_drift_deg", window(trunk=lambda t: -170.0), usual(TRAVEL, trunk=175.0))[0] == pytest.approx(15.0)


def test_a_heel_is_above_its_usual_place_only_while_the_knee_is_not():
    known = usual(TRAVEL)
    known.home = {"left": [(0.1, 0.1), (0.12, 0.1), (0.2, 0.05)]}
    assert of("heel_above_home", window(), known) == pytest.approx([0.2 - 0.11])
    known.home = {"left": [(0.1, 0.04), (0.2, 0.05)]}
    assert np.isnan(of("heel_above_home", window(), known)).all()
    known.home = {"left": [(0.2, 0.05)]}
    assert np.isnan(of("heel_above_home", window(), known)).all()


BASE = next(check for check in load().level(6).checks if check.measure == "range_share")


def check(measure: str, keep: tuple[float, float], **more) -> Check:
    usual_ones = {"measure": measure, "keep": keep, "within_deg": None, "from_confidence": None, "during": "working"}
    return BASE.model_copy(update={**usual_ones, **more})


@pytest.mark.parametrize(
    ("range_deg", "wrong"), [(0.69, True), (0.71, False), (1.0, False), (1.19, False), (1.21, True)]
)
def test_a_single_value_fails_outside_of_what_is_kept(range_deg, wrong):
    seen = window(replace(REP, range_deg=range_deg * TRAVEL))
    assert failed(check("range_share", (0.7, 1.2)), seen, MOTION, usual(TRAVEL)) == wrong


def test_a_value_that_cannot_be_told_fails_nothing():
    assert not failed(check("range_of_usual", (0.7, 1.2)), window(), MOTION, usual(TRAVEL))


@pytest.mark.parametrize("way", [1, -1])
def test_a_course_fails_where_it_leaves_what_is_kept_for_long_enough(way):
    def bent(seconds: float) -> Window:
        return window(trunk=lambda t: 90.0 + way * 15.0 * (2.95 < t < 2.95 + seconds))

    asked = check("trunk_deg", (80, 100))
    assert not failed(asked, bent(0.15), MOTION, usual(TRAVEL))
    assert failed(asked, bent(1.5), MOTION, usual(TRAVEL))


def test_at_the_peak_only_what_is_near_it_counts():
    asked = check("trunk_deg", (80, 100), during="peak")
    assert failed(asked, window(trunk=lambda t: 90.0 + 15 * (abs(t - 3.0) < 0.6)), MOTION, usual(TRAVEL))
    assert not failed(asked, window(trunk=lambda t: 90.0 + 15 * (abs(t - 3.0) > 0.6)), MOTION, usual(TRAVEL))
    less_than_half_of_it = window(trunk=lambda t: 90.0 + 15 * (abs(t - 3.0) < 0.46))
    assert not failed(asked, less_than_half_of_it, MOTION, usual(TRAVEL))


def test_from_too_oblique_a_view_and_of_a_leg_that_is_not_believed_nothing_fails():
    asked = check("range_share", (0.7, 1.2), within_deg=30.0, from_confidence=0.6)
    small = replace(REP, range_deg=0.5 * TRAVEL)
    assert failed(asked, window(small, view=30.0), MOTION, usual(TRAVEL))
    assert not failed(asked, window(small, view=31.0), MOTION, usual(TRAVEL))
    assert failed(asked, window(replace(small, confidence=0.6)), MOTION, usual(TRAVEL))
    assert not failed(asked, window(replace(small, confidence=0.59)), MOTION, usual(TRAVEL))


def test_of_a_short_repetition_only_its_reach_is_told_and_faults_come_by_their_importance():
    reach, trunk = check("range_share", (0.7, 1.2), priority=3), check("trunk_deg", (80, 85), priority=1)
    seen = window(replace(REP, range_deg=0.3 * TRAVEL))
    assert faults([reach, trunk], seen, MOTION, usual(TRAVEL)) == (trunk, reach)
    short = Window(replace(seen.rep, short=True), seen.frames)
    assert faults([reach, trunk], short, MOTION, usual(TRAVEL)) == (reach,)
    assert set(OF_REACH) <= set(MEASURES)


@pytest.mark.parametrize(
    ("left", "right", "begins"),
    [
        (0.9, 0.9, None),
        (0.2, 0.9, "The left leg was partly"),
        (0.9, 0.2, "The right leg was"),
        (0.2, 0.2, "Both legs were"),
    ],
)
def test_what_was_hardly_seen_is_said_to_be_rough(left, right, begins):
    said = hardly_seen({"left": left, "right": right})
    assert said is None if begins is None else said.startswith(begins)
