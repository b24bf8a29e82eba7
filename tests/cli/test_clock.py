"""The command line with a clock that is wrong, and on a journey."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from commands import Run
from psoas.cli import options
from psoas.journal.answers import Screening
from psoas.journal.store import Store

NOON = datetime(2026, 4, 2, 12, tzinfo=UTC)
LOG = ("log", "--rung", "1a", "--left", "10", "--right", "10")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):
    """Turns the computer's clock."""
    return lambda moment: monkeypatch.setattr(options, "now", lambda: moment)


def screened(folder):
    store = Store(folder)
    store.tell(Screening("go"), NOON - timedelta(days=9))
    store.close()


def test_a_log_five_days_ahead_is_warned_of_and_the_march_is_not_offered(run: Run, at, tmp_path):
    screened(tmp_path)
    at(NOON + timedelta(days=5))
    assert "later than now" not in run(*LOG, "--data", tmp_path)[1]
    at(NOON)
    for command in ("today", "log"):
        code, out, _ = run(command, *(LOG[1:] if command == "log" else ()), "--data", tmp_path)
        assert code == 0 and "later than now" in out and "set it" in out
    _, out, _ = run("today", "--data", tmp_path)
    assert "(done)" in out and "2 x" not in out


def test_a_log_in_1999_is_warned_of_and_still_earns_its_day_off(run: Run, at, tmp_path):
    screened(tmp_path)
    at(NOON.replace(year=1999))
    code, out, _ = run(*LOG, "--data", tmp_path)
    assert code == 0 and "This computer says that it is 2 April 1999" in out and "Noted: 10 left" in out
    at(NOON)
    _, out, _ = run("today", "--data", tmp_path)
    assert "A session is dated 2 April 1999" in out and "(done)" in out


def test_twenty_minutes_after_a_log_in_kiritimati_honolulu_says_today(run: Run, at, tmp_path):
    screened(tmp_path)
    at(NOON.astimezone(timezone(timedelta(hours=14))))
    run(*LOG, "--data", tmp_path)
    at((NOON + timedelta(minutes=20)).astimezone(timezone(timedelta(hours=-10))))
    _, out, _ = run("today", "--data", tmp_path)
    assert "(done)" in out and "yesterday" not in out
