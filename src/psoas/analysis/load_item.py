"""The load of a set as other programs read it; `docs/analyze-json.md` explains each field."""

from __future__ import annotations

from pydantic import Field

from psoas.analysis.comparison import DifferenceItem
from psoas.analysis.load_words import sentences
from psoas.analysis.loads import SetLoad, SideLoad
from psoas.analysis.part import Number, Part
from psoas.biomechanics.load import Estimate
from psoas.body.skeleton import Side


class EstimateItem(Part):
    """Most likely value and both ends; `share` of the typical capacity where there is one."""

    value: Number
    low: Number
    high: Number
    share: Number | None


class SideLoadItem(Part):
    """One leg; see `psoas.analysis.loads.SideLoad`. N·m and joules."""

    used: int = Field(ge=0)
    left_out: int = Field(ge=0)
    peak_nm: EstimateItem | None
    mean_nm: EstimateItem | None
    work_j: EstimateItem | None


class RepLoadItem(Part):
    """One repetition; `number` is its place in `reps`, from 1. Times in seconds, angles in degrees."""

    number: int = Field(ge=1)
    side: Side
    peak_nm: Number
    mean_nm: Number
    work_j: Number
    t_s: list[Number]
    hip_deg: list[Number]
    moment_nm: list[Number]


class LoadItem(Part):
    """What a set asked of the working hip; a model estimate."""

    mass_kg: Number
    height_m: Number
    band_n: Number | None
    band_length_m: Number | None
    left: SideLoadItem
    right: SideLoadItem
    difference_j: DifferenceItem | None
    reps: list[RepLoadItem]
    say: list[str]


def load_item(load: SetLoad) -> LoadItem:
    """The values of a set's load as a part of the contract."""
    build, loop, apart = load.carried.build, load.carried.loop, load.difference
    return LoadItem(
        mass_kg=build.mass_kg,
        height_m=build.height_m,
        band_n=loop.force_n if loop else None,
        band_length_m=loop.length_m if loop else None,
        left=_side(load.left),
        right=_side(load.right),
        difference_j=DifferenceItem(left_minus_right=apart.left_minus_right, band=apart.band, clear=apart.clear)
        if apart
        else None,
        reps=[
            RepLoadItem(
                number=number,
                side=rep.side,
                peak_nm=one.peak_nm,
                mean_nm=one.mean_nm,
                work_j=one.work_j,
                t_s=one.t.tolist(),
                hip_deg=one.hip_deg.tolist(),
                moment_nm=one.moment_nm.tolist(),
            )
            for number, rep, one in load.reps
        ],
        say=list(sentences(load)),
    )


def _side(side: SideLoad) -> SideLoadItem:
    return SideLoadItem(
        used=side.used,
        left_out=side.left_out,
        peak_nm=_estimate(side.peak_nm),
        mean_nm=_estimate(side.mean_nm),
        work_j=_estimate(side.work_j),
    )


def _estimate(one: Estimate | None) -> EstimateItem | None:
    return EstimateItem(value=one.value, low=one.low, high=one.high, share=one.share) if one else None
