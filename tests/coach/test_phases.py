"""When a leg sets out, arrives, leaves and is home, on courses whose times are known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas.body.segments import minimum_jerk
from psoas.coach.coach import Coach
from psoas.coach.events import Rep
from psoas.coach.phases import find_phases
from psoas.programme.catalogue import load
from psoas.testing import synthetic, true_reps

START_S = 1.5
WAYS_S = st.floats(0.5, 2.2)


def course(t, out_s, hold_s, back_s):
    end_s = START_S + out_s + hold_s + back_s
    return np.array([60 * min(minimum_jerk((x - START_S) / out_s), minimum_jerk((end_s - x) / back_s)) for x in t])


def found(t, angle):
    phases = find_phases(t, angle, int(np.argmax(angle)))
    return np.array([phases.start_s, phases.arrived_s, phases.left_s, phases.end_s])


def truth(out_s, hold_s, back_s):
    return np.cumsum([START_S, out_s, hold_s, back_s])


@settings(max_examples=40, deadline=None)
@given(out_s=WAYS_S, hold_s=st.floats(0, 1.5), back_s=WAYS_S, fps=st.floats(10, 30), seed=st.integers(0, 999))
def test_the_times_are_found_through_noise_at_any_tempo_and_frame_rate(out_s, hold_s, back_s, fps, seed):
    t = np.arange(0, 9, 1 / fps)
    angle = course(t, out_s, hold_s, back_s) + np.random.default_rng(seed).normal(0, 0.5, len(t))
    assert found(t, angle) == pytest.approx(truth(out_s, hold_s, back_s), abs=0.25)


@settings(max_examples=40, deadline=None)
@given(out_s=WAYS_S, back_s=WAYS_S, left=st.floats(0.02, 0.4))
def test_a_leg_is_known_to_be_home_before_it_is(out_s, back_s, left):
    t = np.arange(0, 9, 1 / 20)
    angle = course(t, out_s, 0.5, back_s)
    seen = (t < START_S + out_s + 0.5) | (angle > left * 60)
    assert found(t[seen], angle[seen])[3] == pytest.approx(START_S + out_s + 0.5 + back_s, abs=0.2)


@settings(max_examples=40, deadline=None)
@given(out_s=WAYS_S, hold_s=st.floats(0, 1.5), back_s=WAYS_S, since_s=st.floats(0, 3), seed=st.integers(0, 999))
def test_the_times_grow_and_none_lies_before_the_first_frame(out_s, hold_s, back_s, since_s, seed):
    t = np.arange(min(since_s, START_S + 0.8 * out_s), 9, 1 / 15)
    angle = course(t, out_s, hold_s, back_s) + np.random.default_rng(seed).normal(0, 3, len(t))
    times = found(t, angle)
    assert (np.diff(times) >= 0).all()
    assert times[0] >= t[0]


def test_a_leg_that_is_out_from_the_first_frame_on_is_timed_by_its_way_back():
    t = np.arange(0, 9, 1 / 15)
    angle = course(t, 1.5, 0.0, 2.0)
    top = int(np.argmax(angle))
    start_s, arrived_s, left_s, end_s = found(t[top:], angle[top:])
    assert start_s == arrived_s == t[top]
    assert (left_s, end_s) == pytest.approx((START_S + 1.5, START_S + 3.5), abs=0.1)


def test_a_leg_that_never_moves_has_times_in_order():
    t = np.arange(0, 3, 1 / 15)
    times = found(t, np.zeros_like(t))
    assert np.isfinite(times).all()
    assert (np.diff(times) >= 0).all()


def test_a_leg_that_turns_at_once_is_not_held():
    t = np.arange(0, 9, 1 / 15)
    assert found(t, course(t, 1.5, 0.0, 1.0)) == pytest.approx(truth(1.5, 0.0, 1.0), abs=0.05)


@pytest.mark.parametrize("level", range(1, 7))
def test_each_level_is_told_how_long_it_went_out_was_held_and_came_back(level):
    exercise = load().level(level)
    tempo = exercise.dose.tempo_s
    for rep in reps(exercise, tempo=0.6, gap_s=0.4):
        told, true = (rep.out_s, rep.hold_s, rep.back_s), (tempo.out, tempo.hold, tempo.back)
        assert told == pytest.approx(0.6 * np.array(true), abs=0.3)


@settings(max_examples=4, deadline=None)
@given(tempo=st.sampled_from([0.3, 0.5, 0.8]), gap_s=st.sampled_from([0.0, 0.05, 0.3]))
def test_one_repetition_begins_when_the_one_before_is_over(tempo, gap_s):
    first, *others = reps(load().level(1), tempo=tempo, gap_s=gap_s)
    for after in others:
        assert after.start_s >= first.end_s
        first = after


def reps(exercise, tempo, gap_s):
    made = [("left", 1.0), ("right", 1.0), ("left", 1.0)]
    coach = Coach(exercise)
    events = [e for s in synthetic(exercise, made, tempo=tempo, gap_s=gap_s) for e in coach.update(s)] + coach.finish()
    found = [e for e in events if isinstance(e, Rep)]
    assert len(found) == len(true_reps(exercise, made))
    return found
