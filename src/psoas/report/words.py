"""Numbers, dates and shared questions as the screens word them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from psoas.journal.records import RepRecord

if TYPE_CHECKING:  # keeps the command line quick to start
    from psoas.plan.offers import Easier

#: Asked after a session, on the page and in the terminal.
HOW_HARD = "How hard was it? 5: work, but you can talk. 7: hard. 9: one more at most."
WORST_PAIN = "What was your worst pain during it?"
FORM_HELD = "Did your form hold, without arching, tilting or holding your breath?"
WARNING_SIGN, WHICH_SIGNS = "Did a warning sign come up?", "Which ones?"
#: Asked before a session, one tap each.
WELL_ENOUGH = "Before you begin"
ILL_TODAY, NEW_SINCE = "Ill or feverish?", "Something new?"
#: Asked the day after. Soreness is normal and is not pain.
MORNING_PAIN = "How was your pain on the morning after the last session?"
MORNING_SORE = "And how sore were your muscles? Being sore is normal and settles in a few days."
#: Offered after "too hard".
TOO_HARD = "Too hard? Then go easier."
ANYTHING = "Anything to remember? Use your own words."


def easier_words(easier: Easier | None) -> str:
    """Describe what comes after "too hard"; `easier` is None if there is nothing easier."""
    if easier is None:
        return "This is the easiest there is. Stop for today, or go on after your rest."
    small = ", with a smaller movement" if easier.small else ""
    return f"Next: {easier.rung.name}, {easier.reps} with each leg{small}. What you did so far is kept."


def times(n: int) -> str:
    """Write a count as "once", "twice" or "3 times"."""
    return {1: "once", 2: "twice"}.get(n, f"{n} times")


def plural(n: int, thing: str) -> str:
    """Write a count with its noun: "1 set", "2 sets"."""
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"


def left_and_right(reps: Iterable[RepRecord]) -> str:
    """Write the counted repetitions of each side: "4 left and 5 right"."""
    counted = [rep.side for rep in reps if not rep.short and rep.removed_s is None]
    return f"{counted.count('left')} left and {counted.count('right')} right"


def when(moment: datetime, now: datetime) -> str:
    """Write a moment as people say it: "today at 07:40", "yesterday at 18:05", "on 3 March 2026 at 07:40"."""
    local = moment.astimezone(now.tzinfo)
    days = (now.date() - local.date()).days
    clock = f"at {local:%H:%M}"
    if days == 0:
        return f"today {clock}"
    if days == 1:
        return f"yesterday {clock}"
    return f"on {date_words(local)} {clock}"


def day(moment: datetime, now: datetime) -> str:
    """Write a moment to begin a line: "Today at 07:40"."""
    text = when(moment, now).removeprefix("on ")
    return text[0].upper() + text[1:]


def date_words(day: date) -> str:
    """Write a day as "3 March 2026"."""
    return f"{day.day} {day:%B %Y}"


def whole_minutes(minutes: float) -> str:
    """Write a duration in whole minutes, at least "1 minute"."""
    return plural(max(1, round(minutes)), "minute")


def how_long(minutes: float) -> str:
    """Write a duration, in seconds where it is less than a minute.

    Examples
    --------
    >>> how_long(0.75), how_long(1), how_long(2.5)
    ('45 seconds', '1 minute', '2.5 minutes')
    """
    return f"{round(60 * minutes)} seconds" if minutes < 1 else f"{minutes:g} minute{'s' * (minutes != 1)}"


def min_words(minutes: float) -> str:
    """Write a duration in whole minutes for a small place: "12 min"."""
    return f"{max(1, round(minutes))} min"


def left_today(minutes: float) -> str:
    """Tell how long the rest of today's steps will take."""
    return f"About {whole_minutes(minutes)} left." if minutes else "Nothing is left for today."


def minutes(seconds: float) -> str:
    """Write a duration: "45 seconds", "6 minutes"."""
    if seconds < 90:
        return plural(max(0, round(seconds)), "second")
    return plural(round(seconds / 60), "minute")


def time_left(seconds: float) -> str:
    """Write a countdown to the second: "45 seconds", "1 minute 5 seconds", "3 minutes"."""
    whole = max(0, math.ceil(seconds - 1e-6))
    full, rest = divmod(whole, 60)
    return " ".join(plural(n, unit) for n, unit in ((full, "minute"), (rest, "second")) if n) or "0 seconds"
