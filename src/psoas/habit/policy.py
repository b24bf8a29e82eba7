"""What a person wants of the desk companion, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType

#: Shortest and longest time of sitting before a prompt, minutes.
SHORTEST_MIN, LONGEST_MIN = 20, 90
#: More prompts than this in a day are noise.
MOST_A_DAY = 12


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of each day; one that ends before it begins lasts past midnight.

    Examples
    --------
    >>> from datetime import time
    >>> night = Hours(time(22), time(6))
    >>> time(23) in night, time(5, 59) in night, time(6) in night
    (True, True, False)
    """

    begin: time
    end: time

    def __contains__(self, moment: time) -> bool:
        """Whether a moment of the day lies in it; the end itself does not."""
        if self.begin <= self.end:
            return self.begin <= moment < self.end
        return moment >= self.begin or moment < self.end


def _weekdays() -> Mapping[int, Hours]:
    return MappingProxyType(dict.fromkeys(range(5), Hours(time(8), time(18))))


@dataclass(frozen=True, slots=True)
class Policy:
    """When to prompt.

    Attributes
    ----------
    interval_min : int
        Minutes of sitting before a prompt, 20 to 90.
    work : mapping of int to Hours
        Working hours by weekday, 0 being Monday; a day without any is free.
    quiet : tuple of Hours
        Times of each day without prompts, such as a lunch break.
    away_until : date or None
        The last day of leave.

    Raises
    ------
    ValueError
        If the interval is out of its range, or a weekday is not 0 to 6.
    """

    interval_min: int = 30
    work: Mapping[int, Hours] = field(default_factory=_weekdays)
    quiet: tuple[Hours, ...] = ()
    away_until: date | None = None

    def __post_init__(self) -> None:
        """Check the ranges."""
        if not SHORTEST_MIN <= self.interval_min <= LONGEST_MIN:
            raise ValueError(
                f"Choose {SHORTEST_MIN} to {LONGEST_MIN} minutes between prompts, not {self.interval_min}."
            )
        if not set(self.work) <= set(range(7)):
            raise ValueError(f"Weekdays are 0 (Monday) to 6 (Sunday), not {sorted(self.work)}.")

    def works(self, at: datetime) -> bool:
        """Whether a local moment is within working hours, also those that began the evening before."""
        today, before = self.work.get(at.weekday()), self.work.get((at.weekday() - 1) % 7)
        moment = at.timetz().replace(tzinfo=None)
        if today and moment in today and not (today.end < today.begin and moment < today.end):
            return True
        return bool(before and before.end < before.begin and moment < before.end)

    def rests(self, at: datetime) -> bool:
        """Whether a local moment is in a quiet time."""
        moment = at.timetz().replace(tzinfo=None)
        return any(moment in hours for hours in self.quiet)
