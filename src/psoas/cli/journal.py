"""The journal as a whole from the command line: out into a file, back into an empty one, and a copy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from psoas.errors import PsoasError

if TYPE_CHECKING:
    from psoas.journal.store import Store

# Everything heavy is imported in the command that needs it, as in cli.py.
# ruff: noqa: PLC0415


def expanded(path: Path) -> Path:
    """A path with a leading `~` as the home folder: a shell leaves it alone in `--data=~/journal`.

    Where there is no such person the path stays as it is, as in a shell.
    """
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def at_home(path: Path | None) -> Path | None:
    """`expanded` for an option that may be left out; every option that names a file or folder has it as `callback`."""
    return None if path is None else expanded(path)


Data = Annotated[
    Path | None,
    typer.Option("--data", help="Folder of your journal and added models.", file_okay=False, callback=at_home),
]
_say = Console(highlight=False, soft_wrap=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(export)
    app.command("import")(import_)
    app.command()(backup)


@contextmanager
def opened(data: Path | None) -> Iterator[Store]:
    """The journal, closed again at the end."""
    from psoas.journal.store import open_store

    store = open_store(data)
    try:
        yield store
    finally:
        store.close()


def now() -> datetime:
    """The moment on the person's clock."""
    return datetime.now().astimezone()


def export(file: Annotated[Path, typer.Argument(help="File to write, .json.")], data: Data = None) -> None:
    """Write everything that the journal holds into one file."""
    from psoas.journal.export import text_of

    _refuse_to_replace(file)
    with opened(data) as store:
        text = text_of(store.export_json())
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise PsoasError(f"{file} cannot be written ({error.strerror}). Choose another place.") from error
    _say.print(f"Wrote {file}", markup=False)


def import_(file: Annotated[Path, typer.Argument(help="A file that psoas exported.")], data: Data = None) -> None:
    """Read an exported file into an empty journal."""
    from psoas.journal.export import document_of

    try:
        whole = document_of(file.read_bytes())
    except OSError as error:
        raise PsoasError(f"{file} cannot be read ({error.strerror}). Check its name.") from error
    with opened(data) as store:
        store.import_json(whole, now())
    _say.print(f"Read {file}: {len(whole.get('sessions', []))} sessions.", markup=False)


def backup(file: Annotated[Path, typer.Argument(help="File to write, .sqlite.")], data: Data = None) -> None:
    """Write a copy of the journal; put in the journal's place, it restores it."""
    _refuse_to_replace(file)
    with opened(data) as store:
        store.copy(file)
    _say.print(f"Wrote {file}", markup=False)


def _refuse_to_replace(file: Path) -> None:
    if file.exists():
        raise PsoasError(f"{file} is there already and is not replaced. Choose another name.")
