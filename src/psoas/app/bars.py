"""Four small bars: how strongly the hips and the trunk have to hold, as words, numbers and lengths."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from psoas.body.load import NUMBERS, Estimate, Number

NAMES: dict[Number, str] = {
    "working_hip": "Working hip",
    "holding_hip": "Other leg, held up",
    "trunk": "Trunk",
    "stance_hip": "Leg that carries you",
}
#: What the numbers are, and why the trunk has no share (decision 0027).
KEY = (
    "N·m is turning force; % is the share of what people of this build can typically hold. The trunk has no %: psoas "
    "knows of no measured strength of the trunk that fits these positions."
)
#: Said where a share is above one.
BEYOND = "Above 100% is more than the table of typical strength allows: read it as “a lot”, not as exact."
#: What a full bar means where there is no capacity to compare with, N·m: the most that the trunk holds at any level.
TRUNK_FULL = 120.0


def bars(found: Mapping[Number, Estimate]) -> str:
    """The bars as an HTML list, each with its name, number, range and length; what is nothing is left out."""
    rows = "".join(_row(number, found[number]) for number in NUMBERS if found[number].high >= 1)
    return f'<ul class="loads">{rows}</ul>'


def beyond(found: Mapping[Number, Estimate]) -> bool:
    """Whether one of them is more than such people can typically hold."""
    return any(one.share is not None and one.share > 1 for one in found.values())


def line(found: Mapping[Number, Estimate]) -> str:
    """The same as one line of text: "Working hip 44 N·m (33 %, 40 to 48), trunk 50 N·m (45 to 55)"."""
    parts: list[str] = []
    for number in NUMBERS:
        one = found[number]
        if one.high >= 1:
            share = "" if one.share is None else f"{one.share:.0%}, "
            name = NAMES[number] if not parts else NAMES[number][0].lower() + NAMES[number][1:]
            parts.append(f"{name} {one.value:.0f} N·m ({share}{one.low:.0f} to {one.high:.0f})")
    return "; ".join(parts)


def _row(number: Number, one: Estimate) -> str:
    whole = one.value / one.share if one.share else TRUNK_FULL
    low, value, high = (min(100.0, 100 * part / whole) for part in (one.low, one.value, one.high))
    share = f" · {one.share:.0%}" if one.share is not None else ""
    words = f"{one.value:.0f} N·m{share}"
    beyond = " beyond" if one.share is not None and one.share > 1 else ""
    return (
        f'<li><span class="load-name">{escape(NAMES[number])}</span>'
        f'<span class="load-words">{escape(words)}</span>'
        f'<span class="load-bar{beyond}" aria-hidden="true"><i style="width:{value:.1f}%"></i>'
        f'<b style="left:{low:.1f}%;width:{max(high - low, 0.8):.1f}%"></b></span>'
        f'<span class="load-range">between {one.low:.0f} and {one.high:.0f}</span></li>'
    )
