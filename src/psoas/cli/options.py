"""Shared by the commands: options, the open journal, the current time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

if TYPE_CHECKING:
    from psoas.journal.store import Store

#: The commands' output.
say = Console(highlight=False, soft_wrap=True)
_stderr = Console(stderr=True, highlight=False, soft_wrap=True)


def expanded(path: Path) -> Path:
    """Expand a leading `~`, which a shell leaves alone in `--data=~/journal`.

    If the user is unknown, the path stays as it is, as in a shell.
    """
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def at_home(path: Path | None) -> Path | None:
    """Expand an optional path; the `callback` of every option that names a file or folder."""
    return None if path is None else expanded(path)


Data = Annotated[
    Path | None,
    typer.Option(
        "--data", help="Folder with your journal and the models you added.", file_okay=False, callback=at_home
    ),
]

ModelName = Annotated[
    Literal["auto", "full", "heavy"],
    typer.Option("--model", help="Pose model: full is faster, heavy is finer, auto takes the best one here."),
]


@contextmanager
def opened(data: Path | None, *, even_damaged: bool = False) -> Iterator[Store]:
    """Open the journal, say what cannot be read in it, and close it at the end; back it up where that is due."""
    from psoas.journal import keeping
    from psoas.journal.store import open_store

    store = open_store(data, even_damaged=even_damaged)
    try:
        if store.left_out:
            _stderr.print(keeping.left_out_words(store.left_out), markup=False)
        if not even_damaged:
            keeping.at_start(store, now())
        yield store
    finally:
        if store.backup_is_due:
            keeping.back_up_quietly(store, "session", now())
        store.close()


def now() -> datetime:
    """Return the current local time."""
    return datetime.now().astimezone()
