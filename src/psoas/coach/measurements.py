"""Reduce a skeleton to the few numbers that counting and form checks need."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

from psoas.body.angles import (
    BodyPosture,
    elevation_deg,
    line_deg,
    posture,
    thigh_vector,
    with_limits,
)
from psoas.body.close_up import trunk_crammed, trunk_outside
from psoas.body.sagittal_plane import UNKNOWN, Sideways, posture_in, sideways_in
from psoas.body.skeleton import SIDES, Floats, Side, Skeleton, joint
from psoas.programme.model import Exercise
from psoas.tracking.setup_check import HIDDEN_LEG, leg_confidence
from psoas.tracking.smoother import BodyEstimator

UnseenReason = Literal["nobody", "close-up", "leg-hidden", "out-of-place"]


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was measured at one moment.

    Attributes
    ----------
    t : float
        Seconds.
    posture : BodyPosture or None
        Angles, degrees; None while the legs are not seen.
    swing : dict
        Side to the angle in which that leg's repetitions are found, degrees: in free standing and sitting its
        elevation, which every view shows; otherwise the direction of the thigh.
    line : dict
        Side to the angle shoulder - hip - ankle, degrees.
    confidence : dict
        Side to confidence, 0 to 1.
    in_position : bool
        Whether the trunk is as the exercise asks, lying or upright.
    why_not : str or None
        Why this moment cannot be judged.
    sideways : Sideways
        How far trunk and pelvis leave the sagittal plane; NaN without depth.
    view_deg : float
        How far the camera seems to be from side-on, degrees, 0 to 90; NaN without depth. For a lying person the pose
        model shows about half of it.
    across_px, down_px, trunk_px : float
        Place of the middle of the hips in the picture, x and y, and length of the trunk, pixels, y down.
    heel_px, knee_px : dict
        Side to the height of its heel or knee above the middle of the hips in the picture, pixels; NaN where unseen.
    ankle_px : dict
        Side to the place of its ankle in the picture, x and y, pixels, y down; NaN where unseen.
    close : bool
        Whether the picture shows the legs without the trunk, so that nothing can be judged.
    image : ndarray or None, shape (33, 2)
        All landmarks in the picture, as seen, pixels; None while the legs are not seen.
    """

    t: float
    posture: BodyPosture | None
    swing: dict[Side, float]
    line: dict[Side, float]
    confidence: dict[Side, float]
    in_position: bool
    why_not: UnseenReason | None
    sideways: Sideways = UNKNOWN
    view_deg: float = math.nan
    across_px: float = math.nan
    trunk_px: float = math.nan
    heel_px: dict[Side, float] = field(default_factory=dict)
    knee_px: dict[Side, float] = field(default_factory=dict)
    ankle_px: dict[Side, tuple[float, float]] = field(default_factory=dict)
    down_px: float = math.nan
    close: bool = False
    image: Floats | None = field(default=None, repr=False, compare=False)

    def hip(self, side: Side) -> float:
        """Hip angle of one side, degrees; NaN while unseen."""
        return self.posture.legs[side].hip if self.posture else math.nan


@dataclass(slots=True)
class Measurer:
    """Measure the skeletons of one set, one after the other."""

    exercise: Exercise
    _bodies: BodyEstimator = field(init=False)
    _t: float = math.nan

    def __post_init__(self) -> None:
        """Know how the exercise is done."""
        self._bodies = BodyEstimator(seated=self.exercise.posture == "seated")

    def update(self, skeleton: Skeleton) -> Measurement:
        """Measure one skeleton.

        Returns
        -------
        Measurement
            With ``posture`` None and ``why_not`` set where it cannot be judged.
        """
        elapsed = max(skeleton.t - self._t, 0.0) if math.isfinite(self._t) else 0.0
        self._t = skeleton.t
        confidence = {side: leg_confidence(skeleton, side) for side in SIDES}
        if not skeleton.seen:
            return Measurement(skeleton.t, None, {}, {}, confidence, False, "nobody")
        if trunk_outside(skeleton):
            return Measurement(skeleton.t, None, {}, {}, confidence, False, "close-up")
        if min(confidence.values()) < HIDDEN_LEG:
            return Measurement(skeleton.t, None, {}, {}, confidence, False, "leg-hidden")
        state = self._bodies.update(skeleton, elapsed)
        if state is None:
            return Measurement(skeleton.t, None, {}, {}, confidence, False, "out-of-place")
        hips = skeleton.middle("hip")
        heel, knee = (_above(skeleton, name, float(hips[1])) for name in ("heel", "knee"))
        ankles = {side: _place(skeleton, side) for side in SIDES}
        image, close = skeleton.image, trunk_crammed(skeleton)
        skeleton = state.mended(skeleton)
        plane = state.plane
        if plane:
            body = posture_in(plane, skeleton)
        else:
            foreshortened = state.facing == 0 and not state.lying
            body = posture(skeleton, state.facing, state.thigh_px if foreshortened else math.nan)
        body = with_limits(body)
        if self.exercise.posture in ("standing", "seated"):
            swing = {side: elevation_deg(thigh_vector(skeleton, side), state.thigh_px) for side in SIDES}
        else:
            swing = {side: body.legs[side].thigh for side in SIDES}
        line = {side: line_deg(skeleton, side) for side in SIDES}
        wants_lying = self.exercise.lies
        aside = sideways_in(plane, skeleton) if plane else UNKNOWN
        across, trunk = float(hips[0]), math.dist(hips, skeleton.middle("shoulder"))
        fits = state.lying == wants_lying
        return Measurement(
            skeleton.t, body, swing, line, confidence, fits, None, aside, state.view_deg, across, trunk, heel, knee,
            ankles, float(hips[1]), close, image,
        )  # fmt: skip


def _above(skeleton: Skeleton, name: str, y_px: float) -> dict[Side, float]:
    return {side: y_px - float(skeleton.at(joint(side, name))[1]) for side in SIDES}


def _place(skeleton: Skeleton, side: Side) -> tuple[float, float]:
    x, y = skeleton.at(joint(side, "ankle"))
    return float(x), float(y)
