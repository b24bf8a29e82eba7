from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from psoas.errors import PsoasError
from psoas.journal.errors import JournalDamagedError, JournalError, JournalFullError, JournalReadOnlyError
from psoas.journal.store import FILE, Store

from .conftest import begin, rep


@pytest.fixture
def as_ordinary_user(store):
    """Root may write anywhere: give its rights up for the length of a test.

    `store` has loaded every module by then: an ordinary user may not be allowed to read root's Python.
    """
    if os.name != "posix":
        pytest.skip("folders are made read-only in another way here")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    was_root = os.geteuid() == 0
    if was_root:
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
    yield folder
    if was_root:
        os.seteuid(0)
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o700)
    shutil.rmtree(folder)


def test_a_read_only_data_folder_is_named_with_the_way_out(as_ordinary_user):
    as_ordinary_user.chmod(0o555)
    with pytest.raises(JournalReadOnlyError, match=rf"cannot write.*{as_ordinary_user}/data.*--data DIR"):
        Store(as_ordinary_user / "data")


@pytest.mark.parametrize("killed", [False, True], ids=["closed", "with its log"])
def test_a_journal_in_a_read_only_folder_can_be_read_and_exported_and_says_why_it_is_not_written(
    as_ordinary_user, killed
):
    written = Store(as_ordinary_user)
    session = begin(written)
    written.add_rep(rep(session, 1))
    whole = written.export_json()
    if not killed:
        written.close()
    assert (as_ordinary_user / f"{FILE}-wal").exists() is killed
    for each in as_ordinary_user.iterdir():
        each.chmod(0o444)
    as_ordinary_user.chmod(0o555)
    before = {each.name: each.read_bytes() for each in as_ordinary_user.iterdir() if not each.name.endswith("-shm")}
    store = Store(as_ordinary_user)
    assert store.export_json() == whole and not store.is_empty()
    assert set(store.check().values()) == {0}
    for write in (lambda: store.add_rep(rep(session, 2)), store.delete_all, lambda: begin(store)):
        with pytest.raises(JournalReadOnlyError, match=rf"can read your journal.*{as_ordinary_user}.*--data DIR"):
            write()
    assert [each.event for each in store.reps(session)] == [1]
    store.close()
    assert {name: (as_ordinary_user / name).read_bytes() for name in before} == before
    written.close()


def test_an_old_journal_in_a_read_only_folder_is_read_as_a_new_one(as_ordinary_user):
    released = sorted((Path(__file__).parent / "released").glob("*.sql"))[0]
    with closing(sqlite3.connect(as_ordinary_user / FILE)) as old:
        old.executescript(released.read_text(encoding="utf-8"))
    (as_ordinary_user / FILE).chmod(0o444)
    before = (as_ordinary_user / FILE).read_bytes()
    as_ordinary_user.chmod(0o555)
    store = Store(as_ordinary_user)
    assert store.sessions() and store.read_only
    store.close()
    assert (as_ordinary_user / FILE).read_bytes() == before
    assert [each.name for each in as_ordinary_user.iterdir()] == [FILE]


def test_a_journal_that_becomes_read_only_while_open_is_named(store):
    sid = begin(store)
    sa.event.listen(store._engine, "checkout", lambda raw, *_: raw.execute("PRAGMA query_only = ON"))
    with pytest.raises(JournalReadOnlyError, match="cannot write"):
        store.add_rep(rep(sid, 1))


def test_a_full_disk_is_named_and_nothing_half_written_stays(store):
    sid = begin(store)
    sa.event.listen(store._engine, "checkout", lambda raw, *_: raw.execute("PRAGMA max_page_count = 1"))
    with pytest.raises(JournalFullError, match=r"is full.*Free some space"):
        for event in range(1000):
            store.add_rep(rep(sid, event, faults=("x" * 500,)))
    assert len(store.reps(sid)) == event
    assert set(store.check().values()) == {0}


def test_a_data_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "data").write_text("hello")
    with pytest.raises(JournalError, match=r"data is not a folder.*--data DIR"):
        Store(tmp_path / "data")
    with pytest.raises(JournalError, match="is not a folder"):
        Store(tmp_path / "data" / "below")


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path):
    (tmp_path / FILE).write_bytes(b"my diary " * 1000)
    with pytest.raises(JournalDamagedError, match=r"is damaged.*Nothing was deleted.*--data DIR"):
        Store(tmp_path)
    assert (tmp_path / FILE).read_bytes() == b"my diary " * 1000


def test_a_damaged_journal_is_recognised_when_it_is_opened(store):
    sid = begin(store)
    for event in range(200):
        store.add_rep(rep(sid, event, faults=("returns-too-fast",)))
    store.close()
    whole = store.path.read_bytes()
    middle = len(whole) // 2
    store.path.write_bytes(whole[:middle] + b"\xff" * 8192 + whole[middle + 8192 :])
    with pytest.raises(JournalDamagedError, match="is damaged"):
        Store(store.folder)


def test_a_damaged_journal_names_the_copy_that_restores_it(store):
    begin(store)
    store.copy(store.path.with_name("journal-before-0001.sqlite"))
    store.close()
    store.path.write_bytes(b"x" * 9000)
    with pytest.raises(JournalDamagedError, match=r"put the copy journal-before-0001\.sqlite in its place"):
        Store(store.folder)


def test_a_truncated_journal_is_recognised(store):
    sid = begin(store)
    for event in range(200):
        store.add_rep(rep(sid, event))
    store.close()
    store.path.write_bytes(store.path.read_bytes()[:-6000])
    with pytest.raises(JournalDamagedError):
        Store(store.folder)


def test_a_disk_that_is_full_before_the_folder_exists_is_named(tmp_path, monkeypatch):
    def no_room(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", no_room)
    with pytest.raises(JournalFullError):
        Store(tmp_path / "data")


def test_every_error_of_the_journal_is_meant_for_the_person():
    assert issubclass(JournalError, PsoasError)
