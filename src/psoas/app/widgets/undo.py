"""The line at the top of a page that offers to undo what was just told, left out or deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui import ui

from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, el, html, icon, note
from psoas.errors import PsoasError
from psoas.journal.answers import Answer, Feeling, StepDone
from psoas.session import taking_back
from psoas.session.taking_back import Undo

_STEP = {"done": "Done", "skipped": "Left out"}


def undo_bar(house: AppState, to: str, *kinds: type[Any]) -> None:
    """Build it where there is something to undo.

    Parameters
    ----------
    to : str
        The page to show afterwards.
    kinds : type
        What may be undone on this page (see `psoas.session.taking_back.undoable`).
    """
    found = taking_back.undoable(house.store, house.today(), *kinds)
    if found is None:
        return
    with el("div", "note undo-line", role="status"):
        html(icon("undo"), "span", "contents")
        with el("div", "row between"):
            Words("p", _said(house, found))
            name = "Undo" if found.what or found.marked.sessions else "Put it back"
            Button(name, acting(lambda: taking_back.undo(house.store, house.today(), found), to))


def take_back_button(house: AppState, to: str, *ids: int, text: str = "Take it back", label: str = "") -> None:
    """Build a button that takes back entries, and then shows the page `to`."""
    Button(text, acting(lambda: taking_back.take_back(house.store, house.today(), *ids), to), "quiet", label=label)


def acting(act: Callable[[], object], to: str) -> Callable[[], None]:
    """What a button does: act, then show the page `to`, or say in its place why it could not be done."""
    place = el("div", "contents", role="alert")

    def tapped() -> None:
        try:
            act()
        except PsoasError as problem:
            place.clear()
            with place:
                note(str(problem), "warn")
            return
        ui.navigate.to(to)

    return tapped


def _said(house: AppState, found: Undo) -> str:
    match found.what:
        case StepDone() as did:
            name = house.catalogue.by_id(did.exercise_id).name
            return f"{_STEP[did.state]}: {name[0].lower()}{name[1:]}."
        case Answer() as answer:
            told = "" if answer.value is None else f" {answer.value:g} out of 10"
            return f"Your pain now:{told or ' left open'}."
        case Feeling():
            return "What you told of this session is kept."
    return "The session is deleted." if found.marked.sessions else "Taken back. The day is as it was before."
