"""Whether a device was opened or closed since the last question: Linux keeps note, and nobody has to wake up for it."""

from __future__ import annotations

import contextlib
import ctypes
import os
from pathlib import Path

#: Of inotify(7).
IN_OPEN, IN_CLOSE, IN_CREATE, IN_DELETE = 0x20, 0x18, 0x100, 0x200


class Opened:
    """Keeps note of every opening and closing of the devices in a folder whose names begin alike.

    Parameters
    ----------
    folder : Path
        Where the devices are; one that is plugged in later is noted, too.
    pattern : str
        Which of them.

    Raises
    ------
    OSError
        If the system keeps no such notes, or has no more room for them.
    """

    def __init__(self, folder: Path, pattern: str) -> None:
        self._folder, self._pattern = folder, pattern
        self._libc = ctypes.CDLL(None, use_errno=True)
        if not hasattr(self._libc, "inotify_init1"):
            raise OSError("this system has no inotify")
        self._notes = self._checked(self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))
        try:
            self._watch()
        except OSError:
            self.close()
            raise

    def _checked(self, answer: int) -> int:
        if answer < 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))
        return answer

    def _watch(self) -> None:
        wanted = [(self._folder, IN_CREATE | IN_DELETE)]
        wanted += [(device, IN_OPEN | IN_CLOSE) for device in self._folder.glob(self._pattern)]
        for path, events in wanted:  # one that is watched already stays so
            self._checked(self._libc.inotify_add_watch(self._notes, os.fsencode(path), events))

    def changed(self) -> bool:
        """Whether anything was opened, closed, plugged in or out since the last call."""
        noted = False
        with contextlib.suppress(BlockingIOError):
            while os.read(self._notes, 65536):
                noted = True
        if noted:
            with contextlib.suppress(OSError):  # unplugged meanwhile, and noted for the next call
                self._watch()
        return noted

    def close(self) -> None:
        """Keep note no longer."""
        os.close(self._notes)
