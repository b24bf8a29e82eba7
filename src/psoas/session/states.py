"""The states of a session, one type each, and the transitions between them that need no clock and no voice.

A state holds what exists only while it lasts, such as the seconds that are left of a rest. So a rest that counts down
to a set, or a pause that runs, cannot be written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, assert_never

#: What screens call the states; a countdown is called like the state that it leaves.
Phase = Literal["ready", "working", "resting", "paused", "done"]


@dataclass(frozen=True, slots=True)
class Ready:
    """Wait for the person to start."""


@dataclass(frozen=True, slots=True)
class Starting:
    """Count down to the session's first set."""

    left_s: float


@dataclass(frozen=True, slots=True)
class Working:
    """Work on the current set: the only state in which camera and metronome count."""


@dataclass(frozen=True, slots=True)
class Resting:
    """Rest after a set that is closed."""

    left_s: float


@dataclass(frozen=True, slots=True)
class Paused:
    """Wait for the person to go on; `then` is what was interrupted, and comes back as it was."""

    then: Working | Resting


@dataclass(frozen=True, slots=True)
class Returning:
    """Count down after a pause, back to the set that it interrupted."""

    left_s: float


@dataclass(frozen=True, slots=True)
class Done:
    """Over; `hurt` says whether it ended because it hurt."""

    hurt: bool = False


State = Ready | Starting | Working | Resting | Paused | Returning | Done
#: The states in which time passes.
Running = Starting | Working | Resting | Returning


# -- what a screen asks of a state -------------------------------------------------------------------------------------


def phase_of(state: State) -> Phase:
    """Name the state as screens know it."""
    match state:
        case Ready() | Starting():
            return "ready"
        case Working():
            return "working"
        case Resting():
            return "resting"
        case Paused() | Returning():
            return "paused"
        case Done():
            return "done"
        case _:
            assert_never(state)


def countdown_left_s(state: State) -> float | None:
    """Return the seconds until work begins, None where nothing counts down to it."""
    return state.left_s if isinstance(state, Starting | Returning) else None


def rest_left_s(state: State) -> float | None:
    """Return the seconds of rest that are left, also in a pause; None where there is no rest."""
    match state:
        case Resting(left_s) | Paused(Resting(left_s)):
            return max(0.0, left_s)
        case _:
            return None


def set_is_open(state: State) -> bool:
    """Return whether a set has begun and is not closed."""
    match state:
        case Working() | Paused(Working()) | Returning():
            return True
        case _:
            return False


# -- transitions -------------------------------------------------------------------------------------------------------


def paused(state: State) -> State:
    """Stop whatever runs; a countdown starts anew when the person goes on."""
    match state:
        case Starting():
            return Ready()
        case Returning():
            return Paused(Working())
        case Working() | Resting():
            return Paused(state)
        case _:
            return state


def rest_extended(state: State, by_s: float) -> State:
    """Make a rest longer, also one that is paused."""
    match state:
        case Resting(left_s):
            return Resting(left_s + by_s)
        case Paused(Resting(left_s)):
            return Paused(Resting(left_s + by_s))
        case _:
            return state


def set_closed(state: State, rest_s: float) -> State:
    """Close the open set: its rest follows, and stays paused where the set was."""
    match state:
        case Working():
            return Resting(rest_s)
        case Paused(Working()) | Returning():
            return Paused(Resting(rest_s))
        case _:
            return state
