from __future__ import annotations

import json
import math
import multiprocessing
import threading
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from psoas.journal import backups
from psoas.journal import store as store_module
from psoas.journal.answers import Morning
from psoas.journal.errors import JournalBusyError, NoSuchSessionError
from psoas.journal.records import CueRecord, SetPlan
from psoas.journal.store import Store, open_store

from .conftest import STARTED, begin, rep


def test_a_repetition_comes_back_as_it_was_written(store):
    sid = begin(store)
    measured = {"start_s": 4.0, "peak_s": 6.5, "peak_hip_deg": -3.25, "range_deg": 51.0, "out_s": 2.0, "hold_s": 1.0}
    written = rep(sid, 4, **measured, back_s=2.0, confidence=0.9, faults=("returns-too-fast", "holding-leg-drifts"))
    row = store.add_rep(written)
    assert store.reps(sid) == [replace(written, id=row)]


def test_the_same_event_twice_is_one_repetition(store):
    sid = begin(store)
    first = store.add_rep(rep(sid, 4))
    assert store.add_rep(rep(sid, 4)) == first
    assert len(store.reps(sid)) == 1


def test_a_session_held_in_two_places_is_noticed_before_a_repetition_is_lost(store):
    sid = begin(store)
    store.add_rep(rep(sid, 4, end_s=9.0))
    with pytest.raises(JournalBusyError, match="in two places"):
        store.add_rep(rep(sid, 4, end_s=10.0))


def test_two_sessions_may_use_the_same_event_number(store):
    one, two = begin(store), begin(store)
    store.add_rep(rep(one, 1))
    store.add_rep(rep(two, 1))
    assert [len(store.reps(s)) for s in (one, two)] == [1, 1]


def test_a_repetition_taken_back_no_longer_counts_but_is_kept(store):
    sid = begin(store)
    store.add_rep(rep(sid, 1))
    store.undo_rep(sid, 1, 12.0)
    store.undo_rep(sid, 1, 99.0)
    assert store.reps(sid) == []
    assert store.sets(sid)[0].left == 0
    assert store.reps(sid, removed=True)[0].removed_s == 12.0


def test_what_was_not_measured_is_empty_not_a_number(store):
    sid = begin(store)
    store.add_rep(rep(sid, 1, peak_hip_deg=math.nan))
    assert store.reps(sid)[0].peak_hip_deg is None


def test_a_set_is_summed_up_over_what_counts(store):
    sid = begin(store)
    store.add_rep(rep(sid, 1, range_deg=50.0, faults=("a", "b")))
    store.add_rep(rep(sid, 2, range_deg=60.0, faults=("a",)))
    store.add_rep(rep(sid, 3, side="right", counted_by="hand"))
    store.add_rep(rep(sid, 4, side="right", counted_by="pace"))
    store.add_rep(rep(sid, 5, short=True, range_deg=10.0, faults=("a",)))
    store.add_rep(rep(sid, 6, range_deg=5.0))
    store.undo_rep(sid, 6, 20.0)
    store.end_set(sid, 1, 30.0)
    (found,) = store.sets(sid)
    assert (found.left, found.right, found.short, found.by_hand, found.paced) == (2, 2, 1, 1, 1)
    assert (found.range_left_deg, found.range_right_deg) == (55.0, None)
    assert found.faults == {"a": 2, "b": 1}
    assert (found.started_s, found.ended_s) == (5.0, 30.0)


def test_a_set_that_goes_on_is_open_again_and_keeps_its_beginning(store):
    sid = begin(store)
    store.end_set(sid, 1, 30.0)
    store.begin_set(sid, 1, 40.0)
    (found,) = store.sets(sid)
    assert (found.started_s, found.ended_s) == (5.0, None)


def test_a_session_keeps_the_clock_of_the_person(store):
    tokyo = datetime(2026, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=9)))
    found = store.session(begin(store, started_at=tokyo))
    assert found.started_at == tokyo
    assert found.started_at.hour == 23


def test_a_moment_without_a_time_zone_is_refused(store):
    with pytest.raises(sa.exc.StatementError, match="time zone"):
        begin(store, started_at=datetime(2026, 3, 1, 9, 30))


def test_sessions_come_newest_first_in_pages(store):
    ids = [begin(store, started_at=STARTED + timedelta(days=day)) for day in (2, 0, 1)]
    assert [s.id for s in store.sessions(limit=2)] == [ids[0], ids[2]]
    assert [s.id for s in store.sessions(limit=2, offset=2)] == [ids[1]]


def test_only_sessions_that_never_ended_are_unfinished(store):
    done, running = begin(store), begin(store)
    store.end_session(done, STARTED + timedelta(minutes=9), "done")
    assert [s.id for s in store.sessions() if s.state == "running"] == [running]
    assert store.session(done).ended_at == STARTED + timedelta(minutes=9)


