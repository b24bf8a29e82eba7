"""Steady skeletons of a whole recording: smoothed from both ends, so that they neither lag nor jump.

Live, a filter knows only the past, and what it smooths comes late. Of a recording the future is known too: the mean of
the same One-Euro filter run forwards and backwards lags by nothing, since one is as late as the other is early. A
median of three pictures before it takes out what is wrong for a single one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from psoas.body.skeleton import Floats, Skeleton
from psoas.tracking.confidence import Belief
from psoas.tracking.left_right import Identity
from psoas.tracking.metric import Space
from psoas.tracking.online import BODY_M, FORGET_AFTER_S, OneEuro, body_height_px


def steadied(raw: Sequence[Skeleton]) -> list[Skeleton]:
    """Smooth a recording, keep its left and right, and put it into space.

    Parameters
    ----------
    raw : sequence of Skeleton
        As they come from the model, in the order of their time; nobody passes through unchanged.

    Returns
    -------
    list of Skeleton
        One for each, of the same time; ``metric`` as `Space.see`, ``trust`` as `Belief.see` gives it.
    """
    return believed(named(raw))


def named(raw: Iterable[Skeleton]) -> list[Skeleton]:
    """The first step of `steadied`: left and right kept, nothing else done."""
    identity = Identity()
    return [identity.see(skeleton) for skeleton in raw]


def believed(known: Sequence[Skeleton]) -> list[Skeleton]:
    """What is left of `steadied` once left and right are known."""
    belief = Belief()
    return [belief.see(skeleton) if skeleton.seen else skeleton for skeleton in placed(known)]


def placed(known: Sequence[Skeleton]) -> Iterator[Skeleton]:
    """The same with ``trust`` still as the model gave it: what `Belief` is fitted to."""
    space = Space()
    smooth = list(known)
    for run in list(_runs(smooth)):
        smooth[run] = smoothed(smooth[run])
    for skeleton in smooth:
        yield space.see(skeleton)


def _runs(skeletons: Sequence[Skeleton]) -> Iterator[slice]:
    """Stretches without a gap in which somebody is seen, all with depth or all without."""
    start = 0
    for i in range(1, len(skeletons) + 1):
        if i < len(skeletons) and neighbours(skeletons[i - 1], skeletons[i]):
            continue
        if skeletons[start].seen:
            yield slice(start, i)
        start = i


def neighbours(one: Skeleton, two: Skeleton) -> bool:
    """Whether two skeletons, one after the other, are of one movement: no gap, and depth in both or in none."""
    return (
        one.seen == two.seen
        and (one.metric is None) == (two.metric is None)
        and 0 < two.t - one.t <= FORGET_AFTER_S
    )  # fmt: skip


def smoothed(run: Sequence[Skeleton]) -> list[Skeleton]:
    """A stretch in which each skeleton and the next are `neighbours`, its landmarks smoothed `both_ways`."""
    t = np.array([skeleton.t for skeleton in run])
    heights = [body_height_px(skeleton) for skeleton in run]
    tallest = max((h for h in heights if np.isfinite(h)), default=0.0)
    image = both_ways(t, np.array([skeleton.image for skeleton in run]), tallest or 1.0)
    if run[0].metric is None:
        return [replace(skeleton, image=image[i]) for i, skeleton in enumerate(run)]
    metric = both_ways(t, np.array([skeleton.metric for skeleton in run]), BODY_M)
    return [replace(skeleton, image=image[i], metric=metric[i]) for i, skeleton in enumerate(run)]


def both_ways(t: Floats, points: Floats, scale: float) -> Floats:
    """Smooth paths without lag.

    Parameters
    ----------
    t : ndarray, shape (T,)
        Times, seconds, growing, without gaps of more than `FORGET_AFTER_S`.
    points : ndarray, shape (T, N, D)
        Positions; NaN where unknown.
    scale : float
        Length of one body height in the unit of ``points``.

    Returns
    -------
    ndarray, shape (T, N, D)
        NaN where the input, or a neighbour in time, is.
    """
    padded = np.concatenate([points[:1], points, points[-1:]])
    before, now, after = padded[:-2], padded[1:-1], padded[2:]
    middle = np.maximum(np.minimum(before, now), np.minimum(np.maximum(before, now), after))
    forwards, backwards = OneEuro(), OneEuro()
    ahead = np.array([forwards.see(at, p, scale) for at, p in zip(t, middle, strict=True)])
    behind = np.array([backwards.see(-at, p, scale) for at, p in zip(t[::-1], middle[::-1], strict=True)])
    result: Floats = (ahead + behind[::-1]) / 2
    return result
