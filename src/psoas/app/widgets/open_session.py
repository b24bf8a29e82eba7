"""An unfinished session: offered wherever people would look for it, with a question before it resumes."""

from __future__ import annotations

from nicegui import ui

from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, el, html, icon, link, note
from psoas.journal.records import SessionRecord
from psoas.report.words import when
from psoas.session.use_cases import Unended


def unended_note(house: AppState, found: Unended, said: str = "") -> None:
    """Show what was done of an unfinished session and the two ways on; `said` is already on the page."""
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
    """Show the same in a session's summary; one that is no longer offered can still be ended."""
    found = house.unended()
    if found and found.session_id == record.id:
        unended_note(house, found)
        return
    with note("You didn't finish this session. Its repetitions are safe."), el("div", "row"):
        Button("Leave it at that", lambda: _leave(house, record.id), "", "good")


def _leave(house: AppState, session_id: int) -> None:
    house.leave_at_that(session_id)
    ui.navigate.to(f"/summary/{session_id}")
