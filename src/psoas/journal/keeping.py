"""Back up, restore and begin anew: what is done with a journal as a whole, so that nothing is lost by it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from psoas.journal import aside, backup_files, backups, database, errors
from psoas.journal.backup_files import Backup, BackupKind
from psoas.journal.seals import Fault
from psoas.journal.store import Store

#: Why each kind was made, for the person.
WHY: dict[BackupKind, str] = {
    "session": "after a session",
    "day": "once a day",
    "hand": "made by you",
    "upgrade": "before an update",
    "restore": "before going back",
}


def describe(backup: Backup) -> str:
    """Say when a backup was made and what is in it: "Tuesday 24 November, 18:02: 41 sessions, last march level 3"."""
    try:
        return f"{errors.moment(backup.at)}: {backups.contents(backup).say}"
    except errors.JournalError:
        return f"{errors.moment(backup.at)}: cannot be read"


def back_up(store: Store, kind: BackupKind, at: datetime) -> Backup:
    """Make a backup, and copy it to the second folder, if there is one.

    Raises
    ------
    JournalError
        If either fails; the message says which.
    """
    with store.whole:
        store.backup_is_due = False
        try:
            backup = backups.make(store.path, kind, at)
            backups.copy_to_second(store.folder, backup, at)
        except errors.JournalError as error:
            store.backup_trouble = str(error)
            raise
        store.backup_trouble = ""
        return backup


def back_up_quietly(store: Store, kind: BackupKind, at: datetime) -> None:
    """Make a backup. If that fails, nothing stops; `Store.backup_trouble` says why."""
    with suppress(errors.JournalError):
        back_up(store, kind, at)


def at_start(store: Store, at: datetime) -> None:
    """Make a backup if the last one is older than a day, and there is something to keep."""
    with suppress(errors.JournalError):
        if backups.is_due(store.folder, at) and not store.is_empty():
            back_up_quietly(store, "day", at)


def chosen(data: Path, which: str) -> Backup:
    """Return the backup that the person means: its number in the list, from 1, or a file.

    Raises
    ------
    JournalError
        If there is none.
    """
    there = backup_files.found(data)
    if which.isdecimal() and 1 <= int(which) <= len(there):
        return there[int(which) - 1]
    file = Path(which).expanduser()
    if file.is_file():
        return Backup(file, datetime.fromtimestamp(file.stat().st_mtime, UTC), "hand")
    if not there:
        raise errors.JournalError(f"There is no backup in {data / backup_files.FOLDER}, and no file {which}.")
    raise errors.JournalError(
        f"There is no backup {which}. Choose a number from 1 to {len(there)}; `psoas backup --list` shows them."
    )


def left_out_words(faults: Sequence[Fault]) -> str:
    """Say once what cannot be read, for the pages and the terminal.

    Parameters
    ----------
    faults : sequence of Fault
        At least one.
    """
    one = len(faults) == 1
    what = aside.words(faults[0]) if one else f"{aside.words(faults[0])} And {len(faults) - 1} more."
    marched = any(fault.table in ("session", "session_set", "rep") for fault in faults)
    without = " psoas plans without it: if you marched yesterday, rest today." if marched else ""
    return (
        f"{'One entry' if one else f'{len(faults)} entries'} of your journal could not be read. {what} "
        f"{'It is' if one else 'They are'} kept.{without}"
    )


def set_second_folder(data: Path, folder: Path | None) -> None:
    """Set the folder to which each backup is also copied; None for none.

    Raises
    ------
    JournalError
        If it is no folder, or nothing can be written there.
    """
    if folder is not None:
        folder = folder.absolute()
        if not folder.is_dir():
            raise errors.JournalError(f"{folder} is not a folder. Make it first, or choose another one.")
        if folder.resolve() in (data.resolve(), (data / backup_files.FOLDER).resolve()):
            raise errors.JournalError(f"Backups are in {folder} already. Choose a folder on another disk.")
    try:
        backup_files.copy_also_to(data, folder)
    except OSError as error:
        raise errors.explain(error, data / backup_files.FOLDER) from error


def second_folder_trouble(data: Path) -> str:
    """Say that the second folder is not there, such as a stick that is not in; "" if all is well."""
    folder = backup_files.second_folder(data)
    if folder is None or folder.is_dir():
        return ""
    return f"The second folder for backups, {folder}, is not there. Backups are made here all the same."


def restore(store: Store, backup: Backup, at: datetime) -> Path | None:
    """Go back to a backup. The journal as it is now becomes a backup itself, so that this can be undone.

    Returns
    -------
    Path or None
        Where the journal of now is kept, if it is damaged and could not be backed up.

    Raises
    ------
    JournalError
        If the backup is damaged, or another program uses the journal; nothing changed then.
    """
    with store.whole:
        try:
            backups.verify(backup.path)
            sound = _backed_up(store, at)
            store.close()
            aside = _make_way(store.path, at, sound=sound)
            backups.restore(backup, store.path)
        except (sqlite3.Error, OSError) as error:
            raise errors.explain(error, backup.path) from error
        store.begin_again()
        return aside


def begin_anew(store: Store, at: datetime) -> Path | None:
    """Begin an empty journal; the old file is kept beside it, and the backups stay.

    Returns
    -------
    Path or None
        Where the old file is now; None if there was none.

    Raises
    ------
    JournalError
        If another program uses the journal, or the file belongs to one.
    """
    with store.whole:
        try:
            store.close()
            aside = _make_way(store.path, at, sound=False)
            store.path.unlink(missing_ok=True)
            database.connect(store.path).connect().close()  # a file with a header is a journal that was begun
        except (sqlite3.Error, OSError) as error:
            raise errors.explain(error, store.path) from error
        store.begin_again()
        return aside


def _backed_up(store: Store, at: datetime) -> bool:
    """Back up the journal as it is now; False if it is damaged or gone."""
    try:
        if not store.is_empty():
            backups.make(store.path, "restore", at)
    except errors.ForeignFileError:
        raise
    except errors.JournalError:
        return False
    return True


def _make_way(journal: Path, at: datetime, *, sound: bool) -> Path | None:
    """Free the journal's place: merge its log if it is sound, otherwise move it aside with all that belongs to it."""
    if not journal.exists():
        return None
    try:
        database.leave_wal(journal)
    except sqlite3.DatabaseError as error:
        if sound or (getattr(error, "sqlite_errorcode", 0) & 0xFF) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
    if sound:
        return None
    aside = backup_files.set_aside(journal, at)
    for ending in ("-wal", "-shm", ""):
        file = journal.with_name(f"{journal.name}{ending}")
        if file.exists():
            file.replace(aside.with_name(f"{aside.name}{ending}"))
    return aside
