"""What the journal keeps of a day at the desk, a log for each computer."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from psoas.journal import rows
from psoas.journal.schema import desk_event, desk_memory, desk_span

DeskKind = Literal["sat", "stood", "call", "away", "unknown"]


@dataclass(frozen=True, slots=True)
class DeskSpan:
    """A stretch of time in front of a computer; times have the person's UTC offset."""

    kind: DeskKind
    begin: datetime
    end: datetime
    computer: str = ""

    @property
    def seconds(self) -> float:
        """Its length."""
        return (self.end - self.begin).total_seconds()


@dataclass(frozen=True, slots=True)
class DeskEvent:
    """Something that happened at the desk.

    Attributes
    ----------
    kind : str
        "hint", "prompt", "withdrawn", "let-go", "break", "silent", "move", or "said" (by the person, to the companion).
    what : mapping
        Details; numbers and strings.
    id : int or None
        Assigned by the journal.
    """

    kind: str
    at: datetime
    what: Mapping[str, Any] = field(default_factory=dict)
    computer: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class DeskMemory:
    """What the companion of a computer remembers, and when it last looked."""

    at: datetime
    what: Mapping[str, Any]


def this_computer() -> str:
    """Return the name that the log of this computer has."""
    return platform.node() or "this computer"


def write(
    connection: sa.Connection,
    computer: str,
    spans: Sequence[DeskSpan],
    events: Sequence[DeskEvent],
    remembered: DeskMemory | None,
) -> None:
    """Write spans, events and memory. A span that begins as one before is that one, gone on."""
    for each in spans:
        values: dict[str, Any] = {
            "computer": computer,
            "kind": each.kind,
            "begin_at": each.begin,
            "end_at": each.end,
            "utc_offset_min": rows.offset_min(each.begin),
        }
        again: dict[str, Any] = {"kind": each.kind, "end_at": each.end}
        connection.execute(insert(desk_span).values(values).on_conflict_do_update(["computer", "begin_at"], set_=again))
    for one in events:
        connection.execute(sa.insert(desk_event).values(_event_values(computer, one)))
    if remembered is not None:
        values = {"computer": computer, "what": dict(remembered.what), **_moment(remembered.at)}
        again = {name: value for name, value in values.items() if name != "computer"}
        connection.execute(insert(desk_memory).values(values).on_conflict_do_update(["computer"], set_=again))


def spans_between(begin: datetime, end: datetime) -> sa.Select[Any]:
    """Return the query for the spans that overlap a time, in order."""
    query = sa.select(desk_span).where(desk_span.c.end_at > begin, desk_span.c.begin_at < end)
    return query.order_by(desk_span.c.begin_at, desk_span.c.id)


def span(row: rows.Row) -> DeskSpan:
    """Build a span from its row."""
    begin, end = (rows.own_clock(row[name], row["utc_offset_min"]) for name in ("begin_at", "end_at"))
    return DeskSpan(row["kind"], begin, end, row["computer"])


def events_between(begin: datetime, end: datetime) -> sa.Select[Any]:
    """Return the query for what happened in a time, in order."""
    query = sa.select(desk_event).where(desk_event.c.at >= begin, desk_event.c.at < end)
    return query.order_by(desk_event.c.at, desk_event.c.id)


def said_after(computer: str, last_id: int) -> sa.Select[Any]:
    """Return the query for what was said to the companion of a computer since the event with that id, in order."""
    query = sa.select(desk_event).where(
        desk_event.c.computer == computer, desk_event.c.kind == "said", desk_event.c.id > last_id
    )
    return query.order_by(desk_event.c.id)


def event(row: rows.Row) -> DeskEvent:
    """Build an event from its row."""
    at = rows.own_clock(row["at"], row["utc_offset_min"])
    return DeskEvent(row["kind"], at, row["what"], row["computer"], row["id"])


def last_id(connection: sa.Connection) -> int:
    """Return the id of the last event, 0 if there is none."""
    return int(connection.execute(sa.select(sa.func.max(desk_event.c.id))).scalar() or 0)


def memory(row: rows.Row) -> DeskMemory:
    """Build what a companion remembers from its row."""
    return DeskMemory(rows.own_clock(row["at"], row["utc_offset_min"]), row["what"])


def _moment(at: datetime) -> dict[str, Any]:
    return {"at": at, "utc_offset_min": rows.offset_min(at)}


def _event_values(computer: str, event: DeskEvent) -> dict[str, Any]:
    return {"computer": computer, "kind": event.kind, "what": dict(event.what), **_moment(event.at)}
