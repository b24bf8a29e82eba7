"""Find recordings from files, folders and lists, in a stable order."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from psoas.analysis.inputs import named_in_list
from psoas.analysis.sources import AnalysisError
from psoas.exchange.encodings import decoded

#: Extensions to pick from a folder. Other files must be named one by one, also `.json`, since most of those are results
#: and lists.
_VIDEOS = ".mp4 .m4v .mov .mkv .webm .avi .mpg .mpeg .mts .m2ts .3gp .wmv .flv .ogv"
_SKELETONS = ".npz .trc"
ENDINGS = frozenset(f"{_VIDEOS} {_SKELETONS}".split())


def find_recordings(places: Iterable[Path]) -> list[Path]:
    """Find the recordings in files and folders.

    Parameters
    ----------
    places : iterable of Path
        A file is taken whatever its name. A folder is searched recursively, except for hidden files and folders (their
        name begins with a dot).

    Returns
    -------
    list of Path
        Each recording once: files in the given order, those in a folder sorted by name.

    Raises
    ------
    AnalysisError
        If a folder is unreadable or has no recording, or one is a pipe.
    """
    found: dict[str, Path] = {}
    for place in places:
        if place.is_fifo():
            raise AnalysisError(f"{place} is a pipe. It can be analysed alone, but not among many. Give a file.")
        for path in _walked(place) if os.path.isdir(place) else [place]:  # noqa: PTH112 - never fails
            found.setdefault(real(path), path)
    return list(found.values())


def real(path: Path) -> str:
    """Resolve a path; unlike `Path.resolve`, tolerate circular links."""
    return os.path.realpath(path)


def read_list(path: Path) -> list[Path]:
    """Read a list of files and folders, one a line; ``-`` reads stdin.

    Names are relative to the current folder.

    Raises
    ------
    AnalysisError
        If the list is unreadable or empty.
    """
    try:
        data = _stdin() if str(path) == "-" else path.read_bytes()
    except FileNotFoundError:
        raise AnalysisError(f"There is no list {path}. Check the name and the folder.") from None
    except IsADirectoryError:
        raise AnalysisError(f"{path} is a folder. Name it without --list to read the recordings in it.") from None
    except OSError as error:
        raise AnalysisError(f"The list {path} could not be read ({error.strerror}).") from error
    text = _listed(data)
    if text is None:
        raise AnalysisError(f"{path} is not a text file. Give a list with one file on each line.")
    names = [line.strip() for line in text.splitlines()]
    if not any(names):
        raise AnalysisError(f"The list {path} is empty. Write the name of one recording on each line.")
    return [named_in_list(name) for name in names if name]


def _stdin() -> bytes:
    binary = getattr(sys.stdin, "buffer", None)  # none where a program put a text of its own there
    return bytes(binary.read()) if binary is not None else sys.stdin.read().encode(errors="surrogateescape")


def _listed(data: bytes) -> str | None:
    """Decode a list; None if it is no text. Names can be any bytes, so one that names a file is a list all the same."""
    text = decoded(data)
    if "\0" in text or "\ufffd" in text:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" not in data:
            as_bytes = os.fsdecode(data)
            return as_bytes if any(os.path.lexists(line.strip()) for line in as_bytes.splitlines()) else None
    return text


def _walked(folder: Path) -> list[Path]:
    found = sorted(_files(folder), key=lambda path: path.parts)
    if not found:
        raise AnalysisError(
            f"There is no recording in the folder {folder}. psoas looks for videos such as .mp4 and .mov, and for "
            "skeletons in .npz and .trc. Name files with other endings one by one."
        )
    return found


def _files(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise AnalysisError(f"The folder {error.filename} could not be read ({error.strerror}).") from error

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and Path(name).suffix.lower() in ENDINGS:
                yield Path(parent, name)
