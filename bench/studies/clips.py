"""How right the counts are: rendered clips, motion capture from many sides, other movements, real video."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from psoas.analysis.analyze import analyze
from psoas.coach.coach import Coach
from psoas.coach.events import Rep
from psoas.programme.catalogue import load

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests"))

from mocap import AZIMUTHS, TRIALS, cmu_skeletons, cmu_truth  # noqa: E402 - lies beside the tests that use it too

#: Which level a rendered clip shows, by how its name begins.
LEVELS = {"lying_head": 1, "lying_feet_down": 2, "standing": 6}
#: A camera above the horizon, degrees.
TILT = 20.0


def order(reps: Sequence[Rep]) -> str:
    return "".join(rep.side[0].upper() for rep in reps)


def errors(reps: Sequence[Rep], peaks: Sequence[float]) -> str:
    """Largest difference between counted and true peak, seconds, where the counts agree."""
    if len(reps) != len(peaks) or not peaks:
        return "-"
    return f"{max(abs(rep.peak_s - true) for rep, true in zip(reps, peaks, strict=True)):.2f} s"


def rendered(folder: Path, model: str) -> Iterator[tuple[str, str, str, str]]:
    for clip in sorted((folder / "rendered").glob("*.mp4")):
        level = next(level for start, level in LEVELS.items() if clip.stem.startswith(start))
        truth = json.loads(clip.with_suffix(".json").read_text())["reps"]
        sides = "".join(str(rep["side"])[0].upper() for rep in truth)
        result = analyze(clip, level, model=model)
        peaks = [float(rep["peak_s"]) for rep in truth]
        yield f"{clip.stem}, level {level}", sides, result.order, errors(result.reps, peaks)


def captured(folder: Path, depth: bool, fps: float) -> Iterator[tuple[str, str, str, str]]:
    exercise = load().level(6)
    for trial in TRIALS:
        truth = cmu_truth(folder, trial)
        for azimuth, elevation in [(a, 0.0) for a in AZIMUTHS] + [(a, TILT) for a in (0, 45, 135, 180)]:
            coach = Coach(exercise)
            seen = cmu_skeletons(folder, trial, azimuth, elevation, fps)
            events = [e for s in seen for e in coach.update(s if depth else replace(s, metric=None))]
            reps = [e for e in [*events, *coach.finish()] if isinstance(e, Rep) and not e.short]
            peaks = [rep["peak_s"] for rep in truth["reps"]]
            name = f"{trial} from {azimuth}°, {elevation:.0f}° up, {'with depth' if depth else 'picture only'}"
            yield name, truth["order"], order(reps), errors(reps, peaks)


def real(folder: Path, model: str) -> Iterator[tuple[str, str, str, str]]:
    for level in (1, 2, 3, 4):
        result = analyze(folder / "bridge_video" / "bridging.mp4", level, model=model)
        seen = result.seen_s / (result.seen_s + result.unseen_s)
        yield f"bridge, real video, level {level} (seen {100 * seen:.0f} %)", "", result.order, "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--model", choices=("full", "heavy"), default="full")
    parser.add_argument("--fps", type=float, default=30, help="of the motion capture: 120 divided by a whole number")
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.exit(f"There is no folder {options.data}. Name the recordings with truth with --data.")
    table = Table("recording", "truth", "counted", "peaks off by at most", "", box=None)
    right = 0
    rows = [
        *rendered(options.data, options.model),
        *captured(options.data, depth=True, fps=options.fps),
        *captured(options.data, depth=False, fps=options.fps),
        *real(options.data, options.model),
    ]
    for name, true, counted, off in rows:
        right += true == counted
        table.add_row(name, true or "none", counted or "none", off, "" if true == counted else "WRONG")
    console = Console()
    console.print(table)
    console.print(f"{right} of {len(rows)} right (order and number; other movements in the trials must count nothing)")


if __name__ == "__main__":
    main()
