"""The diary: what was decided, done and told, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from psoas.journal.answers import Answer, Choice, Entry, Screening, StepDone, T, Walk
from psoas.plan.clock import as_understood
from psoas.plan.history import History, Open, Training
from psoas.plan.ladder import Decision
from psoas.plan.progression import past_decisions


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """One day of the diary; every sequence is in order.

    Attributes
    ----------
    marches : tuple of (Training, Decision)
        Each with the plan's decision at that moment.
    steps : tuple of StepDone
        The other steps: done, skipped or stopped.
    answers, choices, screenings : tuple
        What was told.
    opened : tuple of Open
        Marches that were begun but not ended, and do not count as trainings.
    walks : tuple of Walk
        Walks of the walking plan.
    """

    day: date
    marches: tuple[tuple[Training, Decision], ...]
    steps: tuple[StepDone, ...]
    answers: tuple[Answer, ...]
    choices: tuple[Choice, ...]
    screenings: tuple[Screening, ...]
    opened: tuple[Open, ...] = ()
    walks: tuple[Walk, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Convert to plain values."""
        return {
            "day": self.day.isoformat(),
            "marches": [
                {**_plain(asdict(training)), "decision": _plain(asdict(decision))}
                for training, decision in self.marches
            ],
            "opened": [_plain(asdict(one)) for one in self.opened],
            "steps": [asdict(step) for step in self.steps],
            "walks": [asdict(walk) for walk in self.walks],
            "answers": [asdict(answer) for answer in self.answers],
            "choices": [asdict(choice) for choice in self.choices],
            "screenings": [_plain(asdict(screening)) for screening in self.screenings],
        }


def diary(history: History, now: datetime, weeks: int) -> tuple[DiaryDay, ...]:
    """Return the days of recent weeks on which something was done or told, oldest first.

    Raises
    ------
    ValueError
        If `weeks` is below 1.
    """
    if weeks < 1:
        raise ValueError(f"{weeks} weeks are too few: give 1 or more.")
    known = as_understood(history, now)
    marches = [(each.training, each.decision) for each in past_decisions(known, now)]
    told: list[Entry[Any]] = [*known.steps, *known.answers, *known.choices, *known.screenings, *known.walks]
    days = {training.day for training, _ in marches} | {one.day for one in known.opened} | {entry.day for entry in told}
    first = now.date() - timedelta(weeks=weeks)
    return tuple(
        DiaryDay(
            day,
            tuple((training, decision) for training, decision in marches if training.day == day),
            _on(day, known.steps),
            _on(day, known.answers),
            _on(day, known.choices),
            _on(day, known.screenings),
            tuple(one for one in known.opened if one.day == day),
            _on(day, known.walks),
        )
        for day in sorted(day for day in days if day > first)
    )


def _on(day: date, entries: Iterable[Entry[T]]) -> tuple[T, ...]:
    return tuple(entry.what for entry in entries if entry.day == day)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Convert datetimes to text, and tuples to lists."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
    }
