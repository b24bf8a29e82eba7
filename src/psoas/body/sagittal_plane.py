"""The sagittal plane of a person as one camera sees it, to turn pictures from any angle into sagittal directions.

A camera foreshortens a bone that turns in the sagittal plane, along the person's forward direction and by the cosine of
the camera's yaw. Unlike the depth of a bone, the yaw hardly changes within a set, so it is averaged over seconds
(rendered people: off by 2 to 6 degrees standing, by up to 25 lying with the camera 40 degrees off). Undoing the
foreshortening with it keeps the precision of the picture; depth counts only where the picture says too little.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from psoas.body.angles import BodyPosture, Leg, ankle_deg, hip_deg, knee_deg
from psoas.body.skeleton import SIDES, Floats, Side, Skeleton, joint

#: Shortest time a sample counts for, seconds; lets the first one count, which follows no other.
_LEAST_S = 0.04


@dataclass(slots=True)
class Fading:
    """Weight of each new sample in a fading mean.

    In a plain low-pass filter the first sample would dominate for seconds.

    Attributes
    ----------
    memory_s : float
        Seconds over which the past fades.
    """

    memory_s: float
    _seen_s: float = 0.0

    def share(self, elapsed: float) -> float:
        """Weight of a sample that comes `elapsed` seconds after the last one."""
        step = max(elapsed, _LEAST_S)
        self._seen_s += step
        return step / min(self._seen_s, self.memory_s)


#: Distances between the hips and between the shoulders, metres; scale both to count alike for the sideways axis.
_HIPS_M, _SHOULDERS_M = 0.2, 0.35
#: Weight of depth against the picture: at this squared cosine of the yaw both count the same.
_DEPTH_WEIGHT = 0.1
#: Seconds over which the sideways axis is averaged, and within which a person who turns round is followed.
_MEMORY_S = 5.0
#: Start afresh after a gap this long, seconds: the person may have turned.
_FORGET_AFTER_S = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """The sagittal plane of one person in camera coordinates (x right, y down, z away).

    Attributes
    ----------
    left : ndarray, shape (3,)
        Unit vector to the person's left.
    forward, up : ndarray, shape (3,)
        Unit vectors that span the plane. `forward` is where a standing person faces, and towards a supine one's feet.
    """

    left: Floats
    forward: Floats
    up: Floats

    @property
    def facing(self) -> int:
        """As in `psoas.body.angles`: 1 with forward to the picture's right, -1 to its left, 0 towards the camera."""
        across = float(self.forward[0])
        return 0 if abs(across) < 0.5 else (1 if across > 0 else -1)

    @property
    def near(self) -> Side:
        """The side of the body that is nearer to the camera."""
        return "left" if self.left[2] < 0 else "right"

    @property
    def towards(self) -> Floats:
        """Unit vector to the side that is nearer to the camera, shape (3,)."""
        return self.left if self.near == "left" else -self.left

    @property
    def view_deg(self) -> float:
        """How far the camera is from side-on, degrees: 0 at the side, 90 in front or behind."""
        return math.degrees(math.asin(min(abs(float(self.forward[2])), 1.0)))

    def in_space(self, bone: Floats) -> Floats:
        """A bone's components to the person's left, forward and up, shape (3,), metres."""
        result: Floats = np.stack([self.left, self.forward, self.up]) @ bone
        return result

    def components(self, bone: Floats) -> tuple[float, float]:
        """A bone's forward and upward component, metres.

        Parameters
        ----------
        bone : ndarray, shape (3,)
            Camera coordinates, metres.
        """
        # Weighted least squares: depth weighs less than the two directions in the picture.
        x, y, z = bone.tolist()
        (fx, fy, fz), (ux, uy, uz) = self.forward.tolist(), self.up.tolist()
        ff = fx * fx + fy * fy + _DEPTH_WEIGHT * fz * fz
        uu = ux * ux + uy * uy + _DEPTH_WEIGHT * uz * uz
        fu = fx * ux + fy * uy + _DEPTH_WEIGHT * fz * uz
        fv = fx * x + fy * y + _DEPTH_WEIGHT * fz * z
        uv = ux * x + uy * y + _DEPTH_WEIGHT * uz * z
        size = ff * uu - fu * fu
        return (uu * fv - fu * uv) / size, (ff * uv - fu * fv) / size


