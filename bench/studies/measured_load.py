"""How right the load of a set that a camera saw is: the same model driven by measured and by true hip angles."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from psoas.analysis.analyze import analyze
from psoas.analysis.loads import QUANTITIES, Carried, SideLoad, set_load
from psoas.analysis.sources import Pictures, open_eyes
from psoas.biomechanics.anthropometry import Physique, loop_of
from psoas.biomechanics.measured import HipCourse
from psoas.body.skeleton import SIDES
from psoas.coach.coach import Coach
from psoas.coach.events import Rep
from psoas.programme.catalogue import load
from psoas.tracking.online import OnlineTracker

COLUMN = {"left": "hip_L", "right": "hip_R"}


def true_reps(truth: dict, reps: list[Rep]) -> list[Rep]:
    """The true repetitions in place of the counted ones: the nearest of the same side, all of it believed."""
    angles, columns = np.array(truth["angles_deg"], dtype=float), truth["angle_columns"]
    t = np.arange(len(angles)) / truth["fps"]
    found = []
    for rep in reps:
        own = [one for one in truth["reps"] if one["side"].lower() == rep.side[0]]
        if not own:
            continue
        real = min(own, key=lambda one: abs(one["peak_s"] - rep.peak_s))
        now = (t >= real["start_s"] - 1e-6) & (t <= real["end_s"] + 1e-6)
        hip = angles[now, columns.index(COLUMN[rep.side])]
        found.append(replace(rep, hip=HipCourse(t[now], hip, np.ones(int(now.sum())))))
    return found


def clips(folders: list[Path]) -> Iterator[tuple[Path, dict]]:
    for folder in folders:
        for clip in sorted(folder.glob("*.mp4")):
            truth = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
            if truth.get("level") and "angles_deg" in truth:
                yield clip, truth


def seen_live(clip: Path, level: int) -> list[Rep]:
    """The counted repetitions as a session would have them: skeletons steadied without knowing what comes."""
    steady, coach = OnlineTracker(), Coach(load().level(level))
    source = Pictures(clip, "full", lambda: open_eyes("full"))
    events = [event for _, skeleton in source.frames() for event in coach.update(steady.update(skeleton))]
    return [event for event in [*events, *coach.finish()] if isinstance(event, Rep) and not event.short]


def off(side: SideLoad, truth: SideLoad, name: str) -> float:
    mine, theirs = getattr(side, name), getattr(truth, name)
    if name == "work_j":
        return side.each_j / truth.each_j - 1
    return mine.value / theirs.value - 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="folders of clips with truth (truth.md)")
    parser.add_argument("--live", action="store_true", help="as a session sees them, not as a recording is analysed")
    options = parser.parse_args()
    table = Table("clip", "side", "used", "left out", *QUANTITIES, "work, left over right", box=None)
    offs: dict[str, list[float]] = {name: [] for name in (*QUANTITIES, "sides")}
    for clip, truth in clips(options.folders):
        exercise = load().level(truth["level"])
        band = truth.get("band", "none")
        level = truth["level"]
        reps = seen_live(clip, level) if options.live else list(analyze(clip, level).reps)
        carried = Carried(Physique(), loop_of(band))
        seen = set_load(exercise, reps, carried)
        kept = [rep for _, rep, _ in seen.reps]
        real = set_load(exercise, true_reps(truth, kept), carried)
        both = seen.left.used and seen.right.used
        sides = 1.0
        if both:
            sides = (seen.left.each_j / seen.right.each_j) / (real.left.each_j / real.right.each_j)
            offs["sides"].append(sides - 1)
        for side in SIDES:
            mine, theirs = seen.side(side), real.side(side)
            cells = ["-"] * 3
            if mine.used and theirs.used:
                values = [off(mine, theirs, name) for name in QUANTITIES]
                for name, value in zip(QUANTITIES, values, strict=True):
                    offs[name].append(value)
                cells = [f"{value:+.0%}" for value in values]
            table.add_row(clip.stem, side, str(mine.used), str(mine.left_out), *cells, f"{sides - 1:+.0%}")
    if not offs["work_j"]:
        sys.exit("There are no clips with truth in these folders.")
    console = Console(width=140)
    console.print(table)
    for name, values in offs.items():
        size = np.abs(values)
        console.print(
            f"{name}: off by {np.mean(values):+.0%} on average; nine in ten by at most {np.percentile(size, 90):.0%}, "
            f"all by at most {size.max():.0%} ({len(size)})"
        )


if __name__ == "__main__":
    main()
