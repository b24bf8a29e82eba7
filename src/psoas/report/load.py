"""Charts of the load model: moment against leg height, the six levels compared, muscles over a repetition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from psoas.biomechanics.anthropometry import Physique, loop_of
from psoas.biomechanics.load import LoadChange, loads
from psoas.biomechanics.muscles import Muscle, MuscleEstimate
from psoas.programme.model import Exercise
from psoas.programme.motion import Tempo
from psoas.report.chart import FONT, Axis, BoxShape, Chart, LabelShape, LineShape, MarkShape, Shape, Style, apart

#: Hip angles of the reaching leg in level 1 to draw, degrees.
_ANGLES = (10, 20, 30, 40, 50, 60, 70)
_LEFT, _FOOT, _HEIGHT = 38.0, 24.0, 190.0


def leg_height_chart(exercise: Exercise, build: Physique, width: float) -> Chart:
    """Draw the peak moments of level 1 against how low the leg reaches."""
    runs = [loads(exercise, build, None, LoadChange(working_hip_deg=angle)) for angle in _ANGLES]
    hip = [float(run.course("working_hip").max()) for run in runs]
    trunk = [float(run.course("trunk").max()) for run in runs]
    x = Axis(_ANGLES[0], _ANGLES[-1], _LEFT, width - 74)
    y, parts = _grid(max(hip + trunk), width - 70)
    for angle in _ANGLES[::2]:
        parts.append(LabelShape(x(angle), _HEIGHT - _FOOT + 5 + FONT, f"{angle}°", anchor="middle"))
    lines: tuple[tuple[str, list[float], Style], ...] = (("Trunk", trunk, "right"), ("Working hip", hip, "left"))
    for name, values, style in lines:
        parts.append(LineShape(tuple((x(a), y(v)) for a, v in zip(_ANGLES, values, strict=True)), style))
        parts.append(
            LabelShape(width - 70, y(values[-1]) + FONT * 0.36, name if width > 400 else name.split()[-1], style)
        )
    said = f"Working hip: from {hip[-1]:.0f} N·m with the leg at {_ANGLES[-1]}° to {hip[0]:.0f} N·m at {_ANGLES[0]}°."
    return Chart(width, _HEIGHT, "Leg height and load in level 1, N·m", said, tuple(parts))


def order_chart(march: Sequence[Exercise], build: Physique, width: float) -> Chart:
    """Draw the peak moment at the working hip for each level, without a band and with a medium one."""
    pairs = [
        tuple(float(loads(one, build, loop).course("working_hip").max()) for loop in (None, loop_of("medium")))
        for one in march
    ]
    y, parts = _grid(max(max(pair) for pair in pairs), width - 8)
    step = (width - 8 - _LEFT) / len(march)
    for i, (exercise, (bare, banded)) in enumerate(zip(march, pairs, strict=True)):
        middle = _LEFT + (i + 0.5) * step
        parts.append(BoxShape(middle - step * 0.34, y(bare), step * 0.32, _HEIGHT - _FOOT - y(bare), "way", 2))
        if exercise.band is not None:
            parts.append(BoxShape(middle + step * 0.02, y(banded), step * 0.32, _HEIGHT - _FOOT - y(banded), "some", 2))
        parts.append(LabelShape(middle, _HEIGHT - _FOOT + 5 + FONT, str(exercise.level), "name", "middle"))
    legend: tuple[tuple[float, Style, str], ...] = ((_LEFT, "way", "no band"), (_LEFT + 84, "some", "medium band"))
    for x, style, word in legend:
        parts.append(MarkShape(x + 6, 8, "square", style, 5))
        parts.append(LabelShape(x + 16, 12.5, word))
    said = "; ".join(
        f"level {one.level}: {bare:.0f} without, {banded:.0f} with a medium band"
        if one.band
        else f"level 1: {bare:.0f}"
        for one, (bare, banded) in zip(march, pairs, strict=True)
    )
    return Chart(width, _HEIGHT, "Working hip at each level, N·m", said, tuple(parts))


def muscle_chart(found: Mapping[Muscle, MuscleEstimate], tempo: Tempo, width: float) -> Chart:
    """Draw each muscle's most likely force over one repetition, newtons."""
    courses = {name: one.likely.force_n for name, one in found.items()}
    peaks = {name: float(force.max()) for name, force in courses.items()}
    end = width - 58
    top = max(peaks.values())
    y, parts = _grid(top, end, 100 if top < 400 else 200 if top < 1000 else 400)
    x = Axis(0, tempo.total, _LEFT, end)
    parts.append(LabelShape(_LEFT, FONT, "newtons", anchor="start"))
    marks = (0.0, tempo.out, tempo.out + tempo.hold, tempo.total)
    for mark in marks[1:3]:
        parts.append(LineShape(((x(mark), 24), (x(mark), _HEIGHT - _FOOT)), "limit"))
    for word, begin, until in zip(("out", "hold", "back"), marks, marks[1:], strict=False):
        parts.append(LabelShape((x(begin) + x(until)) / 2, _HEIGHT - _FOOT + 5 + FONT, word, anchor="middle"))
    styles: dict[Muscle, Style] = {"psoas": "left", "iliacus": "right"}
    lasts = apart([y(float(force[-1])) for force in courses.values()], FONT + 2)
    for (name, force), last in zip(courses.items(), lasts, strict=True):
        seconds = np.linspace(0, tempo.total, len(force))
        points = zip(seconds.tolist(), force.tolist(), strict=True)
        parts.append(LineShape(tuple((x(s), y(f)) for s, f in points), styles[name]))
        parts.append(LabelShape(end + 4, last + FONT * 0.36, name, styles[name]))
    said = "; ".join(f"{name}: at most about {peak:.0f} N" for name, peak in peaks.items())
    return Chart(width, _HEIGHT, "Pull of psoas and iliacus over one repetition, N", said, tuple(parts))


def _grid(top: float, end: float, step: int = 20) -> tuple[Axis, list[Shape]]:
    """Return the vertical scale with its grid lines and labels."""
    most = step * (int(top / step) + 1)
    y = Axis(0, most, _HEIGHT - _FOOT, 24)
    parts: list[Shape] = []
    for value in range(0, most + 1, step):
        parts.append(LineShape(((_LEFT, y(value)), (end, y(value))), "grid" if value else "base"))
        parts.append(LabelShape(_LEFT - 8, y(value) + FONT * 0.36, str(value), anchor="end"))
    return y, parts
