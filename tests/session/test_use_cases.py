"""A march that was begun and not ended: found, gone on with, and left at what was done."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from psoas.journal.answers import Answer, Choice, Feeling, Morning, Screening, StepDone
from psoas.journal.records import RepRecord, SessionState, SetPlan, Side
from psoas.journal.store import Store
from psoas.plan.history import history_of
from psoas.plan.ladder import ladder_file
from psoas.plan.progression import decide
from psoas.plan.today import TodayStep, today
from psoas.programme.catalogue import load
from psoas.session.refusals import SessionError
from psoas.session.use_cases import leave_at_that, of_own_choice, resume, unended, with_unended

from .conftest import STARTED

HOUR = timedelta(hours=1)


def march(
    store: Store,
    at: datetime,
    left: int,
    right: int,
    *,
    level: int = 1,
    state: SessionState | None = None,
    plan: SetPlan | None = None,
) -> int:
    """One set with these repetitions, one a minute."""
    number = store.begin_session(
        started_at=at,
        exercise_id={1: "lying-march", 2: "banded-box-march"}[level],
        level=level,
        band=False,
        counting="paced",
        plan=plan or SetPlan(2, 10, 60),
        rung=f"{level}a",
    )
    store.begin_set(number, 1, 0.0)
    sides: list[Side] = ["left"] * left + ["right"] * right
    for event, side in enumerate(sides, 1):
        store.add_rep(RepRecord(number, event, 1, side, "hand", 60.0 * event))
    if state:
        store.end_session(number, at + HOUR, state)
    return number


@pytest.fixture(autouse=True)
def screened(store: Store) -> None:
    store.tell(Screening("go"), STARTED - HOUR)


def test_what_was_begun_and_not_ended_is_offered_for_a_day(store: Store) -> None:
    number = march(store, STARTED, 1, 2)
    found = unended(store, STARTED + HOUR)
    assert found is not None
    assert (found.session_id, found.level, found.left, found.right, found.counts) == (number, 1, 1, 2, False)
    assert (found.say, found.why, found.refused) == ("You stopped after 1 left and 2 right.", "", "")
    assert unended(store, STARTED + 23 * HOUR) == found
    assert unended(store, STARTED + 24 * HOUR) is None


def test_with_enough_done_it_counts_and_can_be_gone_on_with_all_the_same(store: Store) -> None:
    march(store, STARTED, 10, 10)
    found = unended(store, STARTED + HOUR)
    assert found is not None and found.counts
    assert found.why == f"That counts as a training day. {ladder_file().day_why}"


def march_of_the_day(store: Store) -> TodayStep:
    now = STARTED + HOUR
    day = with_unended(today(history_of(store), now, load()), unended(store, now), load())
    return next(step for step in day.steps if step.step == "strengthen")


def test_the_march_of_the_day_is_due_until_it_is_ended_even_with_enough_done(store: Store) -> None:
    number = march(store, STARTED, 10, 10)
    assert march_of_the_day(store).state == "due"
    leave_at_that(store, number)
    assert march_of_the_day(store).state == "done"


def test_a_march_that_was_left_out_after_it_was_begun_stays_left_out(store: Store) -> None:
    march(store, STARTED, 10, 10)
    store.tell(StepDone("strengthen", "lying-march", "skipped"), STARTED + HOUR / 2)
    assert march_of_the_day(store).state == "skipped"


@pytest.mark.parametrize("state", ["done", "stopped"])
def test_what_was_ended_or_is_empty_is_not_offered(store: Store, state: SessionState) -> None:
    march(store, STARTED, 1, 1, state=state)
    march(store, STARTED + HOUR, 0, 0)
    assert unended(store, STARTED + 2 * HOUR) is None


def test_of_two_the_newer_is_offered_and_after_a_newer_training_neither(store: Store) -> None:
    march(store, STARTED, 1, 1)
    newer = march(store, STARTED + HOUR, 2, 2, level=2)
    found = unended(store, STARTED + 2 * HOUR)
    assert found is not None and (found.session_id, found.level) == (newer, 2)
    leave_at_that(store, newer)
    assert unended(store, STARTED + 2 * HOUR) is None
    assert len(history_of(store).opened) == 1


@pytest.mark.parametrize("told", [Feeling(during=1), Morning(2)])
def test_what_was_told_about_since_is_over(store: Store, told: Feeling | Morning) -> None:
    number = march(store, STARTED, 10, 10)
    store.tell(told, STARTED + HOUR, number)
    assert unended(store, STARTED + 2 * HOUR) is None


def test_where_the_day_refuses_a_march_it_may_be_left_at_that_and_says_why(store: Store) -> None:
    march(store, STARTED, 1, 1)
    store.tell(Answer("pain-now", 7), STARTED + HOUR)
    found = unended(store, STARTED + HOUR)
    assert found is not None
    assert found.refused == decide(history_of(store), STARTED + HOUR).reason


def test_an_earlier_march_that_turns_out_to_have_hurt_refuses_it(store: Store) -> None:
    earlier = march(store, STARTED - 20 * HOUR, 10, 10, state="done")
    march(store, STARTED, 1, 1, level=2)
    before = unended(store, STARTED + HOUR)
    store.tell(Feeling(before=1, during=8), STARTED + HOUR, earlier)
    after = unended(store, STARTED + HOUR)
    assert before is not None and after is not None
    assert before.refused == ""
    assert after.refused == decide(history_of(store), STARTED + HOUR).reason


def test_its_own_day_between_does_not_refuse_it(store: Store) -> None:
    march(store, STARTED, 10, 10)
    assert not decide(history_of(store), STARTED + HOUR).train
    found = unended(store, STARTED + HOUR)
    assert found is not None and found.refused == ""


def test_left_at_that_it_ends_with_its_last_repetition_and_is_a_training_day(store: Store) -> None:
    number = march(store, STARTED, 1, 1)
    leave_at_that(store, number)
    record = store.session(number)
    assert (record.state, record.ended_at) == ("stopped", STARTED + timedelta(minutes=2))
    assert [each.ended_s for each in store.sets(number)] == [120.0]
    assert [one.session_id for one in history_of(store).trainings] == [number]
    leave_at_that(store, number)
    assert store.session(number) == record


def test_a_session_that_is_done_cannot_be_left_at_less(store: Store) -> None:
    number = march(store, STARTED, 10, 10, state="done")
    before = store.session(number)
    leave_at_that(store, number)
    assert store.session(number) == before


def test_it_goes_on_in_its_set_with_its_counts_and_with_the_small_movement_that_was_meant(
    store: Store, catalogue
) -> None:
    number = march(store, STARTED, 3, 2)
    resumed = resume(store, number, catalogue, STARTED + HOUR)
    assert (resumed.session.view.left, resumed.session.view.right, resumed.small) == (3, 2, False)
    assert (resumed.session.view.phase, resumed.session.view.counting) == ("ready", "paced")
    store.tell(Choice("easier"), STARTED + 2 * HOUR)
    other = march(store, STARTED + 3 * HOUR, 1, 1, plan=SetPlan(1, 8, 60))
    assert resume(store, other, catalogue, STARTED + 4 * HOUR).small
    leave_at_that(store, other)
    with pytest.raises(SessionError, match="over"):
        resume(store, other, catalogue, STARTED + 4 * HOUR)


@pytest.mark.parametrize(
    ("level", "band", "worn"), [(1, True, False), (1, False, False), (2, True, True), (2, False, False)]
)
def test_a_band_is_worn_only_where_the_level_has_one_and_the_person_wants_it(
    store: Store, level: int, band: bool, worn: bool
) -> None:
    store.tell(Screening("go"), at=STARTED)
    march = of_own_choice(history_of(store), STARTED, level, load(), band=band)
    assert (march.exercise.level, march.band) == (level, worn)
