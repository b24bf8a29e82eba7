"""An exercise that an answer before the first time closed: why, and the page that says only that."""

from __future__ import annotations

from psoas.app.state import House
from psoas.app.widgets.elements import Words, el, link, note
from psoas.app.widgets.layout import frame
from psoas.plan.history import history_of
from psoas.plan.progression import locks_of
from psoas.plan.screening import why_closed
from psoas.programme.model import Exercise


def why_closed_to(house: House, exercise: Exercise) -> str:
    """Why an exercise is closed to the person; "" where it is open."""
    return why_closed(exercise.closed_by, locks_of(history_of(house.store)))


def build(exercise: Exercise, why: str) -> None:
    """Build the page of a closed exercise, with none of its instructions and pictures."""
    with frame(exercise.name, "levels"), el("div", "stack"):
        Words("h1", exercise.name)
        note(why, "warn")
        with el("div", "row"):
            link("What is on today instead", "/today", "btn main", "go")
