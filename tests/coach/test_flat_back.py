"""The flat-back experiment asks, at most; and where it does not surely see, it keeps silent."""

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import psoas.coach.flat_back as module
from psoas.body.skeleton import BackLine
from psoas.coach.coach import Coach
from psoas.coach.events import Cue, Rep
from psoas.coach.flat_back import LIFT, QUESTION, UNSEEN_SAY, FlatBackCheck
from psoas.programme.catalogue import load
from psoas.testing import forbidden_in, synthetic

FPS = 10
REP_S = 5.5
LYING = load().level(1)


def rep(start_s, side="left"):
    return Rep(side, start_s, start_s + 2.5, start_s + REP_S, 40.0, 50.0, 2.0, 1.0, 2.5, 0.9)


def watched(lifts, *, flat=0.05, noise=0.0, seed=0, why=None, settle_s=4.0, by_rep_why=()):
    """Questions after repetitions whose back rises by `lifts` (trunk lengths) in their middle half."""
    back, rng = FlatBackCheck(), np.random.default_rng(seed)
    t = 0.0
    while t < settle_s:
        back.update(BackLine(t, flat + rng.uniform(-noise, noise), None), settling=True)
        t += 1 / FPS
    questions = []
    for i, lift in enumerate(lifts):
        start = t
        unseen = by_rep_why[i] if i < len(by_rep_why) else why
        while t < start + REP_S:
            up = lift if 0.25 <= (t - start) / REP_S <= 0.75 else 0.0
            height = math.nan if unseen else flat + up + rng.uniform(-noise, noise)
            back.update(BackLine(t, height, unseen), settling=False)
            t += 1 / FPS
        questions.append(back.after(rep(start)))
        if questions[-1]:
            back.asked()
    return questions


def asked(lifts, **more):
    return [question is not None for question in watched(lifts, **more)]


def test_a_lift_in_two_repetitions_running_is_asked_about_and_one_alone_is_not():
    assert asked([0.04, 0.04]) == [False, True]
    assert asked([0.04, 0.0, 0.04, 0.0]) == [False] * 4


def test_a_lift_below_the_threshold_is_left_alone():
    assert asked([LIFT - 0.005] * 6) == [False] * 6


def test_after_a_question_it_takes_two_more_repetitions_before_the_next():
    assert asked([0.05] * 5) == [False, True, False, True, False]


def test_it_is_a_question_that_sends_the_person_to_their_own_hand():
    (cue,) = [q for q in watched([0.05, 0.05]) if q]
    assert (cue.id, cue.say) == QUESTION
    assert cue.say == "Did your low back lift just now? Check with your hand."
    assert cue.t == pytest.approx(4.0 + 2 * REP_S, abs=0.3)


def test_nothing_it_can_say_tells_anybody_that_a_back_is_flat():
    assert all(forbidden_in(text) == () for text in (QUESTION[1], *UNSEEN_SAY.values()))
    assert all("flat" not in text for text in (QUESTION[1], *UNSEEN_SAY.values()))
    source = Path(module.__file__).read_text()
    assert source.count("Cue(") == 1  # the question is the only thing that is ever said


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 100_000), share=st.floats(0, 0.49), flat=st.floats(-0.1, 0.2))
def test_noise_below_half_the_threshold_asks_nothing(seed, share, flat):
    assert not any(asked([0.0] * 4, noise=share * LIFT, seed=seed, flat=flat))


@settings(max_examples=30, deadline=None)
@given(flat=st.floats(-0.2, 0.4), lifts=st.lists(st.sampled_from([0.0, 0.02, 0.045, 0.08]), max_size=6))
def test_only_the_difference_from_the_persons_own_flat_back_counts(flat, lifts):
    assert asked(lifts, flat=flat) == asked(lifts)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 1000), wild=st.floats(-1, 1))
