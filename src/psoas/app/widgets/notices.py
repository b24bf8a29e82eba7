"""What stands above a page: what the person must know about their journal."""

from __future__ import annotations

from nicegui import ui

from psoas.app.state import AppState
from psoas.app.widgets.elements import link, note
from psoas.journal.keeping import left_out_words


def about_journal(house: AppState, above: ui.element) -> bool:
    """Say in `above` what could not be read, once the page has been read; False if there is nothing to say."""
    faults = house.store.left_out
    if not faults:
        return False
    with above, note(left_out_words(faults), "warn", live=True):
        link("See Settings", "/settings#left-out", "btn quiet")
    return True
