"""Helpers for drawing: palette, metres to drawing units, outlines to smooth paths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from psoas.body.segments import direction
from psoas.body.skeleton import Floats

Outline = Sequence[tuple[float, float]]

#: Size of a picture, drawing units.
WIDTH, HEIGHT = 400.0, 300.0

#: Name of a part to its colour; a page can override it with ``--psoas-NAME``.
PALETTE = {
    "skin": "#d9a07a",
    "skin-far": "#c08a68",
    "cheek": "#e19a78",
    "lips": "#9c4a3a",
    "hair": "#5a3a2e",
    "shirt": "#8fcabb",
    "shirt-far": "#5fa394",
    "legs": "#43789f",
    "legs-far": "#94b5cd",
    "shoe": "#f5f2ec",
    "shoe-far": "#d5d6d8",
    "line": "#55606e",
    "band": "#f2b134",
    "band-edge": "#a8720b",
    "psoas": "#e2452b",
    "glow": "#ff6a3d",
    "mat": "#c9bfe4",
    "mat-edge": "#9a8bc8",
    "box": "#cfa877",
    "box-top": "#e3c596",
    "box-side": "#b48b5b",
    "wall": "#c9ccd3",
    "wall-face": "#e4e6ea",
    "shade": "#64748b",
    "arrow": "#d9480f",
    "right": "#1d6838",
    "wrong": "#a1241f",
    "cloth": "#e9a3a3",
    "cloth-top": "#f4c7c3",
    "cloth-edge": "#cf8286",
    "ball": "#f2b134",
    "ball-edge": "#a8720b",
    "warm": "#e0623f",
    "glass": "#8ec6e6",
}


@dataclass(frozen=True, slots=True)
class Screen:
    """Convert metres to drawing units, seen slightly from above: farther means higher and further left.

    Attributes
    ----------
    scale : float
        Drawing units per metre.
    x, y : float
        Position of the figure's origin, drawing units, y down.
    slant : float
        How much distance shifts a point; 0 for a straight view.
    """

    scale: float
    x: float
    y: float
    slant: float = 1.0

    def at(self, place: Floats | tuple[float, float], away: float = 0.0) -> tuple[float, float]:
        """Convert a point `away` metres behind the middle of the body (negative: in front)."""
        return (
            self.x + self.scale * float(place[0] - 0.18 * self.slant * away),
            self.y - self.scale * float(place[1] + 0.30 * self.slant * away),
        )


def number(value: float) -> str:
    """Format a number briefly, with at most one decimal."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def pair(place: Iterable[float]) -> str:
    """Format a point for SVG."""
    return " ".join(number(v) for v in place)


def smooth(points: Sequence[tuple[float, float]], *, closed: bool = True) -> str:
    """Draw a smooth path through all points (Catmull-Rom spline as cubic Béziers)."""
    p, n = np.array(points), len(points)
    path = [f"M{pair(p[0])}"]
    for i in range(n if closed else n - 1):
        if closed:
            before, a, b, after = p[i - 1], p[i], p[(i + 1) % n], p[(i + 2) % n]
        else:
            before, a, b, after = p[max(i - 1, 0)], p[i], p[i + 1], p[min(i + 2, n - 1)]
        path.append(f"C{pair(a + (b - before) / 6)} {pair(b - (after - a) / 6)} {pair(b)}")
    return "".join(path) + ("Z" if closed else "")


def straight(points: Iterable[tuple[float, float]]) -> str:
    """Draw a closed path with corners."""
    return "M" + "L".join(pair(p) for p in points) + "Z"


def placed(outline: Outline, origin: Floats, along_deg: float, height: float, *, front: int = 1) -> list[Floats]:
    """Convert an outline to metres, its first axis turned to `along_deg`, its second to the left (`front` 1)."""
    along, across = direction(along_deg), direction(along_deg + 90 * front)
    return [origin + height * (u * along + v * across) for u, v in outline]


def local(outline: Outline, unit: float) -> list[tuple[float, float]]:
    """Convert an outline to drawing units in its own frame, y down: x along, front up."""
    return [(u * unit, -v * unit) for u, v in outline]


def limb(length: float, widths: tuple[float, float, float]) -> Outline:
    """Return the rounded outline of a tapered segment, from its half widths at start, middle and end."""
    first, middle, last = widths
    half = [(-0.7 * first, 0.7 * first), (0.1 * length, first), (0.45 * length, middle), (0.85 * length, last)]
    half.append((length + 0.5 * last, 0.75 * last))
    return [(-first, 0.0), *half, (length + last, 0.0), *((u, -w) for u, w in reversed(half))]


def colour(name: str) -> str:
    """Return CSS for a colour of the palette that a page can override."""
    return f"var(--psoas-{name},{PALETTE[name]})"


def shape(path: str, fill: str, *, extra: str = "") -> str:
    """Draw a filled path; `extra` is more attributes."""
    return f'<path d="{path}" style="fill:{colour(fill)}"{" " + extra if extra else ""}/>'


def stroke(path: str, name: str, width: float, *, extra: str = "") -> str:
    """Draw a line with round ends."""
    return (
        f'<path d="{path}" style="fill:none;stroke:{colour(name)};stroke-width:{number(width)};'
        f'stroke-linecap:round;stroke-linejoin:round"{" " + extra if extra else ""}/>'
    )
