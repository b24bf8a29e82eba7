"""Single things as people type them: a length, a weight, a time of day, a whole number; or a sentence what to write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from psoas.journal.answers import AGE_Y, BAND_M, BOX_M, HEIGHT_M, MASS_KG
from psoas.journal.errors import WrongAnswerError

#: Unit to metres.
_LENGTHS = {"m": 1.0, "cm": 1 / 100, "mm": 1 / 1000, "in": 0.0254, "ft": 0.3048}
#: Unit to kilograms.
_MASSES = {"kg": 1.0, "lb": 0.45359237, "st": 6.35029318}
#: Other ways to write a unit.
_ALIASES = {
    "m": ("metre", "metres", "meter", "meters"),
    "cm": ("centimetre", "centimetres", "centimeter", "centimeters"),
    "mm": ("millimetre", "millimetres", "millimeter", "millimeters"),
    "in": ('"', "”", "″", "''", "inch", "inches"),
    "ft": ("'", "’", "′", "foot", "feet"),
    "kg": ("kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes"),
    "lb": ("lbs", "pound", "pounds"),
    "st": ("stone", "stones"),
}
_UNITS = {word: unit for unit, words in _ALIASES.items() for word in (unit, *words)}
#: The unit of a bare number that follows: in "5 ft 9" the 9 are inches.
_THEN = {"ft": "in", "st": "lb", "m": "cm"}
_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\d\s.,+-]*)\s*", re.ASCII)
_YEARS = re.compile(r"(\d{1,3})\s*(?:y|years?)?", re.ASCII | re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(?:(am|pm)|h)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A length or weight that is asked for.

    Attributes
    ----------
    name : str
        As it goes on after "This cannot be".
    unit : str
        In which it is asked for and shown.
    low, high : float
        Between which it can be meant, metres or kilograms.
    usual : tuple of float
        A number without a unit is understood only within this; elsewhere the unit has to be said.
    such_as : str
        How it may be written.
    """

    name: str
    unit: str
    low: float
    high: float
    usual: tuple[float, float]
    such_as: str


BOX = Quantity("the height of a box", "cm", *BOX_M, BOX_M, "40 cm or 0.4 m")
BAND = Quantity("the length of a band", "cm", *BAND_M, BAND_M, "30 cm or 0.3 m")
HEIGHT = Quantity("your height", "cm", *HEIGHT_M, (1.2, 2.3), "175 cm, 1.75 m or 5 ft 9 in")
MASS = Quantity("your weight", "kg", *MASS_KG, (35.0, 200.0), "72 kg, 158 lb or 11 st 4 lb")


def quantity(text: str, asked: Quantity) -> float:
    """A length in metres or a weight in kilograms, with the unit that was typed or the one that it can only be.

    Raises
    ------
    WrongAnswerError
        With a sentence to put beside the field: no number, out of range, or the unit is not clear.
    """
    units = _MASSES if asked.unit == "kg" else _LENGTHS
    parts = _parts(text, units)
    if parts is None:
        raise WrongAnswerError(f"“{text.strip()}” cannot be understood. Write it such as {asked.such_as}.")
    if len(parts) == 1 and not parts[0][1]:
        return _bare(parts[0][0], text, asked, units)
    value = _rounded(sum(number * units[unit] for number, unit in parts), asked)
    if not asked.low <= value <= asked.high:
        raise _out_of_range(text, asked)
    return value


def shown(value: float, asked: Quantity) -> str:
    """The same as `quantity` reads it, in the unit in which it is asked for: "40 cm"."""
    return f"{round(value if asked.unit == 'kg' else value * 100, 1):g} {asked.unit}"


def clock(text: str) -> time:
    """A time of day: "22:00", "22.30", "22", "10 pm".

    Raises
    ------
    WrongAnswerError
        With a sentence to put beside the field.
    """
    found = _CLOCK.fullmatch(text.strip())
    if found:
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        if hour < 24 and minute < 60 and (not half or 1 <= int(found[1]) <= 12):
            return time(hour, minute)
    raise WrongAnswerError(f"“{text.strip()}” is not a time of day. Write it such as 22:00 or 10 pm.")


def whole(text: str, low: int, high: int) -> int:
    """A whole number of a scale.

    Raises
    ------
    WrongAnswerError
        With a sentence to put beside the field.
    """
    typed = text.strip()
    if re.fullmatch(r"\d{1,4}", typed, re.ASCII) and low <= int(typed) <= high:
        return int(typed)
    raise WrongAnswerError(f"“{typed}” is not on this scale. Give a whole number from {low} to {high}.")


def age(text: str) -> int:
    """An age in whole years: "42", "42 years".

    Raises
    ------
    WrongAnswerError
        With a sentence to put beside the field.
    """
    found, (low, high) = _YEARS.fullmatch(text.strip()), AGE_Y
    if found and low <= int(found[1]) <= high:
        return int(found[1])
    raise WrongAnswerError(f"“{text.strip()}” cannot be your age. Write whole years from {low} to {high}, such as 42.")


def words(text: str, most: int) -> str:
    """Somebody's own words, with single spaces.

    Raises
    ------
    WrongAnswerError
        With a sentence to put beside the field, where they are longer than `most` letters.
    """
    said = " ".join(text.split())
    if len(said) > most:
        raise WrongAnswerError(f"These are {len(said)} letters. Please say it in {most} at most.")
    return said


def _parts(text: str, units: Mapping[str, float]) -> list[tuple[float, str]] | None:
    """Numbers with their units, "" where a single one has none; None for anything else."""
    typed = text.strip().lower()
    found = [(match[1], match[2]) for match in _PART.finditer(typed)]
    if not found or "".join("".join(pair) for pair in found) != "".join(typed.split()):
        return None
    parts: list[tuple[float, str]] = []
    for number, word in found:
        unit = _UNITS.get(word, "") if word else _THEN.get(parts[-1][1], "") if parts else ""
        if (word or parts) and (unit not in units or (parts and _THEN.get(parts[-1][1]) != unit)):
            return None
        parts.append((float(number.replace(",", ".")), unit))
    return parts


def _bare(number: float, text: str, asked: Quantity, units: Mapping[str, float]) -> float:
    low, high = asked.usual
    values = {unit: _rounded(number * size, asked) for unit, size in units.items()}
    likely = [values[unit] for unit in ("kg", "cm", "m") if unit in units and low <= values[unit] <= high]
    if len(likely) == 1:
        return likely[0]
    if any(asked.low <= value <= asked.high for value in values.values()):
        raise WrongAnswerError(f"In which unit is “{text.strip()}”? Write the unit with it, such as {asked.such_as}.")
    raise _out_of_range(text, asked)


def _rounded(value: float, asked: Quantity) -> float:
    """To a millimetre or a tenth of a kilogram, which is what `shown` shows."""
    return round(value, 1 if asked.unit == "kg" else 3)


def _out_of_range(text: str, asked: Quantity) -> WrongAnswerError:
    least, most = shown(asked.low, asked), shown(asked.high, asked)
    return WrongAnswerError(f"“{text.strip()}” cannot be {asked.name}. It has to lie between {least} and {most}.")
