"""The look of the person and the things around: outlines as smooth paths, and the palette.

All outlines are given in shares of body height, in the frame of the part they belong to: the first number runs along
the part (hip to shoulder, hip to knee, ...), the second across it, towards the front of the body. They are this
project's drawing, made by eye; they are no measurements.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from psoas.body.segments import direction
from psoas.body.skeleton import Floats

Outline = Sequence[tuple[float, float]]

#: Size of a picture, drawing units.
WIDTH, HEIGHT = 400.0, 300.0

#: Name of a part -> colour; a page may set ``--psoas-NAME`` to another one.
PALETTE = {
    "skin": "#d9a07a",
    "skin-far": "#b98362",
    "hair": "#5a3a2e",
    "shirt": "#8fcabb",
    "shirt-far": "#5fa394",
    "legs": "#43789f",
    "legs-far": "#9dbdd3",
    "shoe": "#f5f2ec",
    "shoe-far": "#d5d6d8",
    "line": "#55606e",
    "band": "#f2b134",
    "band-edge": "#a8720b",
    "psoas": "#e2452b",
    "mat": "#a596cf",
    "mat-edge": "#7f6fb0",
    "box": "#cfa877",
    "box-top": "#e3c596",
    "box-side": "#b48b5b",
    "wall": "#c9ccd3",
    "wall-face": "#e4e6ea",
    "shade": "#64748b",
    "arrow": "#d9480f",
    "cloth": "#e9a3a3",
    "cloth-top": "#f4c7c3",
    "cloth-edge": "#cf8286",
    "ball": "#f2b134",
    "ball-edge": "#a8720b",
    "warm": "#e0623f",
    "glass": "#8ec6e6",
}

PELVIS: Outline = (
    (0.09, 0.020),
    (0.070, 0.045),
    (0.03, 0.049),
    (-0.02, 0.042),
    (-0.05, 0.012),
    (-0.052, -0.028),
    (-0.028, -0.055),
    (0.01, -0.058),
    (0.05, -0.053),
    (0.080, -0.042),
)
#: Front, then back; the back's hollow is drawn only for people who stand.
CHEST_FRONT: Outline = (
    (0.036, 0.000),
    (0.036, 0.036),
    (0.040, 0.0495),
    (0.09, 0.050),
    (0.13, 0.051),
    (0.18, 0.059),
    (0.222, 0.062),
    (0.262, 0.050),
    (0.290, 0.026),
)
CHEST_BACK: Outline = (
    (0.303, -0.012),
    (0.288, -0.040),
    (0.250, -0.054),
    (0.205, -0.057),
    (0.150, -0.050),
    (0.105, -0.045),
    (0.07, -0.050),
    (0.040, -0.0565),
    (0.035, -0.040),
)
HOLLOW = range(3, 7)

THIGH: Outline = (
    (-0.042, 0.020),
    (-0.012, 0.047),
    (0.05, 0.052),
    (0.13, 0.045),
    (0.20, 0.035),
    (0.24, 0.034),
    (0.270, 0.022),
    (0.278, 0.0),
    (0.266, -0.022),
    (0.235, -0.029),
    (0.18, -0.034),
    (0.11, -0.044),
    (0.05, -0.053),
    (0.0, -0.057),
    (-0.035, -0.040),
    (-0.050, -0.008),
)
SHANK: Outline = (
    (-0.026, 0.014),
    (-0.008, 0.031),
    (0.03, 0.030),
    (0.10, 0.026),
    (0.18, 0.020),
    (0.246, 0.019),
    (0.262, 0.0),
    (0.246, -0.019),
    (0.19, -0.022),
    (0.13, -0.035),
    (0.085, -0.041),
    (0.04, -0.036),
    (0.0, -0.028),
    (-0.024, -0.014),
)
#: What the leggings cover of it.
LEGGING: Outline = (
    *SHANK[:4],
    (0.165, 0.0225),
    (0.196, 0.0215),
    (0.199, 0.0),
    (0.196, -0.0225),
    (0.165, -0.027),
    *SHANK[9:],
)
#: From the ankle: along the sole, and up from it. The sole is 0.039 below.
SHOE: Outline = (
    (-0.026, 0.020),
    (0.0, 0.015),
    (0.022, 0.018),
    (0.034, 0.004),
    (0.062, -0.010),
    (0.094, -0.018),
    (0.113, -0.026),
    (0.1155, -0.036),
    (0.105, -0.039),
    (0.04, -0.039),
    (-0.026, -0.039),
    (-0.036, -0.037),
    (-0.040, -0.022),
    (-0.034, 0.0),
)
SOLE: Outline = (
    (-0.038, -0.030),
    (0.03, -0.031),
    (0.115, -0.030),
    (0.1155, -0.036),
    (0.105, -0.039),
    (0.04, -0.039),
    (-0.026, -0.039),
    (-0.036, -0.037),
)
#: From the middle of the head: up, and towards the face.
HEAD: Outline = (
    (0.064, -0.006),
    (0.057, 0.024),
    (0.040, 0.043),
    (0.021, 0.049),
    (0.011, 0.0475),
    (-0.004, 0.060),
    (-0.012, 0.057),
    (-0.016, 0.049),
    (-0.024, 0.050),
    (-0.034, 0.046),
    (-0.045, 0.047),
    (-0.056, 0.038),
    (-0.060, 0.020),
    (-0.048, 0.000),
    (-0.040, -0.030),
    (-0.012, -0.052),
    (0.020, -0.055),
    (0.049, -0.038),
)
HAIR: Outline = (
    (0.053, 0.034),
    (0.066, 0.014),
    (0.071, -0.010),
    (0.057, -0.040),
    (0.024, -0.0605),
    (-0.012, -0.0585),
    (-0.040, -0.044),
    (-0.046, -0.026),
    (-0.024, -0.018),
    (-0.004, -0.016),
    (0.008, -0.002),
    (0.012, 0.013),
    (0.030, 0.018),
    (0.040, 0.034),
)
#: From the wrist: along the hand, and to its back.
HAND: Outline = (
    (-0.012, 0.015),
    (0.02, 0.020),
    (0.055, 0.017),
    (0.085, 0.010),
    (0.094, 0.0),
    (0.084, -0.009),
    (0.05, -0.015),
    (0.02, -0.017),
    (-0.012, -0.014),
)
#: Where the muscle begins, beside the lower spine (trunk's frame), and where it ends on the thigh (thigh's frame).
PSOAS_ORIGIN = (0.150, -0.032)
PSOAS_INSERTION = (0.056, 0.002)
#: The muscle itself: along it from 0 to 1, and half its width.
PSOAS: Outline = (
    (0.0, 0.008),
    (0.14, 0.0155),
    (0.40, 0.0175),
    (0.66, 0.012),
    (0.86, 0.0075),
    (0.98, 0.006),
    (1.02, 0.0),
    (0.98, -0.006),
    (0.84, -0.0075),
    (0.62, -0.012),
    (0.38, -0.0155),
    (0.14, -0.013),
    (0.0, -0.008),
    (-0.03, 0.0),
)
LIMBS = {"upper": (0.033, 0.027, 0.023), "fore": (0.024, 0.024, 0.0155)}


@dataclass(frozen=True, slots=True)
class Screen:
    """Metres to drawing units, seen a little from above: what is farther away stands higher and more to the left.

    Attributes
    ----------
    scale : float
        Drawing units per metre.
    x, y : float
        Where the figure's origin lies, drawing units, y down.
    slant : float
        0 where the view is straight and nothing stands higher for being farther away.
    """

    scale: float
    x: float
    y: float
    slant: float = 1.0

    def at(self, place: Floats | tuple[float, float], away: float = 0.0) -> tuple[float, float]:
        """Drawing units of a place `away` metres behind the middle of the body (negative: in front of it)."""
        return (
            self.x + self.scale * float(place[0] - 0.18 * self.slant * away),
            self.y - self.scale * float(place[1] + 0.30 * self.slant * away),
        )


def number(value: float) -> str:
    """Write with one decimal at most, and no more characters than needed."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def pair(place: Iterable[float]) -> str:
    """Write a point as SVG has it."""
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
    """Points of an outline in metres: first axis turned to `along_deg`, second to the left of it (`front` 1)."""
    along, across = direction(along_deg), direction(along_deg + 90 * front)
    return [origin + height * (u * along + v * across) for u, v in outline]


