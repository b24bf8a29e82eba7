"""What can be known of a person at a computer at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Literal

from psoas.habit.signals import Signals

#: What a person can say: that a break was taken, that it should come later or not at all, that there is a call, that
#: they stand or sit, and that they never got up while the computer thought they had.
Said = Literal["done", "later", "skip", "call", "standing", "sitting", "was-sitting"]


@dataclass(frozen=True, slots=True)
class Observation(Signals):
    """One look at the computer: what it can tell, and when.

    Attributes
    ----------
    at : datetime
        Local time with its UTC offset.
    ticks_s : float
        Seconds on a clock that nobody can set. It may stand still while the computer sleeps.
    said : str or None
        What the person has said since the last look.

    Raises
    ------
    ValueError
        If `at` has no UTC offset.
    """

    at: datetime
    ticks_s: float
    said: Said | None = None

    def __post_init__(self) -> None:
        """Fix the offset: Python ignores summer time between two moments of one zone."""
        offset = self.at.utcoffset()
        if offset is None:
            raise ValueError(f"{self.at} has no time zone: nobody knows which moment is meant")
        object.__setattr__(self, "at", self.at.astimezone(timezone(offset)))

    @property
    def in_call(self) -> bool:
        """Whether a microphone or a camera is in use."""
        return bool(self.microphone or self.camera)
