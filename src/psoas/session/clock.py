"""The session's own time, derived from the caller's clock."""

from __future__ import annotations

#: The caller's clock may stop while the computer sleeps; a longer lag than this counts as such a sleep, seconds.
SLEPT_S = 60.0
#: A longer step than this did not pass in front of the person, seconds: the computer slept or stood still.
STALL_S = 2.0


class Clock:
    """Convert the caller's clock into seconds since the session started.

    Attributes
    ----------
    t : float
        Latest time reached on the caller's clock, seconds; never decreases.
    before_s : float
        Seconds that had already passed when the clock started: 0 unless the session was resumed.
    """

    def __init__(self) -> None:
        self.t = 0.0
        self.before_s = 0.0
        self._start: float | None = None
        self._used = 0.0

    def reach(self, t: float) -> None:
        """Advance to `t`; an earlier `t` changes nothing."""
        if self._start is None:
            self._start = self.t = self._used = t
        self.t = max(self.t, t)

    def stalls(self, t: float) -> bool:
        """Return whether so long has passed up to `t`, unheard of, that no timer may use it."""
        return self._start is not None and t - self.t > STALL_S

    def passed(self, t: float) -> float:
        """Consume and return the time up to `t` that no timer has used yet."""
        passed, self._used = max(0.0, t - self._used), max(t, self._used)
        return passed

    def restart_timers(self) -> None:
        """Make the timers count from the latest time on."""
        self._used = self.t

    def catch_up(self, since_s: float) -> None:
        """Make up for a sleep of the computer, given the seconds since the start by the calendar."""
        lag_s = since_s - self.since()
        if self._start is not None and lag_s > SLEPT_S:
            self.before_s += lag_s

    def since(self, t: float | None = None) -> float:
        """Return the seconds from the session's start to `t`, or to the latest time."""
        return self.before_s + ((self.t if t is None else t) - self._start if self._start is not None else 0.0)
