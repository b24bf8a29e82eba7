"""The current tables. The path from every released version is in migrations/."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

#: The newest migration; a test compares it with migrations/versions/.
HEAD = "0007"

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


@dataclass(frozen=True, slots=True)
class Garbled:
    """A stored value that cannot be read: neither reading nor the rows beside it fail for its sake."""

    raw: object


class Utc(sa.TypeDecorator[datetime]):
    """A moment, stored in UTC and returned with its time zone; one without a zone is refused."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Convert a moment to naive UTC for SQLite."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone: the journal cannot tell which moment is meant")
        return value.astimezone(UTC).replace(tzinfo=None)

    def result_processor(self, dialect: Any, coltype: Any) -> Callable[[Any], Any]:
        """Return what reads a stored moment; in place of the usual one, which fails the whole query."""
        return read_moment


class Json(sa.TypeDecorator[Any]):
    """JSON, of which one value that cannot be read does not fail the whole query."""

    impl = sa.JSON
    cache_ok = True

    def result_processor(self, dialect: Any, coltype: Any) -> Callable[[Any], Any]:
        """Return what reads stored JSON."""
        return read_json


def read_moment(raw: Any) -> datetime | Garbled | None:
    """Read a stored moment, with its time zone."""
    try:
        return None if raw is None else datetime.fromisoformat(raw).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return Garbled(raw)


def read_json(raw: Any) -> Any:
    """Read stored JSON."""
    try:
        return json.loads(raw)
    except (TypeError, ValueError, RecursionError):
        return Garbled(raw)


def _session_key() -> sa.Column[int]:
    return sa.Column("session_id", sa.ForeignKey("session.id", ondelete="CASCADE"), nullable=False)


session = sa.Table(
    "session",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("started_at", Utc, nullable=False, index=True),
    sa.Column("utc_offset_min", sa.Integer, nullable=False),
    sa.Column("ended_at", Utc),
    sa.Column("exercise_id", sa.String, nullable=False),
    sa.Column("level", sa.Integer),
    sa.Column("band", sa.Boolean, nullable=False),
    sa.Column("counting", sa.String, nullable=False),
    sa.Column("sets", sa.Integer, nullable=False),
    sa.Column("reps_per_side", sa.Integer, nullable=False),
    sa.Column("rest_s", sa.Float, nullable=False),
    sa.Column("countdown_s", sa.Float, nullable=False),
    sa.Column("state", sa.String, nullable=False, index=True),
    sa.Column("note", sa.String, nullable=False),
    sa.Column("rung", sa.String, nullable=False, server_default=""),
    sa.Column("taken_back_at", Utc),
    sa.CheckConstraint("counting IN ('camera', 'hand', 'paced')", name="counting"),
    sa.CheckConstraint("state IN ('running', 'done', 'stopped')", name="state"),
    sqlite_autoincrement=True,  # never reuse an id that was shown to someone
)

session_set = sa.Table(
    "session_set",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _session_key(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("started_s", sa.Float, nullable=False),
    sa.Column("ended_s", sa.Float),
    sa.UniqueConstraint("session_id", "number"),
)

rep = sa.Table(
    "rep",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _session_key(),
    sa.Column("event", sa.Integer, nullable=False),
    sa.Column("set_number", sa.Integer, nullable=False),
    sa.Column("side", sa.String, nullable=False),
    sa.Column("counted_by", sa.String, nullable=False),
    sa.Column("end_s", sa.Float, nullable=False),
    sa.Column("start_s", sa.Float),
    sa.Column("peak_s", sa.Float),
    sa.Column("peak_hip_deg", sa.Float),
    sa.Column("range_deg", sa.Float),
    sa.Column("out_s", sa.Float),
    sa.Column("hold_s", sa.Float),
    sa.Column("back_s", sa.Float),
    sa.Column("confidence", sa.Float),
    sa.Column("faults", Json, nullable=False),
    sa.Column("short", sa.Boolean, nullable=False),
    sa.Column("removed_s", sa.Float),
    sa.Column("work_j", sa.Float),
    sa.Column("peak_nm", sa.Float),
    sa.UniqueConstraint("session_id", "event"),
    sa.ForeignKeyConstraint(
        ["session_id", "set_number"],
        ["session_set.session_id", "session_set.number"],
        name="fk_rep_set",
        ondelete="CASCADE",
    ),
    sa.CheckConstraint("side IN ('left', 'right')", name="side"),
    sa.CheckConstraint("counted_by IN ('camera', 'hand', 'pace')", name="counted_by"),
)

cue = sa.Table(
    "cue",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _session_key(),
    sa.Column("event", sa.Integer, nullable=False),
    sa.Column("set_number", sa.Integer, nullable=False),
    sa.Column("t", sa.Float, nullable=False),
    sa.Column("cue_id", sa.String, nullable=False),
    sa.Column("say", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.UniqueConstraint("session_id", "event"),
)

told = sa.Table(
    "told",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Utc, nullable=False),
    sa.Column("utc_offset_min", sa.Integer, nullable=False),
    sa.Column("kind", sa.String, nullable=False, index=True),
    sa.Column("session_id", sa.ForeignKey("session.id", ondelete="CASCADE")),
    sa.Column("what", Json, nullable=False),
    sa.Column("taken_back_at", Utc),
)

desk_span = sa.Table(
    "desk_span",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("computer", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("begin_at", Utc, nullable=False, index=True),
    sa.Column("end_at", Utc, nullable=False),
    sa.Column("utc_offset_min", sa.Integer, nullable=False),
    sa.UniqueConstraint("computer", "begin_at"),
    sa.CheckConstraint("kind IN ('sat', 'stood', 'call', 'away', 'unknown')", name="kind"),
)

desk_event = sa.Table(
    "desk_event",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("computer", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("at", Utc, nullable=False, index=True),
    sa.Column("utc_offset_min", sa.Integer, nullable=False),
    sa.Column("what", Json, nullable=False),
)

#: What the companion of each computer must know when it starts again. It is no part of the history.
desk_memory = sa.Table(
    "desk_memory",
    metadata,
    sa.Column("computer", sa.String, primary_key=True),
    sa.Column("at", Utc, nullable=False),
    sa.Column("utc_offset_min", sa.Integer, nullable=False),
    sa.Column("what", Json, nullable=False),
)

#: The checksum of each row (see `seals`); None while its row is not sealed.
seal = sa.Table(
    "seal",
    metadata,
    sa.Column("table_name", sa.String, primary_key=True),
    sa.Column("row_id", sa.Integer, primary_key=True),
    sa.Column("crc", sa.Integer),
    sa.Index("ix_seal_crc", "crc", sqlite_where=sa.text("crc IS NULL")),
    sqlite_with_rowid=False,
)

#: Rows that are left out because something is wrong with them, and their raw values as they were found, as JSON.
set_aside = sa.Table(
    "set_aside",
    metadata,
    sa.Column("table_name", sa.String, primary_key=True),
    sa.Column("row_id", sa.Integer, primary_key=True),
    sa.Column("found_at", Utc, nullable=False),
    sa.Column("why", sa.String, nullable=False),
    sa.Column("raw", sa.String, nullable=False),
)

#: What happened, table by table, each after those that it refers to: what is sealed, exported and checked.
KEPT = (session, session_set, rep, cue, told, desk_span, desk_event, desk_memory)
