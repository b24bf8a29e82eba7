"""How right psoas is, against the truth."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from bench.accuracy import drill, table, uiprmd
from bench.accuracy.clips import ROOT, find_clips
from bench.accuracy.coached import coach_clip
from bench.accuracy.conduct import used_up
from bench.accuracy.looks import DEFAULT_CACHE, Eye
from bench.accuracy.page import page
from bench.accuracy.run import run
from bench.accuracy.scores import as_json
from bench.accuracy.summary import summarise
from psoas.errors import PsoasError
from psoas.tracking.offline import LAG


def main() -> None:
    options = _options()
    console = Console(width=None if sys.stdout.isatty() else 200)
    data = None if options.no_data else options.data
    if data is not None and not data.is_dir():
        console.print(f"There is no folder {data}: only the folders named are measured.")
        data = None
    for folder in options.folders:
        if not folder.is_dir():
            sys.exit(f"There is no folder {folder}.")
    if options.only == "uiprmd":
        if data is None or not (data / "uiprmd").is_dir():
            sys.exit("UI-PRMD is not among the recordings: name their folder with --data.")
        table.uiprmd(console, _uiprmd(data))
        return
    eye = Eye(options.cache, options.model, options.models, options.again, options.live)
    if options.verbose:
        for clip in find_clips(options.folders, data, options.only):
            for level in clip.levels:
                coached = coach_clip(clip, eye, level)
                drill.tell(console, coached)
                path = options.cache.parent / "drill" / f"{clip.name}-level{level}.png"
                drill.picture(coached, path)
                console.print(f"  {path}\n")
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("looking and counting", total=None)
        scores = run(
            options.folders,
            data,
            eye=eye,
            only=options.only,
            jobs=options.jobs,
            on_progress=lambda i, n, name: progress.update(task, completed=i, total=n, description=name),
        )
    if not scores:
        sys.exit("No clip with truth was found: NAME.mp4 with NAME.json beside it, see bench/truth.md.")
    numbers = summarise(scores)
    if data is not None and (data / "uiprmd").is_dir() and not options.only and not options.no_uiprmd:
        numbers["uiprmd"] = _uiprmd(data)
    table.show(console, numbers, scores, options.every)
    if options.page is not None:
        options.page.mkdir(parents=True, exist_ok=True)
        (options.page / "index.html").write_text(page(as_json(numbers, scores)), encoding="utf-8")
    if options.json is not None:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(as_json(numbers, scores), indent=1), encoding="utf-8")


def _uiprmd(data: Path) -> dict[str, Any]:
    return {
        sensor: uiprmd.numbers(list(uiprmd.look(data / "uiprmd", sensor)), used_up) for sensor in ("vicon", "kinect")
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.accuracy", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="folders of clips with truth")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="recordings with truth")
    parser.add_argument("--no-data", action="store_true", help="only the folders named")
    parser.add_argument("--json", type=Path, help="write all numbers to this file")
    parser.add_argument("--page", type=Path, help="write a page with plots into this folder")
    parser.add_argument("--model", choices=("full", "heavy"), default="full")
    parser.add_argument("--models", type=Path, help="folder of models that psoas does not bring")
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE, help="where what the model saw is kept")
    parser.add_argument("--again", action="store_true", help="look again where psoas.sight has changed since")
    parser.add_argument(
        "--live",
        type=int,
        nargs="?",
        const=LAG,
        metavar="PICTURES",
        help="judge as before a camera, so many pictures late, not as a recording; 0 knows only the past",
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--only", default="", help="clips whose name contains this; uiprmd: nothing but UI-PRMD")
    parser.add_argument("--no-uiprmd", action="store_true", help="without the two standing movements of UI-PRMD")
    parser.add_argument("--every", action="store_true", help="a line for every clip, not only for the wrong ones")
    parser.add_argument("--verbose", action="store_true", help="repetition by repetition, and a picture of each clip")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        main()
    except PsoasError as error:
        sys.exit(str(error))
