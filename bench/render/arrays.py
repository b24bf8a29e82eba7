"""Small vector helpers, all for arrays whose last axes are the vectors or matrices."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
#: Corners of triangles.
Faces = npt.NDArray[np.uint32]


def unit(v: Array) -> Array:
    """The same directions with length 1; a zero stays zero."""
    length = np.linalg.norm(v, axis=-1, keepdims=True)
    return v / np.where(length > 0, length, 1.0)


def direction(degrees: Array | float) -> Array:
    """Unit vectors, shape (..., 3), in the plane x-y at these angles from x towards y (up); z is 0."""
    a = np.deg2rad(np.asarray(degrees, dtype=np.float64))
    return np.stack([np.cos(a), np.sin(a), np.zeros_like(a)], axis=-1)


def about(axis: int, degrees: Array) -> Array:
    """Rotations about a coordinate axis, shape (..., 3, 3)."""
    a = np.deg2rad(np.asarray(degrees, dtype=np.float64))
    c, s = np.cos(a), np.sin(a)
    made = np.zeros((*a.shape, 3, 3))
    i, j = (axis + 1) % 3, (axis + 2) % 3
    made[..., axis, axis] = 1
    made[..., i, i] = made[..., j, j] = c
    made[..., j, i], made[..., i, j] = s, -s
    return made


def frame(up: Array, left: Array) -> Array:
    """Rotations, shape (..., 3, 3), that take anny's axes (x left, y back, z up) to a body with this `up`.

    Parameters
    ----------
    up, left : ndarray, shape (..., 3)
        `up` is kept; `left` is turned until it stands square on it.
    """
    up = unit(up)
    left = unit(left - np.sum(left * up, axis=-1, keepdims=True) * up)
    back = np.cross(up, left)
    return np.stack([left, back, up], axis=-1)


def between(a: Array, b: Array) -> Array:
    """The smallest rotation, shape (3, 3), that takes direction `a` to `b`, both shape (3,)."""
    a, b = unit(a), unit(b)
    v, c = np.cross(a, b), float(a @ b)
    k = np.array([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]])
    return np.asarray(np.eye(3) + k + k @ k / (1 + c))


def minimum_jerk(share: Array | float) -> Array:
    """As :func:`psoas.body.segments.minimum_jerk`, for arrays."""
    s = np.clip(np.asarray(share, dtype=np.float64), 0, 1)
    return s**3 * (10 - 15 * s + 6 * s**2)
