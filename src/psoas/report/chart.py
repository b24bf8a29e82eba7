"""A chart as a few lines, boxes, marks and words: drawn once, shown as SVG on a page and as a picture within a PDF."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Literal

from psoas.report.svg import picture

Style = Literal[
    "grid", "base", "limit", "lane", "same", "way", "break", "left", "right", "one", "calm", "some", "much", "tick",
    "name", "massage", "stretch", "strengthen", "habit", "day", "today", "later",
]  # fmt: skip
Anchor = Literal["start", "middle", "end"]
MarkKind = Literal["dot", "triangle", "square", "diamond"]
XY = tuple[float, float]

#: Height of all words, in the units of the chart.
FONT = 13.0
#: Width of a letter, on average, as a share of that; wide enough that nothing collides.
_LETTER = 0.56


@dataclass(frozen=True, slots=True)
class LineShape:
    """Straight lines from point to point."""

    points: tuple[XY, ...]
    style: Style


@dataclass(frozen=True, slots=True)
class BoxShape:
    """A filled rectangle; `round_` is the radius of its corners."""

    x: float
    y: float
    width: float
    height: float
    style: Style
    round_: float = 0.0


@dataclass(frozen=True, slots=True)
class MarkShape:
    """A shape around a point; `size` is half its width."""

    x: float
    y: float
    shape: MarkKind
    style: Style
    size: float = 3.5


@dataclass(frozen=True, slots=True)
class LabelShape:
    """Words; `y` is their base line, `style` "name" for those that stand out. `inside` puts them on a filled mark."""

    x: float
    y: float
    text: str
    style: Style = "tick"
    anchor: Anchor = "start"
    inside: bool = False


Shape = LineShape | BoxShape | MarkShape | LabelShape


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture.

    Attributes
    ----------
    width, height : float
        In units of its own.
    title, desc : str
        What it shows, for those who do not see it.
    parts : tuple of Shape
        From back to front.
    """

    width: float
    height: float
    title: str
    desc: str
    parts: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """Numbers from `low` to `high` between two edges of the picture."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Place of a value; what lies beyond an edge is drawn at it."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Days:
    """Days from left to right.

    Attributes
    ----------
    first, last : date
        A span shorter than `least` days is made as long as that, to the left.
    start, end : float
        Edges of the picture.
    """

    first: date
    last: date
    start: float
    end: float
    least: int = 6

    def __call__(self, day: date) -> float:
        """Place of a day."""
        span = max((self.last - self.first).days, self.least)
        return self.end - min((self.last - day).days, span) / span * (self.end - self.start)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Where the axis is marked, and with what: no two words touch."""
        span = max((self.last - self.first).days, self.least)
        begin = self.last - timedelta(days=span)
        taken = -1e9
        for day, word in _weeks(begin, self.last, span) if span <= 75 else _months(begin, self.last, span):
            x, half = self(day), wide(word) / 2
            if x - half > taken + 6 and x - half >= self.start - 12 and x + half <= self.end + 14:
                taken = x + half
                yield x, word

    def axis(self, y: float) -> Iterator[Shape]:
        """The line at the foot, with its marks and words."""
        yield LineShape(((self.start, y), (self.end, y)), "base")
        for x, word in self.ticks():
            yield LineShape(((x, y), (x, y + 4)), "base")
            yield LabelShape(x, y + 5 + FONT, word, anchor="middle")


def _weeks(begin: date, last: date, span: int) -> Iterator[tuple[date, str]]:
    step = math.ceil(span / 4) if span <= 16 else 7 if span <= 35 else 14
    days = (last - timedelta(days=back) for back in range(0, span + 1, step))
    yield from ((day, f"{day.day} {day:%b}") for day in sorted(days) if day >= begin)


