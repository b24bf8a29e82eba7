"""The small moves for a break: exercises like all others."""

import pytest

from psoas.programme.catalogue import load
from psoas.programme.guide import spans
from psoas.programme.model import Exercise

CATALOGUE = load()


def test_there_are_those_that_the_programme_names() -> None:
    named = {"calf-raise", "sit-to-stand", "hip-hinge", "standing-march", "seated-march", "wall-slide"}
    others = {"split-stance-stretch", "back-bend", "buttock-squeeze", "open-turn", "walk-to-the-window"}
    assert set(CATALOGUE.habit.micro_moves) == named | others
    assert [move.id for move in CATALOGUE.small_moves] == list(CATALOGUE.habit.micro_moves)


@pytest.mark.parametrize("move", CATALOGUE.small_moves, ids=lambda move: move.id)
def test_each_is_shown_led_short_and_says_when_to_leave_it_out(move: Exercise) -> None:
    assert move.small_move is not None
    assert move.figure
    assert spans(move.guide)
    assert 30 <= move.small_move.seconds <= 60
    assert move.start
    assert move.move
    assert move.stop
    assert "everything" in move.closed_by


@pytest.mark.parametrize("move", [m for m in CATALOGUE.small_moves if m.step == "habit"], ids=lambda move: move.id)
def test_each_says_what_must_stay_true_and_what_to_feel_or_try(move: Exercise) -> None:
    assert move.hold
    assert move.tips


def test_the_two_marches_are_counted_from_the_front_by_time() -> None:
    counted = [move for move in CATALOGUE.small_moves if move.motion is not None]
    assert {move.id for move in counted} == {"seated-march", "standing-march"}
    for move in counted:
        assert move.dose is not None
        assert move.small_move is not None
        assert (move.camera, move.level, move.dose.seconds) == ("front", None, move.small_move.seconds)


def test_what_bends_the_hip_is_closed_to_a_replaced_one() -> None:
    for name in ("seated-march", "standing-march", "hip-hinge", "sit-to-stand"):
        assert "march" in CATALOGUE.by_id(name).move_closed_by
    assert "hip-90" in CATALOGUE.by_id("seated-march").move_closed_by
