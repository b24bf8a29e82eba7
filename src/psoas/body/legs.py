"""A leg is two bones of constant length: what that tells about a knee that the pose model has lost."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from psoas.body.skeleton import SIDES, Floats, Skeleton, joint

#: Thigh and shank are equally long to a few per cent (0.245 and 0.246 of body height, Drillis & Contini 1966). A
#: shank seen longer than this many thighs does not hang together: hidden behind the other leg, the knee is drawn on
#: the wrong one.
TOO_LONG = 1.35
#: Share of its trust that a knee keeps when it was worked out instead of seen.
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
    image, trust = skeleton.image, skeleton.trust
    for side in SIDES:
        hip, knee, ankle = (joint(side, name) for name in ("hip", "knee", "ankle"))
        shank = math.hypot(*(image[ankle] - image[knee]))
        reach = math.hypot(*(image[ankle] - image[hip]))
        if not shank > TOO_LONG * bone or not reach < 2.1 * bone:
            continue
        image, trust = image.copy(), trust.copy()
        image[knee] = knee_between(image[hip], image[ankle], bone, facing)
        trust[knee] *= _WORKED_OUT
    return replace(skeleton, image=image, trust=trust) if image is not skeleton.image else skeleton
