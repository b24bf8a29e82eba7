"""The computer sleeps, stands still or has its clock changed while a person is led: they are waited for."""

from __future__ import annotations

import runpy
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from psoas.body.skeleton import Skeleton
from psoas.journal.answers import StepDone
from psoas.journal.records import SetPlan
from psoas.programme.catalogue import load
from psoas.session.clock import STALL_S
from psoas.session.guided import Guided
from psoas.session.messages import Beep, Counted, Spoken
from psoas.session.speech import STOOD_STILL

from .conftest import STARTED, Stage, counted, rep, said

HALF_AN_HOUR_S = 1800.0
STRETCH = load().by_id("half-kneeling-stretch")
ALL_LED = [exercise for exercise in load().exercises if exercise.guide]


def resting(stage: Stage) -> float:
    """Play to the beginning of a rest; gives when it began."""
    stage.working()
    stage.update(6.0, rep(6.0))
    stage.update(12.0, rep(12.0, "right"))
    assert stage.view.phase == "resting"
    return 12.0


@pytest.fixture
def one_each(stage):
    """A session of two sets of one repetition a leg."""
    return lambda **more: stage(SetPlan(2, 1, 60), **more)


# -- the march --------------------------------------------------------------------------------------------------------


def test_a_countdown_is_called_off_and_begins_anew(stage):
    played = stage()
    played.tap("start", 0.0)
    played.tick(2.0)
    assert said(played.jump(HALF_AN_HOUR_S)) == [STOOD_STILL]
    assert (played.view.phase, played.view.countdown_left_s) == ("ready", None)
    played.tap("start", HALF_AN_HOUR_S + 1)
    assert played.view.countdown_left_s == 5.0


@pytest.mark.parametrize("counting", ["camera", "paced"])
def test_a_set_waits_with_its_counts(stage, counting):
    played = stage(counting=counting).working()
    played.tap("count-left", 6.0) if counting == "camera" else played.run(5.0, 11.0)
    before = played.view
    assert before.left == 1
    assert said(played.jump(HALF_AN_HOUR_S)) == [STOOD_STILL]
    assert (played.view.phase, played.view.left, played.view.right) == ("paused", before.left, before.right)
    played.run(HALF_AN_HOUR_S, HALF_AN_HOUR_S + 100, step=1.0)
    assert played.view.phase == "paused", "it goes on only when the person says so"
    assert said(played.tap("resume", HALF_AN_HOUR_S + 100)) == ["Get ready."]
    assert played.view.countdown_left_s == 5.0


def test_a_set_that_is_counted_by_hand_goes_on_for_nothing_ran_in_it(stage):
    played = stage(counting="hand").working()
    played.tap("count-left", 1.0)
    assert said(played.jump(HALF_AN_HOUR_S)) == []
    assert played.view.phase == "working"
    assert counted(played.tap("count-right", HALF_AN_HOUR_S + 1)) == [("right", 1)]


def test_a_beat_that_goes_on_beside_a_count_by_hand_stops(stage):
    played = stage(SetPlan(1, 5, 60), counting="paced").working()
    played.tap("count-right", 6.0)
    assert played.view.counting == "hand"
    assert said(played.jump(HALF_AN_HOUR_S)) == [STOOD_STILL]
    assert (played.view.phase, played.view.right) == ("paused", 1)


@pytest.mark.parametrize("counting", ["camera", "hand"])
def test_a_rest_keeps_what_was_left_of_it(one_each, counting):
    played = one_each(counting=counting).working()
    played.tap("count-left", 6.0)
    played.tap("count-right", 12.0)
    played.tick(22.0)
    assert said(played.jump(HALF_AN_HOUR_S)) == [STOOD_STILL]
    assert (played.view.phase, played.view.rest_left_s) == ("paused", pytest.approx(50.0))
    played.tap("resume", HALF_AN_HOUR_S + 5)
    played.tick(HALF_AN_HOUR_S + 15)
    assert (played.view.phase, played.view.rest_left_s) == ("resting", pytest.approx(40.0))


def test_the_way_back_from_a_pause_is_a_pause_again(stage):
    played = stage().working()
    played.tap("pause", 6.0)
    played.tap("resume", 7.0)
    played.tick(9.0)
    assert said(played.jump(HALF_AN_HOUR_S)) == [STOOD_STILL]
    assert (played.view.phase, played.view.countdown_left_s) == ("paused", None)
    played.tap("resume", HALF_AN_HOUR_S + 1)
    assert played.view.countdown_left_s == 5.0


@pytest.mark.parametrize("ahead", [None, "start", "pause", "stop"])
def test_where_nothing_ran_nothing_is_said(stage, ahead):
    played = stage()
    if ahead == "pause":
        played.working()
    if ahead:
        played.tap(ahead if ahead != "start" else "speak", 6.0)
    before = played.view.phase
    assert said(played.jump(HALF_AN_HOUR_S)) == []
    assert played.view.phase == before


