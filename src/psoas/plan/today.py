"""Plan today as a pure function of the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from psoas.plan.cut import Cut, cut_at
from psoas.plan.due_questions import Ask, AskKind, asks
from psoas.plan.history import History
from psoas.plan.ladder import Decision, DecisionKind, Gate
from psoas.plan.progression import decide, decide_at, past_decisions
from psoas.plan.steps import TodayStep, micro_move, steps
from psoas.programme.catalogue import Catalogue

__all__ = ["Ask", "AskKind", "Decision", "DecisionKind", "Gate", "Today", "TodayStep", "explain", "today"]


@dataclass(frozen=True, slots=True)
class Today:
    """The day as the Today page shows it.

    Attributes
    ----------
    gate : str
        "open", or what blocks the programme.
    asks : tuple of Ask
        Questions due, most important first.
    decision : Decision
        About the march.
    steps : tuple of TodayStep
        The four steps, in order.
    micro_move : str
        Id of the exercise that is today's small move, or "".
    """

    day: date
    gate: Gate
    asks: tuple[Ask, ...]
    decision: Decision
    steps: tuple[TodayStep, ...]
    micro_move: str

    def minutes(self) -> float:
        """Return the time for all due steps that are not optional."""
        return sum(step.minutes for step in self.due())

    def next_step(self) -> TodayStep | None:
        """Return the first step that is due, or None."""
        return next(iter(self.due()), None)

    def due(self) -> list[TodayStep]:
        """Return what is left to do today, in order: neither optional nor locked."""
        parts = (part for step in self.steps for part in step.parts)
        return [step for step in parts if step.state == "due" and not step.optional and not step.locked]


def today(history: History, now: datetime, catalogue: Catalogue, *, short: bool = False) -> Today:
    """Plan the day.

    Parameters
    ----------
    history : History
        Everything done and told.
    now : datetime
        Current time, in the person's time zone.
    catalogue : Catalogue
        The programme.
    short : bool
        Whether to plan the version of about 4 minutes, for bad days.
    """
    cut = cut_at(history, now)
    return today_of(cut, catalogue, short=short)


def today_of(cut: Cut, catalogue: Catalogue, *, short: bool = False) -> Today:
    """Plan the day from what is known; see `today`."""
    decision = decide_at(cut)
    if short:
        decision = replace(decision, plan=replace(decision.plan, sets=1))
    return Today(
        day=cut.day,
        gate=cut.gate,
        asks=asks(cut, decision),
        decision=decision,
        steps=steps(cut, catalogue, decision, short=short),
        micro_move=micro_move(cut.day, cut.locks, catalogue),
    )


def explain(history: History, now: datetime) -> Sequence[tuple[date, Decision]]:
    """Return every decision so far with its day, oldest first; the last one is today's."""
    past = [(told.training.day, told.decision) for told in past_decisions(history, now)]
    return [*past, (now.date(), decide(history, now))]
