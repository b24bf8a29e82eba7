"""Still pictures, drawn for psoas and kept as SVG files in ``drawings``; they take the page's colours."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DRAWINGS = Path(__file__).parents[1] / "drawings"


@cache
def drawing(name: str) -> str:
    """Return a drawing as an SVG element; it has ids, so a page may hold each one only once.

    Parameters
    ----------
    name : str
        File name without its extension.
    """
    return (_DRAWINGS / f"{name}.svg").read_text(encoding="utf-8")


def picture_of(exercise_id: str) -> str:
    """Return the still picture of an exercise as an SVG element, or "".

    It is part of the exercise, so the caller must first check whether the exercise is closed to the person
    (`psoas.plan.screening.why_closed`).
    """
    return drawing(exercise_id) if exercise_id in _OF_EXERCISES else ""


#: Exercises with a drawing of the same name.
_OF_EXERCISES = ("gentle-contact",)
