"""The best repetition has fewest faults and most range; the worst is named only if something sets it apart."""

from dataclasses import replace

from psoas.body.skeleton import Skeleton
from psoas.coach.best_and_worst import best_and_worst, worth_keeping
from psoas.coach.events import Rep
from psoas.programme.catalogue import load

MARCH = load().level(6)
FULL = Rep("left", 0.0, 2.0, 5.0, 95.0, 95.0, 2.0, 1.0, 2.0, 0.9)


def test_a_fault_counts_more_than_range():
    wide, small = replace(FULL, faults=("trunk-leaves-its-line",)), replace(FULL, range_deg=70)
    assert best_and_worst([wide, small], MARCH) == (1, 0)


def test_of_equal_faults_the_range_that_is_nearer_to_the_exercises_is_better():
    assert best_and_worst([replace(FULL, range_deg=60), FULL, replace(FULL, range_deg=80)], MARCH) == (1, 0)


def test_more_than_the_exercise_asks_for_is_no_better_and_no_worse():
    assert best_and_worst([FULL, replace(FULL, range_deg=120)], MARCH) == (0, None)


def test_a_set_of_equals_has_no_worst():
    assert best_and_worst([FULL, replace(FULL, range_deg=90), FULL], MARCH) == (0, None)


def test_what_was_not_seen_well_or_not_counted_is_not_chosen():
    hidden = replace(FULL, confidence=0.5, faults=("returns-too-fast",))
    short = replace(FULL, short=True, range_deg=30)
    assert best_and_worst([hidden, short, FULL], MARCH) == (2, None)
    assert best_and_worst([hidden, short], MARCH) == (None, None)
    assert best_and_worst([], MARCH) == (None, None)


def test_only_the_skeletons_of_the_chosen_repetitions_are_kept():
    seen = [Skeleton.nobody(t, (640, 480)) for t in (0.0, 4.0, 8.0, 12.0, 20.0)]
    second = replace(FULL, start_s=7.0, end_s=13.0, range_deg=50)
    third = replace(FULL, start_s=19.0, end_s=21.0, range_deg=90)
    kept = worth_keeping([FULL, second, third], seen, MARCH)
    assert {place: [s.t for s in skeletons] for place, skeletons in kept.items()} == {0: [0.0, 4.0], 1: [8.0, 12.0]}
