"""`psoas models`: the pose models on this computer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from psoas.cli.options import Data, expanded


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(models)


def models(
    add: Annotated[
        str | None, typer.Option(help="`heavy` to fetch the heavy model again, or the path of a .tflite file.")
    ] = None,
    data: Data = None,
) -> None:
    """Show the pose models on this computer, or add one."""
    from rich.table import Table

    from psoas.sight.models import add_model, fetch_heavy, how_to_add, installed, models_folder
    from psoas.sight.runtime import PoseRuntimeMissing, require_runtime

    folder = models_folder(data)
    if add is not None:
        added = fetch_heavy(folder) if add == "heavy" else add_model(expanded(Path(add)), folder)
        typer.echo(f"Added the model {added.name}. psoas uses it from now on.")
    table = Table("Model", "What it does", "MB", "On this computer", box=None, header_style="bold")
    items = installed(folder)
    for item in items:
        there = "yes" if item.path else "no (it comes with the install)"
        table.add_row(item.model.name, item.model.about, f"{item.model.size / 1e6:.1f}", there)
    console = Console(highlight=False)
    console.print(table)
    for item in items:
        if item.path is None:
            console.print(f"{item.model.name} is missing. {how_to_add(item.model)}", soft_wrap=True)
    try:
        require_runtime()
    except PoseRuntimeMissing as missing:
        console.print(str(missing), soft_wrap=True)
