"""A running mean that forgets: a plain mean at first, later one in which the past fades."""

from __future__ import annotations

from dataclasses import dataclass

#: A sample counts for at least this long, seconds, so that the first one, which follows nothing, counts too.
_LEAST_S = 0.04


@dataclass(slots=True)
class Fading:
    """How much a new sample counts. The first one alone must not count for seconds, as in a plain low-pass it would.

    Attributes
    ----------
    memory_s : float
        Seconds over which the past fades.
    """

    memory_s: float
    _seen_s: float = 0.0

    def share(self, elapsed: float) -> float:
        """Share of the mean that a sample takes which comes so many seconds after the last one."""
        step = max(elapsed, _LEAST_S)
        self._seen_s += step
        return step / min(self._seen_s, self.memory_s)
