"""Keep the labels of the legs while one of them moves: the leg that left its place is the moving one until it is back.

The model sometimes takes a raised leg for the other one, for a moment or for the rest of the movement, and on the way
it draws both in one place. Where each leg rests is known from before, so a leg that has left its place keeps its label
until both rest again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from psoas.body.skeleton import MIRRORED, SIDES, Floats, Side, Skeleton, joint, other

#: Legs whose knees and ankles are closer than this, metres, not counting the distance between the hips, are in one
#: place; an oblique camera may show resting legs up to the second distance apart.
_TOGETHER_M, _NEARLY_TOGETHER_M = 0.12, 0.2
#: A leg closer than this to its resting place is at rest, metres.
_AT_REST_M = 0.1
#: A leg has left its place if it is this much further from it than the other leg, metres, and the other has moved less
#: than this share as far.
_LEFT_M, _HARDLY = 0.08, 0.45
#: Below this share of its furthest distance a leg is as good as back and the other one may leave; only for movements
#: of at least this many metres.
_BACK, _FAR_M = 0.4, 0.15
#: Swap labels only if they then fit better by this much, metres.
_BETTER_M = 0.05
#: Legs that move less than this between frames, metres, are still, and rest once they have been so for this long,
#: seconds.
_STILL_M, _STILL_S = 0.025, 0.3
#: Seconds over which a resting place follows the legs.
_FOLLOW_S = 1.0
#: Give in to a model that insists on other labels after this many seconds.
_PATIENCE_S = 6.0

_LEG = ("knee", "ankle", "heel", "foot_index")
_LEGS = np.array([joint(s, n) for n in _LEG for s in SIDES], dtype=np.intp)
#: Maps each landmark of a leg to its counterpart and every other landmark to itself.
_SWAPPED = np.arange(len(MIRRORED))
_SWAPPED[_LEGS] = MIRRORED[_LEGS]
_PLACE = {side: [joint(side, "knee"), joint(side, "ankle")] for side in SIDES}


@dataclass(slots=True)
class LegIdentity:
    """Keep the labels of the legs. Deterministic in its input."""

    _rest: dict[Side, Floats] | None = None
    _last: dict[Side, Floats] | None = None
    _moving: Side | None = None
    _furthest: float = 0.0
    _still_s: float = 0.0
    _swapped_s: float = 0.0

    @property
    def knows_rest(self) -> bool:
        """Whether the legs have been seen at rest."""
        return self._rest is not None

    def update(self, skeleton: Skeleton, elapsed: float) -> Skeleton:
        """Label the legs as when one of them left its place.

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
            # Where both legs are in one place half-way up, the model cannot tell them apart.
            return skeleton
        return self._with_labels_kept(skeleton, now, elapsed)

    def _at_rest(self, skeleton: Skeleton, now: dict[Side, Floats], step: float, elapsed: float) -> bool:
        """Whether both legs rest; keeps track of where."""
        together = self._together(skeleton, now)
        self._still_s = self._still_s + elapsed if step < _STILL_M else 0.0
        off = max(_apart(now[s], self._rest[s]) for s in SIDES) if self._rest else np.inf
        if self._rest is not None and off < _AT_REST_M and together < _NEARLY_TOGETHER_M:
            share = min(elapsed / _FOLLOW_S, 1.0)
            self._rest = {s: self._rest[s] + share * (now[s] - self._rest[s]) for s in SIDES}
            return self._moving is None or off < 0.6 * _AT_REST_M
        if together < _NEARLY_TOGETHER_M and self._still_s > _STILL_S:
            self._rest, self._still_s = now, 0.0
            return True
        return False

    def _with_labels_kept(self, skeleton: Skeleton, now: dict[Side, Floats], elapsed: float) -> Skeleton:
        rest = self._rest
        assert rest is not None
        kept = {s: _apart(now[s], rest[s]) for s in SIDES}
        if self._moving is None:
            least, most = sorted(SIDES, key=lambda s: kept[s])
            if kept[most] - kept[least] > _LEFT_M and kept[least] < _HARDLY * kept[most]:
                self._moving, self._furthest = most, kept[most]
            return skeleton
        moving, resting = self._moving, other(self._moving)
        swapped = {s: _apart(now[other(s)], rest[s]) for s in SIDES}
        swap = (swapped[moving] - swapped[resting]) - (kept[moving] - kept[resting]) > _BETTER_M
        away = (swapped if swap else kept)[moving]
        self._furthest = max(self._furthest, away)
        self._swapped_s = self._swapped_s + elapsed if swap else 0.0
        if away < _BACK * self._furthest and self._furthest > _FAR_M:
            self._moving, self._furthest = None, 0.0
        elif self._swapped_s > _PATIENCE_S:
            self._moving, self._swapped_s = resting, 0.0
            return skeleton
        return with_legs_swapped(skeleton) if swap else skeleton

    @staticmethod
    def _together(skeleton: Skeleton, now: dict[Side, Floats]) -> float:
        """Distance between the legs in the picture, not counting the distance between the hips, metres."""
        assert skeleton.metric is not None
        hips = skeleton.metric[joint("left", "hip"), :2] - skeleton.metric[joint("right", "hip"), :2]
        return _apart(now["left"], now["right"] + hips)


def with_legs_swapped(skeleton: Skeleton) -> Skeleton:
    """Swap the labels of the legs below the hips."""
    metric = None if skeleton.metric is None else skeleton.metric[_SWAPPED]
    return replace(skeleton, image=skeleton.image[_SWAPPED], confidence=skeleton.confidence[_SWAPPED], metric=metric)


def _apart(a: Floats, b: Floats) -> float:
    """Mean distance of knee and ankle between two places, shape (2, 2) each."""
    difference = a - b
    return float(np.sqrt((difference * difference).sum(axis=1)).mean())
