""" "Too hard" and "It hurts": what ends, what is said, what is kept."""

from __future__ import annotations

import pytest

from psoas.body.skeleton import Skeleton
from psoas.journal.answers import Feeling
from psoas.journal.records import SetPlan
from psoas.session.messages import SetDone
from psoas.session.session import Session

from .conftest import STARTED, FakeCoach, rep, said

SMALL = "Small today: half the way is enough."


def test_too_hard_ends_the_set_calmly_and_keeps_what_was_done_in_it(stage, store):
    played = stage(SetPlan(2, 4, 60)).working()
    played.update(10, rep(10), rep(10, "right"))
    messages = played.tap("too-hard", 11)
    assert said(messages) == ["That is enough for this set. Rest a minute."]
    assert not any(isinstance(message, SetDone) for message in messages)
    assert (played.view.phase, played.view.rest_left_s) == ("resting", 60)
    (kept,) = store.sets(played.view.session_id)
    assert (kept.left, kept.right, kept.ended_s is None) == (1, 1, False)
    played.run(11, 72)
    assert (played.view.phase, played.view.set_number) == ("working", 2)


def test_too_hard_in_the_last_set_ends_the_session_as_one_that_stopped_early(stage, store):
    played = stage(SetPlan(1, 4, 60)).working()
    played.update(10, rep(10))
    played.tap("too-hard", 11)
    assert played.view.phase == "done"
    assert store.session(played.view.session_id).state == "stopped"


def test_a_set_that_was_given_up_stays_over_when_a_repetition_is_taken_back_or_psoas_starts_again(
    stage, store, catalogue
):
    played = stage(SetPlan(2, 4, 60), counting="hand").working()
    played.tap("count-left", 5)
    played.tap("too-hard", 6)
    played.tap("undo", 7)
    assert played.view.phase == "resting"
    again = Session.resume(store, played.view.session_id, catalogue, at=STARTED)
    assert (again.view.set_number, again.view.left) == (2, 0)


def test_too_hard_before_the_first_set_and_in_a_rest_changes_nothing(stage):
    played = stage(SetPlan(2, 1, 60))
    assert played.tap("too-hard", 0) == []
    played.working()
    played.update(10, rep(10), rep(10, "right"))
    assert played.view.phase == "resting"
    assert played.tap("too-hard", 11) == []
    assert played.view.set_number == 1


@pytest.mark.parametrize("at", ["working", "resting", "paused"])
def test_it_hurts_ends_the_session_at_once_says_the_way_out_and_is_kept_before_anyone_asks(stage, store, at):
    played = stage(SetPlan(2, 1, 60)).working()
    if at == "paused":
        played.tap("pause", 5)
    if at == "resting":
        played.update(5, rep(5), rep(5, "right"))
    assert played.view.phase == at
    messages = played.tap("it-hurts", 6)
    assert said(messages)[-1].startswith("Stop here. Put your feet down, one at a time")
    assert (played.view.phase, played.view.hurt) == ("done", True)
    assert store.session(played.view.session_id).state == "stopped"
    (told,) = store.told(Feeling)
    assert (told.what, told.session_id) == (Feeling(hurt=True), played.view.session_id)


def test_it_hurts_before_the_first_set_leaves_nothing_in_the_journal(stage, store):
    played = stage()
    played.tap("it-hurts", 1)
    assert (played.view.phase, played.view.hurt, played.view.session_id) == ("done", True, None)
    assert store.sessions() == []


def test_that_it_hurt_is_written_as_soon_as_the_disk_has_room_again(stage, store, full):
    played = stage().working()
    full(True)
    played.tap("it-hurts", 6)
    assert played.view.last_error
    full(False)
    played.tick(8)
    assert [entry.what for entry in store.told(Feeling)] == [Feeling(hurt=True)]


def test_a_sentence_for_each_set_is_said_as_each_begins(stage):
    played = stage(SetPlan(2, 1, 30), each_set=SMALL)
    assert said(played.tap("start", 0))[0].endswith(f"One with each leg. {SMALL}")
    played.run(0, 20)
    assert played.view.phase == "working"
    played.update(21, rep(21), rep(21, "right"))
    assert sum(SMALL in say for say in said(played.run(21, 60))) == 1
    assert (played.view.phase, played.view.set_number) == ("working", 2)


def test_a_session_that_goes_on_later_says_it_again(stage, store, catalogue):
    played = stage(SetPlan(2, 4, 30), each_set=SMALL).working()
    played.update(30, rep(30))
    again = Session.resume(store, played.view.session_id, catalogue, at=STARTED, coach=FakeCoach, each_set=SMALL)
    again.update(Skeleton.nobody(0.0))
    assert SMALL in said(again.tap("start", 0.0))[0]
