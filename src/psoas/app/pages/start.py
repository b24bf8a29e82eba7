"""The start page: the routine at a glance and the six levels of the march."""

from __future__ import annotations

from psoas.app.pages.exercise import band_choice, equipment
from psoas.app.pages.screening import welcome
from psoas.app.state import AppState
from psoas.app.widgets.elements import Words, el, link
from psoas.app.widgets.figure import Figure, PauseButton
from psoas.app.widgets.layout import frame
from psoas.app.widgets.open_session import unended_note
from psoas.app.widgets.preview import Preview
from psoas.programme.model import Exercise


def build(house: AppState, band: bool) -> None:
    """Build the page ``/``."""
    with frame("Choose a level", "levels"):
        if found := house.unended():
            unended_note(house, found)
        if house.questions_first:
            with el("div", "begin"):
                with el("div", "stack"):
                    welcome(house.history(), "For hips and backs that sit a lot")
                Preview(house.catalogue.level(1), band)
        else:
            with el("div", "stack"):
                Words("h1", "What would you like to do today?")
                Words("p", house.catalogue.routine.approach, "lead")
                with el("div", "row"):
                    link("Let psoas plan your day", "/today", "btn main", "go")
        _routine(house)
        _march(house, band)


def _routine(house: AppState) -> None:
    with el("section", "stack", aria_labelledby="steps"):
        Words("h2", "The four steps", id="steps")
        with el("ol", "steps"):
            for step in house.catalogue.steps:
                if step.id == "strengthen":
                    with el("li", "here"):
                        link(step.name, "#levels")
                        Words("p", step.what)
                        _ways(house, step.id)
                    continue
                with el("li"):
                    Words("b", step.name)
                    Words("p", step.what)
                    _ways(house, step.id)


def _ways(house: AppState, step_id: str) -> None:
    """List the exercises of a step, apart from the levels."""
    with el("ul", "plain ways"):
        for exercise in house.catalogue.exercises:
            if exercise.step == step_id and exercise.level is None:
                with el("li"):
                    link(exercise.name, f"/exercise/{exercise.id}")


def _march(house: AppState, band: bool) -> None:
    figures: list[Figure] = []
    with el("section", "stack", aria_labelledby="levels"):
        with el("div", "row between"):
            Words("h2", "The psoas march", id="levels")
            with el("div", "row"):
                band_choice(band, "/", "#levels")
                PauseButton(figures)
        Words("p", house.catalogue.common.march + " " + house.catalogue.common.back, "soft")
        with el("ol", "levels"):
            for exercise in house.catalogue.march:
                with el("li"):
                    figures.append(_card(exercise, band))


def _card(exercise: Exercise, band: bool) -> Figure:
    place = {1: " · easiest", 6: " · hardest"}.get(exercise.level or 0, "")
    with el("article", "card level"):
        figure = Figure(exercise, band)
        with el("div", "body"):
            Words("p", f"Level {exercise.level}{place}", "eyebrow")
            with el("h3"):
                link(exercise.name, f"/level/{exercise.level}?band={int(band)}")
            Words("p", exercise.summary, "soft")
            with el("ul", "chips", aria_label="You need"):
                for item in equipment(exercise, band):
                    Words("li", item)
    return figure
