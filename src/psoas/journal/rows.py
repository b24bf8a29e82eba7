"""Convert rows of the tables to records and back. Here, and only here, it shows that a row cannot be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any, TypeVar, get_args

import sqlalchemy as sa

from psoas.journal.errors import WrongAnswerError
from psoas.journal.records import (
    CountedBy,
    Counting,
    CueRecord,
    RepRecord,
    SessionRecord,
    SessionState,
    SetPlan,
    SetRecord,
    Side,
)
from psoas.journal.schema import Garbled, Json, Utc, rep

Row = Mapping[Any, Any]
R = TypeVar("R")

#: Least and greatest value of whole numbers that others are looked up by, or counted with.
WITHIN = {"level": (1, 6), "utc_offset_min": (-1439, 1439), "event": (0, 2**53), "number": (1, 2**31)}
#: The words that a column knows.
ONE_OF = {
    ("session", "counting"): get_args(Counting),
    ("session", "state"): get_args(SessionState),
    ("rep", "side"): get_args(Side),
    ("rep", "counted_by"): get_args(CountedBy),
    ("desk_span", "kind"): ("sat", "stood", "call", "away", "unknown"),
}
#: No time, angle or load is larger, whatever its unit; more than a number of seconds can be added to a date.
LARGEST = 1e9


class UnreadableRowError(ValueError):
    """A row is not what psoas writes; the text is the end of a sentence that begins with the row."""


def record_of(table: sa.Table, row: Row, make: Callable[[Row], R]) -> R:
    """Make a record of a row.

    Raises
    ------
    UnreadableRowError
        If that cannot be done.
    """
    for check in _checks(table):
        if why := check(row):
            raise UnreadableRowError(why)
    try:
        return make(row)
    except UnreadableRowError:
        raise
    except WrongAnswerError as error:
        raise UnreadableRowError(f"{str(error)[:1].lower()}{str(error)[1:].rstrip('.')}") from error
    except (TypeError, ValueError, OverflowError, AttributeError, KeyError) as error:
        raise UnreadableRowError("its values do not fit together") from error


@cache
def _checks(table: sa.Table) -> tuple[Callable[[Row], str], ...]:
    return tuple(_check(column) for column in table.c)


def _check(column: sa.Column[Any]) -> Callable[[Row], str]:
    """Return what tells what is wrong with a column's value in a row; "" if nothing is."""
    name, kind, nullable = column.name, _kind(column), column.nullable
    low, high = WITHIN.get(name, (-LARGEST, LARGEST))
    words = ONE_OF.get((column.table.name, name))

    def wrong(row: Row) -> str:
        value = row[name]
        if value is None:
            return "" if nullable else f"its {name!r} is empty"
        fits = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        if fits and isinstance(value, str):
            fits = value in words if words else value.isascii() or not any(map(_is_no_letter, value))
        elif fits and isinstance(value, list):
            fits = all(isinstance(each, str) for each in value)
        elif fits and isinstance(value, int | float):
            fits = low <= value <= high
        shown = value.raw if isinstance(value, Garbled) else value
        return "" if fits else f"its {name!r} cannot be {shown!r:.60}"

    return wrong


def _is_no_letter(letter: str) -> bool:
    """Tell a byte that is no text, as SQLite's texts are decoded here, from a letter."""
    return "\ud800" <= letter <= "\udfff"


def _kind(column: sa.Column[Any]) -> Any:
    """Return the type, or types, of a column's values."""
    if isinstance(column.type, Utc):
        return datetime
    if isinstance(column.type, Json):
        return list if column is rep.c.faults else dict
    wanted: Any = column.type.python_type
    return int | float if wanted is float else wanted


def rep_values(record: RepRecord) -> dict[str, Any]:
    """Return the columns of a repetition."""
    values = asdict(record)
    del values["id"]
    return {**values, "faults": list(record.faults)}


def cue_values(record: CueRecord) -> dict[str, Any]:
    """Return the columns of a cue."""
    values = asdict(record)
    del values["id"]
    return values


def session_record(row: Row) -> SessionRecord:
    """Build a session from its row, with its start in the person's local time."""
    return SessionRecord(
        id=row["id"],
        started_at=own_clock(row["started_at"], row["utc_offset_min"]),
        ended_at=own_clock(row["ended_at"], row["utc_offset_min"]) if row["ended_at"] else None,
        exercise_id=row["exercise_id"],
        level=row["level"],
        band=row["band"],
        counting=row["counting"],
        plan=SetPlan(**{field.name: row[field.name] for field in fields(SetPlan)}),
        state=row["state"],
        note=row["note"],
        rung=row["rung"],
    )


def own_clock(at: datetime, utc_offset_min: int) -> datetime:
    """Convert a moment to the person's local time."""
    return at.astimezone(timezone(timedelta(minutes=utc_offset_min)))


def offset_min(at: datetime) -> int:
    """Return the UTC offset of a moment, minutes."""
    offset = at.utcoffset()
    return round(offset.total_seconds() / 60) if offset else 0


def rep_record(row: Row) -> RepRecord:
    """Build a repetition from its row."""
    return RepRecord(**{**row, "faults": tuple(row["faults"])})


def cue_record(row: Row) -> CueRecord:
    """Build a cue from its row."""
    return CueRecord(**row)


def set_record(row: Row, reps: Sequence[RepRecord]) -> SetRecord:
    """Build a set from its row and its repetitions; the caller leaves out undone ones."""
    counted = [r for r in reps if not r.short]
    return SetRecord(
        session_id=row["session_id"],
        number=row["number"],
        started_s=row["started_s"],
        ended_s=row["ended_s"],
        left=sum(r.side == "left" for r in counted),
        right=sum(r.side == "right" for r in counted),
        short=len(reps) - len(counted),
        by_hand=sum(r.counted_by == "hand" for r in counted),
        paced=sum(r.counted_by == "pace" for r in counted),
        range_left_deg=_mean(r.range_deg for r in counted if r.side == "left"),
        range_right_deg=_mean(r.range_deg for r in counted if r.side == "right"),
        faults=dict(Counter(fault for r in counted for fault in r.faults)),
    )


def plain(row: Row) -> dict[str, Any]:
    """Convert a sound row to JSON values, with moments in ISO 8601, UTC."""
    return {str(k): v.isoformat() if isinstance(v, datetime) else v for k, v in row.items()}


def grouped(found: Iterable[dict[str, Any]], key: str) -> dict[Any, list[dict[str, Any]]]:
    """Group rows by the value of `key`, keeping their order."""
    groups: dict[Any, list[dict[str, Any]]] = {}
    for row in found:
        groups.setdefault(row[key], []).append(row)
    return groups


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
