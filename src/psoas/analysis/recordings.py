"""Which recordings are meant: files, folders walked through, and lists, in an order that is always the same."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from psoas.analysis.sources import AnalysisError

#: What is taken from a folder, by the end of the name. Other files can be named one by one; `.json` too, since most of
#: them are results and lists, not recordings.
_VIDEOS = ".mp4 .m4v .mov .mkv .webm .avi .mpg .mpeg .mts .m2ts .3gp .wmv .flv .ogv"
_SKELETONS = ".npz .trc"
ENDINGS = frozenset(f"{_VIDEOS} {_SKELETONS}".split())


def find_recordings(places: Iterable[Path]) -> list[Path]:
    """Recordings that files and folders stand for.

    Parameters
    ----------
    places : iterable of Path
        A file is taken as it is, whatever its name. A folder is walked through with all folders in it; hidden ones and
        hidden files (their name begins with a dot) are passed over.

    Returns
    -------
    list of Path
        Each recording once: files in the order given, those of a folder sorted by name.

    Raises
    ------
    AnalysisError
        If a folder cannot be read or holds no recording.
    """
    found: dict[str, Path] = {}
    for place in places:
        for path in _walked(place) if place.is_dir() else [place]:
            found.setdefault(real(path), path)
    return list(found.values())


def real(path: Path) -> str:
    """Where a path leads in the end. Unlike `Path.resolve` it bears links that lead round in a circle."""
    return os.path.realpath(path)


def read_list(path: Path) -> list[Path]:
    """Files and folders that a text file lists, one a line; ``-`` reads the lines from stdin.

    Names are taken as the command line takes them: relative to the folder one is in.

    Raises
    ------
    AnalysisError
        If the list cannot be read or is empty.
    """
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise AnalysisError(f"There is no list {path}. Check the name and the folder.") from None
    except IsADirectoryError:
        raise AnalysisError(f"{path} is a folder. Name it without --list to read the recordings in it.") from None
    except UnicodeDecodeError:
        raise AnalysisError(f"{path} is no list: it is not a text file. Give one that names a file a line.") from None
    except OSError as error:
        raise AnalysisError(f"The list {path} could not be read ({error.strerror}).") from error
    names = [line.strip() for line in text.splitlines()]
    if not any(names):
        raise AnalysisError(f"The list {path} is empty. Write the name of one recording on each line.")
    return [Path(name) for name in names if name]


def _walked(folder: Path) -> list[Path]:
    found = sorted(_files(folder), key=lambda path: path.parts)
    if not found:
        raise AnalysisError(
            f"There is no recording in the folder {folder}. psoas looks for videos such as .mp4 and .mov, and for "
            "skeletons in .npz and .trc; files with another ending have to be named one by one."
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
