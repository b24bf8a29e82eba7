"""Time from left to right: what all plots over a recording share."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

#: Width of the picture, and what is kept free of it on both sides.
WIDTH, LEFT, RIGHT = 960.0, 46.0, 12.0
_TICKS_S = (1, 2, 5, 10, 15, 30)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A stretch of a recording's time, seconds, across a picture."""

    start: float
    end: float

    def x(self, t: float) -> float:
        """Where a moment stands; those outside at the nearer end."""
        share = (min(max(t, self.start), self.end) - self.start) / (self.end - self.start)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def shows(self, start_s: float, end_s: float) -> bool:
        """Whether any of this time is in the picture."""
        return end_s >= self.start and start_s <= self.end

    def axis(self, bottom: float) -> Iterator[str]:
        """Minutes and seconds along the foot."""
        step = next((s for s in _TICKS_S if (self.end - self.start) / s <= 16), 60)
        for i in range(math.ceil(self.start / step), math.floor(self.end / step) + 1):
            x = self.x(i * step)
            yield f'<path d="M{x:.1f} {bottom:g}v5" class="axis"/>'
            words = f"{i * step // 60}:{i * step % 60:02d}"
            yield f'<text x="{x:.1f}" y="{bottom + 18:g}" class="tick" text-anchor="middle">{words}</text>'
        yield f'<path d="M{LEFT:g} {bottom:g}H{WIDTH - RIGHT:g}" class="axis"/>'
