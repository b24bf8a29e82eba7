"""Charts of progress: pure functions of the series, for any width."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from statistics import median

from psoas.body.skeleton import SIDES, Side
from psoas.habit.walking import GOAL
from psoas.journal.answers import StepName
from psoas.plan.history import Training
from psoas.plan.ladder import ladder_file, rung_of
from psoas.plan.outcomes import ACTIVITIES_ONE, PAIN_POINTS, PAIN_SHARE, OutcomeChange
from psoas.plan.progress import Activity, Point, Progress, RangePoint
from psoas.report.chart import (
    FONT,
    Axis,
    BoxShape,
    Chart,
    Days,
    LabelShape,
    LineShape,
    MarkKind,
    MarkShape,
    Shape,
    Style,
    apart,
    week_head,
    wide,
)
from psoas.report.progress_words import CALM, HARD, LIMIT, PAUSE, ROOM, dated

#: Fewest sessions or answers that make a chart.
LEAST = 2
#: With more sessions than this, each leg gets one point a week, the median of its sessions.
MANY = 24
_AXIS = 24.0
#: From the middle of a label to its baseline.
_DOWN = FONT * 0.36
_LEFT, _RIGHT = 30.0, 8.0
#: Shape and letter of each of the four steps.
STEP_MARKS: dict[StepName, tuple[MarkKind, str]] = {
    "massage": ("dot", "M"),
    "stretch": ("triangle", "S"),
    "strengthen": ("square", "P"),
    "habit": ("diamond", "H"),
}


#: A name, and a value for each day.
Lane = tuple[str, Sequence[tuple[date, float | None]]]


def rung_chart(progress: Progress, width: float) -> Chart | None:
    """Draw levels as lanes and the path through them as steps; return None before the second session."""
    if len(progress.trainings) < LEAST:
        return None
    top = min(max(rung_of(span.rung).level for span in progress.spans) + 1, 6)
    lane = 34.0 if width < 400 else 38.0
    foot = 8 + top * lane
    days = Days(progress.spans[0].since, progress.day, _LEFT, width - _RIGHT - 5)
    places = _rung_places(foot, lane)
    parts: list[Shape] = []
    for level in range(1, top + 1):
        y = foot - level * lane
        if level % 2:
            parts.append(BoxShape(_LEFT, y, width - _LEFT - _RIGHT, lane, "lane"))
        parts.append(LabelShape(_LEFT - 8, y + lane / 2 + _DOWN, str(level), "name", "end"))
    parts += days.axis(foot)
    parts += _way(progress, days, places)
    now = progress.spans[-1]
    x, y = days(progress.day), places[now.rung]
    parts.append(MarkShape(x, y, "dot", "way", 5.5))
    parts += _ending(rung_of(now.rung).band, x, y, lane)
    name = rung_of(now.rung).name
    return Chart(
        width,
        foot + _AXIS,
        "Level of the march over time",
        f"A line in steps from {rung_of(progress.spans[0].rung).name} on {dated(progress.spans[0].since, progress.day)}"
        f" to {name} now. The table below holds every step.",
        tuple(parts),
    )


def _rung_places(foot: float, lane: float) -> dict[str, float]:
    """Return the height of every rung; within a level, heavier bands are higher."""
    places = {}
    for level, group in groupby(ladder_file().rungs, key=lambda rung: rung.level):
        rungs = list(group)
        for i, rung in enumerate(rungs):
            places[rung.id] = foot - (level - 1) * lane - lane * (i + 1) / (len(rungs) + 1)
    return places


def _ending(band: str, x: float, y: float, lane: float) -> Iterator[Shape]:
    word = "no band" if band == "none" else f"{band} band"
    yield LabelShape(x + 4, y - 10 if y > lane * 0.7 else y + 10 + FONT, word, "name", "end")


def _way(progress: Progress, days: Days, places: dict[str, float]) -> Iterator[Shape]:
    """Draw the path, dashed across pauses."""
    stretches: list[list[tuple[float, float]]] = [[]]
    for one, after in pairwise([*progress.trainings, None]):
        if one is None:
            continue
        y, x = places[one.rung], days(one.day)
        stretches[-1] += [(x, stretches[-1][-1][1]), (x, y)] if stretches[-1] else [(x, y)]
        until = after.day if after is not None else progress.day
        if until - one.day > PAUSE:
            yield LineShape(((x, y), (days(until), y)), "break")
            stretches.append([(days(until), y)])
        elif after is None:
            stretches[-1].append((days(until), y))
    yield from (LineShape(tuple(points), "way") for points in stretches if len(points) > 1)


def repetitions_chart(progress: Progress, width: float) -> Chart | None:
    """Draw the repetitions in the last set of each recent session, left against right, one line a rung."""
    title = "Repetitions of each leg in the last set"
    return _sides(progress.recent, "", title, width, progress.day, low=6, step=2)


def range_chart(progress: Progress, width: float) -> Chart | None:
    """Draw the range of each leg in each recent session, one line a rung."""
    return _sides(progress.ranges, "°", "How far each leg moved", width, progress.day, low=180, step=10)


def _sides(
    rows: Sequence[Training | RangePoint], unit: str, title: str, width: float, last: date, *, low: int, step: int
) -> Chart | None:
    if len(rows) < LEAST:
        return None
    lines = {side: _points(rows, side) for side in SIDES}
    values = [value for runs in lines.values() for run in runs for _, value in run]
    low, high = min(low, step * math.floor(min(values) / step)), step * math.ceil(max(values) / step)
    top, foot, gutter = 10.0, 10 + (150.0 if width < 400 else 170.0), 12 + wide(f"Right {max(values):.0f}{unit}")
    days = Days(rows[0].day, last, _LEFT + 4, width - gutter)
    y = Axis(low, max(high, low + 2 * step), foot, top)
    parts = [*_grid(y, step, _LEFT, width - gutter, unit), *days.axis(foot)]
    ends: list[tuple[Side, str, float]] = []
    for side in SIDES:
        for run in lines[side]:
            points = tuple((days(day), y(value)) for day, value in run)
            parts.append(LineShape(points, side) if len(points) > 1 else MarkShape(*points[0], "dot", side, 2.6))
        if lines[side]:
            day, value = lines[side][-1][-1]
            parts.append(MarkShape(days(day), y(value), "dot" if side == "left" else "diamond", side, 4.2))
            ends.append((side, f"{side.capitalize()} {value:.0f}{unit}", y(value)))
    heights = apart([place for _, _, place in ends], FONT + 2)
    parts += [
        LabelShape(width - gutter + 10, place + _DOWN, text, side)
        for (side, text, _), place in zip(ends, heights, strict=True)
    ]
    said = "; ".join(text for _, text, _ in ends)
    desc = f"Two lines over time. Last: {said}. The table holds the rest."
    return Chart(width, foot + _AXIS, title, desc, tuple(parts))


def _points(rows: Sequence[Training | RangePoint], side: Side) -> list[list[tuple[date, float]]]:
    """Return the points of one leg as lines that break at a pause or a new rung.

    There is one point a session, or one a week when there are more than `MANY`.
    """
    said = [(row.day, row.rung, float(value)) for row in rows if (value := getattr(row, side)) is not None]
    if len(rows) > MANY:
        weeks = [list(group) for _, group in groupby(said, key=lambda one: (one[0].isocalendar()[:2], one[1]))]
        said = [(week[-1][0], week[-1][1], median(value for _, _, value in week)) for week in weeks]
    runs: list[list[tuple[date, float]]] = []
    before: tuple[date, str, float] | None = None
    for one in said:
        if before is None or before[1] != one[1] or one[0] - before[0] > PAUSE:
            runs.append([])
        runs[-1].append((one[0], one[2]))
        before = one
    return runs


def pain_chart(progress: Progress, width: float, *, brief: bool = False) -> Chart | None:
    """Draw pain in four lanes: during, the morning after, before, over the week; `brief` draws the first two."""
    recent = progress.recent
    lanes: list[Lane] = [
        ("During the march", [(one.day, one.during) for one in recent]),
        ("The morning after", [(one.day, one.morning) for one in recent]),
        ("Before the march", [(one.day, one.before) for one in recent]),
        ("Over the week", [(point.day, point.value) for point in progress.pain_week if point.day >= _begin(progress)]),
    ]
    return _bars(lanes[: 2 if brief else None], _Limits("Pain from 0 to 10", CALM, LIMIT, LIMIT), progress, width)


def effort_chart(progress: Progress, width: float) -> Chart | None:
    """Draw the effort of each march."""
    lanes: list[Lane] = [("Effort of the march", [(one.day, one.effort) for one in progress.recent])]
    return _bars(lanes, _Limits("Effort from 0 to 10", ROOM, HARD - 1, HARD), progress, width)


@dataclass(frozen=True, slots=True)
class _Limits:
    """Title of a bar chart, the highest values that are calm and acceptable, and the label of the upper line."""

    title: str
    calm: int
    some: int
    named: int


def _begin(progress: Progress) -> date:
    return progress.recent[0].day if progress.recent else progress.day


def _bars(lanes: Sequence[Lane], limits: _Limits, progress: Progress, width: float) -> Chart | None:
    """Draw one bar for each value and a line for each limit; a triangle marks values above the upper one."""
    given = [(name, [(day, value) for day, value in rows if value is not None]) for name, rows in lanes]
    given = [(name, rows) for name, rows in given if rows]
    if max((len(rows) for _, rows in given), default=0) < LEAST:
        return None
    days = Days(_begin(progress), progress.day, 12, width - _LEFT)
    thick = min(max(0.62 * (width - _LEFT - 12) / max(len(rows) for _, rows in given), 1.4), 9.0)
    lane, head = (64.0 if len(given) > 1 else 118.0), FONT + 17
    parts: list[Shape] = []
    foot = 0.0
    for name, rows in given:
        foot += head + lane
        y = Axis(0, 10, foot, foot - lane)
        parts.append(LabelShape(4, foot - lane - 7, name, "name"))
        parts.append(LineShape(((4, foot), (width - _LEFT, foot)), "base"))
        # Halfway between whole numbers, so that no bar ends on a line.
        edges = [y(limit + 0.5) for limit in (limits.calm, limits.some)]
        parts += [LineShape(((4, edge), (width - _LEFT + 4, edge)), "limit") for edge in edges]
        parts += [
            LabelShape(width - _LEFT + 9, place + _DOWN, str(number))
            for place, number in zip(apart(edges, FONT + 1), (limits.calm, limits.named), strict=True)
        ]
        parts += [part for day, value in rows for part in _bar(days(day), y, value, limits, thick)]
    parts += days.axis(foot)
    said = "; ".join(
        f"{name}: last {rows[-1][1]:g}, highest {max(value for _, value in rows):g}" for name, rows in given
    )
    return Chart(width, foot + _AXIS, limits.title, f"{said}. Lines at {limits.calm} and {limits.named}.", tuple(parts))


def _bar(x: float, y: Axis, value: float, limits: _Limits, thick: float) -> Iterator[Shape]:
    style: Style = "calm" if value <= limits.calm else "some" if value <= limits.some else "much"
    if value == 0:
        yield MarkShape(x, y(0) - 1.5, "dot", style, max(thick / 2, 1.4))
        return
    yield BoxShape(x - thick / 2, y(value), thick, y(0) - y(value), style, min(thick / 3, 2.0))
    if style == "much":
        yield MarkShape(x, y(value) - 6, "triangle", style, 3.6)


def sitting_chart(progress: Progress, width: float) -> Chart | None:
    """Draw the share of the working day spent sitting."""
    points = [point for point in progress.sitting if point.day > progress.day - timedelta(weeks=53)]
    if len(points) < LEAST:
        return None
    top, foot = 12.0, 12 + (120.0 if width < 400 else 140.0)
    left = wide("100 %") + 6
    days, y = Days(points[0].day, progress.day, left + 4, width - 52), Axis(0, 100, foot, top)
    parts = [*_grid(y, 50, left, width - 52, " %"), *days.axis(foot), *_dots(points, days, y)]
    last = points[-1].value
    parts.append(LabelShape(width - 44, y(last) + _DOWN, f"{last:.0f} %", "name"))
    desc = f"From {points[0].value:.0f} % to {last:.0f} %, one dot an answer."
    return Chart(width, foot + _AXIS, "Share of the working day spent sitting", desc, tuple(parts))


def walking_chart(progress: Progress, width: float) -> Chart | None:
    """Draw the minutes walked in each week as bars, with the goal as a line."""
    weeks = progress.walks
    if len(weeks) < LEAST:
        return None
    top, foot = 12.0, 12 + (120.0 if width < 400 else 140.0)
    most = 50 * math.ceil(max(GOAL.total, *(week.value for week in weeks)) / 50)
    left, right = wide("150 min") + 6, width - _RIGHT
    y, each = Axis(0, most, foot, top), (right - left) / len(weeks)
    parts: list[Shape] = [*_grid(y, 50, left, right, " min"), LineShape(((left, foot), (right, foot)), "base")]
    taken = -1e9
    for number, week in enumerate(weeks):
        x = left + each * number
        tip = f"Week from {dated(week.day, progress.day)}: {week.value:.0f} minutes"
        parts.append(BoxShape(x + 0.15 * each, y(week.value), 0.7 * each, foot - y(week.value), "habit", 2.0, tip))
        word = f"{week.day.day} {week.day:%b}"
        if x + each / 2 - wide(word) / 2 > taken + 6:
            taken = x + each / 2 + wide(word) / 2
            parts.append(LabelShape(x + each / 2, foot + 5 + FONT, word, anchor="middle"))
    parts.append(LineShape(((left, y(GOAL.total)), (right, y(GOAL.total))), "limit"))
    span = f"From {weeks[0].value:.0f} to {weeks[-1].value:.0f} minutes, one bar a week."
    desc = f"{span} The line is the goal, {GOAL.total} minutes."
    return Chart(width, foot + _AXIS, "Minutes walked in each week", desc, tuple(parts))


def activity_chart(activity: Activity, last: date, width: float) -> Chart | None:
    """Draw the answers about one activity."""
    title, ends = f"Answers about: {activity.item}", "where 0 is cannot and 10 as before"
    return _answers(title, ends, activity.points, activity.change, ACTIVITIES_ONE, last=last, width=width)


def pain_week_chart(progress: Progress, width: float) -> Chart | None:
    """Draw the answers about pain over the week."""
    change = progress.pain
    wobble = max(PAIN_POINTS, PAIN_SHARE * (change.before or 0))
    ends = "where 0 is none at all and 10 the worst"
    return _answers("Pain over the week", ends, progress.pain_week, change, wobble, last=progress.day, width=width)


def _answers(
    title: str, ends: str, points: Sequence[Point], change: OutcomeChange, wobble: float, *, last: date, width: float
) -> Chart | None:
    """Draw answers from 0 to 10; a band shows what counts as unchanged, within `wobble` of the first ones."""
    if len(points) < LEAST:
        return None
    top, foot, edge = 12.0, 112.0, width - 26
    days, y = Days(points[0].day, last, _LEFT + 4, edge), Axis(0, 10, foot, top)
    parts: list[Shape] = []
    before = change.before
    if before is not None:
        low, high = max(before - wobble, 0), min(before + wobble, 10)
        parts.append(BoxShape(_LEFT, y(high), edge - _LEFT, y(low) - y(high), "same"))
        parts.append(LabelShape(edge - 4, y(low) - 5, "about the same", anchor="end"))
    parts += [*_grid(y, 5, _LEFT, edge, ""), *days.axis(foot), *_dots(points, days, y)]
    parts.append(LabelShape(edge + 8, y(points[-1].value) + _DOWN, f"{points[-1].value:g}", "name"))
    desc = f"From {points[0].value:g} to {points[-1].value:g}, {ends}. {change.say}"
    return Chart(width, foot + _AXIS, title, desc, tuple(parts))


def _dots(points: Iterable[Point], days: Days, y: Axis) -> Iterator[Shape]:
    places = [(days(point.day), y(point.value)) for point in points]
    yield LineShape(tuple(places), "one")
    small = 2.0 if len(places) > 30 else 3.2
    yield from (MarkShape(*place, "dot", "one", small) for place in places[:-1])
    yield MarkShape(*places[-1], "dot", "one", 4.8)


def _grid(y: Axis, step: int, start: float, end: float, unit: str) -> Iterator[Shape]:
    for value in range(round(y.low), round(y.high) + 1, step):
        if value:
            yield LineShape(((start, y(value)), (end, y(value))), "grid")
        yield LabelShape(start - 6, y(value) + _DOWN, f"{value}{unit}", anchor="end")


def calendar_chart(progress: Progress, width: float) -> Chart | None:
    """Draw twelve weeks, one a row, newest last; each step has its own shape, letter and corner of the day."""
    weeks = progress.weeks
    if not any(day for week in weeks for day in week.days):
        return None
    left = wide("30 Nov") + 6
    cell = (width - left - 2) / 7
    tall, head = min(cell, 40.0), FONT + 9
    parts = week_head(left, cell, narrow=width < 400)
    for row, week in enumerate(weeks):
        top = head + row * tall
        parts.append(LabelShape(0, top + tall / 2 + _DOWN, f"{week.monday.day} {week.monday:%b}"))
        for column, done in enumerate(week.days):
            at = week.monday + timedelta(days=column)
            style: Style = "today" if at == progress.day else "later" if at > progress.day else "day"
            x = left + column * cell
            parts.append(BoxShape(x + 1.5, top + 1.5, cell - 3, tall - 3, style, 6))
            parts += _day(done, x + cell / 2, top + tall / 2, tall)
    return Chart(
        width,
        head + len(weeks) * tall + 2,
        f"Steps done in the last {len(weeks)} weeks",
        "A row for each week, a box for each day. M massage, S stretch, P psoas march, H habit.",
        tuple(parts),
    )


def _day(done: Iterable[StepName], x: float, y: float, tall: float) -> Iterator[Shape]:
    corner = tall * 0.23
    for step, (dx, dy) in zip(STEP_MARKS, ((-1, -1), (1, -1), (-1, 1), (1, 1)), strict=True):
        if step in done:
            shape, letter = STEP_MARKS[step]
            down = 0.38 if shape == "triangle" else 0.25
            yield MarkShape(x + dx * corner, y + dy * corner, shape, step, tall * 0.19)
            yield LabelShape(x + dx * corner, y + dy * corner + FONT * down, letter, step, "middle", inside=True)
