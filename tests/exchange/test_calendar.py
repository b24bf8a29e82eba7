"""The calendar file, read back by a second library and by a calendar program."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from psoas.exchange.calendar import PlannedEvent, calendar_text

icalendar = pytest.importorskip("icalendar")
BERLIN = ZoneInfo("Europe/Berlin")
#: Daylight saving begins on Sunday, 29 March.
NOW = datetime(2026, 3, 20, 9, tzinfo=BERLIN)
MARCH = PlannedEvent(
    uid="march-1@psoas.invalid",
    title="psoas: march, level 3",
    begin=datetime(2026, 3, 23, 18, tzinfo=BERLIN),
    minutes=12,
    weekdays=("MO", "WE", "FR"),
    until=datetime(2026, 4, 19, 18, tzinfo=BERLIN),
    remind_min=10,
)


def read(*events: PlannedEvent, now: datetime = NOW):
    return icalendar.Calendar.from_ical(calendar_text(events, now))


def times(calendar, begin=datetime(2026, 3, 20), end=datetime(2026, 5, 20)):
    recurring = pytest.importorskip("recurring_ical_events")
    return sorted(event["DTSTART"].dt for event in recurring.of(calendar).between(begin, end))


def test_it_comes_on_its_days_at_the_same_time_of_the_clock_across_daylight_saving():
    found = times(read(MARCH))
    assert [at.strftime("%a") for at in found[:6]] == ["Mon", "Wed", "Fri"] * 2
    assert {at.hour for at in found} == {18}
    assert {at.utcoffset() for at in found} == {timedelta(hours=1), timedelta(hours=2)}
    assert found[-1] <= MARCH.until
    assert len(found) == 12


def test_without_a_zone_it_is_at_that_time_wherever_the_person_is():
    bare = replace(MARCH, begin=MARCH.begin.replace(tzinfo=None), until=MARCH.until.replace(tzinfo=None))
    calendar = read(bare)
    (event,) = calendar.events
    assert event["DTSTART"].dt.tzinfo is None
    assert not calendar.timezones
    assert len(times(calendar)) == 12


def test_the_zone_it_uses_is_defined_in_the_file():
    assert [zone["TZID"] for zone in read(MARCH).timezones] == ["Europe/Berlin"]


def test_it_reminds_before_it_and_takes_its_time():
    (event,) = read(MARCH).events
    (alarm,) = event.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(minutes=-10))
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=12)


def test_a_later_file_changes_the_same_event():
    (first,), (second,) = (
        read(MARCH).events,
        read(replace(MARCH, title="psoas: march, level 4"), now=NOW + timedelta(days=1)).events,
    )
    assert first["UID"] == second["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"] > 0
    assert second["DTSTAMP"].dt > first["DTSTAMP"].dt


def test_what_is_no_longer_planned_is_cancelled_and_reminds_of_nothing():
    (event,) = read(replace(MARCH, cancelled=True)).events
    assert (event["STATUS"], event["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert not event.walk("VALARM")


def test_it_is_private_and_a_break_takes_no_time_from_others():
    (event,) = read(replace(MARCH, busy=False)).events
    assert (event["CLASS"], event["TRANSP"]) == ("PRIVATE", "TRANSPARENT")


def test_its_lines_are_as_the_standard_asks():
    text = calendar_text([MARCH], NOW)
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("\n") == text.count("\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "SUMMARY:psoas: march\\, level 3" in text


def test_a_calendar_program_shows_it_once_and_once_only_after_an_update(tmp_path: Path):
    """khal imports a file, and then a newer one of the same event."""
    pytest.importorskip("khal")
    (tmp_path / "config").write_text(
        f"[calendars]\n[[psoas]]\npath = {tmp_path}/events\ntype = calendar\n"
        f"[sqlite]\npath = {tmp_path}/khal.db\n"
        "[locale]\nlocal_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\ntimeformat = %H:%M\n"
        "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdatetimeformat = %Y-%m-%d %H:%M\n",
        encoding="utf-8",
    )
    (tmp_path / "events").mkdir()

    def khal(*arguments: str) -> str:
        run = "import sys; from khal.cli import main_khal; main_khal()"
        done = subprocess.run(
            [sys.executable, "-c", run, "-c", str(tmp_path / "config"), *arguments],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env={**os.environ, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    for number, title in enumerate(("psoas: march, level 3", "psoas: march, level 4")):
        file = tmp_path / f"{number}.ics"
        text = calendar_text([replace(MARCH, title=title)], NOW + timedelta(days=number))
        file.write_text(text, encoding="utf-8", newline="")
        khal("import", "--batch", "-a", "psoas", str(file))
    listed = khal("list", "--format", "{start} {title}", "2026-03-20", "31d")
    assert listed.count("level 4") == 12
    assert "level 3" not in listed
    assert "2026-03-30 18:00" in listed
