"""Small plots as SVG text; colours come from the page's CSS variables, words are real text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _LEFT, _RIGHT, _ROW, _TOP = 560.0, 188.0, 120.0, 24.0, 6.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; ``limit`` is drawn as a mark where one is asked for."""

    name: str
    value: float | None
    text: str
    series: int = 0
    limit: float | None = None
    good: bool | None = None


def bars(title: str, given: Sequence[Bar], largest: float | None = None) -> str:
    """Horizontal bars, one under the other, with their values in words at the end."""
    known = [bar.value for bar in given if bar.value is not None]
    most = largest or max([*known, *(bar.limit for bar in given if bar.limit is not None)], default=1.0) or 1.0
    height = _TOP + len(given) * _ROW + 6

    def x(value: float) -> float:
        return _LEFT + min(max(value / most, 0.0), 1.0) * (_WIDTH - _LEFT - _RIGHT)

    parts = [_open(title, height)]
    last = None
    for i, bar in enumerate(given):
        y = _TOP + i * _ROW
        if bar.name != last:
            parts.append(f'<text x="{_LEFT - 8:g}" y="{y + 13:.1f}" text-anchor="end">{escape(bar.name)}</text>')
        last = bar.name
        if bar.value is not None:
            kind = f"s{bar.series}" + ("" if bar.good is None else (" met" if bar.good else " unmet"))
            width = max(1.0, x(bar.value) - _LEFT)
            parts.append(f'<rect x="{_LEFT:g}" y="{y + 2:.1f}" width="{width:.1f}" height="15" rx="3" class="{kind}"/>')
            end = x(bar.value)
        else:
            end = _LEFT
        if bar.limit is not None:
            parts.append(f'<path d="M{x(bar.limit):.1f} {y:.1f}v19" class="limit"><title>asked</title></path>')
            end = max(end, x(bar.limit)) if bar.limit - (bar.value or 0) < 0.12 * most else end
        parts.append(f'<text x="{end + 6:.1f}" y="{y + 13:.1f}" class="value">{escape(bar.text)}</text>')
    return "".join([*parts, "</svg>"])


def curve(
    title: str, points: Sequence[Sequence[tuple[float, float]]], x_name: str, y_name: str, names: Sequence[str]
) -> str:
    """One or more curves through points, each with a dot."""
    width, height, left, right, top, foot = 560.0, 300.0, 62.0, 20.0, 30.0, 54.0
    every = [p for series in points for p in series]
    if not every:
        return ""
    x_low, x_high = min(p[0] for p in every), max(p[0] for p in every)
    high = _round_up(max(p[1] for p in every))

    def at(p: tuple[float, float]) -> tuple[float, float]:
        share = (p[0] - x_low) / ((x_high - x_low) or 1.0)
        return left + share * (width - left - right), height - foot - p[1] / high * (height - top - foot)

    parts = [_open(title, height, width)]
    for i in range(5):
        value = high * i / 4
        y = at((x_low, value))[1]
        parts.append(f'<path d="M{left:g} {y:.1f}H{width - right:g}" class="grid"/>')
        parts.append(f'<text x="{left - 6:g}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>')
    for i in range(5):
        value = x_low + (x_high - x_low) * i / 4
        x = at((value, 0))[0]
        parts.append(f'<text x="{x:.1f}" y="{height - foot + 21:.1f}" text-anchor="middle">{value:.2g}</text>')
    for n, series in enumerate(points):
        line = "L".join(f"{x:.1f} {y:.1f}" for x, y in map(at, series))
        parts.append(f'<path d="M{line}" class="line l{n}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" class="s{n}"/>' for x, y in map(at, series)]
        parts.append(f'<circle cx="{left + 8 + n * 190:.1f}" cy="12" r="5" class="s{n}"/>')
        parts.append(f'<text x="{left + 18 + n * 190:.1f}" y="16">{escape(names[n])}</text>')
    parts.append(
        f'<text x="{(left + width) / 2:.1f}" y="{height - 8:.1f}" text-anchor="middle">{escape(x_name)}</text>'
    )
    parts.append(f'<text x="16" y="{height / 2:.1f}" text-anchor="middle" transform="rotate(-90 16 {height / 2:.1f})">')
    return "".join([*parts, f"{escape(y_name)}</text></svg>"])


def histogram(title: str, values: Sequence[float], x_name: str, limit: float | None = None, bins: int = 24) -> str:
    """How often values of each size occur."""
    if not values:
        return ""
    width, height, left, right, top, foot = 560.0, 240.0, 52.0, 20.0, 14.0, 54.0
    low, high = min([0.0, *values]), _round_up(max(values))
    counts = [0] * bins
    for value in values:
        counts[min(bins - 1, int((value - low) / ((high - low) or 1.0) * bins))] += 1
    most = max(counts)

    def x(value: float) -> float:
        return left + (value - low) / ((high - low) or 1.0) * (width - left - right)

    parts = [_open(title, height, width)]
    for i, n in enumerate(counts):
        tall = n / most * (height - top - foot)
        a, b = x(low + (high - low) * i / bins), x(low + (high - low) * (i + 1) / bins)
        parts.append(
            f'<rect x="{a + 1:.1f}" y="{height - foot - tall:.1f}" width="{b - a - 2:.1f}" height="{tall:.1f}" '
            f'rx="2" class="s0"><title>{n}</title></rect>'
        )
    for i in range(5):
        value = low + (high - low) * i / 4
        parts.append(f'<text x="{x(value):.1f}" y="{height - foot + 21:.1f}" text-anchor="middle">{value:.3g}</text>')
    parts.append(f'<path d="M{left:g} {height - foot:g}H{width - right:g}" class="axis"/>')
    parts.append(f'<text x="{left - 6:g}" y="{top + 10:g}" text-anchor="end">{most}</text>')
    if limit is not None:
        parts.append(f'<path d="M{x(limit):.1f} {top:g}V{height - foot:g}" class="limit"><title>asked</title></path>')
    parts.append(
        f'<text x="{(left + width) / 2:.1f}" y="{height - 8:.1f}" text-anchor="middle">{escape(x_name)}</text>'
    )
    return "".join([*parts, "</svg>"])


def _open(title: str, height: float, width: float = _WIDTH) -> str:
    words = escape(title)
    return (
        f'<svg class="chart" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{words}"><title>{words}</title>'
    )


def _round_up(value: float) -> float:
    if value <= 0:
        return 1.0
    unit = 10 ** math.floor(math.log10(value))
    return next(n * unit for n in (1, 2, 4, 5, 8, 10) if n * unit >= value * 0.999)
