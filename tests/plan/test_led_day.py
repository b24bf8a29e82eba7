"""What a led day does next, from what the journal knows."""

from dataclasses import replace

import pytest

from psoas.journal.answers import Answer, Entry, Screening, StepDone
from psoas.plan.history import History
from psoas.plan.led_day import AskPain, DayClosed, Finished, MarchPart, Part, StepPart, next_part
from psoas.plan.today import today
from psoas.programme.catalogue import load

from .stories import moment

CATALOGUE = load()
LEVELS = {exercise.id for exercise in CATALOGUE.march}
BEGUN = History(screenings=(Entry(moment(0, 8), Screening("go")),))


def following(history: History, *, pain: int | None = 1, short: bool = False, **more: object) -> Part:
    day = today(history, moment(0, 12), CATALOGUE, short=short)
    return next_part(day, pain=pain, levels=LEVELS, **more)


def with_steps(*exercise_ids: str, state: str = "done") -> History:
    told = (StepDone(CATALOGUE.by_id(each).step, each, state) for each in exercise_ids)
    return replace(BEGUN, steps=tuple(Entry(moment(0, 10), what) for what in told))


def test_before_the_questions_it_says_that_they_come_first() -> None:
    assert isinstance(following(History()), DayClosed)


def test_somebody_who_is_ill_is_not_led() -> None:
    ill = replace(BEGUN, answers=(Entry(moment(0, 9), Answer("ill", 1)),))
    assert isinstance(following(ill), DayClosed)


def test_pain_is_asked_before_anything_is_led_and_only_while_something_is_left() -> None:
    assert following(BEGUN, pain=None) == AskPain()
    everything = {step.exercise_id for step in today(BEGUN, moment(0, 12), CATALOGUE).due()}
    assert following(BEGUN, pain=None, passed=everything) == Finished()


def test_the_steps_come_in_their_order_and_the_march_is_among_them() -> None:
    seen, passed = [], set()
    while not isinstance(part := following(BEGUN, passed=passed), Finished):
        assert isinstance(part, StepPart | MarchPart)
        assert isinstance(part, MarchPart) == (part.step.exercise_id in LEVELS)
        seen.append(part.step.step)
        passed.add(part.step.exercise_id)
    assert seen == ["massage", "stretch", "strengthen", "strengthen", "habit"]


@pytest.mark.parametrize("state", ["done", "skipped", "stopped"])
def test_what_was_told_of_today_is_not_led_again(state: str) -> None:
    part = following(with_steps("warm-up", state=state))
    assert isinstance(part, StepPart)
    assert part.step.step == "stretch"


def test_a_march_that_was_begun_goes_on() -> None:
    done = with_steps("warm-up", "half-kneeling-stretch")
    part = following(done, unended=7)
    assert isinstance(part, MarchPart)
    assert part.session_id == 7


def test_where_pain_keeps_the_march_for_another_day_the_rest_of_the_day_is_led_without_it() -> None:
    sore = replace(with_steps("warm-up"), answers=(Entry(moment(0, 11), Answer("pain-now", 7)),))
    passed, parts = set(), []
    while not isinstance(part := following(sore, pain=7, passed=passed), Finished):
        parts.append(part)
        passed.add(part.step.exercise_id)
    assert parts
    assert not any(isinstance(part, MarchPart) for part in parts)
