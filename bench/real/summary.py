"""Scores of real people drawn together, one model or selection at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

from bench.accuracy.summary import Numbers, count, fault_numbers, other_numbers, recognised_numbers
from bench.real.run import RealScore
from psoas.programme.catalogue import load

_MINUTE_S = 60.0


def summarise(scores: Sequence[RealScore]) -> Numbers:
    """All numbers of some clips, as the bench of rendered people names them."""
    sets = [s for s in scores if s.march]
    other = [s for s in scores if not s.march]
    return {
        "clips": len({s.clip.name for s in scores}),
        "counts": count([s.score for s in sets]),
        "other_movement": other_numbers([s.score for s in other]).get("real video", {}),
        "in_position": {
            name: _rate([s for s in other if _lies(s) == lying])
            for name, lying in (("lying", True), ("upright", False))
        },
        "other_clips": len({s.clip.name for s in other}),
        "other_clips_counted": len({s.clip.name for s in other if s.score.counting.counted}),
        "set_corrections": sum(s.corrections for s in sets),
        "other_corrections": sum(s.corrections for s in other),
        "faults": fault_numbers([s.score for s in sets]),
        "doubts": {
            "sets": _doubts(sets),
            "other": _doubts([s for s in other if not s.clip.quick]),
        },
        "quick": _quick(other),
        "recognised": recognised_numbers([s.score for s in sets]),
        "other_taken_for_a_level": len({s.clip.name for s in other if s.score.recognised}),
    }


def of_both(by_model: dict[str, list[RealScore]]) -> set[str]:
    """Names of the clips that every model has seen."""
    seen = [{s.clip.name for s in scores} for scores in by_model.values()]
    return reduce(set.intersection, seen) if seen else set()


def _lies(one: RealScore) -> bool:
    return load().level(one.score.level).lies


def _rate(scores: Sequence[RealScore]) -> Numbers:
    """Invented a minute of the time in which the body was as the levels ask; each level counts."""
    seconds = sum(s.in_position_s for s in scores)
    invented = sum(len(s.score.counting.counted) for s in scores if s.in_position_s)
    return {
        "minutes": seconds / _MINUTE_S,
        "invented": invented,
        "a_minute": invented / seconds * _MINUTE_S if seconds else float("nan"),
    }


def _doubts(scores: Sequence[RealScore]) -> dict[str, int]:
    wrong = [s for s in scores if not s.score.counting.exact]
    right = [s for s in scores if s.score.counting.exact]
    return {
        "wrong": len(wrong),
        "wrong_doubted": sum(bool(s.doubts) for s in wrong),
        "right": len(right),
        "right_doubted": sum(bool(s.doubts) for s in right),
    }


def _quick(scores: Sequence[RealScore]) -> dict[str, Any]:
    mine = [s for s in scores if s.clip.quick and s.score.level == s.clip.entry.level]
    return {"clips": len(mine), "told": sum(s.told_why for s in mine)}
