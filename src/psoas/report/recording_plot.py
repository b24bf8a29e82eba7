"""Both hips' angle over time as one SVG picture: a pure function of the analysis."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from itertools import chain

from psoas.analysis.result import Analysis
from psoas.body.skeleton import SIDES, Side
from psoas.coach.events import Rep
from psoas.report.recording_table import clock
from psoas.report.svg import picture
from psoas.report.time_scale import LEFT, RIGHT, WIDTH, TimeScale

#: Longest stretch of time in one picture, seconds; longer recordings get several, one under the other.
STRIP_S = 60.0
#: Points closer than this, seconds, cannot be told apart in the picture.
_STEP_S = 1 / 15
_LANE, _GAP, _TOP, _FOOT = 132.0, 30.0, 26.0, 58.0


def strips(result: Analysis) -> list[tuple[float, float]]:
    """Stretches of time, seconds, that each get a picture of their own; all equally long."""
    start = result.trace[0][0] if result.trace else 0.0
    number = max(1, math.ceil(result.duration_s / STRIP_S - 0.25))
    length = max(result.duration_s, 1.0) / number
    return [(start + i * length, start + (i + 1) * length) for i in range(number)]


def angle_plot(result: Analysis, start_s: float, end_s: float) -> str:
    """Hip angles of both sides between two moments.

    Parameters
    ----------
    result : Analysis
        With its trace.
    start_s, end_s : float
        Seconds on the recording's clock.

    Returns
    -------
    str
        A complete ``<svg>``; colours come from the page's CSS variables, all words from real text.
    """
    plot = _Plot(result, start_s, end_s)
    height = _TOP + 2 * _LANE + _GAP + _FOOT
    count = ", ".join(f"{side} {n}" for side, n in result.count.items())
    identity = f"plot-{start_s:.0f}"
    return picture(
        "plot",
        WIDTH,
        height,
        name=identity,
        title=f"Hip angle of both sides from {clock(start_s)} to {clock(end_s)}",
        desc=f"One curve for each side, in degrees. Counted in the whole recording: {count}. "
        "The table of repetitions holds the same numbers.",
        parts=[
            f'<defs><pattern id="{identity}-hatch" width="8" height="8" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><path d="M0 0V8" class="hatch"/></pattern></defs>',
            *(part for i, side in enumerate(SIDES) for part in plot.lane(side, _TOP + i * (_LANE + _GAP))),
            *plot.unseen(f"{identity}-hatch"),
            *plot.cues(),
            *plot.time.axis(plot.bottom),
        ],
    )


class _Plot:
    """Scales of one picture, and its parts as SVG text."""

    def __init__(self, result: Analysis, start_s: float, end_s: float) -> None:
        self.result, self.time = result, TimeScale(start_s, end_s)
        angles = [a for _, *both in result.trace for a in both if math.isfinite(a)]
        reps = [rep.peak_hip_deg for rep in chain(result.reps, result.short) if math.isfinite(rep.peak_hip_deg)]
        # Not the extremes of the curve: one wild frame would flatten everything else.
        ordered = sorted(angles) or [0.0, 90.0]
        low = min([ordered[len(ordered) // 100], *reps])
        high = max([ordered[-1 - len(ordered) // 100], *reps])
        self.low, self.high = 30 * math.floor(low / 30), 30 * max(math.ceil(high / 30), math.floor(low / 30) + 1)
        motion = result.exercise.motion if result.exercise else None
        self.downward = motion is not None and motion.travel_deg < 0
        self.bottom = _TOP + 2 * _LANE + _GAP

    def y(self, angle: float, top: float) -> float:
        share = (min(max(angle, self.low), self.high) - self.low) / (self.high - self.low)
        return top + _LANE - share * _LANE

    def lane(self, side: Side, top: float) -> Iterator[str]:
        """One side: grid, bands of its repetitions, the curve, the furthest points."""
        yield f'<text x="{LEFT:g}" y="{top - 9:.1f}" class="lane {side}">{side.capitalize()} hip</text>'
        step = 30 if self.high - self.low <= 150 else 60
        for angle in range(self.low, self.high + 1, step):
            y = self.y(angle, top)
            yield f'<path d="M{LEFT:g} {y:.1f}H{WIDTH - RIGHT:g}" class="grid"/>'
            yield f'<text x="{LEFT - 6:g}" y="{y + 4:.1f}" class="tick" text-anchor="end">{angle}°</text>'
        motion = self.result.exercise.motion if self.result.exercise else None
        if motion is not None and self.low < motion.working.hip < self.high:
            yield (
                f'<path d="M{LEFT:g} {self.y(motion.working.hip, top):.1f}H{WIDTH - RIGHT:g}" class="target">'
                f"<title>Full movement: {motion.working.hip:.0f}°</title></path>"
            )
        numbers = {id(rep): n for n, rep in enumerate(self.result.reps, start=1)}
        mine = [r for r in chain(self.result.reps, self.result.short) if r.side == side]
        for rep in mine:
            if self.time.shows(rep.start_s, rep.end_s):
                yield self._band(rep, top, numbers.get(id(rep)))
        yield f'<path d="{self._curve(SIDES.index(side) + 1, top)}" class="curve {side}"/>'
        for rep in mine:
            if self.time.start <= rep.peak_s < self.time.end:
                yield self._peak(rep, top, numbers.get(id(rep)))

    def unseen(self, hatch: str) -> Iterator[str]:
        """Time without judgement, hatched over both lanes."""
        for gap in self.result.unseen:
            if self.time.shows(gap.start_s, gap.end_s):
                x, width = self.time.x(gap.start_s), max(2.0, self.time.x(gap.end_s) - self.time.x(gap.start_s))
                yield (
                    f'<rect x="{x:.1f}" y="{_TOP:g}" width="{width:.1f}" height="{self.bottom - _TOP:g}" '
                    f'fill="url(#{hatch})" class="gap"><title>Not seen: {escape(gap.say)}</title></rect>'
                )

    def cues(self) -> Iterator[str]:
        """What the coach says, as numbers under the time axis; the list beside gives the words."""
        y = self.bottom + 38
        for number, cue in enumerate(self.result.cues, start=1):
            if self.time.start <= cue.t < self.time.end:
                x = self.time.x(cue.t)
                yield (
                    f'<g class="cue {cue.kind}"><title>{clock(cue.t)}: {escape(cue.say)}</title>'
                    f'<path d="M{x:.1f} {_TOP:g}V{y - 10:g}"/><circle cx="{x:.1f}" cy="{y:g}" r="10"/>'
                    f'<text x="{x:.1f}" y="{y + 4:g}" text-anchor="middle">{number}</text></g>'
                )

    def _band(self, rep: Rep, top: float, number: int | None) -> str:
        x, width = self.time.x(rep.start_s), max(1.0, self.time.x(rep.end_s) - self.time.x(rep.start_s))
        kind = "short" if number is None else f"rep {rep.side}"
        name = f"Short {rep.side} repetition" if number is None else f"Repetition {number}, {rep.side}"
        return (
            f'<rect x="{x:.1f}" y="{top:g}" width="{width:.1f}" height="{_LANE:g}" rx="3" class="{kind}">'
            f"<title>{name}: {rep.peak_hip_deg:.0f}° at {clock(rep.peak_s)}, "
            f"out {rep.out_s:.1f} s, hold {rep.hold_s:.1f} s, "
            f"back {rep.back_s:.1f} s</title></rect>"
        )

    def _peak(self, rep: Rep, top: float, number: int | None) -> str:
        x, y = self.time.x(rep.peak_s), self.y(rep.peak_hip_deg, top)
        parts = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" class="peak {rep.side}"/>']
        # Words stand at the edge that the curve turns away from.
        edge, step = (top + 14, 8.0) if self.downward else (top + _LANE - 6, -14.0)
        if number is not None:
            parts.append(f'<text x="{x:.1f}" y="{edge:.1f}" class="number" text-anchor="middle">{number}</text>')
        if rep.faults:
            edge += step + (10 if self.downward else 0)
            parts.append(
                f'<path d="M{x - 6:.1f} {edge:.1f}h12l-6 -10z" class="fault"><title>'
                f"{escape(', '.join(f.replace('-', ' ') for f in rep.faults))}</title></path>"
            )
        return "".join(parts)

    def _curve(self, column: int, top: float) -> str:
        """SVG path of one side; it breaks off where the side was not seen."""
        path: list[str] = []
        pen_down = False
        last = -math.inf
        for row in _within(self.result.trace, self.time.start, self.time.end):
            t, angle = row[0], row[column]
            if not math.isfinite(angle):
                pen_down = False
            elif not pen_down or t - last >= _STEP_S - 1e-9:
                path.append(f"{'L' if pen_down else 'M'}{self.time.x(t):.1f} {self.y(angle, top):.1f}")
                pen_down, last = True, t
        return "".join(path)


def _within(
    trace: Sequence[tuple[float, float, float]], start_s: float, end_s: float
) -> Iterator[tuple[float, float, float]]:
    return (row for row in trace if start_s - 0.1 <= row[0] <= end_s + 0.1)
