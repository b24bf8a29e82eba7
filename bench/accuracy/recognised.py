"""Which level the product itself takes a clip for, by the movement alone.

Levels 1 and 3 are the same movement and told apart by the band, which only pictures show: here they count as "cannot
tell". `bench/studies/levels.py` goes through the pictures, band included.
"""

from __future__ import annotations

from bench.accuracy.coached import Coached
from psoas.coach.level_recognition import LevelRecogniser
from psoas.programme.catalogue import load


def recognised(coached: Coached) -> int | None:
    """The level recognised from the skeletons that the coach was shown; None where it cannot tell."""
    recogniser = LevelRecogniser(load().march)
    for skeleton in coached.shown:
        recogniser.update(skeleton)
    return recogniser.verdict(None).level
