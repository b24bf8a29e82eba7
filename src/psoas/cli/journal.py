"""Commands for the whole journal: list, export, import and backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from psoas.cli import options
from psoas.cli.options import Data, opened, say
from psoas.errors import PsoasError
from psoas.private_files import write_private


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(journal)
    app.command()(export)
    app.command("import")(import_)
    app.command()(backup)


def journal(
    action: Annotated[
        Literal["delete", "undo"] | None, typer.Argument(help="delete: remove a session. undo: put it back.")
    ] = None,
    number: Annotated[int | None, typer.Argument(metavar="ID", help="Number of the session.")] = None,
    data: Data = None,
    last: Annotated[int, typer.Option(help="How many sessions to list.", min=1)] = 10,
) -> None:
    """List your last sessions. Delete one, or undo that."""
    if action is None:
        _list(data, last)
    elif action == "undo":
        _undo(data)
    elif number is None:
        raise PsoasError("Which session? `psoas journal` lists them with their numbers; then `psoas journal delete 7`.")
    else:
        _delete(data, number)


def _delete(data: Path | None, number: int) -> None:
    from psoas.session.taking_back import take_back_session

    with opened(data) as store:
        take_back_session(store, options.now(), number)
    say.print(f"Session {number} is deleted. If you want it back: `psoas journal undo`.")


def _undo(data: Path | None) -> None:
    from psoas.session.taking_back import put_back_last

    with opened(data) as store:
        marked = put_back_last(store)
    what = f"Session {marked.sessions[0]} is back." if marked.sessions else "What you took back counts again."
    say.print(what)


def _list(data: Path | None, last: int) -> None:
    from rich.table import Table

    from psoas.programme.catalogue import load

    names = {exercise.id: exercise.name for exercise in load().exercises}
    states = {"done": "done", "stopped": "stopped early", "running": "not finished"}
    with opened(data) as store:
        sessions = store.sessions(limit=last)
        table = Table("No.", "When", "Exercise", "Left", "Right", "State", box=None, header_style="bold")
        for session in sessions:
            reps = store.reps(session.id)
            left = sum(rep.side == "left" for rep in reps)
            table.add_row(
                str(session.id),
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


def export(file: Annotated[Path, typer.Argument(help="File to write, .json.")], data: Data = None) -> None:
    """Save your whole journal in one file."""
    from psoas.journal.export import text_of

    _refuse_to_replace(file)
    with opened(data) as store:
        text = text_of(store.export_json())
    try:
        write_private(file, text)
    except OSError as error:
        raise PsoasError(f"{file} cannot be written ({error.strerror}). Choose another place.") from error
    say.print(f"Wrote {file}", markup=False)


def import_(file: Annotated[Path, typer.Argument(help="A file that psoas exported.")], data: Data = None) -> None:
    """Read an exported file into an empty journal."""
    from psoas.journal.export import document_of, read_file

    whole = document_of(read_file(file))
    with opened(data) as store:
        store.import_json(whole)
    say.print(f"Read {file}: {len(whole.get('sessions', []))} sessions.", markup=False)


def backup(file: Annotated[Path, typer.Argument(help="File to write, .sqlite.")], data: Data = None) -> None:
    """Save a copy of the journal. To restore it, put it where the journal was."""
    _refuse_to_replace(file)
    with opened(data) as store:
        store.copy(file)
    say.print(f"Wrote {file}", markup=False)


def _refuse_to_replace(file: Path) -> None:
    if file.exists():
        raise PsoasError(f"{file} is already there, and psoas won't replace it. Choose another name.")
