"""How it has gone, from the command line: in sentences, and as one page to print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape

from psoas.cli.journal import Data, at_home, now, opened
from psoas.errors import PsoasError

# Everything heavy is imported in the command that needs it, as in cli.py.
# ruff: noqa: PLC0415

_say = Console(highlight=False, soft_wrap=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(progress)


def progress(
    data: Data = None,
    pdf: Annotated[
        Path | None, typer.Option(help="Write one page for your clinician (.pdf).", dir_okay=False, callback=at_home)
    ] = None,
    paper: Annotated[Literal["a4", "letter"] | None, typer.Option(help="Size of that page.")] = None,
) -> None:
    """Say how it has gone; on request as one page to print."""
    from psoas.coach.set_comparison import SAME
    from psoas.plan.progress import read_progress
    from psoas.report.progress_words import all_words

    with opened(data) as store:
        found, coming = read_progress(store, now())
    if found.is_empty:
        raise PsoasError("There is nothing to show yet. Start with `psoas`, or note a march with `psoas log`.")
    for question, said in all_words(found, SAME["range_deg"], coming):
        _say.print(f"[bold]{question}[/] {escape(' '.join(said))}")
    if pdf is not None:
        from psoas.report.clinician_report import summary_pdf

        usual: Literal["a4", "letter"] = "letter" if found.profile.country == "us" else "a4"
        try:
            pdf.write_bytes(summary_pdf(found, SAME["range_deg"], paper or usual))
        except OSError as error:
            raise PsoasError(f"{pdf} could not be written ({error.strerror}). Name another file.") from error
        _say.print(f"Wrote {pdf}", markup=False)
