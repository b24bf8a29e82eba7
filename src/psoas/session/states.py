"""The states of a session, one type each, and their transitions that need neither clock nor voice.

A state holds only what exists while it lasts, such as the seconds left of a rest. Impossible combinations, such as a
running pause, cannot be expressed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, assert_never

#: The states' names on screens; a countdown has the name of the state that it leaves.
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
    """Work on the current set; the only state in which camera and metronome count."""


@dataclass(frozen=True, slots=True)
class Resting:
    """Rest after a closed set."""

    left_s: float


@dataclass(frozen=True, slots=True)
class Paused:
    """Wait for the person to resume; `then` is the interrupted state, which comes back unchanged."""

    then: Working | Resting


@dataclass(frozen=True, slots=True)
class Returning:
    """Count down after a pause, back to the interrupted set."""

    left_s: float


@dataclass(frozen=True, slots=True)
class Done:
    """Over; `hurt` says whether it ended because it hurt."""

    hurt: bool = False


State = Ready | Starting | Working | Resting | Paused | Returning | Done
#: The states in which time passes.
Running = Starting | Working | Resting | Returning


# -- queries -----------------------------------------------------------------------------------------------------------


def phase_of(state: State) -> Phase:
    """Return the state's name on screens."""
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
    """Return the seconds until work begins, or None without a countdown."""
    return state.left_s if isinstance(state, Starting | Returning) else None


def rest_left_s(state: State) -> float | None:
    """Return the seconds left of a rest, even a paused one; None without a rest."""
    match state:
        case Resting(left_s) | Paused(Resting(left_s)):
            return max(0.0, left_s)
        case _:
            return None


def set_is_open(state: State) -> bool:
    """Return whether a set has begun but is not closed."""
    match state:
        case Working() | Paused(Working()) | Returning():
            return True
        case _:
            return False


# -- transitions -------------------------------------------------------------------------------------------------------


def paused(state: State) -> State:
    """Pause the state; a countdown starts again from the top afterwards."""
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
    """Extend a rest, even a paused one."""
    match state:
        case Resting(left_s):
            return Resting(left_s + by_s)
        case Paused(Resting(left_s)):
            return Paused(Resting(left_s + by_s))
        case _:
            return state


def set_closed(state: State, rest_s: float) -> State:
    """Close the open set; its rest follows, paused if the set was paused."""
    match state:
        case Working():
            return Resting(rest_s)
        case Paused(Working()) | Returning():
            return Paused(Resting(rest_s))
        case _:
            return state