@dataclass(slots=True)
class PlaneFinder:
    """Track the plane of one person from skeleton to skeleton. Deterministic in its input."""

    _left: Floats = field(default_factory=lambda: np.zeros(3))
    _fading: Fading = field(default_factory=lambda: Fading(_MEMORY_S))
    _t: float = math.nan

    def update(self, skeleton: Skeleton) -> Plane | None:
        """Take in a skeleton; returns its plane, or None where it has no depth or nobody is seen."""
        metric = skeleton.metric
        if metric is None or not skeleton.seen:
            return None
        elapsed = skeleton.t - self._t
        if not 0 <= elapsed < _FORGET_AFTER_S:
            self._left, self._fading, elapsed = np.zeros(3), Fading(_MEMORY_S), 0.0
        self._t = skeleton.t
        hips = metric[joint("left", "hip")] - metric[joint("right", "hip")]
        shoulders = metric[joint("left", "shoulder")] - metric[joint("right", "shoulder")]
        across = hips / _HIPS_M + shoulders / _SHOULDERS_M
        length = math.sqrt(float(across @ across))
        if not length > 0:
            return None
        self._left = self._left + self._fading.share(elapsed) * (across / length - self._left)
        return _plane(self._left)


def _plane(left: Floats) -> Plane | None:
    length = math.sqrt(float(left @ left))
    if not length > 0.1:
        return None
    left = left / length
    down = np.array([0.0, 1.0, 0.0]) - left[1] * left
    flat = math.sqrt(float(down @ down))
    if not flat > 0.3:  # lying on the side, which is not supported
        return None
    down = down / flat
    forward = np.array(
        [
            down[1] * left[2] - down[2] * left[1],
            down[2] * left[0] - down[0] * left[2],
            down[0] * left[1] - down[1] * left[0],
        ]
    )
    return Plane(left, forward, -down)


@dataclass(frozen=True, slots=True)
class Sideways:
    """How far the body leaves the sagittal plane, degrees; positive to the person's left, NaN where unknown.

    Attributes
    ----------
    lean : float
        Sideways lean of the trunk.
    tilt : float
        Slope of the line through the hips: positive where the left hip is higher (supine: nearer to the ceiling).
    turn : float
        Turn of the line through the hips about the long axis of a standing body: positive where the left hip is ahead.
    """

    lean: float = math.nan
    tilt: float = math.nan
    turn: float = math.nan


#: For skeletons without depth.
UNKNOWN = Sideways()


def _trunk(plane: Plane, metric: Floats) -> Floats:
    """Vector from mid-hip to mid-shoulder: components to the left, forward and up, metres."""
    left_hip, right_hip, left_shoulder, right_shoulder = (
        joint(side, name) for name in ("hip", "shoulder") for side in SIDES
    )
    return plane.in_space((metric[left_shoulder] + metric[right_shoulder] - metric[left_hip] - metric[right_hip]) / 2)


def sideways_in(plane: Plane, skeleton: Skeleton) -> Sideways:
    """Measure how far trunk and pelvis leave the sagittal plane."""
    metric = skeleton.metric
    assert metric is not None
    trunk = _trunk(plane, metric)
    hips = plane.in_space(metric[joint("left", "hip")] - metric[joint("right", "hip")])
    across = max(float(hips[0]), 0.05)
    return Sideways(
        lean=math.degrees(math.atan2(float(trunk[0]), math.hypot(float(trunk[1]), float(trunk[2])))),
        tilt=math.degrees(math.atan2(float(hips[2]), across)),
        turn=math.degrees(math.atan2(float(hips[1]), across)),
    )


def posture_in(plane: Plane, skeleton: Skeleton) -> BodyPosture:
    """Measure trunk and leg angles of a skeleton with depth.

    Returns
    -------
    BodyPosture
        NaN where a landmark is missing.
    """
    metric = skeleton.metric
    assert metric is not None

    def direction(bone: Floats) -> float:
        ahead, up = plane.components(bone)
        return math.degrees(math.atan2(up, ahead))

    def bone(start: int, end: int) -> float:
        return direction(metric[end] - metric[start])

    # Least squares would take some of a lean out of the plane for a lean within it.
    _, ahead, up = _trunk(plane, metric)
    trunk = math.degrees(math.atan2(up, ahead))
    legs: dict[Side, Leg] = {}
    for side in SIDES:
        hip, knee, ankle, heel, toe = (joint(side, n) for n in ("hip", "knee", "ankle", "heel", "foot_index"))
        thigh, shank, foot = bone(hip, knee), bone(knee, ankle), bone(heel, toe)
        legs[side] = Leg(hip_deg(trunk, thigh), knee_deg(thigh, shank), ankle_deg(shank, foot), thigh)
    return BodyPosture(trunk, legs, plane.facing)
