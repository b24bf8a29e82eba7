"""What counts as a training day: what was ended, or done enough of, or told of; all else is open and blocks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from psoas.journal.answers import Answer, Choice, Feeling, Morning, Profile
from psoas.journal.records import RepRecord, SessionState, SetPlan, Side
from psoas.journal.store import Store
from psoas.plan.cut import until
from psoas.plan.diary import diary
from psoas.plan.history import History, Open, Training, history_of
from psoas.plan.ladder import ladder_file
from psoas.plan.offers import offers
from psoas.plan.progression import decide, outlook, past_decisions
from psoas.plan.screening import gate, judge
from psoas.plan.standing import pain_class
from psoas.plan.today import today
from psoas.programme.catalogue import load

from .stories import history, moment, session

CATALOGUE = load()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "data")
    store.tell(judge([]), moment(0, 7))
    store.tell(Profile(box_height_m=0.4), moment(0, 7))
    yield store
    store.close()


def march(
    store: Store,
    at: datetime,
    *sets: tuple[int, int],
    state: SessionState | None = None,
    plan: SetPlan | None = None,
    takes_s: float = 5.0,
) -> int:
    """A march with these repetitions (left, right) of each set, one every few seconds; without a state not ended."""
    number = store.begin_session(
        started_at=at,
        exercise_id="lying-march",
        level=1,
        band=False,
        counting="hand",
        plan=plan or SetPlan(2, 10, 60),
        rung="1a",
    )
    go_on(store, number, *sets, takes_s=takes_s)
    if state:
        store.end_session(number, at + timedelta(minutes=9), state)
    return number


def go_on(store: Store, number: int, *sets: tuple[int, int], from_s: float = 0.0, takes_s: float = 5.0) -> None:
    event = store.last_event(number)
    done = len(store.sets(number))
    for each, (left, right) in enumerate(sets, start=done + 1):
        store.begin_set(number, each, from_s)
        sides: list[Side] = ["left"] * left + ["right"] * right
        for side in sides:
            event += 1
            from_s += takes_s
            store.add_rep(RepRecord(number, event, each, side, "hand", from_s))


@pytest.mark.parametrize("state", ["done", "stopped"])
def test_what_was_ended_is_a_training_day_however_little_it_was(store: Store, state: SessionState) -> None:
    march(store, moment(0), (1, 1), state=state)
    told = history_of(store)
    assert ([(one.left, one.right, one.ended) for one in told.trainings], told.opened) == ([(1, 1, True)], [])


@pytest.mark.parametrize(
    ("plan", "sets", "counts"),
    [
        (SetPlan(2, 10, 60), [(3, 3)], False),
        (SetPlan(2, 10, 60), [(10, 9)], False),
        (SetPlan(2, 10, 60), [(10, 10)], True),
        (SetPlan(2, 10, 60), [(10, 10), (1, 1)], True),
        (SetPlan(1, 8, 60), [(4, 3)], False),
        (SetPlan(1, 8, 60), [(4, 4)], True),
        (SetPlan(3, 10, 60), [(10, 10), (4, 5)], False),
    ],
)
def test_what_was_not_ended_counts_from_half_of_what_was_planned(
    store: Store, plan: SetPlan, sets: list[tuple[int, int]], counts: bool
) -> None:
    march(store, moment(0), *sets, plan=plan)
    told = history_of(store)
    assert (len(told.trainings), len(told.opened)) == ((1, 0) if counts else (0, 1))
    assert all(not one.ended for one in told.trainings)
    assert ladder_file().day_share == 0.5 and ladder_file().day_why.endswith(".")


def test_one_left_and_one_right_are_open_and_the_day_goes_on_as_if_they_were_not_there(store: Store) -> None:
    number = march(store, moment(0), (1, 1))
    now = moment(0, 10)
    told = history_of(store)
    (opened,) = told.opened
    assert (opened.session_id, opened.level, opened.rung, opened.left, opened.right) == (number, 1, "1a", 1, 1)
    assert opened.say == "level 1 with the legs kept high, not finished: 1 left, 1 right"
    without = replace(told, opened=())
    assert decide(told, now).train
    assert today(told, now, CATALOGUE) == today(without, now, CATALOGUE)
    assert "today" not in decide(told, now).reason
    (day,) = (day for day in diary(told, now, 4) if day.opened)
    assert (day.marches, day.opened) == ((), (opened,))
    assert day.as_json()["opened"][0]["last_rep_at"] == opened.last_rep_at.isoformat()


def test_the_diary_holds_no_day_before_its_weeks(store: Store) -> None:
    march(store, moment(0), (1, 1))
    told = history_of(store)
    assert [len(diary(told, moment(day), 2)) for day in (13, 14, 15)] == [1, 0, 0]


@pytest.mark.parametrize(
    "felt", [Feeling(hurt=True), Feeling(during=7), Feeling(stop_symptom=True), Feeling(effort=3), Feeling(note="x")]
)
def test_what_was_told_of_how_it_felt_makes_it_a_training_day(store: Store, felt: Feeling) -> None:
    number = march(store, moment(0), (1, 1))
    store.tell(felt, moment(0), number)
    (training,) = history_of(store).trainings
    assert training.ended


@pytest.mark.parametrize("state", [None, "stopped"])
def test_a_warning_sign_in_a_march_without_a_repetition_still_closes_the_day(
    store: Store, state: SessionState | None
) -> None:
    number = march(store, moment(0), (0, 0), state=state)
    assert (history_of(store).trainings, history_of(store).opened) == ([], [])
    store.tell(Feeling(hurt=True), moment(0), number)
    store.tell(Feeling(stop_symptom=True), moment(0), number)
    (training,) = history_of(store).trainings
    assert (training.hurt, training.stop_symptom, training.day) == (True, True, moment(0).date())
    assert gate(history_of(store), moment(0, 10)) == "screen"


def test_what_was_taken_back_or_short_does_not_make_it_enough(store: Store) -> None:
    number = march(store, moment(0), (10, 10))
    store.undo_rep(number, 20, 101.0)
    store.add_rep(RepRecord(number, 99, 1, "right", "camera", 86_400.0, short=True))
    (opened,) = history_of(store).opened
    assert (opened.left, opened.right) == (10, 9)
    assert opened.last_rep_at == moment(0) + timedelta(seconds=95)


# -- which day ---------------------------------------------------------------------------------------------------------


def test_over_midnight_the_later_day_counts_and_the_full_day_between_is_counted_from_there(store: Store) -> None:
    began = moment(0, 23) + timedelta(minutes=50)
    march(store, began, (10, 10), (10, 10), state="done", takes_s=30.0)
    (training,) = history_of(store).trainings
    assert (training.at, training.day) == (began, moment(1).date())
    for day, on in ((1, False), (2, False), (3, True)):
        assert decide(history_of(store), moment(day)).train is on, day
    (told,) = past_decisions(history_of(store), moment(3))
    assert told.decision.train, "what was decided is what was known when it began"


def test_the_morning_of_the_day_on_which_it_ended_is_not_the_morning_after(store: Store) -> None:
    number = march(store, moment(0, 23) + timedelta(minutes=50), (10, 10), (10, 10), state="done", takes_s=30.0)
    assert "morning" not in [ask.kind for ask in today(history_of(store), moment(1), CATALOGUE).asks]
    assert "morning" in [ask.kind for ask in today(history_of(store), moment(2), CATALOGUE).asks]
    store.tell(Feeling(before=0, during=0), moment(1, 1), number)
    store.tell(Morning(5), moment(2), number)
    (training,) = history_of(store).trainings
    assert pain_class(training, moment(1).date()) == "unknown"
    assert pain_class(training, moment(2).date()) == "red"


def test_gone_on_with_on_the_next_day_it_is_a_training_of_that_day(store: Store) -> None:
    number = march(store, moment(0, 18), (3, 3))
    assert decide(history_of(store), moment(1, 8)).train
    go_on(store, number, (10, 10), from_s=16 * 3600.0)
    store.end_session(number, moment(1, 11), "done")
    store.tell(Feeling(0, 0, 5, form_kept=True), moment(1, 11), number)
    told = history_of(store)
    assert [one.day for one in told.trainings] == [moment(1).date()]
    assert [decide(told, moment(day, 12)).train for day in (1, 2, 3)] == [False, False, True]
    assert until(told, moment(0, 20)).trainings == (), "on the day of its beginning it was still open"
    assert outlook(told, moment(1, 12)).endswith("if the next morning is calm too.")


def test_one_that_stood_open_while_another_was_done_does_not_turn_time_back(store: Store) -> None:
    number = march(store, moment(0, 18), (3, 3))
    march(store, moment(1), (10, 10), (10, 10), state="done")
    go_on(store, number, (10, 10), from_s=40 * 3600.0)
    store.end_session(number, moment(2, 11), "done")
    told = history_of(store)
    assert [one.day for one in told.trainings] == [moment(1).date(), moment(2).date()]
    assert [decide(told, moment(day, 12)).train for day in (3, 4)] == [False, True]
    first, second = (one.decision for one in past_decisions(told, moment(4)))
    assert (first.kind, second.kind) == ("first", "rest-day")
    assert second.reason.startswith("You trained today"), "it is looked at after the one that was done meanwhile"


def test_a_wish_told_in_a_march_over_midnight_still_holds(store: Store) -> None:
    began = moment(0, 23) + timedelta(minutes=50)
    march(store, began, (10, 10), (10, 10), state="done", takes_s=30.0)
    store.tell(Choice("easier"), began + timedelta(minutes=5))
    assert decide(history_of(store), moment(3)).small


# -- for every history -------------------------------------------------------------------------------------------------

pains = st.one_of(st.none(), st.integers(0, 10))
sessions = st.builds(
    lambda rung, reps, before, during, morning, effort: (rung, reps, before, during, morning, effort),
    st.sampled_from(["1a", "1b", "2a", "3b"]),
    st.integers(1, 12),
    pains,
    pains,
    pains,
    st.one_of(st.none(), st.integers(0, 10)),
)
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def written(days: list[int], done: list[tuple[str, int, int | None, int | None, int | None, int | None]]) -> History:
    """A history with these trainings on these days."""

    def said(value: int | None) -> str:
        return "?" if value is None else str(value)

    day, texts = 0, []
    for wait, (rung, reps, before, during, morning, effort) in zip(days, done, strict=False):
        day += wait
        texts.append(f"{day} {rung} {reps}/{reps} {said(before)}>{said(during)}>{said(morning)} e{said(effort)}")
    return history({"day": 0, "sessions": texts})


@many
@given(
    st.lists(st.integers(1, 12), min_size=6, max_size=6),
    st.lists(sessions, max_size=6),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 23), st.integers(0, 9), st.integers(0, 9)), min_size=1),
    st.integers(0, 80),
)
def test_an_open_session_never_changes_what_is_decided_asked_or_offered(
    days: list[int],
    done: list[tuple[str, int, int | None, int | None, int | None, int | None]],
    left_open: list[tuple[int, int, int, int]],
    day: int,
) -> None:
    without = written(days, done)
    opened = tuple(
        Open(100 + n, moment(at, hour), moment(at, hour) + timedelta(hours=n), 1, "1a", left, right)
        for n, (at, hour, left, right) in enumerate(left_open)
    )
    with_open, now = replace(without, opened=opened), moment(day, 12)
    assert decide(with_open, now) == decide(without, now)
    assert today(with_open, now, CATALOGUE) == today(without, now, CATALOGUE)
    assert offers(with_open, now) == offers(without, now)
    assert outlook(with_open, now) == outlook(without, now)
    assert [told.decision for told in past_decisions(with_open, now)] == [
        told.decision for told in past_decisions(without, now)
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(1, 3),
    st.integers(8, 12),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=3),
    st.integers(0, 3),
)
def test_a_session_with_enough_done_is_treated_like_the_same_one_ended_and_one_with_less_like_none(
    tmp_path_factory: pytest.TempPathFactory, sets: int, reps: int, done: list[tuple[int, int]], day: int
) -> None:
    def told(state: SessionState | None) -> History:
        store = Store(tmp_path_factory.mktemp("journal"))
        store.tell(judge([]), moment(0, 7))
        store.tell(Answer("pain-now", 1), moment(0, 8))
        march(store, moment(0), *done, plan=SetPlan(sets, reps, 60), state=state)
        found = history_of(store)
        store.close()
        return found

    as_left, as_ended, now = told(None), told("stopped"), moment(day, 12)
    enough = 2 * sum(map(sum, done)) >= 2 * sets * reps
    if not enough:
        as_ended = replace(as_ended, trainings=())
    assert bool(as_left.trainings) is enough
    assert decide(as_left, now) == decide(as_ended, now)
    assert today(as_left, now, CATALOGUE) == today(as_ended, now, CATALOGUE)
    assert outlook(as_left, now) == outlook(as_ended, now)


def test_a_training_without_a_known_last_repetition_is_of_the_day_of_its_beginning() -> None:
    one: Training = session("3 1a 8/8 1>1>1 e5")
    assert (one.day, one.counts_from) == (moment(3).date(), one.at)
