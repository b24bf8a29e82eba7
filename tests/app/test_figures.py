"""The pictures in a page: one function for the figures of an exercise, and one side at a time where it is asked for."""

import pytest
from nicegui import Client
from nicegui.page import page

from psoas.app.widgets import right_and_wrong
from psoas.app.widgets.figure import Drawing, Figure, figures_of
from psoas.app.widgets.right_and_wrong import checks_section
from psoas.figure.faults import what_is_wrong
from psoas.programme.catalogue import load

CATALOGUE = load()


@pytest.fixture
def somewhere():
    with Client(page("/figures")) as client:
        yield client


def test_the_figures_of_an_exercise_are_those_that_its_file_names(somewhere):
    assert len(figures_of(CATALOGUE, CATALOGUE.level(1), True)) == 1
    assert len(figures_of(CATALOGUE, CATALOGUE.by_id("warm-up"))) == 3
    assert len(figures_of(CATALOGUE, CATALOGUE.by_id("ball-at-wall"))) == 2
    easy = figures_of(CATALOGUE, CATALOGUE.by_id("ball-at-wall"), easy=True)
    assert "Stroking the thigh" in easy[0].default_slot.children[0].content


def test_a_figure_shows_the_side_that_is_asked_for_and_then_both_again(somewhere):
    figure = Figure(CATALOGUE.sketch("split-stance"))
    figure.show_side("left")
    assert "left-only" in figure.classes
    figure.show_side("right")
    assert "right-only" in figure.classes
    assert "left-only" not in figure.classes
    figure.show_side("")
    assert not {"left-only", "right-only"} & set(figure.classes)


def test_each_check_of_a_level_has_a_line_and_only_an_opened_one_is_drawn(somewhere):
    drawn: list[Drawing] = []
    exercise = CATALOGUE.level(6)
    checks_section(exercise, True, drawn)
    lines = [e for e in somewhere.elements.values() if e.tag == "details"]
    assert len(lines) == 1 + len(exercise.checks), "the part itself is folded, too"
    assert drawn == []
    right_and_wrong._RightAndWrong(exercise, exercise.checks[0], True, drawn).show(opened=True)
    assert len(drawn) == 2
    said = [e.text for e in somewhere.elements.values() if hasattr(e, "text")]
    assert all(check.cue in said for check in exercise.checks)
    assert {"Do", "Avoid", what_is_wrong(exercise, exercise.checks[0])} <= set(said)


def test_a_pair_that_is_opened_while_the_pictures_rest_is_at_rest_too(somewhere):
    still = Drawing("")
    still.rest(True)
    drawn = [still]
    exercise = CATALOGUE.level(6)
    right_and_wrong._RightAndWrong(exercise, exercise.checks[0], True, drawn).show(opened=True)
    assert [one.at_rest for one in drawn] == [True, True, True]
