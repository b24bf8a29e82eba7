"""The command line: `psoas` opens the app, `psoas analyze` coaches a recording."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer
from rich.console import Console

from psoas import __version__
from psoas.cli import about as cli_about
from psoas.cli import choose as cli_choose
from psoas.cli import history as cli_history
from psoas.cli import journal as cli_journal
from psoas.cli import load as cli_load
from psoas.cli import progress as cli_progress
from psoas.cli import session as cli_session
from psoas.cli import today as cli_routine
from psoas.cli.journal import Data, at_home, expanded, opened
from psoas.cli.order import Ordered
from psoas.errors import PsoasError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from psoas.analysis.result import Analysis

# Everything heavy is imported in the command that needs it: `psoas --help` answers at once.
# A command has one argument for each option.
# ruff: noqa: PLC0415, PLR0917

#: Exit codes: of many recordings some could not be read; bad input (as in the machine contract); ended by the person
#: (128 + SIGINT); reader gone (128 + SIGPIPE).
SOME_FAILED, BAD_INPUT, INTERRUPTED, BROKEN_PIPE = 1, 2, 130, 141

app = typer.Typer(
    name="psoas",
    cls=Ordered,
    help="A movement coach for people who sit a lot. Without a command it opens in your browser.",
    add_completion=False,
    no_args_is_help=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
#: Wrong options. typer carries its own click and does not export this class, only ones derived from it.
_Misused: Any = typer.BadParameter.__bases__[0]
#: What typer says of a wrong value, and the same for somebody who does not write programs.
_PLAINER = {
    "Invalid value for": "Wrong value for",
    "Input should be a valid integer, unable to parse string as an integer": "give a whole number",
    "Input should be greater than or equal to": "give at least",
    "Input should be less than or equal to": "give at most",
    "Value error, ": "",
}
_talk = Console(stderr=True, highlight=False)

ModelName = Annotated[
    Literal["full", "heavy"], typer.Option("--model", help="Pose model: full, or heavy where it was added.")
]
cli_routine.add_to(app)
cli_choose.add_to(app)
cli_about.add_to(app)
cli_progress.add_to(app)
cli_load.add_to(app)
cli_history.add_to(app)
cli_session.add_to(app)
cli_journal.add_to(app)


def main() -> None:
    """Run the command line; what a person can act on becomes one line on stderr and exit code 2."""
    try:
        code = app(standalone_mode=False)
    except _Misused as error:
        _complain(_misused(error))
    except PsoasError as error:
        _complain(str(error))
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe left early, as `head` does: that is no error of ours.
        sys.stderr.close()
        sys.exit(BROKEN_PIPE)
    if code == INTERRUPTED:  # newer typers turn the interrupt into its code themselves
        _talk.print("psoas: ended.")
    sys.exit(code if isinstance(code, int) else 0)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    data: Data = None,
    port: Annotated[int | None, typer.Option(help="Port on this computer.", min=1, max=65535)] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")] = False,
    model: ModelName = "full",
    version: Annotated[bool, typer.Option("--version", help="Say which psoas this is, and end.")] = False,
) -> None:
    """Open psoas in your browser: choose a level, switch the camera on, march."""
    if version:
        typer.echo(f"psoas {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is not None:
        return
    from psoas.app.server import serve

    serve(data, port, not no_browser, model)


@app.command()
def analyze(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="A video, or a recording of skeletons (.npz, .json, .trc); several of them; or folders.",
            metavar="FILE...",
            show_default=False,
        ),
    ] = None,
    level: Annotated[int | None, typer.Option(help="Level of the march, 1 to 6; without it, it is recognised.")] = None,
    json: Annotated[
        Path | None, typer.Option("--json", help="Write the result as JSON; - for the screen.", callback=at_home)
    ] = None,
    overlay: Annotated[
        Path | None, typer.Option(help="Write a video (.mp4) with the skeleton drawn in.", callback=at_home)
    ] = None,
    report: Annotated[Path | None, typer.Option(help="Write a page (.html) with plots.", callback=at_home)] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Many: write all results, .jsonl (a line each) or .parquet (a table).", callback=at_home),
    ] = None,
    listed: Annotated[
        Path | None,
        typer.Option(
            "--list", help="Many: a text file that names one recording a line; - reads stdin.", callback=at_home
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(help="Many: how many at a time; as many as there are cores by default.", min=1)
    ] = None,
    ray: Annotated[
        str | None, typer.Option(help="Many: address of a Ray cluster; `local` starts one on this machine.")
    ] = None,
    without_band: Annotated[bool, typer.Option("--without-band", help="The band was not worn.")] = False,
    model: ModelName = "full",
    data: Data = None,
    flat_back: Annotated[
        bool,
        typer.Option(
            "--flat-back",
            help="Experiment, levels 1 to 3: ask about a low back that seems to lift. Begin flat and still for 5 s.",
        ),
    ] = False,
    load: Annotated[
        bool, typer.Option("--load", help="Also estimate how hard it was for the hip, left against right.")
    ] = False,
    mass: cli_load.Mass = None,
    height: cli_load.Height = None,
    band: cli_load.BandWorn = None,
    band_length: cli_load.BandLength = None,
    box: cli_load.Box = None,
) -> int:
    """Count and correct a recording of the march, or many of them."""
    from psoas.analysis.errors import AnalysisError

    given = files or []
    coached: dict[str, Any] = {"band": not without_band, "model": model, "models": _models_folder(data)}
    if flat_back and (len(given) != 1 or given[0].is_dir()):
        raise AnalysisError("--flat-back is for a single video. Name one file.")
    body = {"mass": mass, "height": height, "band": band, "band_length": band_length, "box": box}
    if not load and (lost := [name for name, value in body.items() if value is not None]):
        raise AnalysisError(f"--{lost[0].replace('_', '-')} is for the load on the hip. Add --load.")
    single = {"--load": load or None, "--json": json, "--overlay": overlay, "--report": report}
    if len(given) == 1 and not given[0].is_dir() and (out, listed, workers, ray) == (None, None, None, None):
        weigh = _weighing(data, body, level, worn=not without_band) if load else None
        _analyze_one(given[0], level, {**coached, "flat_back": flat_back}, json, overlay, report, weigh)
        return 0
    if refused := [name for name, path in single.items() if path is not None]:
        why = f"{given[0]} is a folder" if len(given) == 1 and given[0].is_dir() else "there may be many here"
        raise AnalysisError(f"{refused[0]} is for a single recording, and {why}. Use --out results.jsonl instead.")
    if not given and listed is None:
        raise AnalysisError("Name a file or a folder with recordings, for example `psoas analyze march.mp4 --level 1`.")
    return _analyze_many(given, listed, level, coached, out, workers, ray)


def _analyze_one(
    file: Path,
    level: int | None,
    coached: dict[str, Any],
    json: Path | None,
    overlay: Path | None,
    report: Path | None,
    weigh: Callable[[Analysis], Analysis] | None,
) -> None:
    from psoas.analysis.analyze import analyze as coach_recording
    from psoas.analysis.progress import bar
    from psoas.report.outputs import Outputs
    from psoas.report.recording_table import summary

    with Outputs(file, json=json, overlay=overlay, report=report) as outputs, bar(_talk, file.name) as on_progress:
        result = coach_recording(file, level, **coached, on_progress=on_progress, watcher=outputs.watcher)
        result = weigh(result) if weigh else result
        outputs.write(result)
    _tell(result, outputs.to_screen, summary(result), outputs.written)


def _weighing(
    data: Path | None, body: dict[str, Any], level: int | None, *, worn: bool
) -> Callable[[Analysis], Analysis]:
    """What adds to an analysis how hard it was for the hip."""
    from dataclasses import replace

    from psoas.analysis.loads import set_load
    from psoas.programme.catalogue import load as catalogue

    # What cannot be is said before the recording is looked at; where the level is yet unknown, as of the last one.
    cli_load.carried(data, catalogue().level(level or 6), **body, worn=worn)

    def weigh(result: Analysis) -> Analysis:
        if result.exercise is None:
            return result
        carried = cli_load.carried(data, result.exercise, **body, worn=worn)
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
    batch = coach_many(recordings, level, **coached, workers=workers, ray=ray, out=out, avoid=avoid, talk=_talk)
    if out is None:
        Console(highlight=False).print(overview(map(loads, batch.lines)))
    if batch.errors:
        _talk.print(f"{len(batch.errors)} of {len(recordings)} recordings could not be read:", soft_wrap=True)
        for error in batch.errors:
            _talk.print(f"  {error}", style="red", soft_wrap=True, markup=False)
    if out is not None:
        _talk.print(f"Wrote {out}", soft_wrap=True, markup=False)
    return SOME_FAILED if batch.errors else 0


@app.command()
def models(
    add: Annotated[
        str | None, typer.Option(help="`heavy` fetches the heavy model; or the path of a .tflite file you have.")
    ] = None,
    data: Data = None,
) -> None:
    """Show the pose models on this computer, or add one."""
    from rich.table import Table

    from psoas.sight.models import add_model, fetch_heavy, installed

    folder = _models_folder(data)
    if add is not None:
        added = fetch_heavy(folder) if add == "heavy" else add_model(expanded(Path(add)), folder)
        typer.echo(f"Added the model {added.name}. Use it with --model {added.name}.")
    table = Table("Model", "What it does", "MB", "On this computer", box=None, header_style="bold")
    for item in installed(folder):
        there = "yes" if item.path else f"no ({item.model.comes})"
        table.add_row(item.model.name, item.model.about, f"{item.model.size / 1e6:.1f}", there)
    Console(highlight=False).print(table)


@app.command()
def journal(
    data: Data = None, last: Annotated[int, typer.Option(help="How many sessions to list.", min=1)] = 10
) -> None:
    """List your last sessions."""
    from rich.table import Table

    from psoas.programme.catalogue import load

    names = {exercise.id: exercise.name for exercise in load().exercises}
    states = {"done": "done", "stopped": "stopped early", "running": "not ended"}
    with opened(data) as store:
        sessions = store.sessions(limit=last)
        table = Table("When", "Exercise", "Left", "Right", "State", box=None, header_style="bold")
        for session in sessions:
            reps = store.reps(session.id)
            left = sum(rep.side == "left" for rep in reps)
            table.add_row(
                session.started_at.strftime("%Y-%m-%d %H:%M"),
                names.get(session.exercise_id, session.exercise_id),
                str(left),
                str(len(reps) - left),
                states[session.state],
            )
    if sessions:
        Console(highlight=False).print(table)
    else:
        typer.echo("Your journal is empty. Start a session with `psoas`.")


def _misused(error: Any) -> str:
    say = error.format_message().rstrip(".")
    for theirs, plain in _PLAINER.items():
        say = say.replace(theirs, plain)
    # The options of a command are listed by the help of that command only.
    return f"{say}. See `{error.ctx.command_path if error.ctx else 'psoas'} --help`."


def _complain(say: str) -> NoReturn:
    _talk.print(f"psoas: {' '.join(say.split())}", style="red", soft_wrap=True, markup=False)
    sys.exit(BAD_INPUT)


def _tell(result: Analysis, json_on_screen: bool, table: RenderableType, written: list[Path]) -> None:
    """Say what came out: to a program as JSON alone, to a person as a table."""
    if json_on_screen:
        typer.echo(result.to_json())
    else:
        Console(highlight=False).print(table)
    for path in written:
        _talk.print(f"Wrote {path}", soft_wrap=True, markup=False)


def _models_folder(data: Path | None) -> Path:
    """Where added models are kept: beside the journal."""
    if data is None:
        from platformdirs import user_data_dir

        data = Path(user_data_dir("psoas", appauthor=False))
    return data / "models"
