"""Commands that keep the journal safe: back up, go back to a backup, and check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from psoas.cli import options
from psoas.cli.options import Data, expanded, opened, say
from psoas.errors import PsoasError

if TYPE_CHECKING:
    from psoas.journal.store import Store

#: Ends the copies to a second folder.
_NONE = "none"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(backup)
    app.command()(check)


def backup(
    file: Annotated[Path | None, typer.Argument(help="File to write, .sqlite. Without it, the backups folder.")] = None,
    data: Data = None,
    show: Annotated[bool, typer.Option("--list", help="List your backups.")] = False,
    restore: Annotated[str, typer.Option(metavar="WHICH", help="Go back to a backup: its number, or a file.")] = "",
    also_in: Annotated[
        str, typer.Option(metavar="FOLDER", help="Also copy each backup to this folder, such as on a stick; or none.")
    ] = "",
) -> None:
    """Back up your journal now, list its backups, or go back to one.

    psoas also makes backups by itself: after each session, and once a day.
    """
    if sum((file is not None, show, bool(restore), bool(also_in))) > 1:
        raise PsoasError("Do one thing at a time: write a file, --list, --restore or --also-in.")
    with opened(data, even_damaged=True) as store:
        if show:
            _list(store)
        elif restore:
            _restore(store, restore)
        elif also_in:
            _also_in(store, also_in)
        elif file is not None:
            if file.exists():
                raise PsoasError(f"{file} is already there, and psoas won't replace it. Choose another name.")
            store.copy(file)
            say.print(f"Wrote {file}", markup=False)
        else:
            from psoas.journal.keeping import back_up, describe

            made = back_up(store, "hand", options.now())
            say.print(f"Backed up. {describe(made)}.", markup=False)


def check(
    data: Data = None,
    begin_anew: Annotated[
        bool, typer.Option("--begin-anew", help="Begin an empty journal. The old file is kept beside it.")
    ] = False,
) -> None:
    """Check your whole journal and its backups. What cannot be read is set aside; nothing is deleted."""
    from psoas.journal import aside, keeping

    with opened(data, even_damaged=True) as store:
        if begin_anew:
            kept = keeping.begin_anew(store, options.now())
            store.sessions(limit=1)
            say.print(f"Your new journal is empty.{f' The old file is kept: {kept}' if kept else ''}", markup=False)
            return
        found = store.check()
        for fault in found:
            say.print(aside.words(fault), markup=False)
        if found:
            say.print("What cannot be read is left out. It is kept, and `psoas export` lists it.")
        else:
            say.print("Your journal is sound.")
        keeping.at_start(store, options.now())
        trouble = store.backup_trouble or keeping.second_folder_trouble(store.folder)
        if trouble:
            say.print(trouble, markup=False)
        _newest(store)
    if found or trouble:
        raise typer.Exit(1)


def _list(store: Store) -> None:
    from psoas.journal.backup_files import found, second_folder
    from psoas.journal.keeping import WHY, describe

    there = found(store.folder)
    for number, each in enumerate(there, 1):
        say.print(f"{number:>3}  {describe(each)} ({WHY[each.kind]})", markup=False)
    if there:
        say.print("Go back to one, such as the first: `psoas backup --restore 1`.")
    else:
        say.print("There is no backup yet. psoas makes one after your next session; `psoas backup` makes one now.")
    if second := second_folder(store.folder):
        say.print(f"Each is also copied to {second}.", markup=False)


def _restore(store: Store, which: str) -> None:
    from psoas.journal import backup_files, keeping

    backup = keeping.chosen(store.folder, which)
    kept = keeping.restore(store, backup, options.now())
    say.print(f"Your journal is as it was on {keeping.describe(backup)}.", markup=False)
    if kept is not None:
        say.print(f"The damaged file is kept: {kept}", markup=False)
        return
    before = next((each for each in backup_files.found(store.folder) if each.kind == "restore"), None)
    if before is not None:
        number = backup_files.found(store.folder).index(before) + 1
        say.print(f"To undo this: `psoas backup --restore {number}`.")


def _also_in(store: Store, folder: str) -> None:
    from psoas.journal.keeping import set_second_folder

    set_second_folder(store.folder, None if folder == _NONE else expanded(Path(folder)))
    if folder == _NONE:
        say.print("Backups are no longer copied to a second folder. What is there stays.")
    else:
        say.print(f"From now on each backup is also copied to {folder}.", markup=False)


def _newest(store: Store) -> None:
    from psoas.journal.backup_files import found
    from psoas.journal.keeping import describe

    there = found(store.folder)
    say.print(f"Newest backup: {describe(there[0])}." if there else "There is no backup yet.", markup=False)
