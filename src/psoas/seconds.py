"""A monotonic clock that includes the computer's sleep."""

from __future__ import annotations

import sys
import time


def seconds() -> float:
    """Return the seconds since some moment in the past, sleep included.

    `time.monotonic` stops during sleep on Linux and macOS, so a rest would go on afterwards as if no time had passed.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC_RAW)
    return time.monotonic()
