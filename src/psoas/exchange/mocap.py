"""Turn motion capture into skeletons as a camera would see them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from psoas.body.skeleton import N_JOINTS, SIDES, Floats, Joint, Skeleton, joint
from psoas.errors import PsoasError

#: Scale of the orthographic picture, pixels a metre: a standing adult is about 450 pixels tall.
PIXELS_PER_M = 250.0
#: From the centre of an adult's ankle to the back of the heel, along the foot and down, metres.
_HEEL_BACK_M, _HEEL_DOWN_M = 0.04, 0.06


class MocapError(PsoasError):
    """Positions that cannot be turned into skeletons."""


@dataclass(frozen=True, slots=True)
class CameraView:
    """Position of a distant (orthographic) camera.

    Attributes
    ----------
    azimuth_deg : float
        Angle around the person, degrees: 0 at the person's LEFT side, 90 in front, 180 at the RIGHT side, 270 behind.
    elevation_deg : float
        Angle above the horizon, degrees: 0 level, 90 straight above.
    """

    azimuth_deg: float = 0.0
    elevation_deg: float = 0.0


def left_of(positions: Floats) -> Floats:
    """Return the horizontal direction to the person's left, averaged over a recording.

    Parameters
    ----------
    positions : ndarray, shape (N, 33, 3)
        Metres, y up; NaN where unknown.

    Returns
    -------
    ndarray, shape (3,)
        Unit vector with y = 0.

    Raises
    ------
    MocapError
        If neither both hips nor both shoulders are ever seen apart.
    """
    across = np.concatenate(
        [positions[:, joint("left", n)] - positions[:, joint("right", n)] for n in ("hip", "shoulder")]
    )
    across = across[np.isfinite(across).all(axis=1)]
    flat = np.median(across, axis=0) * np.array([1.0, 0.0, 1.0]) if len(across) else np.zeros(3)
    length = float(np.linalg.norm(flat))
    if length < 1e-6:
        raise MocapError(
            "The recording does not show which way the person faces: it needs both hips or both shoulders in a frame."
        )
    result: Floats = flat / length
    return result


def project(
    positions: Floats,
    t: Floats,
    view: CameraView | None = None,
    *,
    left: Floats | None = None,
    confidence: Floats | None = None,
) -> list[Skeleton]:
    """Project positions into a distant camera that does not move (orthographic).

    Parameters
    ----------
    positions : ndarray, shape (N, 33, 3)
        Landmarks in metres, y up, any right-handed frame; NaN where unknown.
    t : ndarray, shape (N,)
        Seconds.
    view : CameraView, optional
        Position of the camera; by default level, at the person's left side.
    left : ndarray, shape (3,), optional
        Direction to the person's left; by default found from hips and shoulders.
    confidence : ndarray, shape (N, 33), optional
        0 to 1; by default 1 where the landmark is known. Unknown landmarks always have confidence 0.

    Returns
    -------
    list of Skeleton
        With image and metric coordinates; ``size`` is (0, 0) because there is no picture.

    Raises
    ------
    MocapError
        If the shapes do not match, or it is unclear which way the person faces.
    """
    if positions.ndim != 3 or positions.shape[1:] != (N_JOINTS, 3) or t.shape != positions.shape[:1]:
        raise MocapError(
            f"Positions must have the shape (frames, 33, 3) with one time a frame, not {positions.shape} and {t.shape}."
        )
    right, down, away = _camera_axes(view or CameraView(), left_of(positions) if left is None else left)
    camera = positions @ np.stack([right, down, away], axis=1)
    known = np.asarray(np.isfinite(camera).all(axis=2))
    believed = np.where(known, 1.0 if confidence is None else confidence, 0.0)
    hips = (camera[:, Joint.LEFT_HIP] + camera[:, Joint.RIGHT_HIP]) / 2
    metric = camera - hips[:, None]
    seen = np.asarray(np.isfinite(hips).all(axis=1))
    image = camera[..., :2] * PIXELS_PER_M
    return [Skeleton(float(t[i]), image[i], believed[i], metric[i] if seen[i] else None) for i in range(len(positions))]


def with_heels(positions: Floats) -> Floats:
    """Add heels that a marker set lacks, from ankle, knee and toes.

    Parameters
    ----------
    positions : ndarray, shape (N, 33, 3)
        Metres; known heels are kept.

    Returns
    -------
    ndarray, shape (N, 33, 3)
        A copy with heels wherever knee, ankle and toes are known.
    """
    filled = positions.copy()
    for side in SIDES:
        knee, ankle, heel, toes = (positions[:, joint(side, n)] for n in ("knee", "ankle", "heel", "foot_index"))
        forward = _unit(toes - ankle)
        shank = _unit(ankle - knee)
        # The sole faces the way the shank points, made perpendicular to the foot.
        below = _unit(shank - np.sum(shank * forward, axis=1, keepdims=True) * forward)
        made = ankle - _HEEL_BACK_M * forward + _HEEL_DOWN_M * below
        filled[:, joint(side, "heel")] = np.where(np.isfinite(heel), heel, made)
    return filled


def _camera_axes(view: CameraView, left: Floats) -> tuple[Floats, Floats, Floats]:
    up = np.array([0.0, 1.0, 0.0])
    front = np.cross(left, up)
    azimuth, elevation = np.radians([view.azimuth_deg, view.elevation_deg])
    beside = np.cos(azimuth) * left + np.sin(azimuth) * front
    away = -(np.cos(elevation) * beside + np.sin(elevation) * up)
    # From the horizontal direction, so that it is defined for a camera straight above too.
    right = np.cross(-beside, up)
    return right, np.cross(away, right), away


def _unit(vectors: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        result: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return result
