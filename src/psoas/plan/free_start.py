"""Apply today's rules to a level that the person chose, and set its dose if the march is held low.

A level started from its page does not follow the plan, but whatever closes today's march (an answer, a pause, a red
training, a pain of 6) also closes such a start. After a training that hurt, easier levels stay open and harder ones do
not. A rest day is only advice: the session is stored but earns nothing (`psoas.plan.standing`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from psoas.journal.answers import Lock
from psoas.journal.records import SetPlan
from psoas.plan.cut import Cut, cut_at
from psoas.plan.history import History
from psoas.plan.ladder import Decision, ladder_file, rung_of
from psoas.plan.progression import decide_and_hold
from psoas.plan.screening import why_closed
from psoas.programme.model import Dose


@dataclass(frozen=True, slots=True)
class FreeStart:
    """The verdict of the rules on starting a level.

    Attributes
    ----------
    refused : str
        Why it may not start now, or "".
    note : str
        Why the plan has something else today, to know before starting it anyway, or "".
    as_planned : Decision or None
        The day's decision, if it sets rung and dose for this level.
    """

    refused: str = ""
    note: str = ""
    as_planned: Decision | None = None


def usual_plan(dose: Dose) -> SetPlan:
    """Return an exercise's own dose, for a level that is not planned."""
    return SetPlan(dose.sets, dose.reps_per_side[0], float(dose.rest_s[0]))


def not_today(decision: Decision) -> str:
    """Tell why no march may start on the day of a decision, or ""."""
    return "" if decision.train or decision.kind == "rest-day" else decision.reason


def free_start(history: History, now: datetime, level: int) -> FreeStart:
    """Apply the rules to starting a level at a moment."""
    cut = cut_at(history, now)
    decision, low = decide_and_hold(cut)
    if why := not_today(decision) or why_closed(_closing(cut, level), cut.locks):
        return FreeStart(refused=why)
    planned = rung_of(decision.rung).level
    if low and level > planned:
        return FreeStart(refused=decision.reason)
    note = decision.reason if level > planned or not decision.train else ""
    return FreeStart(note=note, as_planned=decision if low and level == planned else None)


def _closing(cut: Cut, level: int) -> tuple[Lock, ...]:
    """Return the locks that close a level for this person."""
    needs = next(each for each in ladder_file().levels if each.level == level)
    way = cut.ladder.way
    unheld = () if cut.known.profile.chair else needs.held_by
    above: tuple[Lock, ...] = ("upper-rungs",) if way and level != way[0].level else ()
    return (*needs.closed_by, *unheld, *above)
