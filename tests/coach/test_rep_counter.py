"""Counting on movement whose truth is known exactly, made from the exercise files themselves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas.analysis.coaching import as_known
from psoas.body.skeleton import Joint, Skeleton
from psoas.coach.coach import Coach
from psoas.coach.events import Rep
from psoas.programme.catalogue import load
from psoas.testing import mirrored, synthetic, true_reps

MARCH = load().march
LEVELS = pytest.mark.parametrize("exercise", MARCH, ids=[f"level {e.level}" for e in MARCH])
SIDES = st.sampled_from(["left", "right"])


def reps_of(exercise, skeletons) -> list[Rep]:
    coach = Coach(exercise)
    events = [event for skeleton in skeletons for event in coach.update(skeleton)] + coach.finish()
    return [event for event in events if isinstance(event, Rep)]


def order(reps) -> str:
    return "".join(rep.side[0].upper() for rep in reps if not rep.short)


@LEVELS
@pytest.mark.parametrize("head", ["left", "right"])
def test_each_level_counts_its_own_move_on_the_right_side_at_the_right_time(exercise, head):
    made = [("left", 1.0), ("right", 1.0), ("right", 0.9), ("left", 0.8)]
    reps = reps_of(exercise, synthetic(exercise, made, head=head))
    truth = true_reps(exercise, made)
    assert order(reps) == "LRRL"
    for rep, true in zip(reps, truth, strict=True):
        assert abs(rep.peak_s - true.peak_s) < 0.2
        assert true.start_s - 0.1 < rep.start_s < rep.peak_s < rep.end_s < true.end_s + 0.3
        assert rep.out_s + rep.hold_s + rep.back_s == pytest.approx(rep.end_s - rep.start_s)


@LEVELS
def test_a_short_repetition_is_kept_apart_and_not_counted(exercise):
    reps = reps_of(exercise, synthetic(exercise, [("left", 1.0), ("right", 0.4), ("left", 1.0)]))
    assert [rep.short for rep in reps] == [False, True, False]
    assert order(reps) == "LL"


@LEVELS
def test_a_tiny_movement_is_no_repetition_at_all(exercise):
    assert reps_of(exercise, synthetic(exercise, [("left", 0.12), ("right", 0.12)])) == []


@LEVELS
@settings(max_examples=6, deadline=None)
@given(tempo=st.floats(0.5, 2.5), sides=st.lists(SIDES, min_size=1, max_size=5))
def test_a_slower_clip_counts_the_same(exercise, tempo, sides):
    made = [(side, 1.0) for side in sides]
    reps = reps_of(exercise, synthetic(exercise, made, tempo=tempo, fps=12))
    assert order(reps) == "".join(side[0].upper() for side in sides)


@LEVELS
@settings(max_examples=5, deadline=None)
@given(sides=st.lists(SIDES, min_size=1, max_size=4), head=st.sampled_from(["left", "right"]))
def test_a_mirrored_body_swaps_left_and_right(exercise, sides, head):
    made = [(side, 1.0) for side in sides]
    skeletons = synthetic(exercise, made, head=head, fps=12)
    here = order(reps_of(exercise, skeletons))
    there = order(reps_of(exercise, [mirrored(skeleton) for skeleton in skeletons]))
    assert there == here.translate(str.maketrans("LR", "RL"))


@LEVELS
@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_noise_below_a_bound_changes_no_count(exercise, seed):
    # 1.3 % of body height is the measured hip error of the pose model (pose.md); a body is about 400 pixels long here.
    noise = np.random.default_rng(seed).normal(0, 4.0, (97, 33, 2))
    made = [("left", 1.0), ("right", 1.0), ("left", 1.0)]
    assert order(reps_of(exercise, synthetic(exercise, made, noise_px=noise))) == "LRL"


@LEVELS
@pytest.mark.parametrize("fps", [8, 15, 30, 60])
def test_the_camera_speed_does_not_matter(exercise, fps):
    assert order(reps_of(exercise, synthetic(exercise, [("left", 1.0), ("right", 1.0)], fps=fps))) == "LR"


@LEVELS
@settings(max_examples=5, deadline=None)
@given(
    scale=st.floats(0.4, 2.5),
    dx=st.floats(0, 300),
    dy=st.floats(0, 300),
)
def test_where_in_the_picture_and_how_large_the_person_is_does_not_matter(exercise, scale, dx, dy):
    skeletons = synthetic(exercise, [("left", 1.0), ("right", 1.0)], fps=12)
    width, height = skeletons[0].size
    size = (4 * width, 4 * height)
    moved = [Skeleton(s.t, s.image * scale + np.array([dx, dy]), s.confidence, s.metric, size) for s in skeletons]
    assert order(reps_of(exercise, moved)) == order(reps_of(exercise, skeletons)) == "LR"


@LEVELS
def test_the_same_skeletons_give_the_same_events(exercise):
    skeletons = synthetic(exercise, [("left", 1.0), ("right", 0.4)])
    assert reps_of(exercise, skeletons) == reps_of(exercise, skeletons)


@LEVELS
def test_lying_still_or_standing_still_counts_nothing(exercise):
    assert reps_of(exercise, synthetic(exercise, [("left", 0.0)] * 4)) == []


def both_legs(exercise) -> list[Skeleton]:
    """Both legs do the working leg's move together: a leg lift or a squat, not a march."""
    one = [s for s in synthetic(exercise, [("left", 1.0)], fps=12) if s.t >= 1.0]
    copied = []
    for s in one:
        image = s.image.copy()
        shift = image[Joint.RIGHT_HIP] - image[Joint.LEFT_HIP]
        for name in ("KNEE", "ANKLE", "HEEL", "FOOT_INDEX"):
            image[Joint[f"RIGHT_{name}"]] = image[Joint[f"LEFT_{name}"]] + shift
        copied.append(Skeleton(s.t, image, s.confidence, None, s.size))
    return copied


