"""What a journal means whose clock was wrong, or whose person has travelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.journal.answers import Answer, Entry, Profile, StepDone
from psoas.plan.clock import SET_BACK, as_understood, warnings
from psoas.plan.history import History, Training
from psoas.plan.progression import decide, past_decisions
from psoas.plan.screening import confirm, judge
from psoas.plan.signs import too_often

from .stories import MONDAY, left_open, moment, session

SCREENED = (Entry(MONDAY, judge([]), id=1),)
DAY = timedelta(days=1)


def trained(at: datetime, number: int, **more) -> Training:
    return replace(session("0 1a 8/8 1>1>1 e6"), at=at, last_rep_at=at, session_id=number, **more)


def journal(*trainings: Training, **more) -> History:
    return History(**{"trainings": trainings, "screenings": SCREENED, **more})


#: Hours between one training and the next, as a life with a right clock has them.
lives = st.lists(st.integers(48, 200), min_size=1, max_size=8).map(
    lambda gaps: journal(*(trained(MONDAY + timedelta(hours=sum(gaps[: n + 1])), n + 1) for n in range(len(gaps))))
)
#: Any clock, and one that is wrong by weeks.
WRONG = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)) | st.datetimes(
    datetime(2026, 1, 1), datetime(2026, 6, 1)
)
anywhere = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(lives, st.integers(0, 24 * 60), st.integers(0, 40))
def test_while_a_training_lies_ahead_of_the_clock_none_is_offered_and_nothing_disappears(life, back_h, later_h):
    last = life.trainings[-1].at
    now = last - timedelta(hours=back_h) + timedelta(hours=later_h)
    ahead = any(one.at > now for one in life.trainings)
    known = as_understood(life, now)
    assert {one.session_id for one in known.trainings} == {one.session_id for one in life.trainings}
    assert all(one.counts_from <= now for one in known.trainings)
    assert bool(warnings(life, now)) is ahead or now.year < 2026
    assert len(past_decisions(life, now)) == len(life.trainings)
    if ahead or now - last < DAY:
        assert not decide(life, now).train


@given(lives, WRONG, st.integers(0, 26))
def test_a_training_written_by_a_wrong_clock_earns_its_day_off_unless_its_date_is_plausible(life, said, after_h):
    said = said.replace(tzinfo=UTC)
    before = life.trainings[-1].at
    really = before + timedelta(days=30)
    now = really + timedelta(hours=min(after_h, 23 - really.hour))
    written = replace(
        life,
        trainings=tuple(sorted((*life.trainings, trained(said, 99, first_told=9)), key=lambda one: one.at)),
        screenings=(*SCREENED, Entry(really, judge([]), id=2)),
    )
    if not before - DAY <= said <= now:
        assert not decide(written, now).train
        assert warnings(written, now) or said <= now + SET_BACK
    # whatever is told next says when it was at the latest, and then its date is no longer in the way
    told = replace(written, steps=(Entry(now + DAY, StepDone("habit", "x", "done"), id=11),))
    assert decide(told, now + 9 * DAY).train or now < said <= now + 9 * DAY


@given(lives, anywhere, anywhere, st.integers(0, 24 * 9))
def test_wherever_one_travels_a_whole_day_of_the_place_lies_between_two_marches(life, there, here, after_h):
    moved = replace(
        life,
        trainings=tuple(
            replace(one, at=one.at.astimezone(there), last_rep_at=one.at.astimezone(there)) for one in life.trainings
        ),
    )
    last = moved.trainings[-1].at
    now = (last + timedelta(hours=after_h)).astimezone(here)
    away = abs(there.utcoffset(None) - here.utcoffset(None))
    if decide(moved, now).train and away > timedelta(hours=1):
        assert (now.date() - last.astimezone(here).date()).days >= 2
    assert now - last >= timedelta(hours=23) or not decide(moved, now).train


@given(lives, st.integers(-24 * 40, 24 * 40), anywhere)
def test_to_understand_twice_changes_nothing_more(life, hours, here):
    now = (life.trainings[-1].at + timedelta(hours=hours)).astimezone(here)
    once = as_understood(life, now)
    assert as_understood(once, now) == once


@given(lives)
def test_a_sound_journal_is_left_as_it_is(life):
    now = life.trainings[-1].at + DAY
    assert as_understood(life, now).trainings == tuple(life.trainings)
    assert all(a is b for a, b in zip(as_understood(life, now).trainings, life.trainings, strict=True))
    assert warnings(life, now) == ()


def test_twenty_minutes_after_kiritimati_it_is_still_the_same_training_in_honolulu():
    kiritimati, honolulu = timezone(timedelta(hours=14)), timezone(timedelta(hours=-10))
    at = datetime(2026, 4, 2, 10, tzinfo=kiritimati)
    (one,) = as_understood(journal(trained(at, 1)), (at + timedelta(minutes=20)).astimezone(honolulu)).trainings
    assert one.at == at and one.day == datetime(2026, 4, 1).date()
    decision = decide(journal(trained(at, 1)), (at + timedelta(minutes=20)).astimezone(honolulu))
    assert "today" in decision.reason and "yesterday" not in decision.reason


def test_summer_time_moves_no_day():
    summer, winter = timezone(timedelta(hours=2)), timezone(timedelta(hours=1))
    late = datetime(2026, 10, 25, 0, 30, tzinfo=summer)
    (one,) = as_understood(journal(trained(late, 1)), datetime(2026, 10, 26, 9, tzinfo=winter)).trainings
    assert one.day == late.date()


def test_what_is_told_counts_from_what_was_written_next_and_the_next_profile_wins():
    wrong, now = moment(2000), moment(9)
    told = journal(
        answers=(Entry(moment(3), Answer("pain-now", 2), id=3), Entry(wrong, Answer("pain-now", 7), id=2)),
        profiles=(Entry(moment(5), Profile(goal="new"), id=5), Entry(wrong, Profile(goal="old"), id=4)),
        steps=(Entry(wrong, StepDone("habit", "x", "done"), id=6),),
    )
    known = as_understood(told, now)
    assert [(entry.at, entry.what.value) for entry in known.answers] == [(moment(3), 7), (moment(3), 2)]
    assert told.profile.goal == known.profile.goal == "new"
    assert known.steps[0].at == now
    assert "4 entries" not in warnings(told, now)[0] and "3 entries" in warnings(told, now)[0]


def test_an_unnamed_sign_of_the_future_asks_the_questions_until_they_are_answered_after_it():
    wrong, now = moment(900), moment(9)
    hurt = trained(moment(8), 1, stop_symptom=True, sign_told_at=wrong, sign_told_id=7)
    assert decide(journal(hurt), now).kind == "screen"
    answered = journal(hurt, screenings=(*SCREENED, Entry(now, judge([]), id=8)))
    assert decide(answered, now + timedelta(minutes=1)).kind != "screen"


def test_a_clinicians_look_that_a_clock_dated_ahead_hides_no_later_sign():
    looked = Entry(moment(900), confirm(judge([])), id=2)
    signs = tuple(Entry(moment(day), Answer("sign", 1, "groin-pinch"), id=10 + day) for day in (3, 5, 7, 9))
    told = journal(screenings=(*SCREENED, looked, Entry(moment(2), judge([]), id=3)), answers=signs)
    right = replace(told, screenings=(*SCREENED, replace(looked, at=moment(2)), told.screenings[-1]))
    assert too_often(as_understood(told, moment(10))) == too_often(right)


def test_a_training_is_bounded_by_what_was_told_after_it_began():
    wrong = trained(moment(900), 1, first_told=4)
    told = (Entry(moment(1), Answer("pain-now", 1), id=3), Entry(moment(3), Answer("pain-now", 1), id=5))
    (one,) = as_understood(journal(wrong, answers=told), moment(9)).trainings
    assert one.at == one.last_rep_at == moment(3)
    (one,) = as_understood(journal(replace(wrong, first_told=0), answers=told), moment(9)).trainings
    assert one.at == moment(9)


def test_a_repetition_of_the_future_hides_no_session_that_began_before():
    at, now = moment(3), moment(4)
    whole = journal(
        replace(trained(at, 1), last_rep_at=moment(900)),
        opened=(replace(left_open("3 1a 2/2"), last_rep_at=moment(900)),),
    )
    known = as_understood(whole, now)
    assert known.trainings[0].at == at and known.trainings[0].last_rep_at == now
    assert known.opened[0].last_rep_at == now
    assert not decide(whole, now).train


@pytest.mark.parametrize(
    ("at", "now", "said"),
    [
        (moment(9), moment(1), r"^An entry in your journal is later than now \(of 11 March 2026\).*set it.*delete"),
        (moment(9), moment(1).replace(year=1999), "^This computer says that it is 3 March 1999"),
    ],
)
def test_the_warning_says_what_is_wrong_and_what_to_do(at, now, said):
    import re

    (sentence,) = warnings(journal(trained(at, 1), screenings=()), now)
    assert re.search(said, sentence)
    assert warnings(journal(trained(at, 1), screenings=()), at - timedelta(minutes=9)) == ()
