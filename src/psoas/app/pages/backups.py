"""Backups in Settings: the list, going back to one and undoing that, the second folder, and what could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from nicegui import ui

from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, el, folded, note, section
from psoas.app.widgets.form import text_field
from psoas.errors import PsoasError
from psoas.journal import aside, backup_files, keeping
from psoas.journal.backup_files import Backup

#: So many backups are shown at once; the others are folded.
_SHOWN = 5
#: So long after going back to a backup, undoing it is offered first.
_UNDO = timedelta(hours=1)


def backups(house: AppState) -> None:
    """Build the section."""
    folder = house.store.folder
    there = backup_files.found(folder)
    with section("Backups") as part:
        part.props["id"] = "backups"
        Words(
            "p",
            f"psoas copies your journal after each session and once a day, checks each copy, and keeps them in "
            f"{folder / backup_files.FOLDER}: the last 10 sessions, 7 days, 8 weeks and 12 months.",
            "soft",
        )
        said = el("div", role="alert")
        if trouble := house.store.backup_trouble or keeping.second_folder_trouble(folder):
            with said:
                note(trouble, "warn")
        if there and there[0].kind == "restore" and house.today() - there[0].at < _UNDO:
            with note("You went back to a backup. Your journal of before is kept."):
                Button("Undo", lambda: _restore(house, there[0], said), "", "undo")
        if not there:
            Words("p", "There is no backup yet. psoas makes one after your next session.")
        backup_list(house, there, said)
        with el("div", "row"):
            Button("Back up now", lambda: _back_up(house, said))
        _second_folder(house, said)
    if house.store.left_out:
        _left_out(house)


def backup_list(house: AppState, backups: Sequence[Backup], said: ui.element) -> None:
    """List backups, each with a button to go back to it; `said` takes what goes wrong."""
    _entries(house, backups[:_SHOWN], said)
    if len(backups) > _SHOWN:
        with folded(f"{len(backups) - _SHOWN} older ones"):
            _entries(house, backups[_SHOWN:], said)


def said_at(place: ui.element, sentence: str, *, good: bool = False) -> None:
    """Show a sentence in place of the one before."""
    place.clear()
    with place:
        note(sentence, "good" if good else "bad")


def _entries(house: AppState, backups: Sequence[Backup], said: ui.element) -> None:
    with el("ul", "plain stack"):
        for backup in backups:
            what = keeping.describe(backup)
            with el("li", "row between"):
                Words("span", f"{what} ({keeping.WHY[backup.kind]})")
                Button(
                    "Go back to this one",
                    lambda backup=backup: _restore(house, backup, said),
                    "quiet",
                    label=f"Go back to this one, {what}",
                )


def _restore(house: AppState, backup: Backup, said: ui.element) -> None:
    try:
        house.forget_running()
        keeping.restore(house.store, backup, house.today())
        house.store.sessions(limit=1)  # opens it, and brings an older one up to date
    except PsoasError as error:
        said_at(said, str(error))
        return
    ui.navigate.to("/settings")


def _back_up(house: AppState, said: ui.element) -> None:
    try:
        made = keeping.back_up(house.store, "hand", house.today())
    except PsoasError as error:
        said_at(said, str(error))
        return
    said_at(said, f"Backed up. {keeping.describe(made)}.", good=True)


def _second_folder(house: AppState, said: ui.element) -> None:
    now = backup_files.second_folder(house.store.folder)
    typed = [str(now or "")]
    label = "Also copy each backup to this folder, such as on a stick"
    text_field(label, typed[0], lambda text: typed.__setitem__(0, text), "second-folder")

    def keep() -> None:
        folder = typed[0].strip()
        try:
            keeping.set_second_folder(house.store.folder, Path(folder).expanduser() if folder else None)
        except (PsoasError, RuntimeError) as error:
            said_at(said, str(error))
            return
        text = f"From now on each backup is also copied to {folder}." if folder else "Backups are kept here only."
        said_at(said, text, good=True)

    with el("div", "row"):
        Button("Use this folder", keep)


def _left_out(house: AppState) -> None:
    with section("What could not be read") as part:
        part.props["id"] = "left-out"
        Words(
            "p",
            "psoas plans without these entries. They stay in your journal, and “Save as a file” lists them as they "
            "are stored. If there are many, go back to a backup.",
            "soft",
        )
        with el("ul", "list"):
            for fault in house.store.left_out:
                Words("li", aside.words(fault))
