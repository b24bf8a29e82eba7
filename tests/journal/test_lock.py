"""One program at a time leads sessions with a journal, whatever ends it and by whatever path its folder is reached."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from psoas.journal.lock import (
    LEADING,
    LED_BY,
    LedBy,
    LedElsewhereError,
    SessionLock,
    is_running,
    leading_in_terminal,
    only_one,
)

_LEADS = """
import sys, time
from pathlib import Path
from psoas.journal.lock import SessionLock, LedBy
with SessionLock(Path(sys.argv[1])) as lead:
    time.sleep(float(sys.argv[3]))
    lead.tell(LedBy("app", sys.argv[2]))
    print("leads", flush=True)
    time.sleep(60)
"""


@contextmanager
def another(folder: Path, address: str = "http://127.0.0.1:9", after_s: float = 0.0):
    """Another program that leads there and tells so after a while; its standard output."""
    with subprocess.Popen(
        [sys.executable, "-c", _LEADS, str(folder), address, str(after_s)], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def heard(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None and process.stdout.readline() == "leads\n"


def test_the_second_hears_where_the_first_one_leads(tmp_path):
    with another(tmp_path) as first:
        heard(first)
        with pytest.raises(LedElsewhereError, match=r"running already: open http://127\.0\.0\.1:9 ") as there:
            SessionLock(tmp_path)
        assert there.value.by == LedBy("app", "http://127.0.0.1:9")


@pytest.mark.parametrize("path", ["link", "data/../data", "link/deeper/.."])
def test_another_path_to_the_same_folder_is_the_same_journal(tmp_path, path):
    (tmp_path / "data" / "deeper").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "data")
    with another(tmp_path / "data") as first:
        heard(first)
        with pytest.raises(LedElsewhereError):
            SessionLock(tmp_path / path)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_one_that_was_ended_in_any_way_leaves_the_lead_and_no_address(tmp_path, how):
    with another(tmp_path) as first:
        heard(first)
        first.send_signal(how)
        first.wait()
    assert (tmp_path / LED_BY).exists(), "it could not tidy up"
    with SessionLock(tmp_path):
        assert not (tmp_path / LED_BY).exists(), "the next one must not be taken for it"


def test_the_second_waits_for_the_address_of_one_that_is_only_starting(tmp_path):
    with another(tmp_path, after_s=0.5) as first:
        while only_one(tmp_path, 0.0, LEADING) is not None:
            pass
        with pytest.raises(LedElsewhereError) as there:
            SessionLock(tmp_path)
        assert there.value.by.address
        heard(first)


def test_a_session_in_a_terminal_keeps_the_app_out_and_says_how_to_end_it(tmp_path):
    with leading_in_terminal(tmp_path):
        with pytest.raises(LedElsewhereError, match=r"led in a terminal.*with q or Ctrl\+C") as there:
            SessionLock(tmp_path)
        assert there.value.by.address == ""
    with SessionLock(tmp_path):
        pass


def test_the_desk_companion_runs_beside_whatever_leads(tmp_path):
    with SessionLock(tmp_path):
        companion = only_one(tmp_path)
        assert companion is not None and is_running(tmp_path)
        companion.release()


def test_an_address_is_shown_without_what_opens_its_door(tmp_path):
    with SessionLock(tmp_path) as lead:
        lead.tell(LedBy("app", "http://127.0.0.1:9/?token=secret"))
        assert (tmp_path / LED_BY).stat().st_mode & 0o077 == 0
        with pytest.raises(LedElsewhereError) as there:
            SessionLock(tmp_path)
        assert "secret" not in str(there.value)


@pytest.mark.parametrize("text", ["", "[]", "null", '{"kind": "app", "else": 1}', "\x00"])
def test_whatever_stands_where_the_address_should_the_second_is_told_the_first_runs(tmp_path, text, monkeypatch):
    monkeypatch.setattr("psoas.journal.lock._ADDRESS_S", 0.0)
    with SessionLock(tmp_path):
        (tmp_path / LED_BY).write_text(text)
        with pytest.raises(LedElsewhereError, match="psoas is running already with this journal"):
            SessionLock(tmp_path)
