"""How psoas looks on this computer: light or dark, and how large its letters are.

A style sheet of its own, made from the profile. The browser waits for it before it paints anything, so no page flashes
in the wrong colours.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from psoas.journal.answers import Profile, TextSize, Theme

_THEMES = Path(__file__).parent / "assets" / "themes"
#: Share of the usual size of all letters, and of what is measured by them.
SIZES: dict[TextSize, float] = {"normal": 1.0, "large": 1.2, "largest": 1.4}


def look_css(profile: Profile) -> str:
    """The style sheet for a profile.

    Examples
    --------
    >>> "--text: 1.4" in look_css(Profile(text="largest"))
    True
    """
    return f":root {{ --text: {SIZES[profile.text]:g}; }}\n{_colours(profile.theme)}{_sheet('contrast')}"


def _colours(theme: Theme) -> str:
    if theme == "light":
        return ":root { color-scheme: light; }\n"
    dark = f":root {{ color-scheme: dark; }}\n{_sheet('dark')}"
    return dark if theme == "dark" else f"@media (prefers-color-scheme: dark) {{\n{dark}}}\n"


@cache
def _sheet(name: str) -> str:
    return (_THEMES / f"{name}.css").read_text(encoding="utf-8")
