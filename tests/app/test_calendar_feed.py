"""The calendar as a feed on this computer."""

import pytest

from psoas.journal.answers import Walk

icalendar = pytest.importorskip("icalendar")


def test_a_calendar_program_on_this_computer_can_follow_it(client, house):
    answer = client.get("/calendar.ics?march=07:00&zone=Europe/Berlin")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.headers["cache-control"] == "no-store"
    titles = [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(answer.content).events]
    assert titles == ["psoas: march, level 1", "psoas: walk, 10 minutes", "psoas: a break every 30 minutes"]


def test_it_follows_the_plan(client, house):
    house.store.tell(Walk(10, 7), house.today())
    assert "psoas: walk\\, 7 minutes" in client.get("/calendar.ics").text


def test_another_host_and_a_wrong_time_are_refused(client):
    assert client.get("/calendar.ics", headers={"host": "evil.example"}).status_code == 400
    answer = client.get("/calendar.ics?walk=noon")
    assert (answer.status_code, "no time of day" in answer.text) == (400, True)
