"""What the plan needs to know of the journal: strength sessions as trainings, and what the person told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Protocol

from psoas.journal.person import Answer, Choice, Entry, Feeling, Morning, Profile, Screening, StepDone, T
from psoas.journal.records import SessionRecord, SetRecord
from psoas.plan.ladder import rung_done


@dataclass(frozen=True, slots=True)
class Training:
    """One strength session, as the rules of progression see it.

    Attributes
    ----------
    at : datetime
        When it began, on the person's clock.
    rung : str
        Such as "3b" (see `psoas.plan.ladder`).
    target : int
        Repetitions of each leg that each set asked for.
    sets_planned, sets_done : int
        Sets, and those in which each leg did what was asked.
    left, right : int
        Repetitions of each leg in the last set.
    before, during, morning : int or None
        Pain before, worst pain during, and pain on the next morning, 0 to 10; None where not said.
    effort : int or None
        0 to 10; None where not said.
    form_kept : bool or None
        None where not said.
    stop_symptom : bool
        A warning sign came up.
    morning_asked : bool
        Whether the next-morning question has been asked (and perhaps passed over).
    session_id : int
        Number in the journal.
    hurt : bool
        It was stopped because it hurt.
    """

    at: datetime
    rung: str
    target: int
    sets_planned: int
    sets_done: int
    left: int
    right: int
    before: int | None = None
    during: int | None = None
    morning: int | None = None
    effort: int | None = None
    form_kept: bool | None = None
    stop_symptom: bool = False
    morning_asked: bool = False
    session_id: int = 0
    hurt: bool = False

    @property
    def day(self) -> date:
        """The person's day."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class History:
    """All that the plan looks at; every sequence oldest first.

    Attributes
    ----------
    trainings : sequence of Training
        Strength sessions with at least one repetition.
    screenings, profiles, answers, choices, steps : sequence of Entry
        What was told, and the steps that were done or left out.
    """

    trainings: Sequence[Training] = ()
    screenings: Sequence[Entry[Screening]] = ()
    profiles: Sequence[Entry[Profile]] = ()
    answers: Sequence[Entry[Answer]] = ()
    choices: Sequence[Entry[Choice]] = ()
    steps: Sequence[Entry[StepDone]] = ()

    @property
    def profile(self) -> Profile:
        """The newest profile; an empty one where none was told."""
        return self.profiles[-1].what if self.profiles else Profile()

    @property
    def screening(self) -> Entry[Screening] | None:
        """The newest screening, in the order in which they were written down; None where there was none.

        That order is the journal's own: a clock that once ran ahead must not put an old answer over a newer one.
        """
        return max(reversed(self.screenings), key=lambda entry: entry.id, default=None)


class Journal(Protocol):
    """What the plan reads of the journal (`psoas.journal.store.Store`)."""

    def sessions(self, limit: int, offset: int = 0) -> Sequence[SessionRecord]:
        """Sessions, newest first."""

    def sets(self, session_id: int) -> Sequence[SetRecord]:
        """Sets of a session."""

    def counts(self) -> Mapping[int, Sequence[tuple[int, int]]]:
        """Counted repetitions (left, right) of each set, by session."""

    def told(self, kind: type[T]) -> Sequence[Entry[T]]:
        """All of one kind that the person told, oldest first."""


def history_of(journal: Journal) -> History:
    """Read all that the plan looks at, in as many queries for a thousand sessions as for one."""
    counts = journal.counts()
    feelings, mornings = _by_session(journal.told(Feeling)), _by_session(journal.told(Morning))
    trainings = (
        _training(session, counts.get(session.id, ()), feelings.get(session.id, []), mornings.get(session.id, []))
        for session in journal.sessions(limit=_ALL)
        if session.level is not None
    )
    return History(
        trainings=sorted((one for one in trainings if one.left + one.right), key=lambda one: (one.at, one.session_id)),
        screenings=journal.told(Screening),
        profiles=journal.told(Profile),
        answers=journal.told(Answer),
        choices=journal.told(Choice),
        steps=_last_words(journal.told(StepDone)),
    )


def profile_of(journal: Journal) -> Profile:
    """Read only what somebody owns and wants."""
    return History(profiles=journal.told(Profile)).profile


_ALL = 1_000_000


def _last_words(entries: Sequence[Entry[StepDone]]) -> list[Entry[StepDone]]:
    """Each leading by the voice once, as it was told of last."""
    last = {entry.what.led: entry for entry in entries if entry.what.led}
    return [entry for entry in entries if last.get(entry.what.led, entry) is entry]


def _by_session(entries: Sequence[Entry[T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for entry in entries:
        if entry.session_id is not None:
            found.setdefault(entry.session_id, []).append(entry.what)
    return found


def _training(
    session: SessionRecord, sets: Sequence[tuple[int, int]], feelings: Sequence[Feeling], mornings: Sequence[Morning]
) -> Training:
    asked = session.plan.reps_per_side
    left, right = next((done for done in reversed(sets) if any(done)), (0, 0))
    feeling = _together(feelings)
    pains = [morning.pain for morning in mornings if morning.pain is not None]
    return Training(
        at=session.started_at,
        rung=session.rung or rung_done(session.level, band=session.band),
        target=asked,
        sets_planned=session.plan.sets,
        sets_done=sum(min(done) >= asked for done in sets),
        left=left,
        right=right,
        before=feeling.before,
        during=feeling.during,
        morning=pains[-1] if pains else None,
        effort=feeling.effort,
        form_kept=feeling.form_kept,
        stop_symptom=feeling.stop_symptom,
        morning_asked=bool(mornings),
        session_id=session.id,
        hurt=feeling.hurt,
    )


def _together(feelings: Sequence[Feeling]) -> Feeling:
    """One feeling of what was said bit by bit: the newest word on each counts, and what stopped it stays.

    It stays unless a later word says that it was a mistake, or ordinary work.
    """
    whole = Feeling()
    for feeling in feelings:
        said = {f.name: getattr(feeling, f.name) for f in fields(feeling)}
        whole = replace(whole, **{name: value for name, value in said.items() if value is not None and value != ""})
    mistaken = max((n for n, feeling in enumerate(feelings) if feeling.corrects), default=0)
    stopped = feelings[mistaken:]
    return replace(
        whole,
        stop_symptom=any(feeling.stop_symptom for feeling in stopped),
        hurt=any(feeling.hurt for feeling in stopped) and not any(feeling.normal for feeling in stopped),
    )
