"""Set aside what cannot be read: it is listed with its raw values, left out from then on, and stays where it is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from psoas.journal.schema import set_aside
from psoas.journal.seals import Fault

#: What people call a row of a table.
CALLED = {
    "session": "Session",
    "session_set": "Set",
    "rep": "Repetition",
    "cue": "Sentence of the coach",
    "told": "Answer",
    "desk_span": "Time at your desk",
    "desk_event": "Event at your desk",
    "desk_memory": "Memory of the desk companion",
}


#: Stands before the table's name where a row was set aside in another journal, whose numbers mean nothing here.
_TAKEN = "imported:"


def words(fault: Fault) -> str:
    """Say what is wrong, as one sentence.

    Examples
    --------
    >>> words(Fault("rep", 17, "it is missing"))
    'Repetition 17: it is missing.'
    """
    if not fault.table:
        return f"{fault.why[:1].upper()}{fault.why[1:]}."
    return f"{CALLED.get(fault.table, fault.table)} {fault.row_id}: {fault.why}."


def listed(connection: sqlite3.Connection) -> list[Fault]:
    """Return what was set aside, in the order of tables and rows."""
    found = connection.execute("SELECT table_name, row_id, why FROM set_aside ORDER BY table_name, row_id").fetchall()
    return [Fault(table, row_id, why) for table, row_id, why in found if table in CALLED]


def write(connection: sqlite3.Connection, faults: Iterable[Fault]) -> None:
    """Set rows aside; one that is already keeps what was known of it first."""
    at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    for fault in faults:
        kept = json.dumps(raw_row(connection, fault.table, fault.row_id))
        connection.execute(
            "INSERT INTO set_aside VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (fault.table, fault.row_id, at, fault.why, kept),
        )


def left_out(table: sa.Table) -> sa.ColumnElement[bool]:
    """Return the condition that rows of a table were not set aside."""
    names = sa.select(set_aside.c.row_id).where(set_aside.c.table_name == table.name)
    return sa.literal_column(f"{table.name}.rowid").not_in(names)


def kept_of(connection: sqlite3.Connection, table: str) -> dict[int, tuple[str, Any]]:
    """Return why each row of a table was set aside, and its values of then, None if there were none."""
    try:
        found = connection.execute("SELECT row_id, why, raw FROM set_aside WHERE table_name = ?", (table,)).fetchall()
        return {int(row_id): (str(why), json.loads(kept)) for row_id, why, kept in found}
    except (sqlite3.DatabaseError, ValueError, TypeError):  # not there yet, or damaged too
        return {}


def taken_over(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return what an imported journal could not read, as it came."""
    query = f"SELECT table_name, row_id, why, raw FROM set_aside WHERE table_name LIKE '{_TAKEN}%'"
    try:
        return [
            {"table": table.removeprefix(_TAKEN), "id": row_id, "why": why, "values": json.loads(kept)}
            for table, row_id, why, kept in connection.execute(query).fetchall()
        ]
    except (sqlite3.DatabaseError, ValueError, TypeError, AttributeError):
        return []


def take_over(connection: sa.Connection, listed: Any) -> None:
    """Keep what an exported journal could not read; whatever is no such list is left out."""
    at = datetime.now(UTC)
    for each in listed if isinstance(listed, list) else ():
        if not isinstance(each, dict):
            continue
        table, row_id, why = each.get("table"), each.get("id"), each.get("why")
        if isinstance(table, str) and isinstance(row_id, int) and isinstance(why, str) and abs(row_id) < 2**63:
            values = {"table_name": _TAKEN + table, "row_id": row_id, "found_at": at, "why": shown(why)}
            kept = json.dumps(each.get("values"))
            connection.execute(insert(set_aside).values({**values, "raw": kept}).on_conflict_do_nothing())


def raw_row(connection: sqlite3.Connection, table: str, row_id: int) -> dict[str, Any] | None:
    """Return the values of a row as they are stored, None if it is not there or its page cannot be read."""
    try:
        found = connection.execute(f'SELECT * FROM "{table}" WHERE rowid = ?', (row_id,))
        row = found.fetchone()
    except sqlite3.DatabaseError:
        return None
    return None if row is None else dict(zip([column[0] for column in found.description], map(shown, row), strict=True))


def shown(value: Any) -> Any:
    """Convert a stored value to one that JSON can hold; bytes that are no text become escapes."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return repr(value) if isinstance(value, float) and not abs(value) < float("inf") else value
