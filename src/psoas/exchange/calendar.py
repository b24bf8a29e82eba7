"""Write planned events as an RFC 5545 calendar, which every calendar program reads.

An event keeps its UID for good, so that reading a newer file changes it instead of adding a second one; SEQUENCE tells
which of two is newer. What is no longer planned stays in the file as cancelled, or it would stay in the calendar.
Titles are all that others may see of a shared calendar: they name the event and nothing about health.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from icalendar import Alarm, Calendar, Event

Weekday = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

#: Product that wrote the file (RFC 5545, section 3.7.3).
_PRODID = "-//psoas//calendar//EN"
#: SEQUENCE counts minutes from here, so that a later file is always newer, whoever wrote it.
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
#: How often a program that follows the feed is asked to look again.
_REFRESH = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    """Something planned that comes back every week.

    Attributes
    ----------
    uid : str
        The same in every file, for this person and this kind of event.
    title : str
        What a calendar shows; nothing about health.
    begin : datetime
        The first time. With a `zoneinfo.ZoneInfo` it stays at that time of the clock there, also across daylight
        saving; without one it is at that time wherever the person is.
    minutes : int
        How long it takes.
    weekdays : tuple of str
        Days of the week on which it comes back, among them that of `begin`.
    until : datetime
        The last moment at which it may come back, in the same zone as `begin`.
    remind_min : int or None
        Minutes before it at which the calendar reminds; None for never.
    busy : bool
        Whether it takes the time it has, or other appointments may lie in it.
    cancelled : bool
        Whether it is no longer planned.
    """

    uid: str
    title: str
    begin: datetime
    minutes: int
    weekdays: tuple[Weekday, ...]
    until: datetime
    remind_min: int | None = None
    busy: bool = True
    cancelled: bool = False


def calendar_text(events: Sequence[PlannedEvent], now: datetime) -> str:
    """Write events as the text of an ``.ics`` file.

    Parameters
    ----------
    events : sequence of PlannedEvent
        What is planned, and what no longer is.
    now : datetime
        When the file is made, with time zone.

    Returns
    -------
    str
        With the definition of every time zone used, and lines that end as RFC 5545 asks.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "psoas")
    calendar.add("refresh-interval", _REFRESH, {"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(_event(event, now))
    calendar.add_missing_timezones()
    return str(calendar.to_ical().decode("utf-8"))


def _event(planned: PlannedEvent, now: datetime) -> Event:
    event = Event()
    event.add("uid", planned.uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", now.astimezone(UTC))
    event.add("sequence", int((now - _EPOCH) / timedelta(minutes=1)))
    event.add("summary", planned.title)
    event.add("dtstart", planned.begin)
    event.add("dtend", planned.begin + timedelta(minutes=planned.minutes))
    # RFC 5545, section 3.3.10: UNTIL is in UTC where DTSTART has a zone, and local where it has none.
    until = planned.until.astimezone(UTC) if planned.until.tzinfo else planned.until
    event.add("rrule", {"FREQ": "WEEKLY", "BYDAY": list(planned.weekdays), "WKST": "MO", "UNTIL": until})
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if planned.cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE" if planned.busy and not planned.cancelled else "TRANSPARENT")
    if planned.remind_min is not None and not planned.cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", planned.title)
        alarm.add("trigger", -timedelta(minutes=planned.remind_min))
        event.add_component(alarm)
    return event
