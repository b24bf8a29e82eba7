"""A bar on the terminal while a recording, or many of them, are looked at."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text


@contextmanager
def native_quiet() -> Iterator[None]:
    """Drop what C code writes to stderr meanwhile (LiteRT announces its delegate there, with no switch to stop it).

    Python's exceptions are not touched: what goes wrong is still raised.
    """
    try:
        kept = os.dup(2)
    except OSError:  # no stderr at all, as under a window manager
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


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


@contextmanager
def batch_bar(console: Console, count: int, work: float) -> Iterator[Callable[[float, bool], None]]:
    """Show how many recordings are done, how many failed, and how long the rest will take.

    Parameters
    ----------
    console : Console
        Where to draw, usually stderr; nothing is drawn where that is no terminal.
    count : int
        Number of recordings.
    work : float
        Work in all, in any unit, such as bytes: recordings are not equally long.

    Yields
    ------
    callable
        To be called after each recording with its share of the work and whether it failed.
    """
    if not console.is_terminal:
        yield lambda _work, _failed: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), _Left())
    with Progress(*columns, console=console, transient=True) as progress:
        done = failed = 0

        def says() -> str:
            return f"{done} of {count} recordings" + (f", {failed} failed" if failed else "")

        task = progress.add_task(says(), total=work, at=0.0)

        def on_done(share: float, is_failure: bool) -> None:
            nonlocal done, failed
            done, failed = done + 1, failed + is_failure
            at = progress.tasks[0].elapsed or 0.0
            progress.update(task, advance=share, description=says(), at=at)

        yield on_done


class _Left(ProgressColumn):
    """Time left. rich's own asks how fast the last half minute went, and a recording may take longer than that."""

    def render(self, task: Task) -> Text:
        left = time_left(task.completed, task.total or 0.0, task.fields["at"], task.elapsed or 0.0)
        if left is None:
            return Text("-:--:--", style="progress.remaining")
        minutes, seconds = divmod(round(left), 60)
        hours, minutes = divmod(minutes, 60)
        return Text(f"{hours}:{minutes:02d}:{seconds:02d}", style="progress.remaining")


def time_left(done: float, total: float, at_s: float, now_s: float) -> float | None:
    """How long the rest takes if it goes on as it did.

    Parameters
    ----------
    done, total : float
        Work done and in all.
    at_s, now_s : float
        When the last of it was done, and the time now, seconds from the begin.

    Returns
    -------
    float or None
        Seconds, at least 0; None while nothing is done.
    """
    if done <= 0 or at_s <= 0:
        return None
    return max(0.0, at_s * (total - done) / done - (now_s - at_s))
