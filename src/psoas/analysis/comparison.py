"""The comparison of a set as other programs read it; `docs/analyze-json.md` explains each field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from psoas.analysis.part import Number, Part
from psoas.body.skeleton import Side
from psoas.coach import set_comparison as compare
from psoas.coach.comparison_words import sentences


class MiddleItem(Part):
    """Median, and the distance from it within which half of the values lie."""

    median: Number | None
    spread: Number | None


class SideItem(Part):
    """One leg; see `psoas.coach.set_comparison.SideForm`. Degrees and seconds."""

    count: int = Field(ge=0)
    short: int = Field(ge=0)
    trust: Number | None
    range_deg: MiddleItem
    out_s: MiddleItem
    hold_s: MiddleItem
    back_s: MiddleItem
    rep_s: MiddleItem
    steady_range: bool | None
    steady_time: bool | None


class DifferenceItem(Part):
    """Left minus right; `clear` only beyond `band`, else the sides are about the same."""

    left_minus_right: Number
    band: Number
    clear: bool


class TrendItem(Part):
    """Median of the first and of the last third, and the change from one repetition to the next."""

    first: Number
    last: Number
    per_rep: Number
    clear: bool


class CourseItem(Part):
    """Repetitions with something to work on, among the first and the last `of`."""

    first: int
    last: int
    of: int
    clear: bool


class ComparisonItem(Part):
    """One set as a whole; see `psoas.coach.set_comparison.Comparison`."""

    left: SideItem
    right: SideItem
    why_not: Literal["too-few", "unsure"] | None
    differences: dict[compare.Measure, DifferenceItem]
    repeated: list[int]
    trends: dict[compare.Followed, TrendItem]
    side_trends: dict[Side, dict[compare.Followed, TrendItem]]
    course: CourseItem | None
    say: list[str]


def comparison_item(found: compare.Comparison) -> ComparisonItem:
    """The values of a comparison as a part of the contract."""
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
        trust=form.trust,
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
