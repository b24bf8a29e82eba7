"""A session, its journal and restarts at any moment, whatever the person and the disk do in between."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from psoas.journal.errors import JournalFullError
from psoas.journal.records import SetPlan
from psoas.journal.store import Store
from psoas.programme.catalogue import load
from psoas.session.messages import Counted, Message, Uncounted
from psoas.session.session import Session

from .conftest import STARTED

CATALOGUE = load()


class FillingStore(Store):
    """A journal whose disk can be filled."""

    full = False

    def _transaction(self, *, writes):
        if self.full and writes:
            raise JournalFullError("The disk is full.")
        return super()._transaction(writes=writes)


class Restarts(RuleBasedStateMachine):
    """What was counted is in the journal or waits, and a kill costs only what waits."""

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp())
        self.store = FillingStore(self.folder)
        self.t, self.counted = 0.0, 0
        self.session = Session(
            CATALOGUE.level(1), self.store, started_at=STARTED, plan=SetPlan(2, 3, 4.0), band=False, counting="hand"
        )
        self.tap("start")

    def heard(self, messages: list[Message]):
        self.counted += sum(isinstance(each, Counted) for each in messages)
        self.counted -= sum(isinstance(each, Uncounted) for each in messages)

    def tap(self, action):
        self.t += 0.1
        self.heard(self.session.tap(action, self.t))

    @rule(
        action=st.sampled_from(["count-left", "count-right", "undo", "pause", "resume", "skip-rest", "repeat", "start"])
    )
    def do(self, action):
        self.tap(action)

    @rule(full=st.booleans())
    def fill(self, full):
        self.store.full = full

    @rule(seconds=st.integers(1, 15))
    def wait(self, seconds):
        for _ in range(10 * seconds):
            self.t += 0.1
            self.heard(self.session.tick(self.t))

    @precondition(lambda self: self.session.view.session_id is not None and self.session.view.phase != "done")
    @rule()
    def kill_and_go_on(self):
        number, waiting = self.session.view.session_id, self.session.view.not_kept
        self.store.close()
        self.store = FillingStore(self.folder)
        self.counted -= waiting
        assert len(self.store.reps(number)) == self.counted
        self.t += 5.0
        self.session = Session.resume(self.store, number, CATALOGUE, at=STARTED + timedelta(seconds=self.t))
        self.tap("start")

    @invariant()
    def everything_counted_is_kept_or_said_to_wait(self):
        if not hasattr(self, "session"):
            return
        view = self.session.view
        kept = len(self.store.reps(view.session_id)) if view.session_id is not None else 0
        assert kept + view.not_kept == self.counted
        assert view.not_kept == 0 or view.last_error is not None
        if view.session_id is not None:
            assert set(self.store.check().values()) == {0}

    def teardown(self):
        if hasattr(self, "store"):
            self.store.full = False
            self.wait(2)
            assert self.session.view.not_kept == 0
            self.store.close()
            shutil.rmtree(self.folder)


TestRestarts = Restarts.TestCase
TestRestarts.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
