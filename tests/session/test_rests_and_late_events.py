"""What a rest, a pause in it and a late event do; seen from outside, however the session keeps its phases."""

from __future__ import annotations

import pytest

from psoas.journal.records import SetPlan
from psoas.session.messages import RestOver, SetDone

from .conftest import counted, rep, said
from .test_self_checks import BEFORE


@pytest.fixture
def resting(stage):
    """A session in the rest after its first set, which ended at 12 s."""

    def play(plan: SetPlan | None = None, **more):
        played = stage(plan or SetPlan(2, 1, 60), **more).working()
        begun = played.session._clock.t
        played.update(begun + 6, rep(begun + 6))
        played.update(begun + 7, rep(begun + 7, "right"))
        assert played.view.phase == "resting"
        return played, begun + 7

    return play


@pytest.mark.parametrize("left_s", [4.0, 1.0])
def test_to_skip_a_rest_that_is_nearly_over_never_makes_it_longer(resting, left_s):
    played, end = resting()
    played.tick(end + 60 - left_s)
    played.tap("skip-rest", end + 60 - left_s)
    assert played.view.rest_left_s == pytest.approx(left_s)
    played.tick(end + 60.1)
    assert (played.view.phase, played.view.set_number) == ("working", 2)


def test_a_skipped_rest_waits_for_the_instruction_only_where_it_was_not_said_yet(resting, catalogue):
    played, end = resting(exercise=catalogue.level(3))
    heard = [line for line in said(played.run(end, end + 54)) if line == BEFORE]
    assert heard == [BEFORE]
    left_s = played.view.rest_left_s
    assert left_s > 5
    assert said(played.tap("skip-rest", end + 54)) == []
    assert played.view.rest_left_s == 5.0
    assert BEFORE not in " ".join(said(played.run(end + 54, end + 60)))


def test_a_rest_skipped_early_is_as_long_as_its_instruction_needs(resting, catalogue):
    played, end = resting(exercise=catalogue.level(3))
    assert said(played.tap("skip-rest", end + 1)) == [BEFORE]
    assert 5.0 < played.view.rest_left_s < 15.0


def test_to_skip_where_there_is_no_rest_changes_nothing(stage):
    played = stage(SetPlan(2, 1, 60)).working()
    assert played.tap("skip-rest", 6.0) == []
    played.tap("pause", 7.0)
    assert played.tap("skip-rest", 8.0) == []
    assert (played.view.phase, played.view.set_number) == ("paused", 1)


def test_what_is_taken_back_in_a_paused_rest_opens_the_set_again_after_the_pause(resting, store):
    played, end = resting()
    played.tap("pause", end + 5)
    played.tap("undo", end + 6)
    assert (played.view.phase, played.view.right, played.view.rest_left_s) == ("paused", 0, None)
    assert store.sets(played.view.session_id)[0].ended_s is None
    played.tick(end + 200)
    played.tap("resume", end + 200)
    played.tick(end + 206)
    assert (played.view.phase, played.view.set_number) == ("working", 1)
    done = played.update(end + 212, rep(end + 212, "right"))
    assert [m.set_number for m in done if isinstance(m, SetDone)] == [1]


def test_a_set_that_stays_complete_keeps_its_rest_when_one_too_many_is_taken_back(resting):
    played, end = resting()
    played.tap("count-left", end + 1)
    played.tap("pause", end + 5)
    played.tap("undo", end + 6)
    assert (played.view.phase, played.view.left, played.view.rest_left_s) == ("paused", 1, 55)


@pytest.mark.parametrize("tap", ["pause", "stop", "switch-to-hand", "too-hard", "it-hurts"])
def test_what_the_coach_still_held_open_as_a_set_ended_counts_for_nothing_later(stage, store, tap):
    played = stage(SetPlan(2, 1, 60)).working()
    played.coach.left_open = [rep(8.0), rep(8.5, "right")]
    played.tap("count-left", 7.0)
    played.tap("count-right", 7.5)
    assert played.view.phase == "resting"
    assert counted(played.tap(tap, 9.0)) == []
    assert len(store.reps(played.view.session_id)) == 2


@pytest.mark.parametrize("before", ["pause", "stop", None])
def test_a_repetition_that_the_coach_reports_late_counts_only_while_a_set_is_worked_on(stage, store, before):
    played, t = stage(SetPlan(2, 2, 60)), 6.5
    if before is None:
        played.tap("start", 0.0)
        t = 4.5  # in the countdown
    else:
        played.working().tap(before, 6.0)
    assert counted(played.update(t, rep(t))) == []
    assert (played.view.left, played.view.right) == (0, 0)
    assert all(not store.reps(session.id) for session in store.sessions())


def test_what_was_held_open_counts_with_the_tap_that_ends_the_watching(stage):
    for tap in ("pause", "stop", "switch-to-hand", "too-hard", "it-hurts"):
        played = stage(SetPlan(2, 2, 60)).working()
        played.coach.left_open = [rep(6.0)]
        assert counted(played.tap(tap, 6.2)) == [("left", 1)], tap


def test_a_rest_that_was_paused_ends_only_once_and_late(resting):
    played, end = resting(SetPlan(3, 1, 10))
    played.tap("pause", end + 4)
    played.run(end + 4, end + 40, step=1.0)
    played.tap("resume", end + 40)
    messages = played.run(end + 40, end + 47)
    assert sum(isinstance(m, RestOver) for m in messages) == 1
    assert played.view.set_number == 2
