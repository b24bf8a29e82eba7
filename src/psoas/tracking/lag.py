"""Live skeletons a picture or two late, smoothed from both ends as far as that goes: fixed-lag smoothing.

What is drawn over the camera's picture must be of this moment (`psoas.tracking.online`). Whoever counts and judges can
wait for a picture or two, and knows then whether the one before was wrong for itself alone.
"""

from __future__ import annotations

from psoas.body.skeleton import Skeleton
from psoas.tracking.confidence import Belief
from psoas.tracking.left_right import Identity
from psoas.tracking.metric import Space
from psoas.tracking.offline import neighbours, smoothed

#: Pictures that are waited for.
LAG = 2
#: What lies further back than this, seconds, no longer moves the filter noticeably (its time constant at rest: 0.13).
_PAST_S = 0.6


class Settling:
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
        self._identity, self._space, self._belief = Identity(), Space(), Belief()
        self._lately: list[Skeleton] = []
        self._waiting = 0

    def see(self, skeleton: Skeleton) -> list[Skeleton]:
        """Take in the next skeleton as it comes from the model; gives those that have settled with it, in their order.

        Parameters
        ----------
        skeleton : Skeleton
            Later than the one before; of nobody, too.

        Returns
        -------
        list of Skeleton
            Usually the one from `lag` pictures ago; ``metric`` and ``trust`` as `psoas.tracking.offline.steadied`
            gives.
        """
        named = self._identity.see(skeleton)
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
        return [self._belief.see(self._space.see(skeleton)) for skeleton in settled]
