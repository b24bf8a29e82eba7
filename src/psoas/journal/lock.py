"""One program of a kind a data folder: a lock that dies with its process, however it ends.

Beside the app may run the desk companion and every command that reads or writes and then ends. Only one program at a
time leads sessions, the app or `psoas session`, so that no session is counted in two places.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, Self

from filelock import FileLock, Timeout

from psoas.journal.errors import JournalError
from psoas.private_files import write_private

DESK, LEADING = "desk.lock", "psoas.lock"
#: Says what leads, and where it can be seen, while it does.
LED_BY = "led-by.json"

#: `is_running` has the lock for an instant, and whoever starts then waits for that, seconds.
_WAIT_S = 1.0
#: Whoever leads has the lock a moment before its address, and is asked again for so long, seconds.
_ADDRESS_S, _AGAIN_S = 10.0, 0.05

LedFrom = Literal["app", "terminal"]


@dataclass(frozen=True, slots=True)
class LedBy:
    """What leads sessions in a data folder; the address of an app's pages, "" for a terminal."""

    kind: LedFrom
    address: str = ""


class LedElsewhereError(JournalError):
    """Another program leads sessions with this journal: `by` says which; its address is "" if it did not tell."""

    def __init__(self, message: str, by: LedBy) -> None:
        super().__init__(message)
        self.by = by


def only_one(folder: Path, wait_s: float = _WAIT_S, name: str = DESK) -> FileLock | None:
    """Take the lock; None if another program has it. The system lets it go when the process ends, however it ends.

    The lock is the file's, not its name's: whatever link or path leads to the folder, it is the same one.
    """
    lock = FileLock(folder / name, mode=0o600)
    try:
        lock.acquire(timeout=wait_s)
    except Timeout:
        return None
    return lock


def is_running(folder: Path) -> bool:
    """Whether a companion runs for this data folder."""
    if not (folder / DESK).exists():
        return False
    lock = only_one(folder, wait_s=0.0)
    if lock is None:
        return True
    lock.release()
    return False


class SessionLock:
    """The right to lead sessions in a data folder, until it is let go or the process ends.

    Parameters
    ----------
    folder : Path
        The data folder. Where it is read-only nothing can be counted, and so there is nothing to lock.

    Raises
    ------
    LedElsewhereError
        If another program leads there.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / LED_BY
        self._lock: FileLock | None = None
        until = time.monotonic() + _ADDRESS_S
        try:
            while (lock := only_one(folder, 0.0, LEADING)) is None:
                by = _read(self._file)
                if by is not None or time.monotonic() > until:
                    raise _elsewhere(by or LedBy("app"))
                time.sleep(_AGAIN_S)
        except (OSError, NotImplementedError):  # also where the file system has no locks
            return
        self._lock = lock
        self._forget()  # one that was killed could not

    def tell(self, what: LedBy) -> None:
        """Tell other programs what leads, and where."""
        if self._lock is not None:
            with suppress(OSError):  # they do without it
                part = self._file.with_suffix(".new")
                write_private(part, json.dumps(asdict(what)))
                part.replace(self._file)

    def __enter__(self) -> Self:
        """Lead until the end of ``with``."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let others lead."""
        if self._lock is not None:
            self._forget()
            self._lock.release()
            self._lock = None

    def _forget(self) -> None:
        with suppress(OSError):
            self._file.unlink(missing_ok=True)


@contextmanager
def leading_in_terminal(folder: Path) -> Iterator[None]:
    """Lead sessions in a terminal.

    Raises
    ------
    LedElsewhereError
        If another program leads there.
    """
    with SessionLock(folder) as lead:
        lead.tell(LedBy("terminal"))
        yield


def _read(file: Path) -> LedBy | None:
    try:
        return LedBy(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _elsewhere(by: LedBy) -> LedElsewhereError:
    if by.kind == "terminal":
        say = "A session with this journal is being led in a terminal. End it there first, with q or Ctrl+C."
    elif by.address:
        say = (
            f"psoas is running already: open {by.address.partition('?')[0]} in your browser. "
            "To end it, press Ctrl+C where it runs."
        )
    else:
        say = "psoas is running already with this journal. To end it, press Ctrl+C where it runs."
    return LedElsewhereError(say, by)
