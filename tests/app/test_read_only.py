"""Pages of a journal that can be read but not written, and of one whose clock was wrong."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest

from psoas.journal import errors
from psoas.journal.answers import Answer, Screening
from psoas.journal.errors import JournalReadOnlyError


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(unescape(answer.text))


@pytest.mark.parametrize("path", ["/", "/today", "/journal", "/settings", "/progress", "/level/1", "/plan", "/desk"])
def test_every_page_opens_and_says_that_nothing_can_be_kept(client, house, path):
    house.store.tell(Screening("go"), at=house.today())
    assert "can read your journal but not write it" not in text_of(client, path)
    house.store.read_only = errors.only_read(house.store.path)
    said = text_of(client, path)
    assert said.count("psoas can read your journal but not write it") == 1
    assert f"data folder {house.store.folder} is read-only" in said


def test_what_cannot_be_kept_says_so_and_everything_can_still_be_saved_as_a_file(house):
    house.store.read_only = errors.only_read(house.store.path)
    with pytest.raises(JournalReadOnlyError, match="save it as a file"):
        house.tell(Answer("pain-now", 1))
    assert house.tell_now([Answer("pain-now", 1)]).startswith("psoas can read your journal")
    assert house.store.export_json()["sessions"] == []


def test_today_warns_of_a_clock_that_is_behind_the_journal_and_still_shows_the_day(client, house):
    house.store.tell(Screening("go"), at=house.today() - timedelta(days=1))
    assert "later than now" not in text_of(client, "/today")
    house.store.tell(Answer("pain-week", 3), at=house.today() + timedelta(days=5))
    said = text_of(client, "/today")
    assert "An entry in your journal is later than now (of 7 March 2026)" in said
    assert "Start today" in said
