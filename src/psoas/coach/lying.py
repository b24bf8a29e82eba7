"""Tell the march from what else lying people do with their legs: climb face down, or cycle on the back."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from psoas.body.skeleton import SIDES, Floats
from psoas.coach.measurements import Measurement

#: Knees of who lies on the back are above the hips, the higher one by at least this, trunk lengths: in real people by
#: at least 0.54. Who is on hands and toes has it 0.03 above them at most.
KNEES_UP = 0.25
#: Who cycles sends one leg out while the other comes back, this share of the way at least, and the reverse. Cycling has
#: 0.53 or more both times; in marches one leg comes home before the other sets out, and where they overlap only at one.
PEDALS = 0.5
#: A leg that pedals stays beyond half its way for less than this, seconds. Longer, it is a march whose legs change
#: places at once.
PEDALS_S = 1.05


def on_back(frames: Sequence[Measurement]) -> bool:
    """Whether the knees are up as they are in who lies on the back; True also where they are not known.

    Parameters
    ----------
    frames : sequence of Measurement
        The repetition.
    """
    higher = [max(frame.knee_px.get(side, math.nan) for side in SIDES) / frame.trunk_px for frame in frames]
    return not float(np.median(higher)) < KNEES_UP


def pedals(moved: Floats, others: Floats, lasts_s: float, *, goes_on: bool) -> bool:
    """Whether a leg goes out while the other one comes back, and the reverse, as in cycling.

    Parameters
    ----------
    moved, others : ndarray, shape (n,)
        How far this leg and the other one are out in each frame of the repetition, degrees.
    lasts_s : float
        How long this leg stays beyond half its way, seconds.
    goes_on : bool
        Whether the legs have pedalled until now: then once is enough, since the last one comes to rest.
    """
    top = int(np.argmax(moved))
    amplitude = float(moved[top])
    goes_out = float(others[top:].max() - others[top])
    comes_back = float(others[0] - others[: top + 1].min())
    share = (max if goes_on else min)(goes_out, comes_back)
    return lasts_s < PEDALS_S and share > PEDALS * amplitude
