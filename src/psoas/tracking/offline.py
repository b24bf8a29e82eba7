"""Offline and fixed-lag tracking: skeletons smoothed with what came before and after them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from psoas.body.skeleton import Skeleton
from psoas.tracking.confidence import ConfidenceModel
from psoas.tracking.left_right import LeftRight
from psoas.tracking.metric import MetricSpace
from psoas.tracking.smoother import neighbours, smoothed


def tracked(raw: Sequence[Skeleton]) -> list[Skeleton]:
    """Track a whole recording: keep left and right, smooth, and place joints in space.

    Parameters
    ----------
    raw : sequence of Skeleton
        Straight from the model, in order of time. Those of nobody pass through unchanged.

    Returns
    -------
    list of Skeleton
        One for each, of the same time; ``metric`` from `MetricSpace.update`, ``confidence`` from
        `ConfidenceModel.update`.
    """
    return with_confidence(with_left_right(raw))


def with_left_right(raw: Iterable[Skeleton]) -> list[Skeleton]:
    """Run the first step of `tracked`: only keep left and right."""
    left_right = LeftRight()
    return [left_right.update(skeleton) for skeleton in raw]


def with_confidence(labelled: Sequence[Skeleton]) -> list[Skeleton]:
    """Run the other steps of `tracked` on skeletons whose left and right are settled."""
    confidence = ConfidenceModel()
    return [confidence.update(skeleton) if skeleton.seen else skeleton for skeleton in in_space(labelled)]


def in_space(labelled: Sequence[Skeleton]) -> Iterator[Skeleton]:
    """Stop `with_confidence` short of its last step: `ConfidenceModel` is fitted to what this gives."""
    space = MetricSpace()
    smooth = list(labelled)
    for run in list(_runs(smooth)):
        smooth[run] = smoothed(smooth[run])
    for skeleton in smooth:
        yield space.update(skeleton)


def _runs(skeletons: Sequence[Skeleton]) -> Iterator[slice]:
    """Find the stretches in which somebody is seen without a gap, all with depth or all without."""
    start = 0
    for i in range(1, len(skeletons) + 1):
        if i < len(skeletons) and neighbours(skeletons[i - 1], skeletons[i]):
            continue
        if skeletons[start].seen:
            yield slice(start, i)
        start = i


#: Frames that the fixed-lag tracker waits for.
LAG = 2
#: Anything older than this, seconds, no longer affects the filter noticeably (its time constant at rest is 0.13 s).
_PAST_S = 0.6


class FixedLagTracker:
    """Track live skeletons as `tracked` does a recording, as far as a short wait allows.

    Deterministic in its input. An empty picture or a gap settles everything before it.

    Parameters
    ----------
    lag : int
        Frames to wait for, at least 1.
    """

    def __init__(self, lag: int = LAG) -> None:
        self._lag = lag
        self.reset()

    def reset(self) -> None:
        """Forget the person and what has not settled."""
        self._left_right, self._space, self._confidence = LeftRight(), MetricSpace(), ConfidenceModel()
        self._recent: list[Skeleton] = []
        self._waiting = 0

    def update(self, skeleton: Skeleton) -> list[Skeleton]:
        """Take in the next skeleton; returns those that it settles, in order.

        Parameters
        ----------
        skeleton : Skeleton
            Straight from the model, later than the one before; may be of nobody.

        Returns
        -------
        list of Skeleton
            Usually the one from `lag` frames ago; ``metric`` and ``confidence`` as from `tracked`.
        """
        labelled = self._left_right.update(skeleton)
        continues = bool(self._recent) and labelled.seen and neighbours(self._recent[-1], labelled)
        settled = [] if continues else self.finish()
        if not labelled.seen:
            return [*settled, labelled]
        self._recent.append(labelled)
        self._waiting += 1
        return settled + self._settle(self._waiting - self._lag)

    def finish(self) -> list[Skeleton]:
        """End the run; returns everything that has not settled, smoothed as well as it can be."""
        rest = self._settle(self._waiting)
        self._recent = []
        return rest

    def _settle(self, count: int) -> list[Skeleton]:
        if count <= 0:
            return []
        first = len(self._recent) - self._waiting
        settled = smoothed(self._recent)[first : first + count]
        self._waiting -= count
        since = settled[-1].t - _PAST_S
        self._recent = [skeleton for skeleton in self._recent if skeleton.t >= since]
        return [self._confidence.update(self._space.update(skeleton)) for skeleton in settled]
