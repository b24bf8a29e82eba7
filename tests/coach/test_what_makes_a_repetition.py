"""Each limit of the counter alone, on thighs whose angles are written down: shares of the exercise's travel by time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from psoas.body.angles import BodyPosture, Leg
from psoas.body.skeleton import SIDES
from psoas.coach.measurements import Measurement
from psoas.coach.rep_counter import LYING, UPRIGHT, Reach, RepCounter, Window
from psoas.programme.catalogue import load

FPS = 30
STANDING, KICKING = load().level(6), load().level(1)
#: (seconds, share of the travel): where a leg is then; softly there in between.
Way = Sequence[tuple[float, float]]
STILL: Way = [(0, 0)]


def along(way: Way, t: np.ndarray) -> np.ndarray:
    """Shares of the travel at these times, each stretch beginning and ending softly (minimum jerk)."""
    found = np.full(len(t), float(way[-1][1]))
    for (start, here), (end, there) in pairwise(way):
        part = np.clip((t - start) / (end - start), 0, 1)
        inside = (t >= start) & (t < end)
        found[inside] = (here + (there - here) * (10 * part**3 - 15 * part**4 + 6 * part**5))[inside]
    return found


def windows(left: Way = STILL, right: Way = STILL, *, exercise=STANDING, confidence=1.0, reach=None) -> list[Window]:
    """What the counter finds while the thighs go these ways, with a second of stillness after them."""
    assert exercise.motion is not None
    end = max(left[-1][0], right[-1][0]) + 1
    t = np.arange(0, end, 1 / FPS)
    shares = {"left": along(left, t), "right": along(right, t)}
    standing = exercise.posture == "standing"
    counter = RepCounter(exercise.motion, UPRIGHT if standing else LYING, reach or Reach())
    found = []
    for i, now in enumerate(t):
        swing = {side: float(exercise.motion.travel_deg * shares[side][i]) for side in SIDES}
        legs = {side: Leg(exercise.motion.start.hip + swing[side], 0.0, 0.0, swing[side]) for side in SIDES}
        body = BodyPosture(90.0, legs, 1)
        frame = Measurement(float(now), body, swing, {}, dict.fromkeys(SIDES, confidence), True, None)
        found.append(counter.update(frame))
    return [window for window in [*found, counter.finish()] if window]


def counted(*args, **more) -> str:
    return "".join(window.rep.side[0].upper() for window in windows(*args, **more) if not window.rep.short)


def lift(reach: float, at: float = 1.0, out: float = 1.5, hold: float = 0.5, back: float = 1.5) -> Way:
    return [(0, 0), (at, 0), (at + out, reach), (at + out + hold, reach), (at + out + hold + back, 0)]


@pytest.mark.parametrize("exercise", [STANDING, KICKING], ids=["up", "out"])
def test_a_leg_that_goes_out_and_comes_home_is_a_repetition_of_that_leg(exercise):
    assert counted(lift(1.0), exercise=exercise) == "L"
    assert counted(right=lift(1.0), exercise=exercise) == "R"


def test_a_leg_that_moves_less_than_the_other_one_meanwhile_did_not_work():
    first: Way = [(0, 0), (1, 0), (2, 0.6), (4, 0.6), (5, 0)]
    later: Way = [(0, 0), (2, 0), (3.5, 0.75), (6, 0.75), (7.5, 0)]
    assert counted(first) == "L"
    assert "left" not in [window.rep.side for window in windows(first, later)]


def test_a_leg_that_is_not_quite_believed_may_draw_the_other_one_along_and_a_clear_one_may_not():
    drawn = lift(0.6), lift(0.3)
    assert counted(*drawn, confidence=0.9) == "L"
    assert counted(*drawn, confidence=1.0) == ""


def test_a_leg_that_is_shown_too_small_is_asked_for_less_but_never_for_next_to_nothing():
    known = Reach([("left", 0.3), ("right", 1.0)] * 4)
    assert counted(lift(0.36), reach=known.copy()) == "L"
    assert windows(lift(0.3), reach=known.copy()) == []
    assert counted(lift(0.36)) == ""


def test_a_leg_held_out_is_never_taken_for_rest_however_often_it_comes_back_less():
    less_and_less: Way = [(0, 0), (1, 0), (2.5, 1.0), (4, 0.34), (6, 0.34), (7.5, 1.3), (9, 0.67), (11, 0.67), (12, 0)]
    again: Way = [(14, 0), (15.5, 1.0), (16, 1.0), (17.5, 0)]
    assert counted([*less_and_less, *again]).count("L") == 3


@pytest.mark.parametrize(("out", "back"), [(0.8, 4.0), (4.0, 0.8)], ids=["slowly back", "slowly out"])
def test_the_peak_is_where_the_leg_is_furthest_not_half_way_through(out, back):
    (window,) = windows(lift(1.0, out=out, hold=0.4, back=back))
    assert window.rep.peak_s == pytest.approx(1.0 + out + 0.2, abs=0.4)


def test_a_leg_that_turns_before_it_is_home_goes_on_with_its_repetition():
    def twice(turn: float) -> Way:
        return [(0, 0), (1, 0), (2, 1.0), (3, turn), (4, 1.0), (5, 0)]

    assert counted(twice(0.2)) == "L"
    assert counted(twice(0.08)) == "LL"


def test_a_leg_that_comes_down_slowly_is_waited_for_until_it_lies():
    (window,) = windows(lift(1.0, back=2.5))
    hip, travel = window.rep.hip.hip_deg, STANDING.motion.travel_deg
    assert (hip[-1] - hip[0]) / travel < 0.08
    assert window.frames[-1].t > window.rep.end_s + 0.2
