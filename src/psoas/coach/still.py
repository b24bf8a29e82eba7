"""A leg that lies still stays still: what the pose model lets it do in step with the working one is taken out.

While one leg moves, the model lets the other one move along: by up to 28 degrees where it lies still on video of a man
on the floor, by up to 20 in rendered people. A march moves one leg at a time, so as much as that is more likely the
model's doing than the person's; what is more is the person's, less what the model adds.
"""

from __future__ import annotations

import math
import statistics
from collections import deque
from dataclasses import dataclass, field, replace

from psoas.body.angles import Leg, wrap_deg
from psoas.body.skeleton import Side, other
from psoas.coach.track import Frame

#: How far the other leg is drawn along at most, as a share of the working hip's way, and how much a leg at rest
#: trembles, degrees.
ALONG, TREMBLES_DEG = 0.25, 3.0
#: Where the leg lay is the median of so long before the working one was noticed to move, seconds.
_LAY_S = 0.5


@dataclass(slots=True)
class Stillness:
    """Keeps the holding leg of one set still. Deterministic in the frames it has seen."""

    _lately: deque[Frame] = field(default_factory=deque)
    _working: Side | None = None
    _home: dict[str, float] = field(default_factory=dict)

    def see(self, frame: Frame, working: Side | None) -> Frame:
        """The frame with hip, thigh and knee of the holding leg as they most likely are.

        Parameters
        ----------
        frame : Frame
            The next moment, as measured.
        working : {"left", "right"} or None
            The leg that moves now.
        """
        if frame.posture is None:
            return frame
        if working != self._working:
            self._working = working
            self._home = self._lay(other(working), working) if working else {}
        self._lately.append(frame)
        while self._lately[0].t < frame.t - _LAY_S:
            self._lately.popleft()
        if working is None or not self._home:
            return frame
        holding, legs = other(working), frame.posture.legs
        may = ALONG * abs(wrap_deg(legs[working].hip - self._home["working"])) + TREMBLES_DEG
        leg = legs[holding]
        hip = _less(leg.hip, self._home["hip"], may)
        still = Leg(hip, _less(leg.knee, self._home["knee"], may), leg.ankle, leg.thigh + wrap_deg(hip - leg.hip))
        return replace(frame, posture=replace(frame.posture, legs={**legs, holding: still}))

    def _lay(self, holding: Side, working: Side) -> dict[str, float]:
        legs = [frame.posture.legs for frame in self._lately if frame.posture is not None]
        ways = {
            "hip": [leg[holding].hip for leg in legs],
            "knee": [leg[holding].knee for leg in legs],
            "working": [leg[working].hip for leg in legs],
        }
        known = {name: [value for value in values if math.isfinite(value)] for name, values in ways.items()}
        return {name: statistics.median(values) for name, values in known.items()} if all(known.values()) else {}


def _less(angle: float, home: float, may: float) -> float:
    """An angle without what may be the model's doing: nearer to where it was by that much, at most there."""
    moved = wrap_deg(angle - home)
    return angle - math.copysign(min(abs(moved), may), moved)
