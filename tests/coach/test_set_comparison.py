"""One set as a whole: what is told, and above all what is not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas.body.skeleton import Side, other
from psoas.coach.coach import Coach
from psoas.coach.comparison_words import MIXED_UP, NOT_COMPARED, SAME_WORDS, sentences, verdict
from psoas.coach.events import Rep
from psoas.coach.set_comparison import ENOUGH, MEASURES, SAME, compare
from psoas.coach.turns import too_alike_to_compare
from psoas.programme.catalogue import load
from psoas.testing import forbidden_in, synthetic


def rep(side: Side, start_s: float = 0.0, range_deg: float = 60.0, **given: object) -> Rep:
    times = {"out_s": 2.0, "hold_s": 1.0, "back_s": 2.5} | {k: v for k, v in given.items() if k.endswith("_s")}
    rest = {"confidence": 0.95} | {k: v for k, v in given.items() if not k.endswith("_s")}
    length = sum(times.values())
    return Rep(side, start_s, start_s + times["out_s"], start_s + length, 30.0, range_deg, **times, **rest)


def in_turn(reps: Sequence[Rep], gap_s: float = 0.4) -> list[Rep]:
    """The same repetitions one after the other."""
    t, found = 0.0, []
    for each in reps:
        length = each.out_s + each.hold_s + each.back_s
        found.append(replace(each, start_s=t, peak_s=t + each.out_s, end_s=t + length))
        t += length + gap_s
    return found


def march(pairs: int = 6, left: dict[str, object] | None = None, right: dict[str, object] | None = None) -> list[Rep]:
    """Both legs in turn, each always the same."""
    both = [rep("left", **(left or {})), rep("right", **(right or {}))]
    return in_turn(both * pairs)


def changing(values: Sequence[float], measure: str = "range_deg") -> list[Rep]:
    return in_turn([rep("left" if i % 2 == 0 else "right", **{measure: v}) for i, v in enumerate(values)])


def said(reps: Sequence[Rep]) -> str:
    return " ".join(sentences(compare(reps)))


def mirrored(reps: Sequence[Rep]) -> list[Rep]:
    return [replace(each, side=other(each.side)) for each in reps]


def slower(reps: Sequence[Rep], k: float) -> list[Rep]:
    names = ("start_s", "peak_s", "end_s", "out_s", "hold_s", "back_s")
    return [replace(each, **{name: k * getattr(each, name) for name in names}) for each in reps]


def swap_words(text: str) -> str:
    return text.replace("left", "#").replace("right", "left").replace("#", "right")


def about_range(reps: Sequence[Rep]) -> list[str]:
    return [s for s in sentences(compare(reps)) if "range" in s or "further" in s]


REPS = st.builds(
    lambda side, degrees, out, hold, back, confidence, faulty, short: rep(
        side,
        range_deg=degrees,
        out_s=out,
        hold_s=hold,
        back_s=back,
        confidence=confidence,
        faults=("returns-too-fast",) if faulty else (),
        short=short,
    ),
    st.sampled_from(("left", "right")),
    st.integers(25, 95).map(float),
    st.integers(5, 30).map(lambda n: n / 10),
    st.integers(0, 20).map(lambda n: n / 10),
    st.integers(3, 40).map(lambda n: n / 10),
    st.sampled_from((0.7, 0.9, 0.99)),
    st.booleans(),
    st.sampled_from((False, False, False, True)),
)
SETS = st.lists(REPS, max_size=26).map(in_turn)


def test_a_set_whose_legs_do_the_same_is_about_the_same_and_steady() -> None:
    found = compare(march())
    assert [verdict(found, measure) for measure in MEASURES] == [SAME_WORDS] * 4
    assert sentences(found) == (
        "Both sides were about the same.",
        "Both legs were steady: one repetition was much like the next.",
    )


def test_the_leg_that_goes_further_is_named_with_both_ranges() -> None:
    found = compare(march(left={"range_deg": 46.0}, right={"range_deg": 62.0}))
    assert verdict(found, "range_deg") == "16° further on the right"
    assert "Your right leg went further than the other one: 62 against 46 degrees." in sentences(found)


def test_the_leg_that_comes_back_more_slowly_is_named_with_both_times() -> None:
    found = compare(march(left={"back_s": 2.5}, right={"back_s": 1.6}))
    assert verdict(found, "back_s") == "0.9 s longer on the left"
    assert "Your left leg took longer on its way back: 2.5 against 1.6 seconds." in sentences(found)
    assert "Both legs went about as far." in sentences(found)


@pytest.mark.parametrize("measure", MEASURES)
def test_a_difference_within_what_the_camera_cannot_tell_is_none(measure: str) -> None:
    for apart, clear in ((0.98 * SAME[measure], False), (1.02 * SAME[measure], True)):
        found = compare(march(left={measure: 60.0}, right={measure: 60.0 - apart}))
        assert found.differences[measure].clear is clear
        assert (verdict(found, measure) == SAME_WORDS) is not clear


def test_medians_of_a_leg_that_scatters_widely_are_no_difference() -> None:
    wide = [30, 90, 45, 80, 35, 85]
    reps = in_turn([r for v in wide for r in (rep("left", range_deg=v), rep("right", range_deg=50.0))])
    found = compare(reps)
    assert found.differences["range_deg"].left_minus_right == 12.5
    assert not found.differences["range_deg"].clear


def test_one_wild_repetition_changes_neither_median_nor_words() -> None:
    reps = march()
    reps[4] = replace(reps[4], range_deg=140.0)
    assert sentences(compare(reps)) == sentences(compare(march()))


def test_fewer_than_four_repetitions_of_a_leg_are_not_compared() -> None:
    few = march(ENOUGH, left={"range_deg": 30.0})[:-1]
    found = compare(few)
    assert found.why_not == "too-few"
    assert [verdict(found, measure) for measure in MEASURES] == [NOT_COMPARED] * 4
    assert "psoas needs 4 repetitions of each leg" in said(few)
    assert compare(march(ENOUGH)).why_not is None


def test_a_leg_that_was_hardly_seen_is_said_to_be_unsure_and_nothing_else_is_said_of_it() -> None:
    reps = march(8, left={"range_deg": 30.0, "confidence": 0.6})
    reps = [replace(r, range_deg=r.range_deg + (20.0 if i % 4 == 0 else 0.0)) for i, r in enumerate(reps)]
    found = compare(reps)
    assert found.why_not == "unsure"
    assert found.differences == {}
    assert (found.left.steady_range, found.right.steady_range) == (None, True)
    assert "left" not in found.side_trends
    assert "The left leg was partly hidden" in said(reps)
    assert "Your right leg was steady" in said(reps)
    assert "further" not in said(reps)


def test_a_range_that_shrinks_is_told_with_its_beginning_and_end() -> None:
    reps = changing([62, 62, 61, 63, 60, 59, 57, 56, 55, 53, 52, 51, 50, 51])
    assert "Your range got smaller towards the end: 62 to 52 degrees." in said(reps)
    assert compare(reps).trends["range_deg"].per_rep == pytest.approx(-1.0, abs=0.2)


def test_a_way_back_that_gets_quicker_is_told() -> None:
    reps = changing([2.6, 2.5, 2.6, 2.4, 2.3, 2.1, 2.0, 1.9, 1.8, 1.7, 1.6, 1.6], "back_s")
    assert "Your way back took less time towards the end: 2.5 to 1.7 seconds." in said(reps)


def test_a_change_of_one_leg_is_told_of_that_leg_alone() -> None:
    fading = [70 - 3 * i for i in range(10)]
    reps = in_turn([r for v in fading for r in (rep("left", range_deg=60.0), rep("right", range_deg=v))])
    assert "The range of your right leg got smaller towards the end: 67 to 46 degrees." in said(reps)
    assert "Your range got" not in said(reps)


def test_legs_that_differ_make_no_trend_however_they_follow_each_other() -> None:
    left, right = [rep("left", range_deg=70.0)] * 6, [rep("right", range_deg=45.0)] * 6
    found = compare(in_turn(left + right))
    assert found.trends["range_deg"].first == found.trends["range_deg"].last
    assert not found.trends["range_deg"].clear


def test_a_change_smaller_than_noise_is_no_trend() -> None:
    reps = changing([60 - 0.4 * i for i in range(12)])
    assert not compare(reps).trends["range_deg"].clear
    assert "towards the end" not in said(reps)


def test_ups_and_downs_without_direction_are_no_trend() -> None:
    reps = changing([52, 68, 52, 66, 70, 50, 52, 70, 60, 66, 71, 50])
    assert not compare(reps).trends["range_deg"].clear


def test_faults_that_pile_up_at_the_end_are_told_and_scattered_ones_are_not() -> None:
    faulty = ("returns-too-fast",)
    late = [replace(r, faults=faulty if i >= 8 else ()) for i, r in enumerate(march())]
    assert "more repetitions had something to work on: 0 of the first 4, 4 of the last 4." in said(late)
    early = [replace(r, faults=faulty if i < 4 else ()) for i, r in enumerate(march())]
    assert "fewer repetitions had something to work on" in said(early)
    mixed = [replace(r, faults=faulty if i % 3 == 0 else ()) for i, r in enumerate(march())]
    assert "something to work on" not in said(mixed)


def test_short_repetitions_are_something_to_work_on_but_change_no_median() -> None:
    reps = march(8)
    short = [replace(r, short=True, range_deg=20.0) if i >= 11 else r for i, r in enumerate(reps)]
    found = compare(short)
    assert (found.left.count, found.left.short, found.right.short) == (6, 2, 3)
    assert found.left.range_deg == compare(reps).left.range_deg
    assert found.course is not None and found.course.clear


def test_a_leg_whose_repetitions_differ_is_told_with_its_usual_range() -> None:
    uneven = [50, 70, 48, 66, 52, 71, 47, 69]
    reps = in_turn([r for v in uneven for r in (rep("left", range_deg=v), rep("right"))])
    assert "Your left leg went further in some repetitions than in others: half of them were" in said(reps)
    assert "steady" not in said(reps)


def test_a_leg_whose_tempo_wavers_is_told_with_its_usual_time() -> None:
    uneven = [1.0, 4.0, 1.5, 4.5, 1.0, 4.2, 1.2, 4.4]
    reps = in_turn([r for v in uneven for r in (rep("left"), rep("right", back_s=v))])
    assert "Your right leg was quicker in some repetitions than in others" in said(reps)


def test_a_repeated_side_is_found_with_its_number() -> None:
    sides: list[Side] = ["left", "right", "right", "left", "right"]
    reps = in_turn([rep(side) for side in sides])
    assert compare(reps).repeated == (3,)
    assert "The same leg worked twice in a row once, at repetition 3." in said(reps)


@pytest.mark.parametrize(
    ("order", "where"),
    [("LRRLLRLRLRLRLRLR", "twice, at repetitions 3 and 5"), ("LRRLLRRLRLRLRLRLRLRL", "3 times, first at repetition 3")],
)
def test_up_to_two_repeated_sides_are_listed_and_of_more_the_first_is_named(order: str, where: str) -> None:
    reps = in_turn([rep("left" if side == "L" else "right") for side in order])
    assert f"The same leg worked twice in a row {where}." in said(reps)


def test_repeated_sides_are_numbered_among_those_that_count() -> None:
    sides: list[tuple[Side, bool]] = [("left", True), ("left", False), ("right", False), ("right", False)]
    reps = in_turn([rep(side, short=short) for side, short in sides])
    assert compare(reps).repeated == (3,)


def test_doing_a_short_one_again_is_no_missed_turn() -> None:
    reps = in_turn([rep("left"), rep("right"), rep("right", short=True), rep("right"), rep("left")])
    assert compare(reps).repeated == ()


def test_across_what_nobody_saw_no_turn_is_missed() -> None:
    reps = [rep("left", 0.0), rep("left", 12.0), rep("right", 18.0), rep("right", 24.0)]
    assert compare(reps).repeated == (4,)  # the break before the second left has room for a right one
    assert compare(reps, unseen=[]).repeated == (2, 4)
    assert compare(reps, unseen=[(6.0, 7.0)]).repeated == (4,)
    assert compare(reps, unseen=[(23.8, 24.1)]).repeated == (2,)


@pytest.mark.parametrize("head", ["left", "right"])
@pytest.mark.parametrize("level", [1, 4, 6])
def test_legs_that_do_the_same_look_about_the_same_from_both_sides(level: int, head: Literal["left", "right"]) -> None:
    exercise = load().level(level)
    shaky = np.random.default_rng(level).normal(0, 2, (200, 33, 2))
    seen = synthetic(
        exercise, (("left", 1.0), ("right", 1.0)) * 4, fps=12, head=head, yaw_deg=40, far_confidence=0.9, noise_px=shaky
    )
    coach = Coach(exercise)
    events = [event for skeleton in seen for event in coach.update(skeleton)] + coach.finish()
    found = compare([event for event in events if isinstance(event, Rep)])
    assert (found.why_not, found.clear, found.repeated) == (None, False, ())


def test_nothing_is_said_about_a_set_without_repetitions() -> None:
    found = compare([])
    assert sentences(found) == ()
    assert math.isnan(found.left.range_deg.median)
    assert found.course is None


@given(SETS)
def test_a_mirrored_set_swaps_left_and_right(reps: list[Rep]) -> None:
    found, swapped = compare(reps), compare(mirrored(reps))
    assert (repr(found.left), repr(found.right)) == (repr(swapped.right), repr(swapped.left))
    assert found.repeated == swapped.repeated
    assert found.course == swapped.course
    for measure, difference in found.differences.items():
        assert difference.left_minus_right == -swapped.differences[measure].left_minus_right
        assert difference.band == swapped.differences[measure].band
    assert set(sentences(swapped)) == {swap_words(s) for s in sentences(found)}


@given(SETS, st.sampled_from((0.5, 1.25, 2.0, 3.0)))
def test_a_slower_set_scales_the_times_and_keeps_the_words_about_range(reps: list[Rep], k: float) -> None:
    found, slow = compare(reps), compare(slower(reps, k))
    for side in ("left", "right"):
        for measure in ("out_s", "hold_s", "back_s"):
            middle = found.side(side).middle(measure)
            assert slow.side(side).middle(measure).median == pytest.approx(k * middle.median, nan_ok=True)
            assert slow.side(side).middle(measure).spread == pytest.approx(k * middle.spread, nan_ok=True)
    assert about_range(slower(reps, k)) == about_range(reps)
    # "About as far" is said beside another difference only, so what it rests on is compared instead of the sentence.
    assert (
        slow.differences["range_deg"] == found.differences["range_deg"] if found.differences else not slow.differences
    )


@given(st.lists(st.floats(-1, 1), min_size=48, max_size=48), st.integers(6, 12))
def test_noise_below_the_band_changes_no_word(noise: list[float], pairs: int) -> None:
    shaken = [
        replace(
            each,
            range_deg=each.range_deg + 2.9 * noise[2 * i],
            back_s=each.back_s + 0.14 * noise[2 * i + 1],
        )
        for i, each in enumerate(march(pairs))
    ]
    assert sentences(compare(in_turn(shaken))) == sentences(compare(march(pairs)))


@given(st.permutations([rep("left")] * 10 + [rep("right", range_deg=40.0)] * 8))
def test_equal_repetitions_in_any_order_have_no_trend(reps: list[Rep]) -> None:
    found = compare(in_turn(reps))
    every = [*found.trends.values(), *(t for own in found.side_trends.values() for t in own.values())]
    assert [(t.first == t.last, t.per_rep, t.clear) for t in every] == [(True, 0.0, False)] * len(every)
    assert found.course is not None and not found.course.clear


@given(SETS, st.randoms(use_true_random=False))
def test_the_order_in_which_repetitions_are_given_does_not_matter(reps: list[Rep], random) -> None:
    mixed = list(reps)
    random.shuffle(mixed)
    assert repr(compare(mixed)) == repr(compare(reps))


@settings(max_examples=200)
@given(SETS)
def test_no_sentence_says_what_psoas_may_not_say(reps: list[Rep]) -> None:
    for sentence in sentences(compare(reps)):
        assert not forbidden_in(sentence)
        assert sentence.endswith(".")
        assert "nan" not in sentence


def test_the_middle_of_a_leg_is_its_median_with_half_of_its_repetitions_around_it() -> None:
    reps = in_turn(
        [rep("left", range_deg=v, out_s=o, confidence=c) for v, o, c in ((50, 1, 0.8), (60, 2, 0.9), (90, 4, 1))]
    )
    found = compare(reps).left
    assert (found.range_deg.median, found.range_deg.spread) == (60, 10)
    assert (found.out_s.median, found.out_s.spread) == (2, 1)
    assert (found.rep_s.median, found.rep_s.spread) == (5.5, 1)
    assert (found.count, found.short, found.confidence) == (3, 0, pytest.approx(0.9))


def test_a_leg_without_repetitions_has_no_middle() -> None:
    found = compare(march(1)[:1]).right
    assert (found.count, found.short) == (0, 0)
    assert math.isnan(found.confidence) and math.isnan(found.range_deg.median) and math.isnan(found.rep_s.spread)


def test_a_difference_is_left_minus_right_and_clear_only_beyond_its_band() -> None:
    for apart, clear in ((15.0, False), (15.1, True)):
        found = compare(march(left={"range_deg": 60 + apart})).differences["range_deg"]
        assert (found.left_minus_right, found.band, found.clear) == (pytest.approx(apart), 15.0, clear)
    assert compare(march(right={"back_s": 3.0})).differences["back_s"].left_minus_right == -0.5


def test_the_band_of_a_difference_grows_with_the_scatter_of_both_legs() -> None:
    def scattered(by: float) -> list[Rep]:
        return [rep(side, range_deg=60 + by * sign) for _ in range(4) for sign in (-1, 1) for side in ("left", "right")]

    found = compare(in_turn(scattered(10.0))).differences["range_deg"]
    # Half of eight repetitions lie 10 degrees from the median: as a standard error, of both legs, 2.5 times.
    assert found.band == pytest.approx(2.5 * 1.2533 * 1.4826 * math.hypot(10 / math.sqrt(8), 10 / math.sqrt(8)))


@pytest.mark.parametrize(
    ("spread", "steady"), [({"range_deg": 5.0}, True), ({"range_deg": 5.1}, False)], ids=["steady", "not"]
)
def test_a_leg_is_steady_up_to_five_degrees_around_its_median(spread: dict[str, float], steady: bool) -> None:
    ranges = [60 - spread["range_deg"], 60, 60 + spread["range_deg"]] * 2
    reps = in_turn([rep("left", range_deg=v) for v in ranges])
    assert compare(reps).left.range_deg.spread == pytest.approx(spread["range_deg"])
    assert compare(reps).left.steady_range is steady
    assert compare(reps[:3]).left.steady_range is None
    assert compare(reps[:3]).left.steady_time is None


@pytest.mark.parametrize(
    ("by", "usual_s", "steady"), [(0.29, 1.5, True), (0.31, 1.5, False), (0.75, 5.0, True), (0.8, 5.0, False)]
)
def test_a_leg_keeps_its_tempo_within_a_third_of_a_second_or_a_seventh_of_it(
    by: float, usual_s: float, steady: bool
) -> None:
    reps = in_turn([rep("left", out_s=0.0, hold_s=0.0, back_s=usual_s + way * by) for way in (-1, 0, 1) * 2])
    assert compare(reps).left.steady_time is steady


def test_a_trend_needs_nine_repetitions_and_is_told_from_the_first_third_to_the_last() -> None:
    values = [80.0, 78, 76, 74, 72, 70, 68, 66, 64]
    assert compare(in_turn([rep("left", range_deg=v) for v in values[:8]])).trends == {}
    found = compare(in_turn([rep("left", range_deg=v) for v in values])).trends["range_deg"]
    assert (found.first, found.last, found.per_rep, found.clear) == (78, 66, -2, True)


def test_a_change_up_to_six_degrees_is_no_trend() -> None:
    def over(step: float) -> bool:
        return compare(in_turn([rep("left", range_deg=60 + step * i) for i in range(9)])).trends["range_deg"].clear

    assert not over(1.0)  # medians of the thirds: six degrees apart
    assert over(1.1)


@pytest.mark.parametrize(
    ("faulty", "first", "last", "clear"),
    [
        ("110000000", 2, 0, False),
        ("111000000", 3, 0, True),
        ("000000111", 0, 3, True),
        ("111000001", 3, 1, False),
        ("100000001", 1, 1, False),
    ],
)
def test_faults_are_compared_between_the_first_third_and_the_last(
    faulty: str, first: int, last: int, clear: bool
) -> None:
    reps = in_turn([rep("left", faults=("x",) if one == "1" else ()) for one in faulty])
    found = compare(reps).course
    assert found is not None
    assert (found.first, found.last, found.of, found.clear) == (first, last, 3, clear)
    assert compare(reps[:8]).course is None


@given(st.lists(st.sampled_from(["left", "right"]), min_size=6, max_size=30), st.floats(30, 70), st.floats(30, 70))
def test_where_the_legs_may_be_mixed_up_no_word_tells_one_from_the_other(order: list[Side], left: float, right: float):
    reps = in_turn([rep(side, range_deg=left if side == "left" else right) for side in order])
    found = compare(reps)
    if not too_alike_to_compare(order):
        assert found.why_not != "alike"
        return
    told = sentences(found)
    assert told[0] == MIXED_UP
    assert not found.differences
    assert not [say for say in told if "left" in say or "right" in say]
    assert all(verdict(found, measure) == NOT_COMPARED for measure in MEASURES)


def test_a_symmetrical_set_with_repetitions_given_to_the_wrong_leg_is_not_called_lopsided() -> None:
    order = ["left", "left", "right", "left", "right", "right", "left", "left", "right", "left", "left", "right"]
    reps = in_turn([rep(side, range_deg=53 if side == "right" else 42) for side in order])  # type: ignore[arg-type]
    assert sentences(compare(reps))[0] == MIXED_UP
    assert "further" not in said(reps)
