"""What feet and hips tell: other movements counted as a march with and without asking them, and marches likewise.

The figure is ours. Depths, heights, paces and views are other ones than those that the limits were chosen on
(`psoas.coach.footing`, `CHOSEN`): what counts there says what the rule is worth, though our figure is no person.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from unittest.mock import patch

import numpy as np
from rich.console import Console
from rich.table import Table

from bench.skeletons import exercises, planted
from bench.skeletons.planted import Planted
from psoas.analysis.coaching import as_known, coach_skeletons
from psoas.body.skeleton import Skeleton
from psoas.coach.events import Rep
from psoas.programme.catalogue import load
from psoas.testing import synthetic

#: Degrees from side-on and above level.
VIEWS = ((20.0, 3.0), (60.0, 15.0), (-45.0, 10.0))
OTHERS: dict[str, list[Planted]] = {
    "squats, a foot ahead": [planted.squats(deep, ahead) for deep in (0.12, 0.23) for ahead in (0.15, 0.25)],
    "lunges": [planted.lunges(step, deep) for step in (0.35, 0.45) for deep in (0.05, 0.15)],
    "steps up and down again": [planted.step_ups(high, stays=False) for high in (0.14, 0.22, 0.3)],
    "steps up, a foot stays up": [planted.step_ups(high) for high in (0.14, 0.22, 0.3)],
    "walking, the camera goes along": [
        planted.walking_along(step, pace, 0.08) for step in (0.35, 0.45) for pace in (1.4, 2.0)
    ],
    "sit to stand": [exercises.sit_to_stands(high, back) for high in (0.22, 0.27) for back in (0.0, 0.1)],
    "leg swings": [
        exercises.leg_swings(there, back, pace) for there, back in ((45, 25), (70, 35)) for pace in (1.4, 2.2)
    ],
    "burpees": [exercises.burpees(pace) for pace in (0.6, 1.0)],
    "mountain climbers": [exercises.mountain_climbers(knee, pace) for knee in (0.3, 0.4) for pace in (0.7, 1.3)],
    "cycling on the back": [exercises.cycling(turn, wide) for turn in (1.3, 2.4) for wide in (0.12, 0.17)],
    "L-sits": [exercises.l_sits(tremble=shakes) for shakes in (0.02, 0.05)],
}  # fmt: skip
LYING, UPRIGHT = (1, 2, 3, 4), (5, 6)


def counted(seen: Sequence[Skeleton], level: int, asked: bool = True) -> int:
    """Repetitions counted, with or without asking the feet."""
    exercise = load().level(level)
    with patch("psoas.coach.rep_counter.on_one_foot", lambda *_: True) if not asked else nullcontext():
        skeletons, reach = as_known(seen, exercise)
        _, events = coach_skeletons(((None, s) for s in skeletons), exercise, reach=reach)
    return sum(isinstance(event, Rep) and not event.short for event in events)


def march(level: int, reach: float, yaw: float, elevation: float, tempo: float) -> list[Skeleton]:
    """Six repetitions whose landmarks shake."""
    shake = np.random.default_rng(1).normal(0, planted.SHAKE_PX, (97, 33, 2))
    return synthetic(
        load().level(level), [("left", reach), ("right", reach)] * 3, yaw_deg=yaw, elevation_deg=elevation,
        tempo=tempo, noise_px=shake,
    )  # fmt: skip


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    console = Console(width=None if sys.stdout.isatty() else 160)
    table = Table("movement", "minutes", "lying, 1 to 4", "upright, 5 and 6, feet not asked", "with them", box=None)
    total = np.zeros(4)
    for name, moves in OTHERS.items():
        seen = [planted.skeletons(m, yaw_deg=yaw, elevation_deg=up, fps=15) for m in moves for yaw, up in VIEWS]
        minutes = sum(s[-1].t - s[0].t for s in seen) / 60
        lying = sum(counted(s, level) for s in seen for level in LYING)
        without, with_feet = (
            sum(counted(s, level, asked) for s in seen for level in UPRIGHT) for asked in (False, True)
        )
        total += (minutes, lying, without, with_feet)
        table.add_row(name, f"{minutes:.1f}", str(lying), str(without), str(with_feet))
    table.add_row("in 30 minutes, each level", "", *_half_hours(total))
    console.print(table)
    table = Table("movement", "level", "done", "counted without the feet", "with them", box=None)
    for reach in (1.0, 0.7):
        for level in UPRIGHT:
            marches = [march(level, reach, yaw, up, tempo) for yaw, up in VIEWS for tempo in (0.5, 1.0)]
            without, with_feet = (sum(counted(s, level, asked) for s in marches) for asked in (False, True))
            name = "marching" if reach == 1.0 else f"marching, {reach:.0%} of the way"
            table.add_row(name, str(level), str(6 * len(marches)), str(without), str(with_feet))
    console.print(table)


def _half_hours(total: Sequence[float]) -> list[str]:
    minutes, lying, without, with_feet = total
    parts = ((lying, LYING), (without, UPRIGHT), (with_feet, UPRIGHT))
    return [f"{30 * found / minutes / len(levels):.1f}" for found, levels in parts]


if __name__ == "__main__":
    main()
