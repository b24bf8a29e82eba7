"""Starting a level of one's own choice: what the day's rules say to it."""

import pytest

from psoas.plan.free_start import free_start
from psoas.plan.progression import decide

from .stories import history, moment

RED = {"placed": "3b", "sessions": ["7 3b 8/8 1>6>1 e6"]}


def start(level: int, **case):
    return free_start(history(case), moment(case["day"], 12), level)


@pytest.mark.parametrize(
    "case",
    [
        {**RED, "day": 8},
        {"placed": "4a", "sessions": ["7 4a 10/10 1>6>1 e6", "10 3b 8/8 1>6>1 e6"], "day": 14},
        {"sessions": ["0 1a 10/10 1>2>1 e6"], "choices": ["1 pause"], "day": 4},
        {"pain_now": 6, "day": 1},
        {"ticked": ["strong-pain"], "day": 0},
        {"ticked": ["saddle"], "day": 0},
        {"screened": [], "day": 0},
    ],
    ids=["the day after a red", "easy days", "paused", "too sore", "strength locked", "emergency", "no answers yet"],
)
@pytest.mark.parametrize("level", [1, 6])
def test_where_the_march_may_not_be_on_no_level_starts_and_the_day_says_why(case, level):
    assert start(level, **case).refused == decide(history(case), moment(case["day"], 12)).reason


def test_after_a_red_easier_levels_stay_open_harder_ones_do_not_and_the_days_level_has_the_days_dose():
    case = {**RED, "day": 9}
    decision = decide(history(case), moment(9, 12))
    assert start(3, **case).refused == decision.reason
    assert (start(2, **case).refused, start(2, **case).as_planned) == ("", decision)
    assert (start(1, **case).refused, start(1, **case).as_planned) == ("", None)


def test_the_half_dose_stays_the_half_dose_however_its_level_is_started():
    planned = start(1, sessions=["0 1a 10/10 1>6>1 e6"], day=2).as_planned
    assert planned is not None
    assert (planned.small, planned.plan.sets, planned.plan.reps_per_side) == (True, 1, 8)


def test_a_day_between_is_said_and_bars_nothing():
    said = start(6, sessions=["0 1a 10/10 1>2>1 e6"], day=1)
    assert said.refused == ""
    assert "stronger on the day off" in said.note


@pytest.mark.parametrize(
    ("ticked", "confirmed", "chair", "open_"),
    [
        ("pregnant", True, True, [5, 6]),
        ("unsteady", True, True, [1, 2, 3, 4, 5, 6]),
        ("unsteady", True, False, [1, 2, 3, 4, 5]),
        ("over-65", False, False, [1, 2, 3, 4, 5]),
        ("long-pain", False, True, [1]),
        ("pressure", True, True, [1, 2, 3, 5, 6]),
    ],
)
def test_a_level_that_an_answer_closes_is_closed_to_a_free_start_too(ticked, confirmed, chair, open_):
    case = {"ticked": [ticked], "confirmed": confirmed, "chair": chair, "day": 0}
    assert [level for level in range(1, 7) if not start(level, **case).refused] == open_


def test_whoever_begins_may_try_any_level():
    assert [start(level, day=0).refused for level in range(1, 7)] == [""] * 6
    assert start(1, day=0).note == ""
    assert all(start(level, day=0).note for level in range(2, 7)), "above the planned level it says what is on"
