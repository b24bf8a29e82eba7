"""Parse what people type: a length, a weight, a time of day, a whole number. Errors say what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from psoas.journal.answers import AGE_Y, BAND_M, BOX_M, HEIGHT_M, MASS_KG, Units
from psoas.journal.errors import WrongAnswerError

#: Unit to metres.
_LENGTHS = {"m": 1.0, "cm": 1 / 100, "mm": 1 / 1000, "in": 0.0254, "ft": 0.3048}
#: Unit to kilograms.
_MASSES = {"kg": 1.0, "lb": 0.45359237, "st": 6.35029318}
#: Other spellings of a unit.
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
#: Unit of a bare number that follows another: in "5 ft 9" the 9 is inches.
_THEN = {"ft": "in", "st": "lb", "m": "cm"}
_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\d\s.,+-]*)\s*", re.ASCII)
_YEARS = re.compile(r"(\d{1,3})\s*(?:y|years?)?", re.ASCII | re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(?:(am|pm)|h)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A length or weight to ask for.

    Attributes
    ----------
    name : str
        Completes "This cannot be …".
    unit : str
        Unit for asking and showing.
    low, high : float
        Plausible limits, metres or kilograms.
    usual : tuple of float
        Range in which a bare number is understood; outside it, the unit is required.
    such_as : str
        Examples of how to write it.
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
    """Parse a length to metres or a weight to kilograms, with its unit typed or unambiguous.

    Raises
    ------
    WrongAnswerError
        If it is not a number, out of range, or its unit is ambiguous. The message is for the form.
    """
    units = _MASSES if asked.unit == "kg" else _LENGTHS
    parts = _parts(text, units)
    if parts is None:
        raise WrongAnswerError(f"“{text.strip()}” cannot be understood. Write it like {asked.such_as}.")
    if len(parts) == 1 and not parts[0][1]:
        return _bare(parts[0][0], text, asked, units)
    value = _sum(parts, units, asked)
    if not asked.low <= value <= asked.high:
        raise _out_of_range(text, asked)
    return value


def shown(value: float, asked: Quantity, units: Units = "metric") -> str:
    """Format a value so that `quantity` reads the same value back.

    Examples
    --------
    >>> shown(1.753, HEIGHT), shown(1.753, HEIGHT, "imperial"), shown(0.4, BOX, "imperial"), shown(72, MASS, "imperial")
    ('175.3 cm', '5 ft 9 in', '15.75 in', '158.7 lb')
    """
    if units == "metric":
        return f"{round(value if asked.unit == 'kg' else value * 100, 1):g} {asked.unit}"
    written = (_imperial(value, asked, digits) for digits in range(3))
    sizes = _MASSES if asked.unit == "kg" else _LENGTHS
    return next(text for text in written if _sum(_parts(text, sizes) or [], sizes, asked) == _rounded(value, asked))


def clock(text: str) -> time:
    """Parse a time of day: "22:00", "22.30", "22", "10 pm".

    Raises
    ------
    WrongAnswerError
        If it cannot be understood. The message is for the form.
    """
    found = _CLOCK.fullmatch(text.strip())
    if found:
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        if hour < 24 and minute < 60 and (not half or 1 <= int(found[1]) <= 12):
            return time(hour, minute)
    raise WrongAnswerError(f"“{text.strip()}” is not a time of day. Write it like 22:00 or 10 pm.")


def whole(text: str, low: int, high: int) -> int:
    """Parse a whole number on a scale.

    Raises
    ------
    WrongAnswerError
        If it cannot be understood. The message is for the form.
    """
    typed = text.strip()
    if re.fullmatch(r"\d{1,4}", typed, re.ASCII) and low <= int(typed) <= high:
        return int(typed)
    raise WrongAnswerError(f"“{typed}” is not on this scale. Give a whole number from {low} to {high}.")


def age(text: str) -> int:
    """Parse an age in whole years: "42", "42 years".

    Raises
    ------
    WrongAnswerError
        If it cannot be understood. The message is for the form.
    """
    found, (low, high) = _YEARS.fullmatch(text.strip()), AGE_Y
    if found and low <= int(found[1]) <= high:
        return int(found[1])
    raise WrongAnswerError(f"“{text.strip()}” cannot be your age. Write whole years from {low} to {high}, such as 42.")


def words(text: str, most: int) -> str:
    """Normalise free text to single spaces.

    Raises
    ------
    WrongAnswerError
        If it is longer than `most` letters. The message is for the form.
    """
    said = " ".join(text.split())
    if len(said) > most:
        raise WrongAnswerError(f"This is {len(said)} letters long. Please use {most} at most.")
    return said


def _parts(text: str, units: Mapping[str, float]) -> list[tuple[float, str]] | None:
    """Split text into numbers with units; a single number may have the unit "". Return None for anything else."""
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
        raise WrongAnswerError(f"In which unit is “{text.strip()}”? Add the unit, as in {asked.such_as}.")
    raise _out_of_range(text, asked)


def _imperial(value: float, asked: Quantity, digits: int) -> str:
    if asked.unit == "kg":
        return f"{round(value / _MASSES['lb'], digits):g} lb"
    inches = round(value / _LENGTHS["in"], digits)
    feet, rest = divmod(inches, 12)
    return f"{feet:g} ft {round(rest, digits):g} in" if asked is HEIGHT else f"{inches:g} in"


def _sum(parts: list[tuple[float, str]], units: Mapping[str, float], asked: Quantity) -> float:
    return _rounded(sum(number * units[unit] for number, unit in parts), asked)


def _rounded(value: float, asked: Quantity) -> float:
    """Round to a millimetre or a tenth of a kilogram, the precision of `shown`."""
    return round(value, 1 if asked.unit == "kg" else 3)


def _out_of_range(text: str, asked: Quantity) -> WrongAnswerError:
    least, most = shown(asked.low, asked), shown(asked.high, asked)
    return WrongAnswerError(f"“{text.strip()}” cannot be {asked.name}. It has to be between {least} and {most}.")
