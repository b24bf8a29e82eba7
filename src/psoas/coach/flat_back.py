"""The flat-back experiment: decide when to ask whether the low back lifted. It never says that a back is flat.

One camera at the side shows little of a low back (docs/decisions/0010): over a second, the noise of the measure is as
large as the signal of a 2 cm gap. Hence a high threshold, a median over a second, two repetitions in a row, the
person's own flat back as the only reference, and silence wherever the contour is unsure.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from psoas.body.skeleton import BackLine, BackUnseen, Floats
from psoas.coach.events import Cue, Rep

QUESTION = ("low-back-question", "Did your low back lift just now? Check with your hand.")

#: Ask from this rise of the mean contour over the flat one, trunk lengths: a gap of 3 cm at its highest place under a
#: trunk of 50 cm. The mean over the low back is lower than the top, and the near flank hides some of it: on rendered
#: clips 0.43 of the gap shows (bench/studies/flatback.py).
LIFT = 0.026
#: Repetitions in a row that must show it.
RUNNING = 2
#: The flat back is the median over this long, seconds, with the outer tenths at most this far apart, trunk lengths.
FLAT_S, STILL = 3.0, 0.03
#: Take medians over this long, seconds.
OVER_S = 1.0
#: Share of frames that must be seen: of the flat back, of a second, of a repetition.
SEEN = 0.6
#: Fewest frames for a median.
MOMENTS = 5
#: Keep this many seconds: the longest repetition.
MEMORY_S = 40.0

UNSEEN_SAY: dict[BackUnseen, str] = {
    "nobody": "I cannot see you yet.",
    "not-lying": "Lie down on your back, with your side to the camera.",
    "not-side-on": "Put the camera straight to your side.",
    "unsure": "I cannot see your shoulder and hip well enough.",
    "arm-in-front": "Your arm is hiding your low back. Put your arms on your chest or over your head.",
    "no-contour": "I can't find the edge of your back. A fitted top helps, or a mat in another colour.",
}


@dataclass(slots=True)
class FlatBackCheck:
    """Watch the contour of one person's low back. Deterministic in its input.

    Attributes
    ----------
    flat : float
        Height of the contour while the back was flat, trunk lengths; NaN until seen.
    why_not : str or None
        Why the contour could not be judged in the last frame.
    """

    flat: float = math.nan
    why_not: BackUnseen | None = "nobody"
    _lines: deque[BackLine] = field(default_factory=deque)
    _settling: bool = False
    _lifted: int = 0

    @property
    def ready(self) -> bool:
        """Whether the flat back is known."""
        return math.isfinite(self.flat)

    def update(self, line: BackLine, settling: bool) -> None:
        """Take in one frame; one that is not later than the one before is ignored.

        Parameters
        ----------
        line : BackLine
            What the camera sees of the back.
        settling : bool
            Whether the person is asked to lie flat and still and does not march. Only then is the flat back taken, and
            anew each time, since nobody lies down twice in the same way.
        """
        if self._lines and line.t <= self._lines[-1].t:
            return
        if settling and not self._settling:
            self.flat, self._lifted = math.nan, 0
            self._lines.clear()
        self._settling = settling
        self.why_not = line.why_not
        self._lines.append(line)
        while line.t - self._lines[0].t > MEMORY_S:
            self._lines.popleft()
        if settling:
            self._take_flat(line.t)

    def after(self, rep: Rep) -> Cue | None:
        """Return the question to ask after a repetition, or None. Call once per repetition, and `asked` if asked."""
        lift = self.lift_in(rep.start_s, rep.end_s)
        self._lifted = self._lifted + 1 if lift >= LIFT else 0
        return Cue(rep.end_s, *QUESTION) if self._lifted >= RUNNING else None

    def asked(self) -> None:
        """Note that the question was asked; the next one takes as many repetitions again."""
        self._lifted = 0

    def lift_in(self, start_s: float, end_s: float) -> float:
        """Highest median over a second above the flat back, trunk lengths; NaN where not judged."""
        lines = [line for line in self._lines if start_s <= line.t <= end_s]
        if not self.ready or len(lines) < MOMENTS or _share_seen(lines) < SEEN:
            return math.nan
        t = np.array([line.t for line in lines])
        heights = np.array([line.height for line in lines])
        highest = -math.inf
        for i, end in enumerate(t):
            if end - t[0] < OVER_S:
                continue
            second = heights[: i + 1][t[: i + 1] > end - OVER_S]
            known = second[np.isfinite(second)]
            if known.size >= MOMENTS and known.size >= SEEN * second.size:
                highest = max(highest, float(np.median(known)))
        return highest - self.flat if math.isfinite(highest) else math.nan

    def _take_flat(self, t: float) -> None:
        """Take the last seconds as the flat back if they were seen and still."""
        if t - self._lines[0].t < FLAT_S:
            return
        lines = [line for line in self._lines if line.t > t - FLAT_S]
        heights = _known(lines)
        if len(heights) < 2 * MOMENTS or _share_seen(lines) < SEEN:
            return
        low, high = np.quantile(heights, (0.1, 0.9))
        if high - low <= STILL:
            self.flat = float(np.median(heights))


def _known(lines: Sequence[BackLine]) -> Floats:
    return np.array([line.height for line in lines if line.why_not is None and math.isfinite(line.height)])


def _share_seen(lines: Sequence[BackLine]) -> float:
    return len(_known(lines)) / len(lines)
