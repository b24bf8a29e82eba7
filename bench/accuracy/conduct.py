"""How well a repetition was done, as one number from the coach's own checks: nothing here is fitted to anybody."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from psoas.coach.baseline import Baseline
from psoas.coach.coach import Coach
from psoas.coach.events import Rep
from psoas.coach.form_checks import FAULT_S, MEASURES
from psoas.coach.rep_counter import Window
from psoas.programme.model import Check, Exercise

#: The checks that are graded: what a therapist looks at in a hurdle step and a leg raise (Cook, Burton and Hoogenboom
#: 2006, N Am J Sports Phys Ther 1:62): the trunk stays still, the standing hip does not fold, the leg comes up high
#: enough. The other checks of a standing march tell the voice what to say and are left out of the grade: the trunk's
#: absolute direction and the knee's bend depend on where landmarks sit on a body (standing quiet, these subjects'
#: trunks measure 92 to 100 degrees by their markers), the sideways sway and the standing thigh are within the trunk's
#: and the hip's movement, and times were not asked of anybody here.
GRADED = ("trunk-moves", "standing-hip-bends", "knee-not-high-enough")
#: Share of the frames of a repetition that may be further out than what is taken as its worst.
_WORST = 95.0


@dataclass(frozen=True, slots=True)
class Conduct:
    """One repetition against the checks.

    Attributes
    ----------
    failed : int or None
        Checks that the coach says failed; None where it saw no repetition at all.
    used : dict
        Check to the share of its allowance that was used up: 0 where all is as the exercise asks for, 1 at the limit.
    """

    failed: int | None
    used: dict[str, float]


def conduct(coach: Coach, reps: Sequence[Rep]) -> Conduct:
    """The worst of the repetitions that a coach saw, measured again with the coach's own measures."""
    found: list[Conduct] = []
    usual = Baseline()
    still = iter([f for f in coach.frames if not any(r.start_s < f.t <= r.end_s for r in reps)])
    for rep in reps:
        for frame in still:
            usual.update(frame)
            if frame.t >= rep.start_s:
                break
        frames = tuple(f for f in coach.frames if f.posture is not None and rep.start_s <= f.t <= rep.end_s)
        if not frames:
            continue
        window = Window(rep, frames)
        usual.learn(window)
        used = {c.id: _used(c, window, coach.exercise, usual) for c in coach.exercise.checks}
        found.append(Conduct(len(rep.faults), {k: v for k, v in used.items() if math.isfinite(v)}))
    return max(found, key=used_up) if found else Conduct(None, {})


def used_up(one: Conduct) -> float:
    """What was used up of the graded checks' allowances, added up; NaN where no repetition was seen.

    A plain sum: each check counts alike, and a movement that is a little wrong everywhere is as wrong as one that is
    very wrong in one place.
    """
    if one.failed is None:
        return math.nan
    return sum(one.used.get(name, 0.0) for name in GRADED)


def _used(check: Check, window: Window, exercise: Exercise, usual: Baseline) -> float:
    assert exercise.motion is not None
    values = MEASURES[check.measure](window, exercise.motion, usual)
    aim = _aim(check.measure, exercise)
    if check.during == "peak" and values.size > 1:
        t = np.array([f.t for f in window.frames])
        begin, end = window.rep.near_furthest_s
        near = values[np.abs(t - window.rep.peak_s) <= max(end - begin, FAULT_S) / 2]
        near = near[np.isfinite(near)]
        return _share(check, aim, float(np.median(near))) if near.size else math.nan
    shares = [_share(check, aim, float(v)) for v in values[np.isfinite(values)]]
    return float(np.percentile(shares, _WORST)) if shares else math.nan


def _share(check: Check, aim: float, value: float) -> float:
    """Share of the way from the aim to the limit on the value's side."""
    low, high = check.keep
    if value >= aim:
        return (value - aim) / (high - aim)
    return (aim - value) / (aim - low)


def _aim(measure: str, exercise: Exercise) -> float:
    """What the exercise asks for, in the measure's unit; a change from rest is best when it is none."""
    assert exercise.motion is not None
    assert exercise.dose is not None
    aims = {
        "trunk_deg": exercise.motion.trunk,
        "stance_knee_deg": exercise.motion.holding.knee,
        "holding_thigh_deg": exercise.motion.holding.hip,
        "range_share": 1.0,
        "range_of_usual": 1.0,
        "back_s": exercise.dose.tempo_s.back,
    }
    return aims.get(measure, 0.0)
