"""A step that the voice leads: phases of so many seconds, one side after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

GuideSide = Literal["left", "right", "both", ""]
OneSide = Literal["left", "right", ""]
#: Longest time that one side of the body is held in a stretch in a day, seconds: more of it adds nothing.
STRETCH_CEILING_S = 240.0
#: Longest time that one side is pressed or touched in a day, seconds.
CONTACT_CEILING_S = 120.0


class GuidePhase(BaseModel):
    """One thing that is done for some seconds.

    Attributes
    ----------
    say : str
        What the voice says when the time begins.
    seconds : float
        How long it is done each time, seconds.
    small_move : bool
        Whether the day's small move takes its place (see `with_move`).
    side : {"left", "right", "both", ""}
        Which side works. "both" stands for the left side and then the right one; "" where there are no sides.
    times : int
        How often; with "both" the sides take turns.
    ready_s : float
        Time to get into place before it, each time, seconds.
    figure : str or None
        Sketch that shows it, where it is not the one of the exercise.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    say: Annotated[str, Field(min_length=3)]
    seconds: float = Field(gt=0, le=600)
    small_move: bool = False
    side: GuideSide = ""
    times: int = Field(default=1, ge=1, le=10)
    ready_s: float = Field(default=0.0, ge=0, le=60)
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of time of a guided step.

    Attributes
    ----------
    seconds : float
        Its length, seconds.
    ready : bool
        Time to get into place, which is not counted as held.
    figure : str or None
        Sketch that shows it, where it is not the one of the exercise.
    """

    say: str
    seconds: float
    side: OneSide = ""
    ready: bool = False
    figure: str | None = None


def spans(guide: tuple[GuidePhase, ...]) -> tuple[Span, ...]:
    """All that is done, in order: sides taken one after the other, each time to get ready on its own."""
    return tuple(span for phase in guide for span in _spans_of(phase))


def held_s(guide: tuple[GuidePhase, ...]) -> float:
    """Longest time that any one side works, seconds; time to get ready not counted."""
    sides: tuple[OneSide, ...] = ("left", "right")
    return max(sum(s.seconds for s in spans(guide) if s.side == side and not s.ready) for side in sides)


def with_move(guide: tuple[GuidePhase, ...], **moved: object) -> tuple[GuidePhase, ...]:
    """The same guide with these fields of the day's small move in the place that is kept for it."""
    return tuple(phase.model_copy(update=moved) if phase.small_move else phase for phase in guide)


def _spans_of(phase: GuidePhase) -> Iterator[Span]:
    sides: tuple[OneSide, ...] = ("left", "right") if phase.side == "both" else (phase.side,)
    for _ in range(phase.times):
        for side in sides:
            if phase.ready_s:
                yield Span("Get into place.", phase.ready_s, side, True, phase.figure)
            yield Span(phase.say, phase.seconds, side, figure=phase.figure)
