"""Form checks: measure a repetition and compare it with the limits in the exercise file."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from psoas.body.angles import wrap_deg
from psoas.body.skeleton import SIDES, Floats, Side, other
from psoas.coach.along import strays
from psoas.coach.baseline import START_FRAMES, Baseline, home
from psoas.coach.measurements import Measurement
from psoas.coach.rep_counter import USUAL_REACH, Window
from psoas.programme.model import Check
from psoas.programme.motion import Motion

#: Seconds beyond a limit within one repetition that make a fault; a single bad frame is the pose model's error.
FAULT_S = 0.35
#: Judge only if this share of the repetition was measured, with this confidence in both legs.
_MEASURED, _CONFIDENCE = 0.6, 0.5
#: Judge times and range of the working leg only from this confidence: the far leg of a lying person is often found late
#: and lost early, which makes its way back look too fast.
JUDGED_FROM_CONFIDENCE = 0.65
#: A leg with less confidence than this often has too small a range.
_SURE_CONFIDENCE = 0.8
#: Judge a holding leg only from this confidence; it drifts if its movement correlates this much with the working leg's.
HOLDING_CONFIDENCE, _GOES_WITH = 0.55, 0.85
#: Fastest possible way back, seconds; if it seems faster, the pose model lost the leg.
POSSIBLE_BACK_S = 0.2
#: A holding leg moves less than this, degrees, while the other one comes back.
STILL_DEG = 10.0

#: Measures that apply to a repetition that was only begun.
OF_REACH = ("range_share", "range_of_usual")

MeasureFunction = Callable[[Window, Motion, Baseline], Floats]

#: Name in an exercise file to the function that measures it: one value per frame, or one for the whole repetition.
MEASURES: dict[str, MeasureFunction] = {}


def measure(function: MeasureFunction) -> MeasureFunction:
    """Register a function under its own name."""
    MEASURES[function.__name__] = function
    return function


def _each(window: Window, value: Callable[[Measurement], float]) -> Floats:
    return np.array([value(frame) for frame in window.frames], dtype=np.float64)


@measure
def holding_drift_deg(window: Window, _motion: Motion, _usual: Baseline) -> Floats:
    """Movement of the other thigh since the repetition began, degrees, flexion positive, shape (frames,).

    NaN where confidence in that leg is low or it moves independently. A leg still returning from its own repetition
    does not drift, and the pose model has less confidence in legs it mixes up (rendered clips: true drifts correlate
    with the working leg by 0.75 or more; seven in ten others stay below 0.5).
    """
    side = other(window.rep.side)
    angle = np.unwrap(_each(window, lambda f: f.swing[side]), period=360.0)
    working = np.unwrap(_each(window, lambda f: f.swing[window.rep.side]), period=360.0)
    sure = float(np.mean([f.confidence[side] for f in window.frames])) >= HOLDING_CONFIDENCE
    if not sure or abs(_correlation(angle, working)) < _GOES_WITH:
        return np.full(len(angle), math.nan)
    return np.asarray(angle - statistics.median(angle[:START_FRAMES]))


def _correlation(one: Floats, two: Floats) -> float:
    one, two = one - one.mean(), two - two.mean()
    size = math.sqrt(float(one @ one) * float(two @ two))
    return float(one @ two) / size if size > 0 else 0.0


@measure
def holding_thigh_deg(window: Window, _motion: Motion, _usual: Baseline) -> Floats:
    """Hip angle of the holding leg, degrees, shape (frames,)."""
    return _each(window, lambda f: f.hip(other(window.rep.side)))


@measure
def back_s(window: Window, _motion: Motion, _usual: Baseline) -> Floats:
    """Duration of the way back over the full range, seconds, shape (1,).

    Scaled to the exercise's range, since a smaller movement takes less time at the same speed. NaN where the other leg
    seems to move too, because the pose model then mixes the two up.
    """
    rep = window.rep
    share = min(rep.range_deg / abs(_motion.travel_deg), 1.0)
    late = [f for f in window.frames if rep.end_s - rep.back_s - 0.1 <= f.t <= rep.end_s + 0.1]
    theirs = np.unwrap([f.swing[other(rep.side)] for f in late if f.swing], period=360.0)
    mixed_up = theirs.size and float(np.ptp(theirs)) > STILL_DEG
    return np.array([math.nan if mixed_up or rep.back_s < POSSIBLE_BACK_S else rep.back_s / share])


@measure
def range_share(window: Window, motion: Motion, usual: Baseline) -> Floats:
    """Range as a share of the range that the exercise asks for, shape (1,).

    At low confidence it is at least `range_of_usual`: such a leg often looks too small, but in all its repetitions.
    """
    share = np.array([window.rep.range_deg / abs(motion.travel_deg)])
    if window.rep.confidence >= _SURE_CONFIDENCE:
        return share
    at_least: Floats = np.fmax(share, range_of_usual(window, motion, usual))
    return at_least


@measure
def range_of_usual(window: Window, motion: Motion, usual: Baseline) -> Floats:
    """Range as a share of this leg's usual range in this set, at most the exercise's, shape (1,).

    An oblique camera shows all repetitions of a leg too small, but equally so. NaN for a leg's first repetition, and
    where the legs did not take turns, since one might be compared with the other. `usual` has already learnt this
    repetition.
    """
    rep = window.rep
    before = usual.ranges[rep.side][:-1]
    if not before or not usual.takes_turns:
        return np.array([math.nan])
    reach = min(float(np.percentile(before, USUAL_REACH)), abs(motion.travel_deg))
    return np.array([rep.range_deg / reach])


@measure
def peak_hip_deg(window: Window, _motion: Motion, _usual: Baseline) -> Floats:
    """Hip angle at the furthest point, degrees, shape (1,)."""
    return np.array([window.rep.peak_hip_deg])


@measure
def trunk_deg(window: Window, _motion: Motion, _usual: Baseline) -> Floats:
    """Direction of the trunk, degrees (90 upright, 180 lying), shape (frames,)."""
    return _each(window, lambda f: f.posture.trunk % 360.0 if f.posture else np.nan)


@measure
def trunk_drift_deg(window: Window, _motion: Motion, usual: Baseline) -> Floats:
    """Change of the trunk's direction from rest in this set, degrees, shape (frames,)."""
    return _each(window, lambda f: wrap_deg(f.posture.trunk - usual.usual("trunk")) if f.posture else np.nan)


