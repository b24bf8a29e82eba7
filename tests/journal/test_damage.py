from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections import Counter
from datetime import timedelta

import pytest

from bench.torture import damage
from psoas.journal import log_check, seals
from psoas.journal.answers import Answer, Feeling, Morning
from psoas.journal.errors import ForeignFileError, JournalError
from psoas.journal.export import UNREADABLE
from psoas.journal.store import FILE, Store
from psoas.plan.history import history_of
from psoas.plan.screening import gate

from .conftest import STARTED, begin, rep


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return damage.make(tmp_path_factory.mktemp("damage"))


def spoil(store: Store, statement: str, *values: object) -> None:
    """Change a row as another program would that knows nothing of psoas."""
    store.close()
    connection = sqlite3.connect(store.path)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(statement, values)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("seed", range(4))
def test_a_flipped_bit_anywhere_that_is_used_is_noticed_or_harmless_and_exports_go_on(whole, seed, tmp_path):
    dice, ends = random.Random(seed), Counter()
    file, work = (whole / FILE).read_bytes(), tmp_path / "work"
    for bytes_of in damage.places(file).values():
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(whole, work)
        (work / f"{FILE}-wal").unlink()
        before = damage.content(work / FILE)
        damage.flip(work / FILE, at := dice.choice(bytes_of), dice)
        ended, said = damage.outcome(work, before)
        assert ended in ("said", "left out", "harmless"), f"byte {at}: {ended} {said}"
        ends[ended] += 1
    assert ends["said"] + ends["left out"] >= 2


def test_a_flipped_bit_in_a_row_leaves_out_that_row_only_and_is_told(store):
    sid = begin(store)
    for event in range(1, 40):
        store.add_rep(rep(sid, event, faults=(f"fault-{event:02}",)))
    store.close()
    data = bytearray(store.path.read_bytes())
    data[data.index(b"fault-17")] ^= 1
    store.path.write_bytes(data)
    store = Store(store.folder)
    assert [(fault.table, fault.row_id, fault.why) for fault in store.left_out] == [("rep", 17, seals.CHANGED)]
    assert [each.event for each in store.reps(sid)] == [event for event in range(1, 40) if event != 17]
    assert store.counts() == {sid: [(38, 0)]}
    store.undo_rep(sid, 17, 99.0)  # writing it again does not make it right
    store.close()
    assert len(Store(store.folder).reps(sid)) == 38


def test_a_row_that_is_lost_is_noticed(store):
    sid = begin(store)
    store.add_rep(rep(sid, 1))
    store.close()
    connection = sqlite3.connect(store.path)
    connection.execute("DROP TRIGGER seal_rep_delete")
    connection.execute("DELETE FROM rep")
    connection.commit()
    connection.close()
    again = Store(store.folder)
    assert [(fault.table, fault.why) for fault in again.left_out] == [("rep", seals.LOST)]
    assert "'seal_rep_delete' is missing" in [fault.why for fault in again.check()]


def test_what_another_program_changes_properly_counts_as_meant(store):
    sid = begin(store)
    spoil(store, "UPDATE session SET note = 'by hand'")
    again = Store(store.folder)
    assert again.session(sid).note == "by hand"
    assert again.check() == []


