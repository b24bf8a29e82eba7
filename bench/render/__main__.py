"""Render people with exact truth: whole sets from a seed, in one or more processes; clips that exist are left alone."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

# So that it runs in an environment of its own, where psoas is not installed.
_ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(_ROOT), str(_ROOT / "src")]

from bench.render.job import make  # noqa: E402
from bench.render.plan import Plan  # noqa: E402
from bench.render.sets import SETS, plans  # noqa: E402


def main() -> None:
    options = _options()
    folder: Path = options.out
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [_changed(plan, options) for plan in plans(options.set, options.first + options.count, options.seed)]
    wanted = [p for p in wanted[options.first :] if not (folder / f"{p.name}.json").exists()]
    print(f"{len(wanted)} clips to make in {folder}", flush=True)
    work = partial(make, folder)
    if options.jobs == 1:
        done = map(work, wanted)
        for name, seconds in done:
            print(f"{name}  {seconds:.0f} s", flush=True)
        return
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        for future in as_completed([pool.submit(work, plan) for plan in wanted]):
            print("{}  {:.0f} s".format(*future.result()), flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.render", description=__doc__)
    parser.add_argument("--set", choices=SETS, required=True)
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--first", type=int, default=0, help="number of the first clip")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=1, help="processes; each needs about 0.7 GB")
    parser.add_argument("--size", type=_size, help="for example 480x360")
    parser.add_argument("--reps", type=int, help="full repetitions in a clip, both sides together")
    parser.add_argument("--fps", type=int)
    parser.add_argument("--passer-by", action="store_true", help="somebody walks through every clip, in front")
    return parser.parse_args()


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


def _changed(plan: Plan, options: argparse.Namespace) -> Plan:
    """A plan with what the command line asks for instead of what was drawn."""
    if options.reps and plan.wish:
        plan.wish.reps = options.reps
    if options.passer_by:
        plan.conditions = [*plan.conditions, "passer-by-in-front"]
    return replace(plan, size=options.size or plan.size, fps=options.fps or plan.fps)


if __name__ == "__main__":
    main()
