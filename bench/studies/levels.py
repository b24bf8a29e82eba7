"""Which level does psoas take a recording for: a confusion table over folders of clips with truth."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.accuracy.summary import either
from psoas.analysis.observers import LevelWatch
from psoas.analysis.sources import MAX_FPS
from psoas.body.skeleton import Skeleton
from psoas.exchange.recording import read_recording
from psoas.exchange.skeletons import write_skeletons
from psoas.programme.catalogue import load
from psoas.sight.blazepose import BlazePose
from psoas.sight.video import open_video
from psoas.tracking.online import OnlineTracker

ROOT = Path(__file__).resolve().parents[2]
#: Which level a clip without a `level` in its truth shows, by how its name begins (bench/truth.md).
LEVELS = {"lying_head": 1, "lying_feet_down": 2, "standing": 6}


@dataclass
class Seen:
    """One clip: what it is and what it was taken for."""

    name: str
    folder: str
    level: int | None
    band: bool
    said: tuple[int, ...]
    band_seen: bool | None
    why: str


def truth_of(clip: Path) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads(clip.with_suffix(".json").read_text())
    if "level" not in truth:
        truth["level"] = next(level for start, level in LEVELS.items() if clip.stem.startswith(start))
    return truth


def raw_skeletons(clip: Path, cache: Path, model: str) -> list[Skeleton]:
    """What the pose model alone makes of the clip, looked at once and then kept."""
    which = hashlib.sha256(f"{clip.resolve()} {clip.stat().st_size}".encode()).hexdigest()[:12]
    kept = cache / f"{clip.stem}-{model}-{which}.npz"
    if not kept.exists() or kept.stat().st_mtime < clip.stat().st_mtime:
        cache.mkdir(parents=True, exist_ok=True)
        with closing(BlazePose(model, threads=1).follow(open_video(clip, max_fps=MAX_FPS))) as seen:  # type: ignore[arg-type]
            write_skeletons(kept, [skeleton for _, skeleton in seen])
    return read_recording(kept)


def look_at(clip: Path, cache: Path, model: str) -> Seen:
    truth = truth_of(clip)
    raw, steady = raw_skeletons(clip, cache, model), OnlineTracker()
    watch = LevelWatch(load().march, pictures=True)
    for frame, skeleton in zip(open_video(clip, max_fps=MAX_FPS), raw, strict=True):
        watch.update(frame.rgb, steady.update(skeleton))
    verdict = watch.verdict(watch.band_seen)
    worn = truth.get("band", "none") != "none"
    return Seen(clip.stem, clip.parent.name, truth["level"], worn, verdict.levels, watch.band_seen, verdict.why)


def right(seen: Seen) -> bool:
    """Levels 1 and 3 are the same movement: the band tells which is meant, and where it is not seen, both are."""
    if seen.level in (1, 3):
        return (3 if seen.band else 1) in seen.said
    return seen.said == (() if seen.level is None else (seen.level,))


def tables(results: list[Seen]) -> Iterator[Table]:
    for folder in sorted({r.folder for r in results}):
        mine = [r for r in results if r.folder == folder]
        said: list[tuple[int, ...]] = [(1,), (1, 3), (2,), (3,), (4,), (5,), (6,), ()]
        marches = [r for r in mine if r.level is not None]
        share = f"{sum(map(right, marches))} of {len(marches)} right" if marches else "no marches"
        table = Table("truth", *(either(s, "cannot tell") for s in said), "right", title=f"{folder}: {share}", box=None)
        for level in (1, 2, 3, 4, 5, 6, None):
            row = [r for r in mine if r.level == level]
            if row:
                counts = Counter(r.said for r in row)
                shown = (str(counts[s] or "") for s in said)
                table.add_row(str(level or "no march"), *shown, f"{sum(map(right, row))}/{len(row)}")
        yield table
        bands = Table("band", "seen", "not seen", "cannot tell", title=f"{folder}: band", box=None)
        for worn in (True, False):
            counts = Counter(r.band_seen for r in mine if r.band == worn and r.level is not None)
            bands.add_row("worn" if worn else "none", *(str(counts[s]) for s in (True, False, None)))
        yield bands


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*", default=[ROOT.parent / "shared" / "data" / "rendered"])
    parser.add_argument("--model", choices=("full", "heavy"), default="full")
    parser.add_argument("--cache", type=Path, default=Path(gettempdir()) / "psoas-levels", help="for raw skeletons")
    parser.add_argument("--json", type=Path, help="also write each clip's result here, one a line")
    options = parser.parse_args()
    clips = [c for folder in options.folders for c in sorted(folder.glob("*.mp4")) if c.with_suffix(".json").exists()]
    if not clips:
        sys.exit("There are no clips with truth in these folders.")
    results = [look_at(clip, options.cache, options.model) for clip in clips]
    console = Console()
    for table in tables(results):
        console.print(table)
    for seen in results:
        if not right(seen):
            worn = "band" if seen.band else "no band"
            console.print(f"{seen.folder}/{seen.name}, level {seen.level}, {worn}: {seen.why}", highlight=False)
    if options.json:
        options.json.write_text("".join(json.dumps(vars(seen)) + "\n" for seen in results))


if __name__ == "__main__":
    main()
