"""What to do today, as a pure function of the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from psoas.journal.person import StepName
from psoas.journal.records import SetPlan
from psoas.plan.history import History
from psoas.programme.catalogue import Catalogue

#: Why strength is or is not on today, and what was decided about the rung.
DecisionKind = Literal[
    "first",  # the first training ever, or again after a long gap
    "up",
    "hold",
    "more",  # same rung, higher target
    "fewer-sets",
    "down",
    "half",  # first rung, one set of 8, smaller movement
    "easier",  # as the person asked
    "easy-week",
    "easy-days",
    "rest-day",
    "too-sore",  # pain now 6 or more
    "pause",
    "screen",
    "locked",
]
#: Who may see what: "screen" asks the questions first, the others show only their own page.
Gate = Literal["screen", "emergency", "clinician", "open"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about the march, and why.

    Attributes
    ----------
    train : bool
        Whether the march is on today.
    rung : str
        Today's rung, or the one that comes next when it is not on.
    plan : SetPlan
        Sets, repetitions of each leg, rest.
    reason : str
        In one sentence, for the person: "Up to level 3: twelve each side twice, effort 6, calm the next morning."
    rule : str
        Which rule spoke, in words, for `psoas plan --explain`.
    offer : str
        A rung that the person may take instead (a next one after an easy first time, a heavier band); "" for none.
    small : bool
        Smaller movement (the half dose of the first rung).
    """

    kind: DecisionKind
    train: bool
    rung: str
    plan: SetPlan
    reason: str
    rule: str
    offer: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class TodayStep:
    """One of the day's four steps.

    Attributes
    ----------
    exercise_id : str
        What is planned.
    others : tuple of str
        Exercises that may be done instead, with one tap.
    minutes : float
        Time needed.
    why : str
        Why it is there today, in one sentence.
    locked : str
        Why it cannot be done today; "" where it can.
    state : str
        "due", or how it ended today: "done", "skipped", "stopped".
    optional : bool
        Left out unless the person opens it (massage of the belly; all but one step in the short version).
    """

    step: StepName
    exercise_id: str
    others: tuple[str, ...]
    minutes: float
    why: str
    locked: str = ""
    state: Literal["due", "done", "skipped", "stopped"] = "due"
    optional: bool = False


AskKind = Literal[
    "before-session",  # three quick taps: a new warning sign, ill, pain now
    "morning",  # pain on the morning after session `session_id`
    "pain-week",
    "activities",
    "sitting-share",
    "overall",
    "screening-again",
]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that is due; `session_id` of the session that it is about."""

    kind: AskKind
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class Today:
    """The day as the Today page shows it.

    Attributes
    ----------
    gate : str
        "open", or what stands before it.
    asks : tuple of Ask
        Questions due, most important first.
    decision : Decision
        About the march.
    steps : tuple of TodayStep
        The four, in their order.
    break_every_min : int
        Today's break goal, minutes.
    micro_move : str
        Id of today's micro-move (programme/habit.toml).
    """

    day: date
    gate: Gate
    asks: tuple[Ask, ...]
    decision: Decision
    steps: tuple[TodayStep, ...]
    break_every_min: int
    micro_move: str

    def minutes(self) -> float:
        """Time that what is due and not optional needs."""
        return sum(step.minutes for step in self.steps if step.state == "due" and not step.optional and not step.locked)


def today(history: History, now: datetime, catalogue: Catalogue, *, short: bool = False) -> Today:
    """Plan the day.

    Parameters
    ----------
    history : History
        All that was done and told.
    now : datetime
        With the person's time zone.
    catalogue : Catalogue
        What is taught.
    short : bool
        The version of about 4 minutes, for bad days.
    """
    raise NotImplementedError


def explain(history: History, now: datetime) -> Sequence[tuple[date, Decision]]:
    """Every decision so far with its day, oldest first, and the one for today as the last."""
    raise NotImplementedError
