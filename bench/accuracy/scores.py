"""Scores as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bench.accuracy.run import Score
from bench.accuracy.summary import Numbers, plain

SCHEMA = 1


def as_json(numbers: Numbers, scores: Sequence[Score]) -> dict[str, Any]:
    """All numbers, drawn together and clip by clip."""
    return {"schema": SCHEMA, **plain(numbers), "clips": [plain(_clip(s)) for s in scores]}


def _clip(s: Score) -> dict[str, Any]:
    return {
        "name": s.name,
        "kind": s.kind,
        "set": s.set,
        "level": s.level,
        "conditions": s.conditions,
        **asdict(s.counting),
        "angles": {key: errors.as_dict() for key, errors in s.angles.judged.items()},
        "unseen_s": s.angles.unseen_s,
        "seen_s": s.angles.seen_s,
        "resting_deg": [deg for deg, _ in s.angles.resting],
        "faults": {fault: asdict(tally) for fault, tally in s.forms.items()},
        "other_s": s.other_s,
        "invented_then": s.invented_then,
        "recognised": s.recognised,
        "cost_ms_a_frame": 1000 * s.cost_s / s.frames if s.frames else None,
    }