def test_two_seconds_are_no_sleep_and_a_little_more_are(stage):
    played = stage(counting="paced").working()
    played.jump(5.0 + STALL_S)
    assert played.view.phase == "working"
    played.jump(5.0 + 2 * STALL_S + 0.01)
    assert played.view.phase == "paused"


def test_a_clock_that_is_set_back_takes_nothing_and_pauses_nothing(one_each):
    played = one_each()
    end = resting(played)
    played.tick(end + 10)
    assert said(played.jump(end - 1000)) == []
    assert played.view.rest_left_s == pytest.approx(50.0)
    played.jump(end + 11)
    assert (played.view.phase, played.view.rest_left_s) == ("resting", pytest.approx(49.0))


def test_a_picture_that_comes_first_after_a_sleep_counts_for_nothing(stage):
    played = stage().working()
    played.coach.prepared = [rep(HALF_AN_HOUR_S)]
    messages = played._keep(played.session.update(Skeleton.nobody(HALF_AN_HOUR_S)))
    assert (counted(messages), said(messages)) == ([], [STOOD_STILL])
    assert played.coach.seen == []
    assert said(played.jump(HALF_AN_HOUR_S + 0.1)) == [], "once is enough"


def test_pictures_alone_use_up_no_rest_that_no_tick_led(one_each):
    played = one_each()
    end = resting(played)
    for tenth in range(1, 200):
        played.session.update(Skeleton.nobody(end + tenth / 10))
    played.jump(end + 20)
    assert played.view.rest_left_s == pytest.approx(60.0)


def test_what_the_coach_still_held_open_counts_at_the_moment_before_the_sleep(stage, store):
    played = stage().working()
    played.tick(9.0)
    played.coach.left_open = [rep(8.5), rep(8.9, "right"), rep(9.0), rep(9.0, "right")]
    messages = played.jump(HALF_AN_HOUR_S)
    assert sum(isinstance(m, Counted) for m in messages) == 4
    assert said(messages) == [f"Left one. Right one. Left two. Right two. Set done. Rest a minute. {STOOD_STILL}"]
    assert (played.view.phase, played.view.rest_left_s) == ("paused", 60.0)
    assert store.sets(played.view.session_id)[0].ended_s == 9.0


def test_a_last_set_that_was_complete_ends_the_session_and_no_pause_is_spoken_of(stage):
    played = stage(SetPlan(1, 1, 60)).working()
    played.coach.left_open = [rep(4.9), rep(5.0, "right")]
    (say,) = said(played.jump(HALF_AN_HOUR_S))
    assert "That was the last set." in say and STOOD_STILL not in say
    assert played.view.phase == "done"


@pytest.mark.parametrize("action", ["it-hurts", "stop"])
def test_who_ends_it_right_after_a_sleep_hears_of_no_pause(stage, action):
    played = stage().working()
    (say,) = said(played._keep(played.session.tap(action, HALF_AN_HOUR_S)))
    assert STOOD_STILL not in say
    assert played.view.phase == "done"


@pytest.mark.parametrize("action", ["pause", "skip-rest", "extend-rest", "speak"])
def test_a_tap_that_comes_first_after_a_sleep_finds_it_paused(one_each, action):
    played = one_each()
    resting(played)
    assert said(played._keep(played.session.tap(action, HALF_AN_HOUR_S))) == [STOOD_STILL]
    assert played.view.phase == "paused"
    assert played.view.rest_left_s == pytest.approx(90.0 if action == "extend-rest" else 60.0)


def test_in_silence_it_can_be_read(stage):
    played = stage(silent=True).working()
    assert said(played.jump(HALF_AN_HOUR_S)) == []
    assert played.view.said == STOOD_STILL


@pytest.mark.parametrize("counting", ["camera", "paced"])
def test_a_sleep_that_only_the_calendar_tells_of_pauses_as_well(stage, counting):
    played = stage(counting=counting).working()
    played.session.catch_up(STARTED + timedelta(hours=1), 5.0)
    assert said(played.jump(5.1)) == [STOOD_STILL]
    assert played.view.phase == "paused"


def test_a_sleep_that_both_clocks_tell_of_is_made_up_for_once(stage, store):
    played = stage(counting="hand").working()
    played.session.catch_up(STARTED + timedelta(hours=1), 3600.0)
    played.tap("count-left", 3600.0)
    assert store.reps(played.view.session_id)[0].end_s == 3600.0


# Waits between ticks: steps in which somebody is led, and jumps.
waits = st.lists(st.one_of(st.floats(0.0, 1.5), st.floats(STALL_S + 0.01, 4000.0)), max_size=40)


