"""A running metronome: whose turn it is, and how far the repetition has got."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from psoas.body.skeleton import Side
from psoas.programme.motion import Tempo
from psoas.session.tally import Tally

Beat = Literal["out", "hold", "back"]


@dataclass(frozen=True, slots=True)
class Pace:
    """The metronome's position within a repetition.

    Attributes
    ----------
    side : {"left", "right"}
        The leg whose turn it is.
    phase : {"out", "hold", "back"}
        What that leg does.
    progress : float
        Share of the repetition that is over, 0 to 1, as `psoas.figure.kinematics.pose_at` takes it.
    left_s : float
        Time left in this phase, seconds.
    """

    side: Side
    phase: Beat
    progress: float
    left_s: float


def pace_at(tempo: Tempo, elapsed_s: float, side: Side) -> Pace:
    """Return the position `elapsed_s` seconds into a repetition of `side`."""
    elapsed_s = min(max(elapsed_s, 0.0), tempo.total)
    progress = elapsed_s / tempo.total
    if elapsed_s < tempo.out:
        return Pace(side, "out", progress, tempo.out - elapsed_s)
    if elapsed_s < tempo.out + tempo.hold:
        return Pace(side, "hold", progress, tempo.out + tempo.hold - elapsed_s)
    return Pace(side, "back", progress, tempo.total - elapsed_s)


class Metronome:
    """Beats an exercise's tempo, alternating legs until each has its repetitions."""

    def __init__(self, tempo: Tempo) -> None:
        self._tempo = tempo
        self._side: Side | None = None
        self._elapsed_s = 0.0
        self._beat: Beat | None = None

    @property
    def now(self) -> Pace:
        """Return the current position."""
        return pace_at(self._tempo, self._elapsed_s, self._side or "left")

    def turn(self, tally: Tally) -> None:
        """Give the turn to the next leg."""
        self._side = tally.next_side(self._side)

    def restart(self, tally: Tally) -> None:
        """Begin a repetition from its start, as a set starts or resumes."""
        last = tally.reps[-1][1] if tally.reps else None
        self._side, self._elapsed_s, self._beat = tally.next_side(last), 0.0, None

    def advance(self, passed_s: float) -> Side | None:
        """Let time pass; give the side whose repetition is over, if one is. The next turn is then due."""
        self._elapsed_s += passed_s
        if self._elapsed_s < self._tempo.total:
            return None
        self._elapsed_s %= self._tempo.total
        return self._side

    def beat(self) -> Beat | None:
        """Return the phase that has begun since the last call, or None."""
        beat = self.now.phase
        if beat == self._beat:
            return None
        self._beat = beat
        return beat
