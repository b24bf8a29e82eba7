"""A journal with one session of two sets in it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from psoas.journal.records import RepRecord, SetPlan
from psoas.journal.store import Store

STARTED = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def begin(store: Store, *, started_at: datetime = STARTED) -> int:
    """Begin a session and its first set."""
    session_id = store.begin_session(
        started_at=started_at,
        exercise_id="banded-lying-march",
        level=3,
        band=True,
        counting="camera",
        plan=SetPlan(2, 10, 60),
    )
    store.begin_set(session_id, 1, 5.0)
    return session_id


def rep(session_id: int, event: int, **more) -> RepRecord:
    usual = {"set_number": 1, "side": "left", "counted_by": "camera", "end_s": 9.0}
    return RepRecord(session_id=session_id, event=event, **{**usual, **more})


@pytest.fixture
def store(tmp_path: Path):
    store = Store(tmp_path / "data")
    yield store
    store.close()
