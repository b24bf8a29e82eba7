"""Numbers and dates in the words of the screens."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from psoas.journal.records import RepRecord

if TYPE_CHECKING:  # the command line, which answers at once, reads its words here too
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