def _months(begin: date, last: date, span: int) -> Iterator[tuple[date, str]]:
    step = next((months for months, most in ((1, 270), (3, 800), (6, 1600)) if span <= most), 12)
    for number in range(begin.year * 12 + begin.month, last.year * 12 + last.month):
        day = date(number // 12, number % 12 + 1, 1)
        if number % 12 % step == 0:
            yield day, str(day.year) if span > 270 and day.month == 1 else f"{day:%b}"


def corners(shape: MarkKind, r: float) -> tuple[XY, ...]:
    """Corners of a mark around its middle, y downwards; they look equally large, so the pointed ones reach further."""
    return {
        "dot": (),
        "triangle": ((0, -1.15 * r), (1.2 * r, r), (-1.2 * r, r)),
        "square": ((-0.9 * r, -0.9 * r), (0.9 * r, -0.9 * r), (0.9 * r, 0.9 * r), (-0.9 * r, 0.9 * r)),
        "diamond": ((0, -1.2 * r), (1.2 * r, 0), (0, 1.2 * r), (-1.2 * r, 0)),
    }[shape]


def wide(text: str) -> float:
    """About how wide words are."""
    return len(text) * FONT * _LETTER


def cut(text: str, room: float) -> str:
    """The words, cut short where they would be wider than `room`."""
    most = int(room / (FONT * _LETTER))
    return text if len(text) <= most else text[: max(most - 1, 1)].rstrip() + "…"


def apart(places: Sequence[float], least: float) -> list[float]:
    """Two places for words, moved apart as far as they would touch."""
    if len(places) != 2 or abs(places[0] - places[1]) >= least:
        return list(places)
    middle, way = sum(places) / 2, least / 2 if places[0] > places[1] else -least / 2
    return [middle + way, middle - way]


#: Widths for a phone and for wider screens, so that words can be read on the one and do not shout on the other.
NARROW, WIDE = 280.0, 520.0

Drawing = Callable[[float], Chart | None]


def plot(draw: Drawing, name: str) -> str:
    """Draw a chart for both widths, of which the style sheet shows one; "" where there is too little to draw."""
    shown = ((kind, draw(width)) for kind, width in (("narrow", NARROW), ("wide", WIDE)))
    return "".join(svg(chart, f"{name}-{kind}", kind) for kind, chart in shown if chart is not None)


def svg(chart: Chart, name: str, kind: str) -> str:
    """One chart; `name` makes its ids unique on a page."""
    parts = (text for part in chart.parts for text in _part(part))
    return picture(
        f"chart {kind}", chart.width, chart.height, name=name, title=chart.title, desc=chart.desc, parts=parts
    )


def key(shape: MarkKind, style: str, letter: str = "") -> str:
    """A mark as it stands in a legend, hidden from screen readers, for a word always stands beside it."""
    inside = _label(LabelShape(8, 11.4, letter, "tick", "middle", inside=True)) if letter else ""
    mark = f'<path d="{_shape(8, 8, shape, 6.6)}" class="{style} fill"/>'
    return f'<svg class="chart key" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{mark}{inside}</svg>'


def line_key(style: str) -> str:
    """A line as it stands in a legend."""
    return (
        '<svg class="chart key long" viewBox="0 0 30 16" aria-hidden="true" focusable="false">'
        f'<path d="M1 8H29" class="{style} line"/></svg>'
    )


def _part(part: Shape) -> Iterator[str]:
    if isinstance(part, LineShape):
        points = "L".join(f"{x:.1f} {y:.1f}" for x, y in part.points)
        yield f'<path d="M{points}" class="{part.style} line"/>'
    elif isinstance(part, BoxShape):
        yield (
            f'<rect x="{part.x:.1f}" y="{part.y:.1f}" width="{part.width:.1f}" height="{part.height:.1f}" '
            f'rx="{part.round_:g}" class="{part.style} fill"/>'
        )
    elif isinstance(part, MarkShape):
        yield f'<path d="{_shape(part.x, part.y, part.shape, part.size)}" class="{part.style} fill"/>'
    else:
        yield _label(part)


def _label(label: LabelShape) -> str:
    kind = "inside" if label.inside else label.style
    return (
        f'<text x="{label.x:.1f}" y="{label.y:.1f}" class="{kind}" text-anchor="{label.anchor}">'
        f"{escape(label.text)}</text>"
    )


def _shape(x: float, y: float, shape: MarkKind, r: float) -> str:
    if shape == "dot":
        return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0z"
    return "M" + "L".join(f"{x + dx:.1f} {y + dy:.1f}" for dx, dy in corners(shape, r)) + "z"
