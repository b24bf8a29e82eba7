"""The machine contract of a set's comparison; `docs/analyze-json.md` explains each field."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from psoas.analysis import load_words
from psoas.analysis.loads import SetLoad, SideLoad
from psoas.biomechanics.load import Estimate
from psoas.body.skeleton import Side
from psoas.coach import set_comparison as compare
from psoas.coach.comparison_words import sentences

#: Digits after the decimal point. Finer ones are noise, and rounded results are comparable.
Number = Annotated[float, PlainSerializer(lambda value: round(value, 3) if math.isfinite(value) else None)]


class ContractPart(BaseModel):
    """A part of the contract; unknown fields are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class EstimateItem(ContractPart):
    """Most likely value and limits, with its share of typical capacity, if known."""

    value: Number
    low: Number
    high: Number
    share: Number | None


class SideLoadItem(ContractPart):
    """One leg; see `psoas.analysis.loads.SideLoad`. N·m and joules."""

    used: int = Field(ge=0)
    left_out: int = Field(ge=0)
    peak_nm: EstimateItem | None
    mean_nm: EstimateItem | None
    work_j: EstimateItem | None


class RepLoadItem(ContractPart):
    """One repetition; `number` is its place in `reps`, from 1. Times in seconds, angles in degrees."""

    number: int = Field(ge=1)
    side: Side
    peak_nm: Number
    mean_nm: Number
    work_j: Number
    t_s: list[Number]
    hip_deg: list[Number]
    moment_nm: list[Number]


class LoadItem(ContractPart):
    """Estimated load of a set on the working hip."""

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
    """Convert the load of a set to the contract."""
    build, loop, apart = load.carried.build, load.carried.loop, load.difference
    return LoadItem(
        mass_kg=build.mass_kg,
        height_m=build.height_m,
        band_n=loop.force_n if loop else None,
        band_length_m=loop.length_m if loop else None,
        left=_side_load_item(load.left),
        right=_side_load_item(load.right),
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
        say=list(load_words.sentences(load)),
    )


def _side_load_item(side: SideLoad) -> SideLoadItem:
    return SideLoadItem(
        used=side.used,
        left_out=side.left_out,
        peak_nm=_estimate(side.peak_nm),
        mean_nm=_estimate(side.mean_nm),
        work_j=_estimate(side.work_j),
    )


def _estimate(one: Estimate | None) -> EstimateItem | None:
    return EstimateItem(value=one.value, low=one.low, high=one.high, share=one.share) if one else None


class MiddleItem(ContractPart):
    """Median, and the distance from it that covers half of the values."""

    median: Number | None
    spread: Number | None


class SideItem(ContractPart):
    """One leg; see `psoas.coach.set_comparison.SideForm`. Degrees and seconds."""

    count: int = Field(ge=0)
    short: int = Field(ge=0)
    confidence: Number | None
    range_deg: MiddleItem
    out_s: MiddleItem
    hold_s: MiddleItem
    back_s: MiddleItem
    rep_s: MiddleItem
    steady_range: bool | None
    steady_time: bool | None


class DifferenceItem(ContractPart):
    """Left minus right; `clear` if beyond `band`, otherwise about the same."""

    left_minus_right: Number
    band: Number
    clear: bool


class TrendItem(ContractPart):
    """Median of the first and of the last third, and the change from one repetition to the next."""

    first: Number
    last: Number
    per_rep: Number
    clear: bool


class CourseItem(ContractPart):
    """Repetitions with something to work on, among the first and the last `of`."""

    first: int
    last: int
    of: int
    clear: bool


class ComparisonItem(ContractPart):
    """One set as a whole; see `psoas.coach.set_comparison.Comparison`."""

    left: SideItem
    right: SideItem
    why_not: Literal["too-few", "unsure", "alike"] | None
    differences: dict[compare.Measure, DifferenceItem]
    repeated: list[int]
    trends: dict[compare.Followed, TrendItem]
    side_trends: dict[Side, dict[compare.Followed, TrendItem]]
    course: CourseItem | None
    say: list[str]


def comparison_item(found: compare.Comparison) -> ComparisonItem:
    """Convert a comparison to the contract."""
    course = found.course
    return ComparisonItem(
        left=_side(found.left),
        right=_side(found.right),
        why_not=found.why_not,
        differences={
            measure: DifferenceItem(left_minus_right=d.left_minus_right, band=d.band, clear=d.clear)
            for measure, d in found.differences.items()
        },
        repeated=list(found.repeated),
        trends=_trends(found.trends),
        side_trends={side: _trends(trends) for side, trends in found.side_trends.items() if trends},
        course=CourseItem(first=course.first, last=course.last, of=course.of, clear=course.clear) if course else None,
        say=list(sentences(found)),
    )


def _side(form: compare.SideForm) -> SideItem:
    return SideItem(
        count=form.count,
        short=form.short,
        confidence=form.confidence,
        range_deg=_middle(form.range_deg),
        out_s=_middle(form.out_s),
        hold_s=_middle(form.hold_s),
        back_s=_middle(form.back_s),
        rep_s=_middle(form.rep_s),
        steady_range=form.steady_range,
        steady_time=form.steady_time,
    )


def _middle(middle: compare.Middle) -> MiddleItem:
    return MiddleItem(median=middle.median, spread=middle.spread)


def _trends(trends: Mapping[compare.Followed, compare.Trend]) -> dict[compare.Followed, TrendItem]:
    return {
        measure: TrendItem(first=trend.first, last=trend.last, per_rep=trend.per_rep, clear=trend.clear)
        for measure, trend in trends.items()
    }
