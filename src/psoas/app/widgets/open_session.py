"""A session that was begun and not ended: offered wherever one would look for it, and asked about before it is led."""

from __future__ import annotations

from nicegui import ui

from psoas.app.pages import session as session_page
from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, el, html, icon, link, note
from psoas.app.widgets.layout import frame
from psoas.journal.records import SessionRecord
from psoas.report.words import when
from psoas.session.use_cases import Unended


def enter(house: AppState, key: str, *, go: bool, back: bool) -> None:
    """Build the page ``/session/{key}``: the session, or first the question whether it goes on.

    Who reloads the page of a session that they were in a moment ago is in it again. Who comes otherwise is asked: by a
    bookmark, after a stop of the server, with the browser's Back. What is no longer offered has its summary.

    Parameters
    ----------
    go : bool
        The person has answered that it goes on.
    back : bool
        The browser came back to this page.
    """
    number = house.number_of(key)
    if number is not None and (back or not house.is_led(key)) and house.store.reps(number):
        found = house.unended()
        if found is None or found.session_id != number:
            ui.navigate.to(f"/summary/{number}")
            return
        if found.refused or not go:
            _ask(house, found)
            return
    running = house.running(key)
    if running is not None and go:
        running.rest_alone()  # who says that it goes on finds it waiting, also where it had not stopped yet
    if running is None:
        ui.navigate.to(f"/summary/{key}")
    else:
        session_page.build(house, running)


def unended_note(house: AppState, found: Unended, said: str = "") -> None:
    """What was done of a session that nobody ended, and the two ways on; `said` is on the page already."""
    exercise = house.catalogue.level(found.level)
    with el("div", "note", role="region", aria_label="Unfinished session"):
        html(icon("pause"), "span", "contents")
        Words("strong", found.say)
        Words(
            "p", f"Level {exercise.level}, {exercise.name}, begun {when(found.at, house.today())}. {found.why}".strip()
        )
        if found.refused and found.refused != said:
            Words("p", found.refused)
        with el("div", "row"):
            if not found.refused:
                link("Go on", f"/session/{found.session_id}?go=1", "btn main", "play")
            Button("Leave it at that", lambda: _leave(house, found.session_id), "", "good")


def not_ended(house: AppState, record: SessionRecord) -> None:
    """The same in the summary of a session; one that is no longer offered may still be left at that."""
    found = house.unended()
    if found and found.session_id == record.id:
        unended_note(house, found)
        return
    with note("This session was not ended. Its repetitions are safe."), el("div", "row"):
        Button("Leave it at that", lambda: _leave(house, record.id), "", "good")


def _ask(house: AppState, found: Unended) -> None:
    with frame("Go on?", "today"), el("div", "stack narrow"):
        Words("h1", "Go on, or leave it at that?" if not found.refused else "Not now")
        unended_note(house, found)
        with el("div", "row"):
            link("Today", "/today", "btn")


def _leave(house: AppState, session_id: int) -> None:
    house.leave_at_that(session_id)
    ui.navigate.to(f"/summary/{session_id}")
