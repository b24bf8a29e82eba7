"""The words of a picture: what it is called, what it shows, and what its parts are named."""

from __future__ import annotations

from html import escape

from psoas.figure.svg import HEIGHT, number, pair

#: How words are set.
TEXT = "font:600 15px system-ui,sans-serif;fill:var(--psoas-text,currentColor)"


def pointer(text: str, place: tuple[float, float], end: tuple[float, float]) -> str:
    """Write a word at a place of the picture, with a line from it to `end`; it ends where the line begins."""
    x, y = place
    way = 1 if end[0] > x else -1
    return (
        f'<path d="M{number(x + 4 * way)} {number(y - 4)}L{pair(end)}" fill="none" stroke="currentColor" '
        f'stroke-width="1.3"/><circle cx="{number(end[0])}" cy="{number(end[1])}" r="2.2" fill="currentColor"/>'
        f'<text x="{number(x)}" y="{number(y)}" text-anchor="{"end" if way > 0 else "start"}">{escape(text)}</text>'
    )


def picture(name: str, title: str, told: str, width: float, inner: str) -> str:
    """Frame a drawing as an ``<svg>`` of that width, named and told in words."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" viewBox="0 0 {number(width)} {number(HEIGHT)}" '
        f'role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(told)}</desc>{inner}</svg>'
    )
