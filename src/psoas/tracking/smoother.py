"""The smoother and the estimates of a body, shared by the online, the fixed-lag and the offline tracker.

Online, a filter knows only the past and lags behind. Offline, the mean of the same filter run forwards and backwards
has no lag: one run is as late as the other is early. A median of three frames first removes single-frame errors.

Source: Casiez, Roussel and Vogel 2012, "1 Euro Filter: A Simple Speed-based Low-pass Filter for Noisy Input in
Interactive Systems", CHI, doi 10.1145/2207676.2208639.
"""

from __future__ import annotations

import math
import statistics
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from psoas.body.angles import LEG_JOINTS, facing_hint, is_lying, longer_thigh_px, with_knees_mended
from psoas.body.sagittal_plane import Plane, PlaneFinder
from psoas.body.skeleton import Floats, Skeleton

#: Cut-off of a landmark at rest, Hz.
MIN_CUTOFF_HZ = 1.2
#: Cut-off gained per speed, Hz per (body heights a second): a knee lifted at 60 degrees a second lags by 0.06 s.
GAIN = 10.0
#: Cut-off of the speed estimate, Hz.
SPEED_CUTOFF_HZ = 2.0
#: Start afresh after a gap this long, seconds.
FORGET_AFTER_S = 0.5
#: Body height, metres, to which the model's metric landmarks are scaled.
BODY_M = 1.7
#: Shoulder to hip plus hip to ankle, as a share of body height (Winter 2009, table 4.1).
_SEGMENTS_OF_HEIGHT = 0.779


class OneEuro:
    """A One-Euro filter over an array of points; a point starts afresh after NaN or a gap."""

    def __init__(self) -> None:
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
        # One cut-off per landmark: separate ones per axis would bend its path.
        cutoff = MIN_CUTOFF_HZ + GAIN * np.linalg.norm(speed, axis=1, keepdims=True)
        value = value + _share(cutoff, dt) * (points - value)
        self._t, self._value, self._speed = t, value, speed
        return value.copy()


def _share(cutoff: Floats | float, dt: float) -> Floats:
    """Weight of a new sample in a first-order low-pass filter."""
    tau = 1.0 / (2 * np.pi * np.asarray(cutoff, dtype=np.float64))
    result: Floats = 1.0 / (1.0 + tau / dt)
    return result


def both_ways(t: Floats, points: Floats, scale: float) -> Floats:
    """Smooth paths without lag.

    Parameters
    ----------
    t : ndarray, shape (T,)
        Increasing times, seconds, without gaps longer than `FORGET_AFTER_S`.
    points : ndarray, shape (T, N, D)
        Positions; NaN where unknown.
    scale : float
        Length of one body height in the unit of ``points``.

    Returns
    -------
    ndarray, shape (T, N, D)
        NaN where the input, or a neighbour in time, is NaN.
    """
    padded = np.concatenate([points[:1], points, points[-1:]])
    before, now, after = padded[:-2], padded[1:-1], padded[2:]
    median = np.maximum(np.minimum(before, now), np.minimum(np.maximum(before, now), after))
    forwards, backwards = OneEuro(), OneEuro()
    ahead = np.array([forwards.update(at, p, scale) for at, p in zip(t, median, strict=True)])
    behind = np.array([backwards.update(-at, p, scale) for at, p in zip(t[::-1], median[::-1], strict=True)])
    result: Floats = (ahead + behind[::-1]) / 2
    return result


class OnlineSmoother:
    """Smooth skeletons as they come, each with what came before it. Deterministic in its input."""

    def __init__(self) -> None:
        self._image, self._metric = OneEuro(), OneEuro()
        self._height_px = 0.0

    def update(self, skeleton: Skeleton) -> Skeleton:
        """Smooth one skeleton; times must increase from call to call."""
        height = body_height_px(skeleton)
        if np.isfinite(height) and height > 0:
            self._height_px = height if not self._height_px else max(0.98 * self._height_px, height)
        image = self._image.update(skeleton.t, skeleton.image, self._height_px or 1.0)
        metric = None if skeleton.metric is None else self._metric.update(skeleton.t, skeleton.metric, BODY_M)
        return replace(skeleton, image=image, metric=metric)


def smoothed(run: Sequence[Skeleton]) -> list[Skeleton]:
    """Smooth a run of skeletons `both_ways`; each must be the next one's neighbour (`neighbours`)."""
    t = np.array([skeleton.t for skeleton in run])
    heights = [body_height_px(skeleton) for skeleton in run]
    tallest = max((h for h in heights if np.isfinite(h)), default=0.0)
    image = both_ways(t, np.array([skeleton.image for skeleton in run]), tallest or 1.0)
    if run[0].metric is None:
        return [replace(skeleton, image=image[i]) for i, skeleton in enumerate(run)]
    metric = both_ways(t, np.array([skeleton.metric for skeleton in run]), BODY_M)
    return [replace(skeleton, image=image[i], metric=metric[i]) for i, skeleton in enumerate(run)]


def neighbours(one: Skeleton, two: Skeleton) -> bool:
    """Whether two consecutive skeletons belong to one run: no gap or cut between them, depth in both or in neither."""
    return (
        one.seen == two.seen
        and (one.metric is None) == (two.metric is None)
        and 0 < two.t - one.t <= FORGET_AFTER_S
        and not two.cut
    )  # fmt: skip


