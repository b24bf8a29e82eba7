"""Files and folders that only the person may read, on systems with POSIX permissions.

On Windows the data folder lies in the person's profile, which other users cannot open, and the modes here do nothing.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

#: What the names of psoas's own files in the data folder begin with.
OWN = ("backup", "desk.", "journal", "led-by", "psoas.", "under-way")
#: May be read by anyone, and may be a link to a folder that several people share.
_MODELS = "models"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def open_private(path: Path) -> BinaryIO:
    """Open a file to write it anew; one that is not there yet becomes the person's alone.

    A file that is there keeps its permissions, which are the person's choice.
    """
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600), "wb")


def create_private(path: Path) -> None:
    """Create an empty file that only its owner can read; there must be none.

    Raises
    ------
    OSError
        If that cannot be done.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def write_private(path: Path, content: str | bytes) -> None:
    """Write a file for the person (see `open_private`); text in UTF-8, with its line ends as they are.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    with open_private(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


def make_folder(folder: Path) -> None:
    """Make a data folder; what is above it is made as usual.

    Raises
    ------
    OSError
        If it cannot be made.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def mend(folder: Path) -> None:
    """Take what other users may do away from psoas's files in a data folder, as far as the system lets us.

    The folder itself is closed too, unless something else is in it that others may need.
    """
    if os.name != "posix":
        return
    with suppress(OSError):
        names = {entry.name for entry in folder.iterdir()}
        own = {name for name in names if name.startswith(OWN)}
        for name in own:
            for path in _all_of(folder / name):
                _close(path)
        if not names - own - {_MODELS}:
            _close(folder)


def _all_of(path: Path) -> Iterator[Path]:
    """Give a file, or a folder with all that is in it; links lead elsewhere and are left out."""
    if path.is_symlink():
        return
    yield path
    if path.is_dir():
        for each in path.iterdir():
            yield from _all_of(each)


def _close(path: Path) -> None:
    with suppress(OSError):  # another user's, or gone by now
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & _OTHERS:
            path.chmod(mode & ~_OTHERS)
