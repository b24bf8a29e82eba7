"""Angles of the body in the sagittal plane, with one sign convention.

Convention (degrees): look at the person from the side so that they face RIGHT when standing, and lie with the
head to the LEFT when supine; x to the right, y UP. `trunk` is the direction from hip to shoulder (90 upright,
180 lying). `hip`: flexion positive, thigh direction = trunk - 180 + hip. `knee`: flexion positive, shank
direction = thigh - knee. `ankle`: dorsiflexion positive, foot direction = shank + 90 + ankle. A person seen
from the other side is brought into this view with `facing` = -1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from psoas.body.skeleton import SIDES, Floats, Joint, Side, Skeleton, joint

#: Treat a bone that looks longer than this share of its known length as lying in the picture plane: lengths are known
#: to a few per cent only, and the square root below would turn that noise into 15 to 20 degrees.
_IN_PLANE = 0.95


def wrap_deg(angle: float) -> float:
    """Wrap an angle to (-180, 180], degrees."""
    return 180.0 - (180.0 - angle) % 360.0


def direction_deg(vector: Floats, facing: int = 1) -> float:
    """Direction of a picture vector (x right, y DOWN), degrees, x right and y up, mirrored if `facing` is -1.

    Parameters
    ----------
    vector : ndarray, shape (2,)
        Pixels; NaN gives NaN.
    facing : {1, -1}
        -1 mirrors the picture first.
    """
    return math.degrees(math.atan2(-vector[1], facing * vector[0]))


def hip_deg(trunk: float, thigh: float) -> float:
    """Hip flexion from the directions of trunk (hip to shoulder) and thigh (hip to knee), degrees."""
    return wrap_deg(thigh - trunk + 180.0)


def knee_deg(thigh: float, shank: float) -> float:
    """Knee flexion from the directions of thigh and shank (knee to ankle), degrees."""
    return wrap_deg(thigh - shank)


def ankle_deg(shank: float, foot: float) -> float:
    """Ankle dorsiflexion from the directions of shank and foot (heel to toe), degrees."""
    return wrap_deg(foot - shank - 90.0)


def unforeshortened(vector: Floats, length: float) -> Floats:
    """Undo the foreshortening of a bone of known length.

    A level camera sees heights in full but shortens what runs along the floor towards it, so the missing length is
    given back to the horizontal component.

    Parameters
    ----------
    vector : ndarray, shape (2,)
        Bone in the picture, pixels.
    length : float
        Its true length at this distance, pixels; NaN or 0 leaves the vector as it is.

    Returns
    -------
    ndarray, shape (2,)
        Same vertical component; horizontal component of the same sign (positive if it was 0), never shorter.
    """
    if not length > 0:
        return vector
    seen = float(np.hypot(*vector))
    hidden = length * np.sqrt(max(1.0 - (seen / (_IN_PLANE * length)) ** 2, 0.0))
    sign = -1.0 if vector[0] < 0 else 1.0
    return np.array([sign * float(np.hypot(vector[0], hidden)), vector[1]])


#: Range of the knee: for no age or sex does the mean exceed 5.4 degrees of hyperextension or 152.6 of flexion
#: (Soucie et al. 2011, Haemophilia 17:500, table of the CDC's study). A march never reaches the limits of a hip.
KNEE_LIMITS_DEG = (-6.0, 155.0)


@dataclass(frozen=True, slots=True)
class Leg:
    """Angles of one leg, degrees, and the direction of its thigh; NaN where a landmark is missing."""

    hip: float
    knee: float
    ankle: float
    thigh: float


@dataclass(frozen=True, slots=True)
class BodyPosture:
    """All sagittal angles of one moment.

    Attributes
    ----------
    trunk : float
        Direction hip to shoulder, degrees.
    legs : dict
        Side to `Leg`.
    facing : {1, 0, -1}
        1: as in the module's convention; -1: mirrored; 0: towards or away from the camera, every lift taken as flexion.
    """

    trunk: float
    legs: dict[Side, Leg]
    facing: int


def is_lying(skeleton: Skeleton, *, in_depth: bool = False) -> bool:
    """Whether the trunk leans more than 45 degrees from upright; False where it is not seen.

    Parameters
    ----------
    skeleton : Skeleton
        One moment.
    in_depth : bool
        Use depth where it is known, to tell lying from standing even for a camera at the feet or the head. From the
        side the picture alone is more exact.
    """
    if in_depth and skeleton.metric is not None:
        m = skeleton.metric
        x, y, z = m[Joint.LEFT_SHOULDER] + m[Joint.RIGHT_SHOULDER] - m[Joint.LEFT_HIP] - m[Joint.RIGHT_HIP]
        return bool(abs(y) < np.hypot(x, z))
    up = skeleton.middle("shoulder") - skeleton.middle("hip")
    return math.degrees(math.atan2(abs(up[0]), -up[1])) > 45.0


def facing_hint(skeleton: Skeleton) -> float:
    """Say how clearly the person faces right (+) or left (-), -1 to 1; 0 from the front; NaN if unseen.

    Lying is taken as supine, so a head on the left faces right. Upright, it is the mean horizontal run of both feet
    from heel to toe in trunk lengths, doubled (a foot is about half as long as the trunk).
    """
    trunk = skeleton.middle("shoulder") - skeleton.middle("hip")
    size = math.hypot(*trunk)
    if not size > 0:
        return float("nan")
    if is_lying(skeleton):
        return _unit(-2.0 * trunk[0] / size)
    runs = [
        skeleton.at(joint(side, "foot_index"))[0] - skeleton.at(joint(side, "heel"))[0]
        for side in SIDES
        if math.isfinite(skeleton.at(joint(side, "foot_index"))[0] + skeleton.at(joint(side, "heel"))[0])
    ]
    if not runs:
        return float("nan")
    return _unit(2.0 * sum(runs) / len(runs) / size)


def elevation_deg(vector: Floats, length: float) -> float:
    """Angle of a bone from hanging straight down, degrees: 90 is level, more points up.

    A level camera sees heights in full from every side, so this needs no side-on view, but it does not tell forwards
    from backwards.

    Parameters
    ----------
    vector : ndarray, shape (2,)
        Bone in the picture from its upper to its lower end (hip to knee), pixels, y down.
    length : float
        Its true length at this distance, pixels.
    """
    return math.degrees(math.acos(_unit(vector[1] / (_IN_PLANE * length))))


def thigh_vector(skeleton: Skeleton, side: Side) -> Floats:
    """Vector of one thigh in the picture, hip to knee, shape (2,), pixels, y down."""
    vector: Floats = skeleton.at(joint(side, "knee")) - skeleton.at(joint(side, "hip"))
    return vector


def longer_thigh_px(skeleton: Skeleton) -> float:
    """Length in the picture of the thigh that looks longer, pixels."""
    return max(math.hypot(*thigh_vector(skeleton, side)) for side in SIDES)


def posture(skeleton: Skeleton, facing: int, thigh_length_px: float = float("nan")) -> BodyPosture:
    """Measure trunk and leg angles of a skeleton in the picture.

    Parameters
    ----------
    skeleton : Skeleton
        One moment.
    facing : {1, 0, -1}
        See `BodyPosture`.
    thigh_length_px : float, optional
        True thigh length at this distance, pixels; undoes the foreshortening of oblique and frontal views.

    Returns
    -------
    BodyPosture
        NaN where a landmark is missing.
    """
    view = facing or 1
    trunk = direction_deg(skeleton.middle("shoulder") - skeleton.middle("hip"), view)
    return BodyPosture(trunk, {side: _leg(skeleton, side, facing, trunk, thigh_length_px) for side in SIDES}, facing)


def _leg(skeleton: Skeleton, side: Side, facing: int, trunk: float, length: float) -> Leg:
    view = facing or 1
    hip, knee, ankle = (skeleton.at(joint(side, name)) for name in ("hip", "knee", "ankle"))
    thigh_vector = unforeshortened(knee - hip, length)
    if facing == 0:
        # A frontal view cannot tell forwards from backwards, but a march only lifts the knee forwards.
        thigh_vector = np.array([abs(thigh_vector[0]), thigh_vector[1]])
    thigh = direction_deg(thigh_vector, view)
    shank = direction_deg(ankle - knee, view)
    foot = direction_deg(skeleton.at(joint(side, "foot_index")) - skeleton.at(joint(side, "heel")), view)
    plain_thigh = direction_deg(knee - hip, view)
    return Leg(hip_deg(trunk, thigh), knee_deg(plain_thigh, shank), ankle_deg(shank, foot), thigh)


def with_limits(body: BodyPosture) -> BodyPosture:
    """Limit each knee to its possible range; anything beyond is a mistake of the pose model."""
    low, high = KNEE_LIMITS_DEG
    legs = {side: replace(leg, knee=min(max(leg.knee, low), high)) for side, leg in body.legs.items()}
    return replace(body, legs=legs)


def line_deg(skeleton: Skeleton, side: Side) -> float:
    """Angle shoulder - hip - ankle of one side, degrees: 180 is straight, less is sagging (in a bridge) or bent."""
    hip = skeleton.at(joint(side, "hip"))
    up = skeleton.at(joint(side, "shoulder")) - hip
    down = skeleton.at(joint(side, "ankle")) - hip
    lengths = math.hypot(*up) * math.hypot(*down)
    if not lengths > 0:
        return math.nan
    return math.degrees(math.acos(_unit((up[0] * down[0] + up[1] * down[1]) / lengths)))


def _unit(value: float) -> float:
    """Clip to -1 to 1, which rounding may exceed; NaN stays."""
    return value if math.isnan(value) else min(max(float(value), -1.0), 1.0)


LEG_JOINTS: dict[Side, tuple[Joint, Joint, Joint]] = {
    side: (joint(side, "hip"), joint(side, "knee"), joint(side, "ankle")) for side in SIDES
}


#: Thigh and shank have the same length to a few per cent (0.245 and 0.246 of body height, Drillis & Contini 1966). A
#: shank longer than this many thighs means that a hidden knee was drawn on the other leg.
TOO_LONG = 1.35
#: Share of its confidence that a knee keeps when it is worked out.
_WORKED_OUT = 0.6


def knee_between(hip: Floats, ankle: Floats, bone: float, facing: int) -> Floats:
    """Work out where the knee is, from hip and ankle.

    Parameters
    ----------
    hip, ankle : ndarray, shape (2,)
        Pixels, y down.
    bone : float
        Length of thigh and shank, pixels.
    facing : {1, -1}
        As in `BodyPosture`; tells to which side a knee bends.

    Returns
    -------
    ndarray, shape (2,)
        Pixels; midway if hip and ankle are further apart than the leg is long.
    """
    along = ankle - hip
    distance = float(np.hypot(*along))
    middle: Floats = hip + along / 2
    if distance == 0 or distance >= 2 * bone:
        return middle
    height = float(np.sqrt(bone**2 - (distance / 2) ** 2))
    # The knee points forwards: left of the line from hip to ankle when the person faces right (y runs down).
    sideways = np.array([along[1], -along[0]]) / distance * facing
    return np.asarray(middle + height * sideways)


def with_knees_mended(skeleton: Skeleton, bone: float, facing: int) -> Skeleton:
    """Work out each knee that cannot belong to its ankle, from hip and ankle.

    Only for side views: in a frontal view bones do look shorter.

    Parameters
    ----------
    skeleton : Skeleton
        One moment.
    bone : float
        Length of a thigh at this distance, pixels; NaN leaves everything unchanged.
    facing : {1, -1}
        As in `BodyPosture`.
    """
    image, confidence = skeleton.image, skeleton.confidence
    for side in SIDES:
        hip, knee, ankle = (joint(side, name) for name in ("hip", "knee", "ankle"))
        shank = math.hypot(*(image[ankle] - image[knee]))
        reach = math.hypot(*(image[ankle] - image[hip]))
        if not shank > TOO_LONG * bone or not reach < 2.1 * bone:
            continue
        image, confidence = image.copy(), confidence.copy()
        image[knee] = knee_between(image[hip], image[ankle], bone, facing)
        confidence[knee] *= _WORKED_OUT
    return replace(skeleton, image=image, confidence=confidence) if image is not skeleton.image else skeleton
