"""Check a whole journal: its structure, every row through the reader, and counts against each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa

from psoas.journal import answers_json as telling
from psoas.journal import desk_log, raw, rows, seals
from psoas.journal.schema import (
    KEPT,
    cue,
    desk_event,
    desk_memory,
    desk_span,
    metadata,
    rep,
    session,
    session_set,
    told,
)
from psoas.journal.seals import Fault


def _answer(row: rows.Row) -> object:
    kind = telling.KINDS.get(row["kind"])  # one of a newer psoas is not read
    at = rows.own_clock(row["at"], row["utc_offset_min"])
    return at, kind and telling.told(kind, row["what"])


#: What makes a record of a table's row.
MAKERS: dict[sa.Table, Callable[[rows.Row], object]] = {
    session: rows.session_record,
    session_set: lambda row: rows.set_record(row, ()),
    rep: rows.rep_record,
    cue: rows.cue_record,
    told: _answer,
    desk_span: desk_log.span,
    desk_event: desk_log.event,
    desk_memory: desk_log.memory,
}
_BELONGS = "it belongs to something that is not there"
#: What does not fit together, though each row by itself can be read. Such rows are told, and go on to count.
_ODD = {
    "it ended before it began": (
        "session",
        "SELECT id FROM session WHERE ended_at < started_at",
    ),
    "it ended before it began, too": (
        "session_set",
        "SELECT id FROM session_set WHERE ended_s < started_s",
    ),
    "it is from before its set": (
        "rep",
        "SELECT r.id FROM rep r JOIN session_set s ON s.session_id = r.session_id AND s.number = r.set_number "
        "WHERE r.end_s < s.started_s AND typeof(s.started_s) <> 'text'",
    ),
    "its event has the number of a sentence of the coach": (
        "rep",
        "SELECT r.id FROM rep r JOIN cue c ON c.session_id = r.session_id AND c.event = r.event",
    ),
    "its number is not the next one": (
        "session_set",
        "SELECT id FROM session_set s WHERE number > 1 AND NOT EXISTS (SELECT 1 FROM session_set b "
        "WHERE b.session_id = s.session_id AND b.number = s.number - 1)",
    ),
}


def why_unreadable(table: sa.Table, row: rows.Row) -> str:
    """Tell why a row cannot be read; "" if it can."""
    try:
        rows.record_of(table, row, MAKERS[table])
    except rows.UnreadableRowError as why:
        return str(why)
    return ""


def examine(connection: sqlite3.Connection) -> list[Fault]:
    """Return everything that is wrong, what concerns the whole file first."""
    faults = list(_structure(connection))
    if not faults:
        faults = unreadable(connection)
        known = {(fault.table, fault.row_id) for fault in faults}
        faults += (fault for fault in odd(connection) if (fault.table, fault.row_id) not in known)
    return faults


def unreadable(connection: sqlite3.Connection) -> list[Fault]:
    """Return every row that is not as it was written, belongs to nothing, or cannot be read; each once."""
    found: dict[tuple[str, int], Fault] = {}
    for fault in (*seals.broken(connection), *_orphans(connection), *_through_the_reader(connection)):
        found.setdefault((fault.table, fault.row_id), fault)
    return list(found.values())


def odd(connection: sqlite3.Connection) -> list[Fault]:
    """Return the rows that do not fit together, though each can be read."""
    return [
        Fault(table, int(row_id), why.removesuffix(", too"), counts=True)
        for why, (table, query) in _ODD.items()
        for (row_id,) in connection.execute(query)
    ]


def _structure(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Yield what is wrong with the file: its pages, and its tables compared with those of this psoas."""
    yield from (Fault("", 0, line) for line in raw.damage(connection, "integrity_check"))
    for table in metadata.sorted_tables:
        there = set(raw.columns(connection, table.name))
        if missing := [column.name for column in table.c if column.name not in there]:
            yield Fault("", 0, f"the table {table.name!r} has no {missing[0]!r}")
    known = {str(row[0]) for row in connection.execute("SELECT name FROM sqlite_master")}
    wanted = {str(index.name) for table in metadata.sorted_tables for index in table.indexes} | set(seals.triggers())
    yield from (Fault("", 0, f"{name!r} is missing") for name in sorted(wanted - known))


def _orphans(connection: sqlite3.Connection) -> Iterator[Fault]:
    for table, row_id, *_ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield Fault(str(table), int(row_id), _BELONGS)


def _through_the_reader(connection: sqlite3.Connection) -> Iterator[Fault]:
    for table in KEPT:
        for row_id, stored in raw.rows_of(connection, table.name):
            if why := why_unreadable(table, raw.typed(table, stored)):
                yield Fault(table.name, row_id, why)


def counts(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return the number of rows of each table of the journal that is there."""
    there = raw.tables(connection)
    return {
        table.name: connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
        for table in KEPT
        if table.name in there
    }
