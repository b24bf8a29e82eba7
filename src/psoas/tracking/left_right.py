"""Keep left and right apart over a set: settle the labels by geometry, keep them by continuity.

The model tells the sides apart by appearance, frame by frame, and sometimes swaps the whole body or only the legs.
Three rules correct that. A person lying face up with the head to the picture's left has the RIGHT side near the camera,
and vice versa. A trunk does not turn round between two frames. The leg that left its place is the one that comes back
(`psoas.tracking.leg_identity`), and no leg jumps into the other's place, which depth must say as well.

Which side is near is asked here of single frames whose labels are in doubt; once they are settled, ask
`psoas.body.sagittal_plane.Plane.near`.
"""

from __future__ import annotations

import numpy as np

from psoas.body.close_up import trunk_outside
from psoas.body.skeleton import SIDES, Floats, Joint, Side, Skeleton, joint
from psoas.tracking.leg_identity import LegIdentity, with_legs_swapped

#: A frame older than this, seconds, says nothing about where a limb is now.
MEMORY_S = 0.5
#: Seconds of contradiction after which settled labels are given up.
PATIENCE_S = 0.6
#: Least depth between the two sides for them to count as near and far, metres.
_DEPTH_M = 0.08

_TRUNK = [joint(s, n) for n in ("shoulder", "hip") for s in SIDES]
_KNEES_ANKLES = [joint(s, n) for n in ("knee", "ankle") for s in SIDES]


class LeftRight:
    """Keep the labels left and right over a set. Deterministic in its input."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget the person."""
        self._last: Skeleton | None = None
        self._body_doubt_s = 0.0
        self._body_swap_s = 0.0
        self._legs_doubt_s = 0.0
        self._legs = LegIdentity()

    def update(self, skeleton: Skeleton) -> Skeleton:
        """Label the sides of a skeleton as in the frames before."""
        # What is guessed in a close-up says nothing of the legs; after it they are named anew.
        if not skeleton.seen or skeleton.metric is None or trunk_outside(skeleton):
            return skeleton
        last = self._last
        if last is not None and not 0 <= skeleton.t - last.t <= MEMORY_S:
            self.reset()
            last = None
        dt = skeleton.t - last.t if last is not None else 0.0
        result = self._body(skeleton, last, dt)
        result = self._with_legs(result, last, dt)
        self._last = result
        return result

    def _body(self, skeleton: Skeleton, last: Skeleton | None, dt: float) -> Skeleton:
        swap = last is not None and _distance(skeleton.swapped(), last, _TRUNK) < 0.5 * _distance(
            skeleton, last, _TRUNK
        )
        result = skeleton.swapped() if swap else skeleton
        geometry = near_by_posture(result)
        if geometry is not None and near_by_depth(result) not in (None, geometry):
            self._body_doubt_s += dt
            if last is None or self._body_doubt_s > PATIENCE_S:
                self._body_doubt_s = 0.0
                return result.swapped()
        else:
            self._body_doubt_s = max(0.0, self._body_doubt_s - dt)
        # Where posture cannot tell, give in to a model that insists: the first frame may have been wrong.
        self._body_swap_s = self._body_swap_s + dt if swap and geometry is None else 0.0
        if self._body_swap_s > PATIENCE_S:
            self._body_swap_s = 0.0
            return skeleton
        return result

    def _with_legs(self, skeleton: Skeleton, last: Skeleton | None, dt: float) -> Skeleton:
        # Depth misleads where a knee is lifted towards the camera, so use it only for lying, and only if it insists or
        # the legs jumped as well: legs jump at a cut, too, and then the model is right.
        in_doubt = legs_look_swapped(skeleton) and near_by_posture(skeleton) is not None
        self._legs_doubt_s = self._legs_doubt_s + dt if in_doubt else 0.0
        if self._legs_doubt_s > PATIENCE_S:
            skeleton = with_legs_swapped(skeleton)
        elif in_doubt and not self._legs.knows_rest and last is not None:
            jump = _distance(skeleton, last, _KNEES_ANKLES, flat=True)
            swapped = with_legs_swapped(skeleton)
            if _distance(swapped, last, _KNEES_ANKLES, flat=True) < 0.5 * jump:
                skeleton = swapped
        return self._legs.update(skeleton, dt)


def near_by_posture(skeleton: Skeleton) -> Side | None:
    """Tell the near side of a person who lies face up and side-on; None where they do not clearly lie so.

    With the head to the left of the picture the right side is near, with the head to the right the left side.
    """
    along = skeleton.middle("shoulder") - skeleton.middle("hip")
    length = float(np.hypot(*along))
    if not np.isfinite(length) or length < 1 or abs(along[1]) > 0.6 * abs(along[0]):
        return None
    # Face up: across the trunk, the nose is above the ears and no bent knee is far below its hip.
    up = np.array([along[1], -along[0]]) / length * (1.0 if along[0] > 0 else -1.0)
    face = float((skeleton.at(Joint.NOSE) - skeleton.middle("ear")) @ up) / length
    knees = max(float((skeleton.at(joint(s, "knee")) - skeleton.at(joint(s, "hip"))) @ up) for s in SIDES) / length
    if face < 0.05 or knees < -0.15:
        return None
    return "right" if along[0] < 0 else "left"


def near_by_depth(skeleton: Skeleton) -> Side | None:
    """Tell the near side from the model's depth of shoulders and hips; None if neither is nearer."""
    assert skeleton.metric is not None
    z = skeleton.metric[:, 2]
    deeper_left = float((z[Joint.LEFT_SHOULDER] + z[Joint.LEFT_HIP] - z[Joint.RIGHT_SHOULDER] - z[Joint.RIGHT_HIP]) / 2)
    if abs(deeper_left) < _DEPTH_M:
        return None
    return "right" if deeper_left > 0 else "left"


def legs_look_swapped(skeleton: Skeleton) -> bool:
    """Whether knees AND ankles are the other way round in depth than shoulders and hips."""
    near = near_by_depth(skeleton)
    if near is None or skeleton.metric is None:
        return False
    z = skeleton.metric[:, 2] * (1.0 if near == "right" else -1.0)
    return all(float(z[joint("left", n)] - z[joint("right", n)]) < -_DEPTH_M for n in ("knee", "ankle"))


def _distance(a: Skeleton, b: Skeleton, joints: list[Joint], flat: bool = False) -> float:
    """Mean distance of some landmarks between two skeletons, metres; without depth if `flat`."""
    assert a.metric is not None
    assert b.metric is not None
    difference: Floats = a.metric[joints] - b.metric[joints]
    if flat:
        difference = difference[:, :2]
    return float(np.sqrt((difference * difference).sum(axis=1)).mean())
