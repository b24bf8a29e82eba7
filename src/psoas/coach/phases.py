"""Find when a leg sets out, arrives, leaves again and is home, from the course of its angle.

A movement begins and ends so gently that no limit of the angle catches it: a fifth of its time is over before a
twentieth of its range is. But people move from one rest to another in nearly the same way, however far and however
fast: along the smoothest course, that of minimum jerk (Flash and Hogan 1985, J Neurosci 5:1688). So the steep middle of
a movement, which noise and crosstalk shift least, tells when it began and when it ends, even before it has ended.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from psoas.body.segments import minimum_jerk
from psoas.body.skeleton import Floats

#: A way is timed between these shares of its range; beyond them noise shifts the time too much.
_LOW, _HIGH = 0.1, 0.9
#: Rest is this percentile of the angles within `_REST_S` before the leg is half-way out.
_REST, _REST_S = 10, 1.0
#: A leg that never moves is taken to be this far from its rest, so that shares of its range exist.
_LEAST_DEG = 1.0
_TIMES = np.linspace(0.0, 1.0, 1001)
_SHARES = np.array([minimum_jerk(float(time)) for time in _TIMES])


@dataclass(frozen=True, slots=True)
class Phases:
    """When a leg sets out from rest, arrives at its furthest, leaves it again and is back at rest, seconds."""

    start_s: float
    arrived_s: float
    left_s: float
    end_s: float


def find_phases(t: Floats, angle_deg: Floats, furthest: int) -> Phases:
    """Find the phases of one repetition.

    Parameters
    ----------
    t : ndarray, shape (n,)
        Times of the frames, seconds, growing, from before the repetition until it is reported.
    angle_deg : ndarray, shape (n,)
        Angle of the working thigh, growing on the way out.
    furthest : int
        Index of the frame at which it is furthest out.

    Returns
    -------
    Phases
        In growing order, from the first frame on; the end may lie after the last one.

    Examples
    --------
    >>> t = np.arange(0.0, 8.0, 0.1)
    >>> angle = [60 * min(minimum_jerk((x - 1.0) / 2.0), minimum_jerk((6.5 - x) / 2.5)) for x in t]
    >>> found = find_phases(t, np.array(angle), 30)
    >>> [round(x, 1) for x in (found.start_s, found.arrived_s, found.left_s, found.end_s)]
    [1.0, 3.0, 4.0, 6.5]
    """
    before, top = angle_deg[: furthest + 1], float(angle_deg[furthest])
    middle = _last_below(before, (float(before.min()) + top) / 2)
    rest = float(np.percentile(before[: middle + 1][t[: middle + 1] >= t[middle] - _REST_S], _REST))
    if rest >= top:  # furthest from the first frame on: only the way back shows where rest is
        rest = min(float(angle_deg.min()), top - _LEAST_DEG)
    share = (angle_deg - rest) / (top - rest)
    start, arrived = _way(t[: furthest + 1], share[: furthest + 1])
    end, left = (-time for time in _way(-t[furthest:][::-1], share[furthest:][::-1]))
    if left < arrived:
        arrived = left = (left + arrived) / 2
    # Noise in a movement of a few frames can set one time a hundredth of a second before the other.
    return Phases(*np.maximum.accumulate([max(start, float(t[0])), arrived, left, end]).tolist())


def _way(t: Floats, share: Floats) -> tuple[float, float]:
    """When a movement that arrives at share 1 began and arrived; one whose begin was not seen is extended to it."""
    middle = _last_below(share, 0.5)
    low = max(_LOW, float(share[: middle + 1].min()))
    begun = _last_below(share[: middle + 1], low)
    there = middle + int(np.argmax(share[middle:] >= _HIGH))
    early, late = (_crossing(t, share, i, level) for i, level in ((begun, low), (there - 1, _HIGH)))
    before, after = np.interp([low, _HIGH], _SHARES, _TIMES)
    whole_s = (late - early) / float(after - before)
    return early - float(before) * whole_s, late + float(1 - after) * whole_s


def _last_below(values: Floats, level: float) -> int:
    """Index of the last value that is not above a level; the first one if all are."""
    below = np.flatnonzero(values <= level)
    return int(below[-1]) if below.size else 0


def _crossing(t: Floats, share: Floats, i: int, level: float) -> float:
    """Time at which a level is crossed between one frame and the next."""
    i = max(i, 0)
    step = float(share[i + 1] - share[i]) if i + 1 < len(share) else 0.0
    part = min(max((level - float(share[i])) / step, 0.0), 1.0) if step else 0.0
    return float(t[i] + part * (t[min(i + 1, len(t) - 1)] - t[i]))
