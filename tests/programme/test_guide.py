"""Steps that the voice leads."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from psoas.journal.answers import Lock
from psoas.programme.catalogue import load
from psoas.programme.guide import GuidePhase, held_s, spans, with_move
from psoas.programme.model import Exercise, LockName

CATALOGUE = load()
LED = [e for e in CATALOGUE.exercises if e.step != "strengthen"]


def test_the_programme_knows_the_same_locks_as_the_journal() -> None:
    assert set(get_args(LockName)) == set(get_args(Lock))


@pytest.mark.parametrize("exercise", LED, ids=lambda e: e.id)
def test_every_step_beside_the_march_is_led_and_takes_about_as_long_as_it_says(exercise: Exercise) -> None:
    assert exercise.guide
    assert exercise.minutes is not None
    assert sum(s.seconds for s in spans(exercise.guide)) == pytest.approx(60 * exercise.minutes, abs=60)


@pytest.mark.parametrize("exercise", [e for e in LED if e.step == "stretch"], ids=lambda e: e.id)
def test_a_stretch_is_held_twice_half_a_minute_a_side_and_has_an_easier_form_and_a_lock(exercise: Exercise) -> None:
    assert held_s(exercise.guide) == 60
    assert exercise.easy_guide
    assert {"everything", "hip-opening"} <= set(exercise.closed_by)


def test_there_are_six_stretches() -> None:
    assert len([e for e in LED if e.step == "stretch"]) == 6


def test_what_presses_the_belly_is_closed_by_its_lock_and_light() -> None:
    contact = CATALOGUE.by_id("gentle-contact")
    assert "belly" in contact.closed_by
    assert contact.pressure == (3, 10)


def test_a_stretch_held_longer_than_four_minutes_a_side_is_refused() -> None:
    stretch = CATALOGUE.by_id("split-stance-stretch").model_dump()
    stretch["guide"] = [{"say": "Too long.", "seconds": 121, "side": "both", "times": 2}]
    with pytest.raises(ValidationError, match="240 s a day is the most"):
        Exercise.model_validate(stretch)


@given(st.integers(1, 10), st.floats(1, 600), st.floats(0, 60))
def test_with_both_sides_each_gets_the_same_time(times: int, seconds: float, ready: float) -> None:
    all_of_it = spans((GuidePhase(say="Hold.", seconds=seconds, side="both", times=times, ready_s=ready),))
    left, right = (sum(s.seconds for s in all_of_it if s.side == side) for side in ("left", "right"))
    assert left == right == pytest.approx(times * (seconds + ready))


def test_the_desk_has_twelve_points_with_a_remedy() -> None:
    habit = CATALOGUE.habit
    assert len({point.id for point in habit.workstation}) == 12
    assert all(point.todo.endswith(".") for point in habit.workstation)


def test_the_small_move_of_the_day_takes_the_place_kept_for_it_and_no_other() -> None:
    guide = CATALOGUE.by_id("break-up-sitting").guide
    moved = with_move(guide, say="Rise on to your toes.", seconds=30)
    assert [phase.say for phase in moved] == [guide[0].say, "Rise on to your toes.", guide[2].say]
    assert [phase.seconds for phase in moved] == [guide[0].seconds, 30, guide[2].seconds]


def test_only_stretching_and_pressing_have_a_ceiling_for_the_day() -> None:
    ceilings = {e.id: e.ceiling_s for e in LED if e.ceiling_s is not None}
    assert {e.id for e in LED if e.step == "stretch"} | {"ball-at-wall", "gentle-contact"} == set(ceilings)
    assert {ceilings["ball-at-wall"], ceilings["half-kneeling-stretch"]} == {120, 240}
