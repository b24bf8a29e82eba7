"""Use cases shared by app and terminal: begin a march, ease it, change its level, resume it, record answers.

App and terminal add only their widgets and keys. Each function takes the current time. Where the plan decides, it also
takes the history, because the app knows answers that the journal does not have yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from psoas.coach.coach import Coach
from psoas.coach.flat_back import FlatBackCheck
from psoas.habit.observation import Said
from psoas.journal.answers import Answer, Asked, Feeling, Told, Walk
from psoas.journal.desk_log import DeskEvent, this_computer
from psoas.journal.records import Counting, SessionRecord, SetPlan
from psoas.journal.store import Store
from psoas.plan.clock import as_understood
from psoas.plan.cut import pain_before, until
from psoas.plan.free_start import free_start, not_today, usual_plan
from psoas.plan.guided_step import told_before
from psoas.plan.history import History, Open, Training, history_of, profile_of
from psoas.plan.ladder import Decision, Smaller, ladder_file, rung_done, rung_of, smaller
from psoas.plan.offers import Easier, easier_than
from psoas.plan.pain import Hurt, hurt_file
from psoas.plan.progression import decide, past_decisions
from psoas.plan.screening import gate, questions
from psoas.plan.today import Today, TodayStep
from psoas.plan.walking import after_walk
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
    """A march to begin.

    Attributes
    ----------
    exercise : Exercise
        A level of the march.
    band : bool
        Whether the band is worn.
    rung : str
        Planned rung of the ladder, such as "3b"; "" if the person chose the level.
    plan : SetPlan or None
        Sets, repetitions and rests; None for the exercise's usual dose.
    small : bool
        Whether to make a smaller movement.
    """

    exercise: Exercise
    band: bool
    rung: str = ""
    plan: SetPlan | None = None
    small: bool = False

    @property
    def dose(self) -> SetPlan:
        """Return its sets, repetitions and rests."""
        if self.plan is not None:
            return self.plan
        assert self.exercise.dose is not None, f"{self.exercise.id} has no dose, so no session can be led"
        return usual_plan(self.exercise.dose)

    @property
    def smaller(self) -> Smaller | None:
        """Return the texts for a smaller movement, or None."""
        return smaller(self.rung, small=self.small)


def planned(decision: Decision, catalogue: Catalogue) -> March:
    """Return the march of a decision."""
    rung = rung_of(decision.rung)
    return March(catalogue.level(rung.level), rung.banded, rung.id, decision.plan, decision.small)


def of_own_choice(history: History, now: datetime, level: int, catalogue: Catalogue, *, band: bool) -> March:
    """Return the march of a level that the person chose, at the day's rung and dose if the rules hold it low.

    Raises
    ------
    QuestionsFirstError
        If the questions about warning signs come first.
    NotTodayError
        If the day's rules refuse this level.
    """
    if gate(history, now) == "screen":
        raise QuestionsFirstError(questions().first)
    verdict = free_start(history, now, level)
    if verdict.refused:
        raise NotTodayError(verdict.refused)
    if verdict.as_planned is not None:
        return planned(verdict.as_planned, catalogue)
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
    """Create a session; it enters the journal when its first set begins.

    Parameters
    ----------
    counting : {"camera", "hand", "paced"}
        Who counts. A rung that the camera cannot count is paced instead.
    levels : sequence of Exercise
        Other exercises to recognise.
    back : FlatBackCheck, optional
        Also watches the low back.
    silent : bool
        Whether the voice is off.

    Raises
    ------
    QuestionsFirstError
        If the questions about warning signs, or their outcome, block the programme.
    NotTodayError
        If no march may begin today.
    """
    if gate(history, now) != "open":
        raise QuestionsFirstError(questions().first)
    if why := not_today(decide(history, now)):
        raise NotTodayError(why)
    if march.rung and not rung_of(march.rung).camera and counting == "camera":
        counting = "paced"
    reduced, exercise = march.smaller, march.exercise
    judged = exercise.smaller() if reduced else exercise
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
        coach=(lambda: Coach(judged, back=back)) if back or reduced else None,
        each_set=reduced.say if reduced else "",
        weigh=weigher(exercise, profile_of(store), band=march.band, rung=march.rung),
    )


# -- changing a march under way ----------------------------------------------------------------------------------------


def easier(history: History, now: datetime, session: Session, *, small: bool) -> Easier | None:
    """Return the next easier option to a session, or None."""
    rung = session.rung or rung_done(session.exercise.level, band=session.band)
    return easier_than(history, now, rung, small=small)


def keep_for_next_time(store: Store, found: Easier | None, view: View, now: datetime) -> None:
    """Write down an easier rung for next time if no set is left today."""
    if found is not None and view.phase != "ready" and view.set_number >= view.sets:
        tell(store, now, found.choice)


def ease(store: Store, found: Easier, view: View, catalogue: Catalogue, now: datetime) -> March:
    """Write down the easier choice, and return the march for the remaining sets.

    Parameters
    ----------
    view : View
        The session's view before it was stopped.
    """
    tell(store, now, found.choice)
    left = view.sets if view.session_id is None else max(1, view.sets - view.set_number)
    rung = found.rung
    return March(catalogue.level(rung.level), rung.banded, rung.id, found.plan(left), found.small)


def may_change(history: History, session: Session, level: int) -> None:
    """Check that a session may continue at another level.

    Raises
    ------
    NotTodayError
        If the rules refused that level when the session began.
    """
    number = session.view.session_id
    known = until(history, session.started_at)
    others = tuple(each for each in known.trainings if each.session_id != number)
    if why := free_start(replace(known, trainings=others), session.started_at, level).refused:
        raise NotTodayError(why)


# -- answers -----------------------------------------------------------------------------------------------------------


def tell(store: Store, now: datetime, *told: Told, session_id: int | None = None) -> None:
    """Write down the person's answers, one row each.

    Raises
    ------
    JournalError
        If the journal cannot be written.
    """
    for each in told:
        store.tell(each, now, session_id)


def tell_walk(store: Store, now: datetime, walk: Walk) -> str:
    """Write down a walk; return what follows, in one sentence."""
    tell(store, now, walk)
    return after_walk(walk)


def tell_usual_walks(store: Store, now: datetime, minutes: int | None, days: int | None) -> None:
    """Write down what the person walks now: minutes a walk, days a week; None leaves what was told before."""
    said: tuple[tuple[Asked, int | None], ...] = (("walk-minutes", minutes), ("walk-days", days))
    tell(store, now, *(Answer(asked, value) for asked, value in said if value is not None))


def tell_feeling(store: Store, now: datetime, session_id: int, feeling: Feeling) -> None:
    """Write down how a session felt, with the pain told before it."""
    before = pain_before_session(store, store.session(session_id).started_at)
    tell(store, now, replace(feeling, before=before), session_id=session_id)


def pain_before_session(store: Store, started_at: datetime) -> int | None:
    """Return the latest pain told that day before a session; None if untold or if the journal cannot be read."""
    return pain_before(as_far_as_readable(store), started_at)


def tell_hurt_before(store: Store, now: datetime, hurt: Hurt) -> str:
    """Write down pain before the march began; return what follows, in one sentence."""
    tell(store, now, *told_before(hurt))
    decision = decide(history_of(store), now)
    return hurt_file().before if decision.train else decision.reason


def tell_before(store: Store, now: datetime, said: int | Literal["ill"]) -> None:
    """Write down how the person feels before a session: pain from 0 to 10, or "ill"."""
    tell(store, now, Answer("ill", 1) if said == "ill" else Answer("pain-now", said))


# -- unfinished marches ------------------------------------------------------------------------------------------------

#: How long after its start a session can be resumed.
OFFERED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Unended:
    """An unfinished march, which can be resumed or ended as it is.

    Attributes
    ----------
    at : datetime
        Start, in the person's local time.
    left, right : int
        Repetitions of each leg over all sets.
    counts : bool
        Whether enough was done to count as a training day.
    refused : str
        Why it may not be resumed now, or "".
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
        """Return a sentence about what was done."""
        return f"You stopped after {self.left} left and {self.right} right."

    @property
    def why(self) -> str:
        """Return why it counts as a training day, or ""."""
        return f"That counts as a training day. {ladder_file().day_why}" if self.counts else ""


