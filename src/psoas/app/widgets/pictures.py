"""Still pictures, drawn for psoas and kept as SVG files in ``drawings``; they take the colours of their page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DRAWINGS = Path(__file__).parents[1] / "drawings"


@cache
def drawing(name: str) -> str:
    """SVG element of that name, to be put into a page; a page may hold each one once, for it has ids.

    Parameters
    ----------
    name : str
        Name of the file without its ending.
    """
    return (_DRAWINGS / f"{name}.svg").read_text(encoding="utf-8")


def picture_of(exercise_id: str) -> str:
    """SVG element that helps with an exercise beside its moving figure; "" where there is none.

    It is part of the exercise: whoever shows it asks first whether the exercise is closed to the person
    (`psoas.plan.screening.why_closed`).
    """
    return drawing(exercise_id) if exercise_id in _OF_EXERCISES else ""


#: Exercises whose drawing has their name.
_OF_EXERCISES = ("gentle-contact",)
