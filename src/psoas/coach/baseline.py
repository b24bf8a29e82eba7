"""What is usual for this person in this set: how they rest, how far each leg reaches, where it comes home to."""

from __future__ import annotations

import math
import statistics
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from psoas.body.skeleton import Side
from psoas.coach.measurements import Measurement
from psoas.coach.rep_counter import Window
from psoas.coach.turns import take_turns

#: Where a repetition starts from is the median of this many frames, again because of single wild ones.
START_FRAMES = 5
#: How a person stands quiet is the median of this long before a repetition, seconds: once the leg moves, a trunk that
#: leans to help it is on its way already.
_QUIET_S = 1.0
#: Where a leg has come home to is seen in the last moments in which it was waited for, seconds.
_HOME_S = 0.15


def home(window: Window) -> tuple[float, float]:
    """How far heel and knee of the working leg end above the middle of the hips, trunk lengths; NaN where unseen."""
    side, last = window.rep.side, window.frames[-1].t
    trunk = _middle(f.trunk_px for f in window.frames)
    late = [f for f in window.frames if f.t >= last - _HOME_S]
    heel = _middle(f.heel_px.get(side, math.nan) for f in late)
    knee = _middle(f.knee_px.get(side, math.nan) for f in late)
    return heel / trunk, knee / trunk


def _middle(values: Iterable[float]) -> float:
    known = [value for value in values if math.isfinite(value)]
    return statistics.median(known) if known else math.nan


@dataclass(slots=True)
class Baseline:
    """How this person holds still, and moves, in this set; degrees.

    Attributes
    ----------
    rest : dict
        Name of a quantity to its value at the start of each repetition so far.
    quiet : dict
        The same while no leg moved yet: just before each repetition, or at its start where none of that was seen.
    ranges : dict
        Side to the range of each repetition so far, short ones too.
    sides : list
        Legs of the repetitions that counted so far.
    home : dict
        Side to what `home` gave after each repetition so far.
    """

    rest: dict[str, list[float]] = field(default_factory=dict)
    quiet: dict[str, list[float]] = field(default_factory=dict)
    ranges: dict[Side, list[float]] = field(default_factory=dict)
    sides: list[Side] = field(default_factory=list)
    home: dict[Side, list[tuple[float, float]]] = field(default_factory=dict)
    _before: deque[Measurement] = field(default_factory=deque)

    def update(self, frame: Measurement) -> None:
        """Take in a moment between two repetitions; a set's frames come in their order."""
        if frame.posture is None or not frame.in_position:
            return
        self._before.append(frame)
        while self._before[0].t < frame.t - 2 * _QUIET_S:
            self._before.popleft()

    def learn(self, window: Window) -> None:
        """Take in a repetition, short or not; the trunk counts 0 to 360, so that lying is no seam."""
        self.ranges.setdefault(window.rep.side, []).append(window.rep.range_deg)
        if not window.rep.short:
            self.sides.append(window.rep.side)
        self.home.setdefault(window.rep.side, []).append(home(window))
        first = [f for f in window.frames[:START_FRAMES] if f.posture is not None]
        start_s = window.rep.start_s
        before = [f for f in self._before if start_s - _QUIET_S <= f.t <= start_s]
        for frames, learnt in ((first, self.rest), (before or first, self.quiet)):
            for name, value in _AT_REST.items():
                known = [v for v in (value(f) for f in frames) if math.isfinite(v)]
                if known:
                    learnt.setdefault(name, []).append(statistics.median(known))

    @property
    def takes_turns(self) -> bool:
        """Whether the legs took turns so far; if not, they may have been mixed up."""
        return take_turns(self.sides)

    def usual(self, name: str) -> float:
        """Median so far, degrees; NaN before the first repetition."""
        return statistics.median(self.rest[name]) if name in self.rest else math.nan

    def usual_quiet(self, name: str) -> float:
        """Median so far of what was seen while no leg moved, degrees; NaN before the first repetition."""
        return statistics.median(self.quiet[name]) if name in self.quiet else math.nan


_AT_REST: dict[str, Callable[[Measurement], float]] = {
    "trunk": lambda f: f.posture.trunk % 360.0 if f.posture else math.nan,
    "lean": lambda f: f.sideways.lean,
    "tilt": lambda f: f.sideways.tilt,
    "turn": lambda f: f.sideways.turn,
    "left": lambda f: f.swing["left"],
    "right": lambda f: f.swing["right"],
}
