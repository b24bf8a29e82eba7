"""Numbers and dates in the words of the screens."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from html import escape
from typing import TYPE_CHECKING

from psoas.biomechanics.load import NUMBERS, Estimate, Number
from psoas.journal.records import RepRecord

if TYPE_CHECKING:
    from psoas.plan.offers import Easier

#: What is asked after a session, on the page and in the terminal.
HOW_HARD = "How hard was it? 5: work, but easy talk. 7: hard. 9: one more at most."
WORST_PAIN = "Your worst pain during it?"
FORM_HELD = "Did your form hold, without arching, tilting or holding your breath?"
WARNING_SIGN, WHICH_SIGNS = "Did a warning sign come up?", "Which are they?"
#: What is asked before a session, one tap each.
WELL_ENOUGH = "Before you begin"
ILL_TODAY, NEW_SINCE = "Ill or feverish?", "Something new?"
#: What is asked the day after; sore muscles are normal, and are no pain.
MORNING_PAIN = "How was your pain on the morning after the last session?"
MORNING_SORE = "And how sore were the muscles that worked? Soreness is normal and settles within days."
#: What is offered after "too hard".
TOO_HARD = "Too hard? Then go easier."
ANYTHING = "Anything to remember? In your own words."


def easier_words(easier: Easier | None) -> str:
    """What comes after "too hard", in sentences; None where nothing is easier."""
    if easier is None:
        return "This is the smallest dose that psoas has. Stop for today, or go on after the rest."
    small = ", with a smaller movement" if easier.small else ""
    return f"Next: {easier.rung.name}, {easier.reps} with each leg{small}. What you did so far is kept."


def times(n: int) -> str:
    """``1`` as "once", others as "3 times"."""
    return {1: "once", 2: "twice"}.get(n, f"{n} times")


def plural(n: int, thing: str) -> str:
    """``(1, "set")`` as "1 set", ``(2, "set")`` as "2 sets"."""
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"


def left_and_right(reps: Iterable[RepRecord]) -> str:
    """Counted repetitions of each side: "4 left and 5 right"."""
    counted = [rep.side for rep in reps if not rep.short and rep.removed_s is None]
    return f"{counted.count('left')} left and {counted.count('right')} right"


def when(moment: datetime, now: datetime) -> str:
    """A moment as people say it: "today at 07:40", "yesterday at 18:05", "on 3 March 2026 at 07:40"."""
    local = moment.astimezone(now.tzinfo)
    days = (now.date() - local.date()).days
    clock = f"at {local:%H:%M}"
    if days == 0:
        return f"today {clock}"
    if days == 1:
        return f"yesterday {clock}"
    return f"on {date_words(local)} {clock}"


def day(moment: datetime, now: datetime) -> str:
    """As `when`, as the beginning of a line: "Today at 07:40"."""
    text = when(moment, now).removeprefix("on ")
    return text[0].upper() + text[1:]


def date_words(day: date) -> str:
    """A day as people write it: "3 March 2026"."""
    return f"{day.day} {day:%B %Y}"


def whole_minutes(minutes: float) -> str:
    """Time that something will take, in whole minutes: "1 minute" at least."""
    return plural(max(1, round(minutes)), "minute")


def left_today(minutes: float) -> str:
    """Time that the day's steps still need, as a sentence."""
    return f"About {whole_minutes(minutes)} left." if minutes else "Nothing is left for today."


def minutes(seconds: float) -> str:
    """A length of time: "45 seconds", "6 minutes"."""
    if seconds < 90:
        return plural(max(0, round(seconds)), "second")
    return plural(round(seconds / 60), "minute")


def time_left(seconds: float) -> str:
    """A time that is running out, to the second: "45 seconds", "1 minute 5 seconds", "3 minutes"."""
    whole = max(0, math.ceil(seconds - 1e-6))
    full, rest = divmod(whole, 60)
    return " ".join(plural(n, unit) for n, unit in ((full, "minute"), (rest, "second")) if n) or "0 seconds"


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
    """One bar as an item of such a list.

    Parameters
    ----------
    name, words, between : str
        What it is; how much; within which range.
    shares : tuple of float
        Lower end, length and upper end, as shares of the whole bar.
    beyond : bool
        Whether it is marked for being beyond the end.
    """
    low, value, high = (min(100.0, 100 * share) for share in shares)
    return (
        f'<li><span class="load-name">{escape(name)}</span>'
        f'<span class="load-words">{escape(words)}</span>'
        f'<span class="load-bar{" beyond" if beyond else ""}" aria-hidden="true"><i style="width:{value:.1f}%"></i>'
        f'<b style="left:{low:.1f}%;width:{max(high - low, 0.8):.1f}%"></b></span>'
        f'<span class="load-range">{escape(between)}</span></li>'
    )
