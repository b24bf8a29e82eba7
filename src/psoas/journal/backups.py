"""Make copies of the journal, check each, and keep the right ones."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from psoas.journal import backup_files, check, errors, raw, rotation
from psoas.journal.backup_files import FOLDER, Backup, BackupKind
from psoas.journal.schema import HEAD
from psoas.private_files import create_private

#: At start, a backup is made when the last one is older.
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a backup.

    Attributes
    ----------
    sessions : int
        How many.
    last_level : int or None
        Level of the march of the last one that had a level.
    """

    sessions: int
    last_level: int | None

    @property
    def say(self) -> str:
        """Describe it: "41 sessions, last march level 3"."""
        sessions = f"{self.sessions} session{'' if self.sessions == 1 else 's'}"
        return sessions if self.last_level is None else f"{sessions}, last march level {self.last_level}"


def make(journal: Path, kind: BackupKind, at: datetime) -> Backup:
    """Copy a journal, check the copy, and let go of those that are not kept.

    Parameters
    ----------
    journal : Path
        The journal's file; others may write to it meanwhile.
    kind : str
        Why.
    at : datetime
        Now, with the person's time zone.

    Raises
    ------
    JournalError
        If the copy cannot be made or is not sound. There is none then, and those from before are still there.
    """
    data = journal.parent
    try:
        backup_files.mark(data)
        backup = _copied(journal, backup_files.new_file(data / FOLDER, kind, at))
    except (sqlite3.Error, OSError) as error:
        raise _failed(data / FOLDER, error) from error
    _let_go(data / FOLDER, at)
    return backup


def copy_to_second(data: Path, backup: Backup, at: datetime) -> None:
    """Copy a backup to the second folder, if there is one, and let go of those there that are not kept.

    Raises
    ------
    JournalError
        If that cannot be done. The backup itself is not affected.
    """
    chosen, second = backup_files.second_folder(data), backup_files.second_place(data)
    if chosen is None or second is None:
        return
    try:
        if not chosen.is_dir():
            raise FileNotFoundError(0, "the folder is not there")
        second.mkdir(mode=0o700, exist_ok=True)
        _copy_file(backup.path, second / backup.path.name)
    except OSError as error:
        raise _failed(chosen, error) from error
    _let_go(second, at)


def is_due(data: Path, at: datetime) -> bool:
    """Tell whether the last backup is older than a day."""
    newest = next(iter(backup_files.found(data)), None)
    return newest is None or not newest.at - DAY < at < newest.at + DAY


def contents(backup: Backup) -> Contents:
    """Tell what is in a backup.

    Raises
    ------
    JournalError
        If it cannot be read.
    """
    try:
        with raw.reading(backup.path, alone=True) as connection:
            taken_back = "taken_back_at" in raw.columns(connection, "session")
            stands = "taken_back_at IS NULL" if taken_back else "1"
            (sessions,) = connection.execute(f"SELECT count(*) FROM session WHERE {stands}").fetchone()
            marches = f"SELECT level FROM session WHERE {stands} AND level IS NOT NULL"
            last = connection.execute(f"{marches} ORDER BY started_at DESC, id DESC LIMIT 1").fetchone()
    except (sqlite3.Error, OSError) as error:
        say = f"The backup {backup.path.name} cannot be read ({error}). Choose another one."
        raise errors.JournalError(say) from error
    return Contents(int(sessions), last[0] if last and isinstance(last[0], int) else None)


def verify(path: Path) -> None:
    """Check a copy: its pages, and, if this psoas wrote it, every row.

    Raises
    ------
    JournalError
        If it is not sound; the message says what is wrong.
    """
    with raw.reading(path, alone=True) as connection:
        if said := raw.damage(connection, "integrity_check"):
            raise errors.JournalError(f"The copy {path.name} is damaged: {said[0]}.")
        if connection.execute("SELECT version_num FROM alembic_version").fetchone() != (HEAD,):
            return
        known = {tuple(row) for row in connection.execute("SELECT table_name, row_id FROM set_aside")}
        for fault in check.unreadable(connection):
            if (fault.table, fault.row_id) not in known:
                what = f"{fault.table} {fault.row_id}: {fault.why}"
                raise errors.JournalError(f"An entry of the journal is damaged ({what}). `psoas check` sets it aside.")


def restore(backup: Backup, journal: Path) -> None:
    """Put a backup in the journal's place, which must be free. The backup stays.

    Raises
    ------
    JournalError
        If the backup is damaged.
    OSError, sqlite3.Error
        If it cannot be read or written.
    """
    part = journal.with_name(f"{journal.name}.part")
    part.unlink(missing_ok=True)
    _copy_file(backup.path, part)
    try:
        verify(part)
        part.replace(journal)
    finally:
        part.unlink(missing_ok=True)


def _copied(journal: Path, backup: Backup) -> Backup:
    """Copy with SQLite's backup interface; the file has its name only once it is checked and on the disk."""
    part = backup.path.with_name(f"{backup.path.name}.part")
    part.unlink(missing_ok=True)
    create_private(part)
    try:
        there = f"{journal.absolute().as_uri()}?mode=rw"  # never makes an empty journal
        with closing(sqlite3.connect(there, uri=True)) as source, closing(sqlite3.connect(part)) as target:
            source.execute("PRAGMA busy_timeout = 3000")
            source.execute("BEGIN")  # so that what is counted is what is copied
            expected = check.counts(source)
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
            if check.counts(target) != expected:
                raise errors.JournalError("The copy of the journal is not complete.")
        verify(part)
        _to_disk(part)
        part.replace(backup.path)
    finally:
        part.unlink(missing_ok=True)
    return backup


def _copy_file(source: Path, to: Path) -> None:
    part = to.with_name(f"{to.name}.part")
    part.unlink(missing_ok=True)
    create_private(part)
    try:
        shutil.copyfile(source, part)
        _to_disk(part)
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _let_go(folder: Path, at: datetime) -> None:
    """Delete the backups of a folder that are not kept; what cannot be deleted stays."""
    there = list(backup_files.in_folder(folder))
    stay = {backup.path for backup in rotation.kept(there, at.tzinfo or UTC)}
    for backup in there:
        if backup.path not in stay:
            with suppress(OSError):
                backup.path.unlink()


def _failed(folder: Path, error: Exception) -> errors.JournalError:
    return errors.JournalError(
        f"No backup could be made in {folder}: {errors.reason(error)}. Your journal is not affected."
    )
