"""Which leg is which while one of them moves: it is the one that left its place first, until it is back.

The model draws a raised leg now and then as the other one, for a moment or for the rest of the movement, and on the way
it draws both in one place. Where each leg rests is known from before; what has left its place keeps its name until both
rest again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from psoas.body.skeleton import MIRRORED, SIDES, Floats, Side, Skeleton, joint, other

#: Legs whose knees and ankles lie closer together than this, beside what their hips are apart, are in one place; at
#: rest they may look further apart where the camera stands oblique. Metres.
_TOGETHER_M, _NEARLY_TOGETHER_M = 0.12, 0.2
#: A leg closer than this to where it rests is at rest, metres.
_AT_REST_M = 0.1
#: A leg this much further from its rest than the other one, which has hardly moved, has left it.
_LEFT_M, _HARDLY = 0.08, 0.45
#: Below this share of the furthest it came, a leg is as good as back, and the other one may leave. Only movements of at
#: least so many metres.
_BACK, _FAR_M = 0.4, 0.15
#: So much better, metres, must the exchanged names fit.
_BETTER_M = 0.05
#: Legs that move less than this from picture to picture are still, metres, and where they are still for so long they
#: rest, seconds: longer where they are not quite in one place.
_STILL_M, _STILL_S, _LONG_STILL_S = 0.025, 0.3, 0.6
#: How much further apart than they ever were legs may rest, metres; what "ever" means fades by so much a second.
_APART_M, _FADES_M = 0.05, 0.002
#: Seconds in which a place of rest follows the legs.
_FOLLOW_S = 1.0
#: Only after this long, seconds, is the model believed if it insists on other names.
_PATIENCE_S = 6.0

_LEG = ("knee", "ankle", "heel", "foot_index")
_LEGS = np.array([joint(s, n) for n in _LEG for s in SIDES], dtype=np.intp)
#: Each landmark's counterpart on the other leg, and every other one itself.
_CROSSED = np.arange(len(MIRRORED))
_CROSSED[_LEGS] = MIRRORED[_LEGS]
_PLACE = {side: [joint(side, "knee"), joint(side, "ankle")] for side in SIDES}


@dataclass(slots=True)
class LegIdentity:
    """Keeps the names of the legs. Deterministic in the skeletons it has seen."""

    _rest: dict[Side, Floats] | None = None
    _last: dict[Side, Floats] | None = None
    _moving: Side | None = None
    _furthest: float = 0.0
    _still_s: float = 0.0
    _exchanged_s: float = 0.0
    _closest: float = math.inf

    @property
    def know_rest(self) -> bool:
        """Whether the legs have been seen at rest."""
        return self._rest is not None

    def update(self, skeleton: Skeleton, elapsed: float) -> Skeleton:
        """The same skeleton, its legs named as when one of them left its place.

        Parameters
        ----------
        skeleton : Skeleton
            With metric landmarks.
        elapsed : float
            Seconds since the last one.
        """
        assert skeleton.metric is not None
        now = {side: skeleton.metric[_PLACE[side], :2] for side in SIDES}
        step = max(_apart(now[s], self._last[s]) for s in SIDES) if self._last else np.inf
        self._last = now
        if self._at_rest(skeleton, now, step, elapsed):
            self._moving, self._furthest = None, 0.0
            return skeleton
        if self._rest is None or self._together(skeleton, now) < _TOGETHER_M:
            # Half-way up and in one place: the model cannot tell them apart just now.
            return skeleton
        return self._named(skeleton, now, elapsed)

    def _at_rest(self, skeleton: Skeleton, now: dict[Side, Floats], step: float, elapsed: float) -> bool:
        """Whether both legs rest; follows where."""
        together = self._together(skeleton, now)
        self._still_s = self._still_s + elapsed if step < _STILL_M else 0.0
        off = max(_apart(now[s], self._rest[s]) for s in SIDES) if self._rest else np.inf
        if self._rest is not None and off < _AT_REST_M and together < _NEARLY_TOGETHER_M:
            share = min(elapsed / _FOLLOW_S, 1.0)
            self._rest = {s: self._rest[s] + share * (now[s] - self._rest[s]) for s in SIDES}
            return self._moving is None or off < 0.6 * _AT_REST_M
        if step < 2 * _STILL_M:
            self._closest = min(self._closest + _FADES_M * elapsed, together)
        long_enough = _STILL_S if together < _TOGETHER_M else _LONG_STILL_S
        if together < min(_NEARLY_TOGETHER_M, self._closest + _APART_M) and self._still_s > long_enough:
            self._rest, self._still_s = now, 0.0
            return True
        return False

    def _named(self, skeleton: Skeleton, now: dict[Side, Floats], elapsed: float) -> Skeleton:
        rest = self._rest
        assert rest is not None
        kept = {s: _apart(now[s], rest[s]) for s in SIDES}
        if self._moving is None:
            least, most = sorted(SIDES, key=lambda s: kept[s])
            if kept[most] - kept[least] > _LEFT_M and kept[least] < _HARDLY * kept[most]:
                self._moving, self._furthest = most, kept[most]
            return skeleton
        moving, resting = self._moving, other(self._moving)
        exchanged = {s: _apart(now[other(s)], rest[s]) for s in SIDES}
        swap = (exchanged[moving] - exchanged[resting]) - (kept[moving] - kept[resting]) > _BETTER_M
        away = (exchanged if swap else kept)[moving]
        self._furthest = max(self._furthest, away)
        self._exchanged_s = self._exchanged_s + elapsed if swap else 0.0
        if away < _BACK * self._furthest and self._furthest > _FAR_M:
            self._moving, self._furthest = None, 0.0
        elif self._exchanged_s > _PATIENCE_S:
            self._moving, self._exchanged_s = resting, 0.0
            return skeleton
        return crossed_legs(skeleton) if swap else skeleton

    @staticmethod
    def _together(skeleton: Skeleton, now: dict[Side, Floats]) -> float:
        """How far the legs are apart beside what their hips are, metres, as the picture shows it."""
        assert skeleton.metric is not None
        hips = skeleton.metric[joint("left", "hip"), :2] - skeleton.metric[joint("right", "hip"), :2]
        return _apart(now["left"], now["right"] + hips)


def crossed_legs(skeleton: Skeleton) -> Skeleton:
    """The skeleton with the labels of the legs below the hips exchanged."""
    metric = None if skeleton.metric is None else skeleton.metric[_CROSSED]
    return replace(skeleton, image=skeleton.image[_CROSSED], confidence=skeleton.confidence[_CROSSED], metric=metric)


def _apart(a: Floats, b: Floats) -> float:
    """Mean distance of knee and ankle in two places, shape (2, 2) each."""
    difference = a - b
    return float(np.sqrt((difference * difference).sum(axis=1)).mean())
