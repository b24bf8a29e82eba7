"""What follows from looks at the computer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from psoas.habit.silence import Silence
from psoas.habit.spans import Break, Corrected, Span


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


Event = Span | Break | Corrected | Hint | Prompt | Withdrawn | LetGo | SilentSince
