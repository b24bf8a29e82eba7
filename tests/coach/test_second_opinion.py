"""A second opinion on a set: where it agrees nothing is said, and each kind of wrong count is told as what it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.skeletons import planted
from psoas.coach import footing
from psoas.coach.coach import Coach
from psoas.coach.events import Rep
from psoas.coach.second_opinion import fitted
from psoas.coach.second_opinion.decoding import LikelyRep, likely_reps
from psoas.coach.second_opinion.doubts import Doubt, disagreements, miscounted
from psoas.coach.second_opinion.thighs import ThighCourse
from psoas.exchange.skeletons import read_npz
from psoas.programme.catalogue import load
from psoas.testing import synthetic

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "skeletons"
SIDES = ("left", "right")


def watched(seen, level):
    coach = Coach(load().level(level))
    events = [event for skeleton in seen for event in coach.update(skeleton)] + coach.finish()
    return coach, [event for event in events if isinstance(event, Rep)]


def opinion(coach):
    course = coach.thighs.course()
    return [] if course is None else likely_reps(course)


def counted(*sides, short=()):
    """Repetitions of 4 s, one every 5 s."""
    return [
        Rep(side, 5.0 * i, 5 * i + 2.0, 5 * i + 4.0, 90, 90, 1.5, 0.5, 2.0, 0.9, short=i in short)
        for i, side in enumerate(sides)
    ]


def likely(reps):
    return [LikelyRep(rep.side, rep.start_s, rep.peak_s, rep.end_s) for rep in reps]


@pytest.mark.parametrize("level", range(1, 7))
def test_both_opinions_agree_on_a_plain_set_of_each_level(level):
    order = ["left", "right", "right", "left", "right", "left"]
    coach, reps = watched(synthetic(load().level(level), [(side, 1.0) for side in order]), level)
    assert [rep.side for rep in opinion(coach)] == [rep.side for rep in reps] == order
    assert coach.doubts() == []


@pytest.mark.parametrize("tempo", [0.5, 2.0])
def test_the_pace_makes_no_difference(tempo):
    march = load().level(6)
    coach, _ = watched(synthetic(march, [("left", 1.0), ("right", 1.0)] * 2, tempo=tempo), 6)
    assert [rep.side for rep in opinion(coach)] == ["left", "right"] * 2


def test_a_repetition_in_it_is_where_the_counted_one_is():
    coach, reps = watched(synthetic(load().level(2), [("left", 1.0), ("right", 1.0)] * 2), 2)
    for rep, found in zip(reps, opinion(coach), strict=True):
        assert found.peak_s == pytest.approx(rep.peak_s, abs=0.4)
        assert rep.start_s - 0.6 <= found.start_s < found.peak_s < found.end_s <= rep.end_s + 0.6


def test_a_leg_that_the_picture_moves_along_by_half_is_no_other_movement():
    t = np.arange(0, 12, 0.1)
    lift = np.interp(t % 6, [1, 2.5, 3.5, 5], [0, 1, 1, 0])
    thighs = np.stack([lift, lift / 2], axis=1)
    seen = ThighCourse(t, thighs[:, 0] - thighs[:, 1], np.gradient(thighs, 0.1, axis=0), np.ones(len(t), bool))
    assert [rep.side for rep in likely_reps(seen)] == ["left", "left"]


def test_both_legs_together_are_no_repetition():
    t = np.arange(0, 12, 0.1)
    lift = np.interp(t % 6, [1, 2.5, 3.5, 5], [0, 1, 1, 0])
    seen = ThighCourse(t, np.zeros(len(t)), np.gradient(np.stack([lift, lift], axis=1), 0.1, axis=0), t >= 0)
    assert likely_reps(seen) == []


def test_a_leg_held_apart_beyond_all_bounds_is_no_repetition():
    t = np.arange(0, 40, 0.1)
    lift = np.interp(t, [1, 2.5, 30, 31.5], [0, 1, 1, 0])
    speed = np.stack([np.gradient(lift, 0.1), np.zeros(len(t))], axis=1)
    assert not [r for r in likely_reps(ThighCourse(t, lift, speed, t >= 0)) if r.end_s - r.start_s > 20]
    assert fitted.BOUNDS_S[1][1] < 20


@pytest.mark.parametrize("name", ["walking", "jogging", "squatting", "sitting-down"])
def test_where_nothing_was_counted_nothing_is_doubted(name):
    coach, reps = watched(read_npz(FOLDER / f"{name}.npz"), 6)
    assert not [rep for rep in reps if not rep.short]
    assert coach.doubts() == []


def test_what_is_counted_in_walking_along_is_doubted_as_another_movement(monkeypatch):
    monkeypatch.setattr(footing, "STRIDES", np.inf)
    monkeypatch.setattr(footing, "STOOD_S", 0.0)
    seen = planted.skeletons(planted.walking_along(0.35, 1.4, 0.08), yaw_deg=20.0, elevation_deg=3.0, fps=15)
    coach, reps = watched(seen, 5)
    assert [rep for rep in reps if not rep.short]
    assert {doubt.reason for doubt in coach.doubts()} == {"other-movement"}


def test_nobody_in_view_leaves_no_opinion():
    coach = Coach(load().level(6))
    assert coach.doubts() == []


@given(st.lists(st.sampled_from(SIDES), max_size=12))
def test_an_opinion_that_is_the_same_doubts_nothing(sides):
    reps = counted(*sides)
    assert disagreements(reps, likely(reps)) == []


@given(st.lists(st.sampled_from(SIDES), min_size=2, max_size=12), st.data())
def test_one_difference_is_told_as_one_doubt_with_its_number(sides, data):
    reps = counted(*sides)
    i = data.draw(st.integers(0, len(sides) - 1))
    other = likely(reps)
    other[i] = other[i]._replace(side=SIDES[1 - SIDES.index(sides[i])])
    assert disagreements(reps, other) == [Doubt(i + 1, "other-leg")]
    del other[i]
    assert disagreements(reps, other) == [Doubt(i + 1, "other-movement")]


def test_a_repetition_that_only_the_second_opinion_has_is_missing_after_the_one_before():
    reps = counted("left", "right", "left", "right")
    assert disagreements([*reps[:2], reps[3]], likely(reps)) == [Doubt(2, "missing")]
    assert disagreements(reps[1:], likely(reps)) == [Doubt(0, "missing")]


def test_what_was_called_short_is_not_missing():
    reps = counted("left", "right", "left", "right", short={2})
    assert disagreements(reps, likely(reps)) == []


def test_what_moves_long_before_or_after_the_set_is_none_of_it():
    reps = counted("left", "right")
    late = LikelyRep("left", 30.0, 32.0, 34.0)
    assert disagreements(reps, [*likely(reps), late]) == []


def test_two_in_one_and_one_in_two():
    first, second, third = counted("left", "right", "left")
    long = replace(first, end_s=second.end_s)
    parts = [LikelyRep("left", 0, 1.5, 2.5), LikelyRep("left", 4, 6, 8.5)]
    assert disagreements([long], parts) == [Doubt(1, "two")]
    halves = [replace(third, end_s=12.0, peak_s=11.0), replace(third, start_s=12.1, peak_s=13.0)]
    assert disagreements(halves, [LikelyRep("left", 10, 12, 14)]) == [Doubt(2, "same")]


def test_a_leg_that_works_twice_with_room_for_the_other_one_may_have_missed_it():
    reps = counted("left", "right", "left", "right", "left", "right", "left", "right")
    without = [rep for i, rep in enumerate(reps) if i != 4]
    assert disagreements(without, likely(without)) == []
    late = [rep if i < 4 else replace(rep, start_s=rep.start_s + 3, peak_s=rep.peak_s + 3, end_s=rep.end_s + 3)
            for i, rep in enumerate(without)]  # fmt: skip
    assert disagreements(late, likely(late)) == [Doubt(4, "missing")]


def test_doubts_are_one_plain_sentence():
    assert miscounted([]) == ""
    assert miscounted([Doubt(5, "other-leg")]) == "I may have miscounted: repetition 5 may have been the other leg."
    assert miscounted([Doubt(0, "missing"), Doubt(2, "missing"), Doubt(3, "two")]) == (
        "I may have miscounted: repetition 3 may have been two; one may be missing before repetition 1; "
        "one may be missing after repetition 2."
    )
    many = [Doubt(n, "other-movement") for n in (1, 3, 4, 6, 9)]
    assert miscounted(many) == ("I may have miscounted: repetitions 1, 3, 4 and 2 more may have been another movement.")


def test_legs_that_are_said_to_be_mixed_up_are_not_doubted_one_by_one():
    doubts = [Doubt(2, "other-leg"), Doubt(4, "missing")]
    assert miscounted(doubts, mixed_up=True) == "I may have miscounted: one may be missing after repetition 4."
    assert miscounted(doubts[:1], mixed_up=True) == ""
