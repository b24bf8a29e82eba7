from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime

import pytest

from commands import journal_of, run_psoas
from marching import begun_march
from psoas.journal import backup_files
from psoas.journal.answers import Morning
from psoas.journal.records import SetPlan
from psoas.journal.store import FILE, Store

AT = datetime(2026, 3, 1, 18, tzinfo=UTC)


@pytest.fixture
def data(tmp_path):
    store = Store(tmp_path / "data")
    store.end_session(begun_march(store, AT, SetPlan(2, 10, 60)), AT, "done")
    store.close()
    return tmp_path / "data"


def test_backups_are_made_listed_and_restored_and_that_is_undone(monkeypatch, capsys, data):
    def psoas(*arguments: object) -> str:
        code, out, err = run_psoas(monkeypatch, capsys, *arguments, "--data", data)
        assert (code, err) == (0, "")
        return out

    assert "There is no backup yet" in psoas("backup", "--list")
    assert "Backed up." in psoas("backup")
    assert psoas("backup", "--list").count("1 session") == 1
    store = Store(data)
    store.tell(Morning(1), AT, 1)
    store.close()
    assert "To undo this: `psoas backup --restore 1`" in psoas("backup", "--restore", "1")
    assert journal_of(data, Morning) == []
    psoas("backup", "--restore", "1")
    assert len(journal_of(data, Morning)) == 1


def test_check_names_what_is_wrong_and_answers_with_1(monkeypatch, capsys, data):
    code, out, _ = run_psoas(monkeypatch, capsys, "check", "--data", data)
    assert (code, "Your journal is sound." in out, "Newest backup: " in out) == (0, True, True)
    connection = sqlite3.connect(data / FILE)
    connection.execute("UPDATE session SET started_at = 'soon'")
    connection.commit()
    connection.close()
    code, out, _ = run_psoas(monkeypatch, capsys, "check", "--data", data)
    assert code == 1
    assert "Session 1: its 'started_at' cannot be 'soon'." in out
    code, _, err = run_psoas(monkeypatch, capsys, "today", "--data", data)
    assert code == 0
    assert " of your journal could not be read. Session 1: its 'started_at' cannot be 'soon'." in " ".join(err.split())


def test_a_damaged_journal_is_a_sentence_and_can_be_exported_and_restored(monkeypatch, capsys, data, tmp_path):
    run_psoas(monkeypatch, capsys, "backup", "--data", data)
    whole = (data / FILE).read_bytes()
    (data / FILE).write_bytes(whole[: len(whole) // 2])
    code, _, err = run_psoas(monkeypatch, capsys, "today", "--data", data)
    assert code == 2
    assert "`psoas backup --restore 1` goes back to it" in " ".join(err.split())
    code, out, _ = run_psoas(monkeypatch, capsys, "export", tmp_path / "all.json", "--data", data)
    assert (code, "could not be read" in out) == (0, True)
    assert json.loads((tmp_path / "all.json").read_text())["unreadable"]
    code, out, _ = run_psoas(monkeypatch, capsys, "backup", "--restore", "1", "--data", data)
    assert (code, "The damaged file is kept: " in out) == (0, True)
    assert len(Store(data).sessions()) == 1


def test_an_empty_journal_can_be_begun_beside_a_damaged_one(monkeypatch, capsys, data):
    (data / FILE).write_bytes(b"x" * 5000)
    code, out, _ = run_psoas(monkeypatch, capsys, "check", "--begin-anew", "--data", data)
    assert (code, "The old file is kept: " in out) == (0, True)
    assert Store(data).sessions() == []


def test_a_second_folder_is_named_and_forgotten(monkeypatch, capsys, data, tmp_path):
    (tmp_path / "stick").mkdir()
    run_psoas(monkeypatch, capsys, "backup", "--also-in", tmp_path / "stick", "--data", data)
    run_psoas(monkeypatch, capsys, "backup", "--data", data)
    assert len(list((tmp_path / "stick").rglob("*.sqlite"))) == 1
    run_psoas(monkeypatch, capsys, "backup", "--also-in", "none", "--data", data)
    assert backup_files.second_folder(data) is None
    code, _, err = run_psoas(monkeypatch, capsys, "backup", "--list", "--also-in", "none", "--data", data)
    assert (code, "one thing at a time" in err) == (2, True)
