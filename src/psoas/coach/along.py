"""How far hips and shoulders go along with the working leg: what moves out and back in step with it.

A person who breathes, sways or slides on the mat moves, too, and landmarks tremble, but not in step with a leg. So hips
and shoulders are held against the course of the working thigh over the whole repetition, with a steady drift allowed,
as a matched filter does; that finds movements of a hundredth of the trunk. Where the camera stands, and how the pose
model draws a body, shifts them by more than that, but alike in all repetitions. So each is compared with the others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

import numpy as np

from psoas.body.angles import wrap_deg
from psoas.body.skeleton import SIDES, Floats, Side, joint
from psoas.coach.measurements import Measurement

#: Fewer frames than this say nothing, nor do fewer repetitions to compare with.
_FRAMES, _ENOUGH = 8, 3
#: The repetition at this place in the order from calm to restless tells how much the hips stray without a fault. Even
#: where every second one has it, the calmest third is without it.
_CALM = 3


class Along(NamedTuple):
    """How far hips and shoulders go along, at right angles to the trunk in the picture, in its lengths; NaN if unseen.

    The sign tells the direction in the picture.
    """

    side: Side
    hips: float
    shoulders: float


def along(side: Side, frames: Sequence[Measurement]) -> Along:
    """Measure how far hips and shoulders go from the start to the furthest point of a repetition.

    Parameters
    ----------
    side : {"left", "right"}
        The working leg.
    frames : sequence of Measurement
        Of the whole repetition.
    """
    frames = [f for f in frames if f.posture is not None and f.image is not None]
    if len(frames) < _FRAMES:
        return Along(side, math.nan, math.nan)
    image = np.array([f.image for f in frames])
    hips, shoulders = (image[:, [joint(each, name) for each in SIDES]].mean(axis=1) for name in ("hip", "shoulder"))
    trunk = np.median(shoulders - hips, axis=0)
    across = np.array([-trunk[1], trunk[0]]) / float(trunk @ trunk)
    return Along(side, *(in_step(side, frames, place @ across) for place in (hips, shoulders)))


def in_step(side: Side, frames: Sequence[Measurement], course: Floats) -> float:
    """How far a course goes with a thigh from its rest to its furthest point, by least squares; NaN if hardly known.

    Parameters
    ----------
    side : {"left", "right"}
        The working leg.
    frames : sequence of Measurement
        Of the whole repetition, each with a posture.
    course : ndarray, shape (frames,)
        What may go along; a constant and a steady drift do not count.
    """
    known = np.isfinite(course)
    thigh = np.array([wrap_deg(f.swing[side] - frames[0].swing[side]) for f in frames])
    share = thigh / thigh[np.argmax(np.abs(thigh))] if thigh.any() else thigh
    t = np.array([f.t for f in frames])
    if known.sum() < _FRAMES:
        return math.nan
    terms = np.column_stack([np.ones(len(t)), t - t.mean(), share])[known]
    return float(np.linalg.lstsq(terms, course[known], rcond=None)[0][2])


def strays(now: Along, known: Sequence[Along]) -> float:
    """How much further hips stray from their usual than they do in the calm repetitions of a set, trunk lengths.

    Parameters
    ----------
    now : Along
        The repetition that is judged.
    known : sequence of Along
        Those to compare with, itself included.

    Returns
    -------
    float
        At least 0, and 0 where the shoulders stray further, since then the whole trunk moves; NaN with too little to
        compare with.

    Examples
    --------
    >>> calm = [Along("left", hips, 0.0) for hips in (0.01, 0.012, 0.008, 0.011)]
    >>> rocks = Along("left", 0.05, 0.0)
    >>> round(strays(rocks, [*calm, rocks]), 3), strays(calm[3], [*calm, rocks])
    (0.038, 0.0)
    """
    hips = [each.hips for each in known if math.isfinite(each.hips)]
    shoulders = [each.shoulders for each in known if math.isfinite(each.shoulders)]
    if min(len(hips), len(shoulders)) < _ENOUGH or not math.isfinite(now.hips + now.shoulders):
        return math.nan
    usual = median(hips)
    calm = sorted(abs(value - usual) for value in hips)[len(hips) // _CALM]
    off = abs(now.hips - usual)
    return 0.0 if abs(now.shoulders - median(shoulders)) > off else max(off - calm, 0.0)
