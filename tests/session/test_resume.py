from __future__ import annotations

from datetime import timedelta

import pytest

from passing import moments
from psoas.journal.errors import NoSuchSessionError
from psoas.journal.records import SetPlan
from psoas.session.refusals import SessionError
from psoas.session.session import Session

from .conftest import STARTED, FakeCoach, rep

LATER = STARTED + timedelta(minutes=10)


def resume(store, session_id, catalogue) -> Session:
    return Session.resume(store, session_id, catalogue, at=LATER, coach=FakeCoach)


def test_a_killed_session_goes_on_in_its_set_with_its_counts(stage, store, catalogue):
    played = stage(SetPlan(2, 5, 60)).working()
    played.update(6.0, rep(6.0))
    played.update(12.0, rep(12.0, "right"))
    played.update(18.0, rep(18.0))
    played.tap("undo", 19.0)
    session = resume(store, played.view.session_id, catalogue)
    view = session.view
    assert (view.phase, view.set_number, view.left, view.right, view.sets) == ("ready", 1, 1, 1, 2)
    session.tap("start", 500.0)
    for moment in moments(500.0, 500.0 + session.view.countdown_left_s):
        session.tick(moment)
    session.tap("count-left", 520.0)
    assert session.view.left == 2
    (found,) = store.sets(view.session_id)
    assert (found.left, found.right, found.started_s) == (2, 1, 5.0)


def test_times_go_on_from_when_it_was_resumed(stage, store, catalogue):
    played = stage().working()
    session = resume(store, played.view.session_id, catalogue)
    session.tap("start", 70.0)
    session.tap("count-left", 71.0)
    assert store.reps(played.view.session_id)[0].end_s == 601.0


def test_new_repetitions_never_take_an_old_number(stage, store, catalogue):
    played = stage(SetPlan(1, 9, 60), counting="hand").working()
    for t in range(1, 6):
        played.tap("count-left", t)
    session = resume(store, played.view.session_id, catalogue)
    session.tap("start", 0.0)
    session.tap("count-left", 1.0)
    assert len(store.reps(played.view.session_id)) == 6


def test_a_session_killed_in_its_rest_goes_on_with_the_next_set(stage, store, catalogue):
    played = stage(SetPlan(2, 1, 60)).working()
    played.update(6.0, rep(6.0))
    played.update(12.0, rep(12.0, "right"))
    session = resume(store, played.view.session_id, catalogue)
    assert (session.view.phase, session.view.set_number, session.view.left) == ("ready", 2, 0)


def test_a_session_killed_after_its_last_repetition_is_done(stage, store, catalogue):
    played = stage(SetPlan(1, 2, 60)).working()
    sid = played.view.session_id
    for t, side in ((6.0, "left"), (12.0, "right"), (18.0, "left")):
        played.update(t, rep(t, side))
    # The last repetition reached the disk, the end of the set did not.
    store.add_rep(store.reps(sid)[0].__class__(sid, 99, 1, "right", "camera", 24.0))
    session = resume(store, sid, catalogue)
    assert session.view.phase == "done"
    assert store.session(sid).state == "done"
    assert store.sets(sid)[0].ended_s is not None


def test_an_added_set_is_still_there(stage, store, catalogue):
    played = stage().working()
    played.tap("repeat", 6.0)
    assert resume(store, played.view.session_id, catalogue).view.sets == 3


def test_a_session_that_is_over_is_not_resumed(stage, store, catalogue):
    played = stage().working()
    played.tap("stop", 6.0)
    with pytest.raises(SessionError, match="is over"):
        resume(store, played.view.session_id, catalogue)


def test_a_session_that_does_not_exist_is_not_resumed(store, catalogue):
    with pytest.raises(NoSuchSessionError):
        resume(store, 5, catalogue)


def test_where_the_computer_slept_in_a_session_the_time_is_made_up_for(stage, store):
    played = stage(counting="hand").working()
    played.tap("count-left", 10.0)
    played.session.catch_up(STARTED + timedelta(seconds=30), 10.0)  # clocks differ a little: that is no sleep
    played.tap("count-right", 11.0)
    played.session.catch_up(STARTED + timedelta(hours=9), 11.0)
    played.tap("count-left", 12.0)
    assert [rep.end_s for rep in store.reps(played.view.session_id)] == [10.0, 11.0, 9 * 3600.0 + 1.0]


def test_where_the_calendar_was_set_back_meanwhile_no_time_is_taken_off(stage, store, catalogue):
    played = stage().working()
    number = played.view.session_id
    session = Session.resume(store, number, catalogue, at=STARTED - timedelta(hours=1))
    session.tap("start", 70.0)
    session.tap("count-left", 70.5)
    assert store.reps(number)[0].end_s == 0.5
