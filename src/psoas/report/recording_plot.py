"""Charts of a recording: both hips over time, the moment at the hip, and left against right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain

from psoas.analysis.load_words import amount
from psoas.analysis.loads import SetLoad
from psoas.analysis.result import Analysis
from psoas.body.skeleton import SIDES, Side
from psoas.coach.events import Rep
from psoas.coach.set_comparison import Comparison
from psoas.report.chart import (
    FONT,
    XY,
    AreaShape,
    Axis,
    BoxShape,
    Chart,
    LabelShape,
    LineShape,
    MarkShape,
    Shape,
    Style,
)
from psoas.report.recording_table import clock

#: Longest stretch of time in one chart, seconds; a longer recording gets several, one below the other.
STRIP_S = 60.0
#: Points of a curve closer than this, seconds, look like one.
_STEP_S = 1 / 15
#: Distances between the labels of the time axis, seconds.
_TICKS_S = (1, 2, 5, 10, 15, 30)
_WIDTH, _LEFT, _RIGHT = 960.0, 46.0, 12.0
_LANE, _GAP, _TOP, _FOOT = 132.0, 32.0, 26.0, 58.0
_PALE: dict[Side, Style] = {"left": "left-pale", "right": "right-pale"}
#: From the middle of a label to its baseline.
_DOWN = FONT * 0.36


def strips(result: Analysis) -> list[tuple[float, float]]:
    """Split a recording into stretches of equal length, seconds, one for each chart."""
    start = result.trace[0][0] if result.trace else 0.0
    number = max(1, math.ceil(result.duration_s / STRIP_S - 0.25))
    length = max(result.duration_s, 1.0) / number
    return [(start + i * length, start + (i + 1) * length) for i in range(number)]


# -- over time --------------------------------------------------------------------------------------------------------


def _time(start_s: float, end_s: float) -> Axis:
    return Axis(start_s, end_s, _LEFT, _WIDTH - _RIGHT)


def _shows(time: Axis, start_s: float, end_s: float) -> bool:
    return end_s >= time.low and start_s <= time.high


def _has(time: Axis, t: float) -> bool:
    """Tell whether a moment belongs to this chart; the end belongs to the next one."""
    return time.low <= t < time.high


def _time_axis(time: Axis, foot: float) -> Iterator[Shape]:
    step = next((s for s in _TICKS_S if (time.high - time.low) / s <= 16), 60)
    for t in range(step * math.ceil(time.low / step), math.floor(time.high) + 1, step):
        yield LineShape(((time(t), foot), (time(t), foot + 5)), "base")
        yield LabelShape(time(t), foot + 6 + FONT, f"{t // 60}:{t % 60:02d}", anchor="middle")
    yield LineShape(((time.start, foot), (time.end, foot)), "base")


def _level(y: float) -> tuple[XY, XY]:
    return (_LEFT, y), (_WIDTH - _RIGHT, y)


def angle_chart(result: Analysis, start_s: float, end_s: float) -> Chart:
    """Draw the hip angle of both sides between two moments.

    Parameters
    ----------
    result : Analysis
        With its trace.
    start_s, end_s : float
        Seconds on the recording's clock.
    """
    time, low, high = _time(start_s, end_s), *_angle_limits(result)
    foot = _TOP + 2 * _LANE + _GAP
    parts: list[Shape] = []
    for top, side in zip((_TOP, _TOP + _LANE + _GAP), SIDES, strict=True):
        parts += _lane(result, side, time, Axis(low, high, top + _LANE, top))
    parts += _unseen(result, time, foot)
    parts += _cues(result, time, foot)
    parts += _time_axis(time, foot)
    count = ", ".join(f"{side} {n}" for side, n in result.count.items())
    return Chart(
        _WIDTH,
        foot + _FOOT,
        f"Hip angle of both sides from {clock(start_s)} to {clock(end_s)}",
        f"One curve for each side, in degrees. Counted in the whole recording: {count}. "
        "The table of repetitions holds the same numbers.",
        tuple(parts),
    )


def _angle_limits(result: Analysis) -> tuple[int, int]:
    """Return the ends of the scale, degrees.

    They leave out the most extreme hundredth of the curve, so that one wild frame does not flatten the rest.
    """
    angles = sorted(a for _, *both in result.trace for a in both if math.isfinite(a)) or [0.0, 90.0]
    peaks = [rep.peak_hip_deg for rep in chain(result.reps, result.short) if math.isfinite(rep.peak_hip_deg)]
    low = math.floor(min([angles[len(angles) // 100], *peaks]) / 30)
    high = math.ceil(max([angles[-1 - len(angles) // 100], *peaks]) / 30)
    return 30 * low, 30 * max(high, low + 1)


def _lane(result: Analysis, side: Side, time: Axis, y: Axis) -> Iterator[Shape]:
    """Draw one side: grid, full movement, repetitions, curve, peaks."""
    motion = result.exercise.motion if result.exercise else None
    numbers = {id(rep): n for n, rep in enumerate(result.reps, start=1)}
    mine = [(rep, numbers.get(id(rep))) for rep in chain(result.reps, result.short) if rep.side == side]
    yield LabelShape(_LEFT, y.end - 9, f"{side.capitalize()} hip", side)
    for angle in range(round(y.low), round(y.high) + 1, 30 if y.high - y.low <= 150 else 60):
        yield LineShape(_level(y(angle)), "grid")
        yield LabelShape(_LEFT - 6, y(angle) + _DOWN, f"{angle}°", anchor="end")
    if motion is not None and y.low < motion.working.hip < y.high:
        yield LineShape(_level(y(motion.working.hip)), "limit", f"Full movement: {motion.working.hip:.0f}°")
    for rep, number in mine:
        if _shows(time, rep.start_s, rep.end_s):
            x, width = time(rep.start_s), max(1.0, time(rep.end_s) - time(rep.start_s))
            style: Style = "short" if number is None else _PALE[side]
            yield BoxShape(x, y.end, width, y.start - y.end, style, 3, _rep_tip(rep, number))
    yield from (LineShape(run, side) for run in _curve(result.trace, SIDES.index(side) + 1, time, y))
    downward = motion is not None and motion.travel_deg < 0
    for rep, number in mine:
        if _has(time, rep.peak_s):
            yield from _peak(rep, number, time(rep.peak_s), y, downward=downward)


def _rep_tip(rep: Rep, number: int | None) -> str:
    name = f"Short {rep.side} repetition" if number is None else f"Repetition {number}, {rep.side}"
    return (
        f"{name}: {rep.peak_hip_deg:.0f}° at {clock(rep.peak_s)}, "
        f"out {rep.out_s:.1f} s, hold {rep.hold_s:.1f} s, back {rep.back_s:.1f} s"
    )


def _curve(trace: Sequence[tuple[float, float, float]], column: int, time: Axis, y: Axis) -> list[tuple[XY, ...]]:
    """Return the curve of one side as runs of points; a run ends where the side was not seen."""
    runs: list[list[XY]] = [[]]
    last = -math.inf
    for row in trace:
        t, angle = row[0], row[column]
        if not time.low - 0.1 <= t <= time.high + 0.1:
            continue
        if not math.isfinite(angle):
            runs.append([])
        elif not runs[-1] or t - last >= _STEP_S - 1e-9:
            runs[-1].append((time(t), y(angle)))
            last = t
    return [tuple(run) for run in runs if len(run) > 1]


def _peak(rep: Rep, number: int | None, x: float, y: Axis, *, downward: bool) -> Iterator[Shape]:
    """Mark the peak, with number and fault at the edge that the curve bends away from."""
    yield MarkShape(x, y(rep.peak_hip_deg), "dot", rep.side, 4)
    edge, step = (y.end + 14, FONT + 3) if downward else (y.start - 6, -FONT - 3)
    if number is not None:
        yield LabelShape(x, edge, str(number), "number", "middle")
    if rep.faults:
        yield MarkShape(x, edge + step - 4, "triangle", "fault", 5, _fault_names(rep))


def _fault_names(rep: Rep) -> str:
    return ", ".join(fault.replace("-", " ") for fault in rep.faults)


def _unseen(result: Analysis, time: Axis, foot: float) -> Iterator[Shape]:
    """Hatch the unseen time across both lanes."""
    for gap in result.unseen:
        if _shows(time, gap.start_s, gap.end_s):
            x, width = time(gap.start_s), max(2.0, time(gap.end_s) - time(gap.start_s))
            yield BoxShape(x, _TOP, width, foot - _TOP, "unseen", tip=f"Not seen: {gap.say}")


def _cues(result: Analysis, time: Axis, foot: float) -> Iterator[Shape]:
    """Draw the numbers of the cues below the time axis; a list on the page gives their text."""
    y = foot + 40
    for number, cue in enumerate(result.cues, start=1):
        if _has(time, cue.t):
            x = time(cue.t)
            yield LineShape(((x, _TOP), (x, y - 10)), "cue")
            yield MarkShape(x, y, "dot", cue.kind, 10, f"{clock(cue.t)}: {cue.say}")
            yield LabelShape(x, y + _DOWN, str(number), "number", "middle")


# -- the load ---------------------------------------------------------------------------------------------------------

#: The scale ends at a multiple of this, N·m.
_STEP_NM = 20
_LOAD_TOP, _LOAD_FOOT = 24.0, 174.0


def moment_chart(load: SetLoad, start_s: float, end_s: float) -> Chart:
    """Draw the moment at the working hip between two moments of the recording, seconds."""
    time = _time(start_s, end_s)
    top_nm = _STEP_NM * max(math.ceil(max(one.peak_nm for _, _, one in load.reps) / _STEP_NM), 1)
    y = Axis(0, top_nm, _LOAD_FOOT, _LOAD_TOP)
    parts: list[Shape] = [LabelShape(_LEFT, _LOAD_TOP - 10, "N·m")]
    for moment in range(0, top_nm + 1, _STEP_NM if top_nm <= 6 * _STEP_NM else 2 * _STEP_NM):
        parts.append(LineShape(_level(y(moment)), "grid"))
        parts.append(LabelShape(_LEFT - 6, y(moment) + _DOWN, str(moment), anchor="end"))
    parts += _hills(load, time, y)
    parts += _time_axis(time, _LOAD_FOOT)
    usual = {side: amount(load.side(side).peak_nm, "peak_nm")[0] for side in SIDES}
    told = ", ".join(f"{side} {value}" for side, value in usual.items() if value)
    return Chart(
        _WIDTH,
        _LOAD_FOOT + 26,
        f"Moment at the working hip from {clock(start_s)} to {clock(end_s)}",
        f"One hill for each repetition, in newton metres. Usual height: {told}. The table holds the same numbers.",
        tuple(parts),
    )


def _hills(load: SetLoad, time: Axis, y: Axis) -> Iterator[Shape]:
    """Draw all hills, then their names on top."""
    names = []
    for number, rep, one in load.reps:
        course = zip(one.t.tolist(), one.moment_nm.tolist(), strict=True)
        points = tuple((time(t), y(moment)) for t, moment in course if time.low <= t <= time.high)
        if not points:
            continue
        tip = f"Repetition {number}, {rep.side}: {one.peak_nm:.0f} N·m at its hardest, {one.work_j:.1f} J"
        ground = ((points[-1][0], y(0)), (points[0][0], y(0)))
        yield AreaShape((*points, *ground), _PALE[rep.side], tip)
        yield LineShape(points, rep.side, tip)
        at = float(one.t[int(one.moment_nm.argmax())])
        if _has(time, at):
            name = f"{rep.side[0].upper()}{number}"
            names.append(LabelShape(time(at), y(one.peak_nm) - 5, name, "number", "middle"))
    yield from names


# -- left and right ---------------------------------------------------------------------------------------------------

#: Half the width of the column of numbers, and the space for a label beyond the longest bar.
_GUTTER, _EDGE = 16.0, 34.0
_SIDES_WIDTH, _SIDES_TOP = 360.0, 28.0
#: Height of all rows together, and the limits of a single row.
_ROWS, _LOWEST, _HIGHEST = 384.0, 5.0, 20.0
_STEP_DEG = 30


def sides_chart(reps: Iterable[Rep], comparison: Comparison) -> Chart | None:
    """Draw a bar for the range of every repetition, left and right of the middle, the first at the top.

    Parameters
    ----------
    reps : iterable of Rep
        The compared repetitions.
    comparison : Comparison
        Gives the medians and which leg is uncertain.

    Returns
    -------
    Chart or None
        None without repetitions.
    """
    done = sorted(reps, key=lambda rep: (rep.start_s, rep.end_s))
    if not done:
        return None
    row = min(max(_ROWS / len(done), _LOWEST), _HIGHEST)
    foot = _SIDES_TOP + row * len(done)
    furthest = _STEP_DEG * max(math.ceil(max(rep.range_deg for rep in done) / _STEP_DEG), 1)
    middle = _SIDES_WIDTH / 2
    x: dict[Side, Axis] = {
        "left": Axis(0, furthest, middle - _GUTTER, _EDGE),
        "right": Axis(0, furthest, middle + _GUTTER, _SIDES_WIDTH - _EDGE),
    }
    rows = _rows(done, row)
    parts = (*_sides_grid(x, foot), *_bars(rows, comparison, x, row), *_medians(comparison, x, foot))
    means = "; ".join(
        f"{side} {comparison.side(side).range_deg.median:.0f} degrees" for side in SIDES if comparison.side(side).count
    )
    return Chart(
        _SIDES_WIDTH,
        foot + 26,
        "Range of each repetition, left and right",
        f"One bar for each repetition, the first at the top. Medians: {means or 'none'}.",
        (*parts, *_sides_labels(rows, comparison, x, row)),
    )


_Row = tuple[Rep, int, float]


def _rows(done: Sequence[Rep], row: float) -> list[_Row]:
    """Return each repetition with its number and the centre of its row; a short one repeats the previous number."""
    counted = accumulate(int(not rep.short) for rep in done)
    return [(rep, n, _SIDES_TOP + (i + 0.5) * row) for i, (rep, n) in enumerate(zip(done, counted, strict=True))]


def _sides_grid(x: dict[Side, Axis], foot: float) -> Iterator[Shape]:
    for side in SIDES:
        yield LabelShape(x[side](0), _SIDES_TOP - 10, side.capitalize(), side, "end" if side == "left" else "start")
        for degrees in range(0, round(x[side].high) + 1, _STEP_DEG):
            at = x[side](degrees)
            yield LineShape(((at, _SIDES_TOP), (at, foot)), "grid")
            if x[side].high <= 3 * _STEP_DEG or degrees % (2 * _STEP_DEG) == 0:
                yield LabelShape(at, foot + 4 + FONT, f"{degrees}°", anchor="middle")


def _bars(rows: Sequence[_Row], comparison: Comparison, x: dict[Side, Axis], row: float) -> Iterator[Shape]:
    thick = row * 0.78
    for rep, number, y in rows:
        near, far = sorted((x[rep.side](0), x[rep.side](rep.range_deg)))
        sure: Style = _PALE[rep.side] if comparison.side(rep.side).unsure else rep.side
        what = f"Short, {rep.side}" if rep.short else f"Repetition {number}, {rep.side}"
        faults = f", {_fault_names(rep)}" if rep.faults else ""
        tip = f"{what}: {rep.range_deg:.0f}°, back in {rep.back_s:.1f} s{faults}"
        style = "short" if rep.short else sure
        yield BoxShape(near, y - thick / 2, far - near, thick, style, min(3.0, thick / 3), tip)


def _medians(comparison: Comparison, x: dict[Side, Axis], foot: float) -> Iterator[Shape]:
    for side in SIDES:
        form = comparison.side(side)
        if form.count:
            at, tip = x[side](form.range_deg.median), f"Median {side}: {form.range_deg.median:.0f}°"
            yield LineShape(((at, _SIDES_TOP), (at, foot)), "limit", tip)


def _sides_labels(rows: Sequence[_Row], comparison: Comparison, x: dict[Side, Axis], row: float) -> Iterator[Shape]:
    """Label rows with number and range; if rows are low, number only every fifth."""
    roomy = row >= FONT
    for rep, number, y in rows:
        if not rep.short and (roomy or number % 5 == 0):
            style: Style = "again" if number in comparison.repeated else "number"
            yield LabelShape(_SIDES_WIDTH / 2, y + _DOWN, str(number), style, "middle")
        if not roomy:
            continue
        outward = -1 if rep.side == "left" else 1
        at = x[rep.side](rep.range_deg) + outward * 5
        if rep.faults:
            yield MarkShape(at + outward * 5, y, "triangle", "fault", 4.5, _fault_names(rep))
            at += outward * 14
        yield LabelShape(at, y + _DOWN, f"{rep.range_deg:.0f}°", anchor="end" if outward < 0 else "start")
