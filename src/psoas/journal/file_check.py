"""Look at the journal's file before it is opened: opening it would already change it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from psoas.journal import backup_files, errors, raw

#: SQLite's header, bytes; no database is shorter.
_HEADER = 100


def look_at(path: Path) -> None:
    """Check that a journal may be opened, or made, here.

    Raises
    ------
    JournalDamagedError
        If the journal was cut or is gone, or the file belongs to another program. The file is as it was.
    """
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        if backup_files.was_here(path.parent):
            raise errors.damaged(path, "it is not there any more") from None
        return
    if size < _HEADER:
        if size or backup_files.was_here(path.parent):
            raise errors.damaged(path, "it was cut, and nothing is left of it")
        return
    if _is_foreign(path):
        raise errors.not_ours(path)


def _is_foreign(path: Path) -> bool:
    """Tell a sound database with tables that are not a journal's."""
    log = path.with_name(f"{path.name}-wal")
    try:
        with raw.reading(path, alone=True) as connection:
            names = raw.tables(connection)
            if names or not log.exists() or not log.stat().st_size:
                return bool(names) and not _is_journal(connection, names)
        with raw.reading(path) as connection:  # its tables may be in the write-ahead log still
            names = raw.tables(connection)
            return bool(names) and not _is_journal(connection, names)
    except (sqlite3.Error, OSError):
        return False  # damaged or busy, which shows when it is opened


def _is_journal(connection: sqlite3.Connection, names: set[str]) -> bool:
    return (
        "alembic_version" in names
        and (names == {"alembic_version"} or "session" in names)
        and ("session" not in names or "exercise_id" in raw.columns(connection, "session"))
    )
