from __future__ import annotations

import os
import sqlite3
from datetime import timedelta

import pytest

from psoas.journal import backup_files, backups, keeping
from psoas.journal.answers import Morning
from psoas.journal.errors import JournalBusyError, JournalDamagedError, JournalError
from psoas.journal.store import FILE, Store

from .conftest import STARTED, begin, rep
from .test_upgrade import REVISIONS, _journal_of


def fill(store: Store, sessions: int = 2) -> None:
    for day in range(sessions):
        number = begin(store, started_at=STARTED + timedelta(days=2 * day))
        store.add_rep(rep(number, 1, faults=("returns-too-fast",)))
        store.end_session(number, STARTED + timedelta(days=2 * day, minutes=5), "done")


def test_a_backup_is_the_whole_journal_and_says_what_is_in_it(store):
    fill(store)
    backup = keeping.back_up(store, "hand", STARTED)
    assert backups.contents(backup).say == "2 sessions, last march level 3"
    assert keeping.describe(backup).endswith(": 2 sessions, last march level 3")
    folder = store.folder.with_name("other")
    folder.mkdir()
    backups.restore(backup, folder / FILE)
    assert Store(folder).export_json() == store.export_json()


@pytest.mark.skipif(os.name != "posix", reason="permissions are other there")
def test_only_the_person_can_read_a_backup(store):
    fill(store)
    made = keeping.back_up(store, "hand", STARTED)
    assert made.path.stat().st_mode & 0o077 == 0
    assert made.path.parent.stat().st_mode & 0o077 == 0


def test_a_backup_is_made_while_others_write(store):
    fill(store)
    with store._writes() as connection:
        connection.exec_driver_sql("UPDATE session SET note = 'not yet' WHERE id = 1")
        backup = backups.make(store.path, "hand", STARTED)
    copy = sqlite3.connect(backup.path)
    assert copy.execute("SELECT note FROM session WHERE id = 1").fetchone() == ("",)


def test_a_copy_that_is_not_sound_is_no_backup(store):
    fill(store)
    with store._reads() as connection:
        connection.exec_driver_sql("UPDATE seal SET crc = crc + 1 WHERE table_name = 'rep' AND row_id = 1")
    with pytest.raises(JournalError, match="rep 1"):
        keeping.back_up(store, "hand", STARTED)
    assert backup_files.found(store.folder) == []
    assert "rep 1" in store.backup_trouble


def test_after_a_session_a_backup_is_due(store):
    number = begin(store)
    assert not store.backup_is_due
    store.end_session(number, STARTED, "done")
    assert store.backup_is_due
    keeping.back_up_quietly(store, "session", STARTED)
    assert (store.backup_is_due, store.backup_trouble) == (False, "")


def test_at_start_one_is_made_if_the_last_is_older_than_a_day(store):
    keeping.at_start(store, STARTED)
    assert backup_files.found(store.folder) == [], "there is nothing to keep yet"
    fill(store)
    for hours in (0, 1, 23, 25, 26):
        keeping.at_start(store, STARTED + timedelta(hours=hours))
    assert [backup.at - STARTED for backup in backup_files.found(store.folder)] == [timedelta(hours=25), timedelta(0)]


def test_a_backup_that_fails_stops_nothing_and_says_why(store):
    fill(store)
    (store.folder / "backups" / "README.txt").unlink()
    (store.folder / "backups").rmdir()
    (store.folder / "backups").write_text("in the way")
    keeping.back_up_quietly(store, "session", STARTED)
    assert "No backup could be made in" in store.backup_trouble
    assert begin(store) == 3


def test_each_backup_is_also_in_the_second_folder_and_found_there(store, tmp_path):
    fill(store)
    (tmp_path / "stick").mkdir()
    keeping.set_second_folder(store.folder, tmp_path / "stick")
    made = keeping.back_up(store, "hand", STARTED)
    (second,) = (tmp_path / "stick").rglob("*.sqlite")
    assert second.read_bytes() == made.path.read_bytes()
    made.path.unlink()
    assert [backup.path for backup in backup_files.found(store.folder)] == [second]


def test_a_second_folder_that_is_gone_is_told_and_the_backup_is_made_here(store, tmp_path):
    fill(store)
    (tmp_path / "stick").mkdir()
    keeping.set_second_folder(store.folder, tmp_path / "stick")
    (tmp_path / "stick").rmdir()
    keeping.back_up_quietly(store, "hand", STARTED)
    assert f"{tmp_path / 'stick'}: the folder is not there" in store.backup_trouble
    assert len(backup_files.found(store.folder)) == 1
    assert "is not there" in keeping.second_folder_trouble(store.folder)
    with pytest.raises(JournalError, match="not a folder"):
        keeping.set_second_folder(store.folder, tmp_path / "stick")