def test_single_wild_frames_ask_nothing(seed, wild):
    back, rng = FlatBackCheck(), np.random.default_rng(seed)
    for i in range(int((4 + 3 * REP_S) * FPS)):
        t = i / FPS
        is_wild = t > 4 and rng.random() < 0.15 and i % 3 == 0
        back.update(BackLine(t, wild if is_wild else 0.05, None), settling=t < 4)
    assert [back.after(rep(4 + k * REP_S)) for k in range(3)] == [None] * 3


@pytest.mark.parametrize("why", sorted(UNSEEN_SAY))
def test_where_the_contour_is_not_seen_it_keeps_silent(why):
    assert not any(asked([0.08] * 4, why=why))


def test_a_repetition_behind_an_arm_breaks_the_run():
    assert asked([0.06, 0.06, 0.06, 0.06], by_rep_why=(None, "arm-in-front")) == [False, False, False, True]


def test_without_a_flat_and_still_beginning_there_is_nothing_to_compare_with():
    assert not any(asked([0.08] * 4, settle_s=2.0))
    assert not any(asked([0.08] * 4, noise=0.03, settle_s=4.0, seed=3))


def test_each_set_needs_its_own_flat_beginning():
    back = FlatBackCheck()
    for i in range(40):
        back.update(BackLine(i / 10, 0.05, None), settling=True)
    assert back.ready
    back.update(BackLine(4.0, 0.05, None), settling=False)
    back.update(BackLine(5.0, 0.11, None), settling=True)
    assert not back.ready
    for i in range(51, 90):
        back.update(BackLine(i / 10, 0.11, None), settling=True)
    assert back.flat == pytest.approx(0.11)


def test_the_latest_still_moment_before_the_set_is_the_yardstick():
    back = FlatBackCheck()
    for i in range(40):
        back.update(BackLine(i / 10, 0.09, None), settling=True)
    for i in range(40, 100):
        back.update(BackLine(i / 10, 0.05, None), settling=True)
    assert back.flat == pytest.approx(0.05)


def test_time_running_backwards_is_passed_over():
    back = FlatBackCheck()
    for t in (0.0, 1.0, 0.5):
        back.update(BackLine(t, 0.05, "arm-in-front" if t == 0.5 else None), settling=True)
    assert back.why_not is None


def shown(coach, back, skeletons, lift):
    """Events of a coach whose skeletons come with a back that is lifted while a leg is away from home."""
    events = []
    for skeleton in skeletons:
        if back:
            away = coach.now.working is not None
            back.update(BackLine(skeleton.t, 0.05 + (lift if away else 0.0), None), settling=skeleton.t < 4.0)
        events += coach.update(skeleton)
    return events + coach.finish()


MADE = synthetic(LYING, [("left", 1.0), ("right", 1.0)] * 3, lead_s=5.0)


def test_the_coach_asks_it_as_one_of_its_sentences():
    back = FlatBackCheck()
    cues = [e for e in shown(Coach(LYING, back=back), back, MADE, 0.06) if isinstance(e, Cue)]
    assert [cue.id for cue in cues].count(QUESTION[0]) >= 2
    assert all(b.t - a.t >= 4 for a, b in pairwise(cues))


def test_a_coach_without_the_experiment_or_told_to_be_silent_never_asks_it():
    assert QUESTION[0] not in {e.id for e in shown(Coach(LYING), None, MADE, 0.06) if isinstance(e, Cue)}
    back = FlatBackCheck()
    assert [e for e in shown(Coach(LYING, silent=True, back=back), back, MADE, 0.06) if isinstance(e, Cue)] == []


def test_a_question_is_no_fault_of_a_repetition():
    back = FlatBackCheck()
    assert all(e.faults == () for e in shown(Coach(LYING, back=back), back, MADE, 0.06) if isinstance(e, Rep))


def test_what_is_to_be_corrected_is_said_before_anything_is_asked():
    back = FlatBackCheck()
    drifting = synthetic(LYING, [("left", 1.0), ("right", 1.0)] * 2, lead_s=5.0, holding_drift_deg=40)
    cues = [e.id for e in shown(Coach(LYING, back=back), back, drifting, 0.06) if isinstance(e, Cue)]
    assert cues[0] == "holding-leg-drifts"
    assert QUESTION[0] in cues
