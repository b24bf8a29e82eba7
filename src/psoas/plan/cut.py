"""The part of the history known at one moment, cut once for all rules of the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from psoas.journal.answers import Choice, Entry, Lock, T
from psoas.plan import screening, signs
from psoas.plan.clock import as_understood
from psoas.plan.history import History, Training
from psoas.plan.ladder import Gate, Ladder, ladder_file, ladder_of
from psoas.plan.screening import CountedSign

#: Age from which standing exercises begin with support, years (clinical notes, section 9).
SUPPORT_FROM_AGE = 65


@dataclass(frozen=True)
class Cut:
    """The history known at a moment, and the facts that follow from it.

    Attributes
    ----------
    known : History
        Everything done and told by then.
    now : datetime
        The moment, with the person's time zone.
    """

    known: History
    now: datetime

    @property
    def day(self) -> date:
        """Return the person's local date."""
        return self.now.date()

    @cached_property
    def gate(self) -> Gate:
        """Return what blocks the programme, if anything."""
        return screening.gate(self.known, self.now)

    @cached_property
    def locks(self) -> tuple[Lock, ...]:
        """Return what is closed or limited."""
        return locks_of(self.known)

    @cached_property
    def ladder(self) -> Ladder:
        """Return the person's rungs."""
        return ladder_of(self.known.profile, self.locks)

    @cached_property
    def why_closed(self) -> str:
        """Return why levels of the march are closed, or ""."""
        closing = {lock for level in ladder_file().levels for lock in level.closed_by}
        return screening.why_closed(closing, self.locks)

    @cached_property
    def too_often(self) -> CountedSign | None:
        """Return the sign reported so often that the march must rest, or None."""
        return signs.too_often(self.known)

    @property
    def pain(self) -> float | None:
        """Return today's latest pain, 0 to 10, or None."""
        return pain_now(self.known, self.day)

    @property
    def ill(self) -> bool:
        """Tell whether the person is ill or feverish today."""
        return ill(self.known, self.day)

    @property
    def paused(self) -> bool:
        """Tell whether the person has paused the march."""
        chosen = [entry.what.chosen for entry in self.known.choices if entry.what.chosen in ("pause", "go-on")]
        return chosen[-1:] == ["pause"]

    def before(self, event: Training | Entry[Choice], moment: datetime) -> Cut:
        """Return what was known at an earlier moment, without the event itself."""
        known = until(self.known, moment)
        return Cut(replace(known, trainings=tuple(each for each in known.trainings if each is not event)), moment)


def cut_at(history: History, now: datetime) -> Cut:
    """Return what is known now."""
    return Cut(as_understood(history, now), now)


def until(history: History, moment: datetime) -> History:
    """Return what was done or told by then."""
    return History(
        tuple(training for training in history.trainings if training.counts_from <= moment),
        _entries(history.screenings, moment),
        _entries(history.profiles, moment),
        _entries(history.answers, moment),
        _entries(history.choices, moment),
        _entries(history.steps, moment),
        tuple(each for each in history.opened if each.at <= moment),
        _entries(history.walks, moment),
    )


def locks_of(history: History) -> tuple[Lock, ...]:
    """Return what the answers, or the age, close or limit."""
    locks = history.screening.what.locks if history.screening else ()
    if (history.profile.age or 0) < SUPPORT_FROM_AGE:
        return locks
    return (*locks, *(lock for lock in screening.facts()["over-65"].locks if lock not in locks))


def ill(known: History, day: date) -> bool:
    """Tell whether the person was ill or feverish on a day and not yet well again."""
    said = [entry.what.value for entry in known.answers if entry.what.asked == "ill" and entry.day == day]
    return said[-1:] == [1]


def pain_now(known: History, day: date) -> float | None:
    """Return the latest pain of a day, 0 to 10, or None."""
    said = [entry.what.value for entry in known.answers if entry.what.asked == "pain-now" and entry.day == day]
    return said[-1] if said else None


def pain_before(known: History, started_at: datetime) -> int | None:
    """Return the latest pain of a day before its session began, 0 to 10, or None."""
    pain = pain_now(until(known, started_at), started_at.date())
    return None if pain is None else int(pain)


def _entries(entries: Sequence[Entry[T]], moment: datetime) -> tuple[Entry[T], ...]:
    return tuple(entry for entry in entries if entry.at <= moment)
