"""A bar on the terminal while a recording is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn


@contextmanager
def bar(console: Console, name: str) -> Iterator[Callable[[float, float], None] | None]:
    """Show how far a recording is looked at and how long the rest will take.

    Parameters
    ----------
    console : Console
        Where to draw, usually stderr; None is given, and nothing drawn, where that is no terminal.
    name : str
        What is looked at.

    Yields
    ------
    callable or None
        To be called with seconds done and seconds in all.
    """
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(name, total=None)

        def on_progress(done_s: float, total_s: float) -> None:
            progress.update(task, completed=done_s, total=max(done_s, total_s) if total_s > 0 else None)

        yield on_progress
