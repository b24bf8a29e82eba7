"""Compute the parts of a sketched body: blend key poses while feet and hands stay in place."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np
from pydantic import BaseModel

from psoas.body.segments import FigureError, Segments, degrees_of, direction, middle_joint, point
from psoas.body.skeleton import Floats
from psoas.programme.sketch import XY, ArmPose, KeyPose, LegPose, Sketch, SketchPart

#: The body for which sketches are written.
BODY = Segments()
#: Distance of hips and shoulders from the middle of the body as drawn in side view, metres.
HIP_AWAY, SHOULDER_AWAY = 0.075, 0.11
#: Distance of hips and shoulders from the middle of the body in front view, metres.
HIP_WIDE, SHOULDER_WIDE = 0.085, 0.165
#: Height of the neck's base above the shoulder joints, metres.
SHOULDER_DROP = 0.05
#: Largest extension of the toes against the foot, degrees.
TOES_DEG = 60.0
#: Limb parts of each side: -1 near, 1 far.
LEGS: dict[int, tuple[SketchPart, SketchPart, SketchPart, SketchPart]] = {
    -1: ("near-thigh", "near-shank", "near-foot", "near-toes"),
    1: ("far-thigh", "far-shank", "far-foot", "far-toes"),
}
ARMS: dict[int, tuple[SketchPart, SketchPart, SketchPart]] = {
    -1: ("near-upper", "near-fore", "near-hand"),
    1: ("far-upper", "far-fore", "far-hand"),
}
#: Wrist to the middle of the palm, shares of body height.
PALM = 0.045
_LENGTHS = {
    "pelvis": 0.1 * BODY.height,
    "chest": BODY.trunk,
    "head": 0.06 * BODY.height,
    "neck": 0.06 * BODY.height,
    "thigh": BODY.thigh,
    "shank": BODY.shank,
    "foot": 0.72 * BODY.foot - BODY.heel_back,
    "toes": 0.28 * BODY.foot,
    "upper": BODY.upper_arm,
    "fore": BODY.forearm,
    "hand": BODY.hand,
}
#: Length of each part along its direction, metres; a foot's reaches to its ball.
LENGTHS: dict[SketchPart, float] = {part: _LENGTHS[part.split("-")[-1]] for part in get_args(SketchPart)}


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A rigid part of the body.

    Attributes
    ----------
    start, end : ndarray, shape (3,)
        Its ends, metres: x, y, and depth behind the middle of the body. Pelvis, chest and thigh start at the hip, the
        upper arm at the shoulder, head and neck at the middle of the head; a foot ends above its ball.
    turn_deg : float
        Direction in the plane; of the sole for a foot.
    """

    start: Floats
    end: Floats
    turn_deg: float

    def at(self, along: float, front: float, sign: int) -> Floats:
        """Return a point in the plane, given in shares of body height along the part and to its left (`sign` 1)."""
        across = direction(self.turn_deg + 90 * sign)
        shifted: Floats = self.start[:2] + BODY.height * (along * direction(self.turn_deg) + front * across)
        return shifted


PlacedParts = Mapping[SketchPart, Placed]


def front_of(part: SketchPart) -> int:
    """Return the side of a part's direction that faces the front: -1 (clockwise) for the trunk, 1 for limbs."""
    return -1 if part in ("pelvis", "chest", "head", "neck") else 1


def place_on(parts: PlacedParts, part: SketchPart, at: XY) -> Floats:
    """Return a point on a part, metres; `at` as in `psoas.programme.sketch.Held`."""
    return parts[part].at(*at, front_of(part))


def parts_at(sketch: Sketch, t_s: float) -> dict[SketchPart, Placed]:
    """Compute all parts `t_s` seconds after the first pose.

    Raises
    ------
    psoas.body.segments.FigureError
        If a foot or a hand is out of reach.
    """
    return _placed(sketch, pose_at(sketch, t_s))


def key_parts(sketch: Sketch) -> dict[SketchPart, Placed]:
    """Compute all parts in the pose of a still."""
    return _placed(sketch, sketch.poses[-1])


def pose_at(sketch: Sketch, t_s: float) -> KeyPose:
    """Compute the pose `t_s` seconds after the first one.

    Between held poses it follows a monotone cubic (Fritsch & Butland 1984, SIAM J Sci Stat Comput 5:300, the harmonic
    mean of both slopes). It stops only where a pose is held or a direction reverses, and never overshoots, so a foot on
    the floor does not dip into it.
    """
    poses, count, left = sketch.poses, len(sketch.poses), t_s % sketch.total_s
    for i, pose in enumerate(poses):
        after = poses[(i + 1) % count]
        if left <= pose.hold_s:
            return pose
        left -= pose.hold_s
        if left < after.move_s:
            four = (poses[i - 1], pose, after, poses[(i + 2) % count])
            way: KeyPose = _interpolated(four, _Transition.between(four, left))
            return way
        left -= after.move_s
    return poses[0]


