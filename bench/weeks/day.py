"""A day of a life, as it was lived."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from bench.weeks.desk import DeskDay, WalkDay
from psoas.journal.answers import Feeling, Lock, Told
from psoas.plan.ladder import Decision, Gate
from psoas.plan.today import TodayStep


@dataclass(frozen=True, slots=True)
class March:
    """A march as it was done: repetitions (left, right) of each set, and how it felt."""

    at: datetime
    rung: str
    sets: tuple[tuple[int, int], ...]
    feeling: Feeling


@dataclass(slots=True)
class Day:
    """What happened on one day.

    Attributes
    ----------
    opened : bool
        Whether psoas was opened at all; if not, nothing else is there.
    gate, locks, way : str, tuple, tuple
        Of the moment at which the plan was followed; `way` has the ids of the person's rungs, easiest first.
    decision : Decision or None
        About the march, at that moment.
    steps : tuple of TodayStep
        What the plan showed.
    minutes : float
        Time that it asked for.
    told : list of Told
        What was answered and chosen, in order.
    did : list of (TodayStep, str)
        Steps that were done or left out, with how they ended.
    events : list of str
        What else happened, in words.
    hip_deg : dict of int to float
        Most that a hip bends in each level, as it was taught on that day, degrees.
    chair : bool
        Whether a chair is at hand.
    tried : tuple of str
        Rungs that a placement test went through.
    desk : DeskDay or None
        The day at the desk, of those who have one.
    walks : WalkDay or None
        What the walking plan asked for, and what came of it.
    """

    day: date
    number: int
    opened: bool = False
    gate: Gate = "open"
    locks: tuple[Lock, ...] = ()
    way: tuple[str, ...] = ()
    decision: Decision | None = None
    steps: tuple[TodayStep, ...] = ()
    minutes: float = 0.0
    told: list[Told] = field(default_factory=list)
    did: list[tuple[TodayStep, str]] = field(default_factory=list)
    march: March | None = None
    events: list[str] = field(default_factory=list)
    hip_deg: dict[int, float] = field(default_factory=dict)
    chair: bool = True
    tried: tuple[str, ...] = ()
    desk: DeskDay | None = None
    walks: WalkDay | None = None
