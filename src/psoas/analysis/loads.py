"""Estimate the load of a set on the working hip, left against right, with its uncertainty."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median, stdev
from typing import Literal

from psoas.biomechanics.anthropometry import Loop, Physique
from psoas.biomechanics.load import AS_TAUGHT, Estimate, LoadChange, unsure
from psoas.biomechanics.measured import RepLoad, rep_loads
from psoas.body.skeleton import SIDES, Side
from psoas.coach.events import Rep
from psoas.coach.form_checks import JUDGED_FROM_CONFIDENCE
from psoas.coach.set_comparison import ENOUGH, Difference
from psoas.coach.turns import too_alike_to_compare
from psoas.programme.loads import load_file
from psoas.programme.model import Exercise

LoadQuantity = Literal["peak_nm", "mean_nm", "work_j"]
QUANTITIES: tuple[LoadQuantity, ...] = ("peak_nm", "mean_nm", "work_j")
#: How far a side's numbers are off because one camera saw it, as a share: about the worst of 27 sides of rendered sets
#: whose true angles are known, seen from about side-on (`bench/studies/measured_load.py`).
CAMERA: dict[LoadQuantity, float] = {"peak_nm": 0.2, "mean_nm": 0.2, "work_j": 0.2}
#: Legs whose mean work differs by less than this share do about the same: there the legs seemed to differ by up to 16 %
#: more or less than they did, and seldom further in hard views.
SAME_WORK = 0.25
#: A difference must also be this many times its own standard error.
_SURE = 2.5


@dataclass(frozen=True, slots=True)
class Carried:
    """Body and equipment: everything that the camera does not see.

    Attributes
    ----------
    build : Physique
        The body.
    loop : Loop or None
        The band worn.
    change : LoadChange
        The box, if it differs from the exercise's.
    words : str
        A sentence about the body and the band, and what was assumed.
    """

    build: Physique
    loop: Loop | None = None
    change: LoadChange = AS_TAUGHT
    words: str = ""


@dataclass(frozen=True, slots=True)
class SideLoad:
    """The repetitions of one leg.

    Attributes
    ----------
    used, left_out : int
        Counted repetitions that were seen well enough to compute, and the others.
    peak_nm : Estimate or None
        Median peak moment, N·m, with its share of typical capacity; None without repetitions.
    mean_nm : Estimate or None
        Mean moment over the time of the repetitions, N·m.
    work_j : Estimate or None
        Total work of lifting, joules.
    """

    used: int
    left_out: int
    peak_nm: Estimate | None
    mean_nm: Estimate | None
    work_j: Estimate | None

    @property
    def each_j(self) -> float:
        """Return the mean work of a repetition, joules; NaN without repetitions."""
        return self.work_j.value / self.used if self.work_j else math.nan


@dataclass(frozen=True, slots=True)
class SetLoad:
    """One set.

    Attributes
    ----------
    carried : Carried
    reps : tuple of (int, Rep, RepLoad)
        Number among the counted repetitions, from 1, the repetition, and its load; only those used.
    left, right : SideLoad
    difference : Difference or None
        Mean work of a repetition, left minus right, joules; None if the legs cannot be compared, or may
        have been mixed up.
    """

    carried: Carried
    reps: tuple[tuple[int, Rep, RepLoad], ...]
    left: SideLoad
    right: SideLoad
    difference: Difference | None

    def side(self, side: Side) -> SideLoad:
        """Return one leg."""
        return self.left if side == "left" else self.right


def set_load(exercise: Exercise, reps: Sequence[Rep], carried: Carried) -> SetLoad:
    """Compute the load of the counted repetitions of a set on the working hip.

    Parameters
    ----------
    exercise : Exercise
        The level used for counting.
    reps : sequence of Rep
        The counted repetitions, in order.
    carried : Carried
        Body, band and box.

    Raises
    ------
    PsoasError
        If this body cannot reach its supports, or the band does not fit.
    """
    changed, _, _ = carried.change.of(exercise)
    loops = unsure(carried.loop if exercise.band else None)
    found: list[tuple[int, Rep, tuple[RepLoad, ...]]] = []
    for number, rep in enumerate(reps, start=1):
        runs = rep.hip and rep_loads(changed, rep.hip, carried.build, loops, from_confidence=JUDGED_FROM_CONFIDENCE)
        if runs:
            found.append((number, rep, runs))
    sides = {side: _side(side, reps, [runs for _, rep, runs in found if rep.side == side]) for side in SIDES}
    works = {side: [runs[0].work_j for _, rep, runs in found if rep.side == side] for side in SIDES}
    return SetLoad(
        carried,
        tuple((number, rep, runs[0]) for number, rep, runs in found),
        sides["left"],
        sides["right"],
        None if too_alike_to_compare([rep.side for rep in reps]) else difference(works["left"], works["right"]),
    )


def difference(left_j: Sequence[float], right_j: Sequence[float]) -> Difference | None:
    """Return the difference in mean work, left minus right, and the part that camera or chance can explain, joules.

    None if a leg has too few repetitions. The parameters are the work of each repetition.
    """
    if min(len(left_j), len(right_j)) < ENOUGH:
        return None
    left, right = fmean(left_j), fmean(right_j)
    by_chance = math.hypot(*(stdev(works) / math.sqrt(len(works)) for works in (left_j, right_j)))
    return Difference(left - right, max(SAME_WORK * (left + right) / 2, _SURE * by_chance))


def _side(side: Side, reps: Sequence[Rep], runs: Sequence[tuple[RepLoad, ...]]) -> SideLoad:
    """Summarise one leg; `runs` are its repetitions with each possible band."""
    left_out = sum(rep.side == side for rep in reps) - len(runs)
    if not runs:
        return SideLoad(0, left_out, None, None, None)
    as_said = [each[0] for each in runs]
    weight = [rep.t[-1] - rep.t[0] for rep in as_said]
    by_band = list(zip(*runs, strict=True))
    peaks = [median(rep.peak_nm for rep in band) for band in by_band]
    means = [sum(rep.mean_nm * w for rep, w in zip(band, weight, strict=True)) / sum(weight) for band in by_band]
    works = [sum(rep.work_j for rep in band) for band in by_band]
    return SideLoad(
        len(runs),
        left_out,
        _estimate("peak_nm", peaks, median(rep.share for rep in as_said)),
        _estimate("mean_nm", means),
        _estimate("work_j", works),
    )


def _estimate(quantity: LoadQuantity, by_band: Sequence[float], share: float | None = None) -> Estimate:
    """Return value and limits, from the uncertainty of band, body segments and camera."""
    body, camera = load_file().estimates.segment_spread, CAMERA[quantity]
    low, high = min(by_band) * (1 - body) * (1 - camera), max(by_band) * (1 + body) * (1 + camera)
    return Estimate(by_band[0], low, high, share)
