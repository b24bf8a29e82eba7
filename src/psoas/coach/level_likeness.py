"""Reduce a march to a few numbers and compare it with what an exercise file describes.

The expected numbers are not written down: the figure performs the exercise before cameras in all permitted places, and
the same function measures figures and people.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

import numpy as np

from psoas.body.angles import direction_deg, elevation_deg, facing_hint, is_lying, posture, thigh_vector, wrap_deg
from psoas.body.skeleton import SIDES, Floats, Side, Skeleton, joint
from psoas.figure.kinematics import pose_at
from psoas.figure.landmarks import to_skeleton
from psoas.programme.model import Exercise

#: Camera positions, degrees from side-on (towards the feet) and above the horizontal; those beyond 45 only for
#: exercises that may be filmed from anywhere.
_YAWS, _YAWS_ANYWHERE, _ELEVATIONS = (-45.0, -25.0, 0.0, 25.0, 45.0), (65.0, 90.0), (5.0, 20.0)
#: Usual difference between a good march and its file: trunk, hip at rest, knee at rest and travel, degrees; position
#: and movement of the hands, trunk lengths.
_TRUNK, _HIP, _KNEE, _TRAVEL, _HANDS, _STIR = 10.0, 15.0, 28.0, 35.0, 0.35, 0.3
#: Most that a single number counts, in squares of those, so that one lost joint does not decide alone.
_MOST = 6.0
#: Penalty for hands at a wall where none belongs, or the reverse: about as much as a wholly wrong trunk.
_HANDS_COUNT = 6.0
#: A march covers at least this share of the file's travel, in its direction.
_LEAST_TRAVEL = 0.42
#: Penalty for a view from which the exercise should not be filmed.
_OFF_VIEW = 3.0
#: Unlikeness of a march that is nothing like the exercise.
UNLIKE = 16.0
#: Distance of the shoulder joints, trunk lengths, as the pose model shows it and the figure has it.
_SHOULDERS = 0.73
#: Hips of a bridge rise from the floor by at least this share of the file's angle, above where shoulders and camera put
#: the floor. Flat on the floor real and rendered people showed at most 8 degrees, bridges 16 and more.
_LEAST_RISE = 0.6
#: A trunk less steep than this lies flat, degrees.
_FLAT = 5.0
#: Upright, the hips stay at their height within this many thigh lengths: they sink in a lunge, on a step, in a squat.
_SINKS = 0.35
#: The raised knee bends by at least this share of the file's angle; a leg that swings stays straight.
_LEAST_BENT = 0.4
#: Share of the travel from which a leg counts as at its furthest.
_FURTHEST = 0.8
#: Facing less clear than this on average counts as a frontal view, which cannot tell forwards from backwards.
_FRONTAL = 0.4


@dataclass(frozen=True, slots=True)
class Traits:
    """One march, from rest to rest. NaN where unseen; angles in degrees.

    Attributes
    ----------
    lying : bool
        Whether the person lies.
    trunk : float
        Direction hip to shoulder, 0 to 360: 180 lying, 195 in a bridge, 90 upright, less leaning forward.
    hip, knee : float
        Flexion of the working leg at rest; only for lying, since upright every resting leg hangs straight.
    travel : float
        How far the working hip moved, flexion positive.
    hands : ndarray, shape (2, 2)
        Each wrist relative to its shoulder, forwards and up, in trunk lengths.
    stir : float
        Movement of the quieter wrist in the picture, in trunk lengths.
    rise : float
        Angle of the trunk above the floor, hip higher positive; only for lying.
    sinks : float
        How far the hips go down in the picture while the leg moves, in thigh lengths; only for upright.
    bent : float
        Knee of the working leg at its furthest; only for upright, from the side.
    """

    lying: bool
    trunk: float
    hip: float
    knee: float
    travel: float
    hands: Floats
    stir: float
    rise: float = math.nan
    sinks: float = math.nan
    bent: float = math.nan


def traits(march: Sequence[Skeleton], apart: Sequence[float], near: float, thigh_px: float) -> Traits:
    """Measure one march.

    Parameters
    ----------
    march : sequence of Skeleton
        From just before the thighs came apart until they came together again.
    apart : sequence of float
        Angle between the thighs in each, degrees, 0 at rest.
    near : float
        Largest angle at rest, degrees.
    thigh_px : float
        True length of a thigh at this distance, pixels.
    """
    lying = 2 * sum(map(is_lying, march)) > len(march)
    hints = np.array([facing_hint(s) for s in march])
    hint = float(np.nanmean(hints)) if np.isfinite(hints).any() else 0.0
    facing = 0 if abs(hint) < _FRONTAL else (1 if hint > 0 else -1)
    at_rest = np.abs(np.asarray(apart)) <= near
    best: tuple[float, float, float] = (math.nan, math.nan, 0.0)
    working, out = SIDES[0], np.zeros(len(march), dtype=bool)
    for side in SIDES:
        hip, knee = _leg(march, side, lying, facing, thigh_px)
        rest = _median(hip[at_rest])
        moved = hip - rest
        if not np.isfinite(moved).any():
            continue
        # Percentiles rather than extremes: a single bad frame is the pose model's error.
        low, high = np.nanpercentile(moved, (6, 94))
        travel = float(high if high > -low else low)
        if abs(travel) > abs(best[2]):
            best = rest if lying else math.nan, _median(knee[at_rest]), travel
            working, out = side, moved / travel >= _FURTHEST
    trunks = np.array([direction_deg(s.middle("shoulder") - s.middle("hip"), facing or 1) % 360.0 for s in march])
    trunk = _median(trunks) if facing or lying else math.nan
    hands, stir = _hands(march, facing)
    if lying:
        return Traits(lying, trunk, *best, hands, stir, rise=_rise(march, facing or 1))
    heights = np.array([s.middle("hip")[1] for s in march])
    sinks = (_median(heights[out]) - _median(heights[at_rest])) / thigh_px
    knees = np.array([posture(s, facing).legs[working].knee for s in march])
    return Traits(lying, trunk, *best, hands, stir, sinks=sinks, bent=_median(knees[out]) if facing else math.nan)


def _rise(march: Sequence[Skeleton], facing: int) -> float:
    """Measure how steep the trunk stands on the floor, degrees, hip higher positive, whatever the camera's place.

    Seen from a corner and from above, a trunk that lies flat is aslant in the picture. The line of the shoulders shows
    by how much: a camera turned by y and raised by e shows it tan(y) along the trunk and sin(e) across, in shoulder
    widths, and the floor aslant by tan(y) sin(e).
    """
    trunks = np.array([s.middle("shoulder") - s.middle("hip") for s in march])
    shoulders = np.array([s.at(joint("left", "shoulder")) - s.at(joint("right", "shoulder")) for s in march])
    size = float(np.median(np.hypot(*trunks.T)))
    if not size > 0:
        return math.nan
    # The product frame by frame, so that shoulders may be exchanged in some of them.
    aslant = _median(np.prod(shoulders / (size * _SHOULDERS), axis=1))
    floor = math.degrees(math.atan(-facing * aslant))
    trunk = _median(np.array([direction_deg(one, facing) % 360.0 for one in trunks]))
    return trunk - 180.0 + floor


def _leg(march: Sequence[Skeleton], side: Side, lying: bool, facing: int, thigh_px: float) -> tuple[Floats, Floats]:
    """Measure hip and knee of one side in each skeleton, degrees, the hip without jumps."""
    if lying:
        legs = [posture(s, facing).legs[side] for s in march]
        hip = np.array([leg.hip for leg in legs])
        return _without_jumps(hip), np.array([leg.knee for leg in legs])
    hip = np.array([elevation_deg(thigh_vector(s, side), thigh_px) for s in march])
    return hip, np.full(len(hip), np.nan)


def _without_jumps(angles: Floats) -> Floats:
    # No marching hip comes near -100 degrees, so put the seam there.
    return np.asarray((angles + 100.0) % 360.0 - 100.0)


def _hands(march: Sequence[Skeleton], facing: int) -> tuple[Floats, float]:
    """Measure where the wrists are and how much they move, as in `Traits`; forwards is NaN in a frontal view."""
    size = float(np.median([math.dist(s.middle("shoulder"), s.middle("hip")) for s in march]))
    if not size > 0:
        return np.full((2, 2), np.nan), math.nan
    wrists, shoulders = (
        np.array([[s.at(joint(side, name)) for side in SIDES] for s in march]) for name in ("wrist", "shoulder")
    )
    reach = np.median(wrists - shoulders, axis=0) / size * np.array([facing or math.nan, -1.0])
    # Leave out a tenth at either end: a wrist is lost for a frame more easily than any other joint.
    low, high = np.percentile(wrists, (10, 90), axis=0)
    return reach, float(np.min(np.linalg.norm(high - low, axis=1)) / size)


def _median(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if known.size else math.nan


@lru_cache(maxsize=64)
def _expected(exercise: Exercise) -> tuple[Traits, ...]:
    """The exercise as each camera would see it."""
    yaws = _YAWS + (_YAWS_ANYWHERE if exercise.camera == "any" else ())
    # Rest and the furthest point are all that the numbers need.
    poses = [pose_at(exercise, phase) for phase in (0.0, 0.0, 0.45, 0.45, 0.45)]
    found = []
    for yaw, elevation in product(yaws, _ELEVATIONS):
        march = [to_skeleton(pose, i / 10, yaw_deg=yaw, elevation_deg=elevation) for i, pose in enumerate(poses)]
        # Length of the figure's thigh in pixels, as `to_skeleton` scales it.
        thigh_px = 0.8 * march[0].size[1] * poses[0].segments.thigh / poses[0].segments.height
        found.append(traits(march, [0, 0, 90, 90, 90], 1.0, thigh_px))
    # What a march must show is asked as the most lenient view asks it.
    bent, rise = _least(seen.bent for seen in found), _least(seen.rise for seen in found)
    return tuple(replace(seen, bent=bent, rise=rise) for seen in found)


def _least(values: Iterable[float]) -> float:
    return min((value for value in values if math.isfinite(value)), default=math.nan)


class Likeness:
    """Compare a march with several exercises.

    Parameters
    ----------
    exercises : sequence of Exercise
        All with a motion.
    """

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        self._expected = [(exercise, _expected(exercise)) for exercise in exercises]
        self._at_wall = [seen for exercise, views in self._expected if _has_wall(exercise) for seen in views]

    def unlike(self, seen: Traits) -> Floats:
        """Unlikeness to each exercise, from 0 (exactly like it) to `UNLIKE` (nothing like it), shape (exercises,)."""
        hands = self._hands_at_wall(seen)
        unlike = []
        for exercise, views in self._expected:
            off = min(_against(seen, expected) for expected in views)
            if not seen.lying and math.isfinite(hands):
                off += _HANDS_COUNT * ((1 - hands) if _has_wall(exercise) else hands)
            unlike.append(min(off, UNLIKE))
        return np.array(unlike)

    def least_travel(self, lying: bool) -> float:
        """Smallest travel of a hip in the lying or upright exercises, as most cameras see it, degrees."""
        ways = [[abs(v.travel) for v in views if v.lying == lying] for _, views in self._expected]
        return min((float(np.median(way)) for way in ways if way), default=math.inf)

    def _hands_at_wall(self, seen: Traits) -> float:
        """Confidence that the hands are where a wall would be, 0 to 1; NaN where neither hand is seen."""
        known = np.isfinite(seen.hands)
        if not known.any() or not self._at_wall:
            return math.nan
        # Both hands must be there, and a wall keeps them still.
        away = min(float(np.abs(np.where(known, seen.hands - w.hands, 0.0)).max()) for w in self._at_wall)
        stirs = seen.stir if math.isfinite(seen.stir) else 0.0
        sure = math.exp(-((away / _HANDS) ** 2 + (stirs / _STIR) ** 2) / 2)
        # In a frontal view only their height is known.
        return sure if known.all() else (0.5 + sure) / 2


def _against(seen: Traits, expected: Traits) -> float:
    # A frontal view shows no lean, so only exercises that may be filmed from there are expected to look like that.
    unexpected = _OFF_VIEW if math.isnan(seen.trunk) and math.isfinite(expected.trunk) else 0.0
    if seen.lying != expected.lying or not seen.travel / expected.travel >= _LEAST_TRAVEL:
        return UNLIKE
    if expected.rise > _FLAT and seen.rise < _LEAST_RISE * expected.rise:
        return UNLIKE
    if abs(seen.sinks) > _SINKS or seen.bent < _LEAST_BENT * expected.bent:
        return UNLIKE
    differences = [
        (wrap_deg(seen.trunk - expected.trunk), _TRUNK),
        (seen.hip - expected.hip, _HIP),
        (seen.knee - expected.knee, _KNEE),
        # Travelling further than the file does not make it another exercise.
        (min(abs(seen.travel) - abs(expected.travel), 0.0), _TRAVEL),
    ]
    return unexpected + sum(min((d / usual) ** 2, _MOST) for d, usual in differences if math.isfinite(d))


def _has_wall(exercise: Exercise) -> bool:
    return exercise.motion is not None and "palms-on-wall" in exercise.motion.contacts
