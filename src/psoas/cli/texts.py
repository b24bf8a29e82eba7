"""`psoas texts`: everything that psoas shows or says, to be read in one sitting."""

from __future__ import annotations

from typing import Annotated

import typer

from psoas.cli.options import say


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(texts)


def texts(
    spoken: Annotated[bool, typer.Option("--spoken", help="Show only what is heard.")] = False,
) -> None:
    """Print every text that psoas shows or says, file by file."""
    from pathlib import Path

    import psoas
    from psoas.report.all_texts import all_texts

    file = ""
    for found in all_texts(Path(psoas.__path__[0])):
        if spoken and not found.spoken:
            continue
        if found.file != file:
            file = found.file
            say.print(f"\n{file}", style="bold", markup=False)
        say.print(f"  {found.text}", markup=False)
