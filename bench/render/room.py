"""Rooms: floor, walls, furniture, mat, box, and the band round the feet, as plain triangles."""

from __future__ import annotations

import numpy as np

from bench.render.arrays import Array, unit
from psoas.figure.pose import Supports

#: Room height, and how far it reaches to the sides, metres.
_HEIGHT, _REACH = 2.6, 4.5
_STOOL_M = 0.62
_BOARDS, _CARPET, _PLASTER = 2.0, 0.16, 0.05
_WALLS = (
    (0.82, 0.8, 0.76),
    (0.7, 0.74, 0.78),
    (0.86, 0.84, 0.8),
    (0.62, 0.66, 0.6),
    (0.75, 0.65, 0.58),
    (0.9, 0.9, 0.9),
)
_FLOORS = (
    (0.55, 0.4, 0.28),
    (0.42, 0.3, 0.22),
    (0.68, 0.55, 0.42),
    (0.5, 0.5, 0.5),
    (0.35, 0.37, 0.42),
    (0.6, 0.58, 0.52),
)
_MATS = (
    (0.25, 0.2, 0.45),
    (0.15, 0.4, 0.4),
    (0.55, 0.2, 0.35),
    (0.2, 0.25, 0.3),
    (0.3, 0.5, 0.3),
    (0.15, 0.3, 0.6),
    (0.6, 0.6, 0.62),
)
_BOXES = ((0.7, 0.55, 0.35), (0.3, 0.3, 0.32), (0.2, 0.3, 0.5), (0.6, 0.15, 0.15), (0.85, 0.83, 0.78))
_BANDS = {"light": (0.85, 0.75, 0.2), "medium": (0.75, 0.15, 0.2), "heavy": (0.1, 0.1, 0.1)}


def block(low: Array | list[float], high: Array | list[float], colour: Array, grain: float = 0.03) -> Array:
    """An upright block, shape (36, 10): place, normal, colour, grain."""
    (x0, y0, z0), (x1, y1, z1) = low, high
    faces = (
        ((1, 0, 0), [(x1, y0, z0), (x1, y1, z0), (x1, y1, z1), (x1, y0, z1)]),
        ((-1, 0, 0), [(x0, y0, z0), (x0, y0, z1), (x0, y1, z1), (x0, y1, z0)]),
        ((0, 1, 0), [(x0, y1, z0), (x0, y1, z1), (x1, y1, z1), (x1, y1, z0)]),
        ((0, -1, 0), [(x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1)]),
        ((0, 0, 1), [(x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)]),
        ((0, 0, -1), [(x0, y0, z0), (x0, y1, z0), (x1, y1, z0), (x1, y0, z0)]),
    )
    return np.vstack(
        [_quad(np.array(corners, dtype=float), np.array(n, dtype=float), colour, grain) for n, corners in faces]
    )


def _quad(corners: Array, normal: Array, colour: Array, grain: float) -> Array:
    rows = [[*corners[i], *normal, *colour, grain] for i in (0, 1, 2, 0, 2, 3)]
    return np.array(rows, dtype=np.float64)


def draw_room(rng: np.random.Generator, supports: Supports, near: float, *, crowded: bool = False) -> Array:
    """Everything that stands still, shape (corners, 10).

    Parameters
    ----------
    supports : Supports
        Mat, box and wall of the exercise.
    near : {1, -1}
        On which side, along z, the camera stands: the room's far wall is on the other one.
    crowded : bool
        Leave room for somebody to walk through behind the mat.
    """

    def of(choices: tuple[tuple[float, float, float], ...]) -> Array:
        return np.clip(np.array(choices[rng.integers(len(choices))]) + rng.uniform(-0.05, 0.05, 3), 0.03, 1)

    wall, floor = of(_WALLS), of(_FLOORS)
    far = -near * rng.uniform(2.0 if crowded else 1.1, 2.6)
    grain = _BOARDS if rng.random() < 0.55 else _CARPET
    parts = [
        block([-_REACH, -0.1, -_REACH], [_REACH, 0, _REACH], floor, grain),
        block([-_REACH, _HEIGHT, -_REACH], [_REACH, _HEIGHT + 0.1, _REACH], np.array([0.9, 0.9, 0.88]), _PLASTER),
        _wall(far, -near, wall),
        block([-_REACH, 0, min(far, far + near * 0.015)], [_REACH, 0.09, max(far, far + near * 0.015)], wall * 0.7),
    ]
    parts += [
        block([end, 0, -_REACH], [end + 0.1, _HEIGHT + 1, _REACH], wall * 0.9, _PLASTER)
        for end in (-_REACH, _REACH - 0.1)
    ]
    parts += _furniture(rng, far, near, supports.wall, 1.35 if crowded else 0.75)
    if supports.mat is not None:
        left, right, thick = supports.mat
        parts.append(block([left, 0, -0.33], [right, thick, 0.33], of(_MATS), 0.12))
    if supports.box is not None:
        left, right, top = supports.box
        colour = of(_BOXES)
        parts.append(block([left, 0, -0.3], [right, top - 0.03, 0.3], colour))
        parts.append(block([left - 0.01, top - 0.03, -0.31], [right + 0.01, top, 0.31], colour * 0.85))
    if supports.wall is not None:
        parts.append(block([supports.wall, 0, -_REACH], [supports.wall + 0.1, _HEIGHT, _REACH], wall * 0.95, _PLASTER))
    return np.vstack(parts)


