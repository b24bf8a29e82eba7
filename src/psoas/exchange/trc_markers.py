"""Read the markers of a TRC file, whichever program wrote it.

The format was never fixed in writing. Programs differ in what stands between two fields, in the encoding, the decimal
mark, the names of units, and in what a lost marker looks like.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from psoas.body.skeleton import Floats
from psoas.exchange.encodings import decoded
from psoas.exchange.skeletons import RecordingError
from psoas.exchange.trc_fields import (
    decimals,
    fields,
    number,
    numbered_lines,
    separator_of,
    separator_of_rows,
    without_empty_end,
)

_Lines = list[tuple[int, str]]
#: Lines of the header: file, names of its values, values, markers, coordinates.
_HEADER = 5
#: Times are taken from frame numbers if they are rounded to more than this share of a frame.
_COARSE = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Markers:
    """The content of a TRC file.

    Attributes
    ----------
    names : tuple of str
        M marker names, as in the file; empty for markers without a name.
    t : ndarray, shape (N,)
        Seconds.
    positions : ndarray, shape (N, M, 3)
        In the file's unit and axes; NaN where a marker was lost: left empty, written as no number, or as 0 0 0.
    unit : str
        As in the file, lower case.
    """

    names: tuple[str, ...]
    t: Floats
    positions: Floats
    unit: str


def read_markers(path: Path) -> Markers:
    """Read the raw content of a TRC file.

    Raises
    ------
    RecordingError
        If the file is malformed; the message names the line.
    """
    try:
        text = decoded(path.read_bytes())
    except OSError as error:
        raise RecordingError(f"{path} could not be read ({error.strerror}).") from error
    lines = numbered_lines(text)
    if len(lines) < _HEADER or not lines[0][1].lstrip(' "').startswith("PathFileType"):
        raise RecordingError(
            f'{path}, line 1: a TRC file starts with "PathFileType" and five lines of header. Export it again.'
        )
    header = _header(lines[1][1], lines[2][1])
    unit = header.get("units", "").lower()
    if not unit:
        raise RecordingError(f'{path}, line {lines[2][0]}: the header has no "Units". Export it again.')
    names = _names(lines[3][1])
    if not any(names):
        raise RecordingError(f"{path}, line {lines[3][0]}: there is no marker name after Frame# and Time.")
    # Some programs leave out the line that names the coordinates.
    first = _HEADER - 1 if _is_row(lines[_HEADER - 1][1]) else _HEADER
    table = _Table.of(path, lines[first:], len(names))
    positions = table.values.reshape(len(table.frames), -1, 3)
    names += ("",) * (positions.shape[1] - len(names))
    # A marker exactly at the origin is one that was lost: Vicon and others write it so.
    positions[(positions == 0).all(axis=2)] = np.nan
    return Markers(names, _times(path, table, header), positions, unit)


def _header(names: str, values: str) -> dict[str, str]:
    """Pair the names of the header's values with them; names in lower case."""
    mark = separator_of(names)
    keys, given = fields(names, mark), fields(values, separator_of(values) if mark is None else mark)
    if len([key for key in keys if key]) == len(words := [word for word in given if word]):
        keys, given = [key for key in keys if key], words
    elif len(given) < len(keys):
        given = values.split()
    return {key.lower(): value for key, value in zip(keys, given, strict=False) if value}


def _names(line: str) -> tuple[str, ...]:
    """Read the marker names. Where each stands over its three columns, one without a name keeps its place."""
    found = fields(line, separator_of(line))
    start = next((i + 1 for i, word in enumerate(found) if word.lower().startswith("time")), 2)
    found = found[start:]
    while found and not found[-1]:
        found.pop()
    places = [i for i, name in enumerate(found) if name]
    if all(place % 3 == 0 for place in places):
        return tuple(found[::3])
    return tuple(name for name in found if name)


def _is_row(line: str) -> bool:
    row = [number(field) for field in fields(line, separator_of(line))]
    return len(row) >= 5 and all(math.isfinite(value) for value in row[:5])


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """The rows of a file.

    Attributes
    ----------
    lines : list of int
        Line of each row.
    frames, t : ndarray, shape (N,)
        Number of each frame, NaN where it is none, and its time, seconds, NaN where it is empty.
    decimals : int
        Digits after the decimal mark in the times.
    values : ndarray, shape (N, 3 M)
        The coordinates.
    """

    lines: list[int]
    frames: Floats
    t: Floats
    decimals: int
    values: Floats

    @classmethod
    def of(cls, path: Path, lines: _Lines, markers: int) -> _Table:
        if not lines:
            raise RecordingError(f"{path} has a header but not one frame. Export it again.")
        wanted = 2 + 3 * markers
        mark = separator_of_rows(lines[0][1], wanted)
        rows = [without_empty_end(fields(line, mark), wanted) for _, line in lines]
        # Markers without a name may follow those with one.
        if len(rows[0]) > wanted and (len(rows[0]) - 2) % 3 == 0:
            wanted = len(rows[0])
        for (line, _), row in zip(lines, rows, strict=True):
            short = len(row) < (5 if mark is not None else wanted)
            if short or len(row) > wanted:
                empty = " Where columns are apart by spaces, none may be empty." if short and mark is None else ""
                raise RecordingError(
                    f"{path}, line {line}: {len(row)} fields, but {markers} markers need {wanted}.{empty} "
                    "Export it again."
                )
        table = np.full((len(rows), wanted), np.nan)
        for i, row in enumerate(rows):
            table[i, : len(row)] = [number(field) for field in row]
        if np.isinf(table[:, 1:]).any():
            i, j = np.argwhere(np.isinf(table[:, 1:]))[0]
            raise RecordingError(f"{path}, line {lines[i][0]}, field {j + 2}: {rows[i][j + 1]!r} is not a number.")
        frames = np.where(np.isinf(table[:, 0]), np.nan, table[:, 0])
        return cls([n for n, _ in lines], frames, table[:, 1], decimals(row[1] for row in rows), table[:, 2:])


def _times(path: Path, table: _Table, header: dict[str, str]) -> Floats:
    """Return the time of each frame, from its number where the times are missing, all the same or too coarse."""
    t = table.t
    rate = next((r for r in (number(header.get(key, "")) for key in ("datarate", "camerarate")) if 0 < r < math.inf), 0)
    numbered = bool(np.isfinite(table.frames).all() and (np.diff(table.frames) > 0).all()) and rate > 0
    by_number = (table.frames - table.frames[0]) / rate if numbered else np.full(len(t), np.nan)
    known = np.isfinite(t)
    if len(t) > 1 and numbered and (not known.any() or (known.all() and (t == t[0]).all())):
        return by_number
    if not known.all():
        raise RecordingError(f"{path}, line {table.lines[int(np.argmin(known))]}: the time is missing.")
    rounded_s = 10.0**-table.decimals
    if numbered and rounded_s > _COARSE / rate:
        off = t - by_number
        # Rounded times differ from true ones by up to half of their last digit, cut off ones by all of it.
        if np.ptp(off) <= 1.01 * rounded_s:
            return by_number + float(np.round(np.median(off), table.decimals + 1))
    if (np.diff(t) <= 0).any():
        i = int(np.argmax(np.diff(t) <= 0)) + 1
        raise RecordingError(f"{path}, frame {i + 1}: the time does not increase from {t[i - 1]}.")
    return t
