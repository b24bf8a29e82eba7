"""What a person did in front of the computer, from when to when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from psoas.habit.observation import Observation

#: Hands off for this long: a break, if nothing says that the person is still there. Shorter pauses count as sitting.
AWAY_S = 180.0
#: Looks further apart than this, or two clocks that disagree by more, mean that nobody watched in between.
LOST_S = 60.0

#: "call": in a call with hands off, so probably sitting; "unknown": hands off and a window fills the screen, or the
#: computer cannot tell. Neither counts as sitting, neither is a break.
SpellKind = Literal["sat", "stood", "call", "away", "unknown"]
#: What adds to the time without a break.
STILL: tuple[SpellKind, ...] = ("sat", "call")


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of time in which one thing went on.

    Attributes
    ----------
    kind : SpellKind
        What went on.
    begin, end : datetime
        With UTC offset. What is sat ends with the last key or pointer movement.
    certain : bool
        Away because the screen was locked or the computer asleep, not because of hands off.
    """

    kind: SpellKind
    begin: datetime
    end: datetime
    certain: bool = False

    @property
    def seconds(self) -> float:
        """Its length."""
        return (self.end - self.begin).total_seconds()


def is_break(spell: Spell) -> bool:
    """Whether sitting starts over after it."""
    return spell.kind in ("away", "stood") and spell.seconds >= AWAY_S


def kind_of(seen: Observation, *, standing: bool, by_hand: bool, told_call: bool) -> SpellKind:
    """Tell what is going on at one look.

    Parameters
    ----------
    seen : Observation
        The look.
    standing, by_hand, told_call : bool
        What the person said: that they stand, that they sit (where the computer cannot tell), that there is a call.
    """
    if seen.locked or seen.asleep:
        return "away"
    if seen.idle_s is None:
        return "stood" if standing else "sat" if by_hand else "unknown"
    if seen.idle_s < AWAY_S:
        return "stood" if standing else "sat"
    if seen.in_call or told_call:
        return "call"
    return "unknown" if seen.full_screen or seen.presenting else "away"


def next_spell(spell: Spell, kind: SpellKind, seen: Observation) -> tuple[Spell | None, Spell]:
    """Continue a spell, or end it and begin another.

    Returns
    -------
    ended : Spell or None
        The one that ended.
    open : Spell
        The one that goes on. What is sat or stood reaches to the last key or pointer movement, anything else to now.
    """
    idle = timedelta(seconds=seen.idle_s or 0.0)
    touched = min(max(spell.end, seen.at - idle), seen.at)
    certain = kind == "away" and bool(seen.locked or seen.asleep)
    if kind == spell.kind:
        end = touched if kind in ("sat", "stood") else seen.at
        return None, replace(spell, end=max(spell.end, end), certain=spell.certain or certain)
    end = touched if kind in ("sat", "stood") else seen.at
    return replace(spell, end=touched), Spell(kind, touched, max(touched, end), certain)


def lost(at: datetime, ticks_s: float, seen: Observation) -> float | None:
    """Seconds that nobody watched before this look; None if the one before it was just now.

    A computer that slept, a clock that was set and one that started again all look alike: two clocks disagree, or too
    much time has passed. A clock set back has lost nothing but the order of things.

    Examples
    --------
    >>> from datetime import datetime, timedelta, timezone
    >>> nine = datetime(2026, 3, 2, 9, tzinfo=timezone.utc)
    >>> lost(nine, 100.0, Observation(nine + timedelta(seconds=5), 105.0)) is None
    True
    >>> lost(nine, 100.0, Observation(nine + timedelta(hours=1), 105.0))  # asleep
    3600.0
    >>> lost(nine, 100.0, Observation(nine - timedelta(hours=1), 105.0))  # set back
    5.0
    """
    ticks, wall = seen.ticks_s - ticks_s, (seen.at - at).total_seconds()
    if 0 <= ticks <= LOST_S and abs(wall - ticks) <= LOST_S:
        return None
    return max(ticks, wall, 0.0)
