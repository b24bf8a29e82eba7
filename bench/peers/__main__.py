"""Psoas beside what a person could pick instead: the same clips, the same run."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.accuracy.angles import leg_errors
from bench.accuracy.clips import ROOT, VideoClip, find_clips
from bench.accuracy.counting import Counting, counting
from bench.accuracy.errors import Errors
from bench.accuracy.looks import DEFAULT_CACHE, Eye
from bench.accuracy.summary import plain
from bench.accuracy.table import number, percent
from bench.peers.cost import Cost, long_enough, measure
from bench.peers.others import Peers, mediapipe_skeletons, sports2d_angles
from bench.peers.setup import DEFAULT, python_of
from bench.peers.ways import NAMES, Material, go

_PARTS = ("near hip", "near knee", "far hip", "far knee")


def main() -> None:
    options = _options()
    console = Console(width=None if sys.stdout.isatty() else 200)
    data = options.data if options.data.is_dir() and not options.no_data else None
    clips = [c for c in find_clips(options.folders, data, options.only) if isinstance(c, VideoClip)]
    if not clips:
        sys.exit("No clip with truth was found: NAME.mp4 with NAME.json beside it, see bench/truth.md.")
    there = {p: python_of(options.peers, p) for p in ("mediapipe", "sports2d")}
    peers = Peers(**{p: python if python.exists() else None for p, python in there.items()})
    for peer, python in there.items():
        if not python.exists():
            console.print(f"{peer} is left out: {python} is not there. `uv run python -m bench.peers.setup` brings it.")
    eye = Eye(options.cache)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        for clip in track(clips, "psoas' pose model looks", console=Console(stderr=True), transient=True):
            clip.skeletons(eye)
        material = Material(eye)
        if peers.mediapipe is not None:
            material.mediapipe = mediapipe_skeletons(clips, peers.mediapipe, eye, scratch)
        if peers.sports2d is not None:
            material.sports2d = sports2d_angles(clips, peers.sports2d, eye, scratch)
        rows = {way: score(way, clips, material) for way in material.ways()}
        costs: dict[str, Cost] = {}
        if options.cost_clips:
            costly = sorted((c for c in clips if c.truth().level), key=lambda c: -c.truth().duration_s)
            costly = [long_enough(clip, scratch) for clip in costly[: options.cost_clips]]
            frames = sum(len(c.skeletons(eye)) for c in costly)
            turns = [way for _ in range(options.cost_rounds) for way in ["bare", *rows]]
            for way in track(turns, "cost", console=Console(stderr=True), transient=True):
                now = measure(way, costly, peers, eye, scratch)
                costs[way] = now.best(costs.get(way, now))
            rows = {way: row | cost_numbers(costs[way], costs["bare"], frames) for way, row in rows.items()}
    show(console, rows, len(costs) > 0)
    if options.json is not None:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(plain({"schema": 1, "ways": rows}), indent=1), encoding="utf-8")


def score(way: str, clips: Sequence[VideoClip], material: Material) -> dict[str, Any]:
    """Everything one way shows over all clips: counts by kind of clip, angles by kind of set."""
    counts: dict[str, list[Counting]] = {}
    errors: dict[str, dict[str, Errors]] = {}
    other_s, invented, failed = 0.0, 0, 0
    for clip in clips:
        truth = clip.truth()
        for level in clip.levels:
            made = go(way, clip, level, material)
            if made is None:
                failed += 1
                continue
            if truth.level is None:
                other_s += truth.duration_s
                invented += len(made.reps)
                continue
            counts.setdefault(truth.set, []).append(counting(truth.reps, made.reps, []))
            mine = errors.setdefault(truth.set, {})
            for part, found in leg_errors(truth, made.t, made.hip, made.knee).items():
                mine[part] = mine.get(part, Errors()) + found
    return {
        "what": NAMES[way],
        "failed": failed,
        "sets": {kind: _counted(each) for kind, each in counts.items()},
        "angles": {kind: {part: e.as_dict() for part, e in parts.items()} for kind, parts in errors.items()},
        "other_minutes": other_s / 60,
        "invented_in_30_min": invented / other_s * 1800 if other_s else float("nan"),
    }


def _counted(each: Sequence[Counting]) -> dict[str, float]:
    reps = sum(len(c.true) for c in each)
    return {
        "sets": len(each),
        "exact": float(np.mean([c.exact for c in each])),
        "reps": reps,
        **{key: reduce(lambda n, c: n + getattr(c, key), each, 0) for key in ("wrong_side", "missed", "invented")},
    }


def cost_numbers(cost: Cost, bare: Cost, frames: int) -> dict[str, float]:
    """Cost of one way beside that of the bare pose model on the same frames."""
    return {
        "frames_a_second": frames / cost.seconds,
        "cpu_ms_a_frame": 1000 * cost.cpu_s / frames,
        "peak_mb": cost.peak_mb,
        "wall_over_bare": cost.seconds / bare.seconds,
        "cpu_over_bare": cost.cpu_s / bare.cpu_s,
    }


def show(console: Console, rows: dict[str, dict[str, Any]], costs: bool) -> None:
    """Print the table, and what each name stands for."""
    for kind in sorted({kind for row in rows.values() for kind in row["sets"]}):
        table = Table(
            "", "sets", "exact", "repetitions", "wrong side", "missed", "invented", *(f"{p}, °" for p in _PARTS),
            title=f"{kind} sets", title_justify="left", box=None,
        )  # fmt: skip
        for way, row in rows.items():
            n = row["sets"].get(kind)
            if n is None:
                continue
            table.add_row(
                way,
                *(str(v) for v in (n["sets"], percent(n["exact"]), n["reps"])),
                *(str(n[key]) for key in ("wrong_side", "missed", "invented")),
                *(number(row["angles"][kind].get(part, {}).get("mean_abs", float("nan"))) for part in _PARTS),
            )
        console.print(table)
        console.print()
    table = Table(
        "", "invented in 30 min of other movement", "frames a second", "CPU ms a frame", "peak memory",
        "wall over bare", "CPU over bare", "clips not taken", box=None,
    )  # fmt: skip
    for way, row in rows.items():
        cost = (
            [
                f"{row['frames_a_second']:.1f}",
                f"{row['cpu_ms_a_frame']:.1f}",
                f"{row['peak_mb']:.0f} MB",
                f"{row['wall_over_bare']:.2f}",
                f"{row['cpu_over_bare']:.2f}",
            ]
            if costs
            else ["-"] * 5
        )
        table.add_row(way, number(row["invented_in_30_min"]), *cost, str(row["failed"]))
    console.print(table)
    for way, row in rows.items():
        console.print(f"  {way}: {row['what']}")
    if costs:
        console.print("  bare: the same frames decoded, the landmark model run once on each. Start-up counts for all.")
        console.print("  Of sports2d the cost is bare plus Sports2D without drawing; its own pose models cost extra.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.peers", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="folders of clips with truth")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="recordings with truth")
    parser.add_argument("--no-data", action="store_true", help="only the folders named")
    parser.add_argument("--only", default="", help="clips whose name contains this")
    parser.add_argument("--peers", type=Path, default=DEFAULT, help="where bench.peers.setup made the environments")
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE, help="where what the models saw is kept")
    parser.add_argument(
        "--cost-clips", type=int, default=2, help="number of clips, longest first, for the cost; 0: none"
    )
    parser.add_argument("--cost-rounds", type=int, default=2, help="rounds in turn, of which the quickest counts")
    parser.add_argument("--json", type=Path, help="write all numbers to this file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
