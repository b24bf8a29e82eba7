from __future__ import annotations

import threading

import pytest

from passing import moments
from psoas.coach.events import Pause, Unseen
from psoas.journal.records import SetPlan
from psoas.session.messages import Beep, Counted, RestOver, SessionDone, SetDone, Spoken, Uncounted
from psoas.session.refusals import SessionError

from .conftest import counted, cue, rep, said


def beeps(messages):
    return [m.kind for m in messages if isinstance(m, Beep)]


def of(kind, messages):
    return [m for m in messages if isinstance(m, kind)]


def a_set(stage, t: float) -> float:
    """Two repetitions of each leg, six seconds apart; when the last one ended."""
    for i, side in enumerate(("left", "right", "left", "right")):
        stage.update(t + 6 * i, rep(t + 6 * i, side))
    return t + 18


def test_a_countdown_gives_time_to_get_into_position(stage):
    played = stage()
    assert said(played.tap("start", 0.0)) == ["Set one of two. Two with each leg."]
    assert (played.view.phase, played.view.countdown_left_s) == ("ready", 5.0)
    messages = played.run(0.0, 5.1)
    assert said(messages) == ["3", "2", "1", "Go."]
    assert beeps(messages) == ["tick", "tick", "tick", "go"]
    assert (played.view.phase, played.view.countdown_left_s) == ("working", None)


def test_who_counts_by_hand_needs_no_countdown(stage):
    played = stage(counting="hand")
    played.tap("start", 0.0)
    assert played.view.phase == "working"


def test_a_session_enters_the_journal_when_its_first_set_begins(stage, store):
    played = stage()
    played.tap("start", 0.0)
    assert (store.sessions(), played.view.session_id) == ([], None)
    played.tick(5.0)
    assert [s.id for s in store.sessions() if s.state == "running"] == [played.view.session_id]


def test_a_repetition_is_in_the_journal_before_the_screen_hears_of_it(stage, store):
    played = stage().working()
    assert counted(played.update(6.0, rep(6.0, "right", faults=("returns-too-fast",)))) == [("right", 1)]
    (kept,) = store.reps(played.view.session_id)
    assert (kept.side, kept.counted_by, kept.end_s, kept.start_s, kept.range_deg) == ("right", "camera", 6.0, 1.0, 50.0)
    assert kept.faults == ("returns-too-fast",)
    assert kept.event == of(Counted, played.messages)[0].n


def test_times_in_the_journal_run_from_the_start_of_the_session(stage, store):
    played = stage()
    played.tick(1000.0)
    played.working(1002.0)
    played.update(1010.0, rep(1010.0))
    (kept,) = store.reps(played.view.session_id)
    assert (kept.start_s, kept.end_s) == (5.0, 10.0)


def test_a_short_repetition_is_kept_but_does_not_count(stage, store):
    played = stage().working()
    assert counted(played.update(6.0, rep(6.0, short=True))) == []
    assert played.view.left == 0
    assert [r.short for r in store.reps(played.view.session_id, short=True)] == [True]


def test_pauses_and_unseen_time_change_nothing(stage):
    played = stage().working()
    assert played.update(9.0, Unseen(6.0, 9.0, "I cannot see your legs."), Pause(6.0, 9.0)) == []


def test_a_set_is_done_when_each_leg_has_its_repetitions(stage):
    played = stage().working()
    for t in (6.0, 12.0, 18.0):
        assert of(SetDone, played.update(t, rep(t))) == []
    played.update(24.0, rep(24.0, "right"))
    (done,) = of(SetDone, played.update(30.0, rep(30.0, "right")))
    assert (done.set_number, done.left, done.right) == (1, 3, 2)
    assert (played.view.phase, played.view.rest_left_s) == ("resting", 60)


def test_the_waiting_leg_is_called_once(stage):
    played = stage(SetPlan(1, 3, 60)).working()
    messages = [m for t in (6.0, 12.0, 18.0, 24.0) for m in played.update(t, rep(t))]
    assert sum("Change sides: now the right leg." in say for say in said(messages)) == 1


def test_a_leg_that_the_camera_may_have_mixed_up_is_not_called_as_if_it_were_certain(stage):
    played = stage(SetPlan(1, 6, 60)).working()
    heard = " ".join(said([m for t in range(6, 42, 6) for m in played.update(float(t), rep(float(t)))]))
    assert "If your right leg has not worked yet, change sides now." in heard
    assert "now the right leg" not in heard


