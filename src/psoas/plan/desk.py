"""The desk: what the person said about each point of the workstation checklist, and what is left to change."""

from __future__ import annotations

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
