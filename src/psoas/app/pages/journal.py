"""The journal: every session, and what can be done with all of it."""

from __future__ import annotations

from psoas.app.pages.everything import everything
from psoas.app.pages.work import work_words
from psoas.app.state import House
from psoas.app.widgets.elements import Words, el, link, note
from psoas.app.widgets.layout import frame
from psoas.journal.records import SessionRecord
from psoas.report.words import day, left_and_right

#: How many sessions one page lists.
PAGE = 50
_STATE = {"done": "done", "stopped": "stopped early", "running": "not ended"}


def build(house: House, offset: int = 0) -> None:
    """Build the page ``/journal``."""
    sessions = house.store.sessions(limit=PAGE + 1, offset=offset)
    with frame("Journal", "journal"):
        with el("div", "stack"):
            Words("h1", "Your journal")
            Words("p", "Every repetition that was counted. It lies on this computer and nowhere else.", "lead")
            with el("div", "row"):
                link("How it goes, in pictures", "/progress", "btn")
                link("Settings", "/settings", "btn")
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
        everything(house)


def _entry(house: House, record: SessionRecord) -> None:
    name = house.catalogue.by_id(record.exercise_id).name
    with el("li", "card"):
        link(day(record.started_at, house.today()), f"/summary/{record.id}")
        reps = house.store.reps(record.id)
        with el("div", "what soft"):
            Words("div", f"Level {record.level}, {name}: {_STATE[record.state]}")
            if work := work_words(reps):
                Words("div", f"Work of the hips, estimated: {work[0].lower()}{work[1:]}")
        Words("span", left_and_right(reps), "sum")
