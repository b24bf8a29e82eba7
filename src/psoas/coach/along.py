"""How far the body goes along with the working leg: what moves out and back in step with it.

A person who breathes, sways or slides on the mat moves, too, and so do landmarks that tremble, but not in step with a
leg. So each part of the body is held against the course of the working thigh over the whole repetition, with a steady
drift allowed, as a matched filter does; that finds movements of a hundredth of the trunk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from psoas.body.skeleton import Floats, Side, joint, other
from psoas.coach.measurements import Measurement
from psoas.coach.rep_counter import Window

#: Fewer frames than this say nothing.
_FRAMES = 8

#: What goes along, by its name: in lengths of the trunk at right angles to it (``across``) or with it (``along``), in
#: the picture, or in degrees. The knee is that of the resting leg.
NAMES = (
    "hips_across", "hips_along", "shoulders_across", "knee_across", "knee_along", "trunk_deg", "lean_deg", "tilt_deg",
    "turn_deg",
)  # fmt: skip


def along(window: Window) -> Mapping[str, float]:
    """Measure how far each part goes along from the start to the furthest point of a repetition.

    Returns
    -------
    mapping of str to float
        `NAMES` to change, signed; NaN where it was not seen.
    """
    frames = [f for f in window.frames if f.posture is not None and f.image is not None]
    if len(frames) < _FRAMES:
        return MappingProxyType(dict.fromkeys(NAMES, np.nan))
    side = window.rep.side
    t = np.array([f.t for f in frames])
    thigh = np.unwrap([f.swing[side] for f in frames], period=360.0)
    share = np.abs(thigh - np.median(np.concatenate([thigh[:3], thigh[-3:]])))
    share = share / share.max() if share.max() > 0 else share
    image = np.array([f.image for f in frames])
    hips, shoulders = _middle(image, "hip"), _middle(image, "shoulder")
    trunk = np.median(shoulders - hips, axis=0)
    length = float(np.hypot(*trunk))
    ahead = trunk / length
    axes = {"along": ahead, "across": np.array([-ahead[1], ahead[0]])}
    parts = {"hips": hips, "shoulders": shoulders, "knee": image[:, joint(other(side), "knee")]}
    courses = {
        f"{part}_{axis}": parts[part] @ axes[axis] / length
        for part, axis in (name.split("_") for name in NAMES if not name.endswith("_deg"))
    }
    courses |= {name: np.array([value(f) for f in frames]) for name, value in _DEGREES.items()}
    return MappingProxyType({name: _in_step(t, share, courses[name]) for name in NAMES})


_DEGREES: Mapping[str, Callable[[Measurement], float]] = {
    "trunk_deg": lambda f: f.posture.trunk % 360.0 if f.posture else np.nan,
    "lean_deg": lambda f: f.sideways.lean,
    "tilt_deg": lambda f: f.sideways.tilt,
    "turn_deg": lambda f: f.sideways.turn,
}


def _middle(image: Floats, name: str) -> Floats:
    sides: tuple[Side, Side] = ("left", "right")
    middle: Floats = sum(image[:, joint(side, name)] for side in sides) / 2
    return middle


def _in_step(t: Floats, share: Floats, course: Floats) -> float:
    """Change of a course per whole share, beside a constant and a drift, by least squares."""
    known = np.isfinite(course)
    if known.sum() < _FRAMES:
        return np.nan
    terms = np.column_stack([np.ones(known.sum()), t[known] - t[known].mean(), share[known]])
    found, *_ = np.linalg.lstsq(terms, course[known], rcond=None)
    return float(found[2])