@pytest.mark.parametrize(
    ("table", "change", "why"),
    [
        ("told", "what = '{'", "'what' cannot be '{'"),
        ("told", 'what = \'{"effort": "many"}\'', "cannot be kept: effort"),
        ("told", "what = '[]'", "'what' cannot be"),
        ("told", "at = 'yesterday'", "'at' cannot be 'yesterday'"),
        ("told", "at = x'ff'", "'at' cannot be"),
        ("told", "utc_offset_min = 100000", "'utc_offset_min' cannot be 100000"),
        ("session", "started_at = '0001-01-01', utc_offset_min = -60", "do not fit together"),
        ("session", "level = 'three'", "'level' cannot be 'three'"),
        ("session", "counting = 'machine'", "'counting' cannot be 'machine'"),
        ("session", "note = CAST(x'c3' AS TEXT)", "'note' cannot be"),
        ("session", "sets = 0", "do not fit together"),
        ("rep", "faults = 'null'", "'faults'"),
        ("rep", "faults = '[1]'", "'faults' cannot be"),
        ("rep", "end_s = 'soon'", "'end_s' cannot be 'soon'"),
        ("rep", "end_s = 1e300", "'end_s' cannot be 1e+300"),
        ("rep", "side = 'up'", "'side' cannot be 'up'"),
        ("session_set", "started_s = 'x'", "'started_s' cannot be 'x'"),
        ("cue", "say = x'00'", "'say' cannot be"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_kept_and_the_rest_goes_on(store, table, change, why):
    damage.write(store, 2)
    before = store.export_json()
    spoil(store, f"UPDATE {table} SET {change} WHERE id = (SELECT max(id) FROM {table} WHERE {table}.id < 4)")
    store = Store(store.folder)
    history_of(store)
    for session in store.sessions():
        store.sets(session.id), store.cues(session.id)
    exported = json.loads(json.dumps(store.export_json()))
    found = [fault for fault in store.check() if fault.table == table]
    assert len(found) == 1
    assert why in found[0].why
    listed = [each for each in exported[UNREADABLE] if each["table"] == table and each["id"] == found[0].row_id]
    assert len(listed) == 1
    assert listed[0]["values"]["id"] == found[0].row_id
    assert (
        sum(len(each["reps"]) for each in exported["sessions"]) >= sum(len(e["reps"]) for e in before["sessions"]) / 2
    )
    assert store.check() == found, "it stays set aside"


def test_what_was_exported_of_a_spoiled_journal_can_be_imported_with_what_could_not_be_read(store, tmp_path):
    damage.write(store, 2)
    spoil(store, "UPDATE session SET level = 'three' WHERE id = 1")
    exported = json.loads(json.dumps(Store(store.folder).export_json()))
    assert len(exported[UNREADABLE]) > 20, "what belongs to the session, too"
    other = Store(tmp_path / "other")
    other.import_json(exported)
    again = other.export_json()
    key = lambda each: (each["table"], each["id"])  # noqa: E731
    assert sorted(again.pop(UNREADABLE), key=key) == sorted(exported.pop(UNREADABLE), key=key)
    assert again == exported
    assert other.left_out == ()


def test_an_answer_that_cannot_be_read_brings_the_questions_back(store):
    damage.write(store, 1)
    now = damage.BEGAN + timedelta(days=1)
    store.tell(damage.Screening("go"), now)
    assert gate(history_of(store), now) == "open"
    store.tell(Answer("pain-now", 1), now)
    spoil(store, "UPDATE told SET what = '{' WHERE id = (SELECT max(id) FROM told)")
    assert gate(history_of(Store(store.folder)), now) == "screen", "it may have been a warning sign"
    again = Store(store.folder)
    again.tell(damage.Screening("go"), now)
    assert gate(history_of(again), now) == "open"


def test_counts_that_do_not_fit_are_told_and_go_on_to_count(store):
    sid = begin(store)
    store.end_session(sid, STARTED - timedelta(minutes=5), "done")
    found = store.check()
    assert [(fault.table, fault.row_id, fault.why) for fault in found] == [("session", sid, "it ended before it began")]
    assert [session.id for session in store.sessions()] == [sid]


def test_a_file_in_which_nearly_everything_is_wrong_is_damaged_as_a_whole(store):
    damage.write(store, 2)
    spoil(store, "UPDATE seal SET crc = 1")
    with pytest.raises(JournalError, match=r"\d+ of \d+ entries cannot be read"):
        Store(store.folder)


@pytest.mark.parametrize("cut_to", [0.0, 0.3, 0.9])
def test_an_export_always_works(whole, cut_to, tmp_path):
    shutil.copytree(whole, tmp_path / "work")
    path = tmp_path / "work" / FILE
    (tmp_path / "work" / f"{FILE}-wal").unlink()
    damage.cut(path, int(path.stat().st_size * cut_to))
    store = Store(tmp_path / "work", even_damaged=True)
    with pytest.raises(JournalError):
        store.sessions()
    exported = json.loads(json.dumps(store.export_json()))
    assert exported[UNREADABLE][0]["table"] == ""
    assert len(exported["sessions"]) > (10 if cut_to > 0.5 else -1)


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_another_programs_database_is_not_changed_by_a_byte(tmp_path, mode):
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute(f"PRAGMA journal_mode = {mode}")
    connection.execute("CREATE TABLE session (token)")
    connection.execute("CREATE TABLE alembic_version (version_num)")
    connection.commit()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if not path.name.endswith("-shm")}
    with pytest.raises(ForeignFileError, match="not a psoas journal"):
        Store(tmp_path)
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir() if not path.name.endswith("-shm")}
    assert after == before


def test_damage_in_the_log_is_noticed_and_a_copy_is_kept(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "work")
    log = tmp_path / "work" / f"{FILE}-wal"
    before = log.read_bytes()
    damage.flip(log, len(before) // 2, random.Random(1))
    spoiled = log.read_bytes()
    store = Store(tmp_path / "work")
    assert ["the log of the journal was damaged" in fault.why for fault in store.left_out] == [True]
    assert [path.read_bytes() for path in (tmp_path / "work").glob("*set-aside*-wal")] == [spoiled]


def test_a_log_that_ends_early_as_after_a_power_cut_is_not_called_damaged(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "work")
    log = tmp_path / "work" / f"{FILE}-wal"
    for length in (0, 20, 40, 5000, log.stat().st_size - 1):
        damage.cut(log, length) if length < log.stat().st_size else None
        assert not log_check.is_damaged(tmp_path / "work" / FILE)


def test_every_kind_of_answer_is_sealed_and_read_back(store):
    sid = begin(store)
    store.tell(Feeling(1, 2, 6), STARTED, sid)
    store.tell(Morning(2), STARTED, sid)
    store.close()
    again = Store(store.folder)
    assert again.left_out == ()
    assert again.latest(Morning) == Morning(2)
