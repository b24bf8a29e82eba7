"""Online tracking: one skeleton in, one out, smoothed with what came before it."""

from __future__ import annotations

from psoas.body.skeleton import Skeleton
from psoas.tracking.confidence import ConfidenceModel
from psoas.tracking.left_right import LeftRight
from psoas.tracking.metric import MetricSpace
from psoas.tracking.smoother import OnlineSmoother


class OnlineTracker:
    """Keep left and right, smooth, and place joints in space. Deterministic in its input."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget the person."""
        self._left_right = LeftRight()
        self._smoother = OnlineSmoother()
        self._space = MetricSpace()
        self._confidence = ConfidenceModel()

    def update(self, skeleton: Skeleton) -> Skeleton:
        """Track one skeleton; times must increase from call to call.

        Parameters
        ----------
        skeleton : Skeleton
            Straight from the model. One of nobody passes through unchanged.

        Returns
        -------
        Skeleton
            Of the same time; ``metric`` from `MetricSpace.update`, ``confidence`` from `ConfidenceModel.update`.
        """
        if not skeleton.seen:
            return skeleton
        smooth = self._smoother.update(self._left_right.update(skeleton))
        return self._confidence.update(self._space.update(smooth))
