"""Angles of the body from positions in space, in the body's own sagittal plane."""

from __future__ import annotations

import numpy as np

from psoas.body.skeleton import SIDES, Floats, Side, joint

_UP = np.array([0.0, 1.0, 0.0])


def sagittal_deg(positions: Floats) -> tuple[dict[Side, Floats], dict[Side, Floats], Floats]:
    """Hip and knee flexion and the trunk's direction, convention of `psoas.body.angles`.

    Hips are measured against the trunk (middle of the hips to middle of the shoulders), like what a camera sees.

    Parameters
    ----------
    positions : ndarray, shape (N, 33, 3)
        Metres, y up, of somebody upright.

    Returns
    -------
    tuple
        Side to hip angles, side to knee angles, trunk; each of shape (N,), degrees.
    """
    left = _unit(positions[:, joint("left", "hip")] - positions[:, joint("right", "hip")])
    front = _unit(np.cross(left, _UP))
    upwards = np.cross(front, left)

    def direction(vectors: Floats) -> Floats:
        angle: Floats = np.degrees(np.arctan2((vectors * upwards).sum(axis=1), (vectors * front).sum(axis=1)))
        return angle

    trunk = direction(_middle(positions, "shoulder") - _middle(positions, "hip"))
    hips: dict[Side, Floats] = {}
    knees: dict[Side, Floats] = {}
    for side in SIDES:
        hip, knee, ankle = (positions[:, joint(side, name)] for name in ("hip", "knee", "ankle"))
        thigh, shank = direction(knee - hip), direction(ankle - knee)
        hips[side], knees[side] = wrapped(thigh - trunk + 180), wrapped(thigh - shank)
    return hips, knees, trunk


def wrapped(angle: Floats) -> Floats:
    """The same angles in (-180, 180], degrees."""
    result: Floats = 180.0 - (180.0 - np.asarray(angle)) % 360.0
    return result


def _middle(positions: Floats, name: str) -> Floats:
    middle: Floats = (positions[:, joint("left", name)] + positions[:, joint("right", name)]) / 2
    return middle


def _unit(vectors: Floats) -> Floats:
    unit: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit
