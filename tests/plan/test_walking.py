"""The walking plan of a day, from the journal."""

from dataclasses import replace

from plan.stories import moment
from psoas.journal.answers import Answer, Entry, Screening, Walk
from psoas.plan.cut import until
from psoas.plan.history import History
from psoas.plan.walking import after_walk, walk_plan, weeks_walked, words
from psoas.programme.evidence import evidence

GO = (Entry(moment(0, 7), Screening("go")),)


def walks(*told: tuple[int, int, int | None]) -> tuple[Entry[Walk], ...]:
    return tuple(Entry(moment(day, 12), Walk(minutes, pain)) for day, minutes, pain in told)


def said(day: int, hour: int, asked: str, value: float) -> Entry[Answer]:
    return Entry(moment(day, hour), Answer(asked, value))  # type: ignore[arg-type]


def test_before_anything_was_told_it_proposes_little() -> None:
    plan = walk_plan(History(screenings=GO), moment(0))
    assert not plan.begun
    assert (plan.asks, plan.so_far) == ("This week: 10 minutes, on 3 days.", "")


def test_it_begins_with_what_somebody_walks_now() -> None:
    usual = (said(0, 9, "walk-minutes", 20), said(0, 9, "walk-days", 1))
    plan = walk_plan(History(screenings=GO, answers=usual), moment(0))
    assert plan.begun
    assert plan.asks == "This week: 20 minutes, on one day."


def test_it_says_what_was_walked_this_week_and_when_that_is_all() -> None:
    plan = walk_plan(History(screenings=GO, walks=walks((0, 10, 0), (1, 12, 0))), moment(2))
    assert plan.so_far == "2 of 3 done, 22 minutes in all."
    plan = walk_plan(History(screenings=GO, walks=walks((0, 10, 0), (1, 12, 0), (2, 10, 0))), moment(2, 13))
    assert plan.so_far.endswith(words().enough)


def test_pain_told_before_and_on_the_next_morning_is_held_against_the_walk() -> None:
    known = History(screenings=GO, walks=walks((0, 10, 1)), answers=(said(0, 9, "pain-now", 1),))
    assert walk_plan(known, moment(1)).week.rule == "start"
    worse = replace(known, answers=(*known.answers, said(1, 7, "pain-now", 3)))
    assert walk_plan(worse, moment(1)).week.rule == "red"


def test_what_is_told_later_is_not_known_yet() -> None:
    known = History(screenings=GO, walks=walks((0, 10, 0), (3, 10, 9)))
    assert walk_plan(until(known, moment(2)), moment(2)).week.rule == "start"


def test_pain_told_by_a_clock_that_ran_ahead_counts_at_once() -> None:
    known = History(screenings=GO, walks=walks((0, 10, 0), (3, 10, 9)))
    assert walk_plan(known, moment(2)).week.rule == "red"


def test_warning_signs_and_illness_close_it() -> None:
    stopped = History(screenings=(Entry(moment(0, 7), Screening("emergency", ("everything",))),))
    assert walk_plan(stopped, moment(0)).closed
    ill = walk_plan(History(screenings=GO, answers=(said(0, 8, "ill", 1),)), moment(0))
    assert ill.closed == words().ill
    assert ill.paused


def test_three_red_lights_send_to_a_clinician() -> None:
    plan = walk_plan(History(screenings=GO, walks=walks((0, 10, 7), (2, 10, 7), (4, 10, 7))), moment(5))
    assert plan.paused
    assert "clinician" in plan.why


def test_what_is_said_to_a_walk_follows_its_pain() -> None:
    found = [after_walk(Walk(20, pain)) for pain in (None, 0, 4, 7)]
    assert found == ["Noted: 20 minutes.", "Noted: 20 minutes.", words().some_now, words().red_now]


def test_minutes_are_added_up_by_week() -> None:
    known = History(walks=walks((0, 10, 0), (6, 15, 0), (7, 20, 0)))
    assert [minutes for _, minutes in weeks_walked(known, moment(8).date(), 3)] == [0, 25, 20]
    assert [minutes for _, minutes in weeks_walked(known, moment(5).date(), 1)] == [10]


def test_it_rests_on_graded_claims() -> None:
    assert [evidence().claim(name).grade for name in words().claims] == ["plausible"]
