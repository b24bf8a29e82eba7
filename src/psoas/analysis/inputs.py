"""What a person names as a recording: a file, a pipe, or something that cannot be read, said in a sentence."""

from __future__ import annotations

import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from psoas.analysis.sources import AnalysisError
from psoas.errors import PsoasError

#: Names standard input.
STDIN = "-"
#: Most bytes that are taken from a pipe; it has to be kept as a file to be read more than once.
MOST_PIPED = 4 << 30
_CHUNK = 1 << 20
#: An address rather than a file. `Path` leaves one of the two slashes.
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+):/+(.*)", re.IGNORECASE | re.DOTALL)


def checked_input(path: Path) -> None:
    """Check that a name could be a recording; whether its content is one shows when it is read.

    Raises
    ------
    AnalysisError
        If there is no such file, it is an address, or a device; the message says what to do instead.
    """
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise AnalysisError(_why_missing(path)) from None
    except PermissionError:
        raise AnalysisError(f"You are not allowed to read {path}. Change its permissions, or copy it.") from None
    except OSError as error:
        raise AnalysisError(f"{path} could not be read ({error.strerror}). Check the name and the folder.") from None
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISFIFO(mode)):
        raise AnalysisError(f"{path} is a device, not a recording. Give a file, or send one through a pipe.")


def _why_missing(path: Path) -> str:
    name = str(path)
    if address := _ADDRESS.fullmatch(name):
        scheme, rest = address.groups()
        if scheme.lower() == "file":
            return f"{name} is an address. Give the name of the file alone: /{rest.lstrip('/')}"
        return (
            f"{scheme}://{rest} is an address, and psoas fetches nothing from elsewhere. "
            "Download the recording first, then name the file."
        )
    if any(mark in path.name for mark in "*?["):
        return f"No file matches {name}. Check the name and the folder."
    return f"There is no file {name}. Check the name and the folder."


@contextmanager
def rereadable(path: Path) -> Iterator[Path]:
    """Provide a recording as a file that can be read more than once; what comes through a pipe is kept until the end.

    Parameters
    ----------
    path : Path
        The recording as it was named; ``-`` is standard input, if there is no such file.

    Yields
    ------
    Path
        The same, or a copy of what came through the pipe. Errors that name the copy name the recording instead.

    Raises
    ------
    AnalysisError
        As `checked_input`, or if nothing or too much comes through the pipe.
    """
    from_stdin = str(path) == STDIN and not path.exists()
    if not from_stdin:
        checked_input(path)
        if not path.is_fifo():
            yield path
            return
    named = "standard input" if from_stdin else str(path)
    with tempfile.TemporaryDirectory(prefix="psoas-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder, "recording")
        try:
            if from_stdin:
                _keep(sys.stdin.buffer, copy, named)
            else:
                with path.open("rb") as pipe:
                    _keep(pipe, copy, named)
        except OSError as error:
            raise AnalysisError(f"{named} could not be read to its end ({error.strerror}). Give a file.") from None
        try:
            yield copy
        except PsoasError as error:
            raise AnalysisError(str(error).replace(str(copy), named)) from None


def _keep(pipe: BinaryIO, copy: Path, named: str) -> None:
    size = 0
    with copy.open("wb") as file:
        while data := pipe.read(_CHUNK):
            size += len(data)
            if size > MOST_PIPED:
                raise AnalysisError(f"More than {MOST_PIPED >> 30} GB came through {named}. Give a file instead.")
            file.write(data)
    if not size:
        raise AnalysisError(f"Nothing came through {named}. Check the command before the pipe.")


def named_in_list(line: str) -> Path:
    """Return the path that a line of a list names: also in quotation marks, or from the home folder.

    Examples
    --------
    >>> named_in_list('"a b.trc"').name
    'a b.trc'
    """
    plain = Path(line)
    if os.path.lexists(line):
        return plain
    if len(line) > 2 and line[0] == line[-1] and line[0] in "\"'":
        plain = Path(line[1:-1])
    try:
        return plain.expanduser()
    except RuntimeError:  # there is no such user
        return plain
