"""One program of a kind a data folder: a lock that dies with its process."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

DESK = "desk.lock"


#: `is_running` has the lock for an instant, and whoever starts then waits for that, seconds.
_WAIT_S = 1.0


def only_one(folder: Path, wait_s: float = _WAIT_S) -> FileLock | None:
    """Take the lock; None if another companion has it. The system lets it go when the process ends, however it ends."""
    lock = FileLock(folder / DESK, mode=0o600)
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
