"""What is looked at whenever a journal is opened."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from psoas.journal import aside, backup_files, check, errors, log_check, seals
from psoas.journal.seals import Fault
from psoas.private_files import create_private

#: Where more than this share of all rows cannot be read, it is the file that is damaged.
_TOO_MANY, _FEW = 0.2, 5


def was_not_closed(path: Path) -> bool:
    """Tell whether psoas did not close the journal, or has it open in another place: its log is there still."""
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size > 0
    except OSError:
        return False


def keep_damaged_log(path: Path) -> list[Fault]:
    """Keep a copy of a journal whose write-ahead log is damaged: SQLite will go on without what it cannot read in it.

    Raises
    ------
    OSError
        If there is no room for it; the journal must not be opened then.
    """
    if not log_check.is_damaged(path):
        return []
    aside_at = backup_files.set_aside(path, datetime.now(UTC))
    for ending in ("", "-wal"):
        copy = path.with_name(f"{aside_at.name}{ending}")
        create_private(copy)
        shutil.copyfile(path.with_name(f"{path.name}{ending}"), copy)
    return [
        Fault("", 0, f"the log of the journal was damaged, so what was written last may be missing; see {copy.name}")
    ]


def set_aside(connection: sqlite3.Connection, path: Path, *, thorough: bool) -> list[Fault]:
    """Check every row against its seal, set aside those that are wrong, and return all that are set aside.

    Parameters
    ----------
    connection : sqlite3.Connection
        In a transaction that writes.
    path : Path
        The journal's file, for messages.
    thorough : bool
        Whether every row is also read.

    Raises
    ------
    JournalDamagedError
        If so much is wrong that it is the file that is damaged.
    """
    found = check.unreadable(connection) if thorough else list(seals.broken(connection))
    known = aside.listed(connection)
    if new := [fault for fault in found if (fault.table, fault.row_id) not in {(f.table, f.row_id) for f in known}]:
        rows = sum(check.counts(connection).values())
        if len(new) > max(_FEW, _TOO_MANY * rows):
            raise errors.damaged(path, f"{len(new)} of {rows} entries cannot be read")
        aside.write(connection, new)
    return [*known, *new]
