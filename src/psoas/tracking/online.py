"""Steady skeletons: One-Euro smoothing, settled sides, joints in space; causal, one skeleton in and one out.

Source: Casiez, Roussel and Vogel 2012, "1 Euro Filter: A Simple Speed-based Low-pass Filter for Noisy Input in
Interactive Systems", CHI, doi 10.1145/2207676.2208639.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from psoas.body.angles import LEG_JOINTS
from psoas.body.skeleton import Floats, Skeleton
from psoas.tracking.confidence import ConfidenceModel
from psoas.tracking.left_right import LeftRight
from psoas.tracking.metric import MetricSpace

#: Cut-off of a landmark at rest, Hz.
MIN_CUTOFF_HZ = 1.2
#: Cut-off gained per speed, Hz per (body heights a second): a knee lifted at 60 degrees a second lags by 0.06 s.
GAIN = 10.0
#: Cut-off of the speed estimate, Hz.
SPEED_CUTOFF_HZ = 2.0
#: After a gap this long, seconds, nothing is carried over.
FORGET_AFTER_S = 0.5
#: A body's height, metres, to which the model's metric landmarks are scaled.
BODY_M = 1.7
#: Shoulder to hip and hip to ankle are together about this share of body height (Winter 2009, table 4.1).
_SEGMENTS_OF_HEIGHT = 0.779


class OnlineTracker:
    """Smooths skeletons, keeps their left and right and puts them into space. Deterministic in what it has seen."""

    def __init__(self) -> None:
        self._identity = LeftRight()
        self._image = OneEuro()
        self._metric = OneEuro()
        self._space = MetricSpace()
        self.belief = ConfidenceModel()
        self._height = 0.0

    def reset(self) -> None:
        """Forget the person."""
        self._identity.reset()
        self._image.reset()
        self._metric.reset()
        self._space.reset()
        self.belief = ConfidenceModel()
        self._height = 0.0

    def update(self, skeleton: Skeleton) -> Skeleton:
        """Steady one skeleton; times must grow from call to call.

        Parameters
        ----------
        skeleton : Skeleton
            As it comes from the model, or of nobody, which passes through unchanged.

        Returns
        -------
        Skeleton
            Of the same time; ``metric`` as `MetricSpace.update`, ``confidence`` as `ConfidenceModel.update` gives it.
        """
        if not skeleton.seen:
            return skeleton
        named = self._identity.update(skeleton)
        height = body_height_px(named)
        if np.isfinite(height) and height > 0:
            self._height = height if not self._height else max(0.98 * self._height, height)
        image = self._image.update(named.t, named.image, self._height or 1.0)
        metric = None if named.metric is None else self._metric.update(named.t, named.metric, BODY_M)
        return self.belief.update(self._space.update(replace(named, image=image, metric=metric)))


class OneEuro:
    """A One-Euro filter over an array of points; NaN and gaps start a point anew."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self._t: float | None = None
        self._value: Floats | None = None
        self._speed: Floats | None = None

    def update(self, t: float, points: Floats, scale: float) -> Floats:
        """Filter one sample.

        Parameters
        ----------
        t : float
            Time, seconds.
        points : ndarray, shape (N, D)
            Positions; NaN where unknown.
        scale : float
            Length of one body height in the unit of ``points``.

        Returns
        -------
        ndarray, shape (N, D)
            NaN where the input is.
        """
        dt = t - self._t if self._t is not None else np.inf
        if self._value is None or self._speed is None or not 0 < dt <= FORGET_AFTER_S:
            self._t, self._value, self._speed = t, points.copy(), np.zeros_like(points)
            return points.copy()
        known = np.isfinite(self._value)
        value = np.where(known, self._value, points)
        speed = np.where(known, self._speed, 0.0)
        step = np.where(np.isfinite(points), (points - value) / (dt * scale), 0.0)
        speed = speed + _share(SPEED_CUTOFF_HZ, dt) * (step - speed)
        # One cut-off a landmark, so that its path is not bent where one axis moves faster than the other.
        cutoff = MIN_CUTOFF_HZ + GAIN * np.linalg.norm(speed, axis=1, keepdims=True)
        value = value + _share(cutoff, dt) * (points - value)
        self._t, self._value, self._speed = t, value, speed
        return value.copy()


def _share(cutoff: Floats | float, dt: float) -> Floats:
    """How much of a new sample a first-order low-pass takes."""
    tau = 1.0 / (2 * np.pi * np.asarray(cutoff, dtype=np.float64))
    result: Floats = 1.0 / (1.0 + tau / dt)
    return result


def body_height_px(skeleton: Skeleton) -> float:
    """Height of the person in the picture if they stood straight in it, pixels; a lower bound where foreshortened."""
    image = skeleton.image
    trunk = math.dist(skeleton.middle("shoulder"), skeleton.middle("hip"))
    legs = [
        math.dist(image[hip], image[knee]) + math.dist(image[knee], image[ankle])
        for hip, knee, ankle in LEG_JOINTS.values()
    ]
    return (trunk + max(legs)) / _SEGMENTS_OF_HEIGHT
