"""Tell the march from what else upright people do by their feet and hips.

One foot comes up with its knee and is put down where it was, the other stays, and so do the hips. The angle between the
thighs alone also opens in a squat with one foot ahead, in a lunge, in a step up and in walking.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from psoas.body.skeleton import Side, other
from psoas.coach.measurements import Measurement

#: Least that the working ankle rises over the other one, trunk lengths, for a thigh that comes up by 90 degrees; less
#: as 1 - cos for one that comes up less, which is what its knee rises by. In motion capture and from a Kinect at least
#: 0.56, rendered 0.51, for a figure of ours that leans and is seen obliquely from above 0.38. Squats have at most 0.15,
#: lunges 0.3.
LIFTS = 0.3
#: Hips that go up or down by this much, trunk lengths, do not stand on one leg: they squat, or go up a step. In motion
#: capture at most 0.19, from a Kinect 0.35; steps and squats of a figure of ours have at least 0.2.
RISES = 0.36
#: Who walks comes from behind one foot to before it: against the hips, both ankles go this far, trunk lengths, across
#: the picture and in opposite directions. Who marches puts the foot down where it was: at most 0.11 in motion capture.
STRIDES = 0.14
#: Before it is lifted, a foot has stood: within this of one place, trunk lengths, for this long, seconds, at some time
#: in the seconds before. Quick marches of motion capture do for at least 0.3 s; the feet of who steps and swings
#: quickly do not, while a leg that swings slowly turns round in 0.33 s.
STOOD, STOOD_S, BEFORE_S = 0.15, 0.29, 1.2


def on_one_foot(side: Side, frames: Sequence[Measurement], amplitude_deg: float, hold: tuple[float, float]) -> bool:
    """Whether the working foot came up with its knee and down again while the other one and the hips stayed in place.

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
    trunk_px = float(np.median([frame.trunk_px for frame in frames]))
    lifted = (_above(side, held) - _above(side, frames[:3])) / trunk_px
    knee_rises = 1.0 - math.cos(math.radians(min(amplitude_deg, 180.0)))
    # Comparisons with NaN are false, so what is not known is no objection.
    return not (
        lifted < LIFTS * knee_rises
        or _hips_rise(frames) > RISES * trunk_px
        or _strides(side, frames) > STRIDES * trunk_px
    )


def rested(side: Side, before: Sequence[Measurement]) -> bool:
    """Whether a foot has stood before it was lifted; one that swings to and fro has not.

    Parameters
    ----------
    side : {"left", "right"}
        The working leg.
    before : sequence of Measurement
        The last `BEFORE_S` before the repetition.

    Returns
    -------
    bool
        True also where less is known than these seconds.
    """
    if len(before) < 2 or before[-1].t - before[0].t < 0.75 * BEFORE_S:
        return True
    t = np.array([frame.t for frame in before])
    hips = [(frame.across_px, frame.down_px) for frame in before]
    places = (np.array([_ankle(frame, side) for frame in before]) - hips) / np.median([f.trunk_px for f in before])
    for since in range(len(t)):
        off = np.hypot(*(places[since:] - places[since]).T)
        # Comparisons with NaN are false, so a place that is not known does not end it.
        left = np.flatnonzero(off > STOOD)
        until = since + int(left[0]) - 1 if left.size else len(t) - 1
        if t[until] - t[since] >= STOOD_S:
            return True
    return False


def _hips_rise(frames: Sequence[Measurement]) -> float:
    """How far the hips go up or down, pixels, not counting a few bad frames."""
    highest, lowest = np.percentile([frame.down_px for frame in frames], [10, 90])
    return float(lowest - highest)


def _strides(side: Side, frames: Sequence[Measurement]) -> float:
    """How far both feet go past the hips in opposite directions, from the first frames to the last, pixels."""
    mine, theirs = (
        float(
            np.median([_past_hips(f, one) for f in frames[-3:]]) - np.median([_past_hips(f, one) for f in frames[:3]])
        )
        for one in (side, other(side))
    )
    return min(abs(mine), abs(theirs)) if mine * theirs < 0 else 0.0


def _past_hips(frame: Measurement, side: Side) -> float:
    return _ankle(frame, side)[0] - frame.across_px


def _ankle(frame: Measurement, side: Side) -> tuple[float, float]:
    return frame.ankle_px.get(side, (math.nan, math.nan))


def _above(side: Side, frames: Sequence[Measurement]) -> float:
    """Height of one ankle over the other, pixels."""
    return float(np.median([_ankle(frame, other(side))[1] - _ankle(frame, side)[1] for frame in frames]))