@dataclass(frozen=True, slots=True)
class _Transition:
    """Durations of the previous, this and the next transition, and the progress of this one, 0 to 1.

    At a held pose there is no neighbour, and its duration is infinite.
    """

    before_s: float
    now_s: float
    after_s: float
    share: float

    @classmethod
    def between(cls, four: tuple[KeyPose, KeyPose, KeyPose, KeyPose], t_s: float) -> _Transition:
        _, start, end, following = four
        before = math.inf if start.hold_s else start.move_s
        after = math.inf if end.hold_s else following.move_s
        return cls(before, end.move_s, after, t_s / end.move_s)

    def value(self, before: float, start: float, end: float, after: float) -> float:
        slopes = (start - before) / self.before_s, (end - start) / self.now_s, (after - end) / self.after_s
        first, last = (self.now_s * _through(a, b) for a, b in (slopes[:2], slopes[1:]))
        u = self.share
        soft = u * u * (3 - 2 * u)
        return start + soft * (end - start) + u * (1 - u) * ((1 - u) * first - u * last)


def _through(first: float, last: float) -> float:
    """Return the slope between two slopes; 0 if they change sign or one is 0."""
    return 2 * first * last / (first + last) if first * last > 0 else 0.0


def _interpolated(four: Sequence[Any], way: _Transition) -> Any:
    """Interpolate between the middle two of `four` numbers, points or records; text stays."""
    start = four[1]
    if isinstance(start, float):
        return way.value(*four)
    if isinstance(start, tuple):
        return tuple(_interpolated(one, way) for one in zip(*four, strict=True))
    if isinstance(start, BaseModel):
        names = type(start).model_fields
        moved = {name: _interpolated([getattr(one, name) for one in four], way) for name in names}
        return type(start).model_construct(**moved)
    return start


def _placed(sketch: Sketch, pose: KeyPose) -> dict[SketchPart, Placed]:
    hip = point(*pose.anchor)
    if sketch.anchor == "near-knee" and pose.near_leg.thigh is not None:
        hip = hip - BODY.thigh * direction(pose.near_leg.thigh)
    shoulder = hip + BODY.trunk * direction(pose.trunk)
    head = _flat(shoulder + BODY.head * direction(pose.head), pose.head, LENGTHS["head"])
    parts: dict[SketchPart, Placed] = {
        "pelvis": _flat(hip, pose.trunk if pose.pelvis is None else pose.pelvis, LENGTHS["pelvis"]),
        "chest": _flat(hip, pose.trunk, LENGTHS["chest"]),
        "head": head,
        "neck": head,
    }
    if sketch.view == "front":
        across, wide = direction(pose.trunk - 90), SHOULDER_WIDE * np.cos(np.deg2rad(pose.turn))
        for side, leg in ((-1, pose.near_leg), (1, pose.far_leg)):
            parts |= _front_leg(hip + side * HIP_WIDE * across, leg, side)
        below = shoulder - SHOULDER_DROP * direction(pose.trunk)
        roots = [_deep(below + side * wide * across, 0) for side in (-1, 1)]
    else:
        parts |= _leg(hip, pose.near_leg, -1) | _leg(hip, pose.far_leg, 1)
        roots = [_deep(shoulder, side * SHOULDER_AWAY) for side in (-1, 1)]
    near, far = (
        _arm(parts, root, arm, side)
        for root, arm, side in zip(roots, (pose.near_arm, pose.far_arm), (-1, 1), strict=True)
    )
    return parts | near | far


def _flat(start: Floats, turn_deg: float, length: float, away: float = 0.0) -> Placed:
    """Build a part that lies in the plane."""
    return Placed(_deep(start, away), _deep(start + length * direction(turn_deg), away), turn_deg)


def _deep(place: Floats, away: float) -> Floats:
    return np.array((place[0], place[1], away))


