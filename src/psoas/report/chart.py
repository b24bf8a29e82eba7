"""A chart as a few lines, boxes, marks and words: drawn once, shown as SVG on a page and as a picture within a PDF."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Style = Literal[
    "grid", "base", "limit", "lane", "same", "way", "break", "left", "right", "one", "calm", "some", "much", "tick",
    "name", "massage", "stretch", "strengthen", "habit", "day", "today", "later",
]  # fmt: skip
Anchor = Literal["start", "middle", "end"]
Shape = Literal["dot", "triangle", "square", "diamond"]
XY = tuple[float, float]

#: Height of all words, in the units of the chart.
FONT = 13.0
#: Width of a letter, on average, as a share of that; wide enough that nothing collides.
_LETTER = 0.56


@dataclass(frozen=True, slots=True)
class Line:
    """Straight lines from point to point."""

    points: tuple[XY, ...]
    style: Style


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; `round_` is the radius of its corners."""

    x: float
    y: float
    width: float
    height: float
    style: Style
    round_: float = 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape around a point; `size` is half its width."""

    x: float
    y: float
    shape: Shape
    style: Style
    size: float = 3.5


@dataclass(frozen=True, slots=True)
class Label:
    """Words; `y` is their base line, `style` "name" for those that stand out. `inside` puts them on a filled mark."""

    x: float
    y: float
    text: str
    style: Style = "tick"
    anchor: Anchor = "start"
    inside: bool = False


Part = Line | Box | Mark | Label


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture.

    Attributes
    ----------
    width, height : float
        In units of its own.
    title, desc : str
        What it shows, for those who do not see it.
    parts : tuple of Part
        From back to front.
    """

    width: float
    height: float
    title: str
    desc: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Scale:
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

    def axis(self, y: float) -> Iterator[Part]:
        """The line at the foot, with its marks and words."""
        yield Line(((self.start, y), (self.end, y)), "base")
        for x, word in self.ticks():
            yield Line(((x, y), (x, y + 4)), "base")
            yield Label(x, y + 5 + FONT, word, anchor="middle")


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


def corners(shape: Shape, r: float) -> tuple[XY, ...]:
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
