"""What the bench must show, and what it shows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from bench.accuracy.summary import Numbers

#: How far the duration of each phase of a repetition may be off, median, seconds.
_TIME_S = 0.25


@dataclass(frozen=True, slots=True)
class Aim:
    """One number asked for.

    Attributes
    ----------
    asked, shown : str
        For people.
    met : bool or None
        None where nothing was measured.
    """

    asked: str
    shown: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class Row:
    """One measure, for clean and for hard sets."""

    name: str
    clean: Aim
    hard: Aim


def _aim(value: float | None, limit: float, *, at_least: bool = False, unit: str = "", times: float = 1) -> Aim:
    asked = f"{'>=' if at_least else '<='} {limit * times:g}{unit}" if limit or at_least else "0"
    if value is None or math.isnan(value):
        return Aim(asked, "-", None)
    met = value >= limit if at_least else value <= limit
    return Aim(asked, f"{value * times:.3g}{unit}{'' if met else ' !'}", met)


def targets(numbers: Numbers) -> Iterator[Row]:
    """The issue's table with what was reached; an exclamation mark where it was not."""
    clean, hard = (numbers["counts"]["by_set"].get(k, {}) for k in ("clean", "hard"))
    per_cent = {"unit": " %", "times": 100}
    yield Row(
        "sets of 10 to 24 counted exactly on both sides",
        _aim(clean.get("long_exact"), 0.98, at_least=True, **per_cent),
        _aim(hard.get("long_exact"), 0.93, at_least=True, **per_cent),
    )
    yield Row(
        "repetitions given to the wrong side",
        _aim(clean.get("wrong_side_share"), 0.0, **per_cent),
        _aim(hard.get("wrong_side_share"), 0.002, **per_cent),
    )
    for way in ("recorded", "live"):
        told = [numbers["times"].get(f"{kind}, {way}", {}) for kind in ("clean", "hard")]
        for phase, name in (("out", "way out"), ("hold", "hold"), ("back", "way back")):
            yield Row(
                f"{name} of a repetition, {way}: median error",
                *(_aim(n.get(f"{phase}_median_s"), _TIME_S, unit=" s") for n in told),
            )
    other = numbers["other_movement"]
    worst = max((v["mean_in_30_min"] for k, v in other.items() if k.startswith("motion")), default=None)
    mine = (other.get("other clips") or {}).get("mean_in_30_min")
    yield Row(
        "repetitions invented in 30 minutes of other movement (left: motion capture; right: rendered)",
        _aim(worst, 0.0),
        _aim(mine, 1.0),
    )
    for leg, limits in (("near", (4.0, 6.0)), ("far", (6.0, 9.0))):
        for part in ("hip", "knee"):
            errors = [numbers["angles"].get(k, {}).get(f"{leg} {part}", {}).get("mean_abs") for k in ("clean", "hard")]
            yield Row(
                f"{part} angle error, {leg} leg",
                *(_aim(e, limit, unit="°") for e, limit in zip(errors, limits, strict=True)),
            )
    faults = [numbers["faults"].get(k, {}).get("all", {}) for k in ("clean", "hard")]
    for name, kind in (
        ("fault recall, checks that are spoken", "spoken"),
        ("fault recall, all faults performed", "all"),
    ):
        found = [numbers["faults"].get(k, {}).get(kind, {}) for k in ("clean", "hard")]
        yield Row(
            name, *(_aim(f.get("recall"), limit, at_least=True) for f, limit in zip(found, (0.9, 0.8), strict=True))
        )
    yield Row("false cues in a set of 12", *(_aim(f.get("false_per_12"), 1.0) for f in faults))
    right = [numbers["recognised"].get(k, {}).get("right") for k in ("clean", "hard")]
    yield Row(
        "level recognised, by movement alone (with the band: bench/studies/levels.py)",
        *(_aim(r, limit, at_least=True) for r, limit in zip(right, (0.95, 0.9), strict=True)),
    )
    still = [numbers["angles"].get(k, {}).get("resting_p95_deg") for k in ("clean", "hard")]
    yield Row("a resting leg seems to move (95 %)", *(_aim(s, 8.0, unit="°") for s in still))
