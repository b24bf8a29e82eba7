"""Read a journal that may not be written to: from a copy, because SQLite wants to write even to read."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path


class ReadOnlyCopy:
    """A copy of a journal, with its write-ahead log, in a folder of its own that goes away with it.

    Parameters
    ----------
    path : Path
        The journal's file.

    Raises
    ------
    OSError
        If it cannot be read, or there is no room for the copy.
    """

    def __init__(self, path: Path) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="psoas-", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name) / path.name
        try:
            shutil.copyfile(path, self.path)
            log = path.with_name(f"{path.name}-wal")
            if log.exists():
                shutil.copyfile(log, self.path.with_name(log.name))
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """Delete the copy."""
        self._folder.cleanup()
