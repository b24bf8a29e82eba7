"""The journal: every session, the export of everything, and the way to delete everything."""

from __future__ import annotations

from nicegui import ui

from psoas.app.elements import Button, Words, el, link, note, section
from psoas.app.frame import frame
from psoas.app.house import House
from psoas.app.words import day, left_and_right
from psoas.errors import PsoasError
from psoas.journal.records import SessionRecord
from psoas.journal.whole import text_of

#: How many sessions one page lists.
PAGE = 50
_STATE = {"done": "done", "stopped": "stopped early", "running": "not finished"}


def build(house: House, offset: int = 0) -> None:
    """Build the page ``/journal``."""
    sessions = house.store.sessions(limit=PAGE + 1, offset=offset)
    with frame("Journal", "journal"):
        with el("div", "stack"):
            Words("h1", "Your journal")
            Words("p", "Every repetition that was counted. It lies on this computer and nowhere else.", "lead")
            link("How it goes, in pictures", "/progress")
        if not sessions:
            with note("Nothing here yet. After your first session you find it here."):
                link("Choose a level", "/", "btn main", "go")
        else:
            with el("section", aria_label="Sessions"), el("ul", "sessions"):
                for record in sessions[:PAGE]:
                    _entry(house, record)
        with el("nav", "row", aria_label="Older and newer sessions"):
            if offset:
                link("Newer", f"/journal?offset={max(0, offset - PAGE)}", "btn")
            if len(sessions) > PAGE:
                link("Older", f"/journal?offset={offset + PAGE}", "btn")
        _whole(house, bool(sessions))


def _entry(house: House, record: SessionRecord) -> None:
    name = house.catalogue.by_id(record.exercise_id).name
    with el("li", "card"):
        link(day(record.started_at, house.today()), f"/summary/{record.id}")
        Words("span", f"Level {record.level}, {name}: {_STATE[record.state]}", "what soft")
        Words("span", left_and_right(house.store.reps(record.id)), "sum")


def _whole(house: House, anything: bool) -> None:
    with section("Everything at once"):
        Words("p", f"It is kept in {house.store.folder}.", "soft")
        with el("div", "row"):
            Button("Save as a file (JSON)", lambda: _export(house))
            if anything:
                Button("Delete everything", lambda: _dialog("showModal"), "bad")
        problem = el("div", role="alert")
        with el("dialog", "card ask", aria_labelledby="ask-title") as ask:
            Words("h2", "Delete the whole journal?", id="ask-title")
            Words("p", "All sessions and repetitions go, with every copy psoas made of them. This cannot be undone.")
            with el("div", "row"):
                Button("Delete everything", lambda: _delete(house, problem), "bad")
                Button("Keep it", lambda: _dialog("close"), "main")

    def _dialog(method: str) -> None:
        ui.run_javascript(f"getHtmlElement({ask.id}).{method}()")


def _export(house: House) -> None:
    whole = text_of(house.store.export_json()).encode()
    ui.download.content(whole, f"psoas-journal-{house.today():%Y-%m-%d}.json", "application/json")


def _delete(house: House, problem: ui.element) -> None:
    try:
        house.clear()
    except PsoasError as error:
        problem.clear()
        with problem:
            note(str(error), "bad")
        return
    ui.navigate.to("/journal")
