"""Strides too quick for the march: not counted, and told why."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from bench.skeletons.moves import MOVES, Legs, Move, skeletons, strides
from psoas.coach.coach import Coach
from psoas.coach.events import Cue, Rep
from psoas.coach.quick_strides import AGAIN_S, QUICK_ID, QuickStrides, Stride, too_quick
from psoas.exchange.skeletons import read_npz
from psoas.programme.catalogue import load
from psoas.testing import synthetic

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "skeletons"
SAY = "I saw {} quick strides. The march is slower: two seconds up, two and a half down."


def high_knees(t: float) -> Legs:
    return strides(t, 0.66, 85, 95)


def one_knee(t: float) -> Legs:
    """The left knee again and again."""
    found = strides(t, 0.66, 85, 95)
    return Legs({"left": found.thigh["left"], "right": 0.0}, {"left": found.knee["left"], "right": 0.0})


def coached(seen, level=6, *, silent=False):
    coach = Coach(load().level(level), silent=silent)
    events = [event for skeleton in seen for event in coach.update(skeleton)] + coach.finish()
    return coach, events


def told(events):
    return [event for event in events if isinstance(event, Cue) and event.id == QUICK_ID]


@pytest.mark.parametrize("level", [5, 6])
def test_high_knees_are_counted_as_quick_strides_and_told_after_the_third(level):
    coach, events = coached(skeletons(Move(6.0, high_knees), 1), level)
    assert not [event for event in events if isinstance(event, Rep)]
    # A stride each third of a second for six seconds, of which the first and the last may be cut off.
    assert 15 <= coach.quick_strides <= 18
    assert [(cue.say, cue.kind) for cue in told(events)] == [(SAY.format(3), "notice")]


def test_it_is_said_again_only_after_a_while():
    _, events = coached(skeletons(Move(2.2 * AGAIN_S, high_knees), 1))
    times = [cue.t for cue in told(events)]
    assert len(times) == 3
    assert min(b - a for a, b in pairwise(times)) >= AGAIN_S


def test_who_is_silent_counts_them_all_the_same():
    coach, events = coached(skeletons(Move(6.0, high_knees), 1), silent=True)
    assert coach.quick_strides >= 15
    assert not told(events)


def test_one_knee_again_and_again_is_no_run_of_strides():
    coach, _ = coached(skeletons(Move(6.0, one_knee), 1))
    assert coach.quick_strides == 0


@pytest.mark.parametrize("level", range(1, 7))
@pytest.mark.parametrize("name", [name for name in MOVES if not name.startswith("jogging")])
def test_walking_squatting_and_sitting_down_are_no_quick_strides(name, level):
    coach, _ = coached(read_npz(FOLDER / f"{name}.npz"), level)
    assert coach.quick_strides == 0


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_high_knees_are_nothing_to_who_should_lie(level):
    coach, _ = coached(skeletons(Move(6.0, high_knees), 1), level)
    assert coach.quick_strides == 0


@pytest.mark.parametrize("level", range(1, 7))
@pytest.mark.parametrize("tempo", [0.5, 1.0])
def test_a_march_even_at_double_pace_is_counted_and_not_told_to_be_quick(level, tempo):
    coach, events = coached(synthetic(load().level(level), (("left", 1.0), ("right", 1.0)) * 2, tempo=tempo), level)
    assert sum(isinstance(event, Rep) for event in events) == 4
    assert coach.quick_strides == 0


@pytest.mark.parametrize("level", range(1, 7))
def test_a_march_in_a_tenth_of_its_time_is_told_to_be_quick_at_every_level(level):
    seen = synthetic(load().level(level), (("left", 1.0), ("right", 1.0)) * 4, tempo=0.1, fps=30, gap_s=0.1)
    coach, events = coached(seen, level)
    assert not [event for event in events if isinstance(event, Rep)]
    assert coach.quick_strides >= 3
    assert len(told(events)) == 1


def test_small_strides_late_strides_and_the_same_leg_twice_end_a_run():
    def counted(*added):
        quick, t = QuickStrides(), 0.0
        for side, share, pause in added:
            t += pause
            quick.add(Stride(side, share, t, t + 0.3))
        return quick.count

    left, right = ("left", 1.0, 0.4), ("right", 1.0, 0.4)
    assert counted(left, right) == 0
    assert counted(left, right, left) == 3
    assert counted(left, right, left, right, left) == 5
    assert counted(left, right, right, left) == 0
    assert counted(left, right, ("left", 0.5, 0.4), right) == 0
    assert counted(left, right, ("left", 1.0, 3.0)) == 0
    assert counted(left, right, left, ("right", 1.0, 9.0), left, right) == 6


def test_the_words_are_in_the_tempo_of_the_exercise():
    march = load().level(6)
    tempo = march.dose.tempo_s.model_copy(update={"out": 1.0, "back": 3.0})
    other = march.model_copy(update={"dose": march.dose.model_copy(update={"tempo_s": tempo})})
    assert too_quick(other, 4) == "I saw 4 quick strides. The march is slower: one second up, three down."
