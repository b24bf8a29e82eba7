"""The count of one set."""

from __future__ import annotations

from dataclasses import dataclass, field

from psoas.body.skeleton import SIDES, Side, other

#: Repetitions of both legs together before the first reminder of a self-check, and from one to the next: at the taught
#: tempo a quarter of a minute and three quarters.
FIRST_REMINDER, NEXT_REMINDER = 3, 8


@dataclass(slots=True)
class Tally:
    """Repetitions of one set, by leg.

    Attributes
    ----------
    number : int
        The set, from 1.
    target : int
        Repetitions that each leg shall do.
    reps : list of (int, Side)
        Event number and side of each repetition that counts, in order.
    told : set of str
        What has been said in this set and is not said again.
    reminded : int
        Reminders said in this set.
    given_up : bool
        It was too hard and ended early: it is over, whatever is entered or taken back afterwards.
    """

    number: int
    target: int
    reps: list[tuple[int, Side]] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    reminded: int = 0
    given_up: bool = False

    def count(self, side: Side) -> int:
        """Repetitions of one leg."""
        return sum(s == side for _, s in self.reps)

    @property
    def done(self) -> bool:
        """Whether EACH leg has its repetitions."""
        return all(self.count(side) >= self.target for side in SIDES)

    @property
    def halfway(self) -> int | None:
        """Half the repetitions, once both legs have them; None before that, and in sets too short to have a half."""
        half = (self.target + 1) // 2
        return half if self.target >= 4 and min(map(self.count, SIDES)) >= half else None

    @property
    def reminder_due(self) -> bool:
        """Whether a self-check may be brought to mind again: early in the set, and then now and then."""
        return len(self.reps) >= FIRST_REMINDER + NEXT_REMINDER * self.reminded

    @property
    def left_behind(self) -> Side | None:
        """The leg that still has work to do while the other has finished.

        One repetition less is the ordinary state of legs that take turns, and becomes noteworthy only when the finished
        leg does more than it should.
        """
        for side in SIDES:
            ahead, missing = self.count(side) - self.target, self.target - self.count(other(side))
            if ahead >= 0 and missing > 0 and (missing >= 2 or ahead > 0):
                return other(side)
        return None

    def next_side(self, after: Side | None) -> Side:
        """The leg whose turn it is after `after`: they alternate, left first, until one has finished."""
        turn = other(after) if after else "left"
        return turn if self.count(turn) < self.target else other(turn)
