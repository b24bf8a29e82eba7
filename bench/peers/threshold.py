"""The counter of the popular tutorials: an angle, two thresholds, a stage; one for each leg.

They write ``if angle > 160: stage = "down"`` and ``if angle < 90 and stage == "down": stage = "up"; counter += 1``,
with the angle shoulder - hip - knee. Those two numbers fit a standing march. For each level they are set here as
somebody would who knows the exercise: a leg is back within 25 % of the exercise's travel from its start, and counts at
70 %.
(Literally 90 and 160 would need 95 % of the travel of level 6, and could never count levels 1 and 3.)
"""

from __future__ import annotations

import numpy as np

from bench.peers.made import Found
from psoas.body.skeleton import SIDES, Floats, Side
from psoas.programme.motion import Motion

#: Shares of the travel: back at rest, and far enough to count.
BACK, COUNTS = 0.25, 0.70


def count(t: Floats, hip: dict[Side, Floats], motion: Motion) -> list[Found]:
    """Repetitions of both legs.

    Parameters
    ----------
    t : ndarray, shape (N,)
        Seconds.
    hip : dict
        Side to hip flexion, shape (N,), degrees, NaN where unknown (the tutorials skip such frames).
    motion : Motion
        The exercise's movement.
    """
    found = [rep for side in SIDES for rep in _count(t, hip[side], side, motion)]
    return sorted(found, key=lambda rep: rep.peak_s)


def _count(t: Floats, hip: Floats, side: Side, motion: Motion) -> list[Found]:
    found: list[Found] = []
    share = (hip - motion.start.hip) / motion.travel_deg
    stage, since, furthest, peak = "", 0.0, 0.0, 0.0
    for moment, value in zip(t, share, strict=True):
        if not np.isfinite(value):
            continue
        if value < BACK:
            if stage == "out":
                found.append(Found(side, since, peak, float(moment)))
            stage, since = "back", float(moment)
        elif value > COUNTS and stage == "back":
            stage, furthest = "out", 0.0
        if stage == "out" and value > furthest:
            furthest, peak = float(value), float(moment)
    if stage == "out":
        found.append(Found(side, since, peak, float(t[-1])))
    return found
