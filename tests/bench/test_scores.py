import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from bench.accuracy.auc import auc
from bench.accuracy.conduct import GRADED, Conduct, conduct, used_up
from bench.accuracy.counting import counting
from bench.accuracy.errors import Errors
from bench.accuracy.forms import Tally, forms
from bench.accuracy.space import sagittal_deg
from bench.accuracy.summary import plain
from bench.accuracy.truth import TrueRep, Truth
from psoas.body.skeleton import N_JOINTS, joint
from psoas.coach.coach import Coach
from psoas.coach.events import Cue, Rep
from psoas.programme.catalogue import load
from psoas.testing import synthetic


def test_the_area_is_one_where_all_wrong_ones_score_higher_and_half_where_scores_tell_nothing():
    assert auc([0.1, 0.2], [0.3, 0.4]) == 1.0
    assert auc([0.3, 0.4], [0.1, 0.2]) == 0.0
    assert auc([0.5, 0.5], [0.5, 0.5]) == 0.5
    assert auc([1, 3], [2, 4]) == 0.75
    assert math.isnan(auc([], [1.0]))
    assert auc([0.1, math.nan], [0.3]) == 0.75


def test_the_grade_adds_up_what_the_graded_checks_used_and_there_is_none_for_what_was_not_seen():
    first, second, third = GRADED
    assert used_up(Conduct(0, {first: 0.5, second: 0.25, third: 0.0, "another": 9.0})) == 0.75
    assert used_up(Conduct(2, {first: 0.5})) == 0.5
    assert math.isnan(used_up(Conduct(None, {})))


def test_what_is_graded_is_a_check_of_the_standing_march():
    assert set(GRADED) <= {check.id for check in load().level(6).checks}


@pytest.mark.parametrize(("reach", "used"), [(1.0, 0.0), (0.8, 0.5), (0.6, 1.0)])
def test_a_repetition_uses_up_what_the_exercise_file_allows(reach, used):
    coach = Coach(load().level(6), keep_frames=True)
    events = [e for s in synthetic(coach.exercise, [("left", reach)]) for e in coach.update(s)] + coach.finish()
    one = conduct(coach, [e for e in events if isinstance(e, Rep)])
    assert one.used["knee-not-high-enough"] == pytest.approx(used, abs=0.1)
    assert used_up(one) == pytest.approx(used, abs=0.25)


def test_errors_added_up_over_clips_are_those_of_all_frames_together():
    one, two, both = Errors(), Errors(), Errors()
    one.add(np.array([1.0, -3.0, np.nan]))
    two.add(np.array([8.0]))
    both.add(np.array([1.0, -3.0, np.nan, 8.0]))
    assert (one + two).as_dict() == both.as_dict()
    assert both.mean == pytest.approx(4.0)
    assert both.bias == pytest.approx(2.0)
    assert both.n == 3


MEASURED_BY = {"knee-not-high-enough": "range_share"}


def coached(true: list[TrueRep], reps: list[Rep], cues: list[Cue], checks: tuple[str, ...]) -> Any:
    return SimpleNamespace(
        truth=Truth(6, "clean", tuple(true), 30.0),
        reps=reps,
        short=[],
        cues=cues,
        exercise=SimpleNamespace(checks=[SimpleNamespace(id=name, measure=MEASURED_BY.get(name)) for name in checks]),
    )


def rep(peak_s: float, *faults: str) -> Rep:
    return Rep("left", peak_s - 1, peak_s, peak_s + 1, 90.0, 90.0, 1.0, 0.0, 1.0, 0.9, faults)


def true(peak_s: float, *faults: str) -> TrueRep:
    return TrueRep("left", peak_s - 1, peak_s, peak_s + 1, False, 90.0, frozenset(faults))


def test_how_early_or_late_a_repetition_begins_and_ends_is_told_apart_from_its_peak():
    late = Rep("left", 1.3, 2.0, 2.5, 90.0, 90.0, 0.7, 0.0, 0.5, 0.9, ())
    found = counting([true(2)], [late], [])
    assert found.peak_errors_s == [0.0]
    assert found.begin_errors_s == [pytest.approx(0.3)]
    assert found.end_errors_s == [pytest.approx(-0.5)]


def test_a_fault_is_right_when_its_repetition_was_performed_with_it():
    tallies = forms(
        coached(
            [true(2, "lean"), true(6, "lean"), true(10)],
            [rep(2, "lean"), rep(6), rep(10, "lean")],
            [Cue(11.0, "lean", "Stay tall.")],
            ("lean", "drift"),
        )
    )
    assert tallies["lean"] == Tally(hits=1, misses=1, alarms=1, spoken_hits=0, spoken_alarms=1)
    assert tallies["lean"].recall == 0.5
    assert tallies["lean"].precision == 0.5
    assert tallies["drift"] == Tally()


def test_faults_of_a_missed_repetition_are_missed_and_those_of_an_invented_one_are_false():
    tallies = forms(coached([true(2, "lean")], [rep(20, "lean")], [], ("lean",)))
    assert tallies["lean"] == Tally(misses=1, alarms=1)


def test_that_a_repetition_only_begun_was_too_small_is_neither_right_nor_wrong():
    begun = TrueRep("left", 1, 2, 3, True, 20.0, frozenset())
    tallies = forms(coached([begun], [rep(2, "knee-not-high-enough", "lean")], [], ("knee-not-high-enough", "lean")))
    assert tallies["knee-not-high-enough"] == Tally()
    assert tallies["lean"] == Tally(alarms=1)


def test_a_performed_fault_that_no_check_looks_for_is_missed_not_forgotten():
    assert forms(coached([true(2, "wobble")], [rep(2)], [], ("lean",)))["wobble"].misses == 1


def test_angles_in_space_follow_the_body_not_the_room():
    standing = np.full((1, N_JOINTS, 3), np.nan)
    for side, x in (("left", 0.1), ("right", -0.1)):
        standing[0, joint(side, "shoulder")] = x, 1.4, 0.0
        standing[0, joint(side, "hip")] = x, 0.9, 0.0
        standing[0, joint(side, "knee")] = x, 0.5, 0.0
        standing[0, joint(side, "ankle")] = x, 0.1, 0.0
    standing[0, joint("left", "knee")] = 0.1, 0.9, 0.4  # thigh level, pointing forwards
    standing[0, joint("left", "ankle")] = 0.1, 0.5, 0.4
    turned = standing[..., [2, 1, 0]] * np.array([-1.0, 1.0, 1.0])  # a quarter turn about the vertical
    for positions in (standing, turned):
        hips, knees, trunk = sagittal_deg(positions)
        assert hips["left"] == pytest.approx(90)
        assert knees["left"] == pytest.approx(90)
        assert hips["right"] == pytest.approx(0)
        assert trunk == pytest.approx(90)


def test_numbers_for_json_hold_no_nan():
    assert plain({"a": [float("nan"), 1.23456, np.int64(3)], "b": (True,)}) == {"a": [None, 1.2346, 3], "b": [True]}