def local(outline: Outline, unit: float) -> list[tuple[float, float]]:
    """Points of an outline in its own frame, drawing units, y down: x along, front up."""
    return [(u * unit, -v * unit) for u, v in outline]


def limb(length: float, widths: tuple[float, float, float]) -> Outline:
    """Outline of a tapered arm segment: rounded at both ends; half widths at its beginning, middle and end."""
    first, middle, last = widths
    half = [(-0.7 * first, 0.7 * first), (0.1 * length, first), (0.45 * length, middle), (0.85 * length, last)]
    half.append((length + 0.5 * last, 0.75 * last))
    return [(-first, 0.0), *half, (length + last, 0.0), *((u, -w) for u, w in reversed(half))]


def colour(name: str) -> str:
    """CSS for a colour of the palette that a page may replace."""
    return f"var(--psoas-{name},{PALETTE[name]})"


def shape(path: str, fill: str, *, extra: str = "") -> str:
    """One filled path; `extra` are more attributes."""
    return f'<path d="{path}" style="fill:{colour(fill)}"{" " + extra if extra else ""}/>'


def stroke(path: str, name: str, width: float, *, extra: str = "") -> str:
    """One line with round ends."""
    return (
        f'<path d="{path}" style="fill:none;stroke:{colour(name)};stroke-width:{number(width)};'
        f'stroke-linecap:round;stroke-linejoin:round"{" " + extra if extra else ""}/>'
    )
