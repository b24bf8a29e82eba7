"""`psoas analyze`: count and correct recordings of the march, one or many."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from psoas.cli.load import BandLength, BandWorn, Box, Height, Mass
from psoas.cli.load import carried as carried_by
from psoas.cli.options import Data, ModelName, at_home
from psoas.printable import on_one_line

if TYPE_CHECKING:
    from rich.console import RenderableType

    from psoas.analysis.result import Analysis

#: Exit code if some of many recordings could not be read.
SOME_FAILED = 1
_stderr = Console(stderr=True, highlight=False)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(analyze)


def analyze(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Videos, recordings of skeletons (.npz, .json, .trc), or folders with them.",
            metavar="FILE...",
            show_default=False,
        ),
    ] = None,
    level: Annotated[
        int | None, typer.Option(help="Level of the march, 1 to 6. If you leave it out, psoas finds out.")
    ] = None,
    json: Annotated[
        Path | None, typer.Option("--json", help="Write the result as JSON, or - for the screen.", callback=at_home)
    ] = None,
    overlay: Annotated[
        Path | None, typer.Option(help="Write a video (.mp4) with the skeleton drawn in.", callback=at_home)
    ] = None,
    report: Annotated[Path | None, typer.Option(help="Write a page (.html) with plots.", callback=at_home)] = None,
    poses: Annotated[
        Path | None,
        typer.Option(
            help="Write what the pose model saw (.npz), without the picture: to give away a wrong count, for example.",
            callback=at_home,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="For many: write all results, .jsonl (a line each) or .parquet (a table).", callback=at_home),
    ] = None,
    listed: Annotated[
        Path | None,
        typer.Option(
            "--list", help="For many: a text file with one recording on each line, or - for stdin.", callback=at_home
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(help="For many: how many at a time. By default, one for each core.", min=1)
    ] = None,
    ray: Annotated[
        str | None, typer.Option(help="For many: address of a Ray cluster. `local` starts one on this machine.")
    ] = None,
    without_band: Annotated[bool, typer.Option("--without-band", help="No band was worn.")] = False,
    model: ModelName = "auto",
    data: Data = None,
    flat_back: Annotated[
        bool,
        typer.Option(
            "--flat-back",
            help="An experiment for levels 1 to 3: ask when the low back seems to lift. Lie still for the first 5 s.",
        ),
    ] = False,
    load: Annotated[bool, typer.Option("--load", help="Also estimate how hard it was for each hip.")] = False,
    mass: Mass = None,
    height: Height = None,
    band: BandWorn = None,
    band_length: BandLength = None,
    box: Box = None,
) -> int:
    """Count and correct a recording of the march, or many of them."""
    from psoas.analysis.sources import AnalysisError
    from psoas.sight.models import best_landmark_model, models_folder

    given = files or []
    added = models_folder(data)
    looks = best_landmark_model(model, added)
    coached: dict[str, Any] = {"band": not without_band, "model": looks, "models": added}
    if flat_back and (len(given) != 1 or _is_folder(given[0])):
        raise AnalysisError("--flat-back is for a single video. Name one file.")
    body = {"mass": mass, "height": height, "band": band, "band_length": band_length, "box": box}
    if not load and (lost := [name for name, value in body.items() if value is not None]):
        raise AnalysisError(f"--{lost[0].replace('_', '-')} is for the load on the hip. Add --load.")
    single = {"--load": load or None, "--json": json, "--overlay": overlay, "--report": report, "--poses": poses}
    if len(given) == 1 and not _is_folder(given[0]) and (out, listed, workers, ray) == (None, None, None, None):
        weigh = _weighing(data, body, level, worn=not without_band) if load else None
        wanted = {"json": json, "overlay": overlay, "report": report, "poses": poses}
        _analyze_one(given[0], level, {**coached, "flat_back": flat_back}, wanted, weigh)
        return 0
    if refused := [name for name, path in single.items() if path is not None]:
        why = f"{given[0]} is a folder" if len(given) == 1 and _is_folder(given[0]) else "there may be many here"
        raise AnalysisError(f"{refused[0]} is for a single recording, and {why}. Use --out results.jsonl instead.")
    if not given and listed is None:
        raise AnalysisError("Name a file or a folder with recordings, for example `psoas analyze march.mp4 --level 1`.")
    return _analyze_many(given, listed, level, coached, out, workers, ray)


def _analyze_one(
    file: Path,
    level: int | None,
    coached: dict[str, Any],
    wanted: dict[str, Path | None],
    weigh: Callable[[Analysis], Analysis] | None,
) -> None:
    from psoas.analysis.analyze import analyze as coach_recording
    from psoas.analysis.progress import bar
    from psoas.report.outputs import Outputs
    from psoas.report.recording_table import summary

    with Outputs(file, **wanted) as outputs, bar(_stderr, on_one_line(file.name)) as on_progress:
        watching: dict[str, Any] = {"watcher": outputs.watcher, "on_seen": outputs.on_seen}
        result = coach_recording(file, level, **coached, **watching, on_progress=on_progress)
        result = weigh(result) if weigh else result
        outputs.write(result)
    _print(result, outputs.to_screen, summary(result), outputs.written)


def _weighing(
    data: Path | None, body: dict[str, Any], level: int | None, *, worn: bool
) -> Callable[[Analysis], Analysis]:
    """Build the function that adds the load on the hip to an analysis."""
    from dataclasses import replace

    from psoas.analysis.loads import set_load
    from psoas.programme.catalogue import load as catalogue

    # Report impossible values before the recording is read; while the level is unknown, check against the last one.
    carried_by(data, catalogue().level(level or 6), **body, worn=worn)

    def weigh(result: Analysis) -> Analysis:
        if result.exercise is None:
            return result
        carried = carried_by(data, result.exercise, **body, worn=worn)
        return replace(result, load=set_load(result.exercise, result.reps, carried))

    return weigh


def _analyze_many(
    given: list[Path],
    listed: Path | None,
    level: int | None,
    coached: dict[str, Any],
    out: Path | None,
    workers: int | None,
    ray: str | None,
) -> int:
    from json import loads

    from psoas.analysis.batch import coach_many
    from psoas.analysis.recordings import find_recordings, read_list
    from psoas.report.recording_table import overview

    recordings = find_recordings([*given, *(read_list(listed) if listed else [])])
    avoid = [listed] if listed else []
    batch = coach_many(recordings, level, **coached, workers=workers, ray=ray, out=out, avoid=avoid, talk=_stderr)
    if out is None:
        Console(highlight=False).print(overview(map(loads, batch.lines)))
    if batch.errors:
        _stderr.print(f"{len(batch.errors)} of {len(recordings)} recordings could not be read:", soft_wrap=True)
        for error in batch.errors:
            _stderr.print(f"  {error}", style="red", soft_wrap=True, markup=False)
    if out is not None:
        _stderr.print(f"Wrote {out}", soft_wrap=True, markup=False)
    return SOME_FAILED if batch.errors else 0


def _print(result: Analysis, json_on_screen: bool, table: RenderableType, written: list[Path]) -> None:
    """Print the result as a table, or as JSON alone for a program."""
    if json_on_screen:
        typer.echo(_encodable(result.to_json()))
    else:
        Console(highlight=False).print(table)
    for path in written:
        _stderr.print(f"Wrote {path}", soft_wrap=True, markup=False)


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - unlike Path.is_dir, it never fails


def _encodable(text: str) -> str:
    """Return JSON that stdout's encoding can take; letters that it lacks are escaped as JSON does it."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        import json

        return json.dumps(json.loads(text), indent=2)
    return text
