"""Many scores drawn together: plain dictionaries, as they go into tables, JSON and the page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import Any

import numpy as np

from bench.accuracy.angles import CONFIDENCE_LIMITS, Angles
from bench.accuracy.forms import Tally
from bench.accuracy.phases import PHASES
from bench.accuracy.run import Meanwhile, Score
from psoas.programme.catalogue import load

Numbers = dict[str, Any]
#: Kinds of clips in the order of tables.
KINDS = ("clean", "hard", "faults", "capture", "capture-flat")
#: The issue asks for sets of this many repetitions; the false cues are per set of this many.
LONG_SET, SET_OF = range(10, 25), 12
_HALF_HOUR_S = 1800.0
#: A check whose precision is lower is not to be spoken.
SPEAKS_FROM = 0.8


def summarise(scores: Sequence[Score]) -> Numbers:
    """All numbers of a run."""
    marches = [s for s in scores if s.shown_level is not None]
    rendered = [s for s in marches if not s.kind.startswith("capture")]
    kinds = _groups(marches, lambda s: s.kind)
    return {
        "counts": {
            "by_set": {k: count(v) for k, v in _groups(rendered, lambda s: s.set).items()},
            "by_kind": {k: count(v) for k, v in kinds.items()},
            "by_kind_and_level": {
                f"{k} {level}": count(w) for k, v in kinds.items() for level, w in _groups(v, lambda s: s.level).items()
            },
            "by_condition": {
                c: count([s for s in rendered if c in s.conditions])
                for c in sorted({c for s in rendered for c in s.conditions})
            },
        },
        "times": {
            f"{group}, {way}": time_numbers(way, some)
            for group, some in kinds.items()
            for way in ("recorded", "live")
            if any(way in s.times for s in some)
        },
        "angles": {
            **{k: angle_numbers(v) for k, v in _groups(rendered, lambda s: s.set).items()},
            **{k: angle_numbers(v) for k, v in kinds.items() if k.startswith("capture")},
        },
        "angles_by_level": {
            f"{k} {level}": angle_numbers(w)
            for k, v in _groups(rendered, lambda s: s.set).items()
            for level, w in _groups(v, lambda s: s.level).items()
        },
        "confidence": (classes := confidence_classes(_added(rendered))),
        "confidence_error": calibration_error(classes),
        "faults": {k: fault_numbers(v) for k, v in _groups(rendered, lambda s: s.set).items()},
        "faults_by_level": {
            f"{k} {level}": fault_numbers(w)
            for k, v in _groups(rendered, lambda s: s.set).items()
            for level, w in _groups(v, lambda s: s.level).items()
        },
        "other_movement": other_numbers(scores),
        "recognised": {k: recognised_numbers(v) for k, v in _groups(rendered, lambda s: s.set).items()},
        "cost_ms_a_frame": _mean([1000 * s.cost_s / s.frames for s in scores if s.frames]),
    }


def count(scores: Sequence[Score]) -> Numbers:
    """How sets were counted."""
    each = [s.counting for s in scores]
    long = [c for c in each if len(c.true) in LONG_SET]
    peaks = np.array([error for c in each for error in c.peak_errors_s])
    reps = sum(len(c.true) for c in each)
    return {
        "sets": len(each),
        "exact": _mean([c.exact for c in each]),
        "faithful": _mean([c.faithful for c in each]),
        "wrong_doubted": sum(c.doubted for c in each if not c.exact),
        "right_doubted": sum(c.doubted for c in each if c.exact),
        "long_sets": len(long),
        "long_exact": _mean([c.exact for c in long]),
        "reps": reps,
        "wrong_side": sum(c.wrong_side for c in each),
        "wrong_side_share": sum(c.wrong_side for c in each) / reps if reps else math.nan,
        "missed": sum(c.missed for c in each),
        "called_short": sum(c.called_short for c in each),
        "invented": sum(c.invented for c in each),
        "short_true": sum(c.short_true for c in each),
        "short_counted": sum(c.short_counted for c in each),
        "peak_median_s": float(np.median(np.abs(peaks))) if len(peaks) else math.nan,
        "peak_p95_s": float(np.percentile(np.abs(peaks), 95)) if len(peaks) else math.nan,
        "peak_bias_s": _mean(peaks),
        **_bounds("begin", [error for c in each for error in c.begin_errors_s]),
        **_bounds("end", [error for c in each for error in c.end_errors_s]),
    }


def time_numbers(way: str, scores: Sequence[Score]) -> Numbers:
    """How far off the phases of repetitions are told, judged in one way: medians without and with sign, seconds."""
    known = {
        phase: [error for s in scores if way in s.times for error in s.times[way][phase] if not math.isnan(error)]
        for phase in PHASES
    }
    ends = {f"{phase}_p90_s": float(np.percentile(np.abs(known[phase]), 90)) for phase in PHASES if known[phase]}
    numbers: Numbers = {"reps": len(known["out"]), **ends}
    for phase in PHASES:
        numbers |= _bounds(phase, known[phase])
    return numbers


def _bounds(name: str, errors: Sequence[float]) -> Numbers:
    """How far a time is off: medians without and with sign, seconds."""
    known = np.array(errors) if errors else np.array([math.nan])
    return {f"{name}_median_s": float(np.median(np.abs(known))), f"{name}_bias_s": float(np.median(known))}


def angle_numbers(scores: Sequence[Score]) -> Numbers:
    """Errors of angles, what was not judged, how still a resting leg seems."""
    total = _added(scores)
    moved = np.array([deg for deg, _ in total.resting])
    seen = total.seen_s + total.unseen_s
    return {
        **{key: errors.as_dict() for key, errors in sorted(total.judged.items())},
        "shape": {key: errors.as_dict() for key, errors in sorted(total.shape.items())},
        "unseen_s": total.unseen_s,
        "unseen_share": total.unseen_s / seen if seen else math.nan,
        "unseen_blind_s": total.blind_s,
        "raw_error_seen_deg": total.raw_seen.mean,
        "raw_error_unseen_deg": total.raw_unseen.mean,
        "resting_legs": len(moved),
        "resting_p95_deg": float(np.percentile(moved, 95)) if len(moved) else math.nan,
        "resting_max_deg": float(moved.max()) if len(moved) else math.nan,
        "resting_median_deg": float(np.median(moved)) if len(moved) else math.nan,
    }


def confidence_classes(total: Angles) -> list[Numbers]:
    """Errors by class of confidence."""
    lower = (0.0, *CONFIDENCE_LIMITS[:-1])
    return [
        {
            "from": low,
            "to": high,
            "joints": klass.place.n,
            "place_percent_of_height": klass.place.mean,
            "place_p95": klass.place.percentile(95),
            "legs": klass.angle.n,
            "angle_deg": klass.angle.mean,
            "angle_p95": klass.angle.percentile(95),
            "angles": klass.n,
            "stated": klass.stated / klass.n if klass.n else math.nan,
            "found": klass.right / klass.n if klass.n else math.nan,
        }
        for low, high, klass in zip(lower, CONFIDENCE_LIMITS, total.confidence, strict=True)
    ]


def calibration_error(classes: Sequence[Numbers]) -> float:
    """Mean difference between stated and found share of right angles, each class weighing as many as it has."""
    known = [c for c in classes if c["angles"]]
    total = sum(c["angles"] for c in known)
    return sum(c["angles"] * abs(c["stated"] - c["found"]) for c in known) / total if total else math.nan


def fault_numbers(scores: Sequence[Score]) -> Numbers:
    """Recall, precision and false cues of each fault, of those that are spoken at their level, and of all together."""
    tallies: dict[str, Tally] = {}
    looked_for: dict[str, int] = {}
    for s in scores:
        for fault, tally in s.forms.items():
            tallies[fault] = tallies.get(fault, Tally()) + tally
            looked_for[fault] = looked_for.get(fault, 0) + s.true_reps
    reps = sum(s.true_reps for s in scores)
    spoken = (tally for s in scores for fault, tally in s.forms.items() if fault in s.spoken)
    numbers = {fault: _tally(tallies[fault], looked_for[fault]) for fault in sorted(tallies)}
    return numbers | {
        "spoken": _tally(reduce(Tally.__add__, spoken, Tally()), reps),
        "all": _tally(reduce(Tally.__add__, tallies.values(), Tally()), reps),
    }


def _tally(tally: Tally, reps: int) -> Numbers:
    spoken = tally.spoken_hits + tally.spoken_alarms
    return {
        "performed": tally.hits + tally.misses,
        "found": tally.hits + tally.alarms,
        "recall": tally.recall,
        "precision": tally.precision,
        "false_per_12": SET_OF * tally.alarms / reps if reps else math.nan,
        "spoken": spoken,
        "spoken_precision": tally.spoken_hits / spoken if spoken else math.nan,
        "spoken_false_per_12": SET_OF * tally.spoken_alarms / reps if reps else math.nan,
    }


def other_numbers(scores: Sequence[Score]) -> Numbers:
    """Repetitions counted where none was performed, scaled to half an hour, for each level and source."""
    sources = {
        "other clips": [s for s in scores if s.kind == "other"],
        "real video": [s for s in scores if s.kind == "real"],
        "motion capture": [s for s in scores if s.kind == "capture"],
        "motion capture, flat": [s for s in scores if s.kind == "capture-flat"],
        "between repetitions": [s for s in scores if s.kind in ("clean", "hard", "faults")],
    }
    return {name: _rates(found) for name, found in sources.items() if any(s.other_s for s in found)}


def _rates(scores: Sequence[Score]) -> Numbers:
    by_level = {str(level): _rate(mine) for level, mine in _groups(scores, lambda s: s.level).items()}
    rates = [row["in_30_min"] for row in by_level.values() if not math.isnan(row["in_30_min"])]
    by_posture = {
        name: _rate(mine)
        for name, lies in (("lying", True), ("upright", False))
        if (mine := [s for s in scores if load().level(s.level).lies == lies])
    }
    return {
        "by_level": by_level,
        "by_posture": by_posture,
        "by_movement": _by_movement(scores),
        "mean_in_30_min": _mean(rates),
        "worst_in_30_min": max(rates, default=math.nan),
    }


def _rate(scores: Sequence[Score]) -> Numbers:
    seconds, invented = sum(s.other_s for s in scores), sum(s.invented_then for s in scores)
    return {
        "minutes": seconds / 60,
        "invented": invented,
        "in_30_min": invented / seconds * _HALF_HOUR_S if seconds else math.nan,
    }


def _by_movement(scores: Sequence[Score]) -> Numbers:
    """What was counted in each movement, whichever leg does it, all levels together."""
    found: dict[str, list[Meanwhile]] = {}
    for one in (one for s in scores for one in s.meanwhile):
        found.setdefault(one.what.removesuffix("-R").removesuffix("-L"), []).append(one)
    return {
        what: {"minutes": sum(one.seconds for one in mine) / 60, "invented": sum(one.invented for one in mine)}
        for what, mine in sorted(found.items())
    }


def recognised_numbers(scores: Sequence[Score]) -> Numbers:
    """Share of sets whose level the product recognises, and of those it cannot tell."""
    wrong = [
        (s.shown_level, either(s.recognised)) for s in scores if s.recognised and s.shown_level not in s.recognised
    ]
    return {
        "right": _mean([s.shown_level in s.recognised for s in scores]),
        "cannot_tell": _mean([not s.recognised for s in scores]),
        "confusions": {f"{a} taken for {b}": wrong.count((a, b)) for a, b in sorted(set(wrong), key=str)},
    }


def either(levels: Sequence[int], none: str = "-") -> str:
    """Write an answer as "4" or "1 or 3", or as `none` if there is none."""
    return " or ".join(map(str, levels)) or none


def plain(value: Any) -> Any:
    """The same for JSON, which knows no NaN: four digits, None for what is not known."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if isinstance(value, (float, np.floating)):
        return None if math.isnan(value) else round(float(value), 4)
    return int(value) if isinstance(value, np.integer) else value


def _added(scores: Iterable[Score]) -> Angles:
    return reduce(Angles.__add__, (s.angles for s in scores), Angles())


def _groups(scores: Iterable[Score], key: Callable[[Score], Any]) -> dict[Any, list[Score]]:
    groups: dict[Any, list[Score]] = {}
    for s in scores:
        groups.setdefault(key(s), []).append(s)
    order = {kind: i for i, kind in enumerate(KINDS)}
    return dict(sorted(groups.items(), key=lambda item: (order.get(item[0], 99), str(item[0]))))


def _mean(values: Sequence[float] | np.ndarray) -> float:
    return float(np.mean(np.asarray(values, dtype=float))) if len(values) else math.nan
