"""From one skeleton to the handful of numbers that counting and form checks need."""

from __future__ import annotations

import math
import statistics
from collections import deque
from dataclasses import dataclass, field
from typing import Literal

from psoas.body.angles import (
    LEG_JOINTS,
    Posture,
    elevation_deg,
    facing_hint,
    is_lying,
    line_deg,
    posture,
    thigh_px,
    thigh_vector,
    with_knees_mended,
    with_limits,
)
from psoas.body.sagittal_plane import UNKNOWN, PlaneFinder, Sideways, posture_in, sideways_in
from psoas.body.skeleton import SIDES, Side, Skeleton, joint
from psoas.programme.model import Exercise

#: Below this mean confidence of hip and knee nothing is said about a leg.
MIN_CONFIDENCE = 0.03
#: Below this clearness of facing the view counts as frontal (about 30 degrees from the front).
_FRONTAL = 0.45
_FACING_MEMORY_S = 1.0
_LENGTH_MEMORY_S = 20.0
#: A thigh longer than this many times its known length is a misplaced knee or hip, not a leg.
_TOO_LONG = 1.5

Why = Literal["nobody", "leg-hidden", "out-of-place"]


@dataclass(frozen=True, slots=True)
class Measurement:
    """One moment, measured.

    Attributes
    ----------
    t : float
        Seconds.
    posture : Posture or None
        Angles, degrees; None while the legs are not seen.
    swing : dict
        Side to the angle by which that leg's repetitions are found, degrees: its elevation, which every view
        shows, when standing free; else, side-on, the thigh's direction.
    line : dict
        Side to the angle shoulder - hip - ankle, degrees.
    confidence : dict
        Side to confidence, 0 to 1.
    in_position : bool
        Whether the trunk is as the exercise asks: lying, or upright.
    why_not : str or None
        Why nothing is judged at this moment.
    sideways : Sideways
        How far trunk and pelvis leave the sagittal plane; NaN where there is no depth.
    view_deg : float
        How far the camera seems to stand from side-on, degrees, 0 to 90; NaN where there is no depth. Of someone lying
        the pose model shows about half of it.
    across_px, trunk_px : float
        Where the middle of the hips is across the picture, and how long the trunk looks, pixels.
    heel_px, knee_px : dict
        Side to how far its heel or knee is above the middle of the hips in the picture, pixels; NaN where unseen.
    """

    t: float
    posture: Posture | None
    swing: dict[Side, float]
    line: dict[Side, float]
    confidence: dict[Side, float]
    in_position: bool
    why_not: Why | None
    sideways: Sideways = UNKNOWN
    view_deg: float = math.nan
    across_px: float = math.nan
    trunk_px: float = math.nan
    heel_px: dict[Side, float] = field(default_factory=dict)
    knee_px: dict[Side, float] = field(default_factory=dict)

    def hip(self, side: Side) -> float:
        """Hip angle of one side, degrees; NaN while unseen."""
        return self.posture.legs[side].hip if self.posture else math.nan


@dataclass(slots=True)
class Measurer:
    """Measures skeletons of one set one after the other; keeps facing and thigh length steady between them."""

    exercise: Exercise
    _planes: PlaneFinder = field(default_factory=PlaneFinder)
    _hint: float = math.nan
    _facing: int | None = None
    _length: float = math.nan
    _recent: deque[float] = field(default_factory=lambda: deque(maxlen=5))
    _t: float = math.nan

    def update(self, skeleton: Skeleton) -> Measurement:
        """Measure one skeleton.

        Returns
        -------
        Measurement
            With ``posture`` None and ``why_not`` set where judgement must wait.
        """
        elapsed = max(skeleton.t - self._t, 0.0) if math.isfinite(self._t) else 0.0
        self._t = skeleton.t
        confidence = {side: _leg_confidence(skeleton, side) for side in SIDES}
        if not skeleton.seen:
            return Measurement(skeleton.t, None, {}, {}, confidence, False, "nobody")
        if min(confidence.values()) < MIN_CONFIDENCE:
            return Measurement(skeleton.t, None, {}, {}, confidence, False, "leg-hidden")
        longer = max(thigh_px(skeleton, side) for side in SIDES)
        self._follow_length(longer, elapsed)
        if longer > _TOO_LONG * self._length:
            return Measurement(skeleton.t, None, {}, {}, confidence, False, "out-of-place")
        lying = is_lying(skeleton)
        hips = skeleton.middle("hip")
        heel, knee = (_above(skeleton, name, float(hips[1])) for name in ("heel", "knee"))
        self._follow_facing(skeleton, elapsed)
        plane = self._planes.update(skeleton)
        facing = plane.facing if plane else self._facing or 0
        if facing:
            skeleton = with_knees_mended(skeleton, self._length, facing)
        if plane:
            body = posture_in(plane, skeleton)
        else:
            body = posture(skeleton, facing, self._length if facing == 0 and not lying else math.nan)
        body = with_limits(body)
        if self.exercise.posture == "standing":
            swing = {side: elevation_deg(thigh_vector(skeleton, side), self._length) for side in SIDES}
        else:
            swing = {side: body.legs[side].thigh for side in SIDES}
        line = {side: line_deg(skeleton, side) for side in SIDES}
        wants_lying = self.exercise.posture in ("lying", "bridge")
        aside = sideways_in(plane, skeleton) if plane else UNKNOWN
        view = plane.view_deg if plane else math.nan
        across, trunk = float(hips[0]), math.dist(hips, skeleton.middle("shoulder"))
        fits = lying == wants_lying
        return Measurement(
            skeleton.t, body, swing, line, confidence, fits, None, aside, view, across, trunk, heel, knee
        )

    def _follow_length(self, longer_px: float, elapsed: float) -> None:
        # The longest thigh lately seen is the true length at this distance; the median keeps single wild frames out.
        self._recent.append(longer_px)
        faded = self._length * math.exp(-elapsed / _LENGTH_MEMORY_S)
        usual = statistics.median(self._recent)
        self._length = usual if math.isnan(faded) else max(usual, faded)

    def _follow_facing(self, skeleton: Skeleton, elapsed: float) -> None:
        hint = facing_hint(skeleton)
        if not math.isfinite(hint):
            return
        if math.isnan(self._hint) or self._facing is None:
            self._hint = hint
        else:
            self._hint += (1.0 - math.exp(-elapsed / _FACING_MEMORY_S)) * (hint - self._hint)
        # A margin on both sides of the limit keeps the view from flickering, which would make angles jump.
        limit = _FRONTAL * (0.8 if self._facing else 1.2) if self._facing is not None else _FRONTAL
        self._facing = 0 if abs(self._hint) < limit else (1 if self._hint > 0 else -1)


def _above(skeleton: Skeleton, name: str, y_px: float) -> dict[Side, float]:
    return {side: y_px - float(skeleton.at(joint(side, name))[1]) for side in SIDES}


def _leg_confidence(skeleton: Skeleton, side: Side) -> float:
    hip, knee = LEG_JOINTS[side][:2]
    if not all(math.isfinite(value) for value in (*skeleton.at(hip), *skeleton.at(knee))):
        return 0.0
    return float(skeleton.confidence[hip] + skeleton.confidence[knee]) / 2
