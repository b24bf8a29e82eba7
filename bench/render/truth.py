"""The truth beside a clip, as bench/truth.md has it: from joints in space to what is written."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.render.arrays import Array
from bench.render.camera import Camera
from bench.render.script import Fault, Rep, Script

#: Order of the joints in the files, as in the recordings of ../shared/data/rendered.
JOINTS = (
    "nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder", "left_elbow",
    "right_elbow", "left_wrist", "right_wrist", "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle",
    "right_ankle", "left_big_toe", "right_big_toe", "left_small_toe", "right_small_toe", "left_heel", "right_heel",
)  # fmt: skip
COLUMNS = ("hip_L", "knee_L", "hip_R", "knee_R", "trunk")
_WORDS = {"L": "left", "R": "right"}


def angles(joints: dict[str, Array], heading: Array | None = None) -> Array:
    """Hip, knee and trunk angles a frame, shape (n, 5), degrees, in the body's sagittal plane.

    Parameters
    ----------
    joints : dict of str to ndarray, shape (n, 3)
        In the world.
    heading : ndarray, shape (n,), optional
        Turn of the body about the vertical, degrees.
    """
    turn = np.deg2rad(np.zeros(len(joints["left_hip"])) if heading is None else heading)
    ahead, up = np.column_stack([np.cos(turn), np.zeros_like(turn), -np.sin(turn)]), np.array([0.0, 1.0, 0.0])

    def way(start: Array, end: Array) -> Array:
        v = end - start
        return np.asarray(np.rad2deg(np.arctan2(v @ up, np.sum(v * ahead, axis=1))))

    def middle(name: str) -> Array:
        return (joints[f"left_{name}"] + joints[f"right_{name}"]) / 2

    trunk = way(middle("hip"), middle("shoulder")) % 360
    columns = []
    for side in ("L", "R"):
        hip, knee, ankle = (joints[f"{_WORDS[side]}_{name}"] for name in ("hip", "knee", "ankle"))
        thigh, shank = way(hip, knee), way(knee, ankle)
        columns += [_wrap(thigh - trunk + 180), _wrap(thigh - shank)]
    return np.column_stack([*columns, trunk])


def pelvis(joints: dict[str, Array], heading: Array | None = None) -> Array:
    """Roll (left hip towards the head) and yaw (left hip to the front) of the line through the hips, shape (n, 2)."""
    n = len(joints["left_hip"])
    turn = np.deg2rad(np.zeros(n) if heading is None else heading)
    line = joints["left_hip"] - joints["right_hip"]
    trunk = np.deg2rad(angles(joints, heading)[:, 4])
    ahead = np.column_stack([np.cos(turn), np.zeros(n), -np.sin(turn)])
    left = -np.column_stack([np.sin(turn), np.zeros(n), np.cos(turn)])
    vertical = np.array([0.0, 1.0, 0.0])
    up = np.cos(trunk)[:, None] * ahead + np.sin(trunk)[:, None] * vertical
    front = np.sin(trunk)[:, None] * ahead - np.cos(trunk)[:, None] * vertical
    across = np.sum(line * left, axis=1)
    both = [np.rad2deg(np.arctan2(np.sum(line * axis, axis=1), across)) for axis in (up, front)]
    made = np.column_stack(both)
    return np.asarray(made - made[0])


def events(script: Script, found: Array, turned: Array, fps: float) -> dict[str, Any]:
    """Repetitions with the range they really have on this body, faults, and times without a repetition."""
    column = {"L": 0, "R": 2}
    reps = []
    for rep in script.reps:
        start, peak = (min(round(t * fps), len(found) - 1) for t in (rep.start_s, rep.peak_s))
        hip = found[:, column[rep.side]]
        reps.append(
            {
                "side": rep.side,
                "start_s": rep.start_s,
                "peak_s": round(rep.peak_s, 3),
                "end_s": round(rep.end_s, 3),
                "range_deg": round(abs(float(hip[peak] - hip[start])), 1),
                "peak_hip_deg": round(float(hip[peak]), 1),
                "short": rep.short,
            }
        )
    faults: list[dict[str, Any]] = [
        {
            "id": fault.id,
            "side": script.reps[fault.rep].side,
            "rep": fault.rep,
            "start_s": round(fault.start_s, 3),
            "end_s": round(fault.end_s, 3),
            "size": round(_size(fault, script.reps[fault.rep], found, turned, fps), 2),
            "unit": fault.unit,
        }
        for fault in script.faults
    ]
    others = [{"what": o.what, "start_s": round(o.start_s, 3), "end_s": round(o.end_s, 3)} for o in script.others]
    return {"reps": reps, "faults": faults, "other": others}


def _size(fault: Fault, rep: Rep, found: Array, turned: Array, fps: float) -> float:
    """How large a fault came out on this body, where the frames tell it: the change from start to peak, degrees."""
    start, peak = (min(round(t * fps), len(found) - 1) for t in (rep.start_s, rep.peak_s))
    change, turn = found[peak] - found[start], turned[peak] - turned[start]
    other = 2 if rep.side == "L" else 0
    told = {
        "holding-leg-drifts": change[other],
        "trunk-leaves-its-line": change[4],
        "stance-knee-bends": found[peak, other + 1],
        "hips-wobble": turn[0],
        "pelvis-rocks": turn[1],
    }
    return float(told.get(fault.id, fault.size))


def joints_seen(joints: dict[str, Array], camera: Camera) -> dict[str, Any]:
    """The joints in the picture and in the camera's frame."""
    points = np.stack([joints[name] for name in JOINTS], axis=1)
    return {
        "joint_names": list(JOINTS),
        "keypoints_px": _rounded(camera.pixels(points), 1),
        "keypoints_m": _rounded(camera.seen(points), 3),
    }


def frames(joints: dict[str, Array], heading: Array | None, camera: Camera) -> dict[str, Any]:
    """All that is said of single frames."""
    return {
        "angle_columns": list(COLUMNS),
        "angles_deg": _rounded(angles(joints, heading), 1),
        "pelvis_deg": _rounded(pelvis(joints, heading), 1),
        **joints_seen(joints, camera),
    }


def _wrap(degrees: Array) -> Array:
    return np.asarray(180.0 - (180.0 - degrees) % 360.0)


def _rounded(values: Array, digits: int) -> list[Any]:
    rounded: list[Any] = np.round(values, digits).tolist()
    return rounded
