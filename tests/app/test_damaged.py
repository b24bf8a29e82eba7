"""Pages of a journal in which something is damaged: each says so, offers a way out, and none fails."""

from __future__ import annotations

import sqlite3

import pytest

from every_page import pages
from psoas.journal import backup_files, keeping
from psoas.journal.answers import Answer
from psoas.journal.errors import JournalDamagedError

PAGES = [path for path in pages() if not path.startswith(("/step", "/learn", "/session", "/exercise", "/hurt"))]
SOME = ["/", "/today", "/settings", "/progress", "/level/1", "/journal", "/plan"]


@pytest.mark.parametrize(
    "change",
    ["what = '{'", 'what = \'{"value": "many"}\'', "at = 'soon'", "utc_offset_min = 10000", "taken_back_at = 'x'"],
)
def test_one_damaged_answer_closes_no_page_and_is_said_once_on_each(client, house, change):
    house.store.tell(Answer("pain-now", 2), at=house.today())
    house.store.close()
    connection = sqlite3.connect(house.store.path)
    connection.execute(f"UPDATE told SET {change} WHERE id = 2")
    connection.commit()
    connection.close()
    client.get("/today")
    for path in SOME:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.text.count("One entry of your journal could not be read. Answer 2: ") == 1, path
    assert "What could not be read" in client.get("/settings").text
    assert house.questions_first or change.startswith("taken_back")


@pytest.mark.parametrize("path", PAGES)
def test_each_page_of_a_damaged_journal_says_what_is_wrong_and_the_ways_out(client, house, path):
    made = keeping.back_up(house.store, "session", house.today())
    house.store.close()
    house.store.path.write_bytes(b"x" * 9000)
    answer = client.get(path)
    assert answer.status_code < 500
    if path.partition("?")[0] in SOME:
        assert "file is not a database" in answer.text
        assert keeping.describe(made) in answer.text
        for way in ("Go back to this one", "Save what can be read", "Begin anew", "When to get help"):
            assert way in answer.text


def test_settings_lists_the_backups_with_what_is_in_them(client, house):
    assert "There is no backup yet" in client.get("/settings").text
    made = keeping.back_up(house.store, "hand", house.today())
    assert f"{keeping.describe(made)} (made by you)" in client.get("/settings").text


def test_settings_says_why_a_backup_failed_and_offers_to_undo_going_back(client, house, tmp_path):
    (tmp_path / "stick").mkdir()
    keeping.set_second_folder(house.store.folder, tmp_path / "stick")
    (tmp_path / "stick").rmdir()
    assert "The second folder for backups" in client.get("/settings").text
    keeping.set_second_folder(house.store.folder, None)
    keeping.restore(house.store, keeping.back_up(house.store, "hand", house.today()), house.today())
    assert "You went back to a backup" in client.get("/settings").text


def test_a_backup_is_made_after_a_session(client, house, clock):
    running = house.begin(house.catalogue.level(1), False, "hand")
    for tap in ("start", "count-left", "stop"):
        running.tap(tap)
    assert house.store.backup_is_due
    from psoas.app.routes import _back_up

    _back_up(house)
    assert [backup.kind for backup in backup_files.found(house.store.folder)] == ["session"]


def test_after_beginning_anew_the_pages_are_there_again(client, house):
    house.store.close()
    house.store.path.write_bytes(b"x" * 9000)
    with pytest.raises(JournalDamagedError):
        house.store.sessions()
    kept = keeping.begin_anew(house.store, house.today())
    assert kept is not None
    assert kept.read_bytes() == b"x" * 9000
    assert "is damaged" not in client.get("/today").text
