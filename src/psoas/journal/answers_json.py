"""Convert what the person told to JSON and back; implausible values are refused on the way in."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, time
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from psoas.journal import answers as person
from psoas.journal import records
from psoas.journal.answers import (
    Answer,
    Choice,
    DeskWishes,
    Feeling,
    Morning,
    Profile,
    Screening,
    StepDone,
    T,
    Told,
    Walk,
)
from psoas.journal.errors import WrongAnswerError

#: Name in the journal to its type. Unknown names come from a newer psoas.
KINDS: dict[str, type[Any]] = {
    "screening": Screening,
    "profile": Profile,
    "answer": Answer,
    "feeling": Feeling,
    "morning": Morning,
    "step": StepDone,
    "choice": Choice,
    "desk": DeskWishes,
    "walk": Walk,
}
_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in KINDS.values()}
COUNTRIES = ("", "eu", "uk", "us", "au", "nz")
MOST_ACTIVITIES = 3
#: More than that many repetitions of a leg in one step are a mistake.
MOST_REPS = 1000
#: Question to the lowest and highest value of its answer.
RANGES: dict[str, tuple[int, int]] = {
    "pain-now": (0, 10),
    "pain-week": (0, 10),
    "activity": (0, 10),
    "sitting-share": (0, 100),
    "overall": (1, 7),
    "workstation": (0, 1),
    "ill": (0, 1),
    "sign": (0, 1),
    "walk-minutes": (0, 240),
    "walk-days": (0, 7),
}
_OF_A_SESSION = (Feeling, Morning)


def name(kind: type[Any]) -> str:
    """Return the name of a type in the journal."""
    return next(name for name, known in KINDS.items() if known is kind)


def values(what: Told, session_id: int | None) -> dict[str, Any]:
    """Convert a value to JSON.

    Raises
    ------
    WrongAnswerError
        If it is implausible; the message names the value and its limits.
    """
    if isinstance(what, _OF_A_SESSION) and session_id is None:
        raise WrongAnswerError(f"A {name(type(what))} belongs to a session. Say which one.")
    _check(what)
    plain = {key: _plain(value) for key, value in asdict(what).items()}
    try:
        _ADAPTERS[type(what)].validate_json(json.dumps(plain), strict=True)
    except ValidationError as error:
        raise _refused(type(what), error) from error
    return plain


def told(kind: type[T], stored: Mapping[str, Any]) -> T:
    """Convert JSON to a value, ignoring fields of a newer psoas.

    Raises
    ------
    WrongAnswerError
        If a field has a value of another type, such as a word for a number.
    """
    known = {field.name for field in fields(kind)}
    text = json.dumps({key: value for key, value in stored.items() if key in known})
    try:
        made: T = _ADAPTERS[kind].validate_json(text, strict=True)
    except ValidationError as error:
        raise _refused(kind, error) from error
    return made


def _refused(kind: type[Any], error: ValidationError) -> WrongAnswerError:
    first = error.errors()[0]
    where = " ".join(map(str, first["loc"])) or "it"
    article = "An" if name(kind)[0] in "aeiou" else "A"
    return WrongAnswerError(f"{article} {name(kind)} cannot be kept: {where}: {first['msg'].lower()}.")


def _plain(value: Any) -> Any:
    if isinstance(value, time | date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _check(what: Told) -> None:
    match what:
        case Screening():
            _one_of("outcome", what.outcome, person.Outcome)
            for lock in what.locks:
                _one_of("lock", lock, person.Lock)
        case Profile():
            _check_profile(what)
        case Answer():
            _one_of("question", what.asked, person.Asked)
            _within(what.asked, what.value, *RANGES[what.asked], whole=what.asked != "sitting-share")
        case Feeling():
            _within("pain before", what.before, 0, 10)
            _within("pain during", what.during, 0, 10)
            _within("effort", what.effort, 0, 10)
        case Morning():
            _within("pain on the morning after", what.pain, 0, 10)
            _within("soreness on the morning after", what.soreness, 0, 10)
        case StepDone():
            _one_of("step", what.step, person.StepName)
            _one_of("state of the step", what.state, person.StepState)
            _within("pain during the step", what.pain, 0, 10)
            _within("time spent", what.seconds, 0, 86_400, whole=False)
            _within("time that a side was held", what.held_s, 0, 86_400, whole=False)
            _within("count of the left leg", what.left, 0, MOST_REPS)
            _within("count of the right leg", what.right, 0, MOST_REPS)
        case Walk():
            _within("minutes of the walk", what.minutes, 1, 600)
            _within("pain during the walk", what.pain, 0, 10)
        case Choice():
            _one_of("choice", what.chosen, person.Chosen)
        case DeskWishes():
            _within("time between two breaks in minutes", what.every_min, *person.EVERY_MIN)
            for day in what.days:
                _within("working day", day, 0, 6)
            if what.begin == what.end:
                raise WrongAnswerError("Working hours can't start and end at the same time. Change one of them.")


def _check_profile(what: Profile) -> None:
    if what.country not in COUNTRIES:
        known = ", ".join(filter(None, COUNTRIES))
        raise WrongAnswerError(f"psoas does not know the country {what.country!r}. Choose one of: {known}, or none.")
    if len(what.activities) > MOST_ACTIVITIES:
        raise WrongAnswerError(f"{len(what.activities)} activities are too many. Name up to {MOST_ACTIVITIES}.")
    for band in what.bands:
        _one_of("strength of the band", band.strength, person.Strength)
        _one_of("colour of the band", band.colour, person.Colour)
        _within("length of the band in metres", band.length_m, *person.BAND_M, whole=False)
    _within("height of the box in metres", what.box_height_m, *person.BOX_M, whole=False)
    _within("height in metres", what.height_m, *person.HEIGHT_M, whole=False)
    _within("weight in kilograms", what.mass_kg, *person.MASS_KG, whole=False)
    _within("age in years", what.age, *person.AGE_Y)
    _one_of("way of counting", what.counting, records.Counting)
    _one_of("colours", what.theme, person.Theme)
    _one_of("size of the letters", what.text, person.TextSize)
    _one_of("units", what.units, person.Units)
    if what.sex is not None:
        _one_of("sex", what.sex, person.Sex)


def _within(of: str, value: float | None, lowest: float, highest: float, *, whole: bool = True) -> None:
    if value is None:
        return
    number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not number or not lowest <= value <= highest or (whole and value != int(value)):
        kind = "a whole number" if whole else "a number"
        raise WrongAnswerError(f"{value!r} cannot be the {of}. Give {kind} from {lowest:g} to {highest:g}.")


def _one_of(of: str, value: str, choices: Any) -> None:
    if value not in get_args(choices):
        raise WrongAnswerError(
            f"psoas does not know the {of} {value!r}. Choose one of: {', '.join(get_args(choices))}."
        )
