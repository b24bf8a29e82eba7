"""What is to happen in a clip."""

from itertools import pairwise

import numpy as np
import pytest

from bench.render.script import FAULTS, SLOW_BACK_S, Wish, write
from bench.render.sets import SETS, plans
from bench.render.tracks import tracks
from psoas.programme.catalogue import load

KINDS = [(fault, level) for fault, kind in FAULTS.items() for level in kind.levels]


def test_a_repetition_starts_peaks_and_ends_exactly_when_its_script_says() -> None:
    script = write(Wish(1, reps=10), np.random.default_rng(3))
    for rep in script.reps:
        t = np.array([rep.start_s, rep.start_s + rep.out_s, rep.peak_s, rep.end_s - rep.back_s, rep.end_s])
        assert rep.share(t) == pytest.approx([0, 1, 1, 1, 0], abs=1e-9)
    ends = [rep.end_s for rep in script.reps]
    assert all(later.start_s > end for later, end in zip(script.reps[1:], ends, strict=False))
    assert script.seconds > ends[-1]


def test_short_repetitions_come_on_top_of_those_that_count() -> None:
    script = write(Wish(3, reps=12, short=0.3), np.random.default_rng(1))
    short = [rep for rep in script.reps if rep.short]
    assert len(script.reps) - len(short) == 12
    assert short
    assert all(rep.reach < 0.4 for rep in short)
    assert all(rep.reach > 0.8 for rep in script.reps if not rep.short)


def test_sides_change_unless_repeats_are_asked_for() -> None:
    def repeats(share: float) -> int:
        reps = write(Wish(1, reps=40, repeated=share), np.random.default_rng(5)).reps
        return sum(a.side == b.side for a, b in pairwise(reps))

    assert repeats(0.0) == 0
    assert repeats(0.3) > 4


@pytest.mark.parametrize(("fault", "level"), KINDS)
def test_each_fault_falls_on_some_repetitions_within_their_time(fault: str, level: int) -> None:
    script = write(Wish(level, reps=12, fault=fault), np.random.default_rng(level))
    assert 2 <= len(script.faults) < len(script.reps)
    low, high = FAULTS[fault].sizes
    for found in script.faults:
        rep = script.reps[found.rep]
        assert found.rep >= 2
        assert found.id == fault
        assert low <= abs(found.size) <= high
        assert rep.start_s <= found.start_s < found.end_s
        if fault == "heel-not-back-on-box":
            assert found.start_s == pytest.approx(rep.end_s, abs=0.01)
        else:
            assert found.end_s <= rep.end_s + 0.01


def test_only_a_repetition_that_returns_too_fast_is_quick_on_its_way_back() -> None:
    script = write(Wish(1, reps=12, fault="returns-too-fast"), np.random.default_rng(2))
    quick = {fault.rep for fault in script.faults}
    for i, rep in enumerate(script.reps):
        assert rep.back_s < 0.4 if i in quick else rep.back_s >= SLOW_BACK_S


def test_a_fault_is_in_the_frames_when_the_script_says_and_not_before() -> None:
    script = write(Wish(4, reps=12, fault="bridge-sags"), np.random.default_rng(4))
    made = tracks(script, 30, np.random.default_rng(0))
    fault = script.faults[0]
    rep = script.reps[fault.rep]
    assert made.sag[round(rep.peak_s * 30)] > 0.9 * fault.size
    assert made.sag[: round(rep.start_s * 30)].max() < 0.4 * fault.size


def test_the_faults_that_are_rendered_are_faults_that_some_exercise_knows_or_that_the_programme_names() -> None:
    known = {check.id for level in range(1, 7) for check in load().level(level).checks}
    named = {"low-back-arches", "pelvis-rocks", "hips-wobble", "heel-not-back-on-box"}
    assert set(FAULTS) <= known | named


@pytest.mark.parametrize("of_set", SETS)
def test_a_set_is_the_same_whenever_it_is_drawn_and_however_long_it_is(of_set: str) -> None:
    long, short = plans(of_set, 12, seed=5), plans(of_set, 8, seed=5)
    assert long[:8] == short
    assert plans(of_set, 8, seed=6) != short
    if of_set != "fixtures":
        assert len({plan.name for plan in long}) == len(long)


@pytest.mark.parametrize("of_set", ["clean", "hard"])
def test_a_set_has_all_levels_early_and_both_head_directions(of_set: str) -> None:
    drawn = plans(of_set, 12, seed=1)
    assert [plan.wish.level for plan in drawn if plan.wish] == [1, 2, 3, 4, 5, 6] * 2
    for level in range(6):
        assert {drawn[level].head, drawn[level + 6].head} == {"left", "right"}


def test_every_difficulty_is_in_the_first_clips_of_the_hard_set() -> None:
    met = {condition for plan in plans("hard", 18, seed=1) for condition in plan.conditions}
    assert {"dim", "occluded", "second-person", "foot-leaves-picture", "hands-on-thighs"} <= met
