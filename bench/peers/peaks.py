"""Repetitions as peaks of a curve (`scipy.signal.find_peaks`), with the whole recording at hand."""

from __future__ import annotations

import numpy as np

from bench.peers.made import Found
from psoas.body.skeleton import SIDES, Floats, Side
from psoas.programme.motion import Motion

#: Peaks stand out this share of the exercise's travel, or of what this recording shows if that is more.
_PROMINENCE, _OF_RANGE = 0.35, 0.4
#: Seconds between two peaks of one leg at least, and how long one is beyond half its height.
_APART_S, _LASTS_S = 1.0, 0.3
#: Window of the moving median and mean that takes the jitter out, seconds.
_SMOOTH_S = 0.25


def of_each_hip(t: Floats, hip: dict[Side, Floats], motion: Motion) -> list[Found]:
    """Peaks of each hip's angle for itself."""
    return _sorted(rep for side in SIDES for rep in _peaks(t, hip[side], side, motion))


def of_the_difference(t: Floats, hip: dict[Side, Floats], motion: Motion) -> list[Found]:
    """Peaks and valleys of the difference of both hips, the best single signal."""
    difference = hip["left"] - hip["right"]
    return _sorted(
        rep
        for side, curve in (("left", difference), ("right", -difference))
        # The sign tells the side, so a peak must lie on its own side of zero: the way back to rest is none.
        for rep in _peaks(t, curve, side, motion, _PROMINENCE * abs(motion.travel_deg))  # type: ignore[arg-type]
    )


def _peaks(t: Floats, angle: Floats, side: Side, motion: Motion, height: float | None = None) -> list[Found]:
    from scipy.signal import find_peaks  # noqa: PLC0415 - the other ways do without, and their cost should too

    known = np.isfinite(angle)
    if known.sum() < 5:
        return []
    step = float(np.median(np.diff(t)))
    # Even samples: what was thinned out or not seen is filled in by straight lines.
    even = np.arange(t[known][0], t[known][-1] + step / 2, step)
    curve = _smooth(np.interp(even, t[known], angle[known]), step) * np.sign(motion.travel_deg)
    usual = float(np.percentile(curve, 95) - np.percentile(curve, 5))
    at, about = find_peaks(
        curve,
        height=height,
        prominence=max(_PROMINENCE * abs(motion.travel_deg), _OF_RANGE * usual),
        distance=max(1, round(_APART_S / step)),
        width=max(1, round(_LASTS_S / step)),
    )
    return [
        Found(side, float(even[a]), float(even[i]), float(even[b]))
        for i, a, b in zip(at, about["left_bases"], about["right_bases"], strict=True)
    ]


def _smooth(curve: Floats, step: float) -> Floats:
    n = max(1, round(_SMOOTH_S / step) // 2 * 2 + 1)
    padded = np.pad(curve, n // 2, mode="edge")
    median = np.median(np.lib.stride_tricks.sliding_window_view(padded, n), axis=1)
    padded = np.pad(median, n // 2, mode="edge")
    mean: Floats = np.convolve(padded, np.ones(n) / n, mode="valid")
    return mean


def _sorted(reps: object) -> list[Found]:
    return sorted(reps, key=lambda rep: rep.peak_s)  # type: ignore[call-overload, no-any-return]
