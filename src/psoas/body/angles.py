"""Angles of the body in the sagittal plane, with one signed convention.

Convention (degrees): look at the person from the side so that they face RIGHT when standing, and lie with the
head to the LEFT when supine; x to the right, y UP. `trunk` is the direction from hip to shoulder (90 upright,
180 lying). `hip`: flexion positive, thigh direction = trunk - 180 + hip. `knee`: flexion positive, shank
direction = thigh - knee. `ankle`: dorsiflexion positive, foot direction = shank + 90 + ankle. A person seen
from the other side is brought into this view by `facing` = -1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from psoas.body.skeleton import SIDES, Floats, Joint, Side, Skeleton, joint

#: A bone that looks longer than this share of its known length is taken to lie in the picture plane: lengths
#: are known to a few per cent only, and the square root below would turn that noise into 15 to 20 degrees.
_IN_PLANE = 0.95


def wrap_deg(angle: float) -> float:
    """The same angle in (-180, 180], degrees."""
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
    """A bone's vector with what points at or away from the camera turned back into the picture.

    A level camera sees heights in full but shortens what runs along the floor towards it. With the bone's true
    length known, the hidden part is given back to the horizontal component.

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


#: How far knees go: of no age and sex does the mean lie beyond 5.4 degrees of overextension and 152.6 of flexion
#: (Soucie et al. 2011, Haemophilia 17:500, table of the CDC's study). A hip's limits are never reached in a march.
KNEE_LIMITS_DEG = (-6.0, 155.0)


@dataclass(frozen=True, slots=True)
class Leg:
    """Angles of one leg, degrees, and the direction of its thigh; NaN where a landmark is missing."""

    hip: float
    knee: float
    ankle: float
    thigh: float


@dataclass(frozen=True, slots=True)
class Posture:
    """All sagittal angles of one moment.

    Attributes
    ----------
    trunk : float
        Direction hip to shoulder, degrees.
    legs : dict
        Side to `Leg`.
    facing : {1, 0, -1}
        1: as in the module's convention; -1: mirrored; 0: towards or away from the camera, forwards taken as flexion.
    """

    trunk: float
    legs: dict[Side, Leg]
    facing: int


def is_lying(skeleton: Skeleton, limit_deg: float = 45.0) -> bool:
    """Whether the trunk leans more than `limit_deg` from upright; False where it is not seen."""
    up = skeleton.middle("shoulder") - skeleton.middle("hip")
    return math.degrees(math.atan2(abs(up[0]), -up[1])) > limit_deg


def facing_hint(skeleton: Skeleton) -> float:
    """How clearly the person faces right (+) or left (-), about -1 to 1; 0 from the front; NaN if unseen.

    Supine: the belly is up, so a head on the left counts as facing right. Upright: the mean run of both feet,
    heel to toe, in trunk lengths (a foot is about half as long as the trunk).
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
    """How far a bone has left the vertical, either way, degrees: 0 hanging, 90 level, above 90 pointing up.

    A level camera sees heights in full from every side, so this needs no side-on view; it does not tell
    forwards from backwards.

    Parameters
    ----------
    vector : ndarray, shape (2,)
        Bone in the picture from its upper to its lower end (hip to knee), pixels, y down.
    length : float
        Its true length at this distance, pixels.
    """
    return math.degrees(math.acos(_unit(vector[1] / (_IN_PLANE * length))))


def thigh_vector(skeleton: Skeleton, side: Side) -> Floats:
    """One thigh in the picture, hip to knee, shape (2,), pixels, y down."""
    vector: Floats = skeleton.at(joint(side, "knee")) - skeleton.at(joint(side, "hip"))
    return vector


def thigh_px(skeleton: Skeleton, side: Side) -> float:
    """Length of one thigh in the picture, pixels."""
    return math.hypot(*thigh_vector(skeleton, side))


def posture(skeleton: Skeleton, facing: int, thigh_length_px: float = float("nan")) -> Posture:
    """Trunk and leg angles of a skeleton.

    Parameters
    ----------
    skeleton : Skeleton
        One moment.
    facing : {1, 0, -1}
        See `Posture`.
    thigh_length_px : float, optional
        True thigh length at this distance, pixels, to undo the foreshortening of oblique and frontal views.

    Returns
    -------
    Posture
        NaN where a landmark is missing.
    """
    view = facing or 1
    trunk = direction_deg(skeleton.middle("shoulder") - skeleton.middle("hip"), view)
    return Posture(trunk, {side: _leg(skeleton, side, facing, trunk, thigh_length_px) for side in SIDES}, facing)


def _leg(skeleton: Skeleton, side: Side, facing: int, trunk: float, length: float) -> Leg:
    view = facing or 1
    hip, knee, ankle = (skeleton.at(joint(side, name)) for name in ("hip", "knee", "ankle"))
    thigh_vector = unforeshortened(knee - hip, length)
    if facing == 0:
        # Seen from the front nothing tells forwards from backwards, and a march only ever lifts the knee forwards.
        thigh_vector = np.array([abs(thigh_vector[0]), thigh_vector[1]])
    thigh = direction_deg(thigh_vector, view)
    shank = direction_deg(ankle - knee, view)
    foot = direction_deg(skeleton.at(joint(side, "foot_index")) - skeleton.at(joint(side, "heel")), view)
    plain_thigh = direction_deg(knee - hip, view)
    return Leg(hip_deg(trunk, thigh), knee_deg(plain_thigh, shank), ankle_deg(shank, foot), thigh)


def with_limits(body: Posture) -> Posture:
    """The same posture with no knee bent further than knees go: what is seen beyond is the pose model's mistake."""
    low, high = KNEE_LIMITS_DEG
    legs = {side: replace(leg, knee=min(max(leg.knee, low), high)) for side, leg in body.legs.items()}
    return replace(body, legs=legs)


