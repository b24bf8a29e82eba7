"""Where the hands are: arms do nothing in the march but lie, hang, rest or hold on to the wall."""

from __future__ import annotations

import numpy as np

from bench.render.arrays import Array, direction
from bench.render.build import Build
from bench.render.kinematics import SIDES, Pose
from psoas.figure.pose import Supports


def arms(pose: Pose, build: Build, how: str, supports: Supports, rest_trunk: float) -> None:
    """Fill in wrists, elbows and hands of a pose.

    Parameters
    ----------
    how : str
        See :class:`bench.render.poses.Style`.
    rest_trunk : float
        Direction of the trunk at rest, degrees: hands that lie or hold on stay where they are when it moves.
    """
    n = len(pose.trunk)
    shoulders = pose.hips + build.trunk * direction(pose.trunk)
    still = np.median(pose.hips, axis=0) + build.trunk * direction(rest_trunk)
    for side in SIDES:
        sign = -1.0 if side == "L" else 1.0
        out = np.array([0.0, 0.0, sign])
        if supports.wall is not None:
            wrist = np.tile(
                [supports.wall - 0.035, still[1] - 0.06 * build.height, sign * build.half_shoulders], (n, 1)
            )
            pole = np.array([-0.4, -1.0, 0.5 * sign])
            pose.hands[side] = (np.array([0.0, 1.0, 0.0]), np.array([1.0, 0.0, 0.0]))
        elif how == "thighs":
            wrist, pole = _on_thigh(pose, build, side, sign), out - 0.3 * direction(rest_trunk)
        elif how in ("belly", "beside"):
            wrist, pole = _lying(pose, build, how, still, sign=sign, bed=supports.lying_height)
            down = np.array([0.0, -1.0, 0.0])
            ahead = np.array([1.0, 0.0, -0.1 * sign]) if how == "beside" else np.array([0.3, 0.0, -sign])
            pose.hands[side] = (ahead, down)
        else:
            wrist, pole = _standing(pose, build, how, shoulders, sign)
        pose.wrists[side], pose.elbows[side] = wrist, pole


def _lying(pose: Pose, build: Build, how: str, still: Array, *, sign: float, bed: float) -> tuple[Array, Array]:
    n = len(pose.trunk)
    if how == "beside":
        place = [still[0] + 0.95 * build.arm, bed + 0.045, sign * (build.half_shoulders + 0.09)]
        return np.tile(place, (n, 1)), np.array([0.0, -0.2, sign])
    along = pose.hips + 0.42 * build.trunk * direction(pose.trunk)
    over = (build.belly + 0.035) * direction(pose.trunk - 90)
    wrist = along + over
    wrist[:, 2] = sign * 0.13
    return wrist, np.array([0.0, -0.8, sign])


def _standing(pose: Pose, build: Build, how: str, shoulders: Array, sign: float) -> tuple[Array, Array]:
    up, ahead = direction(pose.trunk), direction(pose.trunk - 90)
    if how == "hips":
        wrist = pose.hips + 0.13 * up + 0.01 * ahead
        wrist[:, 2] += sign * 0.2
        return wrist, np.array([-0.5, 0.0, sign])
    if how == "out":
        wrist = shoulders - 0.45 * build.arm * np.array([0.0, 1.0, 0.0]) + 0.12 * ahead
        wrist[:, 2] = shoulders[:, 2] + sign * (build.half_shoulders + 0.75 * build.arm)
        return wrist, np.array([-1.0, -0.3, 0.0])
    wrist = shoulders - 0.965 * build.arm * np.array([0.0, 1.0, 0.0]) + 0.04 * ahead
    wrist[:, 2] = shoulders[:, 2] + sign * (build.half_shoulders + 0.09)
    return wrist, np.array([-1.0, 0.0, 0.3 * sign])


def _on_thigh(pose: Pose, build: Build, side: str, sign: float) -> Array:
    """On the front of the thigh, as far towards the knee as the arm reaches."""
    hip = pose.hips + np.array([0.0, 0.0, sign * build.half_hips])
    if side in pose.thighs:
        thigh = direction(pose.thighs[side])
        front = direction(pose.thighs[side] + 90)
    else:
        # Roughly along the line to the ankle, lifted towards the front where the knee is.
        line = pose.ankles[side] - hip
        reach = np.linalg.norm(line, axis=1)
        half = np.rad2deg(np.arccos(np.clip(reach / (build.thigh + build.shank), -1, 1)))
        angle = np.rad2deg(np.arctan2(line[:, 1], line[:, 0])) + half
        thigh, front = direction(angle), direction(angle + 90)
    return np.asarray(hip + 0.55 * build.thigh * thigh + 0.09 * front)