def test_legs_that_take_turns_are_not_called(stage):
    played = stage().working()
    a_set(played, 6.0)
    assert not [s for s in said(played.messages) if "Change sides" in s]


def test_half_of_the_set_is_announced_once(stage):
    played = stage(SetPlan(1, 10, 60), counting="hand").working()
    for i in range(14):
        played.tap("count-left" if i % 2 else "count-right", 1.0 + i)
    assert sum("Halfway." in say for say in said(played.messages)) == 1


def test_the_rest_counts_down_and_the_next_set_begins(stage, store):
    played = stage().working()
    end = a_set(played, 6.0)
    assert said(played.messages)[-1] == "Right two. Set done. Rest a minute."
    messages = played.run(end, end + 60.2)
    assert len(of(RestOver, messages)) == 1
    assert said(messages) == ["3", "2", "1", "Set two. Go."]
    assert (played.view.phase, played.view.set_number, played.view.left) == ("working", 2, 0)
    assert len(store.sets(played.view.session_id)) == 2


def test_what_is_seen_during_the_rest_is_not_judged(stage):
    played = stage().working()
    end = a_set(played, 6.0)
    assert played.update(end + 5, rep(end + 5)) == []
    assert played.coach.seen[-1] == end
    assert played.view.now is None


def test_each_set_has_a_coach_of_its_own(stage):
    played = stage().working()
    end = a_set(played, 6.0)
    played.tick(end + 61)
    assert len(played.coaches) == 2


def test_a_pause_does_not_count_as_rest(stage):
    played = stage().working()
    end = a_set(played, 6.0)
    played.tick(end + 10)
    played.tap("pause", end + 10)
    played.run(end + 10, end + 200, step=1.0)
    assert (played.view.phase, played.view.rest_left_s) == ("paused", 50)
    played.tap("resume", end + 200)
    played.tick(end + 201)
    assert (played.view.phase, played.view.rest_left_s) == ("resting", 49)


def test_what_is_seen_during_a_pause_is_not_judged(stage):
    played = stage().working()
    played.tap("pause", 6.0)
    assert played.update(7.0, rep(7.0)) == []
    assert played.view.left == 0


def test_after_a_pause_there_is_time_to_get_back_and_a_fresh_coach(stage):
    played = stage().working()
    played.tap("pause", 6.0)
    assert said(played.tap("resume", 30.0))[-1:] == ["Get ready."]
    assert played.view.countdown_left_s == 5.0
    played.run(30.0, 35.2)
    assert played.view.phase == "working"
    assert len(played.coaches) == 2


def test_who_counts_by_hand_is_not_told_to_get_ready_for_what_goes_on_at_once(stage):
    played = stage(counting="hand").working()
    played.tap("pause", 6.0)
    assert said(played.tap("resume", 30.0))[-1:] == ["Go on."]
    assert played.view.phase == "working"


def test_a_pause_in_the_countdown_stops_it(stage):
    played = stage()
    played.tap("start", 0.0)
    played.tap("pause", 2.0)
    played.tick(60.0)
    assert (played.view.phase, played.view.countdown_left_s) == ("ready", None)


def test_a_repetition_that_was_nearly_certain_is_not_lost_by_a_pause(stage):
    played = stage().working()
    played.coach.left_open = [rep(6.0)]
    assert counted(played.tap("pause", 6.2)) == [("left", 1)]
    assert played.view.phase == "paused"


def test_skipping_the_rest_leaves_time_to_get_into_position(stage):
    played = stage().working()
    end = a_set(played, 6.0)
    played.tap("skip-rest", end + 10)
    assert (played.view.phase, played.view.rest_left_s) == ("resting", 5.0)
    played.tick(end + 15.1)
    assert played.view.phase == "working"


def test_who_counts_by_hand_skips_the_rest_at_once(stage):
    played = stage(SetPlan(2, 1, 60), counting="hand").working()
    played.tap("count-left", 1.0)
    played.tap("count-right", 2.0)
    assert len(of(RestOver, played.tap("skip-rest", 3.0))) == 1
    assert played.view.phase == "working"


def test_the_rest_can_be_made_longer(stage):
    played = stage().working()
    a_set(played, 6.0)
    played.tap("extend-rest", 24.0)
    assert played.view.rest_left_s == 90


def test_the_last_set_ends_the_session(stage, store):
    played = stage(SetPlan(1, 2, 60)).working()
    messages = played.messages
    a_set(played, 6.0)
    assert [m.early for m in of(SessionDone, messages)] == [False]
    assert said(messages)[-1] == "Right two. That was the last set. Well done."
    record = store.session(played.view.session_id)
    assert (record.state, (record.ended_at - record.started_at).total_seconds()) == ("done", 24.0)
    assert store.sets(record.id)[0].ended_s == 24.0


