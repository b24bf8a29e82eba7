"""The count of one set."""

from __future__ import annotations

from dataclasses import dataclass, field

from psoas.body.skeleton import SIDES, Side, other

#: Repetitions of both legs before the first reminder of a self-check, and between reminders: about 15 s and 45 s at the
#: taught tempo.
FIRST_REMINDER, NEXT_REMINDER = 3, 8


@dataclass(slots=True)
class Tally:
    """Repetitions of one set, by leg.

    Attributes
    ----------
    number : int
        The set, from 1.
    target : int
        Planned repetitions of each leg.
    reps : list of (int, Side)
        Event number and side of each counted repetition, in order.
    told : set of str
        Sentences said in this set, not to be repeated.
    reminded : int
        Reminders said in this set.
    given_up : bool
        Whether it was too hard and ended early; it stays closed whatever is entered or undone afterwards.
    """

    number: int
    target: int
    reps: list[tuple[int, Side]] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    reminded: int = 0
    given_up: bool = False

    def count(self, side: Side) -> int:
        """Count the repetitions of one leg."""
        return sum(s == side for _, s in self.reps)

    @property
    def sides(self) -> list[Side]:
        """Return the leg of each repetition, in order."""
        return [side for _, side in self.reps]

    @property
    def done(self) -> bool:
        """Return whether BOTH legs have done their repetitions."""
        return all(self.count(side) >= self.target for side in SIDES)

    @property
    def halfway(self) -> int | None:
        """Return half the repetitions once both legs have done them; None before that, and in very short sets."""
        half = (self.target + 1) // 2
        return half if self.target >= 4 and min(map(self.count, SIDES)) >= half else None

    @property
    def last_two(self) -> bool:
        """Return whether exactly two repetitions are left for each leg, in a set that is long enough to say so."""
        return self.target >= 6 and all(self.count(side) == self.target - 2 for side in SIDES)

    @property
    def reminder_due(self) -> bool:
        """Return whether a reminder is due: early in the set, and then at intervals."""
        return len(self.reps) >= FIRST_REMINDER + NEXT_REMINDER * self.reminded

    @property
    def left_behind(self) -> Side | None:
        """Return the unfinished leg if the other one has finished.

        Alternating legs are often one repetition apart, so that alone does not count unless the finished leg goes past
        its target.
        """
        for side in SIDES:
            ahead, missing = self.count(side) - self.target, self.target - self.count(other(side))
            if ahead >= 0 and missing > 0 and (missing >= 2 or ahead > 0):
                return other(side)
        return None

    def next_side(self, after: Side | None) -> Side:
        """Return the leg that follows `after`: they alternate, left first, until one has finished."""
        turn = other(after) if after else "left"
        return turn if self.count(turn) < self.target else other(turn)
