"""What of the plan goes into a calendar: the marches, the walks and the break goal of the coming weeks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from psoas.errors import PsoasError
from psoas.exchange.calendar import PlannedEvent, Weekday
from psoas.journal.answers import DeskWishes
from psoas.plan.cut import cut_at
from psoas.plan.desk_policy import is_quiet
from psoas.plan.history import History
from psoas.plan.ladder import Decision, ladder_file, rung_of
from psoas.plan.progression import decide
from psoas.plan.steps import march_minutes
from psoas.plan.walking import walk_plan
from psoas.programme.catalogue import Catalogue

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
#: How far ahead the calendar goes: by then the plan has changed, and a file that nobody renews ends by itself.
AHEAD = timedelta(days=27)
_DAY_MIN = 24 * 60
#: Minutes of a march that is not planned, and least of one that is.
_USUAL_MARCH_MIN, _LEAST_MARCH_MIN = 10, 5
#: A march that is not on within this many days is not planned.
LOOKS_AHEAD = 15
#: Reminders before a march and a walk, minutes; getting ready takes longer for the march.
MARCH_REMINDER, WALK_REMINDER = 10, 5
#: Days of a week for this many walks or marches, from the first one; a rest lies between as long as there is room.
_SPREAD = {1: (0,), 2: (0, 3), 3: (0, 2, 4), 4: (0, 1, 3, 5), 5: (0, 1, 2, 4, 5), 6: (0, 1, 2, 3, 4, 5)}


@dataclass(frozen=True, slots=True)
class Times:
    """When things are planned, by the clock, and in which time zone.

    Attributes
    ----------
    march, walk : time
        Time of day of a march and of a walk.
    zone : tzinfo or None
        The person's time zone; None for the same time of day wherever they are.
    """

    march: time = time(18)
    walk: time = time(12, 30)
    zone: tzinfo | None = None


def planned_events(
    history: History, now: datetime, catalogue: Catalogue, when: Times, wishes: DeskWishes
) -> tuple[PlannedEvent, ...]:
    """Return the events of the coming weeks, in order: march, walks, breaks.

    What the day's rules close is cancelled, so that it leaves the calendars that have it.

    Parameters
    ----------
    history : History
        Everything done and told.
    now : datetime
        Current time, in the person's time zone.
    catalogue : Catalogue
        The programme.
    when : Times
        At what times of day.
    wishes : DeskWishes
        Working hours and the time between two breaks.
    """
    cut = cut_at(history, now)
    history = cut.known
    own, closed = _own(history), cut.gate != "open" or "everything" in cut.locks
    return (
        _march(history, now, catalogue, when, own),
        _walks(history, now, when, own, closed=closed),
        _breaks(now, when, wishes, own, closed=closed),
    )


def times_of(march: str, walk: str, zone: str) -> Times:
    """Read times as people write them, such as 18:00; "" for the usual ones.

    Raises
    ------
    PsoasError
        If one of them is no time of day, or there is no such zone.
    """
    usual = Times(zone=_zone(zone))
    return replace(usual, march=_time(march, usual.march), walk=_time(walk, usual.walk))


def _time(text: str, usual: time) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time() if text else usual
    except ValueError:
        raise PsoasError(f"“{text}” is no time of day. Write it like 18:00.") from None


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PsoasError(f"There is no time zone called “{name}”. Write it like Europe/Berlin.") from None


def next_march(history: History, now: datetime) -> tuple[date, Decision] | None:
    """Return the day of the next march with its decision, as far as known today; None if none is planned."""
    for days in range(LOOKS_AHEAD):
        decision = decide(history, now + timedelta(days=days))
        if decision.train:
            return now.date() + timedelta(days=days), decision
    return None


def _march(history: History, now: datetime, catalogue: Catalogue, when: Times, own: str) -> PlannedEvent:
    found = next_march(history, now)
    begin = datetime.combine(found[0] if found else now.date(), when.march, when.zone)
    event = PlannedEvent(
        uid=f"march-{own}",
        title="psoas: march",
        begin=begin,
        minutes=_USUAL_MARCH_MIN,
        weekdays=_weekdays(begin, _SPREAD[ladder_file().days_a_week]),
        until=begin + AHEAD,
        remind_min=None if is_quiet(history.profile, when.march) else MARCH_REMINDER,
        cancelled=found is None,
    )
    if found is None:
        return event
    exercise = catalogue.level(rung_of(found[1].rung).level)
    minutes = max(_LEAST_MARCH_MIN, round(march_minutes(found[1], exercise)))
    return replace(event, title=f"psoas: march, level {exercise.level}", minutes=minutes)


def _walks(history: History, now: datetime, when: Times, own: str, *, closed: bool) -> PlannedEvent:
    plan = walk_plan(history, now)
    target = plan.week.target
    done = plan.closed or any(entry.day == now.date() for entry in history.walks)
    begin = datetime.combine(now.date() + timedelta(days=1 if done else 0), when.walk, when.zone)
    return PlannedEvent(
        uid=f"walk-{own}",
        title=f"psoas: walk, {target.minutes} minutes",
        begin=begin,
        minutes=target.minutes,
        weekdays=_weekdays(begin, _SPREAD[target.days]),
        until=begin + AHEAD,
        remind_min=None if is_quiet(history.profile, when.walk) else WALK_REMINDER,
        cancelled=closed or plan.week.rule == "red-too-often",
    )


def _breaks(now: datetime, when: Times, wishes: DeskWishes, own: str, *, closed: bool) -> PlannedEvent:
    first = max(now.date(), (wishes.leave_until or date.min) + timedelta(days=1))
    days = (first + timedelta(days=ahead) for ahead in range(7))
    day = next((day for day in days if day.weekday() in wishes.days), first)
    begin = datetime.combine(day, wishes.begin, when.zone)
    return PlannedEvent(
        uid=f"breaks-{own}",
        title=f"psoas: a break every {wishes.every_min} minutes",
        begin=begin,
        # Working hours may last past midnight.
        minutes=((wishes.end.hour - wishes.begin.hour) * 60 + wishes.end.minute - wishes.begin.minute) % _DAY_MIN,
        weekdays=tuple(WEEKDAYS[day] for day in sorted(wishes.days)) or _weekdays(begin, (0,)),
        until=begin + AHEAD,
        busy=False,
        cancelled=closed or not wishes.days,
    )


def _weekdays(begin: datetime, spread: tuple[int, ...]) -> tuple[Weekday, ...]:
    return tuple(WEEKDAYS[day] for day in sorted((begin.weekday() + days) % 7 for days in spread))


def _own(history: History) -> str:
    """Return what tells this person's events from another's in one calendar: it follows from the first entry."""
    first = min((entry.at for entry in history.screenings), default=None)
    mark = hashlib.sha256(f"{first.timestamp() if first else 0}".encode()).hexdigest()[:12]
    return f"{mark}@psoas.invalid"
