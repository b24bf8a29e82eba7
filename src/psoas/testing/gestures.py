"""Gestures put into skeletons, to test what notices them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from psoas.body.skeleton import Joint, Side, Skeleton, joint

#: Upper arm and forearm in trunk lengths, shoulder to hip (Winter 2009, Biomechanics and Motor Control, table 4.1).
_UPPER, _FORE = 0.65, 0.51


def with_arm_up(skeleton: Skeleton, side: Side, *, lean_deg: float = 0.0) -> Skeleton:
    """Raise one arm straight up in the picture, as seen by a level camera.

    Parameters
    ----------
    skeleton : Skeleton
        Of a person whose trunk is seen.
    side : {"left", "right"}
        The arm.
    lean_deg : float
        How far the arm leans to the picture's right, degrees.

    Returns
    -------
    Skeleton
        The same moment without depth, with elbow, wrist and hand of that arm seen well.

    Examples
    --------
    >>> from psoas.body.skeleton import joint
    >>> from psoas.programme.catalogue import load
    >>> from psoas.testing import synthetic, with_arm_up
    >>> lying = with_arm_up(synthetic(load().level(1))[0], "left")
    >>> bool(lying.at(joint("left", "wrist"))[1] < lying.at(joint("left", "shoulder"))[1])
    True
    """
    image, confidence = skeleton.image.copy(), skeleton.confidence.copy()
    trunk = math.dist(skeleton.middle("shoulder"), skeleton.middle("hip"))
    lean = math.radians(lean_deg)
    up = np.array([math.sin(lean), -math.cos(lean)])
    shoulder = skeleton.at(joint(side, "shoulder"))
    image[joint(side, "elbow")] = shoulder + _UPPER * trunk * up
    hand = shoulder + (_UPPER + _FORE) * trunk * up
    letters = side.upper()
    for each in (Joint[f"{letters}_{name}"] for name in ("WRIST", "PINKY", "INDEX", "THUMB")):
        image[each], confidence[each] = hand, 0.9
    confidence[joint(side, "elbow")] = 0.9
    return replace(skeleton, image=image, confidence=confidence, metric=None)
