"""Decide when to doubt a followed skeleton. Pure functions of geometry.

The landmark model's own confidence does not flag errors (it stays at 0.8 to 0.9 when the legs are wrong). Impossible
bodies and movements do, so the detector is asked again then.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from psoas.body.angles import LEG_JOINTS
from psoas.body.skeleton import Joint, Skeleton
from psoas.sight.geometry import Square


@dataclass(frozen=True, slots=True, eq=False)
class TrackCheck:
    """What to remember of the followed person.

    Attributes
    ----------
    square : Square
        Where to look next.
    side : float
        Running mean of the square's side, pixels.
    last : Skeleton or None
        The last skeleton.
    """

    square: Square
    side: float = 0.0
    last: Skeleton | None = None

    def followed_by(self, skeleton: Skeleton, square: Square) -> TrackCheck:
        """Return the track one picture later."""
        side = square.side if not self.side else 0.9 * self.side + 0.1 * square.side
        return replace(self, square=square, side=side, last=skeleton)


#: Thighs and shanks from a child to a very tall man, with room for the model's error; the same for trunks. Metres.
_LEG_BONE_M = (0.18, 0.65)
_TRUNK_M = (0.25, 0.80)
#: Fastest movement of the trunk in exercise, body squares a second.
_TRUNK_SPEED = 2.0


def doubtful(skeleton: Skeleton, following: Square, track: TrackCheck) -> bool:
    """Whether the detector should be asked again.

    Parameters
    ----------
    skeleton : Skeleton
        From the current picture.
    following : Square
        Where the model wants to look next.
    track : TrackCheck
        The pictures before.
    """
    width, height = skeleton.size
    if not (0 <= following.x <= width and 0 <= following.y <= height):
        return True
    if track.side and not 0.6 < following.side / track.side < 1.6:
        return True
    if not plausible_bones(skeleton):
        return True
    if track.last is None:
        return False
    dt = max(skeleton.t - track.last.t, 1e-3)
    moved = sum(math.dist(skeleton.middle(n), track.last.middle(n)) for n in ("hip", "shoulder")) / 2
    return moved > following.side * (0.05 + _TRUNK_SPEED * dt)


def plausible_bones(skeleton: Skeleton) -> bool:
    """Whether the trunk and at least one leg have plausible lengths; the other leg may be hidden."""
    m = skeleton.metric
    if m is None:
        return True
    shoulders, hips = m[Joint.LEFT_SHOULDER] + m[Joint.RIGHT_SHOULDER], m[Joint.LEFT_HIP] + m[Joint.RIGHT_HIP]
    if not _TRUNK_M[0] < math.dist(shoulders, hips) / 2 < _TRUNK_M[1]:
        return False
    return any(
        all(_LEG_BONE_M[0] < math.dist(m[a], m[b]) < _LEG_BONE_M[1] for a, b in ((hip, knee), (knee, ankle)))
        for hip, knee, ankle in LEG_JOINTS.values()
    )