def test_stopping_keeps_everything_and_is_no_finished_set(stage, store):
    played = stage().working()
    played.update(6.0, rep(6.0))
    messages = played.tap("stop", 10.0)
    assert of(SetDone, messages) == []
    assert [m.early for m in of(SessionDone, messages)] == [True]
    record = store.session(played.view.session_id)
    assert (record.state, store.sets(record.id)[0].left, store.sets(record.id)[0].ended_s) == ("stopped", 1, 10.0)


def test_stopping_before_anything_was_done_leaves_no_trace(stage, store):
    played = stage()
    played.tap("start", 0.0)
    played.tap("stop", 1.0)
    assert played.view.phase == "done"
    assert store.sessions() == []


def test_stopping_in_the_rest_does_not_make_the_set_longer(stage, store):
    played = stage().working()
    end = a_set(played, 6.0)
    played.tap("stop", end + 30)
    assert store.sets(played.view.session_id)[0].ended_s == end


def test_nothing_changes_a_session_that_is_done(stage, store):
    played = stage().working()
    played.update(6.0, rep(6.0))
    played.tap("stop", 10.0)
    for action in ("start", "resume", "count-left", "undo", "repeat", "skip-rest", "switch-to-hand", "stop"):
        assert played.tap(action, 11.0) == []
    assert store.sets(played.view.session_id)[0].left == 1


def test_repeat_adds_one_set_and_the_journal_knows(stage, store):
    played = stage(SetPlan(1, 2, 60)).working()
    assert said(played.tap("repeat", 1.0)) == ["One more set."]
    a_set(played, 6.0)
    assert (played.view.phase, played.view.sets) == ("resting", 2)
    assert store.session(played.view.session_id).plan.sets == 2


def test_what_the_camera_missed_can_be_entered_by_hand(stage, store):
    played = stage().working()
    played.update(6.0, rep(6.0))
    assert counted(played.tap("count-left", 7.0)) == [("left", 2)]
    assert played.view.counting == "camera"
    assert [r.counted_by for r in store.reps(played.view.session_id)] == ["camera", "hand"]
    assert store.reps(played.view.session_id)[1].range_deg is None


def test_a_repetition_entered_during_the_rest_belongs_to_the_set_before(stage, store):
    played = stage().working()
    end = a_set(played, 6.0)
    assert of(SetDone, played.tap("count-left", end + 3)) == []
    assert (played.view.phase, played.view.left) == ("resting", 3)
    assert store.sets(played.view.session_id)[0].left == 3


def test_undo_takes_the_last_one_back(stage, store):
    played = stage().working()
    played.update(6.0, rep(6.0))
    played.update(12.0, rep(12.0, "right"))
    (message,) = of(Uncounted, played.tap("undo", 13.0))
    assert (message.side, message.count) == ("right", 0)
    assert [r.side for r in store.reps(played.view.session_id)] == ["left"]
    played.tap("undo", 14.0)
    assert played.tap("undo", 15.0) == []
    assert played.view.left == 0


def test_undo_takes_back_only_the_last_of_two_counts_that_wait_for_the_voice(stage):
    played = stage().working()
    for t, action in ((6.0, "count-left"), (6.05, "count-right"), (6.1, "count-left"), (6.15, "undo")):
        played.tap(action, t)
    (later,) = of(Spoken, played.tick(9.0))
    assert later.counts == "Right one."


def test_undo_of_the_last_repetition_opens_the_set_again(stage, store):
    played = stage().working()
    end = a_set(played, 6.0)
    played.tap("undo", end + 3)
    assert (played.view.phase, played.view.right, played.view.rest_left_s) == ("working", 1, None)
    assert store.sets(played.view.session_id)[0].ended_s is None
    played.update(end + 12, rep(end + 12, "right"))
    assert [m.set_number for m in of(SetDone, played.messages)] == [1, 1]


def test_counting_by_hand_can_take_over_from_the_camera_and_give_back(stage, store):
    played = stage().working()
    played.tap("switch-to-hand", 6.0)
    assert played.update(7.0, rep(7.0)) == []
    assert store.session(played.view.session_id).counting == "hand"
    played.tap("switch-to-camera", 8.0)
    assert counted(played.update(14.0, rep(14.0))) == [("left", 1)]


