"""The baseline of this person in this set: how they rest, how far each leg reaches, and where it returns to."""

from __future__ import annotations

import math
import statistics
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from psoas.body.skeleton import Side
from psoas.coach.along import Along, along
from psoas.coach.measurements import Measurement
from psoas.coach.rep_counter import Window
from psoas.coach.turns import take_turns

#: Take the start of a repetition as the median of this many frames, so that single bad ones do not count.
START_FRAMES = 5
#: Take quiet standing as the median of this long before a repetition, seconds; once the leg moves, a trunk that leans
#: to help has already begun to lean.
_QUIET_S = 1.0
#: What goes along with a leg is measured from this long before its repetition, seconds: slow starts are found late.
_REST_S = 0.3
#: Take where a leg has returned to from the last part of a repetition, seconds.
_HOME_S = 0.15


def home(window: Window) -> tuple[float, float]:
    """Height of the working heel and knee above mid-hip at the end, in trunk lengths; NaN where unseen."""
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
    """How this person rests and moves in this set, degrees.

    Attributes
    ----------
    rest : dict
        Name of a quantity to its value at the start of each repetition so far.
    quiet : dict
        The same just before each repetition, when no leg moved yet; at its start if that was not seen.
    ranges : dict
        Side to the range of each repetition so far, including short ones.
    sides : list
        Sides of the counted repetitions so far.
    home : dict
        Side to the result of `home` for each repetition so far.
    along : Along or None
        How far hips and shoulders went along with the last repetition.
    alongs : list of Along
        The same of each counted repetition so far, or of the whole set if it was coached before.
    whole : bool
        Whether `alongs` has the whole set.
    """

    rest: dict[str, list[float]] = field(default_factory=dict)
    quiet: dict[str, list[float]] = field(default_factory=dict)
    ranges: dict[Side, list[float]] = field(default_factory=dict)
    sides: list[Side] = field(default_factory=list)
    home: dict[Side, list[tuple[float, float]]] = field(default_factory=dict)
    along: Along | None = None
    alongs: list[Along] = field(default_factory=list)
    whole: bool = False
    _before: deque[Measurement] = field(default_factory=deque)

    def update(self, frame: Measurement) -> None:
        """Take in a frame between repetitions, in order of time."""
        if frame.posture is None or not frame.in_position:
            return
        self._before.append(frame)
        while self._before[0].t < frame.t - 2 * _QUIET_S:
            self._before.popleft()

    def learn(self, window: Window) -> None:
        """Take in a repetition, short or not. The trunk counts from 0 to 360, so that lying is not at the seam."""
        self.ranges.setdefault(window.rep.side, []).append(window.rep.range_deg)
        if not window.rep.short:
            self.sides.append(window.rep.side)
        self.home.setdefault(window.rep.side, []).append(home(window))
        began = window.frames[0].t
        rest = [f for f in self._before if began - _REST_S <= f.t < began]
        self.along = along(window.rep.side, [*rest, *window.frames])
        if not window.rep.short and not self.whole:
            self.alongs.append(self.along)
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
        """Median at rest so far, degrees; NaN before the first repetition."""
        return statistics.median(self.rest[name]) if name in self.rest else math.nan

    def usual_quiet(self, name: str) -> float:
        """Median so far while no leg moved, degrees; NaN before the first repetition."""
        return statistics.median(self.quiet[name]) if name in self.quiet else math.nan


_AT_REST: dict[str, Callable[[Measurement], float]] = {
    "trunk": lambda f: f.posture.trunk % 360.0 if f.posture else math.nan,
    "lean": lambda f: f.sideways.lean,
    "tilt": lambda f: f.sideways.tilt,
    "turn": lambda f: f.sideways.turn,
    "left": lambda f: f.swing["left"],
    "right": lambda f: f.swing["right"],
}
