"""Choose what a led day does next: the pain question, then one step after the other, then the end."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from psoas.plan.today import Today, TodayStep


@dataclass(frozen=True, slots=True)
class AskPain:
    """Ask for the pain just now: the march, and how gentle the day is, depend on it."""


@dataclass(frozen=True, slots=True)
class AskMorning:
    """Ask how the morning after the last session was: the dose depends on it."""

    session_id: int


@dataclass(frozen=True, slots=True)
class StepPart:
    """Lead a step with a guide."""

    step: TodayStep


@dataclass(frozen=True, slots=True)
class MarchPart:
    """Lead the march as it is planned, or go on with the session that was begun and not ended."""

    step: TodayStep
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing of the day is left."""


@dataclass(frozen=True, slots=True)
class DayClosed:
    """Nothing may be led, for this reason."""

    reason: str


Part = AskMorning | AskPain | StepPart | MarchPart | Finished | DayClosed


def next_part(
    day: Today,
    *,
    pain: int | None,
    unended: int | None = None,
    passed: Container[str] = (),
    levels: Container[str] = (),
) -> Part:
    """Choose the next part of a led day.

    Because it follows from the journal alone, a led day goes on in the right place after a reload or a restart.

    Parameters
    ----------
    day : Today
        The plan of the day, as it is now.
    pain : int or None
        The last answer to the pain question today, 0 to 10; None where it was not asked yet.
    unended : int, optional
        Number of a session of the march that was begun today, was not ended, and may go on.
    passed : container of str
        Exercises that were led and ended without being finished: they are not offered again in the same go.
    levels : container of str
        Exercises that are levels of the march.

    Examples
    --------
    >>> from datetime import datetime, timezone
    >>> from psoas.plan.history import History
    >>> from psoas.plan.today import today
    >>> from psoas.programme.catalogue import load
    >>> nobody = today(History(), datetime(2026, 11, 29, 9, tzinfo=timezone.utc), load())
    >>> next_part(nobody, pain=None)
    DayClosed(reason='A few questions come first.')
    """
    if day.gate != "open" or day.decision.kind == "ill":
        return DayClosed(day.decision.reason)
    left = [step for step in day.due() if step.exercise_id not in passed]
    if not left:
        return Finished()
    morning = next((ask.session_id for ask in day.asks if ask.kind == "morning"), None)
    if morning is not None:
        return AskMorning(morning)
    if pain is None:
        return AskPain()
    step = left[0]
    if step.exercise_id in levels:
        return MarchPart(step, unended)
    return StepPart(step)
