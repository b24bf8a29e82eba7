"""`psoas calendar`."""

from pathlib import Path

import pytest

from commands import Run, Told, run_psoas
from psoas.app.door.key import key_of
from psoas.cli import options
from psoas.journal.answers import Screening
from psoas.journal.store import Store

icalendar = pytest.importorskip("icalendar")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    store = Store(tmp_path / "journal")
    store.tell(Screening("go"), options.now())
    store.close()

    def psoas(*arguments: object) -> Told:
        monkeypatch.setattr(options.say, "width", 300)
        return run_psoas(monkeypatch, capsys, *arguments, "--data", tmp_path / "journal")

    return psoas


def test_it_writes_a_file_that_a_calendar_reads_and_says_what_is_in_it(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("calendar", "--out", tmp_path / "psoas.ics", "--march-at", "07:00", "--zone", "Europe/Berlin")
    assert code == 0
    assert "psoas: march, level 1: 07:00" in out
    calendar = icalendar.Calendar.from_ical((tmp_path / "psoas.ics").read_bytes())
    assert len(calendar.events) == 3
    assert [zone["TZID"] for zone in calendar.timezones] == ["Europe/Berlin"]


def test_a_folder_that_is_not_there_and_a_wrong_time_are_refused(run: Run, tmp_path: Path) -> None:
    code, _, err = run("calendar", "--out", tmp_path / "no" / "psoas.ics")
    assert (code, "could not be written" in err) == (2, True)
    code, _, err = run("calendar", "--out", tmp_path / "psoas.ics", "--walk-at", "noon")
    assert (code, "no time of day" in err) == (2, True)


def test_it_says_where_a_calendar_program_can_follow_the_plan(run: Run, tmp_path: Path) -> None:
    _, out, _ = run("calendar", "--out", tmp_path / "psoas.ics")
    assert f"http://127.0.0.1:8137/calendar.ics?key={key_of(tmp_path / 'journal').calendar}" in out
