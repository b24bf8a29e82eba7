"""How somebody sits for a minute, against their own comfortable position: from the side or from the front.

What one camera sees of a person behind a desk is rough: there is no score and no good or bad here, only what the
person may like to know. How long one has not moved is the most certain part of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from psoas.body.skeleton import SIDES, Floats, Joint, Skeleton, joint

#: The first seconds are the person's own comfortable position.
COMFORTABLE_S = 10.0
#: Less confidence than this in a joint, and it is not used.
_SURE = 0.5
#: From the front shoulders are about 1.8 times as far apart in the picture as they are below the ears, from the side
#: less than half as far (our own figure).
_FRONTAL = 1.0
#: Head and shoulders that stay within this share of the way from shoulders to ears, about 3 cm, have not moved.
_SHIFT = 0.15
#: Fewer seconds than this say nothing.
_LEAST_S = 15

SeenFrom = Literal["side", "front"]


@dataclass(frozen=True, slots=True)
class DeskLook:
    """What a minute at a desk showed. Angles in degrees; NaN where it could not be seen.

    Attributes
    ----------
    view : {"side", "front"}
        From where the camera looked.
    seen_s : float
        How long head and shoulders were seen, seconds.
    trunk_deg : float
        Lean of the trunk from upright, forward positive from the side, to the person's left from the front.
    head_deg : float
        How far the ears are ahead of the shoulders (or, from the front, beside their middle), from the vertical.
    sank : float
        By what share the head came closer to hips or shoulders than in the comfortable position; negative if it rose.
    still_s : float
        The longest time without a change, seconds.
    """

    view: SeenFrom
    seen_s: float
    trunk_deg: float
    head_deg: float
    sank: float
    still_s: float


def desk_look(skeletons: Sequence[Skeleton]) -> DeskLook | None:
    """Look back on a minute.

    Parameters
    ----------
    skeletons : sequence of Skeleton
        In order; the first `COMFORTABLE_S` seconds are the comfortable position.

    Returns
    -------
    DeskLook or None
        None if head and shoulders were hardly seen.

    Examples
    --------
    >>> desk_look([]) is None
    True
    """
    seen = [skeleton for skeleton in skeletons if _is_seen(skeleton)]
    seconds = sorted({int(skeleton.t) for skeleton in seen})
    if len(seconds) < _LEAST_S:
        return None
    view: SeenFrom = "front" if _median([_breadth(skeleton) for skeleton in seen]) > _FRONTAL else "side"
    begin = seen[0].t + COMFORTABLE_S
    comfortable, later = [s for s in seen if s.t < begin], [s for s in seen if s.t >= begin]
    return DeskLook(
        view,
        seen_s=float(len(seconds)),
        trunk_deg=_median([_lean_deg(s, "hip", "shoulder", view) for s in later]),
        head_deg=_median([_lean_deg(s, "shoulder", "ear", view) for s in later]),
        sank=1.0 - _median([_height(s) for s in later]) / _median([_height(s) for s in comfortable]),
        still_s=_longest_still(seen, seconds),
    )


def _at(skeleton: Skeleton, name: str) -> Floats:
    """The middle of a pair of joints, or the one that is seen; NaN if neither is."""
    points = [skeleton.at(joint(side, name)) for side in SIDES if skeleton.confidence[joint(side, name)] >= _SURE]
    return np.mean(points, axis=0) if points else np.full(2, np.nan)


def _is_seen(skeleton: Skeleton) -> bool:
    return skeleton.seen and bool(np.isfinite([_at(skeleton, "ear"), _at(skeleton, "shoulder")]).all())


def _breadth(skeleton: Skeleton) -> float:
    """How far the shoulders are apart across the picture, over how far they are below the ears."""
    left, right = (skeleton.at(joint(side, "shoulder")) for side in SIDES)
    return float(abs(left[0] - right[0]) / math.dist(_at(skeleton, "ear"), _at(skeleton, "shoulder")))


def _lean_deg(skeleton: Skeleton, low: str, high: str, view: SeenFrom) -> float:
    """How far one pair of joints is ahead of another one below it, from the vertical."""
    below, above = _at(skeleton, low), _at(skeleton, high)
    looks_right = skeleton.at(Joint.NOSE)[0] >= _at(skeleton, "ear")[0]
    ahead = 1.0 if view == "front" or looks_right else -1.0
    return math.degrees(math.atan2((above[0] - below[0]) * ahead, below[1] - above[1]))


def _height(skeleton: Skeleton) -> float:
    """How far the ears are above the hips, or above the shoulders where the desk hides the hips, pixels."""
    ears, hips = _at(skeleton, "ear"), _at(skeleton, "hip")
    below = hips if np.isfinite(hips).all() else _at(skeleton, "shoulder")
    return float(below[1] - ears[1])


def _median(values: Sequence[float]) -> float:
    known = [value for value in values if math.isfinite(value)]
    return float(np.median(known)) if known else math.nan


def _longest_still(seen: Sequence[Skeleton], seconds: Sequence[int]) -> float:
    """The longest time in which neither head nor shoulders left a small place, second by second."""
    by_second = {second: [s for s in seen if int(s.t) == second] for second in seconds}
    places = np.array(
        [
            [*np.median([_at(s, "ear") for s in each], axis=0), *np.median([_at(s, "shoulder") for s in each], axis=0)]
            for each in by_second.values()
        ]
    )
    limit = _SHIFT * float(np.median(np.hypot(places[:, 0] - places[:, 2], places[:, 1] - places[:, 3])))
    longest = begin = 0
    for now in range(len(places)):
        while np.ptp(places[begin : now + 1], axis=0).max() > limit:
            begin += 1
        longest = max(longest, seconds[now] - seconds[begin] + 1)
    return float(longest)
