"""The desk: what the person said about each point of the workstation checklist, and what is left to change."""

from __future__ import annotations

from datetime import date

from psoas.plan.history import History
from psoas.programme.catalogue import Catalogue
from psoas.programme.texts import Point


def answers(history: History) -> dict[str, float | None]:
    """Id of each point that was answered -> its newest answer: 1 fine, 0 to do, None where it does not apply."""
    return {entry.what.item: entry.what.value for entry in history.answers if entry.what.asked == "workstation"}


def to_do(history: History, catalogue: Catalogue) -> tuple[Point, ...]:
    """Points that are not yet so, in the order of the checklist."""
    said = answers(history)
    return tuple(point for point in catalogue.habit.workstation if said.get(point.id) == 0)


def one_to_do(history: History, day: date, catalogue: Catalogue) -> str:
    """One thing to change, for the habit step: they take turns from day to day; "" where there is none."""
    points = to_do(history, catalogue)
    return points[day.toordinal() % len(points)].todo if points else ""
