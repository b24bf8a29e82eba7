"""Query the journal for sessions, sets, repetitions, cues and answers. What was taken back is left out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from psoas.journal import answers_json as telling
from psoas.journal import desk_log, errors, rows
from psoas.journal.answers import DeskWishes, Entry, T
from psoas.journal.desk_log import DeskEvent, DeskMemory, DeskSpan
from psoas.journal.records import CueRecord, Marked, RepRecord, SessionRecord, SetRecord
from psoas.journal.schema import cue, rep, session, session_set, told

#: Kinds that go with their session. A warning sign told in it stays when the session is taken back.
_OF_A_SESSION = ("feeling", "morning", "step")


class Reading(ABC):
    """The queries of a journal; a subclass provides the connections."""

    @abstractmethod
    def _reads(self) -> AbstractContextManager[sa.Connection]:
        """Open a connection for reading, in one transaction."""

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
        with self._reads() as connection:
            return [rows.session_record(row) for row in connection.execute(query).mappings()]

    def reps(self, session_id: int, *, short: bool = False, removed: bool = False) -> list[RepRecord]:
        """Return a session's repetitions in order, on request with short and undone ones."""
        query = sa.select(rep).where(rep.c.session_id == session_id).order_by(rep.c.event)
        if not short:
            query = query.where(rep.c.short.is_(False))
        if not removed:
            query = query.where(rep.c.removed_s.is_(None))
        with self._reads() as connection:
            return [rows.rep_record(row) for row in connection.execute(query).mappings()]

    def cues(self, session_id: int) -> list[CueRecord]:
        """Return what the coach said in a session, in order."""
        query = sa.select(cue).where(cue.c.session_id == session_id).order_by(cue.c.event)
        with self._reads() as connection:
            return [rows.cue_record(row) for row in connection.execute(query).mappings()]

    def sets(self, session_id: int) -> list[SetRecord]:
        """Return the sets of a session with their results."""
        query = sa.select(session_set).where(session_set.c.session_id == session_id).order_by(session_set.c.number)
        with self._reads() as connection:
            found = connection.execute(query).mappings().all()
        reps = self.reps(session_id, short=True)
        return [rows.set_record(row, [r for r in reps if r.set_number == row["number"]]) for row in found]

    def counts(self) -> dict[int, list[tuple[int, int]]]:
        """Return the counted repetitions (left, right) of each set of every session, in one query."""
        counts_for = (
            (rep.c.session_id == session_set.c.session_id)
            & (rep.c.set_number == session_set.c.number)
            & rep.c.short.is_(False)
            & rep.c.removed_s.is_(None)
        )
        left, right = (sa.func.count(rep.c.id).filter(rep.c.side == side) for side in ("left", "right"))
        query = (
            sa.select(session_set.c.session_id, left, right)
            .select_from(session_set.outerjoin(rep, counts_for))
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
        query = sa.select(rep.c.session_id, sa.func.max(rep.c.end_s)).where(counted).group_by(rep.c.session_id)
        with self._reads() as connection:
            return {int(session_id): float(end_s) for session_id, end_s in connection.execute(query)}

    def told(self, kind: type[T]) -> list[Entry[T]]:
        """Return all entries of one type, oldest first, in the person's local time of then."""
        query = sa.select(told).where(told.c.kind == telling.name(kind), *_stands())
        with self._reads() as connection:
            return [
                Entry(
                    at=rows.own_clock(row["at"], row["utc_offset_min"]),
                    what=telling.told(kind, row["what"]),
                    session_id=row["session_id"],
                    id=row["id"],
                )
                for row in connection.execute(query.order_by(told.c.at, told.c.id)).mappings()
            ]

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
                    sa.select(table.c.id, table.c.taken_back_at).where(table.c.taken_back_at.is_not(None))
                ).all()
                for table in (told, session)
            }
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
        with self._reads() as connection:
            return desk_log.spans(connection, begin, end)

    def desk_events(self, begin: datetime, end: datetime) -> list[DeskEvent]:
        """Return what happened at the desk between two moments, in order."""
        with self._reads() as connection:
            return desk_log.events(connection, begin, end)

    def said_at_desk(self, computer: str, after: int) -> list[DeskEvent]:
        """Return what was said to the companion of a computer after the event with that id, in order."""
        with self._reads() as connection:
            return desk_log.said_after(connection, computer, after)

    def last_desk_event(self) -> int:
        """Return the id of the last event at a desk, or 0."""
        with self._reads() as connection:
            return desk_log.last_id(connection)

    def desk_memories(self) -> dict[str, DeskMemory]:
        """Return what the companion of each computer remembers."""
        with self._reads() as connection:
            return desk_log.memories(connection)


def _stands() -> tuple[sa.ColumnElement[bool], ...]:
    """Return what a row of `told` must fulfil: neither it nor the session that it belongs to was taken back."""
    gone = sa.select(session.c.id).where(session.c.taken_back_at.is_not(None))
    with_session = told.c.kind.in_(_OF_A_SESSION) & told.c.session_id.is_not(None) & told.c.session_id.in_(gone)
    return told.c.taken_back_at.is_(None), sa.not_(with_session)
