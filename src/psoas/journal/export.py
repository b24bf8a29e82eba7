"""Export the journal as one JSON document, and import it into an empty journal."""

from __future__ import annotations

import json
import math
import reprlib
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from psoas.journal import answers_json as telling
from psoas.journal import rows
from psoas.journal.errors import ImportRefusedError, WrongAnswerError
from psoas.journal.schema import HEAD, Utc, cue, desk_event, desk_span, rep, session, session_set, told

EXPORT_SCHEMA = 1
#: Key in the document to the table of a session's rows, in the order in which they can be written.
OF_SESSION = {"sets": session_set, "reps": rep, "cues": cue}
#: Tables of their own in the document, as they are called there; documents from before they existed lack some.
OF_THEIR_OWN = {"told": told, "desk_spans": desk_span, "desk_events": desk_event}
#: Largest file that is read in, bytes: about forty years of marching.
LARGEST = 128 << 20
_NOT_OURS = "This is no journal from psoas. Choose a file from `psoas export` or “Save as a file” in Settings."


def read(connection: sa.Connection) -> dict[str, Any]:
    """Return the whole journal, undone repetitions included, as a dict for ``json.dumps``."""
    # The column `sets` holds the number planned; in the document, `sets` lists the sets begun.
    sessions = [{**row, "sets_planned": row["sets"]} for row in _all(connection, session)]
    for key, table in OF_SESSION.items():
        of_session = rows.grouped(_all(connection, table), "session_id")
        for each in sessions:
            each[key] = of_session.get(each["id"], [])
    others = {key: _all(connection, table) for key, table in OF_THEIR_OWN.items()}
    return {"schema": EXPORT_SCHEMA, "journal": HEAD, "sessions": sessions, **others}


def text_of(document: dict[str, Any]) -> str:
    """Format the document as the text of a file."""
    return json.dumps(document, indent=1, ensure_ascii=False)


