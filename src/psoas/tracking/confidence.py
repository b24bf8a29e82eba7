"""Confidence: how often, in moments like this one, the angle at a hip or knee is within ten degrees of the truth.

What the landmark model says about itself hardly tells where it errs. What does: how far round the camera stands, how
fast the knees move, whether the bones have the lengths that they should, and which leg is further away. A logistic
curve makes one share of these; over many moments in which it says 0.8, eight in ten angles are right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np

from psoas.body.angles import LEG_JOINTS, is_lying
from psoas.body.sagittal_plane import Plane, PlaneFinder
from psoas.body.skeleton import SIDES, Floats, Side, Skeleton, joint, other

#: An angle is right when it is no further from the truth than this, degrees.
RIGHT_DEG = 10.0
#: What the model itself believes this little lies outside the picture or is a guess: that is kept.
UNSEEN = 0.1

#: What is looked at, for one leg: one where it is the far leg; one where the person lies; the camera's angle from
#: side-on, in 45 degrees; square roots of the speeds of its knee and the other knee, in metres a second; by how many
#: e-foldings its thigh differs from the other thigh, and its shank from its thigh; e-foldings of the model's doubt.
FEATURES = ("one", "far", "lying", "view", "speed", "speed_other", "thighs", "shank", "doubt")
#: Weights of `FEATURES`, fitted to rendered clips: `python -m bench.studies.confidence FOLDER...` prints them anew.
WEIGHTS: dict[str, tuple[float, ...]] = {
    "hip": (5.24, -0.56, -0.27, -2.15, -1.77, -0.61, -2.44, -5.63, -0.81),
    "knee": (4.95, -0.09, -0.45, -2.20, -2.20, -0.39, -3.40, -6.87, -1.22),
}
#: Beyond these a feature says nothing more: degrees, metres a second, e-foldings.
_MOST_VIEW_DEG, _MOST_SPEED, _MOST_LOG, _MOST_DOUBT = 60.0, 1.0, 0.5, 3.0
#: Shorter than this is no bone, metres: it keeps logarithms finite.
_SHORT_M = 0.03
#: Longest time between two pictures of one movement, seconds.
_NEIGHBOURS_S = 0.5

_HIP_KNEE = [(side, [joint(side, name) for name in WEIGHTS]) for side in SIDES]
_MATRIX = np.array(list(WEIGHTS.values()))


@dataclass(slots=True)
class ConfidenceModel:
    """Gives hips and knees their confidence. Deterministic in what it has seen.

    Attributes
    ----------
    features : dict
        Side to `FEATURES`, shape (9,), of the last skeleton; empty where nothing could be said.
    """

    features: dict[Side, Floats] = field(default_factory=dict)
    _planes: PlaneFinder = field(default_factory=PlaneFinder)
    _knees: dict[Side, Floats] = field(default_factory=dict)
    _t: float = math.nan

    def update(self, skeleton: Skeleton) -> Skeleton:
        """The same skeleton with calibrated ``confidence`` at hips and knees.

        Parameters
        ----------
        skeleton : Skeleton
            Steadied and in space, its ``confidence`` as the model gave it; unchanged where it has no depth.
        """
        plane = self._planes.update(skeleton)
        self.features = {}
        if plane is None or skeleton.metric is None:
            return skeleton
        self.features = self._look(skeleton, skeleton.metric, plane)
        confidence = skeleton.confidence.copy()
        for side, landmarks in _HIP_KNEE:
            share = 1.0 / (1.0 + np.exp(-(_MATRIX @ self.features[side])))
            own = confidence[landmarks]
            confidence[landmarks] = np.where(own > UNSEEN, share, own)
        return replace(skeleton, confidence=confidence)

    def _look(self, skeleton: Skeleton, metric: Floats, plane: Plane) -> dict[Side, Floats]:
        elapsed = skeleton.t - self._t
        legs = {side: [metric[landmark] for landmark in LEG_JOINTS[side]] for side in SIDES}
        known = self._knees and 0 < elapsed <= _NEIGHBOURS_S
        speed = {s: math.dist(legs[s][1], self._knees[s]) / elapsed if known else 0.0 for s in SIDES}
        self._t, self._knees = skeleton.t, {side: legs[side][1] for side in SIDES}
        thigh = {s: max(math.dist(legs[s][0], legs[s][1]), _SHORT_M) for s in SIDES}
        shank = {s: max(math.dist(legs[s][1], legs[s][2]), _SHORT_M) for s in SIDES}
        fast = {s: math.sqrt(min(speed[s], _MOST_SPEED)) for s in SIDES}
        apart = min(abs(math.log(thigh["left"] / thigh["right"])), _MOST_LOG)
        view = min(plane.view_deg, _MOST_VIEW_DEG) / 45.0
        lying = float(is_lying(skeleton))
        return {
            s: np.array([
                1.0,
                float(plane.near != s),
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
