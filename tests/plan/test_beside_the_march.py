"""The exercise for the back of the hip, beside the march: when it is there, which one, and what it is not taken for."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.journal.answers import Answer, Choice, Entry, Lock, Profile, Screening, StepDone
from psoas.plan.guided_step import after_stop, leading
from psoas.plan.history import History
from psoas.plan.progress import progress_of
from psoas.plan.steps import TodayStep, choices
from psoas.plan.today import today
from psoas.programme.catalogue import load

from .stories import moment, session

CATALOGUE = load()
BRIDGE, CHAIR = choices().extensors
CALM = "1a 10/10 1>1>1 e5"


def begun(*locks: Lock, **known: Any) -> History:
    return History(
        screenings=(Entry(moment(0, 7), Screening("go", locks)),),
        profiles=(Entry(moment(0, 7), Profile(box_height_m=0.4)),),
        **known,
    )


def did(day: int, exercise: str, state: Any = "done", **how: Any) -> Entry[StepDone]:
    return Entry(moment(day, 11), StepDone("strengthen", exercise, state, **how))


def march(history: History, day: int, *, short: bool = False) -> TodayStep:
    steps = today(history, moment(day, 12), CATALOGUE, short=short).steps
    return next(step for step in steps if step.step == "strengthen")


def beside(history: History, day: int) -> str:
    also = march(history, day).also
    return also.exercise_id if also else ""


def test_from_the_first_day_on_the_back_of_the_hip_is_trained_too() -> None:
    also = march(begun(), 0).also
    assert also is not None
    assert (also.exercise_id, also.state, also.locked, also.minutes) == (BRIDGE, "due", "", 2)


def test_the_two_take_turns_by_what_was_done_or_left_out_last() -> None:
    history, planned = begun(), []
    for day in range(0, 8, 2):
        planned.append(beside(history, day))
        state = "skipped" if day == 2 else "done"
        history = replace(
            history,
            trainings=(*history.trainings, session(f"{day} {CALM}")),
            steps=(*history.steps, did(day, planned[-1], state)),
        )
    assert planned[:3] == [BRIDGE, CHAIR, BRIDGE]


@given(st.sets(st.sampled_from(["lying", "head-down", "hip-90", "free-standing", "nerve"])))
def test_only_an_open_one_is_there(locks: set[Lock]) -> None:
    found = beside(begun(*sorted(locks)), 0)
    assert found == (CHAIR if locks & {"lying", "head-down"} else BRIDGE)


def test_after_the_march_of_the_day_it_stays_until_it_is_done() -> None:
    trained = begun(trainings=(session("0 1a 10/10 1>1>? e5"),))
    assert (march(trained, 0).state, beside(trained, 0)) == ("done", BRIDGE)
    done = march(replace(trained, steps=(did(0, BRIDGE),)), 0)
    assert (done.state, done.also and done.also.state) == ("done", "done")


@pytest.mark.parametrize(
    ("history", "day"),
    [
        (History(), 0),
        (begun(trainings=(session(f"0 {CALM}"),)), 1),
        (begun(answers=(Entry(moment(0), Answer("pain-now", 6)),)), 0),
        (begun(choices=(Entry(moment(0), Choice("pause")),)), 0),
        (begun("strength"), 0),
        (begun("everything"), 0),
        (begun(trainings=(session("0 1a 4/4 1>3>? e5 hurt"),)), 0),
        (begun(trainings=(session("0 1a 4/4 1>7>? e5"),)), 0),
        (begun(trainings=(session("0 1a 10/10 1>1>? e5"),), answers=(Entry(moment(0, 11), Answer("pain-now", 6)),)), 0),
        (begun(steps=(did(0, "lying-march", "stopped"),)), 0),
    ],
    ids=["questions", "rest-day", "sore", "pause", "strength", "locked", "hurt", "red", "sore-after", "stopped"],
)
def test_where_the_march_is_not_on_or_hurt_it_is_not_there_either(history: History, day: int) -> None:
    assert beside(history, day) == ""


def test_what_is_done_beside_the_march_is_not_the_march() -> None:
    only_the_bridge = begun(steps=(did(0, BRIDGE),))
    now = march(only_the_bridge, 0)
    assert (now.state, now.exercise_id) == ("due", "lying-march")
    assert today(only_the_bridge, moment(1, 12), CATALOGUE).decision.train, "it counts as no day of marching"
    weeks = progress_of(only_the_bridge, moment(1).date()).weeks
    assert not any("strengthen" in day for week in weeks for day in week.days)


def test_the_day_counts_its_minutes_and_leads_to_it_after_the_march() -> None:
    known = begun(trainings=(session("0 1a 10/10 1>1>? e5"),))
    before, after = (today(h, moment(0, 12), CATALOGUE) for h in (known, replace(known, steps=(did(0, BRIDGE),))))
    assert before.minutes() - after.minutes() == 2
    assert [part.exercise_id for part in before.steps[2].parts] == ["lying-march", BRIDGE]


def test_the_short_day_offers_it_and_does_not_ask_for_it() -> None:
    also = march(begun(), 0, short=True).also
    assert also is not None and also.optional


def test_once_too_much_it_comes_in_its_easier_form_and_twice_it_rests_for_four_weeks() -> None:
    once = begun(steps=(did(0, BRIDGE, "stopped"), did(1, CHAIR)))
    also = march(once, 2).also
    assert also is not None
    assert (also.exercise_id, also.easier) == (BRIDGE, True)
    assert leading(once, moment(2, 12), CATALOGUE.by_id(BRIDGE), CATALOGUE).easier
    twice = replace(once, steps=(*once.steps, did(2, BRIDGE, "stopped"), did(3, CHAIR)))
    assert [beside(twice, day) for day in (4, 30, 31)] == [CHAIR, CHAIR, BRIDGE]
    assert "2 times running" in leading(twice, moment(4, 12), CATALOGUE.by_id(BRIDGE), CATALOGUE).closed
    assert "out until 2 April" in after_stop(twice, moment(2, 12), CATALOGUE.by_id(BRIDGE))[0]


@pytest.mark.parametrize("exercise_id", [BRIDGE, CHAIR])
def test_it_is_led_on_a_day_with_the_march_and_refused_where_no_strength_may_be_done(exercise_id: str) -> None:
    exercise = CATALOGUE.by_id(exercise_id)
    assert leading(begun(), moment(0, 12), exercise, CATALOGUE).closed == ""
    sore = begun(answers=(Entry(moment(0), Answer("pain-now", 7)),))
    assert "pain is 7" in leading(sore, moment(0, 12), exercise, CATALOGUE).closed
    paused = begun(choices=(Entry(moment(0), Choice("pause")),))
    assert "You paused" in leading(paused, moment(0, 12), exercise, CATALOGUE).closed


def test_the_one_that_is_not_on_today_is_told_as_done_in_place_of_the_planned_one() -> None:
    assert leading(begun(), moment(0, 12), CATALOGUE.by_id(CHAIR), CATALOGUE).instead_of == BRIDGE
    assert leading(begun(), moment(0, 12), CATALOGUE.by_id(BRIDGE), CATALOGUE).instead_of == ""