def test_a_set_completed_by_hand_in_a_pause_rests_only_after_the_pause(stage):
    played = stage(SetPlan(2, 1, 60)).working()
    played.tap("pause", 6.0)
    played.tap("count-left", 7.0)
    played.tap("count-right", 8.0)
    assert (played.view.phase, played.view.rest_left_s) == ("paused", 60)
    played.tap("resume", 100.0)
    assert (played.view.phase, played.view.rest_left_s) == ("resting", 60)


def test_only_one_thing_is_said_at_a_time_and_the_more_important(stage):
    played = stage(SetPlan(2, 9, 60)).working()
    played.run(5.0, 8.0)
    assert said(played.update(9.0, rep(9.0), cue(9.0))) == ["Left one. Keep the other leg still."]
    assert said(played.update(9.5, rep(9.5), cue(9.5, "Slowly."))) == []
    assert said(played.update(16.0, rep(16.0, "right"))) == ["Left two.", "Right one."]


def test_a_cue_follows_the_number_that_is_being_said(stage):
    played = stage().working()
    played.run(5.0, 8.0)
    assert said(played.update(9.0, rep(9.0))) == ["Left one."]
    assert said(played.update(9.1, cue(9.1))) == ["Keep the other leg still."]


def test_a_cue_never_pushes_an_announcement_aside(stage):
    played = stage(SetPlan(2, 1, 60)).working()
    played.update(6.0, rep(6.0))
    played.update(11.9, cue(11.9))
    assert said(played.update(12.0, rep(12.0, "right"), cue(12.0)))[-1] == "Right one. Set done. Rest a minute."


def test_a_cue_stays_in_view_for_some_seconds(stage, store):
    played = stage().working()
    played.update(6.0, cue(6.0))
    assert played.view.cue.say == "Keep the other leg still."
    assert [c.t for c in store.cues(played.view.session_id)] == [6.0]
    played.run(6.0, 12.0)
    assert played.view.cue is None


def test_silence_shows_everything_and_says_nothing(stage):
    played = stage(SetPlan(2, 9, 60), silent=True).working()
    played.update(6.0, rep(6.0), cue(6.0))
    assert said(played.messages) == []
    assert played.view.cue is not None
    assert played.view.said == "Set one of two. Nine with each leg."
    played.tap("speak", 20.0)
    assert said(played.update(21.0, rep(21.0))) == ["Left two."]
    played.tap("silence", 22.0)
    assert said(played.update(28.0, rep(28.0))) == []


def test_a_clock_that_runs_backwards_changes_nothing(stage):
    played = stage().working(100.0)
    end = a_set(played, 106.0)
    played.tick(end - 50)
    assert played.view.rest_left_s == 60


def test_without_a_journal_everything_else_works(stage):
    played = stage(store=None).working()
    a_set(played, 6.0)
    assert (played.view.phase, played.view.session_id, played.view.last_error) == ("resting", None, None)


def test_the_camera_cannot_count_what_does_not_move(stage, catalogue):
    still = next(e for e in catalogue.exercises if e.motion is None)
    with pytest.raises(SessionError, match="by hand"):
        type(stage().session)(
            still, None, started_at=stage().session.started_at, plan=SetPlan(1, 1, 0), band=False, counting="camera"
        )


def test_the_real_coach_is_the_one_that_watches_unless_told_otherwise(stage, lying_march):
    from psoas.body.skeleton import Skeleton

    session = type(stage().session)(
        lying_march, None, started_at=stage().session.started_at, plan=SetPlan(1, 1, 0), band=True, counting="camera"
    )
    session.tap("start", 0.0)
    for moment in moments(0.0, 5.0):
        session.tick(moment)
    session.update(Skeleton.nobody(5.1))
    assert session.view.now.seen is False


def test_camera_and_screen_may_call_from_their_own_threads(stage, store):
    played = stage(SetPlan(1, 1000, 60), counting="hand").working()

    def count(action):
        for t in range(25):
            played.tap(action, float(t))

    threads = [threading.Thread(target=count, args=(action,)) for action in ("count-left", "count-right") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (played.view.left, played.view.right) == (50, 50)
    numbers = [m.n for m in played.messages]
    assert len(numbers) == len(set(numbers))
    assert len(store.reps(played.view.session_id)) == 100


def test_a_countdown_that_is_over_says_go_and_no_late_number(stage):
    played = stage()
    played.tap("start", 0.0)
    end = played.view.countdown_left_s
    played.tick(end - 1.5)
    heard = said(played.jump(end + 0.4))
    assert heard and heard[-1].endswith("Go.")
    assert "1" not in heard
