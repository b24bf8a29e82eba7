"""Which small move goes with a prompt, and where it is led."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from psoas.desk import run as running
from psoas.desk.move import next_move
from psoas.desk.run import Shower
from psoas.journal.answers import Answer, Screening
from psoas.journal.desk_log import DeskEvent
from psoas.journal.store import Store
from psoas.programme.catalogue import load

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "my data")
    yield store
    store.close()


def test_before_the_questions_there_is_none(store):
    assert next_move(store, NOON) == {}


def test_each_break_of_a_day_has_another_one(store):
    store.tell(Screening("go"), NOON - timedelta(days=1))
    seen = []
    for number in range(4):
        at = NOON + timedelta(minutes=40 * number)
        store.log_desk("laptop", events=[DeskEvent("prompt", at)])
        seen.append(next_move(store, at)["id"])
    assert len(set(seen)) == 4
    assert all(load().by_id(move).guide for move in seen)


def test_whoever_is_ill_gets_up_and_no_more(store):
    store.tell(Screening("go"), NOON - timedelta(days=1))
    store.tell(Answer("ill", 1), NOON)
    assert next_move(store, NOON).get("id") in (None, "walk-to-the-window")


def test_the_page_that_leads_it_is_opened_on_a_click(store, monkeypatch):
    store.tell(Screening("go"), datetime.now(UTC) - timedelta(days=1))
    opened = []
    shower = Shower(store)
    say = shower.sentence()
    move = next_move(store, datetime.now().astimezone())
    assert say == move["say"]
    monkeypatch.setattr(running.subprocess, "Popen", lambda command, **_: opened.append(command))
    shower.show_move()
    assert opened[0][-3:] == ["--page", f"/step/{move['id']}", "--small"]
    assert str(store.folder) in opened[0]
    shower.close = lambda: None  # what was opened is no process
    shower.show_desk()
    assert opened[1][-3:] == ["--page", "/desk", "--small"]


def test_where_it_cannot_be_had_the_prompt_comes_without_it(store, monkeypatch):
    def fails(*_, **__):
        raise OSError("no more processes")

    monkeypatch.setattr(running.subprocess, "run", fails)
    assert Shower(store).sentence() == ""