@dataclass(frozen=True, slots=True)
class Resumed:
    """A resumed session; `small` means a smaller movement."""

    session: Session
    small: bool


def unended(store: Store, now: datetime, history: History | None = None) -> Unended | None:
    """Return the unfinished march, if any.

    It is the newest march of the last 24 hours without an end or an answer, and without a later training. If the day's
    rules refuse its level, it can be ended but not resumed.

    Parameters
    ----------
    history : History, optional
        The history, if it was already read.
    """
    known = as_understood(history or history_of(store), now)
    candidates: tuple[Open | Training, ...] = (
        *known.opened,
        *(training for training in known.trainings if not training.ended),
    )
    newest = max(candidates, key=_last_active, default=None)
    if newest is None or now - newest.at >= OFFERED:
        return None
    others = tuple(each for each in known.trainings if each is not newest)
    if any(_last_active(each) >= _last_active(newest) for each in others):
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


def with_unended(day: Today, found: Unended | None, catalogue: Catalogue) -> Today:
    """Return a day whose march is due again while it can be resumed, even if enough was done to count."""
    if found is None or found.refused:
        return day
    exercise = catalogue.level(found.level)

    def due_again(step: TodayStep) -> TodayStep:
        if step.step != "strengthen" or step.state != "done":
            return step
        return replace(step, exercise_id=exercise.id, state="due")

    return replace(day, steps=tuple(map(due_again, day.steps)))


