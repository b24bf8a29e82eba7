"""A leg that lies still stays still: what the pose model lets it do in step with the working one is taken out.

While one leg moves, the model lets the other one move along: by up to 28 degrees where it lies still on video of a man
on the floor, by up to 20 in rendered people. A march moves one leg at a time, so as much as that is more likely the
model's doing than the person's; what is more is the person's, less what the model adds.
"""

from __future__ import annotations

import math
import statistics
from collections import deque
from dataclasses import dataclass, field

from psoas.body.angles import wrap_deg
from psoas.body.skeleton import SIDES, Side, other
from psoas.coach.measurements import Measurement

#: How far the other leg is drawn along at most, as a share of the working hip's way, and how much a leg at rest
#: trembles, degrees.
ALONG, TREMBLES_DEG = 0.25, 3.0
#: Where the leg lay is the median of so long before the working one was noticed to move, seconds.
_LAY_S = 0.5


@dataclass(slots=True)
class Crosstalk:
    """Keeps the holding leg of one set still. Deterministic in the frames it has seen."""

    _lately: deque[Measurement] = field(default_factory=deque)
    _working: Side | None = None
    _home: dict[Side, float] = field(default_factory=dict)

    def update(self, frame: Measurement, working: Side | None) -> dict[Side, float]:
        """Hip angles of both legs as they most likely are, degrees; NaN where unseen.

        Parameters
        ----------
        frame : Measurement
            The next moment, as measured.
        working : {"left", "right"} or None
            The leg that moves now.
        """
        hips: dict[Side, float] = {side: frame.hip(side) for side in SIDES}
        if working != self._working:
            self._working, self._home = working, self._lay() if working else {}
        self._lately.append(frame)
        while self._lately[0].t < frame.t - _LAY_S:
            self._lately.popleft()
        if working is None or len(self._home) < len(SIDES):
            return hips
        holding = other(working)
        may = ALONG * abs(wrap_deg(hips[working] - self._home[working])) + TREMBLES_DEG
        moved = wrap_deg(hips[holding] - self._home[holding])
        # NaN, where a leg is not seen, stays NaN.
        return {**hips, holding: hips[holding] - math.copysign(min(abs(moved), may), moved)}

    def _lay(self) -> dict[Side, float]:
        """Where both legs were, lately."""
        seen = {side: [hip for f in self._lately if math.isfinite(hip := f.hip(side))] for side in SIDES}
        return {side: statistics.median(angles) for side, angles in seen.items() if angles}
