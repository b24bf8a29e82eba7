"""The journal: every repetition is a transaction of its own, which is on the disk once it returns.

What cannot be written raises an error and waits with the caller (`psoas.session.journal_writer`).
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from platformdirs import user_data_dir
from sqlalchemy.dialects.sqlite import insert

from psoas.journal import answers_json as telling
from psoas.journal import database, desk_log, errors, rows
from psoas.journal import export as whole
from psoas.journal.answers import Told
from psoas.journal.desk_log import DeskEvent, DeskMemory, DeskSpan
from psoas.journal.queries import Reading
from psoas.journal.read_only import ReadOnlyCopy
from psoas.journal.records import Counting, CueRecord, Marked, RepRecord, SessionState, SetPlan
from psoas.journal.schema import HEAD, cue, rep, session, session_set, told
from psoas.private_files import make_folder, mend

FILE = "journal.sqlite"


class Store(Reading):
    """The journal in one folder. Threads and other programs may use it at the same time.

    Parameters
    ----------
    folder : Path
        Data folder; created if missing. A journal in it that may not be written is read from a copy, as it was then.

    Attributes
    ----------
    read_only : JournalError or None
        Why nothing can be written, if so; every method that writes raises it.

    Raises
    ------
    JournalError
        From every method: read-only, full, damaged, too new, busy, no folder. The message is for the person.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE
        self.read_only: errors.JournalError | None = None
        self._copy: ReadOnlyCopy | None = None
        self._engine = database.connect(self.path)
        self._opened = False
        #: Number of entries told through this store; readers use it to invalidate their caches.
        self.told_so_far = 0
        self._open()

    def _open(self) -> None:
        try:
            self._open_file(self.path)
            mend(self.folder)
        except errors.JournalReadOnlyError as error:
            self._open_copy(error)
        self._opened = True

    def _open_copy(self, why: errors.JournalError) -> None:
        try:
            self._copy = ReadOnlyCopy(self.path)
        except OSError:
            raise why from None
        self._engine = database.connect(self._copy.path)
        self._open_file(self._copy.path)
        self.read_only = errors.only_read(self.path)

    def _open_file(self, path: Path) -> None:
        try:
            make_folder(self.folder)
            with self._begin(writes=True) as connection:  # also shows whether the folder is writable
                database.check_whole(connection, self.path)
                stands_at = database.revision(connection)
            if stands_at != HEAD:
                database.upgrade(path)
        except (sa.exc.DBAPIError, sqlite3.Error, OSError) as error:
            self._engine.dispose()
            raise errors.explain(error, self.path) from error
        except errors.JournalError:
            self._engine.dispose()
            raise

    @contextmanager
    def _begin(self, *, writes: bool) -> Iterator[sa.Connection]:
        with self._engine.connect().execution_options(writes=writes) as connection, connection.begin():
            yield connection

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[sa.Connection]:
        if not self._opened:
            self._open()
        if writes and self.read_only is not None:
            raise self.read_only
        try:
            with self._begin(writes=writes) as connection:
                yield connection
        except (sa.exc.DBAPIError, sqlite3.Error) as error:
            raise errors.explain(error, self.path) from error
        except OverflowError as error:  # beyond 64 bits
            raise errors.NoSuchSessionError("No journal has an entry of such a number.") from error

    def _reads(self) -> AbstractContextManager[sa.Connection]:
        return self._transaction(writes=False)

    def _writes(self) -> AbstractContextManager[sa.Connection]:
        return self._transaction(writes=True)

    # -- writing ------------------------------------------------------------------------------------------------------

    def begin_session(
        self,
        *,
        started_at: datetime,
        exercise_id: str,
        level: int | None,
        band: bool,
        counting: Counting,
        plan: SetPlan,
        note: str = "",
        rung: str = "",
    ) -> int:
        """Begin a session and return its id; `started_at` needs a time zone."""
        values = {
            "started_at": started_at,
            "utc_offset_min": rows.offset_min(started_at),
            "exercise_id": exercise_id,
            "level": level,
            "band": band,
            "counting": counting,
            "state": "running",
            "note": note,
            "rung": rung,
            **asdict(plan),
        }
        with self._writes() as connection:
            return int(connection.execute(sa.insert(session).values(values).returning(session.c.id)).scalar_one())

    def change_session(self, session_id: int, *, plan: SetPlan | None = None, counting: Counting | None = None) -> None:
        """Change the plan or the way of counting of a running session."""
        values: dict[str, Any] = asdict(plan) if plan else {}
        if counting:
            values["counting"] = counting
        if values:
            with self._writes() as connection:
                connection.execute(sa.update(session).where(session.c.id == session_id).values(values))

    def begin_set(self, session_id: int, number: int, at_s: float) -> None:
        """Begin a set, or reopen a finished one, which keeps its start time."""
        values = {"session_id": session_id, "number": number, "started_s": at_s}
        statement = insert(session_set).values(values)
        with self._writes() as connection:
            connection.execute(
                statement.on_conflict_do_update(index_elements=["session_id", "number"], set_={"ended_s": None})
            )

    def end_set(self, session_id: int, number: int, at_s: float) -> None:
        """End a set."""
        which = (session_set.c.session_id == session_id) & (session_set.c.number == number)
        with self._writes() as connection:
            connection.execute(sa.update(session_set).where(which).values(ended_s=at_s))

    def add_rep(self, record: RepRecord) -> int:
        """Write one repetition, counted or short, in its own transaction; return its row id once it is on the disk.

        Writing the same ``(session_id, event)`` again changes nothing.

        Raises
        ------
        JournalBusyError
            If another repetition has that number: the session is running in two places, and this one would be lost.
        """
        return self._add(rep, rows.rep_values(record), told_apart_by="end_s")

    def add_cue(self, record: CueRecord) -> int:
        """Write one sentence of the coach and return its row id; see `add_rep`."""
        return self._add(cue, rows.cue_values(record), told_apart_by="t")

    def _add(self, table: sa.Table, values: dict[str, Any], *, told_apart_by: str) -> int:
        same = (table.c.session_id == values["session_id"]) & (table.c.event == values["event"])
        with self._writes() as connection:
            connection.execute(insert(table).values(values).on_conflict_do_nothing(["session_id", "event"]))
            row_id, kept = connection.execute(sa.select(table.c.id, table.c[told_apart_by]).where(same)).one()
        if kept != values[told_apart_by]:
            raise errors.JournalBusyError(
                f"Session {values['session_id']} is being counted in two places. Stop it in one of them."
            )
        return int(row_id)

    def undo_rep(self, session_id: int, event: int, at_s: float) -> None:
        """Undo a repetition: it no longer counts, but its row stays."""
        which = (rep.c.session_id == session_id) & (rep.c.event == event) & rep.c.removed_s.is_(None)
        with self._writes() as connection:
            connection.execute(sa.update(rep).where(which).values(removed_s=at_s))

    def end_session(self, session_id: int, ended_at: datetime, state: SessionState) -> None:
        """End a session: "done" as planned or "stopped" early."""
        with self._writes() as connection:
            connection.execute(
                sa.update(session).where(session.c.id == session_id).values(ended_at=ended_at, state=state)
            )

    def tell(self, what: Told, at: datetime, session_id: int | None = None) -> int:
        """Write what the person told and return its row id; earlier entries never change.

        Parameters
        ----------
        what : Told
            A `Feeling` and a `Morning` need a session.
        at : datetime
            Time of telling, with the person's time zone.
        session_id : int or None
            The session that it belongs to.

        Raises
        ------
        WrongAnswerError
            If it is implausible, such as a pain of 11.
        NoSuchSessionError
            If there is no such session.
        """
        if at.tzinfo is None:
            raise errors.WrongAnswerError(f"{at} has no time zone, so the journal cannot tell which moment is meant.")
        values = {
            "at": at,
            "utc_offset_min": rows.offset_min(at),
            "kind": telling.name(type(what)),
            "session_id": session_id,
            "what": telling.values(what, session_id),
        }
        with self._writes() as connection:
            if session_id is not None:
                there = connection.execute(sa.select(session.c.id).where(session.c.id == session_id)).first()
                if there is None:
                    raise errors.no_session(session_id)
            self.told_so_far += 1
            return int(connection.execute(sa.insert(told).values(values).returning(told.c.id)).scalar_one())

    def mark(self, what: Marked, taken_back_at: datetime | None) -> None:
        """Mark entries and sessions as taken back at a moment, with time zone; None puts them back."""
        with self._writes() as connection:
            for table, numbers in ((told, what.told), (session, what.sessions)):
                which = table.c.id.in_(numbers)
                connection.execute(sa.update(table).where(which).values(taken_back_at=taken_back_at))
            self.told_so_far += 1

    def log_desk(
        self,
        computer: str,
        *,
        spans: Sequence[DeskSpan] = (),
        events: Sequence[DeskEvent] = (),
        memory: DeskMemory | None = None,
    ) -> None:
        """Write what a companion has seen, in one transaction. Times need a time zone.

        Parameters
        ----------
        computer : str
            Whose log it is.
        spans : sequence of DeskSpan
            One that begins as a span already written replaces it, so that what goes on can be written again and again.
        events : sequence of DeskEvent
            Added to those before.
        memory : DeskMemory, optional
            Replaces what that companion remembered.
        """
        with self._writes() as connection:
            desk_log.write(connection, computer, spans, events, memory)

    # -- the journal as a whole ---------------------------------------------------------------------------------------

    def export_json(self) -> dict[str, Any]:
        """Return the whole journal, undone repetitions included, as a dict for ``json.dumps``."""
        with self._reads() as connection:  # one transaction gives a consistent state
            return whole.read(connection)

    def import_json(self, data: Any) -> None:
        """Import the result of `export_json` into an empty journal; exporting again gives the same.

        Parameters
        ----------
        data : dict
            From this psoas or an older one.

        Raises
        ------
        ImportRefusedError
            If the journal is not empty, or the data is invalid; nothing is written then.
        """
        with self._writes() as connection:
            whole.write(connection, data)
        self.told_so_far += 1

    def is_empty(self) -> bool:
        """Tell whether the journal is empty."""
        with self._reads() as connection:
            return whole.is_empty(connection)

    def check(self) -> dict[str, int]:
        """Count inconsistencies by kind; all counts are 0 in a sound journal."""
        with self._reads() as connection:
            integrity = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
            orphans = Counter(str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check"))
        return {
            "damaged pages": 0 if integrity == ["ok"] else len(integrity),
            "sets without a session": orphans["session_set"],
            "repetitions without a set": orphans["rep"],
            "cues without a session": orphans["cue"],
            "answers without a session": orphans["told"],
        }

    def check_version(self) -> None:
        """Check that no newer psoas has upgraded the journal since it was opened.

        Raises
        ------
        JournalTooNewError
            If one has.
        """
        with self._reads() as connection:
            stands_at = database.revision(connection)
        if stands_at != HEAD:
            raise errors.too_new(self.path, stands_at, HEAD)

    def copy(self, to: Path) -> None:
        """Copy the whole journal to a file; moving it into the journal's place restores it."""
        try:
            database.copy(self._copy.path if self._copy else self.path, to)
        except (sqlite3.Error, OSError) as error:
            raise errors.explain(error, to) from error

    def delete_all(self) -> None:
        """Delete the journal and every copy that psoas made; the store stays usable and is empty.

        Raises
        ------
        JournalBusyError
            If another program has it open: that would keep writing to a deleted file.
        """
        if self.read_only is not None:
            raise self.read_only
        self._engine.dispose()
        try:
            database.leave_wal(self.path)
            self._opened = False
            for file in self.folder.glob(f"{self.path.stem}*{self.path.suffix}*"):
                file.unlink()
            self.told_so_far += 1
        except (sqlite3.Error, OSError) as error:
            raise errors.explain(error, self.path) from error

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()
        if self._copy is not None:
            self._copy.close()


def open_store(folder: Path | None = None) -> Store:
    """Open the journal in `folder`, by default in the person's data folder.

    Raises
    ------
    JournalError
        If it is unusable; the message says why and what to do.
    """
    return Store(folder if folder is not None else Path(user_data_dir("psoas", appauthor=False)))
