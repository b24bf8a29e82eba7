"""What many recordings cost in one go: one worker and two against the sum of single analyses; Ray against one process.

Every way starts afresh (no journal) and writes its results; start-up of workers and of Ray counts. Bytes are compared.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from psoas.analysis.analyze import analyze
from psoas.analysis.batch import coach_many, cores
from psoas.analysis.batch_results import journal_of
from psoas.analysis.recordings import find_recordings

QUIET = Console(file=io.StringIO())


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and of computing in this process (which other work on the machine blurs less)."""
    begun, computed = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun, time.process_time() - computed


def spread(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", type=Path, nargs="+", help="recordings, or folders with recordings")
    parser.add_argument("--level", type=int, default=1)
    parser.add_argument("--copies", type=int, default=1, help="how often each recording is there")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--without-ray", action="store_true")
    options = parser.parse_args()
    given = find_recordings(options.places)
    with_ray = not options.without_ray and importlib.util.find_spec("ray") is not None
    with tempfile.TemporaryDirectory() as scratch:
        folder, outs = Path(scratch, "in"), Path(scratch, "out")
        outs.mkdir()
        for copy in range(options.copies):
            (folder / str(copy)).mkdir(parents=True)
            for number, recording in enumerate(given):
                shutil.copy(recording, folder / str(copy) / f"{number:03d}-{recording.name}")
        recordings = find_recordings([folder])
        print(f"{len(recordings)} recordings, {cores()} cores", flush=True)

        def batch(name: str, workers: int, ray: str | None = None) -> tuple[float, float]:
            out = outs / f"{name}.jsonl"
            journal_of(out).unlink(missing_ok=True)
            level = options.level
            return timed(lambda: coach_many(recordings, level, workers=workers, ray=ray, out=out, talk=QUIET))

        def singles() -> None:
            for recording in recordings:
                analyze(recording, options.level).to_json()

        analyze(recordings[0], options.level)  # everything is imported once before clocks run
        ratios: dict[str, list[float]] = {name: [] for name in ("one worker", "two workers", "two Ray workers")}
        computing: list[float] = []
        for run in range(1, options.runs + 1):
            # Before and after, since whatever else the machine does comes and goes.
            (before, used), (one, used_too) = timed(singles), batch("one", 1)
            (after, _), (two, _) = timed(singles), batch("two", 2)
            alone = (before + after) / 2
            computing.append(used_too / used)
            ratios["one worker"].append(one / alone)
            ratios["two workers"].append(two / alone)
            told = f"  run {run}: singles {before:.1f} and {after:.1f} s, one worker {one:.1f} s, two {two:.1f} s"
            told += f" (computing: singles {used:.1f} s, one worker {used_too:.1f} s)"
            if with_ray:
                ray, _ = batch("ray", 2, "local")
                ratios["two Ray workers"].append(ray / alone)
                told += f", two of Ray {ray:.1f} s"
            print(told, flush=True)
        print("against the sum of single analyses, median (least to most):")
        print(f"  one worker, computing time: {spread(computing)}")
        for name, found in ratios.items():
            if found:
                print(f"  {name}, wall time: {spread(found)}; {1 / statistics.median(found):.2f} times as fast")
        wanted = (outs / "one.jsonl").read_bytes()
        same = {out.stem: out.read_bytes() == wanted for out in sorted(outs.glob("*.jsonl"))}
    for name, equal in same.items():
        if name != "one":
            print(f"bytes of {name} workers and of one process: {'the same' if equal else 'DIFFERENT'}")
    if not with_ray:
        print("Ray was not tried (extra `cluster`).")
    sys.exit(not all(same.values()))


if __name__ == "__main__":
    main()