def line_deg(skeleton: Skeleton, side: Side) -> float:
    """Angle shoulder - hip - ankle of one side, degrees: 180 is straight, less is sagging (supine) or bent."""
    hip = skeleton.at(joint(side, "hip"))
    up = skeleton.at(joint(side, "shoulder")) - hip
    down = skeleton.at(joint(side, "ankle")) - hip
    lengths = math.hypot(*up) * math.hypot(*down)
    if not lengths > 0:
        return math.nan
    return math.degrees(math.acos(_unit((up[0] * down[0] + up[1] * down[1]) / lengths)))


def _unit(value: float) -> float:
    """The value in -1 to 1, which rounding may have left; NaN stays."""
    return value if math.isnan(value) else min(max(float(value), -1.0), 1.0)


LEG_JOINTS: dict[Side, tuple[Joint, Joint, Joint]] = {
    side: (joint(side, "hip"), joint(side, "knee"), joint(side, "ankle")) for side in SIDES
}


#: Thigh and shank are equally long to a few per cent (0.245 and 0.246 of body height, Drillis & Contini 1966). A
#: shank seen longer than this many thighs does not hang together: hidden behind the other leg, the knee is drawn on
#: the wrong one.
TOO_LONG = 1.35
#: Share of its confidence that a knee keeps when it was worked out instead of seen.
_WORKED_OUT = 0.6


def knee_between(hip: Floats, ankle: Floats, bone: float, facing: int) -> Floats:
    """Where the knee is, from hip and ankle.

    Parameters
    ----------
    hip, ankle : ndarray, shape (2,)
        Pixels, y down.
    bone : float
        Length of thigh and shank, pixels.
    facing : {1, -1}
        See `psoas.body.angles`: tells the side to which a knee bends.

    Returns
    -------
    ndarray, shape (2,)
        Pixels; the middle if hip and ankle are further apart than the leg is long.
    """
    along = ankle - hip
    distance = float(np.hypot(*along))
    middle: Floats = hip + along / 2
    if distance == 0 or distance >= 2 * bone:
        return middle
    height = float(np.sqrt(bone**2 - (distance / 2) ** 2))
    # Knees bend forwards: to the left of the way from hip to ankle when the person faces right (y runs down).
    sideways = np.array([along[1], -along[0]]) / distance * facing
    return np.asarray(middle + height * sideways)


def with_knees_mended(skeleton: Skeleton, bone: float, facing: int) -> Skeleton:
    """The skeleton with each knee that cannot belong to its ankle worked out from hip and ankle.

    Only for side views: seen from the front, bones shorten as they should.

    Parameters
    ----------
    skeleton : Skeleton
        One moment.
    bone : float
        Length of a thigh at this distance, pixels; NaN leaves everything as it is.
    facing : {1, -1}
        See `psoas.body.angles`.
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
