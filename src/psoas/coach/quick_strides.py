"""Notice strides that are too quick to be the march, and say so: what is not counted is not passed over in silence."""

from __future__ import annotations

from dataclasses import dataclass, field

from psoas.body.skeleton import Side
from psoas.programme.model import Exercise
from psoas.programme.numbers import number

QUICK_ID = "too-quick"
#: This many strides in turn are no accident.
ENOUGH = 3
#: Share of the exercise's travel that they must reach: more than a repetition, since who walks also lifts the legs in
#: turn. Walking reached 0.5 from one step to the next, high knees 0.67 to 1.07.
FAR = 0.6
#: A stride that begins later than this after the one before does not belong to it, seconds.
_APART_S = 2.0
#: It is said again at the earliest after this, seconds.
AGAIN_S = 30.0


@dataclass(frozen=True, slots=True)
class Stride:
    """One leg raised too quickly: its time in seconds, and how far, as a share of the exercise's travel."""

    side: Side
    share: float
    start_s: float
    end_s: float


@dataclass(slots=True)
class QuickStrides:
    """Counts quick strides, leg after leg.

    Attributes
    ----------
    count : int
        All strides so far that came as `ENOUGH` or more in turn.
    last_s : float
        When the last of them ended, seconds.
    """

    count: int = 0
    last_s: float = 0.0
    _run: list[Stride] = field(default_factory=list)

    def add(self, stride: Stride) -> None:
        """Take the next stride."""
        before = self._run[-1] if self._run else None
        if before is None or before.side == stride.side or stride.start_s - before.end_s > _APART_S:
            self._run = []
        if stride.share < FAR:
            self._run = []
            return
        self._run.append(stride)
        if len(self._run) >= ENOUGH:
            self.count += ENOUGH if len(self._run) == ENOUGH else 1
            self.last_s = stride.end_s


def too_quick(exercise: Exercise, count: int) -> str:
    """Say how many quick strides were seen, and how slow the march is, in its own tempo.

    Examples
    --------
    >>> from psoas.programme.catalogue import load
    >>> too_quick(load().level(6), 18)
    'I saw 18 quick strides. The march is slower: two seconds up, two and a half down.'
    >>> too_quick(load().level(1), 4)
    'I saw 4 quick leg movements. The march is slower: two seconds out, two and a half back.'
    """
    what = "leg movements" if exercise.lies else "strides"
    seen = f"I saw {count} quick {what}."
    if exercise.motion is None or exercise.dose is None:
        return seen
    tempo = exercise.dose.tempo_s
    there, again = ("up", "down") if exercise.motion.travel_deg > 0 else ("out", "back")
    unit = "second" if round(2 * tempo.out) <= 2 else "seconds"
    return f"{seen} The march is slower: {_number(tempo.out)} {unit} {there}, {_number(tempo.back)} {again}."


def _number(seconds: float) -> str:
    """Write seconds as words, to the half, as "two and a half"."""
    whole, half = divmod(max(1, round(2 * seconds)), 2)
    if not half:
        return number(whole)
    return f"{number(whole)} and a half" if whole else "half a"
