"""What app and terminal do alike with the journal, the plan and a session: once, for every screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from psoas.coach.coach import Coach
from psoas.journal.records import SessionRecord
from psoas.journal.store import Store
from psoas.plan.free_start import free_start
from psoas.plan.history import History, Open, Training, history_of, profile_of
from psoas.plan.ladder import Decision, ladder_file, rung_of, smaller
from psoas.plan.progression import decide, past_decisions, until
from psoas.programme.catalogue import Catalogue
from psoas.session.effort import weigher
from psoas.session.session import Session

# -- a march that was begun and not ended ------------------------------------------------------------------------------

#: For how long it is offered to go on with a session, from its beginning on.
OFFERED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Unended:
    """A session of the march that nobody ended: it can be gone on with, or left at what was done.

    Attributes
    ----------
    at : datetime
        Its beginning, on the person's clock.
    left, right : int
        Repetitions of each leg over all sets.
    counts : bool
        Whether it is a training day already, because enough of it was done.
    refused : str
        Why it may not be gone on with now, in the sentence of the day; "" where it may.
    """

    session_id: int
    at: datetime
    level: int
    left: int
    right: int
    counts: bool
    refused: str = ""

    @property
    def say(self) -> str:
        """What was done, in a sentence."""
        return f"You stopped after {self.left} left and {self.right} right."

    @property
    def why(self) -> str:
        """What it counts as, where that could surprise; else ""."""
        return f"That counts as a training day. {ladder_file().day_why}" if self.counts else ""


@dataclass(frozen=True, slots=True)
class Resumed:
    """A session that goes on, and whether a smaller movement is meant in it."""

    session: Session
    small: bool


def unended(store: Store, now: datetime, history: History | None = None) -> Unended | None:
    """The session of the march to be gone on with, or left at that; None where there is none.

    It is the newest that was begun within a day and never ended, of which nothing was told and after which no other
    training was done. Where the day's rules refuse its level it may be left at that, but not gone on with.

    Parameters
    ----------
    history : History, optional
        Where it was read already.
    """
    known = until(history or history_of(store), now)
    candidates: tuple[Open | Training, ...] = (
        *known.opened,
        *(training for training in known.trainings if not training.ended),
    )
    newest = max(candidates, key=_last_at, default=None)
    if newest is None or now - newest.at >= OFFERED:
        return None
    others = tuple(each for each in known.trainings if each is not newest)
    if any(_last_at(each) >= _last_at(newest) for each in others):
        return None
    level = newest.level if isinstance(newest, Open) else rung_of(newest.rung).level
    sides = [rep.side for rep in store.reps(newest.session_id)]
    return Unended(
        session_id=newest.session_id,
        at=newest.at,
        level=level,
        left=sides.count("left"),
        right=sides.count("right"),
        counts=isinstance(newest, Training),
        refused=free_start(replace(known, trainings=others), now, level).refused,
    )


def _last_at(one: Open | Training) -> datetime:
    return one.last_rep_at or one.at


def leave_at_that(store: Store, session_id: int) -> None:
    """End a session early with what was done, as of its last repetition; one that is done stays as it is."""
    record = store.session(session_id)
    if record.state == "done":
        return
    last_s = max((rep.end_s for rep in store.reps(session_id)), default=0.0)
    for each in store.sets(session_id):
        if each.ended_s is None:
            store.end_set(session_id, each.number, max(last_s, each.started_s))
    store.end_session(session_id, record.started_at + timedelta(seconds=last_s), "stopped")


def resume(store: Store, session_id: int, catalogue: Catalogue, now: datetime, *, silent: bool = False) -> Resumed:
    """Go on with a session of the journal, in the set where it was left, with its counts; it waits for "start".

    Raises
    ------
    SessionError
        If it is over.
    JournalError
        If there is no such session, or the journal cannot be read.
    """
    record = store.session(session_id)
    exercise = catalogue.by_id(record.exercise_id)
    planned = _planned_for(store, record, now)
    small = planned.small and planned.rung == record.rung
    less = smaller(record.rung, small=small)
    session = Session.resume(
        store,
        session_id,
        catalogue,
        at=now,
        silent=silent,
        coach=(lambda: Coach(exercise.smaller(), band=record.band)) if less else None,
        each_set=less.say if less else "",
        weigh=weigher(exercise, profile_of(store), band=record.band, rung=record.rung),
    )
    return Resumed(session, small)


def _planned_for(store: Store, record: SessionRecord, now: datetime) -> Decision:
    """What had been decided when a session began: the journal does not keep whether a small movement was meant."""
    history = history_of(store)
    found = (each.decision for each in past_decisions(history, now) if each.training.session_id == record.id)
    return next(found, None) or decide(history, record.started_at)
