from __future__ import annotations

import os
import random

import pytest

from bench.torture.killing import kill_a_writer
from psoas.journal.store import Store

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked program")


@pytest.mark.parametrize("batch", range(3))
def test_a_kill_at_any_moment_loses_no_acknowledged_repetition(batch, tmp_path):
    instants = random.Random(batch)
    for _ in range(10):
        session, acknowledged = kill_a_writer(tmp_path, instants.uniform(0, 0.06))
        store = Store(tmp_path)
        kept = {rep.event for rep in store.reps(session)}
        assert set(range(1, acknowledged + 1)) - kept == set()
        assert set(store.check().values()) == {0}
        assert store.session(session).state == "running"
        store.close()
