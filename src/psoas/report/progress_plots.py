"""Charts as SVG: colours come from the page's style sheet, all words are real text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from psoas.report.chart import Box, Chart, Label, Line, Mark, Part, Shape, corners
from psoas.report.svg import picture

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


def key(shape: Shape, style: str, letter: str = "") -> str:
    """A mark as it stands in a legend, hidden from screen readers, for a word always stands beside it."""
    inside = _label(Label(8, 11.4, letter, "tick", "middle", inside=True)) if letter else ""
    mark = f'<path d="{_shape(8, 8, shape, 6.6)}" class="{style} fill"/>'
    return f'<svg class="chart key" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{mark}{inside}</svg>'


def line_key(style: str) -> str:
    """A line as it stands in a legend."""
    return (
        '<svg class="chart key long" viewBox="0 0 30 16" aria-hidden="true" focusable="false">'
        f'<path d="M1 8H29" class="{style} line"/></svg>'
    )


def _part(part: Part) -> Iterator[str]:
    if isinstance(part, Line):
        points = "L".join(f"{x:.1f} {y:.1f}" for x, y in part.points)
        yield f'<path d="M{points}" class="{part.style} line"/>'
    elif isinstance(part, Box):
        yield (
            f'<rect x="{part.x:.1f}" y="{part.y:.1f}" width="{part.width:.1f}" height="{part.height:.1f}" '
            f'rx="{part.round_:g}" class="{part.style} fill"/>'
        )
    elif isinstance(part, Mark):
        yield f'<path d="{_shape(part.x, part.y, part.shape, part.size)}" class="{part.style} fill"/>'
    else:
        yield _label(part)


def _label(label: Label) -> str:
    kind = "inside" if label.inside else label.style
    return (
        f'<text x="{label.x:.1f}" y="{label.y:.1f}" class="{kind}" text-anchor="{label.anchor}">'
        f"{escape(label.text)}</text>"
    )


def _shape(x: float, y: float, shape: Shape, r: float) -> str:
    if shape == "dot":
        return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0z"
    return "M" + "L".join(f"{x + dx:.1f} {y + dy:.1f}" for dx, dy in corners(shape, r)) + "z"