@LEVELS
def test_both_legs_moving_together_are_no_march(exercise):
    assert [r for r in reps_of(exercise, both_legs(exercise)) if not r.short] == []


@LEVELS
def test_the_last_repetition_counts_even_if_the_recording_ends_as_it_comes_home(exercise):
    made = [("left", 1.0), ("right", 1.0)]
    end = true_reps(exercise, made)[-1].end_s
    # What is left is the slowest tenth of the way.
    cut = [s for s in synthetic(exercise, made) if s.t <= end - 0.6]
    assert order(reps_of(exercise, cut)) == "LR"


@LEVELS
def test_a_repetition_cut_off_on_the_way_out_is_not_guessed(exercise):
    peak = true_reps(exercise, [("left", 1.0)])[0].peak_s
    cut = [s for s in synthetic(exercise, [("left", 1.0)]) if s.t <= peak]
    assert reps_of(exercise, cut) == []


@LEVELS
@pytest.mark.parametrize("trunks_a_second", [0.5, -1.0])
def test_who_goes_across_the_picture_walks_and_does_not_march(exercise, trunks_a_second):
    on_the_spot = synthetic(exercise, [("left", 1.0), ("right", 1.0)])
    trunk = np.linalg.norm(on_the_spot[0].middle("hip") - on_the_spot[0].middle("shoulder"))
    along = np.array([trunks_a_second * trunk, 0.0])
    going = [Skeleton(s.t, s.image + s.t * along, s.confidence, s.metric, s.size) for s in on_the_spot]
    assert order(reps_of(exercise, on_the_spot)) == "LR"
    assert reps_of(exercise, going) == []


@LEVELS
def test_who_sways_a_little_or_is_seen_elsewhere_for_a_moment_still_marches(exercise):
    skeletons = synthetic(exercise, [("left", 1.0), ("right", 1.0)])
    trunk = np.linalg.norm(skeletons[0].middle("hip") - skeletons[0].middle("shoulder"))
    swaying = []
    for i, s in enumerate(skeletons):
        aside = 3.0 if i % 20 == 0 else 0.15 * np.sin(3 * s.t)
        swaying.append(Skeleton(s.t, s.image + np.array([aside * trunk, 0.0]), s.confidence, s.metric, s.size))
    assert order(reps_of(exercise, swaying)) == "LR"


def seen_small(exercise, made, small, share):
    """A march of which one leg is shown too small, as a far one is: each knee nearer to where it rests."""
    skeletons = synthetic(exercise, made, far_confidence=0.95)
    leg = [Joint[f"{small.upper()}_{part}"] for part in ("KNEE", "ANKLE", "HEEL", "FOOT_INDEX")]
    rest = skeletons[0]
    shown = []
    for skeleton in skeletons:
        image, metric = skeleton.image.copy(), skeleton.metric.copy()
        image[leg] = rest.image[leg] + share * (image[leg] - rest.image[leg])
        metric[leg] = rest.metric[leg] + share * (metric[leg] - rest.metric[leg])
        shown.append(Skeleton(skeleton.t, image, skeleton.confidence, metric, skeleton.size))
    return shown


@pytest.mark.parametrize("small", ["left", "right"])
def test_a_leg_that_the_camera_shows_too_small_counts_once_that_is_known(small):
    exercise = load().level(2)
    skeletons = seen_small(exercise, [("left", 1.0), ("right", 1.0)] * 4, small, 0.4)
    reps = [rep for rep in reps_of(exercise, skeletons) if rep.side == small]
    assert len(reps) == 4
    assert reps[0].short
    assert not reps[-1].short


def test_in_a_recording_it_counts_from_the_first():
    exercise = load().level(2)
    skeletons = seen_small(exercise, [("left", 1.0), ("right", 1.0)] * 4, "left", 0.4)
    coach = Coach(exercise, reach=as_known(skeletons, exercise).reach)
    events = [event for skeleton in skeletons for event in coach.update(skeleton)] + coach.finish()
    assert order(event for event in events if isinstance(event, Rep)) == "LRLRLRLR"


@LEVELS
def test_who_does_little_with_both_legs_is_not_taken_for_shown_too_small(exercise):
    reps = reps_of(exercise, synthetic(exercise, [("left", 0.4), ("right", 0.4)] * 4))
    assert order(reps) == ""


@LEVELS
def test_one_short_repetition_in_three_stays_short(exercise):
    made = [("left", 1.0), ("right", 1.0), ("left", 0.38), ("right", 1.0)] * 3
    assert order(reps_of(exercise, synthetic(exercise, made))) == "LRR" * 3


def test_repetitions_in_which_the_other_leg_goes_along_are_counted_lying_down():
    exercise = load().level(1)
    made = [("left", 1.0), ("right", 1.0)] * 2
    assert order(reps_of(exercise, synthetic(exercise, made, holding_drift_deg=-35, far_confidence=0.95))) == "LRLR"
