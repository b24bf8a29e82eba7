"""Find the questions that are due: rarely, never twice, and none that an earlier answer made needless."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from psoas.journal.answers import Asked
from psoas.plan.cut import Cut
from psoas.plan.history import History
from psoas.plan.ladder import Decision
from psoas.plan.standing import GAP
from psoas.programme.catalogue import Catalogue
from psoas.programme.texts import WorkstationPoint


def answers(history: History) -> dict[str, float | None]:
    """Return each answered point's id and its latest answer: 1 fine, 0 to do, None not applicable."""
    return {entry.what.item: entry.what.value for entry in history.answers if entry.what.asked == "workstation"}


def to_do(history: History, catalogue: Catalogue) -> tuple[WorkstationPoint, ...]:
    """Return the unfinished points, in checklist order."""
    said = answers(history)
    return tuple(point for point in catalogue.habit.workstation if said.get(point.id) == 0)


WEEKLY, FORTNIGHTLY = 7, 14
OVERALL_AFTER = (42, 84)  # weeks 6 and 12, days

AskKind = Literal[
    "before-session",  # a new warning sign, illness, pain now
    "morning",  # pain on the morning after session `session_id`; not after a lay-off, when nobody remembers it
    "pain-week",
    "activities",
    "sitting-share",
    "overall",
    "screening-again",
]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that is due; `session_id` is the session in question."""

    kind: AskKind
    session_id: int | None = None


def asks(cut: Cut, decision: Decision) -> tuple[Ask, ...]:
    """Return the questions due now, most important first.

    Parameters
    ----------
    cut : Cut
        What is known; while its gate is not open, at most the screening is asked.
    """
    history, now, gate = cut.known, cut.now, cut.gate
    if gate == "screen":
        return (Ask("screening-again"),) if history.screenings else ()
    if gate != "open":
        return ()
    due: list[Ask] = []
    last = history.trainings[-1] if history.trainings else None
    if last and 0 < (now.date() - last.day).days < GAP and last.morning is None and not last.morning_asked:
        due.append(Ask("morning", last.session_id))
    if decision.train and cut.pain is None:
        due.append(Ask("before-session"))
    if _is_due(history, "pain-week", WEEKLY, now):
        due.append(Ask("pain-week"))
    if history.profile.activities and _is_due(history, "activity", FORTNIGHTLY, now):
        due.append(Ask("activities"))
    if _is_due(history, "sitting-share", WEEKLY, now):
        due.append(Ask("sitting-share"))
    if _overall_is_due(history, now):
        due.append(Ask("overall"))
    return tuple(due)


def _is_due(history: History, asked: Asked, every_days: int, now: datetime) -> bool:
    """Tell whether the last answer, given or skipped, is old enough."""
    days = [entry.day for entry in history.answers if entry.what.asked == asked]
    return not days or (now.date() - days[-1]).days >= every_days


def _overall_is_due(history: History, now: datetime) -> bool:
    """Tell whether the question at 6 or 12 weeks after the first screening is due; a late answer counts."""
    begun = history.screenings[0].day
    weeks = [days for days in OVERALL_AFTER if (now.date() - begun).days >= days]
    told = [(entry.day - begun).days for entry in history.answers if entry.what.asked == "overall"]
    return bool(weeks) and not any(days >= weeks[-1] for days in told)
