"""Place joints in space: across and up from the picture, depth from the model.

The model's metric landmarks are too smooth, but its picture landmarks are exact. Two errors that are alike for everyone
are undone on the way: perspective, and the offset of some landmarks from their joints when the person lies.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np

from psoas.body.sagittal_plane import Fading, Plane
from psoas.body.skeleton import SIDES, Floats, Joint, Skeleton, joint, other
from psoas.tracking.smoother import BodyEstimator

#: Focal length over the longer side of the picture, for an unknown camera: as wide as webcams are (60 degrees across
#: would be 0.87) but on the long side, so that too little perspective is undone rather than too much.
FOCAL_SHARE = 1.1
#: Limit on how much nearer or further than its middle a part of the body can be, as a share of the distance.
_DEEPEST = 0.4
#: Seconds over which the picture's scale is averaged.
_MEMORY_S = 5.0
#: Another person may appear after a gap this long, seconds.
_FORGET_AFTER_S = 2.0

_SCALED = [joint(side, name) for side in SIDES for name in ("shoulder", "hip", "knee", "ankle")]

#: Offset of a LYING person's landmarks from their joints, centimetres: ahead (towards the feet), up, and towards the
#: camera. The model draws the far side too near and too high. Means over rendered people (`bench/studies/offsets.py`).
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
    """Place one person's skeletons in space, one after the other. Deterministic in its input."""

    _bodies: BodyEstimator = field(default_factory=lambda: BodyEstimator(median_of=1))
    _px_per_m: float = math.nan
    _fading: Fading = field(default_factory=lambda: Fading(_MEMORY_S))
    _t: float = math.nan

    @property
    def px_per_m(self) -> float:
        """Scale of the picture at the person's distance; NaN before anybody is seen."""
        return self._px_per_m

    def reset(self) -> None:
        """Forget the person."""
        self._bodies = BodyEstimator(median_of=1)
        self._px_per_m = self._t = math.nan
        self._fading = Fading(_MEMORY_S)

    def update(self, skeleton: Skeleton) -> Skeleton:
        """Place one skeleton; returned unchanged where it has no depth.

        Parameters
        ----------
        skeleton : Skeleton
            Smoothed, with the model's metric landmarks.

        Returns
        -------
        Skeleton
            ``metric`` holds joints in parallel projection, metres about the middle of the hips. A knee that cannot
            belong to its ankle is worked out, with less ``confidence``; ``image`` is otherwise unchanged.
        """
        if skeleton.metric is None or not skeleton.seen:
            return skeleton
        elapsed = skeleton.t - self._t
        if not 0 <= elapsed < _FORGET_AFTER_S:
            self.reset()
            elapsed = 0.0
        self._t = skeleton.t
        body = self._bodies.update(skeleton, elapsed)
        self._follow_scale(skeleton.image[_SCALED], skeleton.metric[_SCALED, :2], elapsed)
        if body is None or body.plane is None or not self._px_per_m > 0:
            return skeleton
        mended = body.mended(skeleton)
        metric = without_perspective(mended, self._px_per_m)
        if body.lying:
            metric -= offsets(body.plane)
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


def without_perspective(skeleton: Skeleton, px_per_m: float) -> Floats:
    """Turn landmarks into what a camera far away would see.

    Parameters
    ----------
    skeleton : Skeleton
        With the model's metric landmarks.
    px_per_m : float
        Scale of the picture at the person's distance.

    Returns
    -------
    ndarray, shape (33, 3)
        Metres; x and y from the picture, z unchanged. The origin is the picture's middle.
    """
    assert skeleton.metric is not None
    size = np.array(skeleton.size, dtype=np.float64)
    centre = size / 2
    z = skeleton.metric[:, 2]
    away_m = FOCAL_SHARE * float(size.max()) / px_per_m
    # A skeleton without a picture size comes from motion capture, which has no perspective.
    further = np.clip(z / away_m, -_DEEPEST, _DEEPEST) if away_m > 0 else np.zeros(len(z))
    flat = (skeleton.image - centre) * (1 + further)[:, None] / px_per_m
    return np.column_stack([flat, z])


def offsets(plane: Plane) -> Floats:
    """Look up every landmark's `OFFSETS_CM` in camera coordinates, shape (33, 3), metres."""
    basis = np.stack([plane.forward, plane.up, plane.towards]) / 100.0
    result = np.zeros((len(Joint), 3))
    for side, which in ((plane.near, "near"), (other(plane.near), "far")):
        for name, offset in OFFSETS_CM[which].items():
            result[joint(side, name)] = np.array(offset) @ basis
    return result
