"""How far the body goes along with the working leg: what moves out and back in step with it.

A person who breathes, sways or slides on the mat moves, too, and landmarks tremble, but not in step with a leg. So each
part is held against the course of the working thigh over the whole repetition, with a steady drift allowed, as a
matched filter does; that finds movements of a hundredth of the trunk. Where the camera stands, and how the pose
model draws a body, shifts them by more than that, but alike in all repetitions. So each is compared with the others.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Literal, NamedTuple

import numpy as np

from psoas.body.angles import wrap_deg
from psoas.body.skeleton import SIDES, Floats, Side, joint, other
from psoas.coach.measurements import Measurement

#: Fewer frames than this say nothing, nor do fewer repetitions to compare with.
_FRAMES, _ENOUGH = 8, 3
#: The repetition at this part of the order from calm to restless tells how much somebody strays without a fault. Even
#: where every second repetition has it, the calmest third is without it.
_CALM = 3


#: What may stray.
Straying = Literal["hips", "knee"]


class Along(NamedTuple):
    """How far each part goes along, in lengths of the trunk in the picture; NaN if unseen.

    Attributes
    ----------
    side : {"left", "right"}
        The working leg.
    hips, shoulders, knee : float
        At right angles to the trunk, signed. The knee is the resting one, which a rocking pelvis lifts or lowers.
    slide : float
        Of the same knee along the trunk, where a thigh that drifts takes it.
    """

    side: Side
    hips: float
    shoulders: float
    knee: float
    slide: float


#: What strays with a part in another fault, the whole trunk or a thigh that drifts, and how much of that is this fault.
_ALSO: Mapping[Straying, Mapping[str, float]] = {"hips": {"shoulders": 1.0}, "knee": {"shoulders": 1.0, "slide": 0.5}}


def along(side: Side, frames: Sequence[Measurement]) -> Along:
    """Measure how far each part goes from the start to the furthest point of a repetition.

    Parameters
    ----------
    side : {"left", "right"}
        The working leg.
    frames : sequence of Measurement
        Of the whole repetition.
    """
    frames = [f for f in frames if f.posture is not None and f.image is not None]
    if len(frames) < _FRAMES:
        return Along(side, *[math.nan] * 4)
    image = np.array([f.image for f in frames])
    hips, shoulders = (image[:, [joint(each, name) for each in SIDES]].mean(axis=1) for name in ("hip", "shoulder"))
    trunk = np.median(shoulders - hips, axis=0)
    ahead = trunk / float(trunk @ trunk)
    across = np.array([-ahead[1], ahead[0]])
    knee = image[:, joint(other(side), "knee")]
    courses = (hips @ across, shoulders @ across, knee @ across, knee @ ahead)
    return Along(side, *(in_step(side, frames, course) for course in courses))


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


def strays(part: Straying, now: Along, known: Sequence[Along]) -> float:
    """How much further a part strays from its usual than it does in the calm repetitions of a set, trunk lengths.

    Parameters
    ----------
    part : {"hips", "knee"}
        What strays.
    now : Along
        The repetition that is judged.
    known : sequence of Along
        Those to compare with, itself included.

    Returns
    -------
    float
        At least 0, and 0 where it is more likely another fault: the whole trunk moves, or a thigh drifts. NaN with too
        little to compare with.

    Examples
    --------
    >>> calm = [Along("left", hips, 0.0, 0.0, 0.0) for hips in (0.01, 0.012, 0.008, 0.011)]
    >>> rocks = Along("left", 0.05, 0.0, 0.0, 0.0)
    >>> round(strays("hips", rocks, [*calm, rocks]), 3), strays("hips", calm[3], [*calm, rocks])
    (0.038, 0.0)
    """
    seen = [each for each in (now, *known) if all(map(math.isfinite, each[1:]))]
    if now not in seen[:1] or len(seen) <= _ENOUGH:
        return math.nan

    def off(name: str, each: Along) -> float:
        return abs(float(getattr(each, name)) - median([float(getattr(one, name)) for one in seen[1:]]))

    if any(share * off(name, now) > off(part, now) for name, share in _ALSO[part].items()):
        return 0.0
    calm = sorted(off(part, each) for each in seen[1:])[(len(seen) - 1) // _CALM]
    return max(off(part, now) - calm, 0.0)
