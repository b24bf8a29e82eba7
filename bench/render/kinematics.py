"""From what a body does, frame by frame, to where every part of its skin is: one matrix a group and frame.

World: x to where the figure's plane has it (towards a lying person's feet, before a standing one), y up, z towards
the right-hand side of a person in that plane; angles in degrees as in :mod:`psoas.figure.kinematics`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from bench.render.arrays import Array, about, between, direction, frame, unit
from bench.render.person import GROUPS, INDEX, Person

#: The person's left in the plane of the exercise.
LEFT = np.array([0.0, 0.0, -1.0])
SPINE = ("pelvis", "spine5", "spine4", "spine3", "spine2", "chest")
#: How much of the pelvis' roll and yaw each of them takes part in.
_TAKES_PART = (1.0, 0.8, 0.55, 0.3, 0.1, 0.0)
SIDES = ("L", "R")
#: Parts that are placed together with the first one of their limb.
_PLACED_BY_LIMB = ("forearm", "twist", "hand", "shank", "foot")


@dataclass(slots=True)
class Pose:
    """What a body does over n frames, in its own plane.

    Attributes
    ----------
    hips : ndarray, shape (n, 3)
        Middle of both hip joints, metres.
    trunk : ndarray, shape (n,)
        Direction from hips to shoulders.
    bend : ndarray, shape (n, 6)
        By how much each part of `SPINE` turns from the trunk's direction, counter-clockwise.
    roll, yaw : ndarray, shape (n,)
        Of the pelvis: left hip towards the head, left hip to the front.
    ankles : dict of str to ndarray, shape (n, 3)
        Where the ankles are wanted; the knees follow, bending forwards.
    thighs, shanks : dict of str to ndarray, shape (n,)
        Directions of a free leg, instead of `ankles`.
    feet : dict of str to ndarray, shape (n,)
        Direction heel to toe.
    wrists : dict of str to ndarray, shape (n, 3)
    elbows : dict of str to ndarray, shape (3,) or (n, 3)
        Towards where an elbow points.
    hands : dict of str to tuple of ndarray, shape (3,)
        Directions of the fingers and out of the palm; a hand that is missing goes on straight from its forearm.
    neck : ndarray, shape (n,)
        Turn of the head from the chest, counter-clockwise.
    heading : ndarray, shape (n,)
        Turn of the whole body about the vertical, and `place`, shape (n, 3), where its plane's origin then lies.
    """

    hips: Array
    trunk: Array
    bend: Array
    roll: Array
    yaw: Array
    feet: dict[str, Array]
    wrists: dict[str, Array]
    elbows: dict[str, Array]
    neck: Array
    ankles: dict[str, Array] = field(default_factory=dict)
    thighs: dict[str, Array] = field(default_factory=dict)
    shanks: dict[str, Array] = field(default_factory=dict)
    hands: dict[str, tuple[Array, Array]] = field(default_factory=dict)
    heading: Array | None = None
    place: Array | None = None


def matrices(person: Person, pose: Pose) -> Array:
    """One matrix a frame and group, shape (n, G, 4, 4), that takes the rest pose to the world."""
    n = len(pose.hips)
    pivots = person.pivots
    turn = np.zeros((n, len(GROUPS), 3, 3))
    place = np.zeros((n, len(GROUPS), 3))
    _spine(person, pose, turn)
    middle = (pivots[INDEX["thigh.L"]] + pivots[INDEX["thigh.R"]]) / 2
    place[:, 0] = pose.hips + _apply(turn[:, 0], pivots[0] - middle)
    for name, parent in GROUPS.items():
        i = INDEX[name]
        if parent is None:
            continue
        up = INDEX[parent]
        base, _, side = name.partition(".")
        if base in _PLACED_BY_LIMB:
            continue
        place[:, i] = place[:, up] + _apply(turn[:, up], pivots[i] - pivots[up])
        if base == "clavicle":
            turn[:, i] = turn[:, up]
        elif base == "thigh":
            _leg(person, pose, side, turn, place)
        elif base == "upperarm":
            _arm(person, pose, side, turn, place)
    made = np.zeros((n, len(GROUPS), 4, 4))
    made[..., :3, :3] = turn
    made[..., :3, 3] = place - np.einsum("ngij,gj->ngi", turn, pivots)
    made[..., 3, 3] = 1
    return _placed(pose, made)


def keypoints(person: Person, moved: Array) -> dict[str, Array]:
    """The named joints in the world, each shape (n, 3), metres."""
    return {name: np.einsum("ngij,gj->ni", moved, row)[:, :3] for name, row in person.keypoints.items()}


def trunk_line(person: Person) -> Array:
    """Middle of the hips to middle of the shoulders in the rest pose, shape (3,)."""
    p = person.pivots
    middle = [(p[INDEX[f"{g}.L"]] + p[INDEX[f"{g}.R"]]) / 2 for g in ("thigh", "upperarm")]
    return np.asarray(middle[1] - middle[0])


def _spine(person: Person, pose: Pose, turn: Array) -> None:
    straight = between(trunk_line(person), np.array([0.0, 0.0, 1.0]))
    whole = frame(direction(pose.trunk), LEFT)
    for k, name in enumerate(SPINE):
        share = _TAKES_PART[k]
        own = about(1, -share * pose.roll) @ about(2, -share * pose.yaw)
        turn[:, INDEX[name]] = about(2, pose.bend[:, k]) @ whole @ own @ straight
    for name, share in (("neck", 0.5), ("head", 1.0)):
        turn[:, INDEX[name]] = about(2, share * pose.neck) @ turn[:, INDEX["chest"]]


def _leg(person: Person, pose: Pose, side: str, turn: Array, place: Array) -> None:
    thigh, shank, foot = (INDEX[f"{g}.{side}"] for g in ("thigh", "shank", "foot"))
    p = person.pivots
    first, second = p[shank] - p[thigh], p[foot] - p[shank]
    a, b = float(np.linalg.norm(first)), float(np.linalg.norm(second))
    hip = place[:, thigh]
    if side in pose.ankles:
        knee = bent(hip, pose.ankles[side], a, b, np.cross(unit(pose.ankles[side] - hip), LEFT))
        lower = unit(pose.ankles[side] - knee)
    else:
        # A little outwards, as far as the hips stand apart from feet that are held by a band.
        knee = hip + a * unit(direction(pose.thighs[side]) + _outwards(side))
        lower = unit(direction(pose.shanks[side]) + _outwards(side))
    down = np.array([0.0, 0.0, -1.0])
    turn[:, thigh] = frame(hip - knee, LEFT) @ between(first, down)
    turn[:, shank] = frame(-lower, LEFT) @ between(second, down)
    turn[:, foot] = frame(direction(pose.feet[side] + 90), LEFT)
    place[:, shank] = knee
    place[:, foot] = knee + b * lower


def _outwards(side: str) -> Array:
    return 0.03 * (LEFT if side == "L" else -LEFT)


def bent(root: Array, target: Array, a: float, b: float, pole: Array) -> Array:
    """Knee or elbow between two ends, shape (n, 3); an end out of reach is taken as far as the limb goes."""
    along = target - root
    reach = np.clip(np.linalg.norm(along, axis=-1), abs(a - b) + 1e-3, (a + b) * 0.99999)
    along = unit(along)
    side = unit(pole - np.sum(pole * along, axis=-1, keepdims=True) * along)
    ahead = (a**2 - b**2 + reach**2) / (2 * reach)
    aside = np.sqrt(np.maximum(a**2 - ahead**2, 0))
    return np.asarray(root + ahead[:, None] * along + aside[:, None] * side)


def _arm(person: Person, pose: Pose, side: str, turn: Array, place: Array) -> None:
    upper, fore, twist, hand = (INDEX[f"{g}.{side}"] for g in ("upperarm", "forearm", "twist", "hand"))
    p = person.pivots
    first, second = p[fore] - p[upper], p[hand] - p[fore]
    a, b = float(np.linalg.norm(first)), float(np.linalg.norm(second))
    shoulder = place[:, upper]
    elbow = bent(shoulder, pose.wrists[side], a, b, np.broadcast_to(pose.elbows[side], shoulder.shape))
    lower = unit(pose.wrists[side] - elbow)
    normal0, normal = np.cross(first, second), np.cross(elbow - shoulder, lower)
    turn[:, upper] = _along(elbow - shoulder, normal) @ _along(first, normal0).T
    turn[:, fore] = _along(lower, normal) @ _along(second, normal0).T
    place[:, fore], place[:, twist] = elbow, elbow + _apply(turn[:, fore], p[twist] - p[fore])
    place[:, hand] = elbow + b * lower
    if side in pose.hands:
        fingers, out = pose.hands[side]
        rest_out = _palm(person, side)
        rest = person.rest_fingers(side)
        shape = shoulder.shape
        made = _along(np.broadcast_to(fingers, shape), np.broadcast_to(out, shape)) @ _along(rest, rest_out).T
        turn[:, hand] = made
    else:
        turn[:, hand] = turn[:, fore]
    turn[:, twist] = turn[:, fore] @ _half_twist(np.swapaxes(turn[:, fore], 1, 2) @ turn[:, hand], unit(second))


def _palm(person: Person, side: str) -> Array:
    """Out of the palm in the rest pose, whose hands hang with the palms towards the thighs and a little back."""
    rest = person.rest_fingers(side)
    thumb = person.rest_thumb(side)
    return np.asarray(np.cross(rest, thumb) if side == "L" else np.cross(thumb, rest))


def _half_twist(relative: Array, axis: Array) -> Array:
    """Half of the turn about `axis` that lies in these rotations: a forearm twists along its whole length."""
    trace = np.trace(relative, axis1=1, axis2=2)
    skew = np.stack(
        [
            relative[:, 2, 1] - relative[:, 1, 2],
            relative[:, 0, 2] - relative[:, 2, 0],
            relative[:, 1, 0] - relative[:, 0, 1],
        ],
        axis=-1,
    )
    # Quaternion up to scale: w = 1 + trace, v = skew.
    half = np.arctan2(skew @ axis, 1 + trace)
    k = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    s, c = np.sin(half)[:, None, None], np.cos(half)[:, None, None]
    return np.asarray(np.eye(3) + s * k + (1 - c) * (k @ k))


def _along(ahead: Array, normal: Array) -> Array:
    """Rotations with the first axis along `ahead` and the third near `normal`."""
    x = unit(ahead)
    z = unit(normal - np.sum(normal * x, axis=-1, keepdims=True) * x)
    return np.stack([x, np.cross(z, x), z], axis=-1)


def _apply(turn: Array, v: Array) -> Array:
    return np.asarray(turn @ v)


def _placed(pose: Pose, made: Array) -> Array:
    """The whole body turned about the vertical and moved."""
    if pose.heading is None:
        return made
    whole = np.zeros((len(made), 4, 4))
    whole[:, :3, :3] = about(1, pose.heading)
    whole[:, 3, 3] = 1
    if pose.place is not None:
        whole[:, :3, 3] = pose.place
    return np.asarray(whole[:, None] @ made)
