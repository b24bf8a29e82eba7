"""The metronome: an exercise's tempo as beats, for whoever marches without a camera."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from psoas.body.skeleton import Side
from psoas.programme.model import Tempo

Beat = Literal["out", "hold", "back"]


@dataclass(frozen=True, slots=True)
class Pace:
    """Where the metronome stands.

    Attributes
    ----------
    side : {"left", "right"}
        The leg whose turn it is.
    phase : {"out", "hold", "back"}
        What that leg does.
    progress : float
        Share of the repetition that is over, 0 to 1, as ``body.figure.pose_at`` takes it.
    left_s : float
        Seconds left of this phase.
    """

    side: Side
    phase: Beat
    progress: float
    left_s: float


def pace_at(tempo: Tempo, elapsed_s: float, side: Side) -> Pace:
    """Where the metronome stands `elapsed_s` seconds into a repetition of `side`."""
    elapsed_s = min(max(elapsed_s, 0.0), tempo.total)
    progress = elapsed_s / tempo.total
    if elapsed_s < tempo.out:
        return Pace(side, "out", progress, tempo.out - elapsed_s)
    if elapsed_s < tempo.out + tempo.hold:
        return Pace(side, "hold", progress, tempo.out + tempo.hold - elapsed_s)
    return Pace(side, "back", progress, tempo.total - elapsed_s)
