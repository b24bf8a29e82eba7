"""The placement test of whoever has trained before: one set a level from below, up to the first that is not easy.

`psoas.plan.progression.placement_is_open` says whether it may be taken. Its end is told as a `Choice` ("placement").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from psoas.journal.records import SetPlan
from psoas.plan.classes import EASY_EFFORT, EASY_PAIN
from psoas.plan.ladder import Ladder, Rung, ladder_file


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
        """Whether it was easy, in all that was asked."""
        whole = min(self.left, self.right) >= ladder_file().placement_reps
        return whole and self.form_kept and self.effort <= EASY_EFFORT and self.during <= EASY_PAIN


def placement_plan() -> SetPlan:
    """One short set."""
    return SetPlan(1, ladder_file().placement_reps, ladder_file().rest_s)


def next_try(ladder: Ladder, tried: Sequence[Try]) -> Rung | None:
    """The rung of the next set: the lowest of each level in turn; None where the test is over."""
    rungs = _lowest_of_each_level(ladder)
    over = len(tried) >= len(rungs) or not all(each.easy for each in tried)
    return None if over else rungs[len(tried)]


def ends_at(ladder: Ladder, tried: Sequence[Try]) -> Rung:
    """The rung to begin with: the last whose set was easy, the first of all where none was."""
    rungs = _lowest_of_each_level(ladder)
    easy = next((n for n, each in enumerate(tried) if not each.easy), len(tried))
    return rungs[max(easy - 1, 0)]


def _lowest_of_each_level(ladder: Ladder) -> tuple[Rung, ...]:
    found: dict[int, Rung] = {}
    for rung in ladder.way:
        found.setdefault(rung.level, rung)
    return tuple(found.values())
