"""Which small move comes in which break."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from psoas.journal.answers import Lock
from psoas.plan.steps import micro_move, move_for_break
from psoas.programme.catalogue import load

CATALOGUE = load()
DAY = date(2026, 11, 30)
LOCKS: tuple[Lock, ...] = ("everything", "march", "free-standing", "hip-opening", "nerve", "hip-90", "strength")


def test_the_breaks_of_a_day_go_through_all_moves_before_one_comes_again() -> None:
    moves = [move_for_break(DAY, nth, (), CATALOGUE) for nth in range(len(CATALOGUE.small_moves))]
    assert set(moves) == set(CATALOGUE.habit.micro_moves)


@given(st.dates(), st.lists(st.sampled_from(LOCKS), unique=True))
def test_the_first_break_has_the_move_of_the_day(day: date, locks: list[Lock]) -> None:
    assert move_for_break(day, 0, locks, CATALOGUE) == micro_move(day, locks, CATALOGUE)


@given(st.dates(), st.integers(0, 40), st.lists(st.sampled_from(LOCKS), unique=True), st.booleans())
def test_no_closed_move_ever_comes(day: date, nth: int, locks: list[Lock], is_ill: bool) -> None:
    chosen = move_for_break(day, nth, locks, CATALOGUE, is_ill=is_ill)
    assert not chosen or not {"everything", *CATALOGUE.by_id(chosen).move_closed_by} & set(locks)


@given(st.integers(0, 40))
def test_who_is_ill_walks_to_the_window_at_most(nth: int) -> None:
    assert move_for_break(DAY, nth, (), CATALOGUE, is_ill=True) == "walk-to-the-window"
    assert move_for_break(DAY, nth, ("everything",), CATALOGUE, is_ill=True) == ""
