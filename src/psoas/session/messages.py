"""Messages to the screen, numbered so that a page that reconnects knows what it has already shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from psoas.body.skeleton import Side

#: Most important first: of two sentences due at once, only the earlier kind is said.
SpokenKind = Literal["set", "countdown", "wait", "side", "half", "notice", "correct", "praise", "count", "remind"]
#: These begin at once and cut short what is being said; anything else waits for the end of the sentence.
URGENT: frozenset[SpokenKind] = frozenset({"set", "countdown"})
BeepKind = Literal["tick", "go", "out", "hold", "back", "done"]


@dataclass(frozen=True, slots=True)
class Counted:
    """A repetition was counted and written; `count` is this leg's total in this set."""

    n: int
    side: Side
    count: int


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A repetition was undone; `count` is this leg's new total in this set."""

    n: int
    side: Side
    count: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words for the voice; at most one message in each answer. `counts` is the part of `say` with which it begins."""

    n: int
    id: str
    say: str
    kind: SpokenKind
    counts: str = ""


@dataclass(frozen=True, slots=True)
class SetDone:
    """Each leg has done its repetitions of this set."""

    n: int
    set_number: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class RestOver:
    """The rest is over and the next set begins."""

    n: int


@dataclass(frozen=True, slots=True)
class SessionDone:
    """The session is over; `early` if it was stopped before its last set was done."""

    n: int
    early: bool = False


@dataclass(frozen=True, slots=True)
class Beep:
    """A sound: "tick" in a countdown, "go" at the start of a set, the metronome's phases, "done" after a set."""

    n: int
    kind: BeepKind


Message = Counted | Uncounted | Spoken | SetDone | RestOver | SessionDone | Beep
