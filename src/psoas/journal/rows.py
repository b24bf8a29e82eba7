"""Convert rows of the tables to records and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime, timedelta, timezone
from typing import Any

from psoas.journal.records import CueRecord, RepRecord, SessionRecord, SetPlan, SetRecord

Row = Mapping[Any, Any]


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
    """Convert a row to JSON values, with moments in ISO 8601, UTC."""
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
