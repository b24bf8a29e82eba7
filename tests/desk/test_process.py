"""The process: it looks, tells, hears and ends."""

from __future__ import annotations

import asyncio
import io
import os
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from psoas.desk import __main__ as alone
from psoas.desk import process
from psoas.desk.companion import Companion
from psoas.desk.process import Desk
from psoas.desk.terminal import TerminalNotifier
from psoas.habit.signals import Signals
from psoas.journal import errors
from psoas.journal.desk_log import DeskEvent
from psoas.journal.lock import is_running, only_one
from psoas.journal.store import Store

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Screen:
    """Keeps what it was asked to show."""

    def __init__(self):
        self.shown, self.now, self.stopped = [], None, False

    async def start(self, answer):
        self.answer = answer

    async def show(self, title, text, answers):
        self.now = (title, text, answers)
        self.shown.append(self.now)

    async def clear(self):
        self.now = None

    async def stop(self):
        self.stopped = True


class Hour:
    """An hour in which every look is five seconds later; it ends the process."""

    def __init__(self, store, says=None):
        self.ticks, self.screen, self.says = 0.0, Screen(), dict(says or {})
        now = lambda: NINE + timedelta(seconds=self.ticks)  # noqa: E731
        self.companion = Companion(store, "laptop", now, lambda: self.ticks)
        self.desk = Desk(self.companion, self.look, self.screen, lambda: "Ten calf raises.")
        self.store = store

    async def look(self):
        self.ticks += 5
        said = self.says.pop(self.ticks, None)
        if said == "stop elsewhere":
            self.store.log_desk("laptop", events=[DeskEvent("said", NINE, {"word": "stop"})])
        elif said:
            self.desk.answer(said)
        if self.ticks >= 3600:
            self.desk.stop()
        return Signals(idle_s=5.0 if self.ticks % 60 == 0 else 0.0)


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setattr(process, "LOOK_S", 0.0)
    store = Store(tmp_path / "data")
    yield store
    store.close()


def test_half_an_hour_brings_a_hint_and_a_prompt_with_a_move(store):
    hour = Hour(store)
    asyncio.run(hour.desk.run())
    (hint, prompt), later = hour.screen.shown[:2], hour.screen.shown[2:]
    assert hint[0] == "A break in a minute"
    said = "It's been 31 minutes since your last break. Ten calf raises."
    assert prompt == ("Time to get up", said, ("done", "later", "skip", "call"))
    assert hour.screen.now is None and hour.screen.stopped
    assert later == []


def test_a_journal_that_cannot_be_written_is_told_once_and_taken_down_again(store, monkeypatch):
    hour, log_desk = Hour(store), store.log_desk

    def full(*what, **more):
        if 300 < hour.ticks <= 900:
            raise errors.full(store.path)
        log_desk(*what, **more)

    monkeypatch.setattr(store, "log_desk", full)
    asyncio.run(hour.desk.run())
    title, text, answers = hour.screen.shown[0]
    assert (title, answers) == ("I can't write down your day", ()) and "is full" in text
    assert [shown[0] for shown in hour.screen.shown[1:]] == ["A break in a minute", "Time to get up"]
    sat = next(span for span in store.desk_spans(NINE, NINE + timedelta(hours=2)) if span.kind == "sat")
    assert sat.begin == NINE + timedelta(seconds=5) and sat.seconds > 1800


def test_it_ends_when_a_newer_psoas_has_upgraded_the_journal_and_writes_no_more(store):
    hour = Hour(store)

    async def upgraded(look=hour.look):
        if hour.ticks == 600:
            with sqlite3.connect(store.path) as newer:
                newer.execute("UPDATE alembic_version SET version_num = '9999'")
        return await look()

    hour.desk._look = upgraded
    with pytest.raises(errors.JournalTooNewError, match="Update psoas"):
        asyncio.run(hour.desk.run())
    assert 600 < hour.ticks <= 640 and hour.screen.stopped
    with sqlite3.connect(store.path) as newer:
        (last,) = newer.execute("SELECT max(end_at) FROM desk_span").fetchone()
    assert last <= str(NINE.replace(tzinfo=None) + timedelta(seconds=605))


def test_the_process_then_starts_again_as_what_is_installed_now(tmp_path, monkeypatch):
    def upgraded(*_):
        raise errors.too_new(tmp_path, "9999", "0001")

    started = []
    monkeypatch.setattr(alone, "run", upgraded)
    monkeypatch.setattr(alone.os, "execv", lambda _, command: started.append(command[1:]))
    alone.main(tmp_path, "tray")
    assert started == [["-OO", "-m", "psoas.desk", str(tmp_path), "tray"]]


@pytest.mark.parametrize(("idle_s", "every_s"), [(0.0, 5.0), (179.0, 5.0), (180.0, 15.0)])
def test_while_nobody_is_there_it_looks_less_often(store, monkeypatch, idle_s, every_s):
    monkeypatch.setattr(process, "LOOK_S", 5.0)
    companion = Companion(store, "laptop", lambda: NINE, lambda: 0.0)
    desk = Desk(companion, None, Screen(), lambda: "")
    companion.look(Signals(idle_s=idle_s))
    assert desk._until_next_s() == every_s


def test_a_button_is_heard_and_takes_the_message_down(store):
    hour = Hour(store, {1900.0: "done"})
    asyncio.run(hour.desk.run())
    assert hour.companion.state.day.taken == 1
    assert hour.screen.now is None


def test_stop_said_elsewhere_ends_it(store):
    hour = Hour(store, {600.0: "stop elsewhere"})
    asyncio.run(hour.desk.run())
    assert hour.ticks == 600.0


def test_a_terminal_prints_and_reads_letters():
    out, keys, heard = io.StringIO(), io.StringIO("x\nd\n"), []

    async def scene():
        terminal = TerminalNotifier(out, keys, lambda: NINE)
        assert await terminal.start(heard.append) is None
        await terminal.show("Time to get up", "It's been 30 minutes.", ("done", "later", "skip", "call"))
        while not heard:
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(scene(), 10))
    assert heard == ["done"]
    assert (
        "09:00 \aTime to get up. It's been 30 minutes. (d = Done, l = Later, s = Skip, c = In a call)" in out.getvalue()
    )
    assert "09:00 Type d = Done, l = Later, s = Skip, c = In a call, then Enter." in out.getvalue()


def test_one_companion_a_journal_and_the_lock_dies_with_its_process(tmp_path):
    assert not is_running(tmp_path)
    holds = (
        "import sys, time; from pathlib import Path; from psoas.journal.lock import only_one;"
        "lock = only_one(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", holds, str(tmp_path)], stdout=subprocess.PIPE, env=dict(os.environ)
    )
    try:
        assert holder.stdout.readline() == b"held\n"
        assert is_running(tmp_path) and only_one(tmp_path) is None
    finally:
        holder.kill()
        holder.wait()
    until = time.monotonic() + 5
    while is_running(tmp_path) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_running(tmp_path)
    lock = only_one(tmp_path)
    assert lock is not None and is_running(tmp_path)
    lock.release()
