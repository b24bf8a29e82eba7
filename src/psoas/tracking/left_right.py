"""Left stays left and right stays right: the labels of a set, settled by geometry and kept by continuity.

The model tells the sides apart by look, frame by frame, and now and then exchanges the whole body or only the legs.
Three rules put that right. A person lying face up with the head to the picture's left has the RIGHT side near the
camera, and the reverse. A trunk does not turn around between two pictures. A leg that left its place is the one that
comes back (`psoas.tracking.leg_identity`), and none jumps into the other's place.
"""

from __future__ import annotations

import numpy as np

from psoas.body.skeleton import SIDES, Floats, Joint, Side, Skeleton, joint
from psoas.tracking.leg_identity import LegIdentity, crossed_legs

#: A picture older than this, seconds, says nothing about where a limb is now.
MEMORY_S = 0.5
#: Contradiction must last this long, seconds, before settled labels are given up.
PATIENCE_S = 0.6
#: Least depth between the two sides, metres, for "near" and "far" to mean something.
_DEPTH_M = 0.08
#: A leg point that moved by less than this since the last picture, metres, did not jump.
_JUMP_M = 0.12

_TRUNK = [joint(s, n) for n in ("shoulder", "hip") for s in SIDES]
_KNEES_ANKLES = [joint(s, n) for n in ("knee", "ankle") for s in SIDES]


class LeftRight:
    """Keeps the labels left and right over a set. Deterministic in the skeletons it has seen."""

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
        """The same skeleton with its sides named as in the pictures before."""
        if not skeleton.seen or skeleton.metric is None:
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
        # Where posture cannot tell, the model is believed if it insists: the first picture may have been wrong.
        self._body_swap_s = self._body_swap_s + dt if swap and geometry is None else 0.0
        if self._body_swap_s > PATIENCE_S:
            self._body_swap_s = 0.0
            return skeleton
        return result

    def _with_legs(self, skeleton: Skeleton, last: Skeleton | None, dt: float) -> Skeleton:
        # Depth alone deceives where a knee is lifted towards the camera: only lying, and only if it insists.
        in_doubt = legs_exchanged(skeleton) and near_by_posture(skeleton) is not None
        self._legs_doubt_s = self._legs_doubt_s + dt if in_doubt else 0.0
        if self._legs_doubt_s > PATIENCE_S:
            skeleton = crossed_legs(skeleton)
        elif not self._legs.know_rest and last is not None:
            stay = _distance(skeleton, last, _KNEES_ANKLES, flat=True)
            crossed = crossed_legs(skeleton)
            if stay > _JUMP_M and _distance(crossed, last, _KNEES_ANKLES, flat=True) < 0.5 * stay:
                skeleton = crossed
        return self._legs.update(skeleton, dt)


def near_by_posture(skeleton: Skeleton) -> Side | None:
    """Which side of a person lying face up is near the camera; None where they do not clearly lie so, side-on.

    Supine with the head to the left of the picture: right side near; head to the right: left side near.
    """
    along = skeleton.middle("shoulder") - skeleton.middle("hip")
    length = float(np.hypot(*along))
    if not np.isfinite(length) or length < 1 or abs(along[1]) > 0.6 * abs(along[0]):
        return None
    # Face up: the nose lies above the ears, or the bent knees above the hips, seen across the trunk.
    up = np.array([along[1], -along[0]]) / length * (1.0 if along[0] > 0 else -1.0)
    face = float((skeleton.at(Joint.NOSE) - skeleton.middle("ear")) @ up) / length
    knees = max(float((skeleton.at(joint(s, "knee")) - skeleton.at(joint(s, "hip"))) @ up) for s in SIDES) / length
    if face < 0.05 or knees < -0.15:
        return None
    return "right" if along[0] < 0 else "left"


def near_by_depth(skeleton: Skeleton) -> Side | None:
    """Which side the model itself puts near the camera, from the depth of shoulders and hips; None if neither."""
    assert skeleton.metric is not None
    z = skeleton.metric[:, 2]
    deeper_left = float((z[Joint.LEFT_SHOULDER] + z[Joint.LEFT_HIP] - z[Joint.RIGHT_SHOULDER] - z[Joint.RIGHT_HIP]) / 2)
    if abs(deeper_left) < _DEPTH_M:
        return None
    return "right" if deeper_left > 0 else "left"


def legs_exchanged(skeleton: Skeleton) -> bool:
    """Whether knees AND ankles lie the other way round in depth than shoulders and hips do."""
    near = near_by_depth(skeleton)
    if near is None or skeleton.metric is None:
        return False
    z = skeleton.metric[:, 2] * (1.0 if near == "right" else -1.0)
    return all(float(z[joint("left", n)] - z[joint("right", n)]) < -_DEPTH_M for n in ("knee", "ankle"))


def _distance(a: Skeleton, b: Skeleton, joints: list[Joint], flat: bool = False) -> float:
    """Mean distance of some landmarks between two skeletons, metres; `flat`: as the picture shows it, without depth."""
    assert a.metric is not None
    assert b.metric is not None
    difference: Floats = a.metric[joints] - b.metric[joints]
    if flat:
        difference = difference[:, :2]
    return float(np.sqrt((difference * difference).sum(axis=1)).mean())
