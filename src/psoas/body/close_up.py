"""Notice that a picture shows a part of the body only. Pure functions of one skeleton.

A pose model draws a whole body in any case: what is outside the picture as a guess, or crammed into what is left of it.
"""

from __future__ import annotations

import math

import numpy as np

from psoas.body.angles import LEG_JOINTS
from psoas.body.skeleton import SIDES, Skeleton, joint

#: Length of the longer leg over that of the trunk in the picture from which the trunk is crammed. Real people: at most
#: 2.9 in whole views, 3.9 to 8.6 in close-ups of the legs.
CRAMMED = 3.2


def trunk_outside(skeleton: Skeleton) -> bool:
    """Whether both shoulders or both hips are outside the picture, as in a close-up of the legs or of the face.

    Examples
    --------
    >>> from psoas.programme.catalogue import load
    >>> from psoas.testing import synthetic
    >>> trunk_outside(synthetic(load().level(6))[0])
    False
    """
    size = np.array(skeleton.size)
    if not size.all():
        return False
    pairs = (skeleton.image[[joint(side, name) for side in SIDES]] for name in ("shoulder", "hip"))
    return any(bool(np.any((pair < 0) | (pair > size), axis=1).all()) for pair in pairs)


def trunk_crammed(skeleton: Skeleton) -> bool:
    """Whether the trunk is drawn too short for the legs, because the picture shows them without it."""
    if not all(skeleton.size):
        return False
    image = skeleton.image
    legs = (math.dist(image[a], image[b]) + math.dist(image[b], image[c]) for a, b, c in LEG_JOINTS.values())
    return max(legs) > CRAMMED * math.dist(skeleton.middle("shoulder"), skeleton.middle("hip"))
