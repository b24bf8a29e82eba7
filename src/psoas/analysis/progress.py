"""Progress bars for the terminal."""

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
    """Suppress what C code writes to stderr, such as LiteRT's announcement of its delegate.

    Python exceptions still propagate.
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
    """Show progress and remaining time for one recording.

    Parameters
    ----------
    console : Console
        Usually stderr. If it is not a terminal, nothing is drawn and None is yielded.
    name : str
        Name of the recording.

    Yields
    ------
    callable or None
        Call it with seconds done and the total.
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
    """Show progress, failures and remaining time for many recordings.

    Parameters
    ----------
    console : Console
        Usually stderr. If it is not a terminal, nothing is drawn.
    count : int
        Number of recordings.
    work : float
        Total work in any unit, such as bytes, because recordings differ in length.

    Yields
    ------
    callable
        Call it after each recording with its work and whether it failed.
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
    """Remaining time. rich's own uses the last half minute, and a recording may take longer."""

    def render(self, task: Task) -> Text:
        left = time_left(task.completed, task.total or 0.0, task.fields["at"], task.elapsed or 0.0)
        if left is None:
            return Text("-:--:--", style="progress.remaining")
        minutes, seconds = divmod(round(left), 60)
        hours, minutes = divmod(minutes, 60)
        return Text(f"{hours}:{minutes:02d}:{seconds:02d}", style="progress.remaining")


def time_left(done: float, total: float, at_s: float, now_s: float) -> float | None:
    """Estimate the remaining time from the speed so far.

    Parameters
    ----------
    done, total : float
        Work done, and total work.
    at_s, now_s : float
        Time of the last progress, and the time now, seconds from the start.

    Returns
    -------
    float or None
        Seconds, at least 0; None before any progress.
    """
    if done <= 0 or at_s <= 0:
        return None
    return max(0.0, at_s * (total - done) / done - (now_s - at_s))
