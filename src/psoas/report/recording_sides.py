"""The range of every repetition of a set, left and right of a middle line, from the first at the top to the last."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from html import escape
from itertools import accumulate

from psoas.body.skeleton import SIDES, Side
from psoas.coach.events import Rep
from psoas.coach.set_comparison import Comparison
from psoas.report.svg import picture

#: Units of the picture; a row is as high as the number of repetitions allows.
_WIDTH, _TOP, _FOOT, _GUTTER, _EDGE = 360.0, 26.0, 24.0, 15.0, 30.0
_ROWS, _LOW, _HIGH = 384.0, 5.0, 20.0
#: Words stand beside every bar in rows at least this high, in lower ones beside every fifth.
_ROOM = 11.0
#: The scale ends at a multiple of this, degrees.
_STEP_DEG = 30


def sides_plot(reps: Iterable[Rep], comparison: Comparison, name: str) -> str:
    """Draw one set.

    Parameters
    ----------
    reps : iterable of Rep
        The same that were compared.
    comparison : Comparison
        Gives the medians, and which leg is unsure.
    name : str
        Makes the ids unique on a page, such as ``"set-1"``.

    Returns
    -------
    str
        A complete ``<svg>``; colours come from the page's CSS, all words are real text. Empty without repetitions.
    """
    done = sorted(reps, key=lambda rep: (rep.start_s, rep.end_s))
    if not done:
        return ""
    row = min(max(_ROWS / len(done), _LOW), _HIGH)
    height = _TOP + row * len(done) + _FOOT
    furthest = _STEP_DEG * max(math.ceil(max(rep.range_deg for rep in done) / _STEP_DEG), 1)
    plot = _Plot(done, comparison, row, furthest)
    means = "; ".join(
        f"{side} {comparison.side(side).range_deg.median:.0f} degrees" for side in SIDES if comparison.side(side).count
    )
    return picture(
        "sides",
        _WIDTH,
        height,
        name=name,
        title="Range of each repetition, left and right",
        desc=f"One bar for each repetition, the first at the top. Medians: {means or 'none'}.",
        parts=[*plot.grid(), *plot.bars(), *plot.medians(), *plot.words()],
    )


class _Plot:
    """Scales of the picture, and its parts as SVG text."""

    def __init__(self, done: list[Rep], comparison: Comparison, row: float, furthest: float) -> None:
        self.done, self.comparison, self.row, self.furthest = done, comparison, row, furthest
        self.bottom = _TOP + row * len(done)

    def x(self, side: Side, degrees: float) -> float:
        length = degrees / self.furthest * (_WIDTH / 2 - _GUTTER - _EDGE)
        return _WIDTH / 2 + (-1 if side == "left" else 1) * (_GUTTER + length)

    def grid(self) -> Iterator[str]:
        """Heads, and lines with their degrees."""
        for side in SIDES:
            anchor = "end" if side == "left" else "start"
            yield (
                f'<text x="{self.x(side, 0):.1f}" y="{_TOP - 10:g}" class="head {side}" text-anchor="{anchor}">'
                f"{side.capitalize()}</text>"
            )
            for degrees in range(0, round(self.furthest) + 1, _STEP_DEG):
                x = self.x(side, degrees)
                yield f'<path d="M{x:.1f} {_TOP:g}V{self.bottom:.1f}" class="grid"/>'
                yield (
                    f'<text x="{x:.1f}" y="{self.bottom + 16:.1f}" class="tick" text-anchor="middle">{degrees}°</text>'
                )

    def bars(self) -> Iterator[str]:
        """One row for each repetition."""
        for rep, number, top in self._rows():
            thick = self.row * 0.78
            near, far = sorted((self.x(rep.side, 0), self.x(rep.side, rep.range_deg)))
            unsure = " unsure" if self.comparison.side(rep.side).unsure else ""
            kind = "short" if rep.short else f"bar {rep.side}{unsure}"
            what = f"Short, {rep.side}" if rep.short else f"Repetition {number}, {rep.side}"
            faults = "".join(f", {fault.replace('-', ' ')}" for fault in rep.faults)
            yield (
                f'<rect x="{near:.1f}" y="{top + (self.row - thick) / 2:.1f}" width="{far - near:.1f}" '
                f'height="{thick:.1f}" rx="{min(3.0, thick / 3):.1f}" class="{kind}">'
                f"<title>{what}: {rep.range_deg:.0f}°, back in {rep.back_s:.1f} s{escape(faults)}</title></rect>"
            )

    def words(self) -> Iterator[str]:
        """Numbers in the middle; ranges and marks of faults at the ends of the bars, above the lines."""
        roomy = self.row >= _ROOM
        for rep, number, top in self._rows():
            y = top + self.row / 2 + 4
            if not rep.short and (roomy or number % 5 == 0):
                again = " again" if number in self.comparison.repeated else ""
                yield (
                    f'<text x="{_WIDTH / 2:g}" y="{y:.1f}" class="number{again}" text-anchor="middle">{number}</text>'
                )
            if not roomy:
                continue
            outward, anchor = (-1, "end") if rep.side == "left" else (1, "start")
            x = self.x(rep.side, rep.range_deg) + outward * 5
            if rep.faults:
                yield f'<path d="M{x - 4 + outward * 4:.1f} {y:.1f}h8l-4 -8z" class="fault"/>'
                x += outward * 12
            yield f'<text x="{x:.1f}" y="{y:.1f}" class="value" text-anchor="{anchor}">{rep.range_deg:.0f}°</text>'

    def _rows(self) -> Iterator[tuple[Rep, int, float]]:
        """Each repetition, how many have counted with it, and where its row begins."""
        counted = accumulate(int(not rep.short) for rep in self.done)
        for i, (rep, number) in enumerate(zip(self.done, counted, strict=True)):
            yield rep, number, _TOP + i * self.row

    def medians(self) -> Iterator[str]:
        """A line down each side at its median."""
        for side in SIDES:
            form = self.comparison.side(side)
            if form.count:
                yield (
                    f'<path d="M{self.x(side, form.range_deg.median):.1f} {_TOP:g}V{self.bottom:.1f}" class="median">'
                    f"<title>Median {side}: {form.range_deg.median:.0f}°</title></path>"
                )
