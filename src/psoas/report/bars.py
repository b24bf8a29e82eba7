"""Four small bars that show how hard the hips and the trunk must hold."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from psoas.biomechanics.load import NUMBERS, Estimate, LoadNumber

NAMES: dict[LoadNumber, str] = {
    "working_hip": "Working hip",
    "holding_hip": "Other leg, held up",
    "trunk": "Trunk",
    "stance_hip": "Leg that carries you",
}
#: Explains the numbers, and why the trunk has no share (decision 0027).
KEY = (
    "N·m is turning force. % is the share of what people of this build can typically hold. The trunk has no %, as "
    "psoas knows of no measurement that fits these positions."
)
#: Shown when a share is above one.
BEYOND = "Above 100% is more than people of this build typically hold. Read it as “a lot”, not as an exact number."
#: Moment of a full bar without a capacity to compare with, N·m: the most that the trunk holds at any level.
TRUNK_FULL = 120.0


def bars(found: Mapping[LoadNumber, Estimate]) -> str:
    """Return the bars as an HTML list, each with name, number, range and length; zero moments are left out."""
    rows = "".join(_row(number, found[number]) for number in NUMBERS if found[number].high >= 1)
    return f'<ul class="loads">{rows}</ul>'


def beyond(found: Mapping[LoadNumber, Estimate]) -> bool:
    """Tell whether a moment exceeds what such people can typically hold."""
    return any(one.share is not None and one.share > 1 for one in found.values())


def line(found: Mapping[LoadNumber, Estimate]) -> str:
    """Return the moments as one line of text: "Working hip 44 N·m (33 %, 40 to 48), trunk 50 N·m (45 to 55)"."""
    parts: list[str] = []
    for number in NUMBERS:
        one = found[number]
        if one.high >= 1:
            share = "" if one.share is None else f"{one.share:.0%}, "
            name = NAMES[number] if not parts else NAMES[number][0].lower() + NAMES[number][1:]
            parts.append(f"{name} {one.value:.0f} N·m ({share}{one.low:.0f} to {one.high:.0f})")
    return "; ".join(parts)


def _row(number: LoadNumber, one: Estimate) -> str:
    whole = one.value / one.share if one.share else TRUNK_FULL
    share = f" · {one.share:.0%}" if one.share is not None else ""
    beyond = one.share is not None and one.share > 1
    return row(
        NAMES[number],
        f"{one.value:.0f} N·m{share}",
        f"between {one.low:.0f} and {one.high:.0f}",
        (one.low / whole, one.value / whole, one.high / whole),
        beyond=beyond,
    )


def row(name: str, words: str, between: str, shares: tuple[float, float, float], *, beyond: bool = False) -> str:
    """Return one bar as a list item.

    Parameters
    ----------
    name, words, between : str
        Its name, its value and its range.
    shares : tuple of float
        Lower end, value and upper end, as shares of a full bar.
    beyond : bool
        Whether to mark it as off the scale.
    """
    low, value, high = (min(100.0, 100 * share) for share in shares)
    return (
        f'<li><span class="load-name">{escape(name)}</span>'
        f'<span class="load-words">{escape(words)}</span>'
        f'<span class="load-bar{" beyond" if beyond else ""}" aria-hidden="true"><i style="width:{value:.1f}%"></i>'
        f'<b style="left:{low:.1f}%;width:{max(high - low, 0.8):.1f}%"></b></span>'
        f'<span class="load-range">{escape(between)}</span></li>'
    )
