"""Whether the legs take turns: one answer, and where a caller asks for less."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from psoas.coach.baseline import Baseline
from psoas.coach.rep_counter import Reach
from psoas.coach.turns import TURNS, TURNS_FROM, seem_alike, take_turns, turn_share


@pytest.mark.parametrize(
    ("sides", "share"), [("", 0), ("l", 0), ("lr", 1), ("ll", 0), ("llrr", 1 / 3), ("lrlr", 1), ("lrrl", 2 / 3)]
)
def test_the_share_is_of_the_steps_that_change_sides(sides, share):
    assert turn_share(sides) == pytest.approx(share)


def with_changes(changes, steps):
    """A set with so many changes of sides, then steps of one side."""
    sides = ["left"]
    for i in range(steps):
        sides.append(("right" if sides[-1] == "left" else "left") if i < changes else sides[-1])
    return sides


@given(steps=st.integers(1, 60), changes=st.integers(0, 60))
@example(steps=20, changes=13)
@example(steps=5, changes=3)
def test_legs_take_turns_from_just_the_least_share_on(steps, changes):
    sides = with_changes(min(changes, steps), steps)
    assert take_turns(sides) == (100 * min(changes, steps) >= round(100 * TURNS) * steps)
    assert take_turns(sides, least=0.6) == (10 * min(changes, steps) >= 6 * steps)


def test_no_steps_are_no_turns():
    assert not take_turns([])
    assert not take_turns(["left"])


@given(st.lists(st.sampled_from(["left", "right"]), min_size=TURNS_FROM, max_size=20))
def test_baseline_and_reach_and_the_doubt_about_a_set_go_by_the_same_turns(sides):
    turns = take_turns(sides)
    assert Baseline(sides=list(sides)).takes_turns == turns
    assert seem_alike(sides) or turns
    if min(sides.count("left"), sides.count("right")) >= 2:
        # Reaching half of what is asked: less is asked of a leg only where the legs take turns.
        reach = Reach([(side, 0.5) for side in sides])
        assert (reach.full("left", 0.41) < 0.41) == turns
