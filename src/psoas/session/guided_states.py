"""The states of a guided step, one type each; a part is one span of its guide, counted from 0."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, assert_never

from psoas.journal.answers import StepDone

#: The states' names on screens.
GuidedPhase = Literal["ready", "running", "paused", "done"]


@dataclass(frozen=True, slots=True)
class GuidedReady:
    """Wait for the person to start."""


@dataclass(frozen=True, slots=True)
class GuidedRunning:
    """Lead part `at`, `spent_s` seconds into it; the only state in which time passes."""

    at: int
    spent_s: float = 0.0


@dataclass(frozen=True, slots=True)
class GuidedPaused:
    """Wait in part `at`, `spent_s` seconds into it."""

    at: int
    spent_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Ended:
    """Over, in part `at`, with the reported outcome."""

    at: int
    outcome: StepDone


UnderWay = GuidedRunning | GuidedPaused
GuidedState = GuidedReady | UnderWay | Ended


def phase_of(state: GuidedState) -> GuidedPhase:
    """Return the state's name on screens."""
    match state:
        case GuidedReady():
            return "ready"
        case GuidedRunning():
            return "running"
        case GuidedPaused():
            return "paused"
        case Ended():
            return "done"
        case _:
            assert_never(state)
