"""Which answer about pain holds on a day, and which one held before a session."""

from datetime import timedelta

import pytest

from psoas.journal.answers import Answer, Entry
from psoas.plan.cut import pain_before, pain_now
from psoas.plan.history import History

from .stories import moment

TODAY = moment(3)


def told(*pains: tuple[int, float, float | None]) -> History:
    """Answers as day, hours after the morning, and pain."""
    return History(
        answers=tuple(
            Entry(moment(day) + timedelta(hours=hours), Answer("pain-now", pain)) for day, hours, pain in pains
        )
    )


def test_the_latest_answer_of_the_day_holds() -> None:
    assert pain_now(told((3, 0, 7), (3, 1, 4), (3, 2, 2)), TODAY.date()) == 2


@pytest.mark.parametrize("day", [2, 4])
def test_an_answer_of_another_day_does_not_hold(day: int) -> None:
    assert pain_now(told((day, 0, 6)), TODAY.date()) is None


def test_other_questions_say_nothing_about_pain_now() -> None:
    other = History(answers=(Entry(TODAY, Answer("pain-week", 6)),))
    assert pain_now(other, TODAY.date()) is None


def test_before_a_session_only_what_was_told_before_it_counts_as_a_whole_number() -> None:
    history = told((3, 0, 3), (3, 5, 8))
    before = pain_before(history, TODAY + timedelta(hours=2))
    assert before == 3
    assert isinstance(before, int)


def test_without_an_answer_before_a_session_nothing_is_known_of_it() -> None:
    assert pain_before(told((3, 5, 8)), TODAY + timedelta(hours=2)) is None
