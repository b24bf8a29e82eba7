"""The desk companion from the command line."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from datetime import time as clock
from pathlib import Path

import pytest

from commands import Told, run_psoas
from psoas.journal.answers import DeskWishes
from psoas.journal.desk_log import this_computer
from psoas.journal.lock import only_one
from psoas.journal.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path):
    def psoas(*arguments: object) -> Told:
        return run_psoas(monkeypatch, capsys, "desk", *arguments, "--data", folder)

    return psoas


def test_what_is_wished_is_kept_and_said_back(run, folder):
    code, out, err = run(
        "set", "--every", "45", "--from", "7", "--to", "15:30", "--days", "mon,wed-fri", "--leave-until", "2026-12-31"
    )
    assert (code, err) == (0, "")
    assert " ".join(out.split()) == (
        "I'll ask you to get up after 45 minutes of sitting, Monday, Wednesday, Thursday and Friday from 07:00 to "
        "15:30. You're on leave until 2026-12-31."
    )
    wishes = DeskWishes(45, (0, 2, 3, 4), clock(7), clock(15, 30), date(2026, 12, 31))
    assert Store(folder).latest(DeskWishes) == wishes
    run("set", "--leave-until", "none")
    assert Store(folder).latest(DeskWishes).leave_until is None
    before = len(Store(folder).told(DeskWishes))
    run("set")
    assert len(Store(folder).told(DeskWishes)) == before


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (("--every", "10"), "from 20 to 90"),
        (("--from", "noon"), "22:00"),
        (("--days", "someday"), "mon-fri"),
        (("--leave-until", "soon"), "2026-12-31"),
        (("--from", "8", "--to", "8"), "same time"),
    ],
)
def test_a_wrong_wish_is_refused_in_a_sentence_and_nothing_is_kept(run, folder, wrong, says):
    code, _, err = run("set", *wrong)
    assert code == 2 and says in err
    assert Store(folder).latest(DeskWishes) is None


def test_what_needs_a_companion_says_how_to_start_one(run):
    for action in (("say", "done"), ("stop",)):
        code, _, err = run(*action)
        assert code == 2
        assert "isn't running. `psoas desk` starts it." in " ".join(err.split())
    assert "isn't running" in run("status")[1]


def test_a_word_that_it_does_not_know_is_answered_with_those_it_does(run):
    code, _, err = run("say", "hello")
    assert code == 2 and "was-sitting" in err


def test_what_is_said_lies_in_the_journal_for_the_companion(run, folder):
    Store(folder).close()
    lock = only_one(folder)
    try:
        assert "five minutes" in run("say", "later")[1]
        (said,) = Store(folder).said_at_desk(this_computer(), 0)
        assert said.what == {"word": "later"}
    finally:
        lock.release()


@pytest.mark.skipif(os.name != "posix", reason="ends it with a signal")
def test_the_process_starts_says_what_it_cannot_tell_and_ends_when_told(run, folder, tmp_path):
    run("set", "--days", "mon-sun", "--from", "0:00", "--to", "23:59")  # whenever this test runs
    bare = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    bare |= {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/none", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "psoas", "desk", "--data", str(folder), "--terminal"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, env=bare, text=True)
    try:
        assert "every day" in process.stdout.readline()
        assert "psoas can't see" in process.stdout.readline()
        again = subprocess.run(command, capture_output=True, env=bare, text=True, check=False)
        assert again.returncode == 2 and "running already" in again.stderr
        status = [sys.executable, "-m", "psoas", "desk", "status", "--data", str(folder)]
        until = time.monotonic() + 20
        while time.monotonic() < until:
            said = subprocess.run(status, capture_output=True, env=bare, text=True, check=True).stdout
            if "can't tell" in said:
                break
        assert "Silent: this computer can't tell whether you're at it" in " ".join(said.split())
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        said = subprocess.run(status, capture_output=True, env=bare, text=True, check=True).stdout
        assert "isn't running" in said
    finally:
        process.kill()
        shutil.rmtree(folder, ignore_errors=True)
