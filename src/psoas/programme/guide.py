"""A step guided by voice: timed phases, one side after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from psoas.programme.strict import Strict, Text

GuideSide = Literal["left", "right", "both", ""]
OneSide = Literal["left", "right", ""]
#: Longest time to stretch one side in a day, seconds; more adds nothing.
STRETCH_CEILING_S = 240.0
#: Longest time to massage one side in a day, seconds.
CONTACT_CEILING_S = 120.0


class GuidePhase(Strict):
    """One timed part of a guided step.

    Attributes
    ----------
    say : str
        What the voice says at the start.
    seconds : float
        Duration of each repeat, seconds.
    small_move : bool
        Whether the day's small move replaces it (see `with_move`).
    side : {"left", "right", "both", ""}
        Which side works: "both" means left, then right; "" means that there are no sides.
    times : int
        Number of repeats; with "both" the sides alternate.
    ready_s : float
        Time to get into position before each repeat, seconds.
    figure : str or None
        Sketch that shows it, where it is not the one of the exercise.
    """

    say: Text
    seconds: float = Field(gt=0, le=600)
    small_move: bool = False
    side: GuideSide = ""
    times: int = Field(default=1, ge=1, le=10)
    ready_s: float = Field(default=0.0, ge=0, le=60)
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of time in a guided step.

    Attributes
    ----------
    seconds : float
        Its length, seconds.
    ready : bool
        Whether this is time to get into position, which does not count as held.
    figure : str or None
        Sketch that shows it, where it is not the one of the exercise.
    """

    say: str
    seconds: float
    side: OneSide = ""
    ready: bool = False
    figure: str | None = None


def spans(guide: tuple[GuidePhase, ...]) -> tuple[Span, ...]:
    """Expand phases into spans, with sides in turn and time to get ready as spans of their own."""
    return tuple(span for phase in guide for span in _spans_of(phase))


def held_s(guide: tuple[GuidePhase, ...]) -> float:
    """Return the longest time that one side works, seconds, without time to get ready."""
    sides: tuple[OneSide, ...] = ("left", "right")
    return max(sum(s.seconds for s in spans(guide) if s.side == side and not s.ready) for side in sides)


def with_move(guide: tuple[GuidePhase, ...], **moved: object) -> tuple[GuidePhase, ...]:
    """Insert the day's small move into its placeholder."""
    return tuple(phase.model_copy(update=moved) if phase.small_move else phase for phase in guide)


def _spans_of(phase: GuidePhase) -> Iterator[Span]:
    sides: tuple[OneSide, ...] = ("left", "right") if phase.side == "both" else (phase.side,)
    for _ in range(phase.times):
        for side in sides:
            if phase.ready_s:
                yield Span("Get into place.", phase.ready_s, side, True, phase.figure)
            yield Span(phase.say, phase.seconds, side, figure=phase.figure)
