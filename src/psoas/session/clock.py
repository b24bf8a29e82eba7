"""The session's own time, from the one clock that the caller reads."""

from __future__ import annotations

#: The clock that the caller reads may stand still while the computer sleeps: what is taken for such a sleep, seconds.
SLEPT_S = 60.0
#: A longer step than this did not pass in front of the person, seconds: the computer slept or stood still.
STALL_S = 2.0


class Clock:
    """Turns the caller's clock into seconds since the session started.

    Attributes
    ----------
    t : float
        The latest moment heard of, on the caller's clock, seconds; never runs backwards.
    before_s : float
        What had passed before the first moment heard of: 0, but for a session that is resumed.
    """

    def __init__(self) -> None:
        self.t = 0.0
        self.before_s = 0.0
        self._start: float | None = None
        self._used = 0.0

    def reach(self, t: float) -> None:
        """Hear of a moment."""
        if self._start is None:
            self._start = self.t = self._used = t
        self.t = max(self.t, t)

    def stalls(self, t: float) -> bool:
        """Return whether so long has passed up to `t`, unheard of, that no timer may use it."""
        return self._start is not None and t - self.t > STALL_S

    def passed(self, t: float) -> float:
        """Give the time up to `t` that no timer has used yet, and use it up."""
        passed, self._used = max(0.0, t - self._used), max(t, self._used)
        return passed

    def restart_timers(self) -> None:
        """Let the timers count from the latest moment on."""
        self._used = self.t

    def catch_up(self, since_s: float) -> None:
        """Hear from a calendar how many seconds have passed since the start; what it is behind by is made up for."""
        late = since_s - self.since()
        if self._start is not None and late > SLEPT_S:
            self.before_s += late

    def since(self, t: float | None = None) -> float:
        """Seconds from the session's start to `t`, or to the latest moment."""
        return self.before_s + ((self.t if t is None else t) - self._start if self._start is not None else 0.0)
