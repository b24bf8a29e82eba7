"""Notice what a person does besides the exercise: raise one arm, or leave their place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from psoas.body.angles import is_lying
from psoas.body.skeleton import SIDES, Side, Skeleton, joint, other

#: How long one arm must point straight up, seconds.
ARM_UP_S = 2.0
#: How long both arms must be down before that, seconds: some exercises begin with both arms up.
_ARMS_DOWN_S = 1.0
#: Shortest dropout that ends a raised arm, seconds; a hand blurs now and then.
_DROPOUT_S = 0.4
#: An arm is straight up if neither half leans further than this from upright, degrees.
_LEAN_DEG = 30.0
#: Least confidence in elbow and wrist of an arm that counts as seen.
_SEEN = 0.5
#: How long the person must be in another posture before they have left their place, seconds.
AWAY_S = 1.5
#: How long nobody must be in the picture before they have left it, seconds: a model may lose a lying person briefly.
NOBODY_S = 4.0
#: How long the person must be back before they are in place, seconds.
BACK_S = 2.0

Gesture = Literal["arm-up", "arm-down", "away", "back"]


@dataclass(slots=True)
class _Lasting:
    """Measures how long something has been so; a dropout shorter than `dropout_s` does not interrupt it."""

    dropout_s: float = 0.0
    since: float = math.nan
    last: float = math.nan

    def update(self, t: float, holds: bool) -> float:
        """Take in one moment; return for how long it has been so, seconds."""
        if holds:
            self.since = t if math.isnan(self.since) else self.since
            self.last = t
        elif not t - self.last <= self.dropout_s:
            self.since = math.nan
        return 0.0 if math.isnan(self.since) else t - self.since


class GestureRecogniser:
    """Recognises gestures in tracked skeletons. Deterministic in its input.

    One arm straight up for `ARM_UP_S` is "arm-up", and its end "arm-down". Both arms must have been down before and the
    other arm must stay down, because in other exercises both arms point up. Leaving the posture or the picture is
    "away", and returning is "back"; nobody can leave a place that they have not yet taken.

    Parameters
    ----------
    lying : bool
        Whether the exercise is done lying.

    Attributes
    ----------
    away : bool
        Whether the person has left their place.
    in_picture : bool
        Whether somebody was seen in the last skeleton.
    """

    def __init__(self, *, lying: bool) -> None:
        self._lying = lying
        self.away = False
        self.in_picture = False
        self._taken = False
        self._down = _Lasting(_DROPOUT_S)
        self._up = {side: _Lasting(_DROPOUT_S) for side in SIDES}
        self._rose = dict.fromkeys(SIDES, False)
        self._raised: Side | None = None
        self._nobody, self._elsewhere, self._in_place = _Lasting(), _Lasting(0.5), _Lasting()

    def update(self, skeleton: Skeleton) -> list[Gesture]:
        """Take in one skeleton; return what has just begun."""
        self.in_picture = skeleton.seen
        return [*self._arm(skeleton), *self._place(skeleton)]

    def _arm(self, skeleton: Skeleton) -> list[Gesture]:
        t = skeleton.t
        up = {side: arm_is_up(skeleton, side) for side in SIDES}
        raised = [side for side in SIDES if not _is_down(skeleton, side)]
        if self._down.update(t, not raised) >= _ARMS_DOWN_S:
            self._rose = dict.fromkeys(SIDES, True)
        for side in raised:
            self._rose[other(side)] = False
        lasting = {side: self._up[side].update(t, up[side]) for side in SIDES}
        if self._raised is not None:
            if lasting[self._raised] > 0:
                return []
            self._raised = None
            return ["arm-down"]
        held = [side for side in SIDES if up[side] and lasting[side] >= ARM_UP_S and self._rose[side]]
        self._raised = held[0] if held else None
        return ["arm-up"] if self._raised else []

    def _place(self, skeleton: Skeleton) -> list[Gesture]:
        t, seen = skeleton.t, skeleton.seen
        here = seen and is_lying(skeleton) == self._lying
        gone = self._nobody.update(t, not seen) >= NOBODY_S
        elsewhere = self._elsewhere.update(t, seen and not here) >= AWAY_S
        back = self._in_place.update(t, here) >= BACK_S
        self._taken = self._taken or back
        if not self.away and self._taken and (gone or (elsewhere and self._lying)):
            self.away = True
            return ["away"]
        if self.away and back:
            self.away = False
            return ["back"]
        return []


def arm_is_up(skeleton: Skeleton, side: Side) -> bool:
    """Tell whether an arm is seen to point straight up in the picture."""
    places = [joint(side, name) for name in ("shoulder", "elbow", "wrist")]
    if any(skeleton.confidence[place] < _SEEN for place in places[1:]):
        return False
    shoulder, elbow, wrist = (skeleton.at(place) for place in places)
    least = 0.5 * math.dist(skeleton.middle("shoulder"), skeleton.middle("hip"))
    halves = (elbow - shoulder, wrist - elbow)
    upright = all(math.degrees(math.atan2(abs(x), -y)) <= _LEAN_DEG for x, y in halves)
    return upright and bool(shoulder[1] - wrist[1] >= least)


def _is_down(skeleton: Skeleton, side: Side) -> bool:
    """Tell whether an arm is not raised: neither above its shoulder nor stretched past the head; True if unseen."""
    if skeleton.confidence[joint(side, "wrist")] < _SEEN:
        return True
    shoulder, trunk = skeleton.at(joint(side, "shoulder")), skeleton.middle("hip") - skeleton.middle("shoulder")
    reach = skeleton.at(joint(side, "wrist")) - shoulder
    size = math.hypot(*trunk)
    return bool(-reach[1] <= 0.3 * size and float(reach @ trunk) >= -0.3 * size * size)
