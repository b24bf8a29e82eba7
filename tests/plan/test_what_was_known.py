"""What is known at a moment, and what was known when something was decided."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from psoas.journal.answers import Answer, Choice, Entry, Profile, StepDone, Walk
from psoas.plan.clock import as_understood
from psoas.plan.cut import until
from psoas.plan.free_start import free_start
from psoas.plan.history import History
from psoas.plan.progression import decide, past_decisions
from psoas.plan.screening import confirm, judge
from psoas.plan.signs import EVER, reports

from .stories import history, left_open, moment, session

AT = moment(3, 10)
TOLD = {
    "trainings": session("3 1a 8/8 1>1>1 e6"),
    "screenings": Entry(AT, judge([])),
    "profiles": Entry(AT, Profile()),
    "answers": Entry(AT, Answer("pain-now", 1)),
    "choices": Entry(AT, Choice("pause")),
    "steps": Entry(AT, StepDone("habit", "break-up-sitting", "done")),
    "walks": Entry(AT, Walk(20)),
    "opened": left_open("3 1a 2/2"),
}
A_MOMENT = timedelta(microseconds=1)


#: The number of an answer that could not be read: nobody knows when it was told.
UNTIMED = {"unread_id": 7}


def test_each_part_of_the_history_is_looked_at_here():
    assert set(TOLD) | set(UNTIMED) == {field.name for field in fields(History)}


def test_an_answer_that_could_not_be_read_is_not_forgotten_when_clocks_are_weighed():
    known = as_understood(History(**UNTIMED), AT)
    assert {name: getattr(known, name) for name in UNTIMED} == UNTIMED


@pytest.mark.parametrize("part", TOLD)
def test_what_is_told_at_a_moment_is_known_at_that_moment_and_not_before_it(part):
    whole = History(**{part: (TOLD[part],)})
    assert list(getattr(until(whole, AT), part)) == [TOLD[part]]
    assert list(getattr(until(whole, AT - A_MOMENT), part)) == []


def test_an_answer_from_a_clock_that_ran_ahead_is_known_at_once():
    ahead = moment(9)
    whole = History(
        screenings=(Entry(AT, judge([])), Entry(ahead, judge(["saddle"]), id=1)),
        answers=(Entry(ahead, Answer("sign", 1, "x")), Entry(ahead, Answer("pain-now", 8))),
    )
    known = as_understood(whole, AT)
    assert known.screening is not None
    assert known.screening.what.outcome == "emergency"
    assert [(entry.what.asked, entry.at) for entry in known.answers] == [("sign", AT), ("pain-now", AT)]
    assert list(as_understood(whole, ahead).answers) == list(whole.answers)


def test_what_was_decided_on_a_day_did_not_know_the_morning_after_it():
    morning, evening = session("3 3b 8/8 1>1>9 e6"), session("3 3b 8/8 1>1>1 e6")
    evening = replace(evening, at=moment(3, 20), last_rep_at=moment(3, 21))
    placed = history({"placed": "3b", "day": 3})
    whole = replace(placed, trainings=(morning, evening))
    of_morning, of_evening = past_decisions(whole, moment(6))
    as_it_was = replace(placed, trainings=(replace(morning, morning=None),))
    assert of_evening.decision == decide(as_it_was, evening.at)
    assert of_evening.decision.rule != decide(replace(placed, trainings=(morning,)), moment(4)).rule
    assert of_morning.then(morning.day).pain != of_morning.then(moment(4).date()).pain == "red"


@pytest.mark.parametrize("pain", ["2>4>2", "3>2>4"], ids=["in the training", "the morning after"])
def test_after_an_amber_training_a_harder_level_may_not_be_started_freely(pain):
    case = {"placed": "3b", "sessions": [f"7 3b 8/8 {pain} e6"], "day": 9}
    decision = decide(history(case), moment(9, 12))
    assert decision.train
    harder, same, easier = (free_start(history(case), moment(9, 12), level) for level in (4, 3, 1))
    assert harder.refused == decision.reason
    assert (same.refused, same.as_planned) == ("", decision)
    assert (easier.refused, easier.as_planned) == ("", None)


def told(day: int, hour: int = 9, *, value: int = 1, item: str = "pinch") -> Entry[Answer]:
    return Entry(moment(day, hour), Answer("sign", value, item))


def test_reports_of_a_sign_are_occasions_and_the_last_one_can_be_taken_back():
    def days(*answers: Entry[Answer], **more) -> list[int]:
        whole = History(answers=answers, **more)
        return [(at.date() - moment(0).date()).days for at in reports(whole, "pinch", EVER)]

    assert days(told(1), told(2), told(3, item="other")) == [1, 2]
    assert days(told(1, 9), told(1, 10)) == [1], "told twice within the hour"
    assert days(told(1, 9), told(1, 11)) == [1, 1]
    assert days(told(1), told(2), told(2, 10, value=0)) == [1]
    assert days(told(1, value=0), told(2)) == [2]


@pytest.mark.parametrize(("ticked", "left"), [(["long-pain"], [3]), (["saddle"], [1, 2, 3])])
def test_a_clinicians_look_clears_reports_and_to_have_been_seen_for_an_emergency_does_not(ticked, left):
    looked = Entry(moment(2), confirm(judge(ticked)))
    whole = History(answers=(told(1), told(2), told(3)), screenings=(looked,))
    assert [at.day - moment(0).day for at in reports(whole, "pinch", EVER)] == left
    before = replace(whole, screenings=(Entry(moment(2), judge(ticked)),))
    assert len(reports(before, "pinch", EVER)) == 3, "an answer alone is no look"


def test_only_reports_after_a_moment_are_looked_at():
    whole = History(answers=(told(1), told(2)))
    assert reports(whole, "pinch", moment(1)) == [moment(2)]
