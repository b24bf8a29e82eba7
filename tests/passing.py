"""Time as it passes before a person: in steps that are short enough to be led through."""

from __future__ import annotations

from collections.abc import Iterator

#: Longest step, seconds; a session takes a longer one than two for a computer that slept.
STEP_S = 1.0


def moments(start: float, end: float, step_s: float = STEP_S) -> Iterator[float]:
    """Give the moments after `start`, one `step_s` after the other, and `end` as the last."""
    n = 1
    while start + n * step_s < end:
        yield start + n * step_s
        n += 1
    yield end
