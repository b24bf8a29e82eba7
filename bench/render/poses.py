"""The march as a whole-body movement: tracks of a script on one person's measures, with every contact closed.

The key poses come from the exercise files; as in :mod:`psoas.figure.kinematics`, but for a real body's lengths and
depths, for many frames at once, with the sides apart, and with faults.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.render.arms import arms
from bench.render.arrays import Array, direction
from bench.render.build import Build
from bench.render.kinematics import SIDES, SPINE, Pose
from bench.render.tracks import Tracks
from psoas.body.segments import turn_to_height
from psoas.figure.pose import Supports
from psoas.programme.motion import Motion
from psoas.programme.motion import Pose as Angles

MAT_THICKNESS_M = 0.012
BOX_LENGTH_M = 0.42
#: The skin of the low back rises by two thirds of what its bones do (measured on four bodies).
_SKIN_FOLLOWS = 1.47


@dataclass(frozen=True, slots=True)
class Style:
    """How this person does it.

    Attributes
    ----------
    arms : str
        ``"beside"``, ``"belly"`` or ``"thighs"`` lying; ``"hang"``, ``"hips"``, ``"out"`` or ``"thighs"`` standing.
    feet_apart : float
        Half the distance of the ankles, metres.
    box_m : float
        Height of the box.
    head_deg : float
        Turn of the head from the trunk, counter-clockwise.
    """

    arms: str = "beside"
    feet_apart: float = 0.11
    box_m: float = 0.40
    head_deg: float = 6.0


@dataclass(frozen=True, slots=True)
class Settled:
    """Where a body rests: direction of the trunk, middle of the hips (3,), start pose of a leg, supports."""

    trunk: float
    hip: Array
    start: Angles
    working: Angles
    supports: Supports
    lying: bool


def settle(motion: Motion, build: Build, style: Style) -> Settled:
    """Close all contacts at the start position."""
    start = motion.start.model_copy(update={"knee": max(motion.start.knee, 4.0)})
    working = motion.working
    bed = MAT_THICKNESS_M
    box = wall = None
    box_m = style.box_m if motion.box_height_m is not None else None
    lying = "back-on-mat" in motion.contacts or "shoulders-on-mat" in motion.contacts
    if "back-on-mat" in motion.contacts:
        slope = np.rad2deg(np.arcsin((build.depth_shoulders - build.depth_hips) / build.trunk))
        trunk, hip = 180.0 - float(slope), np.array([0.0, bed + build.depth_hips, 0.0])
        if box_m is not None:
            heel = _heel(build, trunk, np.zeros(3), start)
            turn = turn_to_height(heel[:2], box_m - float(hip[1]))
            start = start.model_copy(update={"hip": start.hip + turn})
    elif "shoulders-on-mat" in motion.contacts and box_m is not None:
        trunk = motion.trunk
        shoulder_y = bed + build.depth_shoulders
        rigid = _heel(build, trunk, np.zeros(3), start) - build.trunk * direction(trunk)
        trunk += turn_to_height(rigid[:2], box_m - shoulder_y)
        hip = np.array([0.0, shoulder_y, 0.0]) - build.trunk * direction(trunk)
        hip[0] = 0.0
    else:
        trunk = motion.trunk
        start = start.model_copy(update={"ankle": start.knee - start.hip + 90 - trunk})
        free = _ankle(build, trunk, np.zeros(3), start)
        hip = np.array([0.0, build.ankle_height, 0.0]) - free
    heel = _heel(build, trunk, hip, start)
    if box_m is not None:
        left = float(heel[0]) - 0.07
        box = (left, left + BOX_LENGTH_M, box_m)
    if motion.wall_distance_m is not None:
        wall = float(heel[0]) + build.foot + motion.wall_distance_m * build.height / 1.75
    mat = None
    if lying:
        right = 0.45 * build.height if box is None else box[0] - 0.05
        mat = (min(right - 1.75, -0.5 * build.height), right, bed)
    return Settled(trunk, hip, start, working, Supports(mat, box, wall), lying)


def march(motion: Motion, build: Build, style: Style, made: Tracks) -> tuple[Pose, Supports]:
    """The whole body in every frame of a clip, and what it lies or stands on."""
    rest = settle(motion, build, style)
    n = len(made.t)
    trunk = np.full(n, rest.trunk)
    hips = np.tile(rest.hip, (n, 1))
    bend = np.zeros((n, len(SPINE)))
    if "shoulders-on-mat" in motion.contacts:
        trunk, hips = _sagged(build, rest, made)
    else:
        trunk = trunk + made.lean
    if rest.lying and "back-on-mat" in motion.contacts:
        bend += _arched(build, made.arch)
        # A curl lifts the shoulders and leaves the pelvis where it is.
        bend[:, 0] -= made.lean
        bend[:, 1] -= 0.6 * made.lean
    if not rest.lying:
        hips = hips + _lowered(build, made.stance)
    hips[:, 2] -= made.shift
    pose = Pose(
        hips=hips,
        trunk=trunk,
        bend=bend,
        roll=made.roll,
        yaw=made.yaw,
        feet={},
        wrists={},
        elbows={},
        neck=np.full(n, style.head_deg) - (0.6 * (rest.trunk - 180) if "shoulders-on-mat" in motion.contacts else 0.0),
    )
    for side in SIDES:
        _leg(pose, side, motion, build, style=style, rest=rest, made=made)
    arms(pose, build, style.arms, rest.supports, rest.trunk)
    return pose, rest.supports


def _sagged(build: Build, rest: Settled, made: Tracks) -> tuple[Array, Array]:
    """Trunk and hips of a bridge whose hips sink while the shoulders and heels stay where they are."""
    leg = build.thigh + build.shank
    drop = np.deg2rad(made.sag) / (1 / build.trunk + 1 / leg)
    shoulder = rest.hip + build.trunk * direction(rest.trunk)
    rise = np.clip(rest.hip[1] - drop, MAT_THICKNESS_M + build.depth_hips, None) - shoulder[1]
    trunk = 180 + np.rad2deg(np.arcsin(rise / build.trunk))
    return trunk, shoulder - build.trunk * direction(trunk)


def _arched(build: Build, rise: Array) -> Array:
    """Turns of the spine's parts, shape (n, 6), with which the low back comes up by so many metres.

    The pelvis tips forwards and the spine rises to its third part and falls again to the ribs, which stay down.
    """
    up = np.array([1.0, 1.0, 0.55, 0.0, 0.0, 0.0])
    down = np.array([0.0, 0.0, 0.0, 0.45, 0.75, 0.0])
    parts = np.array(build.spine)
    turns = _SKIN_FOLLOWS * (up / (up @ parts) - down / (down @ parts))
    return np.asarray(-np.rad2deg(np.multiply.outer(rise, turns)))


def _lowered(build: Build, knee_deg: Array) -> Array:
    """How far the hips come down over a standing leg whose knee bends, shape (n, 3)."""
    a, b = build.thigh, build.shank
    reach = np.sqrt(a**2 + b**2 + 2 * a * b * np.cos(np.deg2rad(knee_deg)))
    return np.column_stack([np.zeros_like(reach), reach - (a + b), np.zeros_like(reach)])


def _leg(pose: Pose, side: str, motion: Motion, build: Build, *, style: Style, rest: Settled, made: Tracks) -> None:
    share = made.share[side]
    start, end = rest.start, rest.working
    hip_deg = start.hip + share * (end.hip - start.hip)
    knee_deg = start.knee + share * (end.knee - start.knee)
    ankle_deg = start.ankle + share * (end.ankle - start.ankle)
    sign = -1.0 if side == "L" else 1.0
    planted = motion.box_height_m is not None or not rest.lying
    if not planted or "back-on-mat" in motion.contacts:
        hip_deg = hip_deg + made.hold[side]
    thigh = rest.trunk - 180 + hip_deg
    shank = thigh - knee_deg
    foot = shank + 90 + ankle_deg
    if not planted:
        pose.thighs[side], pose.shanks[side], pose.feet[side] = thigh, shank, foot
        return
    if rest.lying:
        ankle = build.ankle(rest.hip, thigh, shank)
        ankle[:, 1] += np.maximum(
            made.hover[side] - (ankle[:, 1] - _ankle(build, rest.trunk, rest.hip, start)[1]), 0
        ) * (made.hover[side] > 0)
    else:
        ankle, foot = _swing(build, rest, share)
    ankle = ankle.copy()
    ankle[:, 2] = sign * style.feet_apart
    pose.ankles[side], pose.feet[side] = ankle, foot


def _swing(build: Build, rest: Settled, share: Array) -> tuple[Array, Array]:
    """Ankle and foot of a leg that is lifted from the floor: led on a straight line, with toes that hang a little."""
    first = _ankle(build, rest.trunk, rest.hip, rest.start)
    last = _ankle(build, rest.trunk, rest.hip, rest.working)
    ankle = first + share[:, None] * (last - first)
    end = rest.working
    level = rest.trunk - 180 + end.hip - end.knee + 90 + end.ankle
    foot = share * level - 72 * np.clip(share, 0, 1) ** 2 * (1 - np.clip(share, 0, 1))
    return ankle, foot


def _ankle(build: Build, trunk: float, hip: Array, pose: Angles) -> Array:
    thigh = trunk - 180 + pose.hip
    return np.asarray(hip + build.thigh * direction(thigh) + build.shank * direction(thigh - pose.knee))


def _heel(build: Build, trunk: float, hip: Array, pose: Angles) -> Array:
    foot = trunk - 180 + pose.hip - pose.knee + 90 + pose.ankle
    return build.heel(_ankle(build, trunk, hip, pose), np.asarray(foot))
