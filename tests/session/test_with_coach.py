"""The session with the real coach, on skeletons whose movement is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from passing import moments
from psoas.journal.records import SetPlan
from psoas.session.session import Session
from psoas.testing import synthetic

from .conftest import STARTED, counted


@pytest.mark.parametrize("level", [1, 3, 6])
def test_a_whole_set_before_the_camera_is_counted_kept_and_ended(level, catalogue, store):
    exercise = catalogue.level(level)
    plan = SetPlan(sets=1, reps_per_side=2, rest_s=60)
    session = Session(exercise, store, started_at=STARTED, plan=plan, band=True, counting="camera")
    session.tap("start", 100.0)
    begun = 100.0 + session.view.countdown_left_s
    for moment in moments(100.0, begun):
        session.tick(moment)
    messages = []
    for skeleton in synthetic(exercise, [("left", 1.0), ("right", 1.0), ("left", 1.0), ("right", 1.0)], lead_s=2.0):
        messages += session.update(replace(skeleton, t=skeleton.t + begun))
    messages += session.tap("stop", 200.0)
    assert counted(messages) == [("left", 1), ("right", 1), ("left", 2), ("right", 2)]
    assert session.view.phase == "done"
    assert store.session(session.view.session_id).state == "done"
    kept = store.reps(session.view.session_id)
    assert [rep.side for rep in kept] == ["left", "right", "left", "right"]
    # After the countdown the recording waits 2 s.
    assert kept[0].start_s == pytest.approx(begun - 100.0 + 2.0, abs=0.7)


def test_the_skeletons_of_counted_repetitions_stay_in_memory_for_the_summary(catalogue, store, tmp_path):
    exercise = catalogue.level(6)
    session = Session(exercise, store, started_at=STARTED, plan=SetPlan(1, 4, 60), band=True, counting="camera")
    session.tap("start", 100.0)
    begun = 100.0 + session.view.countdown_left_s
    for moment in moments(100.0, begun):
        session.tick(moment)
    for skeleton in synthetic(exercise, [("left", 1.0), ("right", 0.3), ("left", 1.0)], lead_s=2.0):
        session.update(replace(skeleton, t=skeleton.t + begun))
    session.tap("stop", 200.0)
    assert [one.rep.side for one in session.kept_reps] == ["left", "left"]
    assert [one.event for one in session.kept_reps] == [
        rep.event for rep in store.reps(session.view.session_id) if not rep.short
    ]
    for one in session.kept_reps:
        times = [skeleton.t for skeleton in one.skeletons]
        assert one.rep.start_s <= times[0] < one.rep.start_s + 0.1
        assert one.rep.end_s - 0.7 < times[-1] <= one.rep.end_s  # reported when the leg is nearly home