def _wall(far: float, away: float, colour: Array) -> Array:
    low, high = sorted((far, far + 0.1 * away))
    return block([-_REACH, 0, low], [_REACH, _HEIGHT + 1, high], colour, _PLASTER)


def _furniture(rng: np.random.Generator, far: float, near: float, wall: float | None, free: float) -> list[Array]:
    """Pictures on the wall, a window, and what stands along it, none nearer than `free` metres to the mat."""
    parts = []
    limit = 3.0 if wall is None else wall - 0.2

    def standing(x: float, wide: float, y0: float, y1: float, *, deep: float, colour: Array) -> None:
        if x + wide > limit:
            return
        z0, z1 = sorted((far, far + near * deep))
        parts.append(block([x, y0, z0], [x + wide, y1, z1], colour))

    for _ in range(rng.integers(1, 4)):
        x, y, w, h = rng.uniform(-2.5, 2), rng.uniform(1.0, 1.5), rng.uniform(0.3, 0.9), rng.uniform(0.3, 0.7)
        standing(x, w, y, y + h, deep=0.03, colour=rng.uniform(0.1, 0.9, 3))
        standing(x + 0.04, w - 0.08, y + 0.04, y + h - 0.04, deep=0.035, colour=rng.uniform(0.3, 1.0, 3))
    if rng.random() < 0.5:
        x = rng.uniform(-2.5, 1)
        standing(x, 1.2, 0.9, 2.2, deep=0.03, colour=np.array([0.95, 0.95, 0.95]))
        standing(x + 0.06, 1.08, 0.96, 2.14, deep=0.035, colour=np.array([1.3, 1.35, 1.4]))
    room = abs(far) - free
    for _ in range(rng.integers(0, 4)):
        deep = min(rng.uniform(0.2, 0.7), room)
        if deep > 0.1:
            x, w, h = rng.uniform(-3, 2), rng.uniform(0.3, 1.6), rng.uniform(0.35, 1.5)
            standing(x, w, 0, h, deep=deep, colour=rng.uniform(0.12, 0.75, 3))
    return parts


def occluder(rng: np.random.Generator, joints: dict[str, Array], eye: Array) -> Array:
    """Something that stands between the camera and a part of the body: a stool, a bag, a plant's pot."""
    parts = [
        np.median((joints[f"left_{part}"] + joints[f"right_{part}"]) / 2, axis=0)
        for part in ("shoulder", "elbow", "hip", "knee", "ankle")
    ]
    # No higher than a stool: what hides a standing person's hips would hide all below them.
    low_parts = [place for place in parts if place[1] < _STOOL_M]
    place = low_parts[rng.integers(len(low_parts))]
    way = unit((eye - place) * [1, 0, 1])
    foot = place + 0.6 * way
    # As high as it takes to hide the part from this eye.
    top = place[1] + 0.6 / float(np.linalg.norm((eye - place)[[0, 2]])) * (eye[1] - place[1]) + 0.04
    wide, deep = rng.uniform(0.05, 0.1), rng.uniform(0.04, 0.08)
    low, high = [foot[0] - wide, 0, foot[2] - deep], [foot[0] + wide, float(max(top, 0.2)), foot[2] + deep]
    return block(low, high, rng.uniform(0.15, 0.8, 3))


def band(strength: str, feet: list[tuple[Array, Array, Array]]) -> Array:
    """A loop round both feet, shape (corners, 10).

    Parameters
    ----------
    feet : list of (place, forward, up)
        Middle of each instep, left first, its direction to the toes and out of its back, each shape (3,).
    """
    colour = np.array(_BANDS[strength])
    outwards = unit(feet[0][0] - feet[1][0])
    rings = []
    for sign, (middle, forward, up) in zip((1.0, -1.0), feet, strict=True):
        side = unit(outwards * sign - (outwards * sign @ forward) * forward)
        angles = np.deg2rad([95, 60, 20, -20, -60, -95])
        rings += [(middle + 0.055 * np.cos(a) * side + 0.052 * np.sin(a) * up, forward) for a in angles]
    order = [*range(6), *range(11, 5, -1)]
    points = [rings[i] for i in order]
    rows = []
    for (a, fa), (b, fb) in zip(points, [*points[1:], points[0]], strict=True):
        corners = np.array([a - 0.025 * fa, a + 0.025 * fa, b + 0.025 * fb, b - 0.025 * fb])
        normal = unit(np.cross(b - a, fa + fb))
        rows.append(_quad(corners, normal if normal[1] >= 0 else -normal, colour, 0.02))
    return np.vstack(rows)
