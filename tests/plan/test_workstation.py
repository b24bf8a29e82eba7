"""What is left to change at the desk."""

from plan.stories import moment
from psoas.journal.answers import Answer, Entry
from psoas.plan import due_questions
from psoas.plan.history import History
from psoas.programme.catalogue import load

CATALOGUE = load()
FEET, THIGHS, BACK, *_ = CATALOGUE.habit.workstation


def said(*told):
    """A history with these answers, one an hour."""
    return History(
        answers=tuple(
            Entry(moment(0, hour), Answer("workstation", value, point.id)) for hour, (point, value) in enumerate(told)
        ),
    )


def test_only_what_is_not_yet_so_is_to_be_changed_in_the_order_of_the_checklist() -> None:
    history = said((BACK, 0), (FEET, 0), (THIGHS, 1))
    assert due_questions.to_do(history, CATALOGUE) == (FEET, BACK)


def test_what_does_not_apply_is_answered_and_not_to_be_changed() -> None:
    history = said((FEET, None))
    assert due_questions.answers(history) == {FEET.id: None}
    assert due_questions.to_do(history, CATALOGUE) == ()


def test_the_newest_answer_counts() -> None:
    assert due_questions.to_do(said((FEET, 1), (FEET, 0)), CATALOGUE) == (FEET,)
    assert due_questions.to_do(said((FEET, 0), (FEET, None)), CATALOGUE) == ()


def test_an_answer_to_another_question_is_none_about_the_desk() -> None:
    history = History(answers=(Entry(moment(0), Answer("activity", 0, FEET.id)),))
    assert due_questions.answers(history) == {}
