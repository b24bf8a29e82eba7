"""What the coach does besides counting: unseen time, pauses, cues, and what it refuses."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas.body.skeleton import SIDES, Side, Skeleton
from psoas.coach.coach import Coach
from psoas.coach.cues import AGAIN_S, GAP_S, Cues
from psoas.coach.events import Cue, Pause, Rep, Unseen
from psoas.coach.form_checks import HOLDING_CONFIDENCE, MEASURES
from psoas.coach.turns import seem_alike
from psoas.errors import PsoasError
from psoas.programme.catalogue import known_measures, load
from psoas.testing import synthetic

CATALOGUE = load()
LYING, STANDING = CATALOGUE.level(1), CATALOGUE.level(6)


def events_of(coach, skeletons):
    return [event for skeleton in skeletons for event in coach.update(skeleton)] + coach.finish()


def later(skeletons, by_s):
    return [Skeleton(s.t + by_s, s.image, s.confidence, s.metric, s.size) for s in skeletons]


def only(kind, events):
    return [event for event in events if isinstance(event, kind)]


def test_the_measures_an_exercise_file_may_name_are_the_ones_that_exist():
    assert {measure.name for measure in known_measures()} == set(MEASURES)


def test_a_hidden_repetition_is_said_to_be_unseen_and_never_guessed():
    whole = synthetic(LYING, [("left", 1.0), ("right", 1.0), ("left", 1.0)])
    # The person is out of the picture from the middle of the second repetition on, for most of it.
    seen = [Skeleton.nobody(s.t) if 7.5 < s.t < 12.0 else s for s in whole]
    coach = Coach(LYING)
    events = events_of(coach, seen)
    assert [rep.side for rep in only(Rep, events)] == ["left", "left"]
    (unseen,) = only(Unseen, events)
    assert unseen.end_s - unseen.start_s == pytest.approx(4.5, abs=0.2)
    assert coach.unseen_s == pytest.approx(4.5, abs=0.2)
    assert coach.seen_s + coach.unseen_s == pytest.approx(whole[-1].t)
    assert [cue.id for cue in only(Cue, events)] == ["nobody"]


def test_a_blink_is_bridged():
    whole = synthetic(LYING, [("left", 1.0)])
    events = events_of(Coach(LYING), [Skeleton.nobody(s.t) if 3.0 < s.t < 3.3 else s for s in whole])
    assert len(only(Rep, events)) == 1
    assert only(Unseen, events) == []


def test_a_rest_between_repetitions_is_a_pause():
    one = synthetic(LYING, [("left", 1.0)])
    wait = later(synthetic(LYING, [("left", 0.0)] * 2), one[-1].t + 0.1)
    two = later(one, wait[-1].t + 0.1)
    (pause,) = only(Pause, events_of(Coach(LYING), one + wait + two))
    first, second = only(Rep, events_of(Coach(LYING), one + wait + two))
    assert (pause.start_s, pause.end_s) == (first.end_s, second.start_s)


def test_time_running_backwards_is_passed_over():
    whole = synthetic(LYING, [("left", 1.0)])
    coach = Coach(LYING)
    events = events_of(coach, [s for pair in zip(whole, later(whole, -5), strict=True) for s in pair])
    assert len(only(Rep, events)) == 1


def test_an_exercise_without_a_movement_is_refused_in_words():
    still = next(e for e in CATALOGUE.exercises if e.motion is None)
    with pytest.raises(PsoasError, match="is not counted"):
        Coach(still)


@pytest.mark.parametrize("exercise", CATALOGUE.march, ids=lambda e: e.id)
def test_a_well_done_set_hears_no_correction_and_some_praise(exercise):
    made = [("left", 1.0), ("right", 1.0)] * 4
    events = events_of(Coach(exercise), synthetic(exercise, made))
    assert [rep.faults for rep in only(Rep, events)] == [()] * 8
    assert {cue.kind for cue in only(Cue, events)} == {"praise"}


@pytest.mark.parametrize("exercise", CATALOGUE.march, ids=lambda e: e.id)
def test_coming_back_too_fast_is_heard(exercise):
    skeletons = synthetic(exercise, [("left", 1.0), ("right", 1.0)], tempo=0.2, fps=30, far_confidence=0.95)
    events = events_of(Coach(exercise), skeletons)
    assert all("returns-too-fast" in rep.faults for rep in only(Rep, events))
    assert "returns-too-fast" in [cue.id for cue in only(Cue, events)]


@pytest.mark.parametrize("level", [1, 3])  # in the other levels the figure's holding leg is fixed by what it stands on
@pytest.mark.parametrize("drift", [-28, 35])
def test_a_holding_leg_that_drifts_far_is_heard(level, drift):
    exercise = CATALOGUE.level(level)
    skeletons = synthetic(exercise, [("left", 1.0), ("right", 1.0)], holding_drift_deg=drift, far_confidence=0.95)
    reps = only(Rep, events_of(Coach(exercise), skeletons))
    assert [rep.side for rep in reps] == ["left", "right"]
    assert all("holding-leg-drifts" in rep.faults for rep in reps)


def test_a_holding_leg_that_is_hardly_believed_is_not_said_to_drift():
    skeletons = synthetic(
        LYING, [("left", 1.0), ("right", 1.0)], holding_drift_deg=35, far_confidence=HOLDING_CONFIDENCE - 0.05
    )
    held_by_near, held_by_far = only(Rep, events_of(Coach(LYING), skeletons))
    assert "holding-leg-drifts" in held_by_near.faults
    assert "holding-leg-drifts" not in held_by_far.faults


def test_a_leg_that_is_hardly_believed_is_counted_but_not_judged():
    skeletons = synthetic(LYING, [("left", 1.0), ("right", 1.0)], tempo=0.2, fps=30, far_confidence=0.4)
    reps = only(Rep, events_of(Coach(LYING), skeletons))
    far, near = reps  # head left: the right side is near the camera
    assert (far.side, far.faults) == ("left", ())
    assert "returns-too-fast" in near.faults


def test_silence_keeps_the_faults_and_says_nothing():
    skeletons = synthetic(LYING, [("left", 1.0), ("right", 1.0)], tempo=0.2, fps=30, far_confidence=0.95)
    events = events_of(Coach(LYING, silent=True), skeletons)
    assert only(Cue, events) == []
    assert all(rep.faults for rep in only(Rep, events))


@settings(max_examples=8, deadline=None)
@given(
    reps=st.lists(st.tuples(st.sampled_from(SIDES), st.sampled_from([1.0, 0.7, 0.4])), min_size=3, max_size=7),
    tempo=st.sampled_from([0.35, 0.5, 1.0]),
)
def test_never_two_sentences_at_once_and_none_repeated_soon(reps, tempo):
    cues = only(Cue, events_of(Coach(LYING), synthetic(LYING, reps, tempo=tempo, fps=12)))
    times = [cue.t for cue in cues]
    assert all(b - a >= GAP_S for a, b in itertools.pairwise(times))
    for name in {cue.id for cue in cues}:
        same = [cue.t for cue in cues if cue.id == name]
        assert all(b - a >= AGAIN_S for a, b in itertools.pairwise(same))


def test_the_same_leg_twice_running_is_mentioned():
    events = events_of(Coach(LYING), synthetic(LYING, [("left", 1.0), ("left", 1.0), ("right", 1.0)]))
    assert [cue.id for cue in only(Cue, events)] == ["change-sides"]


def test_one_leg_over_and_over_is_taken_for_a_mistake_of_the_eyes_and_said_so():
    events = events_of(Coach(LYING), synthetic(LYING, [("right", 1.0)] * 7))
    said = [cue.id for cue in only(Cue, events)]
    assert said[0] == "change-sides"
    assert "legs-alike" in said[1:]
    assert seem_alike([rep.side for rep in only(Rep, events)])


@given(st.lists(st.sampled_from(["left", "right"]), max_size=24))
def test_legs_seem_alike_after_four_of_one_side_in_a_row_and_a_mirror_changes_nothing(sides):
    letters = "".join(side[0] for side in sides)
    assert seem_alike(sides) or ("llll" not in letters and "rrrr" not in letters)
    assert seem_alike([{"left": "right", "right": "left"}[side] for side in sides]) == seem_alike(sides)


@pytest.mark.parametrize(
    ("order", "alike"),
    [
        ("lrlrlrlrlr", False),
        ("lrlllrlrlrlr", False),
        ("llrllrlrlr", False),
        ("llrrllrr", True),
        ("llrllrrlllr", True),
        ("llrr", False),
        ("lrllll", True),
        ("", False),
    ],
)
def test_a_set_that_hardly_takes_turns_is_doubted(order, alike):
    sides: list[Side] = ["left" if letter == "l" else "right" for letter in order]
    assert seem_alike(sides) is alike


def test_a_short_repetition_in_between_counts_as_having_changed_sides():
    events = events_of(Coach(LYING), synthetic(LYING, [("right", 1.0), ("left", 0.4), ("right", 1.0)]))
    assert "change-sides" not in [cue.id for cue in only(Cue, events)]


def test_the_screen_can_ask_what_happens_now():
    coach = Coach(LYING)
    working, progress = set(), []
    for skeleton in synthetic(LYING, [("left", 1.0), ("right", 1.0)]):
        coach.update(skeleton)
        working.add(coach.now.working)
        progress.append(coach.now.progress)
        assert coach.now.seen
    assert working == {None, "left", "right"}
    assert max(progress) > 0.9
    assert coach.now.hip_deg["left"] == pytest.approx(90, abs=12)


def test_what_was_measured_is_kept_only_when_asked_for():
    skeletons = synthetic(LYING, [("left", 1.0)])
    plain, traced = Coach(LYING), Coach(LYING, keep_frames=True)
    events_of(plain, skeletons)
    events_of(traced, skeletons)
    assert plain.frames == []
    assert [frame.t for frame in traced.frames] == [s.t for s in skeletons]


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    level=st.integers(1, 6),
    lost=st.floats(0, 0.5),
    jump=st.sampled_from([0.0, 5.0, 400.0]),
)
def test_no_stream_of_skeletons_however_wild_makes_the_coach_fail(seed, level, lost, jump):
    rng = np.random.default_rng(seed)
    coach = Coach(CATALOGUE.level(level))
    events, t, first = [], 0.0, None
    for _ in range(120):
        t += float(rng.choice([0.0, 0.03, 0.1, 0.7, 60.0], p=[0.1, 0.5, 0.3, 0.08, 0.02]))
        first = t if first is None else first
        image = 200 + rng.normal(0, 1 + jump, (33, 2)) + 60 * np.sin(t + np.arange(66).reshape(33, 2))
        image[rng.random(33) < lost] = np.nan
        confidence = np.where(np.isnan(image[:, 0]), 0.0, rng.random(33))
        events += coach.update(Skeleton(t, image, confidence) if rng.random() > lost / 2 else Skeleton.nobody(t))
    events += coach.finish()
    for rep in only(Rep, events):
        assert rep.start_s <= rep.peak_s <= rep.end_s
        assert min(rep.out_s, rep.hold_s, rep.back_s, rep.range_deg) >= 0
        assert 0 <= rep.confidence <= 1
    assert coach.seen_s + coach.unseen_s == pytest.approx(t - first, abs=1e-6)


def test_a_check_that_is_not_spoken_is_neither_said_nor_entered_as_a_fault():
    skeletons = synthetic(LYING, [("left", 1.0), ("right", 1.0)] * 4, tempo=0.2, fps=30, far_confidence=0.95)
    quiet = [
        c.model_copy(update={"spoken": False, "feel": "Count while you come back."})
        if c.id == "returns-too-fast"
        else c
        for c in LYING.checks
    ]
    events = events_of(Coach(LYING.model_copy(update={"checks": tuple(quiet)})), skeletons)
    assert any("returns-too-fast" in rep.faults for rep in only(Rep, events_of(Coach(LYING), skeletons)))
    assert not any("returns-too-fast" in rep.faults for rep in only(Rep, events))
    assert "returns-too-fast" not in {cue.id for cue in only(Cue, events)}


def test_the_cues_pass_over_a_check_that_is_not_spoken_even_when_it_is_told_to_have_failed():
    (rep,) = only(Rep, events_of(Coach(LYING), synthetic(LYING, [("left", 1.0)])))
    loud = LYING.checks[0]
    quiet = loud.model_copy(update={"spoken": False, "feel": "Feel for it."})
    assert Cues().after(rep, [quiet], in_a_row=1) is None
    assert Cues().after(rep, [quiet, LYING.checks[1]], in_a_row=1).id == LYING.checks[1].id
    assert Cues().after(rep, [loud], in_a_row=1).id == loud.id
