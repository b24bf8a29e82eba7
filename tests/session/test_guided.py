"""The voice leads a step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.journal.person import StepDone
from psoas.programme.catalogue import load
from psoas.programme.guide import spans
from psoas.session.guided import Guided

STRETCH = load().by_id("split-stance-stretch")
TOTAL_S = sum(span.seconds for span in spans(STRETCH.guide))


def begun() -> tuple[Guided, list[StepDone]]:
    told: list[StepDone] = []
    guided = Guided(STRETCH, told.append)
    guided.tap("start", 0.0)
    return guided, told


def test_left_to_itself_it_ends_when_its_time_is_over_and_is_told_once() -> None:
    guided, told = begun()
    guided.tick(TOTAL_S - 1)
    assert told == []
    guided.tick(TOTAL_S)
    guided.tick(TOTAL_S + 10)
    assert told == [StepDone("stretch", STRETCH.id, "done", TOTAL_S)]


@given(st.floats(0, TOTAL_S - 1), st.floats(0, 1000))
def test_a_pause_anywhere_changes_nothing_but_the_time(at: float, length: float) -> None:
    paused, told = begun()
    paused.tap("pause", at)
    before = paused.view
    paused.tap("resume", at + length)
    assert paused.view.left_s == before.left_s
    assert (paused.view.text, paused.view.side) == (before.text, before.side)
    paused.tick(at + length + TOTAL_S - at + 1e-6)
    assert told[0].seconds == pytest.approx(TOTAL_S)


def test_when_it_hurts_the_exercise_stops_at_once() -> None:
    guided, told = begun()
    said = guided.tap("it-hurts", 12.0)
    assert told == [StepDone("stretch", STRETCH.id, "stopped", 12.0)]
    assert said[0].say.startswith("Stop here.")
    assert guided.tap("resume", 13.0) == []


def test_too_hard_goes_over_to_the_easier_form_and_says_so() -> None:
    guided, _ = begun()
    said = guided.tap("too-hard", 5.0)
    assert guided.view.easy
    assert said[0].say.startswith("Here is the easier form.")
    assert guided.view.total_left_s == sum(span.seconds for span in spans(STRETCH.easy_guide))


def test_skipped_before_it_began_it_is_told_as_left_out() -> None:
    told: list[StepDone] = []
    Guided(STRETCH, told.append).tap("skip", 0.0)
    assert [one.state for one in told] == ["skipped"]


def test_repeat_begins_this_part_again_and_back_the_one_before() -> None:
    guided, _ = begun()
    guided.tick(15.0)
    held = guided.view.text
    guided.tap("repeat", 16.0)
    assert (guided.view.text, guided.view.left_s) == (held, 30.0)
    guided.tap("back", 17.0)
    assert guided.view.text == "Left side: get into place."
