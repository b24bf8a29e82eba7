"""Parse what a person types about the desk companion, with a message for each field that is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from psoas.journal import units as read_as
from psoas.journal.answers import EVERY_MIN, DeskWishes
from psoas.journal.errors import WrongAnswerError

V = TypeVar("V")

#: Names of the weekdays as they are typed, Monday first.
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class ReadWishes:
    """The result of parsing.

    Attributes
    ----------
    wishes : DeskWishes
        What was understood; wrong fields are as usual.
    wrong, understood : mapping
        Field to the message to show beside it, and to how its text was understood if it was typed in another way.
    """

    wishes: DeskWishes
    wrong: Mapping[str, str]
    understood: Mapping[str, str]


def read(fields: Mapping[str, str]) -> ReadWishes:
    """Parse a form: "every", "begin", "end", "leave_until", and "mon" to "sun", which are "1" if ticked."""
    usual, wrong = DeskWishes(), dict[str, str]()

    def take(field: str, how: Callable[[str], V], otherwise: V) -> V:
        try:
            return how(fields.get(field, "").strip())
        except WrongAnswerError as error:
            wrong[field] = str(error)
            return otherwise

    leave = take("leave_until", day, date.max) if fields.get("leave_until", "").strip() else None
    wishes = DeskWishes(
        every_min=take("every", every, usual.every_min),
        days=tuple(number for number, name in enumerate(DAYS) if fields.get(name)),
        begin=take("begin", read_as.clock, usual.begin),
        end=take("end", read_as.clock, usual.end),
        leave_until=leave,
    )
    if not wrong and wishes.begin == wishes.end:
        wrong["end"] = "Working hours can't start and end at the same time. Change one of them."
    as_read = shown(wishes)
    understood = {
        field: as_read[field]
        for field, text in fields.items()
        if text.strip() and field in as_read and field not in wrong and as_read[field] != text.strip()
    }
    return ReadWishes(wishes, wrong, understood)


def shown(wishes: DeskWishes) -> dict[str, str]:
    """Return the fields that `read` parses into these wishes."""
    ticks = {name: "1" if number in wishes.days else "" for number, name in enumerate(DAYS)}
    return ticks | {
        "every": str(wishes.every_min),
        "begin": f"{wishes.begin:%H:%M}",
        "end": f"{wishes.end:%H:%M}",
        "leave_until": wishes.leave_until.isoformat() if wishes.leave_until else "",
    }


def every(text: str) -> int:
    """Parse the minutes between two breaks.

    Raises
    ------
    WrongAnswerError
        If it is no whole number from 20 to 90.
    """
    number = re.fullmatch(r"(\d{1,4})\s*(min|minutes)?", text.strip())
    if number and EVERY_MIN[0] <= int(number[1]) <= EVERY_MIN[1]:
        return int(number[1])
    raise WrongAnswerError(f"“{text.strip()}” can't be the minutes between two breaks. Give 20 to 90.")


def days(text: str) -> tuple[int, ...]:
    """Parse working days: "mon-fri", "mon,wed,sat", "none".

    Examples
    --------
    >>> days("Mon-Fri"), days("sat, mon"), days("fri-mon"), days("none")
    ((0, 1, 2, 3, 4), (0, 5), (0, 4, 5, 6), ())

    Raises
    ------
    WrongAnswerError
        If a day is not one of the seven.
    """
    if text.strip().lower() == "none":
        return ()
    found: set[int] = set()
    for part in text.split(","):
        ends = [_weekday(name, text) for name in part.split("-")]
        if len(ends) > 2:
            raise _no_days(text)
        number = ends[0]
        found.add(number)
        while number != ends[-1]:
            number = (number + 1) % 7
            found.add(number)
    return tuple(sorted(found))


def _weekday(name: str, text: str) -> int:
    short = name.strip().lower()[:3]
    if short not in DAYS:
        raise _no_days(text)
    return DAYS.index(short)


def _no_days(text: str) -> WrongAnswerError:
    return WrongAnswerError(f"“{text}” are no weekdays. Write them like mon-fri, or mon,wed,sat.")


def day(text: str) -> date:
    """Parse a date such as 2026-12-31.

    Raises
    ------
    WrongAnswerError
        If it is none.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise WrongAnswerError(f"“{text.strip()}” is not a date. Write it like 2026-12-31.") from error
