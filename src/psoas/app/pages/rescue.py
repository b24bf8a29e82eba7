"""The page that stands in for every other while the journal is damaged: what is wrong, and each way out."""

from __future__ import annotations

from nicegui import ui

from psoas.app.pages.backups import backup_list, said_at
from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, el, link, note, section
from psoas.app.widgets.layout import frame
from psoas.errors import PsoasError
from psoas.journal import backup_files, keeping
from psoas.journal.errors import ForeignFileError, JournalDamagedError
from psoas.journal.export import text_of

_READ = "psoas reads what it can, and lists what it cannot read as it is stored. The damaged file stays as it is."


def build(house: AppState, problem: JournalDamagedError) -> None:
    """Build the page."""
    with frame("Your journal is damaged"):
        with el("div", "stack"):
            if isinstance(problem, ForeignFileError):
                Words("h1", "Another file is in the way")
                Words("p", str(problem), "lead")
            else:
                Words("h1", "Your journal is damaged")
                Words("p", f"psoas cannot use {house.store.path}: {problem.found}.", "lead")
                Words("p", "Nothing was deleted or changed. Choose how to go on.")
            said = el("div", role="alert")
            with el("div", "row"):
                Button("Try again", ui.navigate.reload, "", "repeat")
                link("When to get help", "/help", "btn")
        if isinstance(problem, ForeignFileError):
            return
        with section("Go back to a backup"):
            Words("p", "The damaged file is kept beside it.", "soft")
            backup_list(house, backup_files.found(house.store.folder), said)
        with section("Save what can be read"):
            Words("p", _READ, "soft")
            with el("div", "row"):
                Button("Save as a file (JSON)", lambda: _export(house, said))
        with section("Begin with an empty journal"):
            Words("p", "The damaged file and your backups are kept. You can still go back to a backup later.", "soft")
            with el("div", "row"):
                Button("Begin anew", lambda: _begin_anew(house, said))


def _export(house: AppState, said: ui.element) -> None:
    try:
        whole = text_of(house.store.export_json()).encode()
    except PsoasError as error:
        said_at(said, str(error))
        return
    ui.download.content(whole, f"psoas-journal-{house.today():%Y-%m-%d}.json", "application/json")


def _begin_anew(house: AppState, said: ui.element) -> None:
    try:
        house.forget_running()
        kept = keeping.begin_anew(house.store, house.today())
        house.store.sessions(limit=1)
    except PsoasError as error:
        said_at(said, str(error))
        return
    said.clear()
    with said, note(f"Your new journal is empty.{f' The old file is kept: {kept}' if kept else ''}", "good"):
        link("Go on", "/", "btn main", "go")
