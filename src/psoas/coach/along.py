"""How far the body goes along with the working leg: what moves out and back in step with it.

A person who breathes, sways or slides on the mat moves, too, and landmarks tremble, but not in step with a leg. So each
part of the body is held against the course of the working thigh over the whole repetition, with a steady drift allowed,
as a matched filter does; that finds movements of a hundredth of the trunk. Where the camera stands and how a pose model
draws a body shifts them by more than that, but for all repetitions alike. So each is compared with the person's usual.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from statistics import median

import numpy as np

from psoas.body.skeleton import SIDES, Floats, Side, joint, other
from psoas.coach.fitted_form import Rule
from psoas.coach.measurements import Measurement

#: Fewer frames than this say nothing, nor do fewer repetitions to compare with.
_FRAMES, _ENOUGH = 8, 3

Along = Mapping[str, float]
#: The names of what goes along: in lengths of the trunk at right angles to it (``across``) or with it (``along``), in
#: the picture, or in degrees. The knee is that of the resting leg.
NAMES = (
    "hips_across", "hips_along", "shoulders_across", "knee_across", "knee_along", "trunk_deg", "lean_deg", "tilt_deg",
    "turn_deg",
)  # fmt: skip


def along(side: Side, frames: Sequence[Measurement]) -> Along:
    """Measure how far each part goes along from the start to the furthest point of a repetition.

    Parameters
    ----------
    side : {"left", "right"}
        The working leg.
    frames : sequence of Measurement
        Of the whole repetition.

    Returns
    -------
    mapping of str to float
        `NAMES` to change, signed; NaN where it was not seen.
    """
    frames = [f for f in frames if f.posture is not None and f.image is not None]
    if len(frames) < _FRAMES:
        return dict.fromkeys(NAMES, math.nan)
    thigh = np.unwrap([f.swing[side] for f in frames], period=360.0)
    share = np.abs(thigh - np.median(np.concatenate([thigh[:3], thigh[-3:]])))
    image = np.array([f.image for f in frames])
    hips, shoulders = (image[:, [joint(each, name) for each in SIDES]].mean(axis=1) for name in ("hip", "shoulder"))
    trunk = np.median(shoulders - hips, axis=0)
    length = math.hypot(*trunk)
    ahead = trunk / length
    axes = {"along": ahead, "across": np.array([-ahead[1], ahead[0]])}
    parts = {"hips": hips, "shoulders": shoulders, "knee": image[:, joint(other(side), "knee")]}
    courses = {
        f"{part}_{axis}": place @ axes[axis] / length
        for part, place in parts.items()
        for axis in axes
        if f"{part}_{axis}" in NAMES
    } | {name: np.array([value(f) for f in frames]) for name, value in _DEGREES.items()}
    t = np.array([f.t for f in frames])
    return {name: _in_step(t, share / (share.max() or 1.0), courses[name]) for name in NAMES}


_DEGREES: Mapping[str, Callable[[Measurement], float]] = {
    "trunk_deg": lambda f: f.posture.trunk % 360.0 if f.posture else math.nan,
    "lean_deg": lambda f: f.sideways.lean,
    "tilt_deg": lambda f: f.sideways.tilt,
    "turn_deg": lambda f: f.sideways.turn,
}


def _in_step(t: Floats, share: Floats, course: Floats) -> float:
    """Change of a course per whole share, beside a constant and a drift, by least squares."""
    known = np.isfinite(course)
    if known.sum() < _FRAMES:
        return math.nan
    terms = np.column_stack([np.ones(known.sum()), t[known] - t[known].mean(), share[known]])
    found, *_ = np.linalg.lstsq(terms, course[known], rcond=None)
    return float(found[2])


def unusual(own_leg: bool, alongs: Sequence[tuple[Side, Along]]) -> Along:
    """How far the last repetition is from the usual of this set, without sign.

    Parameters
    ----------
    own_leg : bool
        Whether the usual, a median, is that of the same leg; else that of both.
    alongs : sequence of tuple
        Side and `along` of each repetition that is known, in order.

    Returns
    -------
    mapping of str to float
        `NAMES` to distance; NaN where there is too little to compare with.
    """
    side, last = alongs[-1]
    known = [each for one, each in alongs if one == side or not own_leg]
    result = {}
    for name in NAMES:
        values = [each[name] for each in known if math.isfinite(each[name])]
        result[name] = abs(last[name] - median(values)) if len(values) >= _ENOUGH else math.nan
    return result


def likelihood(rule: Rule, alongs: Sequence[tuple[Side, Along]]) -> float:
    """How likely the last repetition has the fault of a rule, 0 to 1; NaN where there is too little to compare with."""
    far = unusual(rule.own_leg, alongs)
    odds = rule.bias + sum(weight * far[name] for name, weight in rule.weights.items())
    return float(1.0 / (1.0 + np.exp(-odds)))
