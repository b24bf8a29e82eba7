"""What follows from looks at the computer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from psoas.habit.silence import Silence
from psoas.habit.spells import Spell


@dataclass(frozen=True, slots=True)
class Hint:
    """A prompt will come in about a minute; `still_s` is how long there was no break, seconds."""

    at: datetime
    still_s: float


@dataclass(frozen=True, slots=True)
class Prompt:
    """Time to get up. `waited_for` is what kept it away until now, if anything did."""

    at: datetime
    still_s: float
    waited_for: Silence | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Hint or prompt goes away, because of `why`; it comes back when the person is free."""

    at: datetime
    why: Silence


@dataclass(frozen=True, slots=True)
class LetGo:
    """A prompt was skipped, postponed too often, or not answered; the next one comes an interval later."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class SilentSince:
    """From now on there is a reason to be silent, or, with None, no longer any."""

    at: datetime
    why: Silence | None


@dataclass(frozen=True, slots=True)
class Break:
    """A break that was taken, on a prompt or by oneself; one that the person only told of has no length."""

    begin: datetime
    end: datetime
    prompted: bool


@dataclass(frozen=True, slots=True)
class Corrected:
    """The person sat between these times though the computer thought they were away."""

    begin: datetime
    end: datetime


News = Spell | Break | Corrected | Hint | Prompt | Withdrawn | LetGo | SilentSince
