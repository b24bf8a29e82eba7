"""Errors of the journal; each message says what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from psoas.errors import PsoasError


class JournalError(PsoasError):
    """An operation on the journal failed."""


class JournalReadOnlyError(JournalError):
    """The data folder or its journal is not writable."""


class JournalFullError(JournalError):
    """The disk is full."""


class JournalDamagedError(JournalError):
    """The file is damaged, or is not a journal."""


class JournalTooNewError(JournalError):
    """A newer psoas wrote the journal."""


class JournalBusyError(JournalError):
    """Another program is using the journal."""


class WrongAnswerError(JournalError):
    """An answer is implausible, such as a pain of 11."""


class ImportRefusedError(JournalError):
    """The data to import is not a valid export, or the journal is not empty."""


class NoSuchSessionError(JournalError):
    """The journal has no session with this id."""


def no_session(session_id: int) -> JournalError:
    """Return the error for a missing session."""
    return NoSuchSessionError(f"The journal has no session number {session_id}.")


def too_new(path: Path, stands_at: str | None, known: str) -> JournalError:
    """Return the error for a journal of a newer psoas."""
    return JournalTooNewError(
        f"The journal {path} was written by a newer psoas (version {stands_at}, this one knows {known}). "
        "Update psoas, or choose another folder with --data DIR."
    )


def read_only(path: Path) -> JournalError:
    """Return the error for a folder that is not writable."""
    return JournalReadOnlyError(
        f"psoas cannot write in its data folder {path.parent}. "
        "Make the folder writable, or choose another one with --data DIR."
    )


def only_read(path: Path) -> JournalError:
    """Return the error for writing to a journal that can only be read."""
    return JournalReadOnlyError(
        f"psoas can read your journal but not write it: its data folder {path.parent} is read-only. "
        "You can look at everything and save it as a file. To go on, make the folder writable, or choose another one "
        "with --data DIR."
    )


def full(path: Path) -> JournalError:
    """Return the error for a full disk."""
    return JournalFullError(
        f"The disk with the data folder {path.parent} is full. "
        "Free some space, or choose a folder on another disk with --data DIR."
    )


def busy(path: Path) -> JournalError:
    """Return the error for a journal in use by another program."""
    return JournalBusyError(f"Another program is using the journal {path}. Close it, or wait a moment and try again.")


def no_folder(path: Path) -> JournalError:
    """Return the error for a data folder that is a file."""
    return JournalError(
        f"The data folder {path.parent} is not a folder. "
        "Choose a folder with --data DIR, or move the file that is there."
    )


def damaged(path: Path, found: str) -> JournalDamagedError:
    """Return the error for a damaged file; it names the newest copy beside it, if any."""
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
    """Translate an error of SQLite or the system.

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
    # The lower byte is SQLite's primary result code (sqlite.org/rescode.html). Errors of Python's module have no code.
    code = (getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(path, str(cause))
    return _BY_SQLITE[code](path) if code in _BY_SQLITE else _unusable(path, str(cause))


def _unusable(path: Path, why: str) -> JournalError:
    return JournalError(
        f"The journal {path} could not be used ({why}). Check the disk, or choose another folder with --data DIR."
    )