def read_file(path: Path) -> bytes:
    """Read a file that may be an export, and no more of it than `document_of` takes.

    Raises
    ------
    ImportRefusedError
        If it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise ImportRefusedError(f"{path} cannot be read ({error.strerror}). Check its name.") from error


def document_of(raw: bytes) -> Any:
    """Parse the text of a file; `write` validates the content.

    Raises
    ------
    ImportRefusedError
        If it is not JSON, or larger than `LARGEST`.
    """
    if len(raw) > LARGEST:
        raise ImportRefusedError(
            f"This file has more than {LARGEST >> 20} MB, and no journal is that large. Choose a file that psoas saved."
        )
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ImportRefusedError(_NOT_OURS) from error


def is_empty(connection: sa.Connection) -> bool:
    """Tell whether the journal is empty."""
    return not any(
        connection.execute(sa.select(table.c.id).limit(1)).first() for table in (session, *OF_THEIR_OWN.values())
    )


def write(connection: sa.Connection, data: Any) -> None:
    """Write a document into an empty journal, keeping all ids.

    Parameters
    ----------
    connection : Connection
        In a transaction that the caller rolls back if this raises.
    data : dict
        The document, from this or an older psoas.

    Raises
    ------
    ImportRefusedError
        If the journal is not empty, or the document is invalid.
    """
    if not is_empty(connection):
        raise ImportRefusedError(
            "The journal is not empty, and an import would mix two histories. Back it up and delete everything first, "
            "or choose another folder with --data DIR."
        )
    _check_head(data)
    sessions = _list(data, "sessions")
    document: list[tuple[sa.Table, list[Any]]] = [(session, [_columns(each) for each in sessions])]
    document += [(table, [row for each in sessions for row in _list(each, key)]) for key, table in OF_SESSION.items()]
    if data["journal"] < "0004":
        document = [(table, [*map(_with_confidence, listed)] if table is rep else listed) for table, listed in document]
    document += [(table, _list({key: [], **data}, key)) for key, table in OF_THEIR_OWN.items()]
    for table, listed in document:
        values = [_row(table, row, number) for number, row in enumerate(listed, 1)]
        try:
            for _, alike in groupby(values, key=dict.keys):  # many rows at once, which is ten times as quick
                connection.execute(sa.insert(table), list(alike))
        except (sa.exc.IntegrityError, OverflowError, RecursionError) as error:
            raise ImportRefusedError(
                f"The rows of {table.name!r} do not fit together ({getattr(error, 'orig', error)}). "
                "Nothing was imported. Export it again."
            ) from error


def _all(connection: sa.Connection, table: sa.Table) -> list[dict[str, Any]]:
    return [rows.plain(row) for row in connection.execute(sa.select(table).order_by(table.c.id)).mappings()]


def _check_head(data: Any) -> None:
    if not isinstance(data, dict) or not {"schema", "journal", "sessions"} <= data.keys():
        raise ImportRefusedError(_NOT_OURS)
    if data["schema"] != EXPORT_SCHEMA or not isinstance(data["journal"], str) or data["journal"] > HEAD:
        raise ImportRefusedError("A newer psoas exported this journal. Update psoas.")


def _list(of: Any, key: str) -> list[Any]:
    found = of.get(key) if isinstance(of, Mapping) else None
    if not isinstance(found, list):
        raise ImportRefusedError(f"The list {key!r} is missing or damaged. Nothing was imported. Export it again.")
    return found


def _columns(each: Any) -> dict[str, Any]:
    """Return the columns of a session; exports from before 0002 have the number of sets begun, not planned."""
    begun = len(_list(each, "sets"))
    own = {key: value for key, value in each.items() if key not in {*OF_SESSION, "sets_planned"}}
    return {**own, "sets": each.get("sets_planned", max(1, begun))}


def _with_confidence(row: Any) -> Any:
    """Rename `trust` to `confidence` in a repetition exported before 0004."""
    if not isinstance(row, Mapping):
        return row
    return {"confidence" if key == "trust" else key: value for key, value in row.items()}


def _row(table: sa.Table, row: Any, number: int) -> dict[str, Any]:
    where = f"Row {number} of {table.name!r}"
    if not isinstance(row, Mapping):
        raise ImportRefusedError(f"{where} is damaged. Nothing was imported. Export it again.")
    if strange := row.keys() - table.c.keys():
        raise ImportRefusedError(f"{where} has a {min(map(str, strange))!r}, which psoas does not know. Update psoas.")
    values = {column.name: _value(column, row[column.name], where) for column in table.c if column.name in row}
    if missing := [c.name for c in table.c if c.name not in values and not c.nullable and c.server_default is None]:
        raise ImportRefusedError(f"{where} has no {missing[0]!r}. Nothing was imported. Export it again.")
    try:  # could be written, but never read back
        if table is session:
            rows.session_record({**dict.fromkeys(table.c.keys()), **values})
        elif "utc_offset_min" in values:
            rows.own_clock(values["begin_at" if table is desk_span else "at"], values["utc_offset_min"])
    except (ValueError, OverflowError) as error:
        raise ImportRefusedError(f"{where} is damaged ({error}). Nothing was imported. Export it again.") from error
    if table is told and values["kind"] in telling.KINDS:
        try:
            telling.values(telling.told(telling.KINDS[values["kind"]], values["what"]), values.get("session_id"))
        except WrongAnswerError as error:
            raise ImportRefusedError(f"{where}: {error} Nothing was imported.") from error
        except (TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
            raise ImportRefusedError(f"{where} is damaged. Nothing was imported. Export it again.") from error
    return values


def _value(column: sa.Column[Any], given: Any, where: str) -> Any:
    if given is None and column.nullable:
        return None
    value = given
    wanted: Any = column.type.python_type
    if isinstance(column.type, sa.JSON):
        wanted = list if column is rep.c.faults else dict
    elif isinstance(column.type, Utc):
        wanted = datetime
    if wanted is datetime:
        value = _moment(value)
    fits = isinstance(value, int | float if wanted is float else wanted)
    if not fits or (isinstance(value, bool) and wanted is not bool) or not _can_be_kept(value):
        raise ImportRefusedError(
            f"{where}: {column.name!r} cannot be {reprlib.repr(given)}. Nothing was imported. Export it again."
        )
    return value


def _can_be_kept(value: Any) -> bool:
    """Tell whether SQLite and JSON can store a value: no infinity, no lone surrogate, only strings in a list."""
    if isinstance(value, list):
        return all(isinstance(each, str) and _can_be_kept(each) for each in value)
    if isinstance(value, str):
        return not any("\ud800" <= letter <= "\udfff" for letter in value)
    return not isinstance(value, float) or math.isfinite(value)


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (TypeError, ValueError, OverflowError):
        return None
