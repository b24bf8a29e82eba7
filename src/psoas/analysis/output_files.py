"""Files that an analysis writes: whether they can be written, and the rights that they get."""

from __future__ import annotations

import os
from pathlib import Path

from psoas.analysis.sources import AnalysisError


def checked_output(path: Path) -> None:
    """Find out before the work begins whether a file can be written.

    Raises
    ------
    AnalysisError
        If it is a folder or a device, its folder is missing, or the person has no right to.
    """
    if path.is_dir():
        raise AnalysisError(f"{path} is a folder. Give the name of a file in it.")
    if path.exists() and not path.is_file():  # moved into place, a result would take away the system's own /dev/null
        raise AnalysisError(f"{path} is no file but a device or a pipe. Give the name of a file.")
    if not path.parent.is_dir():
        raise AnalysisError(f"There is no folder {path.parent} to write {path.name} into. Make it, or name another.")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise AnalysisError(f"{path} cannot be written: you have no right to. Choose another place.")


def usual_rights(path: Path) -> None:
    """Temporary files are private; what the person asked for gets the usual rights."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)
