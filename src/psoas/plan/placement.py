"""The placement test for people who have trained before: one set per level, upwards to the first that is not easy.

People who need support (from 65, after a fall, or unsteady) only try the march at a wall. They need not get up from the
floor between sets, and standing free comes later, on the ladder, with a chair at hand.

`psoas.plan.progression.placement_is_open` tells whether the test is open. Its result is stored as a `Choice`
("placement").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from psoas.journal.records import SetPlan
from psoas.plan.ladder import Ladder, Rung, ladder_file
from psoas.plan.standing import EASY_EFFORT, EASY_PAIN

#: The level at a wall, which is the first one done standing.
AT_WALL = 5


@dataclass(frozen=True, slots=True)
class Try:
    """One set of the test: repetitions of each leg, effort and worst pain (0 to 10), and whether form held."""

    left: int
    right: int
    effort: int
    during: int
    form_kept: bool

    @property
    def easy(self) -> bool:
        """Tell whether it was complete, well done and easy."""
        whole = min(self.left, self.right) >= ladder_file().placement_reps
        return whole and self.form_kept and self.effort <= EASY_EFFORT and self.during <= EASY_PAIN


def placement_plan() -> SetPlan:
    """Return one short set."""
    return SetPlan(1, ladder_file().placement_reps, ladder_file().rest_s)


def next_try(ladder: Ladder, tried: Sequence[Try]) -> Rung | None:
    """Return the rung of the next set, the lowest of each level in turn; None once the test is over."""
    rungs = _tested(ladder)
    over = len(tried) >= len(rungs) or not all(each.easy for each in tried)
    return None if over else rungs[len(tried)]


def ends_at(ladder: Ladder, tried: Sequence[Try]) -> Rung:
    """Return the rung to begin with: the last easy one, or else the first."""
    easy = next((n for n, each in enumerate(tried) if not each.easy), len(tried))
    return _tested(ladder)[easy - 1] if easy else ladder.way[0]


def _tested(ladder: Ladder) -> tuple[Rung, ...]:
    """Return the rungs that the test goes through."""
    rungs = _lowest_of_each_level(ladder)
    if not ladder.held:
        return rungs
    at_wall = tuple(rung for rung in rungs if rung.level == AT_WALL)
    return at_wall or tuple(rung for rung in rungs if rung.level < AT_WALL) or ladder.way[:1]


def _lowest_of_each_level(ladder: Ladder) -> tuple[Rung, ...]:
    found: dict[int, Rung] = {}
    for rung in ladder.way:
        if rung.camera:  # a preparatory rung does not show whether the level is easy
            found.setdefault(rung.level, rung)
    return tuple(found.values())