def test_a_changed_plan_is_remembered(store):
    sid = begin(store)
    store.change_session(sid, plan=SetPlan(3, 10, 60), counting="hand")
    assert (store.session(sid).plan.sets, store.session(sid).counting) == (3, "hand")


def test_a_session_that_does_not_exist_is_a_sentence(store):
    with pytest.raises(NoSuchSessionError, match="no session number 7"):
        store.session(7)


def test_the_last_event_counts_repetitions_and_cues(store):
    sid = begin(store)
    assert store.last_event(sid) == 0
    store.add_rep(rep(sid, 3))
    store.add_cue(CueRecord(sid, 8, 1, 9.0, "returns-too-fast", "Slowly back."))
    assert store.last_event(sid) == 8
    assert [c.say for c in store.cues(sid)] == ["Slowly back."]


def test_the_export_holds_everything_and_is_json(store):
    sid = begin(store)
    store.add_rep(rep(sid, 1, peak_hip_deg=math.nan, faults=("a",)))
    store.undo_rep(sid, 1, 12.0)
    store.add_cue(CueRecord(sid, 2, 1, 9.0, "a", "Slowly back."))
    whole = json.loads(json.dumps(store.export_json(), allow_nan=False))
    (session,) = whole["sessions"]
    assert whole["schema"] == 1
    assert session["started_at"] == "2026-03-01T09:30:00+00:00"
    assert session["reps"][0]["removed_s"] == 12.0
    assert session["reps"][0]["faults"] == ["a"]
    assert (len(session["sets"]), len(session["cues"])) == (1, 1)


def test_deleting_everything_leaves_no_file_and_a_usable_journal(store):
    store.tell(Morning(1), STARTED, begin(store))
    store.copy(store.path.with_name("journal-before-0001.sqlite"))
    backups.make(store.path, "hand", STARTED)
    names = {file.name for file in store.folder.iterdir()}
    assert {
        "journal.sqlite",
        "journal.sqlite-wal",
        "journal.sqlite-shm",
        "journal-before-0001.sqlite",
        "backups",
    } <= names
    store.delete_all()
    assert list(store.folder.iterdir()) == []
    assert store.sessions() == []


def test_deleting_is_refused_while_another_psoas_has_the_journal(store):
    begin(store)
    other = Store(store.folder)
    other.sessions()
    with pytest.raises(JournalBusyError, match="Close it"):
        store.delete_all()
    other.close()
    assert len(store.sessions()) == 1


def test_a_sound_journal_has_no_faults(store):
    store.add_rep(rep(begin(store), 1))
    assert store.check() == []


def test_rows_that_belong_to_nothing_are_found(store):
    store.add_rep(rep(begin(store), 1))
    with store._engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("DELETE FROM session_set")
        raw.execute("PRAGMA foreign_keys = ON")
    assert [(fault.table, fault.why) for fault in store.check()] == [
        ("rep", "it belongs to something that is not there")
    ]


def test_a_copy_restores_the_journal(store, tmp_path):
    sid = begin(store)
    store.add_rep(rep(sid, 1))
    (tmp_path / "elsewhere").mkdir()
    store.copy(tmp_path / "elsewhere" / store_module.FILE)
    assert Store(tmp_path / "elsewhere").reps(sid) == store.reps(sid)


def test_without_a_folder_the_journal_lies_in_the_persons_own(tmp_path, monkeypatch):
    monkeypatch.setattr(store_module, "user_data_dir", lambda name, **_: str(tmp_path / name))
    assert open_store().path == tmp_path / "psoas" / "journal.sqlite"


def test_every_commit_waits_for_the_disk(store):
    with store._engine.connect() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys")
        setting = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}
    assert setting == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_several_threads_write_at_once(store):
    sid = begin(store)

    def write(first: int) -> None:
        for event in range(first, first + 25):
            store.add_rep(rep(sid, event))

    threads = [threading.Thread(target=write, args=(1 + 25 * i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [r.event for r in store.reps(sid)] == list(range(1, 101))


def _one_session_of_20(folder) -> None:
    store = Store(folder)
    sid = begin(store)
    for event in range(20):
        store.add_rep(rep(sid, event))


def test_several_programs_make_and_use_one_journal_at_once(tmp_path):
    context = multiprocessing.get_context("fork")
    programs = [context.Process(target=_one_session_of_20, args=(tmp_path / "data",)) for _ in range(4)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    store = Store(tmp_path / "data")
    assert [len(store.reps(s.id)) for s in store.sessions()] == [20] * 4
