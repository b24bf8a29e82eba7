"""The repetitions of a led step, counted beside its guide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.body.skeleton import Skeleton
from psoas.journal.answers import StepDone
from psoas.programme.catalogue import load
from psoas.session.speech import Line
from psoas.session.step_count import BAD_S, NO_PICTURE, StepCount
from psoas.testing import synthetic
from psoas.tracking.setup_check import SetupAdvice

SEATED, STANDING = load().by_id("seated-march"), load().by_id("standing-march")
GOOD = [SetupAdvice("ready", "I can see you well.", True)]
NO_FEET = [SetupAdvice("feet-out-of-picture", "I can see your legs, not your feet.", False)]
DONE = StepDone("habit", SEATED.id, "done", 40.0)
SIDE = {"L": "left", "R": "right"}
NOISE = np.random.default_rng(4).normal(0, 2, (40, 33, 2))


def march(exercise=SEATED, sides: str = "LLRR", since_s: float = 0.0) -> Iterator[Skeleton]:
    seen = synthetic(exercise, [(SIDE[side], 1.0) for side in sides], yaw_deg=90, noise_px=NOISE)
    return (replace(skeleton, t=skeleton.t + since_s) for skeleton in seen)


def watch(count: StepCount, skeletons, advice: Sequence[SetupAdvice] = GOOD) -> list[Line]:
    return [line for skeleton in skeletons if (line := count.update(skeleton, advice)) is not None]


@pytest.fixture
def count() -> StepCount:
    count = StepCount(SEATED)
    count.count_by("camera")
    return count


@pytest.mark.parametrize(("exercise", "sides"), [(SEATED, "LLLRR"), (STANDING, "LRLRLR")])
def test_each_leg_is_counted_said_and_written_with_the_step(exercise, sides):
    count = StepCount(exercise)
    count.count_by("camera")
    said = watch(count, march(exercise, sides))
    count.finish()
    assert count.reps == {"left": sides.count("L"), "right": sides.count("R")}
    heard = " ".join(line.say for line in said)
    assert "Left one." in heard and "Right two." in heard
    done = count.added_to(DONE)
    assert (done.left, done.right, done.counted_by) == (sides.count("L"), sides.count("R"), "camera")


def test_where_the_feet_are_out_of_the_picture_nothing_is_counted_and_why_is_said(count):
    watch(count, march(), NO_FEET)
    count.finish()
    assert count.reps == {"left": 0, "right": 0}
    assert count.added_to(DONE) == DONE, "nothing was seen, so there is no count, not even none"


def test_why_nothing_is_counted_stands_on_the_page_until_the_view_is_good(count):
    assert count.why_not == NO_PICTURE
    watch(count, march(sides=""), NO_FEET)
    assert count.why_not == NO_FEET[0].say
    watch(count, march(since_s=10.0))
    assert count.why_not == ""
    assert count.reps["left"] == 2


def test_a_view_that_becomes_bad_stops_the_count_and_says_so_once_and_a_short_moment_does_not(count):
    seen = list(march(sides="LLL"))
    half = len(seen) // 2
    short = int(BAD_S * 15) - 2
    assert "feet-out-of-picture" not in {line.id for line in watch(count, seen[:half])}
    watch(count, seen[half : half + short], NO_FEET)
    assert count.why_not == ""
    watch(count, seen[half + short :])
    assert count.reps["left"] == 3
    later = [line.id for line in watch(count, march(since_s=60.0), NO_FEET)]
    assert later == ["feet-out-of-picture"]
    assert count.reps == {"left": 3, "right": 0}


def test_no_count_talks_into_the_guide_and_each_is_said_after_it(count):
    count.heard(Line("guide", "Sit tall. " * 16, "side"), 0.0)
    said = watch(count, march(sides="LLL"))
    assert said[0].say.startswith("Left one. Left two.")


def test_by_hand_each_tap_counts_and_what_the_camera_counted_stays(count):
    watch(count, march(sides="L"))
    count.tap("left")
    assert count.reps["left"] == 1, "the camera counts"
    count.count_by("hand")
    count.tap("left")
    count.tap("right")
    watch(count, march(since_s=30.0))
    done = count.added_to(DONE)
    assert (done.left, done.right, done.counted_by) == (2, 1, "hand")
    assert count.words == "Two left, one right."


def test_without_anybody_who_counts_the_step_has_no_count():
    count = StepCount(SEATED)
    watch(count, march())
    count.tap("left")
    count.finish()
    assert count.added_to(DONE) == DONE and count.words == ""


def test_after_a_pause_a_march_is_counted_on(count):
    watch(count, march(sides="LL"))
    count.rest()
    watch(count, march(sides="RR", since_s=60.0))
    count.finish()
    assert count.reps == {"left": 2, "right": 2}
    assert count.seen_s < 30, "the pause was not watched"


@given(st.lists(st.sampled_from(["hand", "camera", None, "left", "right", "rest"]), max_size=30))
def test_a_count_by_hand_never_falls_and_is_exactly_the_taps_while_the_hand_counts(does):
    count, taps, by = StepCount(SEATED), {"left": 0, "right": 0}, None
    for each in does:
        if each in ("left", "right"):
            count.tap(each)
            taps[each] += by == "hand"
        elif each == "rest":
            count.rest()
        else:
            count.count_by(by := each)
    assert count.reps == taps