def _leg(hip: Floats, pose: LegPose, side: int) -> dict[SketchPart, Placed]:
    thigh, shank, foot, toes = LEGS[side]
    away = side * HIP_AWAY
    toes_deg = pose.foot
    if pose.ball is not None:
        # Toes stay on the floor as the heel leaves it.
        toes_deg = max(pose.foot, min(0.0, pose.foot + TOES_DEG))
        # The foot rolls over its ball when the heel rises, and over its heel when the toes rise.
        sole = point(*pose.ball)
        if pose.foot > 0:
            sole += 0.72 * BODY.foot * (direction(pose.foot) - direction(0))
        ankle = sole - LENGTHS[foot] * direction(pose.foot) + BODY.ankle_height * direction(pose.foot + 90)
        knee = middle_joint(hip, ankle, BODY.thigh, BODY.shank, bend=1)
    else:
        assert pose.thigh is not None and pose.shank is not None
        knee = hip + BODY.thigh * direction(pose.thigh)
        ankle = knee + BODY.shank * direction(pose.shank)
    ball = ankle + LENGTHS[foot] * direction(pose.foot) - BODY.ankle_height * direction(pose.foot + 90)
    return {
        thigh: _flat(hip, degrees_of(knee - hip), BODY.thigh, away),
        shank: _flat(knee, degrees_of(ankle - knee), BODY.shank, away),
        foot: _flat(ankle, pose.foot, LENGTHS[foot], away),
        toes: _flat(ball, toes_deg, LENGTHS[toes], away),
    }


def _front_leg(hip: Floats, pose: LegPose, side: int) -> dict[SketchPart, Placed]:
    """Place a leg in front view; its knee bends towards the viewer as far as hip and foot require."""
    thigh, shank, foot, toes = LEGS[side]
    if pose.ball is None:
        raise FigureError("A leg in front view must stand: give it `ball` instead of `thigh` and `shank`.")
    ankle = point(*pose.ball) + point(0, BODY.ankle_height)
    way = ankle - hip
    reach = float(np.hypot(*way))
    if reach > BODY.thigh + BODY.shank:
        raise FigureError(f"A leg of {BODY.thigh + BODY.shank:.2f} m cannot reach {reach:.2f} m: lower the hip.")
    along = (BODY.thigh**2 + reach**2 - BODY.shank**2) / (2 * reach)
    knee = _deep(hip + along * way / reach, -((BODY.thigh**2 - along**2) ** 0.5))
    sole = Placed(_deep(ankle, 0), _deep(ankle, -LENGTHS[foot]), 90.0)
    return {
        thigh: Placed(_deep(hip, 0), knee, degrees_of(way)),
        shank: Placed(knee, _deep(ankle, 0), degrees_of(way)),
        foot: sole,
        toes: Placed(sole.end, sole.end - np.array([0, 0, LENGTHS[toes]]), 90.0),
    }


def _arm(parts: PlacedParts, root: Floats, pose: ArmPose, side: int) -> dict[SketchPart, Placed]:
    """Place an arm; `side` is -1 for the near one and 1 for the far one."""
    upper, fore, hand = ARMS[side]
    if pose.palm is not None:
        palm = point(*pose.palm) if pose.on is None else place_on(parts, pose.on, pose.palm)
        away = pose.away if pose.on is None else float(parts[pose.on].start[2]) + 0.02 * side
        away = float(root[2]) if away is None else away
        wrist = _deep(palm - PALM * BODY.height * direction(pose.hand), away)
        elbow = _elbow(root, wrist, pose, side)
    else:
        assert pose.upper is not None and pose.fore is not None
        elbow = root + _deep(BODY.upper_arm * direction(pose.upper), 0)
        wrist = elbow + _deep(BODY.forearm * direction(pose.fore), 0)
    curl = np.deg2rad(pose.curl)
    tips = wrist + BODY.hand * _deep(np.cos(curl) * direction(pose.hand), -side * np.sin(curl))
    return {
        upper: Placed(root, elbow, degrees_of(elbow[:2] - root[:2])),
        fore: Placed(elbow, wrist, degrees_of(wrist[:2] - elbow[:2])),
        hand: Placed(wrist, tips, pose.hand),
    }


def _elbow(shoulder: Floats, wrist: Floats, pose: ArmPose, side: int) -> Floats:
    """Find the elbow on its circle about the line shoulder-wrist, turned `pose.out` degrees out of the plane."""
    way = wrist - shoulder
    reach, first, second = float(np.linalg.norm(way)), BODY.upper_arm, BODY.forearm
    if not abs(first - second) <= reach <= first + second:
        raise FigureError(f"An arm of {first + second:.2f} m cannot reach {reach:.2f} m: move its palm.")
    along = (first**2 + reach**2 - second**2) / (2 * reach)
    plane = pose.bend * np.array([-way[1], way[0], 0.0])
    plane /= np.linalg.norm(plane)
    outwards = np.cross(way / reach, plane)
    outwards *= side * np.sign(outwards[2])
    turn = np.deg2rad(pose.out)
    aside = (first**2 - along**2) ** 0.5 * (np.cos(turn) * plane + np.sin(turn) * outwards)
    elbow: Floats = shoulder + along * way / reach + aside
    return elbow
