"""Which level the product itself takes a clip for."""

from __future__ import annotations

import importlib
import importlib.util

from bench.accuracy.coached import Coached


def is_built() -> bool:
    """Whether the product recognises levels yet: a module `psoas.coach.recognise` with ``level_of(skeletons)``."""
    return importlib.util.find_spec("psoas.coach.recognise") is not None


def recognised(coached: Coached) -> int | None:
    """The level recognised from the skeletons that the coach was shown; None where it cannot tell."""
    if not is_built():
        return None
    level: int | None = importlib.import_module("psoas.coach.recognise").level_of(coached.shown)
    return level
