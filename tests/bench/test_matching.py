from dataclasses import dataclass

from bench.accuracy.counting import all_pairs, counting
from bench.accuracy.matching import match
from bench.accuracy.truth import TrueRep
from psoas.body.skeleton import Side
from psoas.coach.events import Rep


@dataclass(frozen=True)
class Move:
    side: Side
    peak_s: float
    half_s: float = 0.5

    @property
    def start_s(self) -> float:
        return self.peak_s - self.half_s

    @property
    def end_s(self) -> float:
        return self.peak_s + self.half_s


def true(side: Side, peak_s: float, *, short: bool = False, faults: tuple[str, ...] = ()) -> TrueRep:
    return TrueRep(side, peak_s - 1.5, peak_s, peak_s + 1.5, short, 60.0, frozenset(faults))


def counted(side: Side, peak_s: float, *, short: bool = False, faults: tuple[str, ...] = ()) -> Rep:
    return Rep(side, peak_s - 1, peak_s, peak_s + 1, 90.0, 60.0, 1.0, 0.2, 1.0, 0.9, faults, short)


def test_each_counted_repetition_belongs_to_the_nearest_true_one_of_its_side():
    found = match([Move("left", 1), Move("right", 4), Move("left", 7)], [Move("left", 1.2), Move("left", 6.9)])
    assert found.right == [(0, 0), (2, 1)]
    assert found.missed == [1]
    assert not found.invented


def test_a_repetition_given_to_the_other_leg_is_wrong_rather_than_missed_and_invented():
    found = match([Move("left", 1), Move("right", 4)], [Move("left", 1), Move("left", 4.1)])
    assert found.right == [(0, 0)]
    assert found.crossed == [(1, 1)]
    assert not found.missed
    assert not found.invented


def test_what_is_too_far_away_in_time_is_missed_here_and_invented_there():
    found = match([Move("left", 1)], [Move("left", 2.0)])
    assert (found.missed, found.invented) == ([0], [0])


def test_a_slow_repetition_may_peak_half_its_time_away():
    found = match([Move("left", 3, half_s=2)], [Move("left", 4.9)])
    assert found.right == [(0, 0)]


def test_as_many_pairs_as_possible_are_found_before_near_ones():
    # Nearest first would pair 1.7 with 1.5 and leave both 1.0 and 2.2 alone.
    found = match([Move("left", 1.0), Move("left", 1.7)], [Move("left", 1.5), Move("left", 2.2)])
    assert found.right == [(0, 0), (1, 1)]


def test_two_counted_for_one_true_repetition_leave_the_further_one_invented():
    found = match([Move("left", 1)], [Move("left", 0.5), Move("left", 1.1)])
    assert found.right == [(0, 1)]
    assert found.invented == [0]


def test_a_set_is_exact_when_both_sides_agree_and_faithful_when_each_one_does():
    performed = [true("left", 2), true("right", 8)]
    assert counting(performed, [counted("left", 2), counted("right", 8)], []).faithful
    late = counting(performed, [counted("left", 2), counted("right", 14)], [])
    assert late.exact
    assert not late.faithful
    assert (late.missed, late.invented) == (1, 1)


def test_a_short_repetition_that_was_counted_is_told_apart_from_an_invented_one():
    result = counting([true("left", 2), true("right", 8, short=True)], [counted("left", 2), counted("right", 8)], [])
    assert (result.short_true, result.short_counted, result.invented) == (1, 1, 0)
    assert not result.exact


def test_a_missed_repetition_that_was_taken_for_too_short_is_told():
    result = counting([true("left", 2)], [], [counted("left", 2, short=True)])
    assert (result.missed, result.called_short) == (1, 1)


def test_form_is_judged_on_short_repetitions_too():
    found = all_pairs([true("left", 2), true("right", 8, short=True)], [counted("left", 2)], [counted("right", 8)])
    assert found.right == [(0, 0), (1, 1)]
