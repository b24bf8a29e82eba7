"""From landmarks in a picture to joints in space: what a far camera would have seen, with the depth the model gives.

The model's own metric landmarks are smoother than true; in the picture it is exact. So a joint's place across and up
comes from the picture, its depth from the model. On the way two things are undone that are the same for everybody: a
camera in a room sees what is nearer larger, and of a lying person the model draws some landmarks off the joint they
are named after.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np

from psoas.body.angles import LEG_JOINTS, is_lying, with_knees_mended
from psoas.body.sagittal_plane import Fading, Plane, PlaneFinder
from psoas.body.skeleton import SIDES, Floats, Joint, Skeleton, joint, other

#: Focal length of a camera over the longer side of its picture, where nobody says it: wide as webcams are (60 degrees
#: across would be 0.87), but rather too long than too short, so that too little is undone and never too much.
FOCAL_SHARE = 1.1
#: No part of a body is taken to be nearer or further than its middle by more than this share of the distance.
_DEEPEST = 0.4
#: Seconds over which the picture's scale is averaged, and over which the length of a thigh fades.
_MEMORY_S, _LENGTH_MEMORY_S = 5.0, 20.0
#: A gap this long, seconds, may hide another person.
_FORGET_AFTER_S = 2.0

_SCALED = [joint(side, name) for side in SIDES for name in ("shoulder", "hip", "knee", "ankle")]

#: How far the model draws a landmark of a LYING person from its joint, centimetres: ahead (towards the feet), up, and
#: towards the camera; for the side near the camera and for the far one, which it draws too near and too high. Means
#: over rendered people (`bench/studies/offsets.py`).
OFFSETS_CM: dict[str, dict[str, tuple[float, float, float]]] = {
    "near": {"shoulder": (-2.2, -1.2, -6.8), "hip": (-1.4, 1.5, -1.8)},
    "far": {
        "shoulder": (-4.6, 2.6, 8.5),
        "hip": (-2.1, 4.1, 5.4),
        "knee": (-2.1, 0.9, 2.8),
        "ankle": (-3.1, 1.4, 8.4),
    },
}


@dataclass(slots=True)
class MetricSpace:
    """Puts the skeletons of one person into space, one after the other. Deterministic in what it has seen."""

    _planes: PlaneFinder = field(default_factory=PlaneFinder)
    _px_per_m: float = math.nan
    _fading: Fading = field(default_factory=lambda: Fading(_MEMORY_S))
    _thigh_px: float = math.nan
    _t: float = math.nan

    @property
    def px_per_m(self) -> float:
        """Scale of the picture at the person's distance; NaN before anybody was seen."""
        return self._px_per_m

    def reset(self) -> None:
        """Forget the person."""
        self._planes = PlaneFinder()
        self._px_per_m = self._thigh_px = self._t = math.nan
        self._fading = Fading(_MEMORY_S)

    def update(self, skeleton: Skeleton) -> Skeleton:
        """The same skeleton with `metric` as described above; unchanged where it has no depth.

        Parameters
        ----------
        skeleton : Skeleton
            With the model's metric landmarks.

        Returns
        -------
        Skeleton
            ``metric`` are joints, seen in parallel projection, metres about the middle of the hips. A knee that does
            not hang together with its ankle is worked out, with less ``confidence``; else ``image`` is as before.
        """
        if skeleton.metric is None or not skeleton.seen:
            return skeleton
        elapsed = skeleton.t - self._t
        if not 0 <= elapsed < _FORGET_AFTER_S:
            self.reset()
            elapsed = 0.0
        self._t = skeleton.t
        plane = self._planes.update(skeleton)
        self._follow_scale(skeleton.image[_SCALED], skeleton.metric[_SCALED, :2], elapsed)
        if plane is None or not self._px_per_m > 0:
            return skeleton
        self._follow_thigh(skeleton, elapsed)
        mended = with_knees_mended(skeleton, self._thigh_px, plane.facing) if plane.facing else skeleton
        metric = without_perspective(mended, self._px_per_m)
        if is_lying(skeleton):
            metric -= offsets(plane)
        metric -= (metric[Joint.LEFT_HIP] + metric[Joint.RIGHT_HIP]) / 2
        return replace(mended, metric=metric)

    def _follow_scale(self, flat: Floats, deep: Floats, elapsed: float) -> None:
        flat, deep = flat - flat.mean(axis=0), deep - deep.mean(axis=0)
        size = float(np.vdot(deep, deep))
        now = float(np.vdot(flat, deep)) / size if size > 0 else math.nan
        if not math.isfinite(now):
            return
        share = self._fading.share(elapsed)
        self._px_per_m = now if math.isnan(self._px_per_m) else self._px_per_m + share * (now - self._px_per_m)

    def _follow_thigh(self, skeleton: Skeleton, elapsed: float) -> None:
        lengths = [math.dist(skeleton.image[hip], skeleton.image[knee]) for hip, knee, _ in LEG_JOINTS.values()]
        faded = self._thigh_px * math.exp(-elapsed / _LENGTH_MEMORY_S)
        self._thigh_px = max(*lengths, faded) if math.isfinite(faded) else max(lengths)


def without_perspective(skeleton: Skeleton, px_per_m: float) -> Floats:
    """Landmarks in space as a camera from far away would see them.

    Parameters
    ----------
    skeleton : Skeleton
        With the model's metric landmarks.
    px_per_m : float
        Scale of the picture at the person's distance.

    Returns
    -------
    ndarray, shape (33, 3)
        Metres; x and y from the picture, z as it was. The origin is the picture's middle.
    """
    assert skeleton.metric is not None
    size = np.array(skeleton.size, dtype=np.float64)
    centre = size / 2
    z = skeleton.metric[:, 2]
    away_m = FOCAL_SHARE * float(size.max()) / px_per_m
    # A picture without a size comes from no camera that stands in a room.
    further = np.clip(z / away_m, -_DEEPEST, _DEEPEST) if away_m > 0 else np.zeros(len(z))
    flat = (skeleton.image - centre) * (1 + further)[:, None] / px_per_m
    return np.column_stack([flat, z])


def offsets(plane: Plane) -> Floats:
    """`OFFSETS_CM` of every landmark in camera coordinates, shape (33, 3), metres."""
    basis = np.stack([plane.forward, plane.up, plane.towards]) / 100.0
    result = np.zeros((len(Joint), 3))
    for side, which in ((plane.near, "near"), (other(plane.near), "far")):
        for name, offset in OFFSETS_CM[which].items():
            result[joint(side, name)] = np.array(offset) @ basis
    return result
