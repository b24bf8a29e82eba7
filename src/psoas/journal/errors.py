"""Errors of the journal; each message says what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from psoas.errors import PsoasError
from psoas.journal import backup_files


class JournalError(PsoasError):
    """An operation on the journal failed."""


class JournalReadOnlyError(JournalError):
    """The data folder or its journal is not writable."""


class JournalFullError(JournalError):
    """The disk is full."""


class JournalDamagedError(JournalError):
    """The file is damaged, or is not a journal.

    Attributes
    ----------
    found : str
        What is wrong, without the ways out: the page for it has buttons for them.
    """

    def __init__(self, say: str, found: str = "") -> None:
        super().__init__(say)
        self.found = found


class ForeignFileError(JournalDamagedError):
    """Another program's file is in the journal's place."""


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
    """Return the error for a damaged file; it names the newest backup, if any, and the other ways out."""
    newest = next(iter(backup_files.found(path.parent)), None)
    back = (
        f"Your newest backup is of {moment(newest.at)}: `psoas backup --restore 1` goes back to it. "
        if newest
        else "There is no backup. "
    )
    return JournalDamagedError(
        f"The journal {path} is damaged: {found}. Nothing was deleted or changed. {back}"
        "`psoas export FILE` saves what can be read. `psoas check --begin-anew` keeps the damaged file and begins "
        "an empty journal. Or choose another folder with --data DIR.",
        found,
    )


def not_ours(path: Path) -> JournalDamagedError:
    """Return the error for a file of another program in the journal's place."""
    return ForeignFileError(
        f"{path} belongs to another program: it is not a psoas journal, and psoas has not touched it. Move it to "
        "another folder, or choose another folder for psoas with --data DIR.",
        "it belongs to another program",
    )


def moment(at: datetime) -> str:
    """Write a moment of the past in the computer's time zone: "Tuesday 24 November, 18:02"."""
    local = at.astimezone()
    year = "" if local.year == datetime.now(UTC).year else f" {local.year}"
    return f"{local:%A} {local.day} {local:%B}{year}, {local:%H:%M}"


#: SQLITE_ERROR is what a lost table or column gives: psoas's own statements have no mistakes.
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT)
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
    if code in _DAMAGE:
        return damaged(path, str(cause))
    return _BY_SQLITE[code](path) if code in _BY_SQLITE else _unusable(path, str(cause))


def reason(error: Exception) -> str:
    """Return why something failed, in a few words, as the system or SQLite has it."""
    if isinstance(error, OSError):
        return str(error.strerror or error).lower()
    return str(error)


def _unusable(path: Path, why: str) -> JournalError:
    return JournalError(
        f"The journal {path} could not be used ({why}). Check the disk, or choose another folder with --data DIR."
    )
