"""Seal every row with a checksum, so that a changed or lost one is noticed.

Triggers mark a row as unsealed whenever it is written; the store seals those before it commits. What another program
changes in the proper way stays unsealed until then, and counts as meant.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from psoas.journal.schema import KEPT

TABLES = tuple(table.name for table in KEPT)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the journal.

    Attributes
    ----------
    table : str
        Of the row; "" where it is about the file.
    row_id : int
        Its number there.
    why : str
        What is wrong, as the end of a sentence: "it was changed by something other than psoas".
    counts : bool
        Whether the row is read and counts all the same.
    """

    table: str
    row_id: int
    why: str
    counts: bool = False


CHANGED = "its checksum is wrong, so something other than psoas changed it"
LOST = "it is missing"
NOT_SEALED = "its checksum is missing"


def checksum(table: str, row: tuple[Any, ...]) -> int:
    """Return the checksum of a row's values in the order of the table's columns.

    Examples
    --------
    >>> checksum("rep", (1, "left")) == checksum("rep", (1, "right"))
    False
    """
    # In ASCII: what else counts as printable depends on Python's version.
    return zlib.crc32(f"{table}{row!a}".encode())


def triggers() -> Iterator[str]:
    """Yield the names of the triggers."""
    return (f"seal_{table}_{event}" for table in TABLES for event in ("insert", "update", "delete"))


def guard(connection: sqlite3.Connection) -> None:
    """Make the triggers anew and seal every row; after each migration, because it may have copied the tables."""
    connection.execute("DELETE FROM seal")
    for table in TABLES:
        unseal = "DELETE FROM seal WHERE table_name = '{0}' AND row_id = {1}.rowid"
        mark = "INSERT INTO seal VALUES ('{0}', NEW.rowid, NULL)"
        for event, steps in {
            "insert": (unseal.format(table, "NEW"), mark.format(table)),
            "update": (unseal.format(table, "OLD"), unseal.format(table, "NEW"), mark.format(table)),
            "delete": (unseal.format(table, "OLD"),),
        }.items():
            connection.execute(f"DROP TRIGGER IF EXISTS seal_{table}_{event}")
            connection.execute(
                f"CREATE TRIGGER seal_{table}_{event} AFTER {event.upper()} ON {table} BEGIN {'; '.join(steps)}; END"
            )
        connection.execute(f"INSERT INTO seal SELECT '{table}', rowid, NULL FROM {table}")
    seal(connection)


def seal(connection: sqlite3.Connection) -> None:
    """Seal what was written since the last time."""
    waiting = connection.execute("SELECT table_name, row_id FROM seal WHERE crc IS NULL").fetchall()
    for table, row_id in waiting:
        row = connection.execute(f"SELECT * FROM {table} WHERE rowid = ?", (row_id,)).fetchone()
        connection.execute(
            "UPDATE seal SET crc = ? WHERE table_name = ? AND row_id = ?", (checksum(table, row), table, row_id)
        )


def broken(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Yield every row that is not what was sealed."""
    for table in TABLES:
        seals = dict(connection.execute("SELECT row_id, crc FROM seal WHERE table_name = ?", (table,)).fetchall())
        for row_id, *row in connection.execute(f"SELECT rowid, * FROM {table}"):
            if row_id not in seals:
                yield Fault(table, row_id, NOT_SEALED)
                continue
            kept = seals.pop(row_id)
            if kept is not None and kept != checksum(table, tuple(row)):
                yield Fault(table, row_id, CHANGED)
        yield from (Fault(table, row_id, LOST) for row_id in seals)


def sums(connection: sqlite3.Connection, table: str) -> dict[int, int | None]:
    """Return the checksums of a table's rows, as far as they can be read."""
    try:
        return dict(connection.execute("SELECT row_id, crc FROM seal WHERE table_name = ?", (table,)).fetchall())
    except sqlite3.DatabaseError:
        return {}
