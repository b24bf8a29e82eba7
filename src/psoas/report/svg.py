"""What every plot begins and ends with: a picture that says what it shows to those who do not see it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

#: Begins a part of a page that is wider than a phone and scrolls on its own, by keyboard too; its name goes in.
SCROLL = '<div class="scroll" tabindex="0" role="region" aria-label="{}">'


def picture(
    classes: str, width: float, height: float, *, name: str, title: str, desc: str, parts: Iterable[str]
) -> str:
    """A complete ``<svg>`` around its parts.

    Parameters
    ----------
    classes : str
        By which the page's CSS finds it.
    width, height : float
        Units of its coordinates; it is shown as wide as the page gives it room.
    name : str
        Makes its ids unique on a page.
    title, desc : str
        Its name, and the same in words.
    parts : iterable of str
        SVG text; all that came from elsewhere must have gone through `escape`.
    """
    name = escape(name)
    return (
        f'<svg class="{classes}" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(desc)}</desc>'
        f"{''.join(parts)}</svg>"
    )
