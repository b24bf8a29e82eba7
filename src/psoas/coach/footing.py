"""Tell the march from what else upright people do by their feet: one comes up with its knee, the other stays.

The angle between the thighs alone also opens in a squat with one foot ahead, in a lunge, in a step up and in walking.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from psoas.body.skeleton import Floats, Side, other
from psoas.coach.measurements import Measurement

#: Least that the working ankle rises over the other one, trunk lengths, for a thigh that comes up by 90 degrees; less
#: as 1 - cos for one that comes up less, which is what its knee rises by. In motion capture and from a Kinect at least
#: 0.56, rendered 0.51, for a figure of ours that leans and is seen obliquely from above 0.38. Squats have at most 0.15,
#: lunges 0.3.
LIFTS = 0.3
#: An ankle that is this far from where it was when the working leg was half-way out, trunk lengths, has stepped: if it
#: is so once that leg is home, or if it was so while it was held and has not come `BACK` since. In motion capture at
#: most 0.11. A Kinect's ankles jump aside by up to 0.6 for some pictures, but then come back to within 0.13.
STEPPED, BACK = 0.4, 0.15
#: An ankle that is further away than this, trunk lengths, did not step there: it is misplaced.
FURTHEST = 1.0


def on_one_foot(side: Side, frames: Sequence[Measurement], amplitude_deg: float, hold: tuple[float, float]) -> bool:
    """Whether the working foot came up with its knee while the other one stayed where it was.

    Parameters
    ----------
    side : {"left", "right"}
        The working leg.
    frames : sequence of Measurement
        The repetition, from its start.
    amplitude_deg : float
        How far its thigh came up, degrees.
    hold : tuple of float
        When the leg was at its furthest, from and to, seconds.

    Returns
    -------
    bool
        True also where ankles or trunk are not known.
    """
    held = [frame for frame in frames if hold[0] <= frame.t <= hold[1]]
    half_out_s = (frames[0].t + hold[0]) / 2
    since = [frame for frame in frames if half_out_s <= frame.t]
    trunk_px = float(np.median([frame.trunk_px for frame in since]))
    lifted = (_above(side, held) - _above(side, frames[:3])) / trunk_px
    places = np.array([_ankle(frame, other(side)) for frame in since])
    until_held = places[: sum(frame.t <= hold[1] for frame in since)]
    at_home, at_hold = _went(places) / trunk_px, _went(until_held) / trunk_px
    stepped = at_home > STEPPED or (at_hold > STEPPED and at_home > BACK)
    knee_rises = 1.0 - math.cos(math.radians(min(amplitude_deg, 180.0)))
    # Comparisons with NaN are false, so what is not known is no objection.
    return not (lifted < LIFTS * knee_rises or (stepped and max(at_home, at_hold) < FURTHEST))


def _ankle(frame: Measurement, side: Side) -> tuple[float, float]:
    return frame.ankle_px.get(side, (math.nan, math.nan))


def _above(side: Side, frames: Sequence[Measurement]) -> float:
    """Height of one ankle over the other, pixels."""
    return float(np.median([_ankle(frame, other(side))[1] - _ankle(frame, side)[1] for frame in frames]))


def _went(places: Floats) -> float:
    """How far a point went, from the first third of its places, shape (N, 2), to the last, whatever single ones say."""
    third = max(len(places) // 3, 1)
    return math.dist(np.median(places[:third], axis=0), np.median(places[-third:], axis=0))
