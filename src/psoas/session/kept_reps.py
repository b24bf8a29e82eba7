"""What only a session's summary shows, in memory and never written anywhere: skeletons, and doubts about the count."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from psoas.body.skeleton import Skeleton
from psoas.coach.events import Rep
from psoas.coach.second_opinion.doubts import Doubt

#: A repetition is told once it is certain, a moment after its end; nothing older is needed, seconds.
_WINDOW_S = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class KeptRep:
    """One counted repetition: its event and set in the session, what was measured, and the skeletons."""

    event: int
    set_number: int
    rep: Rep
    skeletons: tuple[Skeleton, ...] = field(repr=False)


class KeptReps:
    """Keeps the repetitions of one session."""

    def __init__(self) -> None:
        self._lately: deque[Skeleton] = deque()
        self.all: list[KeptRep] = []
        self.doubts: dict[int, tuple[Doubt, ...]] = {}

    def update(self, skeleton: Skeleton) -> None:
        """Take in one skeleton of a working set."""
        self._lately.append(skeleton)
        while skeleton.t - self._lately[0].t > _WINDOW_S:
            self._lately.popleft()

    def take(self, event: int, set_number: int, rep: Rep) -> None:
        """Keep the skeletons of a repetition that was counted."""
        mine = tuple(s for s in self._lately if rep.start_s <= s.t <= rep.end_s)
        self.all.append(KeptRep(event, set_number, rep, mine))

    def of_set(self, set_number: int) -> int:
        """Count the repetitions kept of one set."""
        return sum(one.set_number == set_number for one in self.all)

    def doubt(self, set_number: int, doubts: Iterable[Doubt]) -> None:
        """Keep what may be miscounted in a set, beside what was doubted of it before a pause."""
        self.doubts[set_number] = (*self.doubts.get(set_number, ()), *doubts)