@measure
def bridge_line_deg(window: Window, _motion: Motion, _usual: Baseline) -> Floats:
    """Angle shoulder - hip - ankle on the holding leg's side, degrees, 180 straight, shape (frames,)."""
    return _each(window, lambda f: f.line.get(other(window.rep.side), np.nan))


@measure
def stance_knee_deg(window: Window, _motion: Motion, _usual: Baseline) -> Floats:
    """Knee flexion of the stance leg, degrees, shape (frames,)."""
    side = other(window.rep.side)
    return _each(window, lambda f: f.posture.legs[side].knee if f.posture else np.nan)


@measure
def trunk_sway_deg(window: Window, _motion: Motion, usual: Baseline) -> Floats:
    """Sideways lean of the trunk relative to rest, degrees, positive to the left, shape (frames,)."""
    return _each(window, lambda f: f.sideways.lean - usual.usual("lean"))


@measure
def trunk_bend_deg(window: Window, _motion: Motion, usual: Baseline) -> Floats:
    """Lean of the trunk from its direction in quiet standing, in any direction, degrees, shape (frames,).

    Without depth, sideways lean is left out. The criterion is that of the hurdle step in Cook, Burton and Hoogenboom
    2006 (N Am J Sports Phys Ther 1:62): minimal to no movement of the trunk, and a dowel on the shoulders stays level.
    """
    ahead = _each(window, lambda f: wrap_deg(f.posture.trunk - usual.usual_quiet("trunk")) if f.posture else np.nan)
    aside = _each(window, lambda f: f.sideways.lean - usual.usual_quiet("lean"))
    return np.hypot(ahead, np.nan_to_num(aside))


@measure
def hips_tilt_deg(window: Window, _motion: Motion, usual: Baseline) -> Floats:
    """Slope of the line through the hips relative to rest, degrees, shape (frames,)."""
    return _each(window, lambda f: f.sideways.tilt - usual.usual("tilt"))


@measure
def hips_turn_deg(window: Window, _motion: Motion, usual: Baseline) -> Floats:
    """Turn of the line through the hips relative to rest, degrees, shape (frames,)."""
    return _each(window, lambda f: f.sideways.turn - usual.usual("turn"))


@measure
def heel_above_home(window: Window, _motion: Motion, usual: Baseline) -> Floats:
    """Height of the heel above its usual place after the leg has returned, trunk lengths, shape (1,).

    NaN for short repetitions and a leg's first one, and where the knee is above its usual place too, since the leg is
    then still moving. `usual` has already learnt this repetition.
    """
    heel, knee = home(window)
    before = np.array(usual.home[window.rep.side][:-1]).reshape(-1, 2)
    before = before[np.isfinite(before).all(axis=1)]
    if not len(before) or window.rep.short:
        return np.array([math.nan])
    usual_heel, usual_knee = np.median(before, axis=0)
    return np.array([heel - usual_heel if knee < usual_knee else math.nan])


