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
from psoas.tracking.confidence import ConfidenceModel
from psoas.tracking.left_right import LeftRight
from psoas.tracking.metric import MetricSpace
from psoas.tracking.online import BODY_M, FORGET_AFTER_S, OneEuro, body_height_px


def tracked(raw: Sequence[Skeleton]) -> list[Skeleton]:
    """Smooth a recording, keep its left and right, and put it into space.

    Parameters
    ----------
    raw : sequence of Skeleton
        As they come from the model, in the order of their time; nobody passes through unchanged.

    Returns
    -------
    list of Skeleton
        One for each, of the same time; ``metric`` as `MetricSpace.update` gives it, ``confidence`` as
        `ConfidenceModel.update` does.
    """
    return with_confidence(named(raw))


def named(raw: Iterable[Skeleton]) -> list[Skeleton]:
    """The first step of `tracked`: left and right kept, nothing else done."""
    identity = LeftRight()
    return [identity.update(skeleton) for skeleton in raw]


def with_confidence(known: Sequence[Skeleton]) -> list[Skeleton]:
    """What is left of `tracked` once left and right are known."""
    belief = ConfidenceModel()
    return [belief.update(skeleton) if skeleton.seen else skeleton for skeleton in placed(known)]


def placed(known: Sequence[Skeleton]) -> Iterator[Skeleton]:
    """The same with ``confidence`` still as the model gave it: what `ConfidenceModel` is fitted to."""
    space = MetricSpace()
    smooth = list(known)
    for run in list(_runs(smooth)):
        smooth[run] = smoothed(smooth[run])
    for skeleton in smooth:
        yield space.update(skeleton)


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
    ahead = np.array([forwards.update(at, p, scale) for at, p in zip(t, middle, strict=True)])
    behind = np.array([backwards.update(-at, p, scale) for at, p in zip(t[::-1], middle[::-1], strict=True)])
    result: Floats = (ahead + behind[::-1]) / 2
    return result


#: Pictures that are waited for.
LAG = 2
#: What lies further back than this, seconds, no longer moves the filter noticeably (its time constant at rest: 0.13).
_PAST_S = 0.6


class FixedLagTracker:
    """Smooths skeletons as those of a recording are (`psoas.tracking.offline`), as far as the wait allows.

    Deterministic in what it has seen. Nobody in the picture, or a gap, settles all that came before.

    Parameters
    ----------
    lag : int
        Pictures that are waited for, at least 1.
    """

    def __init__(self, lag: int = LAG) -> None:
        self._lag = lag
        self.reset()

    def reset(self) -> None:
        """Forget the person, and what has not settled."""
        self._identity, self._space, self._belief = LeftRight(), MetricSpace(), ConfidenceModel()
        self._lately: list[Skeleton] = []
        self._waiting = 0

    def update(self, skeleton: Skeleton) -> list[Skeleton]:
        """Take in the next skeleton as it comes from the model; gives those that have settled with it, in their order.

        Parameters
        ----------
        skeleton : Skeleton
            Later than the one before; of nobody, too.

        Returns
        -------
        list of Skeleton
            Usually the one from `lag` pictures ago; ``metric`` and ``confidence`` as `psoas.tracking.offline.tracked`
            gives.
        """
        named = self._identity.update(skeleton)
        goes_on = bool(self._lately) and named.seen and neighbours(self._lately[-1], named)
        settled = [] if goes_on else self.finish()
        if not named.seen:
            return [*settled, named]
        self._lately.append(named)
        self._waiting += 1
        return settled + self._settle(self._waiting - self._lag)

    def finish(self) -> list[Skeleton]:
        """End of a movement: all that has not settled yet, as well as it can be had."""
        rest = self._settle(self._waiting)
        self._lately = []
        return rest

    def _settle(self, count: int) -> list[Skeleton]:
        if count <= 0:
            return []
        first = len(self._lately) - self._waiting
        settled = smoothed(self._lately)[first : first + count]
        self._waiting -= count
        since = settled[-1].t - _PAST_S
        self._lately = [skeleton for skeleton in self._lately if skeleton.t >= since]
        return [self._belief.update(self._space.update(skeleton)) for skeleton in settled]
