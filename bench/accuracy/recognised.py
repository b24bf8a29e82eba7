"""Which level the product itself takes a clip for, by the movement alone.

Levels 1 and 3 are the same movement and told apart by the band, which only pictures show: here the answer is "1 or 3",
and right where it is one of them. `bench/studies/levels.py` goes through the pictures, band included.
"""

from __future__ import annotations

from bench.accuracy.coached import Coached
from psoas.coach.level_recognition import LevelRecogniser
from psoas.programme.catalogue import load


def recognised(coached: Coached) -> tuple[int, ...]:
    """The level, or the two that only a band tells apart, from what the coach was shown; empty where it cannot tell."""
    recogniser = LevelRecogniser(load().march)
    for skeleton in coached.shown:
        recogniser.update(skeleton)
    return recogniser.verdict(None).levels
