"""Read a journal's file as it is stored, without changing it, and as far as it can be read."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from psoas.journal.schema import Json, Utc, read_json, read_moment

#: Between two places that can be read, rows are tried one by one, this many at most.
_TRIED = 200_000
_PAGE, _PAGE_SIZES = 4096, tuple(512 << n for n in range(7))
#: How SQLite begins what it says about a value.
_OF_A_ROW = ("NULL value in", "CHECK constraint failed in", "TEXT value in", "NUMERIC value in")


@contextmanager
def reading(path: Path, *, alone: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a file for reading only; `alone` looks at the file by itself, without its write-ahead log."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{'immutable=1' if alone else 'mode=ro'}", uri=True)
    connection.text_factory = decoded
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def reading_mended(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy whose header is made good and whose missing pages are empty, so that the others can be read."""
    data = bytearray(path.read_bytes())
    page = int.from_bytes(data[16:18])
    if page not in _PAGE_SIZES:
        page = _PAGE
    pages = max(-(-len(data) // page), min(int.from_bytes(data[28:32]), 2 * len(data) // page))
    data.extend(bytes(pages * page - len(data)))
    data[:16] = b"SQLite format 3\0"
    data[16:24] = page.to_bytes(2) + bytes((1, 1, 0, 64, 32, 32))  # no write-ahead log
    data[28:40] = pages.to_bytes(4) + bytes(8)  # and no free pages
    data[44:48], data[56:60], data[92:96] = (4).to_bytes(4), (1).to_bytes(4), data[24:28]
    with tempfile.TemporaryDirectory(prefix="psoas-") as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(data)
        with reading(copy, alone=True) as connection:
            yield connection


def decoded(raw: bytes) -> str:
    """Decode a text. Bytes that are none stay as such, so that the row can be told and the others be read."""
    return raw.decode("utf-8", "surrogateescape")


def damage(connection: sqlite3.Connection, pragma: str) -> list[str]:
    """Return what SQLite's "quick_check" or "integrity_check" finds, apart from values that a column does not take.

    Those concern single rows, which the reader tells.
    """
    said = [str(row[0]).removeprefix("*** ") for row in connection.execute(f"PRAGMA {pragma}")]
    return [line for line in said if line != "ok" and not line.startswith(_OF_A_ROW)]


def tables(connection: sqlite3.Connection) -> set[str]:
    """Return the names of the tables."""
    return {str(row[0]) for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the names of a table's columns, in order."""
    return [str(row[1]) for row in connection.execute(f'PRAGMA table_info("{table}")')]


def rows_of(connection: sqlite3.Connection, table: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number and the stored values of every row that can be reached, in order.

    Where pages are damaged, what lies before and behind them is read, and the rows between are tried one by one.
    """
    found: dict[int, dict[str, Any]] = {}
    whole = _take(connection, table, "ORDER BY rowid", found)
    if not whole:
        last = max(found, default=0)
        _take(connection, table, f"WHERE rowid > {last} ORDER BY rowid DESC", found)
        next_one = min((row_id for row_id in found if row_id > last), default=last + 1000)
        for row_id in range(last + 1, min(next_one, last + _TRIED)):
            _take(connection, table, f"WHERE rowid = {row_id}", found)
    yield from sorted(found.items())


def _take(connection: sqlite3.Connection, table: str, where: str, found: dict[int, dict[str, Any]]) -> bool:
    """Read until the end or until it cannot be read any further; tell which."""
    try:
        cursor = connection.execute(f'SELECT rowid, * FROM "{table}" {where}')
        names = [column[0] for column in cursor.description][1:]
        for row_id, *values in cursor:
            found[row_id] = dict(zip(names, values, strict=True))
    except sqlite3.DatabaseError:
        return False
    return True


def typed(table: sa.Table, stored: dict[str, Any]) -> dict[str, Any]:
    """Return a row's values as SQLAlchemy would; what an older journal does not have yet is None, or empty."""
    return {column.name: _typed(column, stored.get(column.name)) for column in table.c}


def _typed(column: sa.Column[Any], value: Any) -> Any:
    if value is None:
        return None if column.server_default is None else ""
    if isinstance(column.type, Utc):
        return read_moment(value)
    if isinstance(column.type, Json):
        return read_json(value)
    return bool(value) if isinstance(column.type, sa.Boolean) and isinstance(value, int) else value
