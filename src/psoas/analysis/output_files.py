"""Check that output files can be written, and keep their permissions."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from psoas.analysis.sources import AnalysisError


def checked_output(path: Path) -> None:
    """Check before the work begins that a file can be written.

    Raises
    ------
    AnalysisError
        If it is a folder or a device, its folder is missing, or permission is denied.
    """
    if path.is_dir():
        raise AnalysisError(f"{path} is a folder. Give the name of a file in it.")
    if path.exists() and not path.is_file():  # moving a result into place would replace the system's /dev/null
        raise AnalysisError(f"{path} is a device or a pipe, not a file. Give the name of a file.")
    if not path.parent.is_dir():
        raise AnalysisError(f"There is no folder {path.parent} to write {path.name} into. Make it, or name another.")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise AnalysisError(f"{path} cannot be written: permission denied. Choose another place.")


def keep_rights(part: Path, path: Path) -> None:
    """Give a finished file the permissions of the one that it will replace; a new one stays the person's alone."""
    if path.exists():
        part.chmod(stat.S_IMODE(path.stat().st_mode))
