"""Parse the fields of a profile form, with a message for each field that is wrong.

The pages and the command line share the fields and the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import time
from functools import partial
from typing import TypeVar, cast, get_args

from psoas.journal import units as read_as
from psoas.journal.answers import (
    COLOURS,
    SEXES,
    STRENGTHS,
    Band,
    Colour,
    Profile,
    Sex,
    Strength,
    TextSize,
    Theme,
    Units,
)
from psoas.journal.answers_json import COUNTRIES, MOST_ACTIVITIES
from psoas.journal.errors import WrongAnswerError
from psoas.journal.records import Counting
from psoas.journal.units import BAND, BOX, HEIGHT, MASS, Quantity

V = TypeVar("V")

#: Check boxes of the form; "1" if ticked.
TICKS = ("wall", "chair", "ball", "belly_contact", "easy_weeks", "count_moves")
COUNTING: tuple[Counting, ...] = get_args(Counting)
THEMES: tuple[Theme, ...] = get_args(Theme)
TEXTS: tuple[TextSize, ...] = get_args(TextSize)
UNITS: tuple[Units, ...] = get_args(Units)
ACTIVITIES = tuple(f"activity-{number}" for number in range(1, MOST_ACTIVITIES + 1))
#: Longest activity and longest goal, letters.
ACTIVITY_LETTERS, GOAL_LETTERS = 60, 200


@dataclass(frozen=True, slots=True)
class ReadProfile:
    """The result of parsing.

    Attributes
    ----------
    profile : Profile
        The parsed fields. Wrong ones are left empty, so do not store it unless `wrong` is empty.
    wrong : mapping
        Field to the message to show beside it.
    understood : mapping
        Field to how its text was understood, if that differs from what was typed: "175 cm" for "1,75".
    """

    profile: Profile
    wrong: Mapping[str, str]
    understood: Mapping[str, str]


def read(fields: Mapping[str, str]) -> ReadProfile:
    """Parse all fields; a missing or empty one means "none".

    Parameters
    ----------
    fields : mapping
        Name of a field to its text. "box", "height", "mass" are quantities; "age" whole years; "sex", "country",
        "counting", "theme", "text" and "units" a choice; "quiet_from" and "quiet_to" times of day; "activity-1" to
        "activity-3" and "goal" own words; `TICKS` and "band-light" (or -medium, -heavy) are "1" or ""; "colour-light"
        and "length-light" belong to that band.
    """
    wrong: dict[str, str] = {}

    def take(field: str, how: Callable[[str], V]) -> V | None:
        text = fields.get(field, "").strip()
        try:
            return how(text) if text else None
        except WrongAnswerError as error:
            wrong[field] = str(error)
            return None

    def measure(field: str, asked: Quantity) -> float | None:
        return take(field, partial(read_as.quantity, asked=asked))

    def band(strength: Strength) -> Band:
        colour = take(f"colour-{strength}", partial(one_of, choices=COLOURS, of="colour of a band")) or "other"
        length = measure(f"length-{strength}", BAND) or Band(strength).length_m
        return Band(strength, cast(Colour, colour), length)

    activities = {field: take(field, partial(read_as.words, most=ACTIVITY_LETTERS)) for field in ACTIVITIES}
    wrong |= _twice(activities)
    begin, end = take("quiet_from", read_as.clock), take("quiet_to", read_as.clock)
    wrong |= _half_quiet(begin, end, wrong)
    profile = Profile(
        bands=tuple(band(strength) for strength in STRENGTHS if fields.get(f"band-{strength}")),
        box_height_m=measure("box", BOX),
        height_m=measure("height", HEIGHT),
        mass_kg=measure("mass", MASS),
        age=take("age", read_as.age),
        sex=cast(Sex | None, take("sex", partial(one_of, choices=SEXES, of="sex that the tables of strength have"))),
        activities=tuple(filter(None, activities.values())),
        goal=take("goal", partial(read_as.words, most=GOAL_LETTERS)) or "",
        quiet_from=begin,
        quiet_to=end,
        country=take("country", partial(one_of, choices=COUNTRIES, of="country that psoas knows")) or "",
        counting=cast(Counting, take("counting", partial(one_of, choices=COUNTING, of="way of counting")) or "camera"),
        theme=cast(Theme, take("theme", partial(one_of, choices=THEMES, of="choice of colours")) or "system"),
        units=cast(Units, take("units", partial(one_of, choices=UNITS, of="kind of units")) or "metric"),
        text=cast(TextSize, take("text", partial(one_of, choices=TEXTS, of="size of letters")) or "normal"),
        wall=bool(fields.get("wall")),
        chair=bool(fields.get("chair")),
        ball=bool(fields.get("ball")),
        belly_contact=bool(fields.get("belly_contact")),
        easy_weeks=bool(fields.get("easy_weeks")),
        count_moves=bool(fields.get("count_moves")),
    )
    as_read = shown(profile)
    understood = {
        field: as_read[field]
        for field, text in fields.items()
        if text.strip() and field in as_read and field not in wrong and as_read[field] != " ".join(text.split())
    }
    return ReadProfile(profile, wrong, understood)


def shown(profile: Profile) -> dict[str, str]:
    """Return the fields that `read` parses into this profile."""
    fields = {tick: "1" if getattr(profile, tick) else "" for tick in TICKS}
    for band in profile.bands:
        fields[f"band-{band.strength}"] = "1"
        fields[f"colour-{band.strength}"] = band.colour
        fields[f"length-{band.strength}"] = read_as.shown(band.length_m, BAND, profile.units)
    for field, value, asked in (
        ("box", profile.box_height_m, BOX),
        ("height", profile.height_m, HEIGHT),
        ("mass", profile.mass_kg, MASS),
    ):
        fields[field] = "" if value is None else read_as.shown(value, asked, profile.units)
    fields |= dict.fromkeys(ACTIVITIES, "") | dict(zip(ACTIVITIES, profile.activities, strict=False))
    for field, at in (("quiet_from", profile.quiet_from), ("quiet_to", profile.quiet_to)):
        fields[field] = f"{at:%H:%M}" if at else ""
    fields |= {"age": "" if profile.age is None else str(profile.age), "sex": profile.sex or ""}
    fields |= {"theme": profile.theme, "text": profile.text, "units": profile.units}
    return fields | {"goal": profile.goal, "country": profile.country, "counting": profile.counting}


def one_of(text: str, choices: Collection[str], of: str) -> str:
    """Return the named choice.

    Raises
    ------
    WrongAnswerError
        If there is no such choice; the message lists them.
    """
    if text.lower() in choices:
        return text.lower()
    raise WrongAnswerError(f"“{text}” is not a {of}. Choose one of: {', '.join(filter(None, choices))}.")


def _twice(activities: Mapping[str, str | None]) -> dict[str, str]:
    seen: set[str] = set()
    twice = {}
    for field, said in activities.items():
        if said and said.casefold() in seen:
            twice[field] = f"“{said}” is here twice. Use other words, or leave this empty."
        seen.add((said or "").casefold())
    return twice


def _half_quiet(begin: time | None, end: time | None, wrong: Collection[str]) -> dict[str, str]:
    if {"quiet_from", "quiet_to"} & set(wrong):
        return {}
    if (begin is None) != (end is None):
        missing, such_as = ("quiet_from", "22:00") if begin is None else ("quiet_to", "07:00")
        return {
            missing: f"Quiet hours need a start and an end. Add this one too, such as {such_as}, or clear the other."
        }
    if begin is not None and begin == end:
        return {"quiet_to": "Quiet hours can't start and end at the same time. Change the end, or clear both."}
    return {}
