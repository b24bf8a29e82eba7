"""The command line: `psoas` opens the app, `psoas analyze` coaches a recording."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer
from rich.console import Console

from psoas import __version__
from psoas.errors import PsoasError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from psoas.analysis.result import Analysis

# Everything heavy is imported in the command that needs it: `psoas --help` answers at once.
# A command has one argument for each option.
# ruff: noqa: PLC0415, PLR0917

#: Exit codes: bad input (as in the machine contract), ended by the person (128 + SIGINT), reader gone (128 + SIGPIPE).
BAD_INPUT, INTERRUPTED, BROKEN_PIPE = 2, 130, 141

app = typer.Typer(
    name="psoas",
    help="A movement coach for people who sit a lot. Without a command it opens in your browser.",
    add_completion=False,
    no_args_is_help=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
#: Wrong options. typer carries its own click and does not export this class, only ones derived from it.
_Misused: Any = typer.BadParameter.__bases__[0]
_talk = Console(stderr=True, highlight=False)

Data = Annotated[Path | None, typer.Option("--data", help="Folder of your journal and added models.", file_okay=False)]
ModelName = Annotated[
    Literal["full", "heavy"], typer.Option("--model", help="Pose model: full, or heavy where it was added.")
]


def main() -> None:
    """Run the command line; what a person can act on becomes one line on stderr and exit code 2."""
    try:
        code = app(standalone_mode=False)
    except _Misused as error:
        _complain(f"{error.format_message().rstrip('.')}. See `psoas --help`.")
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
    file: Annotated[Path, typer.Argument(help="A video, or a recording of skeletons (.npz, .json, .trc).")],
    level: Annotated[int | None, typer.Option(help="Level of the march that it shows, 1 to 6.")] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Write the result as JSON; - for the screen.")] = None,
    overlay: Annotated[Path | None, typer.Option(help="Write a video (.mp4) with the skeleton drawn in.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write a page (.html) with plots.")] = None,
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
) -> None:
    """Count and correct a recording of the march."""
    from psoas.analysis.outputs import Outputs
    from psoas.analysis.progress import bar
    from psoas.analysis.table import summary
    from psoas.analysis.video import analyze as coach_recording
    from psoas.analysis.video import exercise_of

    exercise = exercise_of(level)
    with Outputs(file, json=json, overlay=overlay, report=report) as outputs, bar(_talk, file.name) as on_progress:
        result = coach_recording(
            file,
            level,
            band=not without_band,
            model=model,
            models=_models_folder(data),
            on_progress=on_progress,
            watcher=outputs.watcher(exercise),
            flat_back=flat_back,
        )
        outputs.write(result)
    _tell(result, outputs.to_screen, summary(result), outputs.written)


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
        added = fetch_heavy(folder) if add == "heavy" else add_model(Path(add), folder)
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

    from psoas.journal.store import open_store
    from psoas.programme.catalogue import load

    names = {exercise.id: exercise.name for exercise in load().exercises}
    store = open_store(data)
    try:
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
                session.state,
            )
    finally:
        store.close()
    if sessions:
        Console(highlight=False).print(table)
    else:
        typer.echo("Your journal is empty. Start a session with `psoas`.")


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
