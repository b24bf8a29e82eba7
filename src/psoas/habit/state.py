"""Everything that is remembered between two looks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from psoas.habit.interval import Interval
from psoas.habit.phases import PromptPhase, Quiet
from psoas.habit.silence import Silence
from psoas.habit.spells import STILL, Spell, is_break


@dataclass(frozen=True, slots=True)
class Day:
    """What became of the prompts of one day, and the breaks taken without one."""

    on: date = date.min
    taken: int = 0
    alone: int = 0
    missed: int = 0

    @property
    def good(self) -> bool | None:
        """Whether at least 70 % of what was due was taken; None if nothing was due."""
        due = self.taken + self.alone + self.missed
        return None if due == 0 else self.taken + self.alone >= 0.7 * due


@dataclass(frozen=True, slots=True)
class DeskState:
    """Everything that is remembered between two looks.

    Attributes
    ----------
    at, ticks_s
        Of the last look; None before the first.
    spell : Spell or None
        What is going on.
    still_s : float
        Seconds since the last break, without the open spell.
    absence : Spell or None
        The last time that the person seemed to be away while the computer was not locked, and can say they were not.
    before_absence_s : float
        `still_s` before it.
    standing : bool
        The person said so.
    by_hand : bool
        The person said that they sit, on a computer that cannot tell.
    phase : PromptPhase
        What is shown.
    free_ticks_s : float or None
        Since when a prompt could come, if typing paused.
    later : int
        How often "later" was said since the last break.
    call_ticks_s : float or None
        Until when the person said there is a call.
    silent : Silence or None
        Why there is no prompt now; `silent_since` says since when.
    waited_for : Silence or None
        What kept back a prompt that was due.
    interval : Interval
        How skips and good days move the interval.
    day : Day
        Today so far.
    prompted : tuple of date
        The local dates of the last prompts.
    """

    at: datetime | None = None
    ticks_s: float = 0.0
    spell: Spell | None = None
    still_s: float = 0.0
    absence: Spell | None = None
    before_absence_s: float = 0.0
    standing: bool = False
    by_hand: bool = False
    phase: PromptPhase = field(default_factory=Quiet)
    free_ticks_s: float | None = None
    later: int = 0
    call_ticks_s: float | None = None
    silent: Silence | None = None
    silent_since: datetime | None = None
    waited_for: Silence | None = None
    interval: Interval = field(default_factory=Interval)
    day: Day = field(default_factory=Day)
    prompted: tuple[date, ...] = ()


def still_s(state: DeskState) -> float:
    """Seconds since the last break, up to the last look.

    A pause shorter than a break counts, though nobody knows yet that it will not become one.
    """
    spell = state.spell
    if spell is None or state.at is None or spell.kind not in STILL:
        return 0.0 if spell is not None and is_break(spell) else state.still_s
    end = max(spell.end, state.at) if spell.kind == "sat" else spell.end
    return state.still_s + replace(spell, end=end).seconds


def told_call(state: DeskState, ticks_s: float) -> bool:
    """Whether the person said that there is a call, not long ago."""
    return state.call_ticks_s is not None and ticks_s < state.call_ticks_s


def start_over(state: DeskState) -> DeskState:
    """Count from zero: a break is over, or a prompt was let go."""
    return replace(state, still_s=0.0, phase=Quiet(), later=0, free_ticks_s=None, waited_for=None)
