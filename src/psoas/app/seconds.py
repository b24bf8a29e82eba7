"""Seconds that only ever grow, and that the computer's sleep is part of."""

from __future__ import annotations

import sys
import time


def seconds() -> float:
    """Seconds since some moment in the past, sleep included.

    `time.monotonic` stands still during sleep on Linux and macOS: a rest would go on after it as if nothing had been.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC_RAW)
    return time.monotonic()
