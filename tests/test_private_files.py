"""What psoas writes for the person is the person's alone."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from psoas.journal.records import SetPlan
from psoas.journal.store import Store
from psoas.private_files import mend, write_private

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows keeps the profile's folders private by itself")


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


def used(folder: Path) -> Store:
    store = Store(folder)
    store.begin_session(
        started_at=datetime.now(UTC), exercise_id="x", level=1, band=False, counting="hand", plan=SetPlan(1, 1, 0)
    )
    return store


@pytest.fixture(autouse=True)
def anyone_may_read():
    before = os.umask(0)
    yield
    os.umask(before)


def test_a_new_journal_is_the_persons_alone_with_its_log_and_its_copies(tmp_path):
    store = used(tmp_path / "data")
    store.copy(tmp_path / "copy.sqlite")
    files = list(store.folder.iterdir())
    assert any(each.name.endswith("-wal") for each in files)
    assert {rights(each) for each in (*files, tmp_path / "copy.sqlite")} == {0o600}
    assert rights(store.folder) == 0o700
    store.close()


def test_what_was_open_to_others_is_closed_at_the_next_start(tmp_path):
    folder = tmp_path / "data"
    used(folder).close()
    (folder / "backups" / "weeks").mkdir(parents=True)
    for each in ("backups/weeks/journal-1.sqlite", "journal-before-0001.sqlite", "under-way.txt"):
        (folder / each).write_text("")
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o777 if each.is_dir() else 0o666)
    Store(folder).close()
    assert {rights(each) for each in folder.rglob("*")} == {0o600, 0o700}
    assert rights(folder) == 0o700


def test_a_folder_in_which_others_keep_something_stays_open_and_so_do_their_files(tmp_path):
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    (folder / "minutes.txt").write_text("theirs")
    used(folder).close()
    assert rights(folder) == 0o755 and rights(folder / "minutes.txt") == 0o666
    assert rights(folder / "journal.sqlite") == 0o600


def test_a_link_in_the_data_folder_is_not_followed(tmp_path):
    theirs = tmp_path / "theirs"
    theirs.write_text("")
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "journal-link").symlink_to(theirs)
    (folder / "models").symlink_to(tmp_path)
    mend(folder)
    assert rights(theirs) == 0o666 and rights(folder) == 0o700


def test_a_file_that_is_there_keeps_the_rights_that_the_person_gave_it(tmp_path):
    file = tmp_path / "report.json"
    write_private(file, "one")
    assert rights(file) == 0o600
    file.chmod(0o640)
    write_private(file, "two")
    assert rights(file) == 0o640 and file.read_text() == "two"


def test_every_file_that_a_command_writes_is_the_persons_alone(run, tmp_path):
    data = tmp_path / "data"
    for words in (
        ("log", "--rung", "1a", "--left", "10", "--right", "10"),
        ("export", tmp_path / "a.json"),
        ("backup", tmp_path / "b.sqlite"),
        ("calendar", "--out", tmp_path / "c.ics"),
        ("progress", "--pdf", tmp_path / "d.pdf"),
    ):
        code, _, stderr = run(*words, "--data", data)
        assert code == 0, stderr
    assert {rights(each): each.name for each in tmp_path.iterdir() if each.is_file()}.keys() == {0o600}
