"""What of the plan goes into the calendar."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.stories import moment
from psoas.errors import PsoasError
from psoas.journal.answers import Answer, DeskWishes, Entry, Profile, Screening, Walk
from psoas.plan.history import History
from psoas.programme.catalogue import load
from psoas.session.calendar import planned_events, times_of

CATALOGUE = load()
NOW = moment(0)
GO = History(screenings=(Entry(moment(0, 7), Screening("go")),))
USUAL = times_of("", "", "")


def events(known: History, now: datetime = NOW, **when: str):
    times = times_of(when.get("march", ""), when.get("walk", ""), when.get("zone", ""))
    return planned_events(known, now, CATALOGUE, times, DeskWishes())


def test_the_march_comes_three_times_a_week_with_a_rest_between_the_walk_as_often_as_planned() -> None:
    march, walk, breaks = events(GO)
    assert (march.title, march.weekdays, march.begin) == (
        "psoas: march, level 1", ("MO", "WE", "FR"), datetime(2026, 3, 2, 18)
    )  # fmt: skip
    assert (walk.title, walk.weekdays, walk.minutes) == ("psoas: walk, 10 minutes", ("MO", "WE", "FR"), 10)
    assert breaks.weekdays == ("MO", "TU", "WE", "TH", "FR")
    assert not breaks.busy
    assert breaks.remind_min is None


def test_titles_name_nothing_about_health() -> None:
    known = replace(
        GO,
        screenings=(Entry(moment(0, 7), Screening("advice", ("belly",))),),
        answers=(Entry(moment(0, 8), Answer("pain-now", 5)),),
        walks=(Entry(moment(0, 8), Walk(10, 7)),),
    )
    for event in events(known):
        assert event.title.startswith("psoas: ")
        assert not {"pain", "back", "hip", "level 1 with", "clinician"} & set(event.title.split())


def test_times_and_zone_are_the_persons() -> None:
    march, walk, _ = events(GO, march="07:15", walk="13:00", zone="Europe/Berlin")
    assert (march.begin.time(), walk.begin.time()) == (time(7, 15), time(13))
    assert march.begin.utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize("wrong", [("25:00", ""), ("soon", ""), ("", "Mars/Olympus"), ("", "../etc")])
def test_a_wrong_time_or_zone_is_refused_in_a_sentence(wrong: tuple[str, str]) -> None:
    with pytest.raises(PsoasError, match="Write it like"):
        times_of(wrong[0], "", wrong[1])


def test_what_the_rules_close_is_cancelled_under_the_same_name() -> None:
    opened = events(GO)
    closed = events(History(screenings=(*GO.screenings, Entry(moment(1), Screening("emergency", ("everything",))))))
    assert [event.uid for event in closed] == [event.uid for event in opened]
    assert all(event.cancelled for event in closed)
    assert not any(event.cancelled for event in opened)


def test_who_is_ill_has_no_march_and_no_walk_today() -> None:
    known = replace(GO, answers=(Entry(moment(0, 8), Answer("ill", 1)),))
    march, walk, _ = events(known)
    assert min(march.begin, walk.begin).date() > moment(0).date()


def test_three_red_walks_cancel_the_walks_alone() -> None:
    known = replace(GO, walks=tuple(Entry(moment(day), Walk(10, 7)) for day in (0, 2, 4)))
    assert [event.cancelled for event in events(known, moment(5))] == [False, True, False]


def test_quiet_hours_are_not_reminded_in() -> None:
    quiet = replace(GO, profiles=(Entry(moment(0, 7), Profile(quiet_from=time(17), quiet_to=time(8))),))
    march, walk, _ = events(quiet)
    assert march.remind_min is None
    assert walk.remind_min == 5


def test_the_break_goal_lies_over_the_working_hours_and_not_over_leave() -> None:
    wishes = DeskWishes(45, (0, 2), time(22), time(6), leave_until=moment(2).date())
    *_, breaks = planned_events(GO, NOW, CATALOGUE, USUAL, wishes)
    assert (breaks.title, breaks.weekdays) == ("psoas: a break every 45 minutes", ("MO", "WE"))
    assert (breaks.begin, breaks.minutes) == (datetime(2026, 3, 9, 22), 8 * 60)
    *_, none = planned_events(GO, NOW, CATALOGUE, USUAL, replace(wishes, days=()))
    assert none.cancelled


def test_two_people_have_different_events_and_one_has_the_same_for_good() -> None:
    other = History(screenings=(Entry(moment(0, 6), Screening("go")),))
    assert {event.uid for event in events(GO)}.isdisjoint(event.uid for event in events(other))
    later = replace(GO, screenings=(*GO.screenings, Entry(moment(80), Screening("go"))))
    assert [event.uid for event in events(later, moment(81))] == [event.uid for event in events(GO)]


@given(st.integers(0, 400))
def test_every_event_begins_on_one_of_its_days_and_not_in_the_past(day: int) -> None:
    now = moment(day)
    known = replace(GO, screenings=(*GO.screenings, Entry(now, Screening("go"))))
    for event in planned_events(known, now, CATALOGUE, USUAL, DeskWishes()):
        assert ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[event.begin.weekday()] in event.weekdays
        assert event.begin.date() >= now.date()
        assert event.minutes > 0
