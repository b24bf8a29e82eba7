"""The journal as the plan sees it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from psoas.journal.answers import Answer, Choice, Feeling, Morning, Profile, StepDone
from psoas.journal.records import RepRecord, SetPlan
from psoas.journal.store import Store
from psoas.plan.history import History, history_of
from psoas.plan.progression import decide
from psoas.plan.screening import judge

from .stories import moment


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "data")
    yield store
    store.close()


def train(store: Store, day: int, *sets: tuple[int, int], level: int | None = 1, **more: Any) -> int:
    """A session with these repetitions of left and right, two sets of 10 planned."""
    session = store.begin_session(
        started_at=moment(day),
        exercise_id="lying-march" if level else "warm-up",
        level=level,
        counting="hand",
        plan=SetPlan(2, 10, 60),
        **{"band": False, **more},
    )
    event = 0
    for number, (left, right) in enumerate(sets, start=1):
        store.begin_set(session, number, 100.0 * number)
        for side in ["left"] * left + ["right"] * right:
            event += 1
            at = 100.0 * number + event
            store.add_rep(RepRecord(session, event, number, side, "hand", at))  # type: ignore[arg-type]
    store.end_session(session, moment(day) + timedelta(minutes=9), "done")
    return session


def test_an_empty_journal_is_an_empty_history(store: Store) -> None:
    history = history_of(store)
    assert [list(part) for part in (history.trainings, history.screenings, history.steps)] == [[], [], []]
    assert (history.profile, history.screening) == (Profile(), None)


def test_the_history_takes_as_many_queries_for_many_sessions_as_for_one(store: Store) -> None:
    asked: list[str] = []
    sa.event.listen(store._engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    numbers = []
    for day in (0, 2, 4, 6):
        session = train(store, day, (10, 10), (10, 9))
        store.tell(Feeling(during=1), moment(day), session)
        asked.clear()
        assert len(history_of(store).trainings) == day / 2 + 1
        numbers.append(len(asked))
    assert len(set(numbers)) == 1


def test_what_was_short_or_taken_back_or_in_an_empty_set_is_not_in_the_training(store: Store) -> None:
    number = train(store, 0, (3, 2), (0, 0))
    store.add_rep(RepRecord(number, 90, 1, "left", "camera", 1.0, short=True))
    store.add_rep(RepRecord(number, 91, 1, "right", "camera", 1.0))
    store.undo_rep(number, 91, 2.0)
    (training,) = history_of(store).trainings
    assert (training.left, training.right, training.sets_done) == (3, 2, 0)
    assert store.counts() == {number: [(3, 2), (0, 0)]}


def test_a_session_becomes_a_training_with_what_was_said_about_it(store: Store) -> None:
    session = train(store, 0, (10, 10), (10, 9), rung="1b")
    store.tell(Feeling(before=0), moment(0), session)
    store.tell(Feeling(during=2, effort=6, form_kept=False), moment(0, 10), session)
    store.tell(Morning(1), moment(1), session)
    (training,) = history_of(store).trainings
    assert (training.rung, training.target, training.sets_planned, training.sets_done) == ("1b", 10, 2, 1)
    assert (training.left, training.right, training.session_id) == (10, 9, session)
    assert (training.before, training.during, training.morning, training.effort) == (0, 2, 1, 6)
    assert training.form_kept is False
    assert training.morning_asked
    assert training.at == moment(0)


def test_a_question_passed_over_was_asked(store: Store) -> None:
    session = train(store, 0, (10, 10))
    assert not history_of(store).trainings[0].morning_asked
    store.tell(Morning(None), moment(1), session)
    (training,) = history_of(store).trainings
    assert (training.morning, training.morning_asked) == (None, True)


def test_a_warning_sign_stays_also_when_more_is_said_later(store: Store) -> None:
    session = train(store, 0, (10, 10))
    store.tell(Feeling(stop_symptom=True), moment(0, 10), session)
    store.tell(Feeling(effort=5), moment(0, 11), session)
    assert history_of(store).trainings[0].stop_symptom


def test_sessions_without_a_repetition_or_outside_the_march_are_no_trainings(store: Store) -> None:
    train(store, 0)
    train(store, 1, (5, 5), level=None)
    assert list(history_of(store).trainings) == []


def test_an_older_session_gets_its_rung_from_level_and_band(store: Store) -> None:
    train(store, 3, (8, 8), level=3, band=True)
    train(store, 1, (8, 8), level=2)
    assert [training.rung for training in history_of(store).trainings] == ["2a", "3b"]


def test_what_was_told_comes_along_and_leads_to_a_decision(store: Store) -> None:
    store.tell(judge([]), moment(0, 8))
    store.tell(Profile(box_height_m=0.4), moment(0, 8))
    store.tell(Answer("pain-now", 1), moment(0, 8))
    store.tell(StepDone("massage", "warm-up", "done", 180), moment(0, 8))
    session = train(store, 0, (10, 10), (10, 10), rung="1a")
    store.tell(Feeling(before=1, during=1, effort=6, form_kept=True), moment(0, 10), session)
    store.tell(Morning(1), moment(1), session)
    store.tell(Choice("easier", ""), moment(1), None)
    history = history_of(store)
    assert isinstance(history, History)
    assert [len(part) for part in (history.answers, history.steps, history.choices)] == [1, 1, 1]
    assert decide(history, moment(2)).kind == "easier"


def test_a_stop_told_again_with_its_answers_counts_once_and_other_steps_as_often_as_told(store: Store) -> None:
    stop, desk = StepDone("stretch", "x", "stopped", 12, led="a1"), StepDone("habit", "y", "done")
    for what in (stop, desk, replace(stop, pain=5), desk):
        store.tell(what, moment(0, 8))
    assert [entry.what for entry in history_of(store).steps] == [desk, replace(stop, pain=5), desk]