def body_height_px(skeleton: Skeleton) -> float:
    """Height of the person in the picture if they stood upright, pixels; a lower bound where foreshortened."""
    image = skeleton.image
    legs = [
        math.dist(image[hip], image[knee]) + math.dist(image[knee], image[ankle])
        for hip, knee, ankle in LEG_JOINTS.values()
    ]
    return (trunk_px(skeleton) + max(legs)) / _SEGMENTS_OF_HEIGHT


def trunk_px(skeleton: Skeleton) -> float:
    """Length of the trunk in the picture, middle of the shoulders to middle of the hips, pixels."""
    return math.dist(skeleton.middle("shoulder"), skeleton.middle("hip"))


#: Seconds over which a known thigh length fades, and over which facing is averaged.
_LENGTH_MEMORY_S, _FACING_MEMORY_S = 20.0, 1.0
#: Facing less clear than this counts as a frontal view (about 30 degrees from the front).
_FRONTAL = 0.45
#: Length of a thigh over that of the trunk, shoulder to hip (Winter 2009, table 4.1: 0.245 and 0.288 of the height).
_THIGH_OF_TRUNK = 0.85
#: A thigh longer than this many times its known length is a misplaced knee or hip.
_TOO_LONG = 1.5


@dataclass(slots=True)
class ThighLength:
    """Track the longest thigh seen lately: perspective only shortens it, so that is its true length at this distance.

    Parameters
    ----------
    median_of : int
        Take the median of this many frames, so that single bad ones do not count; 1 where frames are smoothed.

    Attributes
    ----------
    px : float
        The length, pixels; NaN before the first thigh.
    """

    median_of: int = 5
    px: float = math.nan
    _recent: deque[float] = field(init=False)

    def __post_init__(self) -> None:
        """Make room for the median."""
        self._recent = deque(maxlen=self.median_of)

    def update(self, longer_px: float, elapsed: float) -> float:
        """Take in the longer thigh of one frame, pixels, `elapsed` seconds after the last; returns the length."""
        self._recent.append(longer_px)
        faded = self.px * math.exp(-elapsed / _LENGTH_MEMORY_S)
        usual = statistics.median(self._recent)
        self.px = usual if math.isnan(faded) else max(usual, faded)
        return self.px


@dataclass(frozen=True, slots=True, eq=False)
class BodyState:
    """What is known of a body at one moment beyond its landmarks.

    Attributes
    ----------
    lying : bool
        Whether the person lies.
    plane : Plane or None
        The sagittal plane, which also tells the near side; None without depth.
    facing : {1, 0, -1}
        As in `psoas.body.angles.BodyPosture`.
    thigh_px : float
        True length of a thigh at this distance, pixels.
    """

    lying: bool
    plane: Plane | None
    facing: int
    thigh_px: float

    @property
    def view_deg(self) -> float:
        """How far the camera is from side-on, degrees, 0 to 90; NaN without depth."""
        return self.plane.view_deg if self.plane else math.nan

    def mended(self, skeleton: Skeleton) -> Skeleton:
        """Work out each knee that cannot belong to its ankle; a frontal view is left alone, bones shorten in it."""
        return with_knees_mended(skeleton, self.thigh_px, self.facing) if self.facing else skeleton


@dataclass(slots=True)
class BodyEstimator:
    """Estimate one person's `BodyState` from skeleton to skeleton. Deterministic in its input.

    Tracking and coach use this one class but not one instance, and no state travels with a skeleton. Tracking needs the
    plane before it places the joints, and placing them turns it a little. A coach must judge a skeleton alike whether
    it comes from a camera, a file or motion capture; it starts with its set and learns only from frames it can judge.

    Parameters
    ----------
    median_of : int
        As for `ThighLength`.
    seated : bool
        Whether the person sits, so that the trunk, too, tells how long a thigh is: seen from the front, both thighs
        point at the camera the whole time.
    """

    median_of: int = 5
    seated: bool = False
    _planes: PlaneFinder = field(default_factory=PlaneFinder)
    _thigh: ThighLength = field(init=False)
    _hint: float = math.nan
    _facing: int | None = None

    def __post_init__(self) -> None:
        """Hand the size of the median on."""
        self._thigh = ThighLength(self.median_of)

    def update(self, skeleton: Skeleton, elapsed: float) -> BodyState | None:
        """Take in the next skeleton.

        Parameters
        ----------
        skeleton : Skeleton
            Of a person whose hips and knees are in it.
        elapsed : float
            Seconds since the last one, whether or not it was passed to this estimator.

        Returns
        -------
        BodyState or None
            None where a hip or knee is so misplaced that a thigh is too long to be one.
        """
        longer = longer_thigh_px(skeleton)
        by_trunk = _THIGH_OF_TRUNK * trunk_px(skeleton) if self.seated else longer
        thigh = self._thigh.update(max(longer, by_trunk), elapsed)
        if longer > _TOO_LONG * thigh:
            return None
        self._follow_facing(skeleton, elapsed)
        plane = self._planes.update(skeleton)
        return BodyState(is_lying(skeleton), plane, plane.facing if plane else self._facing or 0, thigh)

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
