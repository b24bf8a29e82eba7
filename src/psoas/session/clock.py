"""The session's own time, derived from the caller's clock."""

from __future__ import annotations

#: In a longer step than this nobody was led, seconds: the computer slept or was busy, or its clock jumped.
STALL_S = 2.0
#: The caller's clock may itself stand still while the computer sleeps. So far behind the calendar it did, seconds.
SLEPT_S = 60.0


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
        """Return whether `t` comes so long after the latest moment that nobody was led in between."""
        return self._start is not None and t - self.t > STALL_S

    def passed(self, t: float) -> float:
        """Give the time up to `t` that no timer has used yet, and use it up; 0 if it is longer than a stall."""
        passed, self._used = max(0.0, t - self._used), max(t, self._used)
        return passed if passed <= STALL_S else 0.0

    def restart_timers(self) -> None:
        """Make the timers count from the latest time on."""
        self._used = self.t

    def catch_up(self, since_s: float, t: float) -> bool:
        """Make up for a sleep that the clock missed, by the calendar's seconds since the start; return if it did."""
        late = since_s - self.since(t)
        slept = self._start is not None and late > SLEPT_S
        self.before_s += late if slept else 0.0
        return slept

    def since(self, t: float | None = None) -> float:
        """Return the seconds from the session's start to `t`, or to the latest time."""
        return self.before_s + ((self.t if t is None else t) - self._start if self._start is not None else 0.0)