def test_going_back_can_be_undone(store):
    fill(store, 1)
    first = keeping.back_up(store, "hand", STARTED)
    fill(store, 2)
    later = store.export_json()
    assert keeping.restore(store, first, STARTED + timedelta(hours=1)) is None
    assert len(store.sessions()) == 1
    (before,) = (backup for backup in backup_files.found(store.folder) if backup.kind == "restore")
    keeping.restore(store, before, STARTED + timedelta(hours=2))
    assert store.export_json() == later


def test_nothing_is_restored_while_another_program_has_the_journal(store):
    fill(store)
    backup = keeping.back_up(store, "hand", STARTED)
    other = Store(store.folder)
    other.sessions()
    with pytest.raises(JournalBusyError):
        keeping.restore(store, backup, STARTED)
    other.close()
    assert len(store.sessions()) == 2


def test_a_damaged_backup_is_refused_and_the_journal_stays(store):
    fill(store)
    backup = keeping.back_up(store, "hand", STARTED)
    data = bytearray(backup.path.read_bytes())
    at = data.index(b"returns-too-fast")
    data[at] ^= 1
    backup.path.write_bytes(data)
    with pytest.raises(JournalError, match="damaged"):
        keeping.restore(store, backup, STARTED)
    assert len(store.sessions()) == 2


def test_a_damaged_journal_is_kept_beside_the_restored_one(store):
    fill(store)
    keeping.back_up(store, "hand", STARTED)
    store.close()
    store.path.write_bytes(b"x" * 9000)
    damaged = Store(store.folder, even_damaged=True)
    aside = keeping.restore(damaged, keeping.chosen(store.folder, "1"), STARTED)
    assert len(damaged.sessions()) == 2
    assert aside is not None
    assert aside.read_bytes() == b"x" * 9000


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_backup_of_every_released_version_can_be_restored(revision, tmp_path):
    old, now = tmp_path / "old", Store(tmp_path / "now")
    old.mkdir()
    keeping.restore(now, keeping.chosen(now.folder, str(_journal_of(revision, old))), STARTED)
    assert [session.exercise_id for session in now.sessions()] == ["banded-lying-march"]
    assert now.check() == []


def test_a_backup_is_chosen_by_its_number_or_its_file(store, tmp_path):
    with pytest.raises(JournalError, match="no backup in"):
        keeping.chosen(store.folder, "1")
    fill(store)
    first, second = (keeping.back_up(store, "hand", STARTED + timedelta(hours=hour)) for hour in (0, 1))
    assert [keeping.chosen(store.folder, which) for which in ("1", "2")] == [second, first]
    assert keeping.chosen(store.folder, str(first.path)).path == first.path
    with pytest.raises(JournalError, match="from 1 to 2"):
        keeping.chosen(store.folder, "3")


@pytest.mark.parametrize("left", [b"", b"S", b"SQLite format 3\0" + b"\0" * 80, None])
def test_a_journal_that_was_cut_to_nothing_is_not_a_new_one(store, left):
    fill(store)
    keeping.back_up(store, "session", STARTED)
    store.close()
    store.path.unlink()
    if left is not None:
        store.path.write_bytes(left)
    with pytest.raises(JournalDamagedError, match=r"(was cut|not there any more).*newest backup is of .*--restore 1"):
        Store(store.folder)
    assert left is None or store.path.read_bytes() == left


def test_a_journal_that_was_here_and_had_no_backup_is_missed_too(store):
    store.close()
    store.path.unlink()
    with pytest.raises(JournalDamagedError, match=r"not there any more.*There is no backup.*--begin-anew"):
        Store(store.folder)
    again = Store(store.folder, even_damaged=True)
    assert keeping.begin_anew(again, STARTED) is None
    assert again.sessions() == []
    again.close()
    assert Store(store.folder).sessions() == []


def test_an_empty_file_where_there_was_no_journal_becomes_one(tmp_path):
    (tmp_path / FILE).touch()
    assert Store(tmp_path).sessions() == []


def test_deleting_everything_deletes_the_backups_in_both_folders(store, tmp_path):
    fill(store)
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "mine.txt").touch()
    keeping.set_second_folder(store.folder, tmp_path / "stick")
    keeping.back_up(store, "hand", STARTED)
    store.delete_all()
    assert list(store.folder.iterdir()) == []
    assert [path.name for path in (tmp_path / "stick").iterdir()] == ["mine.txt"]
    store.tell(Morning(1), STARTED, begin(store))
