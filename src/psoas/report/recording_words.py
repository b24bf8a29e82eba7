"""Words and numbers that table, video and page say in the same way."""

from __future__ import annotations

from psoas.coach.events import Unseen
from psoas.programme.model import Exercise


def clock(t: float) -> str:
    """Seconds as a person reads a clock.

    Examples
    --------
    >>> clock(75.26)
    '1:15.3'
    """
    tenths = round(max(0.0, t) * 10)
    return f"{tenths // 600}:{tenths % 600 // 10:02d}.{tenths % 10}"


def fault_words(fault: str, exercise: Exercise | None) -> str:
    """What to do about a fault: the cue of its check, or its id where the exercise has no such check."""
    return next(
        (check.cue for check in (exercise.checks if exercise else ()) if check.id == fault),
        fault.replace("-", " ") + ".",
    )


def fault_reason(fault: str, exercise: Exercise | None) -> str:
    """Why a fault matters; empty where the exercise has no such check."""
    return next((check.why for check in (exercise.checks if exercise else ()) if check.id == fault), "")


def unseen_words(unseen: Unseen) -> str:
    """A stretch of time without judgement, and why."""
    return f"{clock(unseen.start_s)} to {clock(unseen.end_s)}: {unseen.say}"
