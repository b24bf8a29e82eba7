"""Look for gestures in movement that has none, and for arms that were put into it: ``python -m bench.gestures DATA``.

DATA is the folder of recordings (see bench/README.md). Motion capture counts once for each camera. The raised arms are
drawn into people at rest, with the landmarks shaking as a pose model's do: nobody was filmed raising an arm.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from bench.accuracy.uiprmd import AZIMUTHS, RATES, kinect_positions, skeletons, trials
from bench.skeletons.moves import SHAKE_PX
from bench.studies.clips import AZIMUTHS as ROUND
from bench.studies.clips import TRIALS, cmu_skeletons
from psoas import read_skeletons
from psoas.body.angles import is_lying
from psoas.body.skeleton import SIDES, Skeleton
from psoas.coach.gestures import GestureRecogniser
from psoas.programme.catalogue import load
from psoas.testing import synthetic, with_arm_up
from psoas.tracking.online import OnlineTracker

#: Models of one clip are looked at apart, but its minutes count once.
_MODEL = ".full"


def real(folder: Path) -> Iterator[tuple[float, list[Skeleton]]]:
    for file in sorted((folder / "real_skeletons").glob("*.npz")):
        seen = list(read_skeletons(file))
        tracker = OnlineTracker()
        yield float(_MODEL in file.name), [tracker.update(one) for one in seen]


def captured(folder: Path) -> Iterator[tuple[float, list[Skeleton]]]:
    if (folder / "cmu_knee_raise").exists():
        for trial in TRIALS:
            for azimuth in ROUND:
                yield 1.0, cmu_skeletons(folder, trial, azimuth)


def kinect(folder: Path) -> Iterator[tuple[float, list[Skeleton]]]:
    data = folder / "uiprmd"
    if not data.exists():
        return
    with np.load(data / "kinect.npz") as given:
        for trial in trials(data):
            if trial.key in given:
                positions = kinect_positions(given[trial.key].astype(float), given["joint_names"])
                for azimuth in AZIMUTHS:
                    yield 1.0, skeletons(positions, RATES["kinect"], azimuth)


def found(seen: Sequence[Skeleton]) -> list[str]:
    """Return the gestures that are seen, in the posture that the recording begins in."""
    first = next((one for one in seen if one.seen), None)
    recogniser = GestureRecogniser(lying=first is not None and is_lying(first))
    return [gesture for one in seen for gesture in recogniser.update(one)]


def raised(n: int, seed: int) -> int:
    """Return how many of `n` raised arms are recognised, in lying and standing people and either arm."""
    rng = np.random.default_rng(seed)
    poses = [synthetic(load().level(level), size=(640, 480))[0] for level in (1, 6)]
    hits = 0
    for k in range(n):
        pose, side = poses[k % 2], SIDES[k // 2 % 2]
        up = with_arm_up(pose, side, lean_deg=float(rng.normal(0, 8)))
        frames = [pose] * 30 + [up] * 40
        shaken = [
            replace(one, t=i / 15.0, image=one.image + rng.normal(0, SHAKE_PX, one.image.shape), metric=None)
            for i, one in enumerate(frames)
        ]
        hits += "arm-up" in found(shaken)
    return hits


def main(argv: Sequence[str] | None = None) -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.gestures", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--n", type=int, default=200, help="raised arms")
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args(argv)
    table = Table("Movement without a gesture", "Recordings", "Minutes", "Arm up", "Away", box=None)
    every = {"real people": real, "motion capture": captured, "a Kinect": kinect}
    total = 0.0
    for name, recordings in every.items():
        minutes, arms, away, count = 0.0, 0, 0, 0
        for counts, seen in recordings(told.data):
            gestures = found(seen)
            minutes += counts * (seen[-1].t - seen[0].t) / 60
            arms, away, count = arms + gestures.count("arm-up"), away + gestures.count("away"), count + 1
        total += minutes
        table.add_row(name, str(count), f"{minutes:.1f}", str(arms), str(away))
    say = Console(highlight=False)
    say.print(table)
    say.print(f"{total:.0f} minutes in all")
    say.print(f"raised arms recognised: {raised(told.n, told.seed)} of {told.n}, seed {told.seed}")


if __name__ == "__main__":
    main()
