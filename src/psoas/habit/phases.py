"""What the companion is showing: a type a state, so that none can hold what another needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nothing is shown."""

    name: Literal["quiet"] = "quiet"


@dataclass(frozen=True, slots=True)
class Hinted:
    """A hint is shown since `since` (clock that nobody can set, seconds)."""

    since: float
    name: Literal["hinted"] = "hinted"


@dataclass(frozen=True, slots=True)
class Shown:
    """A prompt is shown since `since`."""

    since: float
    name: Literal["shown"] = "shown"


@dataclass(frozen=True, slots=True)
class Postponed:
    """The person said "later": nothing comes before `until`."""

    until: float
    name: Literal["postponed"] = "postponed"


PromptPhase = Quiet | Hinted | Shown | Postponed
