"""Read from the journal what the plan needs: strength sessions as trainings, and what the person told."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Protocol

from psoas.journal.answers import Answer, Choice, Entry, Feeling, Morning, Profile, Screening, StepDone, T, Walk
from psoas.journal.records import SessionRecord, SetRecord
from psoas.plan.ladder import ladder_file, rung_done, rung_of


@dataclass(frozen=True, slots=True)
class Training:
    """One strength session that counts as a training, for the rules of progression.

    Attributes
    ----------
    at : datetime
        Start, in the person's local time.
    rung : str
        Such as "3b" (see `psoas.plan.ladder`).
    target : int
        Planned repetitions of each leg in a set.
    sets_planned, sets_done : int
        Planned sets, and those in which both legs reached the target.
    left, right : int
        Repetitions of each leg in the last set.
    before, during, morning : int or None
        Pain before, worst pain during, and pain the next morning, 0 to 10; None if not told.
    effort : int or None
        0 to 10; None if not told.
    form_kept : bool or None
        None if not told.
    stop_symptom : bool
        Whether a warning sign came up.
    morning_asked : bool
        Whether the next-morning question has been asked (and perhaps skipped).
    session_id : int
        Number in the journal.
    hurt : bool
        Whether it was stopped because it hurt.
    last_rep_at : datetime or None
        Time of its last repetition, in the time zone of `at`; None if unknown.
    sign_told_at : datetime or None
        When an unspecified warning sign was told, so that the questions must find out which; otherwise None.
    sign_told_id, first_told : int
        Numbers in the journal, 0 if unknown: of the entry that told that sign, and of the first entry that was
        certainly told after this session began.
    ended : bool
        Whether it was ended, or answered questions about. Otherwise it counts because enough was done, and can be
        resumed.
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
    last_rep_at: datetime | None = None
    ended: bool = True
    sign_told_at: datetime | None = None
    sign_told_id: int = 0
    first_told: int = 0

    @property
    def day(self) -> date:
        """Return the local date of the last repetition, from which the rest day is counted."""
        return (self.last_rep_at or self.at).date()

    @property
    def counts_from(self) -> datetime:
        """Return when it enters the history: its start, or that of a later `day`; until then it was open."""
        midnight = self.at.replace(hour=0, minute=0, second=0, microsecond=0)
        return max(self.at, midnight + (self.day - self.at.date()))


@dataclass(frozen=True, slots=True)
class Open:
    """A march that was begun but not ended, with too little done to count as a training.

    It neither blocks nor earns anything. The person can resume it or end it as it is.

    Attributes
    ----------
    at, last_rep_at : datetime
        Start and last repetition, in the person's local time.
    rung : str
        Such as "3b".
    left, right : int
        Repetitions of each leg over all sets.
    """

    session_id: int
    at: datetime
    last_rep_at: datetime
    level: int
    rung: str
    left: int
    right: int

    @property
    def day(self) -> date:
        """Return the local date of the last repetition."""
        return self.last_rep_at.date()

    @property
    def say(self) -> str:
        """Describe it in one line."""
        return f"{rung_of(self.rung).name}, not finished: {self.left} left, {self.right} right"


@dataclass(frozen=True, slots=True)
class History:
    """Everything that the plan considers; every sequence is oldest first.

    Attributes
    ----------
    trainings : sequence of Training
        Strength sessions that count as trainings (see `history_of`).
    screenings, profiles, answers, choices, steps : sequence of Entry
        Everything told, and the steps done or skipped.
    opened : sequence of Open
        Strength sessions that were begun but do not count as trainings.
    walks : sequence of Entry
        Walks of the walking plan.
    """

    trainings: Sequence[Training] = ()
    screenings: Sequence[Entry[Screening]] = ()
    profiles: Sequence[Entry[Profile]] = ()
    answers: Sequence[Entry[Answer]] = ()
    choices: Sequence[Entry[Choice]] = ()
    steps: Sequence[Entry[StepDone]] = ()
    opened: Sequence[Open] = ()
    walks: Sequence[Entry[Walk]] = ()

    @property
    def profile(self) -> Profile:
        """Return the latest profile in the order of writing, as in `screening`, or an empty one."""
        last = max(reversed(self.profiles), key=lambda entry: entry.id, default=None)
        return last.what if last else Profile()

    @property
    def screening(self) -> Entry[Screening] | None:
        """Return the latest screening in the order of writing, or None.

        The order is that of the journal's ids, so that a clock that once ran ahead cannot put an old answer over a
        newer one.
        """
        return max(reversed(self.screenings), key=lambda entry: entry.id, default=None)


class Journal(Protocol):
    """What the plan reads of the journal (`psoas.journal.store.Store`)."""

    def sessions(self, limit: int, offset: int = 0) -> Sequence[SessionRecord]:
        """Return sessions, newest first."""

    def sets(self, session_id: int) -> Sequence[SetRecord]:
        """Return the sets of a session."""

    def counts(self) -> Mapping[int, Sequence[tuple[int, int]]]:
        """Return the counted repetitions (left, right) of each set, by session."""

    def last_rep_s(self) -> Mapping[int, float]:
        """Return when each session's last counted repetition ended, seconds after the session's start."""

    def told(self, kind: type[T]) -> Sequence[Entry[T]]:
        """Return all entries of one kind, oldest first."""


