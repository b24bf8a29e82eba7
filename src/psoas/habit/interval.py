"""How the time between prompts follows what a person does with them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from psoas.habit.policy import LONGEST_MIN

#: So many prompts in a row that were not taken make it longer by so many minutes.
SKIPS, LONGER_MIN = 3, 15
#: So many good days in a row make it shorter again.
GOOD_DAYS, SHORTER_MIN = 3, 5


@dataclass(frozen=True, slots=True)
class Interval:
    """What is added to the interval that the person chose, minutes, and what counts towards the next change."""

    extra_min: int = 0
    skips: int = 0
    good_days: int = 0

    def minutes(self, chosen: int) -> int:
        """Minutes of sitting before the next prompt, at most 90.

        Examples
        --------
        >>> Interval(extra_min=15).minutes(30), Interval(extra_min=45).minutes(60)
        (45, 90)
        """
        return min(LONGEST_MIN, chosen + self.extra_min)


def after_skip(interval: Interval) -> Interval:
    """Count a prompt that was skipped, postponed too often or not answered."""
    if interval.skips + 1 < SKIPS:
        return replace(interval, skips=interval.skips + 1)
    return replace(interval, skips=0, extra_min=min(interval.extra_min + LONGER_MIN, LONGEST_MIN))


def after_taken(interval: Interval) -> Interval:
    """Count a break."""
    return replace(interval, skips=0)


def after_day(interval: Interval, good: bool | None) -> Interval:
    """Count a day that has ended; one on which nothing was due (None) changes nothing."""
    if good is None:
        return interval
    if not good:
        return replace(interval, good_days=0)
    if interval.good_days + 1 < GOOD_DAYS:
        return replace(interval, good_days=interval.good_days + 1)
    return replace(interval, good_days=0, extra_min=max(0, interval.extra_min - SHORTER_MIN))
