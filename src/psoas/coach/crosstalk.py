"""Remove crosstalk: the pose model moves a resting leg along with the working one.

On video of a man on the floor a still leg was moved by up to 28 degrees, in rendered people by up to 20. A march moves
one leg at a time, so movement up to that amount is most likely the model's; only what exceeds it is the person's.
"""

from __future__ import annotations

import math
import statistics
from collections import deque
from dataclasses import dataclass, field

from psoas.body.angles import wrap_deg
from psoas.body.skeleton import SIDES, Side, other
from psoas.coach.measurements import Measurement

#: Largest crosstalk as a share of the working hip's movement, and tremor of a resting leg, degrees.
ALONG, TREMBLES_DEG = 0.25, 3.0
#: Where a leg lay is the median over this long before the working leg was seen to move, seconds.
_LAY_S = 0.5


@dataclass(slots=True)
class Crosstalk:
    """Keep the holding leg of one set still. Deterministic in its input."""

    _lately: deque[Measurement] = field(default_factory=deque)
    _working: Side | None = None
    _home: dict[Side, float] = field(default_factory=dict)

    def update(self, frame: Measurement, working: Side | None) -> dict[Side, float]:
        """Estimate the true hip angles of both legs, degrees; NaN where unseen.

        Parameters
        ----------
        frame : Measurement
            The next frame, as measured.
        working : {"left", "right"} or None
            The leg that is moving now.
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
        # NaN of an unseen leg stays NaN.
        return {**hips, holding: hips[holding] - math.copysign(min(abs(moved), may), moved)}

    def _lay(self) -> dict[Side, float]:
        """Median hip angle of each leg lately."""
        seen = {side: [hip for f in self._lately if math.isfinite(hip := f.hip(side))] for side in SIDES}
        return {side: statistics.median(angles) for side, angles in seen.items() if angles}
