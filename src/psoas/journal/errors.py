"""What can go wrong with the journal, each as a sentence that says what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from psoas.errors import PsoasError


class JournalError(PsoasError):
    """The journal could not do what was asked."""


class JournalReadOnlyError(JournalError):
    """The data folder or the journal in it cannot be written."""


class JournalFullError(JournalError):
    """There is no room left on the disk."""


class JournalDamagedError(JournalError):
    """The file is not a journal, or no longer a whole one."""


class JournalTooNewError(JournalError):
    """A newer psoas has written the journal."""


class JournalBusyError(JournalError):
    """Another program holds the journal."""


class WrongAnswerError(JournalError):
    """Something was told that cannot be meant, such as a pain of 11."""


class ImportRefusedError(JournalError):
    """What was to be imported is no sound export, or the journal is not empty."""


class NoSuchSessionError(JournalError):
    """The journal has no session with this number."""


def no_session(session_id: int) -> JournalError:
    """Error for a session that is not there."""
    return NoSuchSessionError(f"The journal has no session number {session_id}.")


def read_only(path: Path) -> JournalError:
    """Error for a folder that cannot be written."""
    return JournalReadOnlyError(
        f"psoas cannot write in its data folder {path.parent}. "
        "Make the folder writable, or choose another one with --data DIR."
    )


def full(path: Path) -> JournalError:
    """Error for a disk without room."""
    return JournalFullError(
        f"The disk with the data folder {path.parent} is full. "
        "Free some space, or choose a folder on another disk with --data DIR."
    )


def busy(path: Path) -> JournalError:
    """Error for a journal that another program holds."""
    return JournalBusyError(f"Another program is using the journal {path}. Close it, or wait a moment and try again.")


def no_folder(path: Path) -> JournalError:
    """Error for a data folder that is a file."""
    return JournalError(
        f"The data folder {path.parent} is not a folder. "
        "Choose a folder with --data DIR, or move the file that is there."
    )


def damaged(path: Path, found: str) -> JournalDamagedError:
    """Error for a damaged file; names the newest copy beside it where there is one."""
    copies = sorted(path.parent.glob(f"{path.stem}-before-*{path.suffix}"))
    restore = f"put the copy {copies[-1].name} in its place" if copies else "put a copy of your own in its place"
    return JournalDamagedError(
        f"The journal {path} is damaged ({found}). Nothing was deleted or changed. Move that file to a safe place to "
        f"begin a new journal, or {restore}, or choose another folder with --data DIR."
    )


_BY_SQLITE: dict[int, Callable[[Path], JournalError]] = {
    sqlite3.SQLITE_FULL: full,
    sqlite3.SQLITE_READONLY: read_only,
    sqlite3.SQLITE_CANTOPEN: read_only,
    sqlite3.SQLITE_PERM: read_only,
    sqlite3.SQLITE_BUSY: busy,
    sqlite3.SQLITE_LOCKED: busy,
}
_BY_SYSTEM: dict[int, Callable[[Path], JournalError]] = {
    errno.ENOSPC: full,
    errno.EDQUOT: full,
    errno.EACCES: read_only,
    errno.EPERM: read_only,
    errno.EROFS: read_only,
    errno.ENOTDIR: no_folder,
    errno.EEXIST: no_folder,
}


def explain(error: DBAPIError | sqlite3.Error | OSError, path: Path) -> JournalError:
    """Turn what SQLite or the system says into a sentence.

    Parameters
    ----------
    error : DBAPIError, sqlite3.Error or OSError
        What was raised while `path` was used.
    path : Path
        The journal's file.
    """
    if isinstance(error, OSError):
        known = _BY_SYSTEM.get(error.errno or 0)
        return known(path) if known else _unusable(path, str(error.strerror))
    cause = error.orig if isinstance(error, DBAPIError) else error
    # The lower byte is SQLite's primary result code (sqlite.org/rescode.html); errors of Python's own module have none.
    code = (getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(path, str(cause))
    return _BY_SQLITE[code](path) if code in _BY_SQLITE else _unusable(path, str(cause))


def _unusable(path: Path, why: str) -> JournalError:
    return JournalError(
        f"The journal {path} could not be used ({why}). Check the disk, or choose another folder with --data DIR."
    )
