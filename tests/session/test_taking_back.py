"""What was given can be taken back, and the plan is then as it was before; what keeps somebody safe stays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marching import begun_march
from psoas.journal.answers import Answer, Choice, Feeling, Morning, Profile, Screening, StepDone
from psoas.journal.errors import NoSuchSessionError
from psoas.journal.records import Marked, RepRecord, SetPlan
from psoas.journal.store import Store
from psoas.plan.cut import cut_at
from psoas.plan.history import history_of
from psoas.plan.screening import facts, gate, judge
from psoas.plan.today import today
from psoas.programme.catalogue import load
from psoas.session.taking_back import (
    OFFERED,
    StaysError,
    Undo,
    may_be_taken_back,
    of_today,
    put_back,
    put_back_last,
    take_back,
    take_back_session,
    undo,
    undoable,
)

from .conftest import STARTED

CATALOGUE = load()
pains = st.integers(0, 10).map(lambda n: Answer("pain-now", n))
steps = st.sampled_from(
    [
        StepDone("massage", "warm-up", "done", 120.0),
        StepDone("stretch", "half-kneeling-stretch", "skipped"),
        StepDone("stretch", "half-kneeling-stretch", "done", 90.0, pain=3),
        StepDone("strengthen", "lying-march", "skipped"),
        StepDone("stretch", "half-kneeling-stretch", "stopped", 20.0, pain=6, led="a"),
    ]
)
closing = st.sampled_from(sorted(facts())).map(lambda fact: judge({fact}))
signs = st.sampled_from([Answer("ill", 1), Answer("ill", 0), Answer("sign", 1, "pinch"), Answer("sign", 1, "one-leg")])
anything = pains | steps | closing | signs


def march(store: Store, at=STARTED, feeling: Feeling | None = None) -> int:
    number = begun_march(store, at, SetPlan(1, 2, 60))
    for event, side in enumerate(("left", "right") * 2, 1):
        store.add_rep(RepRecord(number, event, 1, side, "hand", float(event)))
    store.end_session(number, at + timedelta(minutes=1), "done")
    if feeling is not None:
        store.tell(feeling, at + timedelta(minutes=2), number)
    return number


@given(st.lists(anything, max_size=5), pains | steps, st.lists(anything, max_size=3))
@settings(max_examples=40, deadline=None)
def test_given_and_taken_back_the_plan_is_as_if_it_had_never_been_given(before, given_, after):
    with TemporaryDirectory() as folder:
        with_it, without = Store(Path(folder) / "a"), Store(Path(folder) / "b")
        for store in (with_it, without):
            store.tell(Screening("go"), STARTED - timedelta(days=3))
            march(store, STARTED - timedelta(days=2), Feeling(1, 2, 5, form_kept=True))
        now = STARTED
        for each in before:
            now += timedelta(minutes=1)
            with_it.tell(each, now)
            without.tell(each, now)
        now += timedelta(minutes=1)
        number = with_it.tell(given_, now)
        for each in after:
            now += timedelta(minutes=1)
            with_it.tell(each, now)
            without.tell(each, now)
        given_day = today(history_of(with_it), now, CATALOGUE)
        try:
            marked = take_back(with_it, now, number)
        except StaysError:
            assert not may_be_taken_back(given_)
            return
        assert history_of(with_it) == history_of(without)
        assert today(history_of(with_it), now, CATALOGUE) == today(history_of(without), now, CATALOGUE)
        put_back(with_it, marked)
        assert today(history_of(with_it), now, CATALOGUE) == given_day


@given(closing, st.lists(signs, max_size=2), st.integers(0, 10))
@settings(max_examples=30, deadline=None)
def test_taking_back_a_pain_number_opens_nothing_that_another_answer_closed(screening, told, pain):
    with TemporaryDirectory() as folder:
        store = Store(Path(folder))
        for each in (screening, *told):
            store.tell(each, STARTED)
        closed = cut_at(history_of(store), STARTED)
        number = store.tell(Answer("pain-now", pain), STARTED)
        take_back(store, STARTED, number)
        left = cut_at(history_of(store), STARTED)
        assert (left.gate, left.locks, left.ill, left.too_often) == (
            closed.gate, closed.locks, closed.ill, closed.too_often,
        )  # fmt: skip


@pytest.mark.parametrize(
    "what",
    [
        Screening("emergency", ("everything",)),
        Answer("sign", 1, "pinch"),
        Answer("ill", 1),
        Profile(),
        Choice("pause"),
        StepDone("stretch", "half-kneeling-stretch", "stopped", pain=5, where="groin"),
        StepDone("stretch", "half-kneeling-stretch", "done", only_pull=False),
    ],
)
def test_what_keeps_somebody_safe_stays(store, what):
    number = store.tell(what, STARTED)
    before = history_of(store)
    with pytest.raises(StaysError):
        take_back(store, STARTED, number)
    assert history_of(store) == before


def test_of_several_entries_none_is_taken_back_where_one_must_stay(store):
    pain, sign = store.tell(Answer("pain-now", 3), STARTED), store.tell(Answer("sign", 1, "pinch"), STARTED)
    with pytest.raises(StaysError, match="keeps you safe"):
        take_back(store, STARTED, pain, sign)
    assert len(store.told(Answer)) == 2


def test_a_led_step_is_taken_back_with_every_record_of_its_run(store):
    store.tell(StepDone("massage", "warm-up", "done", 60.0, led="run"), STARTED)
    last = store.tell(StepDone("massage", "warm-up", "done", 90.0, pain=1, led="run"), STARTED)
    take_back(store, STARTED, last)
    assert store.told(StepDone) == []


def test_a_led_step_that_was_stopped_first_stays_whatever_came_after(store):
    store.tell(StepDone("massage", "warm-up", "stopped", 60.0, led="run"), STARTED)
    last = store.tell(StepDone("massage", "warm-up", "done", 90.0, led="run"), STARTED)
    with pytest.raises(StaysError):
        take_back(store, STARTED, last)


def test_a_deleted_session_is_gone_from_plan_and_journal_and_comes_back_whole(store):
    store.tell(Screening("go"), STARTED)
    number = march(store, feeling=Feeling(1, 2, 5))
    store.tell(Morning(1), STARTED + timedelta(days=1), number)
    store.tell(StepDone("strengthen", "lying-march", "done"), STARTED, number)
    before, reps = history_of(store), store.reps(number)
    take_back_session(store, STARTED, number)
    assert history_of(store).trainings == [] and store.sessions() == [] and store.told(StepDone) == []
    with pytest.raises(NoSuchSessionError):
        store.session(number)
    assert put_back_last(store).sessions == (number,)
    assert history_of(store) == before and store.reps(number) == reps


@pytest.mark.parametrize("feeling", [Feeling(hurt=True), Feeling(during=2, stop_symptom=True)])
def test_a_session_that_pain_or_a_sign_stopped_is_not_deleted(store, feeling):
    number = march(store, feeling=feeling)
    with pytest.raises(StaysError, match="pain or a warning sign"):
        take_back_session(store, STARTED, number)
    assert [each.id for each in store.sessions()] == [number]


def test_a_sign_that_was_told_in_a_session_stays_when_the_session_goes(store):
    number = march(store)
    store.tell(Answer("sign", 1, "pinch"), STARTED, number)
    take_back_session(store, STARTED, number)
    assert [entry.what.item for entry in store.told(Answer)] == ["pinch"]


def test_a_session_that_still_runs_is_not_deleted(store):
    number = store.begin_session(
        started_at=STARTED, exercise_id="lying-march", level=1, band=False, counting="hand", plan=SetPlan(1, 2, 60)
    )
    with pytest.raises(StaysError, match="has not ended"):
        take_back_session(store, STARTED, number)


def test_what_was_told_last_is_offered_for_ten_minutes_and_then_what_was_taken_back(store):
    left_out = StepDone("massage", "warm-up", "skipped")
    number = store.tell(left_out, STARTED)
    found = undoable(store, STARTED, StepDone, Answer)
    assert found == Undo(left_out, Marked((number,)))
    assert undoable(store, STARTED + OFFERED + timedelta(seconds=1), StepDone) is None
    later = STARTED + timedelta(minutes=1)
    undo(store, later, found)
    assert store.told(StepDone) == []
    again = undoable(store, later, StepDone, Answer)
    assert again is not None and again.what is None
    undo(store, later, again)
    assert [entry.what for entry in store.told(StepDone)] == [left_out]


def test_what_was_told_after_something_was_taken_back_is_offered_first(store):
    number = store.tell(StepDone("massage", "warm-up", "skipped"), STARTED)
    take_back(store, STARTED + timedelta(minutes=1), number)
    done = StepDone("massage", "psoas-release", "done")
    later = store.tell(done, STARTED + timedelta(minutes=2))
    found = undoable(store, STARTED + timedelta(minutes=3), StepDone)
    assert found == Undo(done, Marked((later,)))


def test_nothing_is_offered_where_the_last_thing_told_must_stay(store):
    store.tell(StepDone("massage", "warm-up", "skipped"), STARTED)
    store.tell(StepDone("stretch", "half-kneeling-stretch", "stopped", pain=6), STARTED)
    assert undoable(store, STARTED, StepDone) is None


def test_with_nothing_taken_back_there_is_nothing_to_undo(store):
    with pytest.raises(StaysError, match="nothing to undo"):
        put_back_last(store)


def test_of_a_day_only_what_was_told_of_these_exercises_is_found(store):
    one = store.tell(StepDone("massage", "warm-up", "skipped"), STARTED)
    store.tell(StepDone("stretch", "half-kneeling-stretch", "skipped"), STARTED)
    store.tell(StepDone("massage", "warm-up", "done"), STARTED - timedelta(days=1))
    assert of_today(store.told(StepDone), STARTED.date(), {"warm-up"}) == (one,)


def test_an_export_keeps_the_marks(store, tmp_path):
    store.tell(Screening("go"), STARTED)
    number = store.tell(Answer("pain-now", 8), STARTED)
    deleted = march(store)
    take_back(store, STARTED, number)
    take_back_session(store, STARTED + timedelta(seconds=1), deleted)
    other = Store(tmp_path / "other")
    other.import_json(store.export_json())
    assert other.export_json() == store.export_json()
    assert history_of(other) == history_of(store)
    assert gate(history_of(other), STARTED) == "open"
    assert put_back_last(other).sessions == (deleted,)


@pytest.mark.parametrize("what", [Screening("go"), Screening("emergency"), Profile(), Choice("pause"), Choice("go-on")])
def test_what_the_questions_found_and_the_persons_own_pause_are_not_for_taking_back(what):
    assert not may_be_taken_back(what)
