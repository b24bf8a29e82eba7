"""The motion-capture trials with truth, seen by a camera anywhere round the person."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from psoas.body.skeleton import N_JOINTS, Floats, Joint, Skeleton
from psoas.exchange.mocap import CameraView, project, with_heels

TRIALS = ("13_29", "13_31", "14_14")
AZIMUTHS = (0, 45, 90, 135, 180, 225, 270, 315)

_CENTRES = {
    f"{letter}_{theirs}": Joint[f"{side}_{ours}"]
    for letter, side in (("l", "LEFT"), ("r", "RIGHT"))
    for theirs, ours in (
        ("hip", "HIP"),
        ("knee", "KNEE"),
        ("ankle", "ANKLE"),
        ("toe", "FOOT_INDEX"),
        ("shoulder", "SHOULDER"),
        ("elbow", "ELBOW"),
        ("wrist", "WRIST"),
    )
}
#: Landmarks of the face: share of the way from the head's base to its top, then metres forward and to the left.
_FACE = {
    Joint.NOSE: (0.5, 0.12, 0.0),
    Joint.LEFT_EYE_INNER: (0.75, 0.10, 0.02),
    Joint.LEFT_EYE: (0.75, 0.10, 0.03),
    Joint.LEFT_EYE_OUTER: (0.75, 0.09, 0.04),
    Joint.RIGHT_EYE_INNER: (0.75, 0.10, -0.02),
    Joint.RIGHT_EYE: (0.75, 0.10, -0.03),
    Joint.RIGHT_EYE_OUTER: (0.75, 0.09, -0.04),
    Joint.LEFT_EAR: (0.6, 0.0, 0.07),
    Joint.RIGHT_EAR: (0.6, 0.0, -0.07),
    Joint.MOUTH_LEFT: (0.2, 0.10, 0.02),
    Joint.MOUTH_RIGHT: (0.2, 0.10, -0.02),
}


def cmu_truth(shared_data: Path, trial: str) -> dict[str, Any]:
    """Order, repetitions and labelled other movements of one trial."""
    return json.loads((shared_data / "cmu_knee_raise" / "ground_truth.json").read_text())[trial]


@lru_cache(maxsize=4)
def cmu_positions(shared_data: Path, trial: str) -> Floats:
    """The trial as (frames, 33, 3) in metres at 120 Hz, y up, x to the person's left, z forward.

    Fingers are unknown (NaN); heels come from ankle and toes, the face from the head's base and top.
    """
    with np.load(shared_data / "cmu_knee_raise" / f"{trial}.npz") as data:
        given = data["xyz_m"].astype(float)
        column = {str(name): i for i, name in enumerate(data["joint_names"])}
    positions = np.full((len(given), N_JOINTS, 3), np.nan)
    for name, landmark in _CENTRES.items():
        positions[:, landmark] = given[:, column[name]]
    base, top = given[:, column["head_base"]], given[:, column["head_top"]]
    left = given[:, column["l_shoulder"]] - given[:, column["r_shoulder"]]
    left /= np.linalg.norm(left, axis=1, keepdims=True)
    front = np.cross(left, top - base)
    front /= np.linalg.norm(front, axis=1, keepdims=True)
    for landmark, (share, forward, sideways) in _FACE.items():
        positions[:, landmark] = base + share * (top - base) + forward * front + sideways * left
    return with_heels(positions)


def cmu_skeletons(
    shared_data: Path, trial: str, azimuth_deg: float, elevation_deg: float = 0, fps: float = 30
) -> list[Skeleton]:
    """One trial as a camera sees it; confidence 1 for every joint but the fingers (NaN, confidence 0).

    azimuth_deg: 0 = camera at the person's LEFT side (who faces left in the picture), 90 = in front, 180 = at the
    RIGHT side, 270 = behind. elevation_deg: height of the camera above the horizon. fps: 120 divided by a whole number.
    """
    step = round(120 / fps)
    positions = cmu_positions(shared_data, trial)[::step]
    t = np.arange(len(positions)) * step / 120
    return project(positions, t, CameraView(azimuth_deg, elevation_deg), left=np.array([1.0, 0.0, 0.0]))
