"""What every screen does with journal, plan and session: begin, go easier, change the level, go on, tell.

App and terminal call these and add only what is theirs: widgets and keys. Each takes the moment and, where the plan
decides, the history, because the app knows answers that the journal has not taken yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from psoas.coach.coach import Coach
from psoas.coach.flat_back import FlatBackCheck
from psoas.journal.answers import Answer, Feeling, Told
from psoas.journal.records import Counting, SessionRecord, SetPlan
from psoas.journal.store import Store
from psoas.plan.cut import pain_before, until
from psoas.plan.free_start import free_start, not_today, usual_plan
from psoas.plan.guided_step import told_before
from psoas.plan.history import History, Open, Training, history_of, profile_of
from psoas.plan.ladder import Decision, Smaller, ladder_file, rung_done, rung_of, smaller
from psoas.plan.offers import Easier, easier_than
from psoas.plan.pain import Hurt, hurt_file
from psoas.plan.progression import decide, past_decisions
from psoas.plan.screening import gate, questions
from psoas.programme.catalogue import Catalogue
from psoas.programme.model import Exercise
from psoas.session.effort import weigher
from psoas.session.refusals import NotTodayError, QuestionsFirstError
from psoas.session.safety import as_far_as_readable
from psoas.session.session import Session
from psoas.session.view import View

# -- beginning a march -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class March:
    """What is to be marched.

    Attributes
    ----------
    exercise : Exercise
        A level of the march.
    band : bool
        Whether the band is worn.
    rung : str
        Rung of the ladder that the plan gave, such as "3b"; "" for a level of the person's own choice.
    plan : SetPlan or None
        How much; None for the usual dose of the exercise.
    small : bool
        Whether a smaller movement is meant.
    """

    exercise: Exercise
    band: bool
    rung: str = ""
    plan: SetPlan | None = None
    small: bool = False

    @property
    def dose(self) -> SetPlan:
        """How much of it."""
        if self.plan is not None:
            return self.plan
        assert self.exercise.dose is not None, f"{self.exercise.id} has no dose, so no session can be led"
        return usual_plan(self.exercise.dose)

    @property
    def smaller(self) -> Smaller | None:
        """What is said of a smaller movement, where one is meant."""
        return smaller(self.rung, small=self.small)


def planned(decision: Decision, catalogue: Catalogue) -> March:
    """What the plan has for the day."""
    rung = rung_of(decision.rung)
    return March(catalogue.level(rung.level), rung.banded, rung.id, decision.plan, decision.small)


def of_own_choice(history: History, now: datetime, level: int, catalogue: Catalogue, *, band: bool) -> March:
    """A level that the person chose: with the day's rung and dose where nothing may be added to it.

    Raises
    ------
    QuestionsFirstError
        Where the questions about warning signs come first.
    NotTodayError
        Where the day's rules refuse this level.
    """
    if gate(history, now) == "screen":
        raise QuestionsFirstError(questions().first)
    said = free_start(history, now, level)
    if said.refused:
        raise NotTodayError(said.refused)
    if said.as_planned is not None:
        return planned(said.as_planned, catalogue)
    exercise = catalogue.level(level)
    return March(exercise, band and exercise.band is not None)


def begin(
    store: Store,
    history: History,
    now: datetime,
    march: March,
    counting: Counting,
    *,
    levels: Sequence[Exercise] = (),
    back: FlatBackCheck | None = None,
    silent: bool = False,
) -> Session:
    """Make a session; it enters the journal when its first set begins.

    Parameters
    ----------
    counting : {"camera", "hand", "paced"}
        Who counts. A rung that no camera can count is led by the beat instead.
    levels : sequence of Exercise
        What else the person could be doing, to be noticed.
    back : FlatBackCheck, optional
        Watches the low back as well.
    silent : bool
        Whether the voice is off.

    Raises
    ------
    QuestionsFirstError
        Where something stands before the programme: the questions, or what came of them.
    NotTodayError
        Where no march may begin today.
    """
    if gate(history, now) != "open":
        raise QuestionsFirstError(questions().first)
    if why := not_today(decide(history, now)):
        raise NotTodayError(why)
    if march.rung and not rung_of(march.rung).camera and counting == "camera":
        counting = "paced"
    less, exercise = march.smaller, march.exercise
    judged = exercise.smaller() if less else exercise
    return Session(
        exercise,
        store,
        started_at=now,
        plan=march.dose,
        band=march.band,
        counting=counting,
        march=levels,
        rung=march.rung,
        silent=silent,
        coach=(lambda: Coach(judged, back=back)) if back or less else None,
        each_set=less.say if less else "",
        weigh=weigher(exercise, profile_of(store), band=march.band, rung=march.rung),
    )


# -- something else in the middle of it --------------------------------------------------------------------------------


def easier(history: History, now: datetime, session: Session, *, small: bool) -> Easier | None:
    """What is easier than a session that is too hard; None where nothing is."""
    rung = session.rung or rung_done(session.exercise.level, band=session.band)
    return easier_than(history, now, rung, small=small)


def keep_for_next_time(store: Store, found: Easier | None, view: View, now: datetime) -> None:
    """Write down an easier rung where no set is left in which to go easier."""
    if found is not None and view.phase != "ready" and view.set_number >= view.sets:
        tell(store, now, found.choice)


def ease(store: Store, found: Easier, view: View, catalogue: Catalogue, now: datetime) -> March:
    """What goes on for the sets that are left, once the session was stopped; that it was chosen is written down.

    Parameters
    ----------
    view : View
        Of the session before it was stopped.
    """
    tell(store, now, found.choice)
    left = view.sets if view.session_id is None else max(1, view.sets - view.set_number)
    rung = found.rung
    return March(catalogue.level(rung.level), rung.banded, rung.id, found.plan(left), found.small)


def may_change(history: History, session: Session, level: int) -> None:
    """Find out whether a session may go on at another level.

    Raises
    ------
    NotTodayError
        Where the rules refused that level when the session began.
    """
    number = session.view.session_id
    others = tuple(each for each in history.trainings if each.session_id != number)
    if why := free_start(replace(history, trainings=others), session.started_at, level).refused:
        raise NotTodayError(why)


# -- what is told ------------------------------------------------------------------------------------------------------


def tell(store: Store, now: datetime, *told: Told, session_id: int | None = None) -> None:
    """Write down what the person said, each as a row of its own.

    Raises
    ------
    JournalError
        If it cannot be written.
    """
    for each in told:
        store.tell(each, now, session_id)


def tell_feeling(store: Store, now: datetime, session_id: int, feeling: Feeling) -> None:
    """Write down how a session was, with the pain that was told before it began."""
    before = pain_before_session(store, store.session(session_id).started_at)
    tell(store, now, replace(feeling, before=before), session_id=session_id)


def pain_before_session(store: Store, started_at: datetime) -> int | None:
    """Pain as it was last told on the day of a session before it began; None also where the journal cannot be read."""
    return pain_before(as_far_as_readable(store), started_at)


def tell_hurt_before(store: Store, now: datetime, hurt: Hurt) -> str:
    """Write down that it hurt before the march began; gives what follows, in a sentence."""
    tell(store, now, *told_before(hurt))
    decision = decide(history_of(store), now)
    return hurt_file().before if decision.train else decision.reason


def tell_before(store: Store, now: datetime, said: int | Literal["ill"]) -> None:
    """Write down how the person is before a session: pain, 0 to 10, or ill."""
    tell(store, now, Answer("ill", 1) if said == "ill" else Answer("pain-now", said))


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
        coach=(lambda: Coach(exercise.smaller())) if less else None,
        each_set=less.say if less else "",
        weigh=weigher(exercise, profile_of(store), band=record.band, rung=record.rung),
    )
    return Resumed(session, small)


def _planned_for(store: Store, record: SessionRecord, now: datetime) -> Decision:
    """What had been decided when a session began: the journal does not keep whether a small movement was meant."""
    history = history_of(store)
    found = (each.decision for each in past_decisions(history, now) if each.training.session_id == record.id)
    return next(found, None) or decide(history, record.started_at)
