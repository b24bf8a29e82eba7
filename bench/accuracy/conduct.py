"""How well a repetition was done, as one number from the coach's own checks: nothing here is fitted to anybody."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from psoas.coach.coach import Coach
from psoas.coach.events import Rep
from psoas.coach.form import MEASURES, Baseline
from psoas.coach.march import Window
from psoas.programme.model import Check

#: A limit this many times the other one bounds nothing: such a check has one side only.
_OPEN = 5.0
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
        Check to the share of its allowance that was used up: 0 in the middle of what is allowed, 1 at its limit.
    """

    failed: int | None
    used: dict[str, float]


def conduct(coach: Coach, reps: Sequence[Rep]) -> Conduct:
    """The worst of the repetitions that a coach saw, measured again with the coach's own measures."""
    found: list[Conduct] = []
    usual = Baseline()
    assert coach.exercise.motion is not None
    for rep in reps:
        frames = tuple(f for f in coach.frames if f.posture is not None and rep.start_s <= f.t <= rep.end_s)
        if not frames:
            continue
        window = Window(rep, frames)
        usual.learn(window)
        used = {
            c.id: _used(c, MEASURES[c.measure](window, coach.exercise.motion, usual)) for c in coach.exercise.checks
        }
        found.append(Conduct(len(rep.faults), {k: v for k, v in used.items() if math.isfinite(v)}))
    return max(found, key=failed_and_used) if found else Conduct(None, {})


def failed_and_used(one: Conduct) -> float:
    """Failed checks, and among equally many the mean share of the allowance used; more than any where none was seen."""
    if one.failed is None:
        return 100.0
    used = list(one.used.values())
    # Each share is squeezed below 1, so that a single wild measure cannot outweigh a failed check.
    return one.failed + float(np.mean([u / (1 + u) for u in used])) if used else float(one.failed)


def _used(check: Check, values: np.ndarray) -> float:
    low, high = check.keep
    known = values[np.isfinite(values)]
    if not len(known):
        return math.nan
    if low > 0 and high > _OPEN * low:
        return low / max(float(np.percentile(known, 100 - _WORST)), 1e-6)
    middle, half = (low + high) / 2, (high - low) / 2
    return float(np.percentile(np.abs(known - middle), _WORST)) / half
