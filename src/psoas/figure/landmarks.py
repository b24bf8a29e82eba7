"""Project the figure to the 33 landmarks of a skeleton, as a distant camera sees it."""

from __future__ import annotations

from typing import Literal

import numpy as np

from psoas.body.segments import FEET_APART
from psoas.body.skeleton import N_JOINTS, SIDES, Floats, Joint, Skeleton, joint
from psoas.figure.pose import FigurePose

#: Half the distance between left and right, as a share of body height (Drillis & Contini 1966: hips 0.191, shoulders
#: 0.259 at the skin; the joints lie further in).
HALF_WIDTH = {
    "shoulder": 0.105,
    "elbow": 0.125,
    "wrist": 0.125,
    "hand": 0.125,
    "hip": FEET_APART / 2,
    "leg": FEET_APART / 2,
    "face": 0.02,
}


def to_skeleton(
    pose: FigurePose,
    t: float,
    size: tuple[int, int] = (640, 480),
    *,
    head: Literal["left", "right"] = "left",
    yaw_deg: float = 8.0,
    elevation_deg: float = 6.0,
    far_confidence: float = 0.8,
) -> Skeleton:
    """Project one pose to 33 landmarks with a distant camera (parallel projection).

    A standing body fills four fifths of the picture's height; the hips are at the middle of its width.

    Parameters
    ----------
    pose : FigurePose
        The figure.
    t : float
        Its time, seconds.
    size : tuple of int
        Width and height of the picture, pixels.
    head : {"left", "right"}
        Side of the picture with a lying person's head; "left" puts the RIGHT side near the camera. A standing person
        faces the other way: with "left" they look to the picture's right.
    yaw_deg, elevation_deg : float
        Angle of the camera from side-on, towards the feet, and above the horizontal, degrees.
    far_confidence : float
        Confidence of landmarks on the far side, 0 to 1; the near side has 0.95.

    Returns
    -------
    Skeleton
        With `image` in pixels and `metric` in metres from the middle of the hips.
    """
    flat, sideways = _landmarks(pose)
    # z points away from the camera; with the head on the left, the right side is near.
    away = -sideways if head == "right" else sideways
    space = np.column_stack([flat[:, 0] - pose.hip[0], flat[:, 1], away])
    if head == "right":
        space[:, 0] *= -1
    yaw, rise = np.deg2rad(yaw_deg if head == "left" else -yaw_deg), np.deg2rad(elevation_deg)
    x = space[:, 0] * np.cos(yaw) + space[:, 2] * np.sin(yaw)
    z = space[:, 2] * np.cos(yaw) - space[:, 0] * np.sin(yaw)
    up = space[:, 1] * np.cos(rise) + z * np.sin(rise)
    z = z * np.cos(rise) - space[:, 1] * np.sin(rise)

    scale = 0.8 * size[1] / pose.segments.height
    image = np.column_stack([size[0] / 2 + scale * x, 0.9 * size[1] - scale * up])
    metric = np.column_stack([x, -up, z])
    metric -= (metric[Joint.LEFT_HIP] + metric[Joint.RIGHT_HIP]) / 2
    confidence = np.where(away > 1e-9, far_confidence, 0.95)
    return Skeleton(t, image, confidence, metric, size)


def _landmarks(pose: FigurePose) -> tuple[Floats, Floats]:
    """Return positions in the plane, shape (33, 2), and sideways, shape (33,), left positive, metres."""
    H = pose.segments.height
    flat, sideways = np.zeros((N_JOINTS, 2)), np.zeros(N_JOINTS)
    up = (pose.crown - pose.head) / np.hypot(*(pose.crown - pose.head))
    ahead = (pose.nose - pose.head) / np.hypot(*(pose.nose - pose.head))
    flat[Joint.NOSE] = pose.nose
    flesh = {
        "eye_inner": (0.052 * ahead + 0.016 * up, 0.010),
        "eye": (0.050 * ahead + 0.017 * up, 0.018),
        "eye_outer": (0.046 * ahead + 0.017 * up, 0.026),
        "ear": (0.0 * ahead, 0.043),
    }
    for side in SIDES:
        leg, sign = pose.leg(side), 1.0 if side == "left" else -1.0
        places = {
            "shoulder": (pose.shoulder, "shoulder"),
            "elbow": (pose.arm.elbow, "elbow"),
            "wrist": (pose.arm.wrist, "wrist"),
            "pinky": (pose.arm.wrist + 0.8 * (pose.arm.fingers - pose.arm.wrist), "hand"),
            "index": (pose.arm.wrist + 0.85 * (pose.arm.fingers - pose.arm.wrist), "hand"),
            "thumb": (pose.arm.wrist + 0.45 * (pose.arm.fingers - pose.arm.wrist), "hand"),
            "hip": (pose.hip, "hip"),
            "knee": (leg.knee, "leg"),
            "ankle": (leg.ankle, "leg"),
            "heel": (leg.heel, "leg"),
            "foot_index": (leg.toe, "leg"),
        }
        for name, (place, width) in places.items():
            flat[joint(side, name)] = place
            sideways[joint(side, name)] = sign * HALF_WIDTH[width] * H
        for name, (offset, width_share) in flesh.items():
            flat[joint(side, name)] = pose.head + H * offset
            sideways[joint(side, name)] = sign * width_share * H
        mouth = Joint.MOUTH_LEFT if side == "left" else Joint.MOUTH_RIGHT
        flat[mouth] = pose.head + H * (0.048 * ahead - 0.03 * up)
        sideways[mouth] = sign * HALF_WIDTH["face"] * H
    return flat, sideways
