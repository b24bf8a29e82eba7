"""A chart as lines, boxes, areas, marks and labels: described once, drawn as SVG on a page or as part of a PDF."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Literal

Style = Literal[
    "grid", "base", "limit", "lane", "same", "way", "break", "left", "right", "one", "calm", "some", "much", "tick",
    "name", "massage", "stretch", "strengthen", "habit", "day", "today", "later",
    "left-pale", "right-pale", "short", "unseen", "fault", "number", "again", "cue", "correct", "praise", "notice",
    "sat", "stood", "call", "away", "asked",
]  # fmt: skip
Anchor = Literal["start", "middle", "end"]
MarkKind = Literal["dot", "triangle", "square", "diamond"]
XY = tuple[float, float]

#: Height of every label, in the units of the chart.
FONT = 13.0
#: Average width of a letter as a share of `FONT`, generous so that labels never collide.
_LETTER = 0.56
#: Distance between the hatching lines of an "unseen" box.
_HATCH = 8


@dataclass(frozen=True, slots=True)
class LineShape:
    """Straight lines from point to point; a curve with a gap is several of these."""

    points: tuple[XY, ...]
    style: Style
    tip: str = ""


@dataclass(frozen=True, slots=True)
class BoxShape:
    """A filled rectangle; `round_` is its corner radius. Style "unseen" hatches it."""

    x: float
    y: float
    width: float
    height: float
    style: Style
    round_: float = 0.0
    tip: str = ""


@dataclass(frozen=True, slots=True)
class AreaShape:
    """A filled polygon."""

    points: tuple[XY, ...]
    style: Style
    tip: str = ""


@dataclass(frozen=True, slots=True)
class MarkShape:
    """A symbol around a point; `size` is half its width."""

    x: float
    y: float
    shape: MarkKind
    style: Style
    size: float = 3.5
    tip: str = ""


@dataclass(frozen=True, slots=True)
class LabelShape:
    """Text on the baseline `y`; `inside` puts it on a filled mark."""

    x: float
    y: float
    text: str
    style: Style = "tick"
    anchor: Anchor = "start"
    inside: bool = False


#: Every shape but a label can carry a `tip`, which a browser shows under the pointer.
Shape = LineShape | BoxShape | AreaShape | MarkShape | LabelShape


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture.

    Attributes
    ----------
    width, height : float
        In units of its own.
    title, desc : str
        What it shows, for screen readers.
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
    """A scale that maps `low`..`high` onto `start`..`end` of the picture."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value, clamped to the edges."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Days:
    """A time axis of days, from left to right.

    Attributes
    ----------
    first, last : date
        Ends of the span. One shorter than `least` days is extended to the left.
    start, end : float
        Edges of the picture.
    """

    first: date
    last: date
    start: float
    end: float
    least: int = 6

    def __call__(self, day: date) -> float:
        """Return the place of a day."""
        span = max((self.last - self.first).days, self.least)
        return self.end - min((self.last - day).days, span) / span * (self.end - self.start)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Yield the place and the text of each tick; no two texts touch."""
        span = max((self.last - self.first).days, self.least)
        begin = self.last - timedelta(days=span)
        taken = -1e9
        for day, word in _weeks(begin, self.last, span) if span <= 75 else _months(begin, self.last, span):
            x, half = self(day), wide(word) / 2
            if x - half > taken + 6 and x - half >= self.start - 12 and x + half <= self.end + 14:
                taken = x + half
                yield x, word

    def axis(self, y: float) -> Iterator[Shape]:
        """Draw the base line with its ticks and labels."""
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


def week_head(left: float, cell: float, *, narrow: bool) -> list[Shape]:
    """Name the days of a week above seven columns that begin at `left`, by a letter where it is narrow."""
    names = "MTWTFSS" if narrow else ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return [LabelShape(left + (i + 0.5) * cell, FONT, name, anchor="middle") for i, name in enumerate(names)]


def corners(shape: MarkKind, r: float) -> tuple[XY, ...]:
    """Return the corners of a mark around its centre, y down; pointed marks are larger to look the same size."""
    return {
        "dot": (),
        "triangle": ((0, -1.15 * r), (1.2 * r, r), (-1.2 * r, r)),
        "square": ((-0.9 * r, -0.9 * r), (0.9 * r, -0.9 * r), (0.9 * r, 0.9 * r), (-0.9 * r, 0.9 * r)),
        "diamond": ((0, -1.2 * r), (1.2 * r, 0), (0, 1.2 * r), (-1.2 * r, 0)),
    }[shape]


def wide(text: str) -> float:
    """Estimate the width of a text."""
    return len(text) * FONT * _LETTER


def cut(text: str, room: float) -> str:
    """Shorten a text that is wider than `room`, with an ellipsis."""
    most = int(room / (FONT * _LETTER))
    return text if len(text) <= most else text[: max(most - 1, 1)].rstrip() + "…"


def apart(places: Sequence[float], least: float) -> list[float]:
    """Move two labels apart until they no longer touch."""
    if len(places) != 2 or abs(places[0] - places[1]) >= least:
        return list(places)
    middle, way = sum(places) / 2, least / 2 if places[0] > places[1] else -least / 2
    return [middle + way, middle - way]


#: Widths for phones and for wider screens, so that labels are legible on the one and not huge on the other.
NARROW, WIDE = 280.0, 520.0

DrawChart = Callable[[float], Chart | None]


def plot(draw: DrawChart, name: str) -> str:
    """Draw a chart in both widths, of which the style sheet shows one; return "" if there is too little to draw."""
    shown = ((kind, draw(width)) for kind, width in (("narrow", NARROW), ("wide", WIDE)))
    return "".join(svg(chart, f"{name}-{kind}", kind) for kind, chart in shown if chart is not None)


def svg(chart: Chart, name: str, kind: str) -> str:
    """Draw one chart.

    Parameters
    ----------
    chart : Chart
        What to draw.
    name : str
        Prefix of its ids, unique on the page.
    kind : str
        A class for the style sheet.

    Returns
    -------
    str
        A complete ``<svg>``; its colours come from the style sheet.
    """
    name = escape(name)
    hatch = f"{name}-hatch"
    return (
        f'<svg class="chart {kind}" viewBox="0 0 {chart.width:g} {chart.height:g}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(chart.title)}</title><desc id="{name}-desc">{escape(chart.desc)}</desc>'
        f"{_hatching(hatch) if any(part.style == 'unseen' for part in chart.parts) else ''}"
        f"{''.join(_part(part, hatch) for part in chart.parts)}</svg>"
    )


def sample(*parts: Shape, width: float = 16.0) -> str:
    """Draw shapes for a legend, 16 units high; screen readers skip them and read the text beside them."""
    kind = "chart key long" if width > 16 else "chart key"
    return (
        f'<svg class="{kind}" viewBox="0 0 {width:g} 16" aria-hidden="true" focusable="false">'
        f"{''.join(_part(part) for part in parts)}</svg>"
    )


def key(shape: MarkKind, style: Style, letter: str = "") -> str:
    """Draw a mark for a legend."""
    letters = [LabelShape(8, 11.4, letter, "tick", "middle", inside=True)] if letter else []
    return sample(MarkShape(8, 8, shape, style, 6.6), *letters)


def line_key(style: Style) -> str:
    """Draw a line for a legend."""
    return sample(LineShape(((1, 8), (29, 8)), style), width=30)


def _part(part: Shape, hatch: str = "") -> str:
    if isinstance(part, LabelShape):
        kind = "inside" if part.inside else part.style
        return (
            f'<text x="{part.x:.1f}" y="{part.y:.1f}" class="{kind}" text-anchor="{part.anchor}">'
            f"{escape(part.text)}</text>"
        )
    if isinstance(part, LineShape):
        return _element(f'path d="M{_path(part.points)}" class="{part.style} line"', part.tip)
    if isinstance(part, AreaShape):
        return _element(f'path d="M{_path(part.points)}z" class="{part.style} fill"', part.tip)
    if isinstance(part, MarkShape):
        return _element(f'path d="{_mark(part)}" class="{part.style} fill"', part.tip)
    fill = f' fill="url(#{hatch})"' if part.style == "unseen" else ""
    return _element(
        f'rect x="{part.x:.1f}" y="{part.y:.1f}" width="{part.width:.1f}" height="{part.height:.1f}" '
        f'rx="{part.round_:g}"{fill} class="{part.style} fill"',
        part.tip,
    )


def _element(start: str, tip: str) -> str:
    return f"<{start}><title>{escape(tip)}</title></{start.split(maxsplit=1)[0]}>" if tip else f"<{start}/>"


def _path(points: Sequence[XY]) -> str:
    return "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _mark(mark: MarkShape) -> str:
    x, y, r = mark.x, mark.y, mark.size
    if mark.shape == "dot":
        return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0z"
    return f"M{_path([(x + dx, y + dy) for dx, dy in corners(mark.shape, r)])}z"


def _hatching(name: str) -> str:
    return (
        f'<defs><pattern id="{name}" width="{_HATCH}" height="{_HATCH}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path d="M0 0V{_HATCH}" class="unseen line"/></pattern></defs>'
    )
