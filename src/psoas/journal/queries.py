"""Query the journal for sessions, sets, repetitions, cues and answers. What was taken back is left out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from psoas.journal import answers_json as telling
from psoas.journal import aside, desk_log, errors, rows
from psoas.journal.answers import DeskWishes, Entry, T
from psoas.journal.desk_log import DeskEvent, DeskMemory, DeskSpan
from psoas.journal.records import CueRecord, Marked, RepRecord, SessionRecord, SetRecord
from psoas.journal.rows import R
from psoas.journal.schema import cue, desk_event, desk_memory, desk_span, rep, session, session_set, told
from psoas.journal.seals import Fault

#: Kinds that go with their session. A warning sign told in it stays when the session is taken back.
_OF_A_SESSION = ("feeling", "morning", "step")


class Reading(ABC):
    """The queries of a journal; a subclass provides the connections."""

    @abstractmethod
    def _reads(self) -> AbstractContextManager[sa.Connection]:
        """Open a connection for reading, in one transaction."""

    @abstractmethod
    def _leave_out(self, fault: Fault) -> None:
        """Note a row that could not be read."""

    @property
    @abstractmethod
    def left_out(self) -> tuple[Fault, ...]:
        """What was found that cannot be read, and is left out; it stays in the file and in every export."""

    def last_answer_left_out(self) -> int:
        """Return the number of the latest answer among `left_out`, or 0."""
        return max((fault.row_id for fault in self.left_out if fault.table == told.name), default=0)

    def _read(self, table: sa.Table, query: sa.Select[Any], make: Callable[[rows.Row], R]) -> list[R]:
        """Return a record of each row that can be read; the others are noted."""
        found = []
        with self._reads() as connection:
            for row in connection.execute(query.where(aside.left_out(table))).mappings():
                try:
                    found.append(rows.record_of(table, row, make))
                except rows.UnreadableRowError as why:
                    self._leave_out(Fault(table.name, row.get("id") or 0, str(why)))
        return found

    def session(self, session_id: int) -> SessionRecord:
        """Return one session.

        Raises
        ------
        NoSuchSessionError
            If no session has this id.
        """
        found = self._sessions(sa.select(session).where(session.c.id == session_id, session.c.taken_back_at.is_(None)))
        if not found:
            raise errors.no_session(session_id)
        return found[0]

    def sessions(self, limit: int = 50, offset: int = 0) -> list[SessionRecord]:
        """Return the sessions, newest first."""
        newest_first = (session.c.started_at.desc(), session.c.id.desc())
        query = sa.select(session).where(session.c.taken_back_at.is_(None))
        return self._sessions(query.order_by(*newest_first).limit(limit).offset(offset))

    def _sessions(self, query: sa.Select[Any]) -> list[SessionRecord]:
        return self._read(session, query, rows.session_record)

    def reps(self, session_id: int, *, short: bool = False, removed: bool = False) -> list[RepRecord]:
        """Return a session's repetitions in order, on request with short and undone ones."""
        query = sa.select(rep).where(rep.c.session_id == session_id).order_by(rep.c.event)
        if not short:
            query = query.where(rep.c.short.is_(False))
        if not removed:
            query = query.where(rep.c.removed_s.is_(None))
        return self._read(rep, query, rows.rep_record)

    def cues(self, session_id: int) -> list[CueRecord]:
        """Return what the coach said in a session, in order."""
        query = sa.select(cue).where(cue.c.session_id == session_id).order_by(cue.c.event)
        return self._read(cue, query, rows.cue_record)

    def sets(self, session_id: int) -> list[SetRecord]:
        """Return the sets of a session with their results."""
        query = sa.select(session_set).where(session_set.c.session_id == session_id).order_by(session_set.c.number)
        reps = self.reps(session_id, short=True)

        def make(row: rows.Row) -> SetRecord:
            return rows.set_record(row, [r for r in reps if r.set_number == row["number"]])

        return self._read(session_set, query, make)

    def counts(self) -> dict[int, list[tuple[int, int]]]:
        """Return the counted repetitions (left, right) of each set of every session, in one query."""
        counts_for = (
            (rep.c.session_id == session_set.c.session_id)
            & (rep.c.set_number == session_set.c.number)
            & rep.c.short.is_(False)
            & rep.c.removed_s.is_(None)
            & aside.left_out(rep)
        )
        left, right = (sa.func.count(rep.c.id).filter(rep.c.side == side) for side in ("left", "right"))
        query = (
            sa.select(session_set.c.session_id, left, right)
            .select_from(session_set.outerjoin(rep, counts_for))
            .where(aside.left_out(session_set))
            .group_by(session_set.c.session_id, session_set.c.number)
            .order_by(session_set.c.session_id, session_set.c.number)
        )
        found: dict[int, list[tuple[int, int]]] = {}
        with self._reads() as connection:
            for session_id, on_left, on_right in connection.execute(query):
                found.setdefault(session_id, []).append((on_left, on_right))
        return found

    def last_rep_s(self) -> dict[int, float]:
        """Return when the last counted repetition of every session ended, seconds from its start, in one query."""
        counted = rep.c.short.is_(False) & rep.c.removed_s.is_(None)
        query = sa.select(rep.c.session_id, sa.func.max(rep.c.end_s)).group_by(rep.c.session_id)
        query = query.where(counted, aside.left_out(rep), rep.c.end_s.between(0, rows.LARGEST))
        with self._reads() as connection:
            return {key: float(end_s) for key, end_s in connection.execute(query) if isinstance(key, int)}

    def told(self, kind: type[T]) -> list[Entry[T]]:
        """Return all entries of one type, oldest first, in the person's local time of then."""
        query = sa.select(told).where(told.c.kind == telling.name(kind), *_stands()).order_by(told.c.at, told.c.id)

        def make(row: rows.Row) -> Entry[T]:
            return Entry(
                at=rows.own_clock(row["at"], row["utc_offset_min"]),
                what=telling.told(kind, row["what"]),
                session_id=row["session_id"],
                id=row["id"],
            )

        return self._read(told, query, make)

    def latest(self, kind: type[T]) -> T | None:
        """Return what was told last of one type in the order of writing, or None."""
        last = max(self.told(kind), key=lambda entry: entry.id, default=None)
        return last.what if last else None

    def desk_wishes(self) -> DeskWishes:
        """Return when the person wants to be asked to get up from the desk."""
        return self.latest(DeskWishes) or DeskWishes()

    def last_taken_back(self) -> Marked:
        """Return what was taken back last, all that was taken back at that moment; empty if nothing was."""
        with self._reads() as connection:
            found = {
                table.name: connection.execute(
                    sa.select(table.c.id, table.c.taken_back_at).where(
                        table.c.taken_back_at.is_not(None), aside.left_out(table)
                    )
                ).all()
                for table in (told, session)
            }
        for name, marks in found.items():
            for number, at in marks:
                if not isinstance(at, datetime):
                    self._leave_out(Fault(name, number, f"its 'taken_back_at' cannot be {at.raw!r:.60}"))
            found[name] = [mark for mark in marks if isinstance(mark[1], datetime)]
        last = max((at for marks in found.values() for _, at in marks), default=None)
        ids = {name: tuple(number for number, at in marks if at == last) for name, marks in found.items()}
        return Marked(ids[told.name], ids[session.name], last)

    def last_event(self, session_id: int) -> int:
        """Return the highest event number used in a session, or 0."""
        with self._reads() as connection:
            highest = [
                connection.execute(sa.select(sa.func.max(t.c.event)).where(t.c.session_id == session_id)).scalar()
                for t in (rep, cue)
            ]
        return max(value or 0 for value in highest)

    def desk_spans(self, begin: datetime, end: datetime) -> list[DeskSpan]:
        """Return what went on at all computers between two moments, in order; spans may reach beyond them."""
        return self._read(desk_span, desk_log.spans_between(begin, end), desk_log.span)

    def desk_events(self, begin: datetime, end: datetime) -> list[DeskEvent]:
        """Return what happened at the desk between two moments, in order."""
        return self._read(desk_event, desk_log.events_between(begin, end), desk_log.event)

    def said_at_desk(self, computer: str, after: int) -> list[DeskEvent]:
        """Return what was said to the companion of a computer after the event with that id, in order."""
        return self._read(desk_event, desk_log.said_after(computer, after), desk_log.event)

    def last_desk_event(self) -> int:
        """Return the id of the last event at a desk, or 0."""
        with self._reads() as connection:
            return desk_log.last_id(connection)

    def desk_memories(self) -> dict[str, DeskMemory]:
        """Return what the companion of each computer remembers."""
        found = self._read(desk_memory, sa.select(desk_memory), lambda row: (row["computer"], desk_log.memory(row)))
        return dict(found)


def _stands() -> tuple[sa.ColumnElement[bool], ...]:
    """Return what a row of `told` must fulfil: neither it nor the session that it belongs to was taken back."""
    gone = sa.select(session.c.id).where(session.c.taken_back_at.is_not(None))
    with_session = told.c.kind.in_(_OF_A_SESSION) & told.c.session_id.is_not(None) & told.c.session_id.in_(gone)
    return told.c.taken_back_at.is_(None), sa.not_(with_session)
