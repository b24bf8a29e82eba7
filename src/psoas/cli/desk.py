"""`psoas desk`: the companion that asks one to get up, and knows when not to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from psoas.cli import options
from psoas.cli.options import Data, opened, say
from psoas.errors import PsoasError

if TYPE_CHECKING:
    from psoas.journal.store import Store

#: Weeks that the log covers.
_LOG_WEEKS = 12
DeskAction = Literal["status", "say", "stop", "set", "log", "autostart"]


def add_to(app: typer.Typer) -> None:
    """Add the command of this file to the command line."""
    app.command()(desk)


def desk(
    action: Annotated[
        DeskAction | None,
        typer.Argument(
            help="status: what it knows now. say: answer it (done, later, skip, call, standing, sitting, was-sitting). "
            "stop: end it. set: change when it asks. log: the last twelve weeks as CSV. autostart: on or off."
        ),
    ] = None,
    word: Annotated[str | None, typer.Argument(help="What to say, or on or off.")] = None,
    data: Data = None,
    terminal: Annotated[bool, typer.Option("--terminal", help="Print here instead of showing notifications.")] = False,
    tray: Annotated[bool, typer.Option("--tray", help="Show an icon in the tray too, where there is one.")] = False,
    every: Annotated[int | None, typer.Option(help="set: minutes of sitting before it asks, 20 to 90.")] = None,
    begin: Annotated[str | None, typer.Option("--from", help="set: when your work begins, such as 8:00.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="set: when it ends, such as 18:00.")] = None,
    days: Annotated[str | None, typer.Option(help="set: your working days, such as mon-fri or mon,wed,sat.")] = None,
    leave_until: Annotated[
        str | None, typer.Option(help="set: the last day of your leave, such as 2026-12-31, or none.")
    ] = None,
) -> None:
    """Stay beside you while you work, and ask you to get up now and then."""
    match action:
        case None:
            _run(data, "terminal" if terminal else "tray" if tray else "desktop")
        case "status":
            _status(data)
        case "say":
            _say(data, word)
        case "stop":
            _stop(data)
        case "set":
            _set(data, every, begin, end, days, leave_until)
        case "log":
            _log(data)
        case "autostart":
            _autostart(data, word)


def _run(data: Path | None, show: str) -> None:
    import os
    import subprocess
    import sys

    from psoas.report.desk_words import wishes_words

    with opened(data) as store:  # also makes or upgrades the journal, which the quiet process need not
        say.print(f"{wishes_words(store.desk_wishes())} End it with Ctrl+C.", markup=False)
        folder = store.folder
    sys.stdout.flush()
    # Without docstrings it takes 3 MB less.
    command = [sys.executable, "-OO", "-m", "psoas.desk", str(folder), show]
    if os.name == "posix":
        os.execv(command[0], command)
    raise typer.Exit(subprocess.run(command, check=False).returncode)  # Windows has no exec that a console waits for


def _status(data: Path | None) -> None:
    from psoas.journal.desk_log import this_computer
    from psoas.journal.lock import is_running
    from psoas.plan.desk_policy import policy_of
    from psoas.plan.history import profile_of
    from psoas.programme.companion import companion_words
    from psoas.report.desk_words import status_of

    with opened(data) as store:
        policy = policy_of(store.desk_wishes(), profile_of(store))
        memory = store.desk_memories().get(this_computer())
        running = is_running(store.folder)
        say.print(status_of(memory, policy, running=running), markup=False)
        if not running:
            say.print(companion_words().status.start_it, markup=False)


def _say(data: Path | None, word: str | None) -> None:
    from psoas.habit.observation import Said
    from psoas.programme.companion import companion_words
    from psoas.session.use_cases import say_at_desk

    words: tuple[Said, ...] = get_args(Said)
    said = next((each for each in words if each == word), None)
    if said is None:
        raise PsoasError(f"Say one of: {', '.join(words)}. For example: `psoas desk say done`.")
    with opened(data) as store:
        _must_run(store)
        say_at_desk(store, said, options.now())
    say.print(companion_words().said[said], markup=False)


def _stop(data: Path | None) -> None:
    from psoas.session.use_cases import say_at_desk

    with opened(data) as store:
        _must_run(store)
        say_at_desk(store, "stop", options.now())
    say.print("The desk companion ends in a moment, in fifteen seconds at most.")


def _must_run(store: Store) -> None:
    from psoas.journal.lock import is_running
    from psoas.programme.companion import companion_words

    if not is_running(store.folder):
        words = companion_words().status
        raise PsoasError(f"{words.off} {words.start_it}")


def _set(
    data: Path | None, every: int | None, begin: str | None, end: str | None, days: str | None, leave: str | None
) -> None:
    from dataclasses import replace

    from psoas.journal import desk_form
    from psoas.journal.units import clock
    from psoas.report.desk_words import wishes_words

    with opened(data) as store:
        before = wishes = store.desk_wishes()
        if every is not None:
            wishes = replace(wishes, every_min=every)
        if begin is not None:
            wishes = replace(wishes, begin=clock(begin))
        if end is not None:
            wishes = replace(wishes, end=clock(end))
        if days is not None:
            wishes = replace(wishes, days=desk_form.days(days))
        if leave is not None:
            wishes = replace(wishes, leave_until=None if leave.lower() == "none" else desk_form.day(leave))
        if wishes != before:
            store.tell(wishes, options.now())
    say.print(wishes_words(wishes), markup=False)


def _log(data: Path | None) -> None:
    from psoas.report.desk_day import as_csv, days_of

    with opened(data) as store:
        typer.echo(as_csv(days_of(store, options.now(), _LOG_WEEKS)), nl=False)


def _autostart(data: Path | None, word: str | None) -> None:
    from psoas.desk.autostart import switch

    if word not in ("on", "off"):
        raise PsoasError("Say `psoas desk autostart on`, or off.")
    with opened(data) as store:
        folder = store.folder
    say.print(switch(on=word == "on", folder=folder), markup=False)