def _last_active(one: Open | Training) -> datetime:
    return one.last_rep_at or one.at


def leave_at_that(store: Store, session_id: int) -> None:
    """End a session as of its last repetition; do nothing if it is done."""
    record = store.session(session_id)
    if record.state == "done":
        return
    last_s = max((rep.end_s for rep in store.reps(session_id)), default=0.0)
    for each in store.sets(session_id):
        if each.ended_s is None:
            store.end_set(session_id, each.number, max(last_s, each.started_s))
    store.end_session(session_id, record.started_at + timedelta(seconds=last_s), "stopped")


def resume(store: Store, session_id: int, catalogue: Catalogue, now: datetime, *, silent: bool = False) -> Resumed:
    """Resume a session from the journal, in the set where it stopped, with its counts; it waits for "start".

    Raises
    ------
    SessionError
        If the session is over.
    JournalError
        If there is no such session, or the journal cannot be read.
    """
    record = store.session(session_id)
    exercise = catalogue.by_id(record.exercise_id)
    decision = _decision_for(store, record, now)
    small = decision.small and decision.rung == record.rung
    reduced = smaller(record.rung, small=small)
    session = Session.resume(
        store,
        session_id,
        catalogue,
        at=now,
        silent=silent,
        coach=(lambda: Coach(exercise.smaller())) if reduced else None,
        each_set=reduced.say if reduced else "",
        weigh=weigher(exercise, profile_of(store), band=record.band, rung=record.rung),
    )
    return Resumed(session, small)


def _decision_for(store: Store, record: SessionRecord, now: datetime) -> Decision:
    """Recompute the decision at a session's start, because the journal does not store `small`."""
    history = history_of(store)
    found = (each.decision for each in past_decisions(history, now) if each.training.session_id == record.id)
    return next(found, None) or decide(until(history, record.started_at), record.started_at)


# -- the desk ----------------------------------------------------------------------------------------------------------


def say_at_desk(store: Store, word: Said | Literal["stop"], now: datetime) -> None:
    """Tell the desk companion of this computer something; it hears it with its next look."""
    store.log_desk(this_computer(), events=[DeskEvent("said", now, {"word": word})])
