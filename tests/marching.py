"""A march of level 1 in a journal, as far as it was done."""

from __future__ import annotations

from datetime import datetime

from psoas.journal.records import Counting, SetPlan
from psoas.journal.store import Store


def begun_march(store: Store, at: datetime, plan: SetPlan, *, counting: Counting = "hand") -> int:
    """Begin a session of level 1 and its first set; return its number."""
    number = store.begin_session(
        started_at=at, exercise_id="lying-march", level=1, band=False, counting=counting, plan=plan, rung="1a"
    )
    store.begin_set(number, 1, 0.0)
    return number
