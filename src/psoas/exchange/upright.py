"""Find the axis that points up in motion capture, from the body's own shape.

Two axes can be up: the one along the trunk of somebody who stands, and the one that the chest of somebody who lies on
the back faces. Legs tell which: who stands has a straight one under the trunk most of the time, and who lies for the
march bends both. The floor decides only for the bridge, where the legs are straight as well.
"""

from __future__ import annotations

import numpy as np

from psoas.body.skeleton import SIDES, Floats, joint

#: An axis less than about 45 degrees from a direction lies along it.
_ALONG = 0.7
#: How far below the hips the lower ankle is, along the trunk and as a share of the leg, in the middle of a recording:
#: 0.94 in people who march upright, 0.88 and less in those who march on the back (the level with a box).
_STANDS = 0.91
#: A floor lies this close to zero, metres.
_FLOOR_M = 0.3
#: Axes that programs let point up.
_USUAL = ((1, 1), (2, 1))

#: An axis, 0 to 2, and its sign.
_Up = tuple[int, int]


def turned_upright(positions: Floats, up: str | None = None) -> Floats:
    """Turn positions so that y points up.

    Parameters
    ----------
    positions : ndarray, shape (N, 33, 3)
        Landmarks in metres, in any right-handed frame; NaN where unknown.
    up : {"y", "z"}, optional
        Axis that points up; by default it is found from the body, and is y where the body does not tell.

    Returns
    -------
    ndarray, shape (N, 33, 3)
    """
    axis, sign = ("xyz".index(up), 1) if up else up_axis(positions)
    if sign < 0:  # half a turn about the next axis
        positions = positions * np.where(np.arange(3) == (axis + 1) % 3, 1.0, -1.0)
    # Going round the axes keeps left and right.
    return np.roll(positions, 1 - axis, axis=-1) if axis != 1 else positions


def up_axis(positions: Floats) -> _Up:
    """Return the axis that points up, 0 to 2, and its sign.

    Parameters
    ----------
    positions : ndarray, shape (N, 33, 3)
        Landmarks in metres; NaN where unknown.
    """
    shoulders, hips = ((_of(positions, "left", n) + _of(positions, "right", n)) / 2 for n in ("shoulder", "hip"))
    trunk = _unit(shoulders - hips)
    front = _unit(np.cross(_of(positions, "left", "hip") - _of(positions, "right", "hip"), trunk))
    known = np.isfinite(front).all(axis=1)
    if not known.any():
        return _USUAL[0]
    mean_trunk, mean_front = (_unit(np.median(v[known], axis=0)) for v in (trunk, front))
    below = np.fmax(*(_below(positions, side, trunk) for side in SIDES))
    straight = bool(np.isfinite(below).any()) and float(np.nanmedian(below)) > _STANDS
    standing, lying = _along(mean_trunk), _along(mean_front)
    if standing is None or lying is None:
        return standing or lying or _USUAL[0]
    if not straight:
        return standing if standing in _USUAL and lying not in _USUAL else lying
    on_floor = {up: _on_floor(positions, up) for up in (standing, lying)}
    if on_floor[standing] == on_floor[lying]:
        return lying if standing not in _USUAL and lying in _USUAL and not on_floor[standing] else standing
    return standing if on_floor[standing] else lying


def _along(direction: Floats) -> _Up | None:
    axis = int(np.argmax(np.abs(direction)))
    return (axis, 1 if direction[axis] > 0 else -1) if abs(direction[axis]) > _ALONG else None


def _on_floor(positions: Floats, up: _Up) -> bool:
    return abs(float(np.nanmin(up[1] * positions[..., up[0]]))) < _FLOOR_M


def _below(positions: Floats, side: str, trunk: Floats) -> Floats:
    """How far an ankle is below its hip along the trunk, as a share of the leg; shape (N,)."""
    hip, knee, ankle = (_of(positions, side, name) for name in ("hip", "knee", "ankle"))
    leg = np.linalg.norm(knee - hip, axis=1) + np.linalg.norm(ankle - knee, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        result: Floats = np.sum((ankle - hip) * -trunk, axis=1) / leg
    return result


def _of(positions: Floats, side: str, name: str) -> Floats:
    result: Floats = positions[:, joint("left" if side == "left" else "right", name)]
    return result


def _unit(vectors: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        result: Floats = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return result
