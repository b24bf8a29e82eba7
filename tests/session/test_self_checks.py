"""What only the person can feel is said before the set, in the rest, and now and then; never over something else."""

from __future__ import annotations

import pytest

from psoas.body.skeleton import SIDES
from psoas.journal.records import SetPlan
from psoas.session.messages import Spoken
from psoas.session.speech import spoken_s

from .conftest import counted, cue, rep, said

BEFORE, BETWEEN, DURING = (
    "Press your low back into the mat. If it lifts, don't lower your leg so far.",
    "Feel under your low back: is there a gap?",
    "Low back into the mat.",
)


@pytest.fixture
def played(stage, catalogue):
    """Level 3 as it is taught, two sets of ten a leg."""

    def play(plan: SetPlan | None = None, **more):
        return stage(plan or SetPlan(2, 10, 60), exercise=catalogue.level(3), **more)

    return play


def march(stage, t: float, reps: int, step: float = 5.5) -> float:
    """Repetitions in turn, the coach's frames and the clock's ticks in between; gives the time after the last."""
    for i in range(reps):
        for k in range(1, 11):
            stage.update(t + step * k / 11)
            stage.tick(t + step * k / 11)
        t += step
        stage.update(t, rep(t, SIDES[i % 2]))
    return t


def spoken(messages) -> list[Spoken]:
    return [m for m in messages if isinstance(m, Spoken)]


def test_before_the_first_set_one_announcement_says_what_to_feel_for(played):
    stage = played()
    (only,) = said(stage.tap("start", 0.0))
    assert only == f"Set one of two. Ten with each leg. {BEFORE}"


def test_the_countdown_waits_until_that_is_said(played):
    stage = played()
    stage.tap("start", 0.0)
    stage.run(0.0, 15.0)
    assert stage.view.phase == "working"
    assert [m.say for m in spoken(stage.messages)[1:]] == ["3", "2", "1", "Go."]
    needed = spoken_s(said(stage.messages)[0])
    again = played()
    again.tap("start", 0.0)
    assert again.run(0.0, needed - 0.1) == []


def test_in_the_rest_the_hand_is_asked_for_and_before_the_next_set_the_instruction_comes_again_in_time(played):
    stage = played(SetPlan(2, 1, 60)).working()
    t = march(stage, 20.0, 2)
    assert said(stage.messages)[-1] == f"Right one. Set done. Rest a minute. {BETWEEN}"
    before = len(stage.messages)
    stage.run(t, t + 61)
    assert said(stage.messages[before:]) == [BEFORE, "3", "2", "1", "Set two. Go."]


def test_a_skipped_rest_still_leaves_time_to_say_it_once(played):
    stage = played(SetPlan(2, 1, 60)).working()
    t = march(stage, 20.0, 2)
    heard = said(stage.tap("skip-rest", t + 10))
    assert heard == [BEFORE]
    assert stage.view.rest_left_s == pytest.approx(spoken_s(BEFORE) + 3)
    before = len(stage.messages)
    stage.run(t + 10, t + 20)
    assert said(stage.messages[before:]) == ["3", "2", "1", "Set two. Go."]


def test_whoever_counts_by_hand_and_skips_the_rest_hears_it_as_the_set_begins(played):
    stage = played(SetPlan(2, 1, 60), counting="hand").working()
    stage.tap("count-left", 10.0)
    stage.tap("count-right", 20.0)
    assert said(stage.tap("skip-rest", 30.0)) == [f"Set two. Go. {BEFORE}"]


def test_during_the_set_a_reminder_comes_early_and_then_now_and_then(played):
    stage = played().working()
    march(stage, 20.0, 19)
    at = [i for i, m in enumerate(stage.messages) if isinstance(m, Spoken) and m.say == DURING]
    assert [len(counted(stage.messages[:i])) for i in at] == [3, 11]


def test_a_reminder_waits_until_the_count_is_said_and_interrupts_nothing(played):
    stage = played().working()
    t = march(stage, 20.0, 3)
    assert said(stage.tick(t + 0.1)) == []
    stage.update(t + 0.2, cue(t + 0.2))
    assert said(stage.tick(t + 1.0)) == []
    assert said(stage.tick(t + 5.0)) == [DURING]


def test_a_correction_goes_before_a_reminder(played):
    stage = played().working()
    t = march(stage, 20.0, 3)
    stage.coach.prepared = [cue(t + 1.0)]
    assert said(stage.update(t + 1.0, cue(t + 1.0))) == ["Keep the other leg still."]


def test_whoever_counts_by_hand_or_follows_the_beat_is_reminded_too(played):
    paced = played(counting="paced").working()
    start = paced.session._clock.t
    paced.run(start, start + 5.5 * 4)
    assert sum(DURING in say for say in said(paced.messages)) == 1


def test_silence_shows_what_to_feel_for_and_says_nothing(played):
    stage = played(silent=True)
    stage.tap("start", 0.0)
    assert BEFORE in stage.view.said
    stage.tick(stage.view.countdown_left_s)
    t = march(stage, 20.0, 3)
    stage.tick(t + 3.0)
    assert stage.view.said == DURING
    assert spoken(stage.messages) == []


def test_a_level_without_self_checks_keeps_its_short_countdown(stage, catalogue):
    standing = stage(exercise=catalogue.level(6))
    standing.tap("start", 0.0)
    assert standing.view.countdown_left_s == 5.0
