from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from psoas.journal import backup_files, database, schema
from psoas.journal.answers import Feeling, Morning
from psoas.journal.errors import JournalDamagedError, JournalTooNewError
from psoas.journal.store import FILE, Store

from .conftest import STARTED, begin

RELEASED = Path(__file__).parent / "released"


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(database.MIGRATIONS))
    return ScriptDirectory.from_config(config)


def _journal_of(revision: str, folder: Path) -> Path:
    path = folder / FILE
    connection = sqlite3.connect(path)
    connection.executescript((RELEASED / f"{revision}.sql").read_text())
    connection.close()
    return path


REVISIONS = [script.revision for script in _scripts().walk_revisions()]


def test_the_migrations_end_at_the_version_the_code_expects():
    assert _scripts().get_heads() == [schema.HEAD]


def test_the_migrations_make_exactly_the_tables_of_the_schema(store):
    with store._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_journal_of_every_released_version_opens_with_its_history(revision, tmp_path):
    _journal_of(revision, tmp_path)
    store = Store(tmp_path)
    (session,) = store.sessions()
    assert (session.exercise_id, session.plan.reps_per_side, session.state) == ("banded-lying-march", 10, "running")
    assert [(s.left, s.right, s.short) for s in store.sets(session.id)] == [(1, 1, 1)]
    assert store.reps(session.id)[0].faults == ("returns-too-fast",)
    assert store.check() == []


def test_before_an_upgrade_the_journal_is_copied_aside(tmp_path):
    _journal_of("0001", tmp_path)
    Store(tmp_path).close()
    (backup,) = backup_files.found(tmp_path)
    assert backup.kind == "upgrade"
    copy = sqlite3.connect(backup.path)
    assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    assert copy.execute("SELECT count(*) FROM rep").fetchone() == (4,)


def test_a_new_journal_leaves_no_copy(store):
    assert backup_files.found(store.folder) == []


def test_a_journal_of_a_newer_psoas_is_refused_and_left_alone(store):
    begin(store)
    store.close()
    connection = sqlite3.connect(store.path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    with pytest.raises(JournalTooNewError, match=r"newer psoas.*9999.*Update psoas.*--data DIR"):
        Store(store.folder)
    assert connection.execute("SELECT count(*) FROM session").fetchone() == (1,)


def test_another_programs_database_is_not_taken_over(tmp_path):
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("CREATE TABLE bookmarks (url)")
    connection.commit()
    with pytest.raises(JournalDamagedError, match="not a psoas journal"):
        Store(tmp_path)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]


def test_a_journal_from_before_anything_was_told_has_sessions_without_a_rung_and_can_be_told(tmp_path):
    _journal_of("0001", tmp_path)
    store = Store(tmp_path)
    assert [session.rung for session in store.sessions()] == [""]
    assert store.told(Morning) == []
    store.tell(Morning(2), STARTED, 1)
    assert [entry.what.pain for entry in store.told(Morning)] == [2]


def test_a_journal_of_version_0002_keeps_its_rung_and_what_was_told(tmp_path):
    _journal_of("0002", tmp_path)
    store = Store(tmp_path)
    assert [session.rung for session in store.sessions()] == ["3b"]
    assert [entry.what for entry in store.told(Feeling)] == [Feeling(1, 2, 6, form_kept=True)]
    assert [(entry.what.pain, entry.at.hour) for entry in store.told(Morning)] == [(3, 9)]


def test_repetitions_from_before_loads_were_kept_have_none(tmp_path):
    _journal_of("0002", tmp_path)
    assert {rep.work_j for rep in Store(tmp_path).reps(1)} == {None}


def test_a_journal_of_version_0003_keeps_what_each_repetition_asked(tmp_path):
    _journal_of("0003", tmp_path)
    found = {(rep.counted_by, rep.work_j, rep.peak_nm) for rep in Store(tmp_path).reps(1)}
    assert ("camera", 21.5, 42.0) in found