def history_of(journal: Journal) -> History:
    """Read everything that the plan considers, in a constant number of queries.

    A march counts as a training if it was ended, if enough of it was done (`day_share` in ladder.toml), or if the
    person told how it felt, so that no pain or warning sign is lost because the session was not ended. One stopped by
    pain or a warning sign counts even without a repetition; any other needs at least one.
    """
    counts, last_s = journal.counts(), journal.last_rep_s()
    told = journal.told(Feeling)
    of_mornings = journal.told(Morning)
    feelings, mornings = _by_session(told), _by_session(of_mornings)
    unnamed = {each.session_id: each for each in told if each.what.stop_symptom and not each.what.hurt}
    about = [*((each.session_id, each.id) for each in told), *((each.session_id, each.id) for each in of_mornings)]
    first_told = _first_told(about)
    trainings, opened = [], []
    for session in journal.sessions(limit=_ALL):
        if session.level is None:
            continue
        sets, felt = counts.get(session.id, ()), feelings.get(session.id, [])
        last_rep_at = session.started_at + timedelta(seconds=last_s.get(session.id, 0.0))
        if _is_training_day(session, sets, felt):
            training = _training(session, sets, felt, mornings.get(session.id, []), last_rep_at)
            sign = unnamed.get(session.id)
            training = replace(training, first_told=first_told(session.id))
            trainings.append(replace(training, sign_told_at=sign.at, sign_told_id=sign.id) if sign else training)
        elif session.state == "running" and any(map(any, sets)):
            opened.append(_open(session, sets, last_rep_at))
    return History(
        trainings=sorted(trainings, key=lambda one: (one.counts_from, one.session_id)),
        screenings=journal.told(Screening),
        profiles=journal.told(Profile),
        answers=journal.told(Answer),
        choices=journal.told(Choice),
        steps=_latest_of_each(journal.told(StepDone), lambda step: step.led),
        opened=sorted(opened, key=lambda one: (one.at, one.session_id)),
        walks=_latest_of_each(journal.told(Walk), lambda walk: walk.run),
    )


def profile_of(journal: Journal) -> Profile:
    """Read only the profile."""
    return History(profiles=journal.told(Profile)).profile


_ALL = 1_000_000


def _first_told(about: Iterable[tuple[int | None, int]]) -> Callable[[int], int]:
    """Return what finds the first entry about a session or a later one, and so written after it began; 0 for none.

    Parameters
    ----------
    about : iterable of tuple
        Session and number of each entry about a session.
    """
    ordered = sorted((session_id or 0, number) for session_id, number in about)
    firsts = list(accumulate((number for _, number in reversed(ordered)), min))[::-1]

    def first(session_id: int) -> int:
        place = bisect_left(ordered, (session_id, 0))
        return firsts[place] if place < len(firsts) else 0

    return first


def _latest_of_each(entries: Sequence[Entry[T]], run: Callable[[T], str]) -> list[Entry[T]]:
    """Keep only the last record of each guided run or walk; `run` gives its id, or "" for one that stands alone."""
    last = {run(entry.what): entry for entry in entries if run(entry.what)}
    return [entry for entry in entries if last.get(run(entry.what), entry) is entry]


def _by_session(entries: Sequence[Entry[T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for entry in entries:
        if entry.session_id is not None:
            found.setdefault(entry.session_id, []).append(entry.what)
    return found


def _is_training_day(session: SessionRecord, sets: Sequence[tuple[int, int]], feelings: Sequence[Feeling]) -> bool:
    done = sum(map(sum, sets))
    if not done:
        return any(feeling.hurt or feeling.stop_symptom for feeling in feelings)
    planned = 2 * session.plan.sets * session.plan.reps_per_side
    return session.state != "running" or bool(feelings) or done >= ladder_file().day_share * planned


def _open(session: SessionRecord, sets: Sequence[tuple[int, int]], last_rep_at: datetime) -> Open:
    assert session.level is not None, "what has no level is not the march"
    return Open(
        session_id=session.id,
        at=session.started_at,
        last_rep_at=last_rep_at,
        level=session.level,
        rung=session.rung or rung_done(session.level, band=session.band),
        left=sum(left for left, _ in sets),
        right=sum(right for _, right in sets),
    )


def _training(
    session: SessionRecord,
    sets: Sequence[tuple[int, int]],
    feelings: Sequence[Feeling],
    mornings: Sequence[Morning],
    last_rep_at: datetime,
) -> Training:
    target = session.plan.reps_per_side
    left, right = next((done for done in reversed(sets) if any(done)), (0, 0))
    feeling = merged(feelings)
    pains = [morning.pain for morning in mornings if morning.pain is not None]
    return Training(
        at=session.started_at,
        rung=session.rung or rung_done(session.level, band=session.band),
        target=target,
        sets_planned=session.plan.sets,
        sets_done=sum(min(done) >= target for done in sets),
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
        last_rep_at=last_rep_at,
        ended=session.state != "running" or bool(feelings or mornings),
    )


def merged(feelings: Sequence[Feeling]) -> Feeling:
    """Merge the feelings told of a session one by one: the latest value of each field wins.

    Pain or a sign that stopped it remains. A later feeling removes it only if it says that it was a mistake, or
    ordinary work.
    """
    merged = Feeling()
    for feeling in feelings:
        said = {f.name: getattr(feeling, f.name) for f in fields(feeling)}
        merged = replace(merged, **{name: value for name, value in said.items() if value is not None and value != ""})
    correction = max((n for n, feeling in enumerate(feelings) if feeling.corrects), default=0)
    valid = feelings[correction:]
    return replace(
        merged,
        stop_symptom=any(feeling.stop_symptom for feeling in valid),
        hurt=any(feeling.hurt for feeling in valid) and not any(feeling.normal for feeling in valid),
    )