@given(waits=waits, of=st.sampled_from(["countdown", "rest"]))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_jumps_there_are_a_countdown_or_rest_loses_no_more_than_was_led(waits, of, one_each):
    played = one_each()
    if of == "rest":
        t = resting(played)
    else:
        played.tap("start", t := 0.0)
    whole_s, led_s = 60.0 if of == "rest" else 5.0, 0.0
    for wait in waits:
        t += wait
        played.jump(t)
        if wait > STALL_S:
            assert played.view.phase == ("paused" if of == "rest" else "ready")
            if of == "countdown":
                led_s = 0.0  # it begins anew
            played.session.tap("resume" if of == "rest" else "start", t)
        else:
            led_s += wait
        left_s = played.view.rest_left_s if of == "rest" else played.view.countdown_left_s
        if led_s >= whole_s - 1e-6:
            return
        assert left_s == pytest.approx(whole_s - led_s, abs=1e-6)


# -- a step that the voice leads --------------------------------------------------------------------------------------


def begun(exercise=STRETCH) -> tuple[Guided, list[StepDone]]:
    told: list[StepDone] = []
    guided = Guided(exercise, told.append)
    guided.tap("start", 100.0)
    return guided, told


def led(guided: Guided, start: float, seconds: float) -> list[Spoken | Beep]:
    return [each for tenth in range(1, round(seconds * 10) + 1) for each in guided.tick(start + tenth / 10)]


@pytest.mark.parametrize("exercise", ALL_LED, ids=lambda each: each.id)
def test_a_step_waits_where_it_was_and_goes_on_when_the_person_says_so(exercise):
    guided, told = begun(exercise)
    led(guided, 100.0, 5.0)
    before = guided.view
    (spoken,) = guided.tick(105.0 + HALF_AN_HOUR_S)
    assert isinstance(spoken, Spoken) and (spoken.say, spoken.kind) == (STOOD_STILL, "notice")
    view = guided.view
    assert (view.phase, view.left_s, view.spent_s) == ("paused", before.left_s, before.spent_s)
    assert (view.notice, told) == (STOOD_STILL, [])
    led(guided, 105.0 + HALF_AN_HOUR_S, 10.0)
    assert guided.view.left_s == before.left_s
    guided.tap("resume", 1915.0)
    led(guided, 1915.0, 1.0)
    assert (guided.view.phase, guided.view.notice) == ("running", "")
    assert guided.view.spent_s == pytest.approx(before.spent_s + 1.0)


def test_a_step_that_a_sleep_interrupted_is_kept_with_the_time_that_was_led():
    guided, told = begun()
    led(guided, 100.0, 10.0)
    guided.tick(110.0 + HALF_AN_HOUR_S)
    guided.finish()
    assert [(one.state, one.seconds) for one in told] == [("skipped", pytest.approx(10.0))]


def test_a_pause_lasts_as_long_as_it_lasts_and_nothing_is_said_of_it():
    guided, _ = begun()
    guided.tap("pause", 101.0)
    assert guided.tick(101.0 + HALF_AN_HOUR_S) == []
    (spoken,) = guided.tap("resume", 102.0 + 2 * HALF_AN_HOUR_S)
    assert isinstance(spoken, Spoken) and spoken.say.endswith(guided.view.text)
    assert guided.view.phase == "running"


def test_when_it_hurts_right_after_a_sleep_only_the_stop_is_said():
    guided, told = begun()
    said = guided.tap("it-hurts", 100.0 + HALF_AN_HOUR_S)
    assert isinstance(said[0], Spoken) and said[0].say.startswith("Stop here.")
    assert [one.state for one in told] == ["stopped"] and told[0].seconds == 0.0


def test_who_taps_pause_right_after_a_sleep_is_told_why_it_had_paused():
    guided, _ = begun()
    (spoken,) = guided.tap("pause", 100.0 + HALF_AN_HOUR_S)
    assert isinstance(spoken, Spoken) and spoken.say == STOOD_STILL
    assert guided.view.phase == "paused"


@given(st.sampled_from(ALL_LED), waits)
def test_whatever_jumps_there_are_a_step_spends_exactly_what_was_led(exercise, waits):
    guided, told = begun(exercise)
    whole_s, t, led_s = guided.view.total_left_s, 100.0, 0.0
    for wait in waits:
        t += wait
        guided.tick(t)
        if wait > STALL_S:
            assert guided.view.phase == "paused"
            guided.tap("resume", t)
        else:
            led_s += wait
        if told:
            assert led_s >= whole_s - 1e-3
            return
        assert guided.view.spent_s == pytest.approx(led_s, abs=1e-6)
        assert guided.view.total_left_s == pytest.approx(whole_s - led_s, abs=1e-6)


def test_the_same_words_stand_for_every_sleep_whoever_leads(stage):
    played, (guided, _) = stage().working(), begun()
    assert said(guided.tick(9000.0)) == said(played.jump(9000.0)) == [STOOD_STILL]


@pytest.mark.shared
def test_the_case_that_was_reported_is_paused_after_ten_seconds(shared_cases: Path, capsys):
    runpy.run_path(str(shared_cases / "31_led_step_and_a_sleeping_machine.py"))
    assert capsys.readouterr().out.split() == ["paused", "None", "[]"]
