"""The person does another exercise than planned: noticed from the movement, said once, offered until answered."""

from __future__ import annotations

from collections.abc import Sequence

from psoas.body.skeleton import Skeleton
from psoas.coach.level_recognition import Recogniser
from psoas.programme.model import Exercise

#: So many marches in a row must all look like the other exercise: a guess is not worth an interruption.
_IN_A_ROW = 3


class OtherExercise:
    """Watches for another exercise than the planned one.

    Parameters
    ----------
    planned : Exercise
        What the session is for.
    march : sequence of Exercise
        What else it could be.
    band : bool
        Whether a band is worn, as the person said: it tells exercises apart that are the same movement. A band alone
        never makes an exercise another one.

    Attributes
    ----------
    found : Exercise or None
        The other exercise, from when it is clear until the planned one is, or the person wants to hear no more of it.
    said : bool
        Whether it was said aloud.
    """

    def __init__(self, planned: Exercise, march: Sequence[Exercise], band: bool) -> None:
        self._planned, self._band = planned, band
        self._recogniser = Recogniser(march, memory=_IN_A_ROW)
        self._dismissed = False
        self.found: Exercise | None = None
        self.said = False

    @property
    def say(self) -> str:
        """The sentence for it."""
        return f"This looks like level {self.found.level}. You can change to it on the screen." if self.found else ""

    def see(self, skeleton: Skeleton) -> None:
        """Take in one skeleton."""
        before = self._recogniser.marches
        self._recogniser.see(skeleton)
        if self._dismissed or self._recogniser.marches == before:
            return
        now = self._recogniser.verdict(self._band)
        if now.marches < _IN_A_ROW or now.share < 1.0:
            return
        if self._planned in now.candidates:
            self.found = None
        elif now.exercise is not None:
            self.found = now.exercise

    def dismiss(self) -> None:
        """Stay with what was planned, and say no more about it."""
        self._dismissed, self.found = True, None
