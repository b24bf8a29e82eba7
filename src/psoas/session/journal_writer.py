"""Write a session to the journal in order, without losing or repeating anything while the disk fails."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from psoas.journal.answers import Feeling
from psoas.journal.errors import JournalError
from psoas.journal.records import Counting, CueRecord, RepRecord, SessionState, SetPlan
from psoas.journal.store import Store

#: Time between two attempts while the journal cannot be written, seconds.
RETRY_S = 1.0

Write = Callable[[Store, int], object]


class JournalWriter:
    """Writes to the journal, and queues what cannot be written yet.

    Parameters
    ----------
    store : Store or None
        The journal, or None to write nothing.

    Attributes
    ----------
    session_id : int or None
        Number in the journal; None until the session is written.
    not_kept : int
        Number of repetitions that are counted but not in the journal yet; they are lost if the program ends first.
    """

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._pending: deque[tuple[Write, int]] = deque()
        self._retry_at: float | None = None
        self._begun = False
        self._t = 0.0
        self._why: str | None = None
        self.session_id: int | None = None

    @property
    def not_kept(self) -> int:
        """Return how many counted repetitions wait to be written."""
        return sum(reps for _, reps in self._pending)

    @property
    def error(self) -> str | None:
        """Return why the last attempt failed and what waits, for the person; None while everything is written."""
        if self._why is None:
            return None
        waiting = {0: "", 1: " 1 repetition is not kept yet."}.get(
            self.not_kept, f" {self.not_kept} repetitions are not kept yet."
        )
        return f"{self._why} Counting goes on.{waiting} psoas writes what is missing as soon as it can."

    def go_on_with(self, session_id: int) -> None:
        """Continue a session that is already in the journal."""
        self.session_id, self._begun = session_id, True

    def begin(
        self,
        *,
        started_at: datetime,
        exercise_id: str,
        level: int | None,
        band: bool,
        counting: Counting,
        plan: SetPlan,
        rung: str = "",
    ) -> None:
        """Begin the session in the journal; later calls do nothing."""
        if self._begun:
            return
        self._begun = True

        def write(store: Store, _: int) -> None:
            self.session_id = store.begin_session(
                started_at=started_at,
                exercise_id=exercise_id,
                level=level,
                band=band,
                counting=counting,
                plan=plan,
                rung=rung,
            )

        self._write(write)

    def change(self, plan: SetPlan, counting: Counting) -> None:
        """Write a changed plan or way of counting."""
        self._write(lambda store, key: store.change_session(key, plan=plan, counting=counting))

    def begin_set(self, number: int, at_s: float) -> None:
        """Begin a set, or reopen one."""
        self._write(lambda store, key: store.begin_set(key, number, at_s))

    def end_set(self, number: int, at_s: float) -> None:
        """End a set."""
        self._write(lambda store, key: store.end_set(key, number, at_s))

    def rep(self, record: RepRecord) -> None:
        """Write a repetition, filling in its session."""
        self._write(lambda store, key: store.add_rep(replace(record, session_id=key)), reps=0 if record.short else 1)

    def undo(self, event: int, at_s: float) -> None:
        """Take a repetition back."""
        self._write(lambda store, key: store.undo_rep(key, event, at_s), reps=-1 if self.not_kept else 0)

    def cue(self, record: CueRecord) -> None:
        """Write a cue of the coach, filling in its session."""
        self._write(lambda store, key: store.add_cue(replace(record, session_id=key)))

    def tell(self, what: Feeling, at: datetime) -> None:
        """Write how it felt."""
        self._write(lambda store, key: store.tell(what, at, key))

    def end(self, ended_at: datetime, state: SessionState) -> None:
        """End the session."""
        self._write(lambda store, key: store.end_session(key, ended_at, state))

    def _write(self, write: Write, reps: int = 0) -> None:
        if self._store is None or not self._begun:
            return
        self._pending.append((write, reps))
        self.flush(self._t)

    def flush(self, t: float) -> None:
        """Write what is queued, at `t` on the session's clock; after a failure, wait `RETRY_S` seconds first."""
        self._t = t
        if self._store is None or (self._retry_at is not None and t < self._retry_at):
            return
        try:
            while self._pending:
                # Removed only once written. A repeat is harmless: the first write leaves no row if it fails, and all
                # the others are idempotent.
                self._pending[0][0](self._store, self.session_id or 0)
                self._pending.popleft()
        except JournalError as error:
            self._retry_at = t + RETRY_S
            self._why = str(error)
        else:
            self._retry_at = self._why = None
