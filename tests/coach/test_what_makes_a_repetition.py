"""Each limit of the counter alone, on thighs whose angles are written down: shares of the exercise's travel by time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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


def windows(
    left: Way = STILL, right: Way = STILL, *, exercise=STANDING, confidence=1.0, reach=None, until=None, spoil=None
) -> list[Window]:
    """What the counter finds while the thighs go these ways, with a second of stillness after them.

    `spoil` makes another moment of each, None leaves it out; `until` ends it all.
    """
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
        if until is not None and now >= until:
            break
        changed = spoil(frame) if spoil else frame
        if changed is not None:
            found.append(counter.update(changed))
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
    assert window.rep.end_s - window.frames[-1].t < 0.4


@pytest.mark.parametrize(
    ("reach", "order", "short"), [(0.7, "L", ""), (0.52, "L", ""), (0.44, "", "L"), (0.36, "", "L")]
)
def test_a_repetition_counts_from_its_range_on_and_is_short_below_it(reach, order, short):
    found = windows(lift(reach))
    assert counted(lift(reach)) == order
    assert "".join("L" for window in found if window.rep.short) == short


def test_next_to_nothing_is_not_even_short():
    assert windows(lift(0.28)) == []


@pytest.mark.parametrize(("up_s", "order"), [(0.45, ""), (1.0, "L")])
def test_what_is_over_in_a_moment_is_a_stride(up_s, order):
    assert counted(lift(1.0, out=up_s / 2, hold=0.01, back=up_s / 2)) == order


def test_after_a_stride_the_next_one_has_to_last_twice_as_long_to_be_believed():
    stride: Way = [(0, 0), (1, 0), (1.2, 1.0), (1.4, 0)]
    lasting: Way = [(0, 0), (1.5, 0), (2.0, 1.0), (2.5, 0)]
    assert counted(right=lasting) == "R"
    assert counted(stride, lasting) == ""
    rested: Way = [(0, 0), (2.2, 0), (2.7, 1.0), (3.2, 0)]
    assert counted(stride, rested) == "R"
    slow: Way = [(0, 0), (1.5, 0), (2.5, 1.0), (3.5, 0)]
    assert counted(stride, slow) == "R"


def test_both_legs_together_are_no_repetition():
    assert windows(lift(1.0), lift(1.0)) == []


def test_a_leg_that_stays_out_is_no_repetition_until_it_comes_home():
    out: Way = [(0, 0), (1, 0), (2.5, 1.0), (8, 1.0)]
    assert windows(out) == []
    assert counted([*out, (9.5, 0)]) == "L"


def test_at_the_end_only_what_had_all_but_come_home_counts():
    whole = lift(1.0, back=2.5)  # on its way back from 3.0 s to 5.5 s
    assert counted(whole, until=4.6) == "L"
    assert counted(whole, until=4.0) == ""


@pytest.mark.parametrize(("gap_s", "order"), [(0.5, "L"), (0.7, "")])
def test_a_longer_gap_in_seeing_ends_a_repetition_without_counting_it(gap_s, order):
    def blind(frame: Measurement) -> Measurement:
        return replace(frame, posture=None) if 2.55 < frame.t < 2.55 + gap_s else frame

    def gone(frame: Measurement) -> Measurement | None:
        return None if 2.55 < frame.t < 2.55 + gap_s else frame

    assert counted(lift(1.0), spoil=blind) == order
    assert counted(lift(1.0), spoil=gone) == order


def test_who_leaves_the_position_has_ended_the_repetition():
    def sitting_up(frame: Measurement) -> Measurement:
        return replace(frame, in_position=frame.t < 2.5)

    assert windows(lift(1.0), spoil=sitting_up) == []
    assert len(windows(lift(1.0), spoil=lambda frame: replace(frame, in_position=frame.t < 4.3))) == 1


@pytest.mark.parametrize(("trunks", "order"), [(0.4, "L"), (0.8, "")])
def test_who_goes_somewhere_in_a_repetition_walks(trunks, order):
    def going(frame: Measurement) -> Measurement:
        share = min(max((frame.t - 1.0) / 3.5, 0.0), 1.0)
        return replace(frame, across_px=100 * trunks * share, trunk_px=100.0)

    assert counted(lift(1.0), spoil=going) == order


@pytest.mark.parametrize(
    ("exercise", "larger", "order"), [(KICKING, 2.5, "L"), (KICKING, 1.5, ""), (STANDING, 2.5, "")]
)
def test_a_lying_body_that_grows_in_the_picture_is_moved_by_the_camera(exercise, larger, order):
    """As at a cut to a close-up in the middle of a repetition; who stands may walk towards the camera."""

    def cut(frame: Measurement) -> Measurement:
        before = frame.t < 2.6
        return replace(frame, across_px=0.0 if before else 400.0, trunk_px=100.0 if before else 100.0 * larger)

    assert counted(lift(1.0), exercise=exercise, spoil=cut) == order


def test_the_times_of_a_repetition_are_those_of_its_parts():
    (window,) = windows(lift(1.0, out=1.5, hold=1.0, back=2.5))
    rep = window.rep
    assert (rep.start_s, rep.end_s) == (pytest.approx(1.0, abs=0.1), pytest.approx(6.0, abs=0.1))
    assert (rep.out_s, rep.hold_s, rep.back_s) == pytest.approx((1.5, 1.0, 2.5), abs=0.1)
    assert rep.out_s + rep.hold_s + rep.back_s == pytest.approx(rep.end_s - rep.start_s)
    assert rep.range_deg == pytest.approx(STANDING.motion.travel_deg, rel=0.06)
    assert rep.peak_hip_deg == pytest.approx(STANDING.motion.start.hip + STANDING.motion.travel_deg, abs=1)
    assert rep.peak_s == pytest.approx(3.0, abs=0.4)
    assert rep.confidence == 1.0


def test_the_course_of_the_hip_begins_a_little_before_and_reaches_to_where_it_settled():
    (window,) = windows(lift(1.0))
    course = window.rep.hip
    assert course.t[0] == pytest.approx(window.frames[0].t - 0.3, abs=0.05)
    assert course.t[-1] == window.frames[-1].t
    assert course.hip_deg.max() == pytest.approx(STANDING.motion.start.hip + STANDING.motion.travel_deg, abs=1)
    assert set(course.confidence) == {1.0}


def test_the_way_out_is_told_while_it_lasts():
    counter = RepCounter(STANDING.motion)
    shown = []
    for i, share in enumerate(along(lift(1.0), np.arange(0, 4, 1 / FPS))):
        swing = {"left": float(STANDING.motion.travel_deg * share), "right": 0.0}
        legs = {side: Leg(swing[side], 0.0, 0.0, swing[side]) for side in SIDES}
        counter.update(
            Measurement(i / FPS, BodyPosture(90.0, legs, 1), swing, {}, dict.fromkeys(SIDES, 1.0), True, None)
        )
        shown.append((counter.working, counter.progress))
    assert shown[0] == (None, 0.0)
    assert max(progress for _, progress in shown) == pytest.approx(1.0, abs=0.02)
    assert {side for side, _ in shown} == {None, "left"}
    assert counter.travel == abs(STANDING.motion.travel_deg)


@pytest.mark.parametrize(
    ("mine", "theirs", "asked"),
    [
        ([0.5, 0.5], [1.0, 1.0], 0.22),
        ([0.8, 0.8], [1.0, 1.0], 0.352),
        ([0.3, 0.3], [1.0, 1.0], 0.28),
        ([0.94, 0.94], [1.0, 1.0], 0.4136),
        ([1.1, 1.1], [1.0, 1.0], 0.44),
        ([0.5], [1.0, 1.0], 0.44),
        ([0.5, 0.5], [1.0], 0.44),
        ([0.5, 0.5], [0.4, 0.4], 0.44),
        ([0.4, 0.8, 0.8, 0.8, 0.9], [1.0] * 5, 0.352),
    ],
)
def test_what_a_leg_is_asked_for_follows_from_what_both_reached(mine, theirs, asked):
    known = Reach()
    for i in range(max(len(mine), len(theirs))):
        known.shares += [("left", each) for each in mine[i : i + 1]] + [("right", each) for each in theirs[i : i + 1]]
    assert known.full("left", 0.44) == pytest.approx(max(asked, 0.28))


def test_legs_that_took_no_turns_are_not_asked_for_less():
    assert Reach([("left", 0.7)] * 3 + [("right", 1.0)] * 3).full("left", 0.44) == 0.44