@measure
def resting_knee_strays(window: Window, _motion: Motion, usual: Baseline) -> Floats:
    """How far the resting knee strays across the trunk from where it usually goes with this leg, shape (1,).

    In trunk lengths; for those who lie with their legs up. `usual` has already learnt this repetition.
    """
    known = [each for each in usual.alongs if each.side == window.rep.side]
    return np.array([strays("knee", usual.along, known) if usual.along else math.nan])


@measure
def hips_stray(_window: Window, _motion: Motion, usual: Baseline) -> Floats:
    """How far the hips stray across the trunk from where they usually go with either leg, trunk lengths, shape (1,).

    For those who stand: seen from the front or obliquely, hips swing to one side whichever leg works.
    """
    return np.array([strays("hips", usual.along, usual.alongs) if usual.along else math.nan])


@measure
def not_home_share(window: Window, motion: Motion, usual: Baseline) -> Floats:
    """Part of the way back that the working leg left undone, as a share of the exercise's range, shape (1,)."""
    side = window.rep.side
    last = statistics.median(f.swing[side] for f in window.frames[-3:])
    undone = wrap_deg(last - usual.usual(side)) / motion.travel_deg
    return np.array([undone])


def failed(check: Check, window: Window, motion: Motion, usual: Baseline) -> bool:
    """Whether a repetition failed a check; False where too little was seen to tell."""
    values = MEASURES[check.measure](window, motion, usual)
    low, high = check.keep
    if _too_oblique(check, window) or not _confident(check, window, once=values.size == 1):
        return False
    if values.size == 1:
        value = float(values[0])
        return bool(np.isfinite(value) and not low <= value <= high)
    t = np.array([f.t for f in window.frames])
    if check.during == "peak":
        begin, end = window.rep.near_furthest_s
        near = np.abs(t - window.rep.peak_s) <= max((end - begin) / 2, FAULT_S / 2)
        t, values = t[near], values[near]
    known = np.isfinite(values)
    if not known.size or known.mean() < _MEASURED:
        return False
    if check.during == "peak":
        return not low <= float(statistics.median(values[known])) <= high
    return _longest_s(t[known], (values[known] < low) | (values[known] > high)) >= FAULT_S


def _confident(check: Check, window: Window, *, once: bool) -> bool:
    """Whether confidence suffices for the check: in the working leg, or in both where every frame is judged."""
    legs = (
        [window.rep.confidence]
        if once
        else [float(np.mean([f.confidence[side] for f in window.frames])) for side in SIDES]
    )
    usual = JUDGED_FROM_CONFIDENCE if once else _CONFIDENCE
    return min(legs) >= (usual if check.from_confidence is None else check.from_confidence)


def _too_oblique(check: Check, window: Window) -> bool:
    views = [f.view_deg for f in window.frames if math.isfinite(f.view_deg)]
    return check.within_deg is not None and bool(views) and statistics.median(views) > check.within_deg


def _longest_s(t: Floats, wrong: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> float:
    longest, since = 0.0, np.nan
    for moment, bad in zip(t, wrong, strict=True):
        since = (moment if np.isnan(since) else since) if bad else np.nan
        longest = max(longest, moment - since) if bad else longest
    return float(longest)


def hardly_seen(confidence: Mapping[Side, float]) -> str | None:
    """Name the sides whose repetitions were counted but not judged; None where both were seen well.

    Parameters
    ----------
    confidence : mapping
        Side to the mean confidence of its repetitions, 0 to 1.
    """
    unsure = [side for side, value in confidence.items() if value < JUDGED_FROM_CONFIDENCE]
    if not unsure:
        return None
    leg = "Both legs were" if len(unsure) > 1 else f"The {unsure[0]} leg was"
    return f"{leg} partly hidden: counted, but too unsure to be judged or compared. Take those numbers as rough."


def faults(checks: Sequence[Check], window: Window, motion: Motion, usual: Baseline) -> tuple[Check, ...]:
    """Find the checks that a repetition failed, most important first."""
    if window.rep.short:
        # Nothing else can be judged in a repetition that was only begun.
        checks = [check for check in checks if check.measure in OF_REACH]
    found = [check for check in checks if failed(check, window, motion, usual)]
    return tuple(sorted(found, key=lambda check: check.priority))
