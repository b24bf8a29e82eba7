"""What the commands share: options, the open journal, the moment."""

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

#: Where the commands say what they have to say.
say = Console(highlight=False, soft_wrap=True)


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

ModelName = Annotated[
    Literal["full", "heavy"], typer.Option("--model", help="Pose model: full, or heavy where it was added.")
]


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
