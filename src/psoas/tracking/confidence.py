"""Confidence: how often, in moments like this one, the angle at a hip or knee is within ten degrees of the truth.

The landmark model's own confidence hardly tells where it errs. Better predictors are how far the camera is from
side-on, how fast the knees move, whether bones have plausible lengths, and which leg is further away. A logistic curve
combines them and is calibrated: where it says 0.8, eight in ten angles are right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np

from psoas.body.angles import LEG_JOINTS
from psoas.body.skeleton import SIDES, Floats, Side, Skeleton, joint, other
from psoas.tracking.smoother import BodyEstimator, BodyState

#: An angle this close to the truth is right, degrees.
RIGHT_DEG = 10.0
#: Confidence from the model at or below this means outside the picture or a guess, and is kept.
UNSEEN = 0.1

#: Features of one leg: constant 1; 1 for the far leg; 1 for a lying person; the camera's angle from side-on, in units
#: of 45 degrees; square roots of the speeds of its knee and of the other knee, metres a second; absolute log ratio of
#: its thigh to the other thigh, and of its shank to its thigh; minus the log of the model's own confidence.
FEATURES = ("one", "far", "lying", "view", "speed", "speed_other", "thighs", "shank", "doubt")
#: Weights of `FEATURES`, fitted to rendered clips: `python -m bench.studies.confidence FOLDER...` prints them anew.
WEIGHTS: dict[str, tuple[float, ...]] = {
    "hip": (5.24, -0.56, -0.27, -2.15, -1.77, -0.61, -2.44, -5.63, -0.81),
    "knee": (4.95, -0.09, -0.45, -2.20, -2.20, -0.39, -3.40, -6.87, -1.22),
}
#: Features are clipped here: degrees, metres a second, log ratio, log confidence.
_MOST_VIEW_DEG, _MOST_SPEED, _MOST_LOG, _MOST_DOUBT = 60.0, 1.0, 0.5, 3.0
#: Shortest bone, metres; keeps logarithms finite.
_SHORT_M = 0.03
#: Longest time between two frames of one movement, seconds.
_NEIGHBOURS_S = 0.5

_HIP_KNEE = [(side, [joint(side, name) for name in WEIGHTS]) for side in SIDES]
_MATRIX = np.array(list(WEIGHTS.values()))


@dataclass(slots=True)
class ConfidenceModel:
    """Calibrate the confidence of hips and knees. Deterministic in its input.

    Attributes
    ----------
    features : dict
        Side to `FEATURES`, shape (9,), of the last skeleton; empty where it had no depth.
    """

    features: dict[Side, Floats] = field(default_factory=dict)
    _bodies: BodyEstimator = field(default_factory=lambda: BodyEstimator(median_of=1))
    _knees: dict[Side, Floats] = field(default_factory=dict)
    _t: float = math.nan

    def update(self, skeleton: Skeleton) -> Skeleton:
        """Replace ``confidence`` at hips and knees by a calibrated one.

        Parameters
        ----------
        skeleton : Skeleton
            Smoothed and in space, with the model's own ``confidence``; returned unchanged where it has no depth.
        """
        self.features = {}
        if skeleton.metric is None or not skeleton.seen:
            return skeleton
        elapsed = skeleton.t - self._t if math.isfinite(self._t) else 0.0
        body = self._bodies.update(skeleton, elapsed)
        if body is None or body.plane is None:
            return skeleton
        self.features = self._features(skeleton, skeleton.metric, body, elapsed)
        confidence = skeleton.confidence.copy()
        for side, landmarks in _HIP_KNEE:
            share = 1.0 / (1.0 + np.exp(-(_MATRIX @ self.features[side])))
            own = confidence[landmarks]
            confidence[landmarks] = np.where(own > UNSEEN, share, own)
        return replace(skeleton, confidence=confidence)

    def _features(self, skeleton: Skeleton, metric: Floats, body: BodyState, elapsed: float) -> dict[Side, Floats]:
        assert body.plane is not None
        near = body.plane.near
        legs = {side: [metric[landmark] for landmark in LEG_JOINTS[side]] for side in SIDES}
        known = self._knees and 0 < elapsed <= _NEIGHBOURS_S
        speed = {s: math.dist(legs[s][1], self._knees[s]) / elapsed if known else 0.0 for s in SIDES}
        self._t, self._knees = skeleton.t, {side: legs[side][1] for side in SIDES}
        thigh = {s: max(math.dist(legs[s][0], legs[s][1]), _SHORT_M) for s in SIDES}
        shank = {s: max(math.dist(legs[s][1], legs[s][2]), _SHORT_M) for s in SIDES}
        fast = {s: math.sqrt(min(speed[s], _MOST_SPEED)) for s in SIDES}
        apart = min(abs(math.log(thigh["left"] / thigh["right"])), _MOST_LOG)
        view = min(body.view_deg, _MOST_VIEW_DEG) / 45.0
        lying = float(body.lying)
        return {
            s: np.array([
                1.0,
                float(near != s),
                lying,
                view,
                fast[s],
                fast[other(s)],
                apart,
                min(abs(math.log(shank[s] / thigh[s])), _MOST_LOG),
                min(-math.log(max(float(skeleton.confidence[joint(s, "knee")]), 1e-3)), _MOST_DOUBT),
            ])
            for s in SIDES
        }  # fmt: skip
