"""What the second opinion looks at: the angle between the thighs and how fast each of them moves, at an even rate."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from psoas.body.angles import wrap_deg
from psoas.body.skeleton import SIDES, Floats
from psoas.coach.measurements import Measurement
from psoas.programme.motion import Motion

#: Looks a second: the shortest phase in the recordings with truth lasts 0.2 s.
RATE_HZ = 10.0
#: Speed is measured across this many looks before and after.
_ACROSS = 2
#: A gap in seeing longer than this is not bridged, seconds: as long as the shortest way out.
_GAP_S = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class ThighCourse:
    """Both thighs over time, in shares of the exercise's travel.

    Attributes
    ----------
    t : ndarray, shape (N,)
        Seconds, `RATE_HZ` a second.
    apart : ndarray, shape (N,)
        How far the left thigh is ahead of the right one in the exercise's direction.
    speed : ndarray, shape (N, 2)
        How fast the left and the right thigh move in that direction, a second.
    known : ndarray of bool, shape (N,)
        Whether the legs were seen and the body was as the exercise asks.
    """

    t: Floats
    apart: Floats
    speed: Floats
    known: np.ndarray


@dataclass(slots=True)
class ThighWatch:
    """Remember the thighs of one set as the frames come in: three numbers a frame.

    Parameters
    ----------
    motion : Motion
        The exercise's movement, which gives direction and size of the travel.
    """

    motion: Motion
    _seen: list[tuple[float, float, float]] = field(default_factory=list)

    def update(self, frame: Measurement) -> None:
        """Take in one frame; where the legs or the position cannot be judged there is nothing to remember."""
        if frame.posture is not None and frame.in_position:
            left, right = (frame.swing[side] for side in SIDES)
            self._seen.append((frame.t, left, right))

    def course(self) -> ThighCourse | None:
        """Lay what was seen on an even clock; None where that is too little to say anything."""
        at, *thighs = np.array(self._seen).reshape(-1, 3).T
        if len(at) < 2 or at[-1] - at[0] < 1.0:
            return None
        t = np.arange(at[0], at[-1], 1.0 / RATE_HZ)
        travel = self.motion.travel_deg
        even = np.stack([np.interp(t, at, np.unwrap(thigh, period=360.0)) for thigh in thighs], axis=1)
        after = np.clip(np.searchsorted(at, t), 1, len(at) - 1)
        around = np.pad(even, ((_ACROSS, _ACROSS), (0, 0)), mode="edge")
        return ThighCourse(
            t,
            apart=np.array([wrap_deg(degrees) for degrees in even[:, 0] - even[:, 1]]) / travel,
            speed=(around[2 * _ACROSS :] - around[: -2 * _ACROSS]) * RATE_HZ / (2 * _ACROSS) / travel,
            known=at[after] - at[after - 1] < _GAP_S,
        )
