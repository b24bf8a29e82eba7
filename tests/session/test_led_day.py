"""A day led from part to part: what is said, what it waits for, and when a part begins."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.plan.led_day import AskPain, DayClosed, Finished, MarchPart, StepPart
from psoas.plan.today import TodayStep
from psoas.programme.catalogue import load
from psoas.session.led_day import PLACE_S, DayOver, LedDay, PartAnnounced, PartAsked, PartLed
from psoas.session.messages import Beep, Spoken
from psoas.session.speech import spoken_s

CATALOGUE = load()
WARM_UP = StepPart(TodayStep("massage", "warm-up", (), 3, ""))
MARCH = MarchPart(TodayStep("strengthen", "lying-march", (), 5, ""))


def said(messages: Iterable[Spoken | Beep]) -> list[str]:
    return [message.say for message in messages if isinstance(message, Spoken)]


def passing(day: LedDay, start: float, end: float) -> list[Spoken | Beep]:
    steps = round((end - start) / 0.5)
    return [message for n in range(1, steps + 1) for message in day.tick(start + 0.5 * n)]


def announced(part=WARM_UP, **how) -> LedDay:
    day = LedDay(CATALOGUE)
    day.go_to(part, 0.0, **how)
    return day


def test_the_pain_question_is_asked_again_with_more_detail_after_a_while_and_then_more_seldom() -> None:
    day = LedDay(CATALOGUE)
    first = said(day.go_to(AskPain(), 0.0))
    again = said(passing(day, 0.0, 200.0))
    assert isinstance(day.state, PartAsked)
    assert len(first) == 1
    assert 2 <= len(again) <= 6
    assert set(again).isdisjoint(first)
    assert "worst you can imagine" in again[0]


def test_a_part_is_announced_with_its_name_and_how_to_get_into_position() -> None:
    day = LedDay(CATALOGUE)
    (sentence,) = said(day.go_to(MARCH, 0.0))
    exercise = CATALOGUE.by_id("lying-march")
    assert exercise.name in sentence
    assert all(line in sentence for line in exercise.start)


def test_there_is_time_to_get_into_position_after_the_words_and_then_it_begins_by_itself() -> None:
    day = announced()
    assert isinstance(day.state, PartAnnounced)
    left_s = day.state.left_s
    assert left_s > PLACE_S
    heard = passing(day, 0.0, left_s - 0.5)
    assert isinstance(day.state, PartAnnounced)
    assert [message.kind for message in heard if isinstance(message, Beep)] == ["tick"] * 3
    passing(day, left_s - 0.5, left_s + 0.5)
    assert day.state == PartLed(WARM_UP)


def test_whoever_is_ready_begins_at_once() -> None:
    day = announced()
    day.tap("go", 1.0)
    assert day.state == PartLed(WARM_UP)


def test_it_waits_as_long_as_somebody_wants_and_goes_on_when_they_say_so() -> None:
    day = announced()
    assert said(day.tap("wait", 1.0))
    passing(day, 1.0, 600.0)
    assert isinstance(day.state, PartAnnounced)
    assert said(day.tap("wait", 600.0))
    passing(day, 600.0, 700.0)
    assert day.state == PartLed(WARM_UP)


def test_whoever_waited_to_the_end_hears_it_begin_before_it_does() -> None:
    day = announced()
    passing(day, 0.0, day.state.left_s - 0.5)
    day.tap("wait", 100.0)
    (said_s,) = (spoken_s(each) for each in said(day.tap("wait", 160.0)))
    assert day.state.left_s == pytest.approx(said_s + 3.0)


def test_more_time_is_thirty_seconds_more() -> None:
    day = announced()
    before = day.state.left_s
    day.tap("more", 0.0)
    assert day.state.left_s == pytest.approx(before + 30)


def test_first_next_and_last_are_called_so_and_what_was_under_way_is_not_explained_again() -> None:
    day = LedDay(CATALOGUE)
    opening = [said(day.go_to(part, 0.0, left=left))[0] for part, left in ((WARM_UP, 3), (MARCH, 2), (WARM_UP, 1))]
    assert [sentence.split(":")[0] for sentence in opening] == ["First", "Next", "Last"]
    (again,) = said(LedDay(CATALOGUE).go_to(WARM_UP, 0.0, again=True))
    assert again.startswith("Let's go on")
    assert CATALOGUE.by_id("warm-up").start[0] not in again


def test_the_end_is_said_where_something_was_led_and_a_closed_day_says_why() -> None:
    day = announced()
    assert said(day.go_to(Finished(), 30.0))
    assert day.state == DayOver()
    assert said(LedDay(CATALOGUE).go_to(Finished(), 0.0)) == []
    closed = LedDay(CATALOGUE)
    assert said(closed.go_to(DayClosed("A few questions come first."), 0.0)) == ["A few questions come first."]
    assert closed.state == DayOver("A few questions come first.")


@given(st.lists(st.floats(2.1, 40_000), min_size=1, max_size=5))
def test_while_the_computer_sleeps_no_part_begins_and_no_time_is_lost(sleeps: list[float]) -> None:
    day = announced()
    left_s, t = day.state.left_s, 0.0
    for sleep in sleeps:
        t += sleep
        assert day.tick(t) == []
    assert isinstance(day.state, PartAnnounced)
    assert day.state.left_s == left_s


@given(st.integers(0, 3), st.floats(0.05, 1.9))
def test_messages_are_numbered_upwards(parts: int, step_s: float) -> None:
    day, numbers, t = LedDay(CATALOGUE), [], 0.0
    for _ in range(parts):
        numbers += [message.n for message in day.go_to(AskPain(), t)]
        for _ in range(30):
            t += step_s
            numbers += [message.n for message in day.tick(t)]
    assert numbers == sorted(set(numbers))
