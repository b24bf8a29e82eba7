"""Whether this computer analyses enough pictures a second to count, and what to do if it does not."""

from __future__ import annotations

from collections import deque
from typing import Literal

#: Analysed pictures a second below which repetitions are missed.
LEAST_FPS = 8.0
#: How long the rate must be that low before anything is done about it, seconds.
WINDOW_S = 6.0
#: A longer gap between two pictures is no slowness but a pause: the camera was off, or its page hidden.
_GAP_S = 1.5

#: Share of the time that analysing takes, below which the camera is the slow one.
_BUSY = 0.6

Cause = Literal["computer", "camera"]
SLOW_SAY: dict[Cause, str] = {
    "computer": "This computer is a little slow, so I look at smaller pictures.",
    "camera": "Your camera sends few pictures. More light makes most cameras faster.",
}
TOO_SLOW_SAY: dict[Cause, str] = {
    "computer": "This computer is too slow to count reliably.",
    "camera": "Your camera sends too few pictures to count reliably.",
}
RateStep = Literal["full", "lighter", "too-slow"]


class FrameRate:
    """Steps down while too few pictures are analysed: first lighter work, then none.

    Attributes
    ----------
    effort : {"full", "lighter", "too-slow"}
        Where it has stepped down to; it never steps up again, so that it cannot go back and forth.
    cause : {"computer", "camera"}
        Who was too slow at the last step.

    Examples
    --------
    >>> rate = FrameRate()
    >>> for n in range(80):
    ...     step = rate.update(n / 5, took_s=0.2)
    >>> rate.effort
    'too-slow'
    """

    def __init__(self) -> None:
        self._times: deque[float] = deque()
        self._took: deque[float] = deque()
        self.cause: Cause = "computer"
        self.effort: RateStep = "full"

    def update(self, t: float, took_s: float) -> RateStep | None:
        """Hear of a picture analysed by `t` that took `took_s`, seconds; return the new effort if it changed."""
        if self._times and t - self._times[-1] > _GAP_S:
            self.forget()
        self._times.append(t)
        self._took.append(took_s)
        while t - self._times[0] > WINDOW_S:
            self._times.popleft()
            self._took.popleft()
        lasted = t - self._times[0]
        if self.effort == "too-slow" or lasted < WINDOW_S - 1.0:
            return None
        if (len(self._times) - 1) / lasted >= LEAST_FPS:
            return None
        self.cause = "computer" if sum(self._took) >= _BUSY * lasted else "camera"
        self.forget()
        self.effort = "lighter" if self.effort == "full" else "too-slow"
        return self.effort

    def forget(self) -> None:
        """Start measuring afresh, because the camera was off."""
        self._times.clear()
        self._took.clear()
