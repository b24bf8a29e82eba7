"""Before a session: one tap for "ill today" and one for "something is new"."""

from __future__ import annotations

from nicegui import ui

from psoas.app.state import House
from psoas.app.widgets.elements import Button, el, link
from psoas.journal.answers import Answer
from psoas.report.words import ILL_TODAY, NEW_SINCE, WELL_ENOUGH


def well_enough(house: House) -> None:
    """Ask it, where this is called: both are left alone by whoever is well."""

    def ill() -> None:
        house.store.tell(Answer("ill", 1), at=house.today())
        ui.navigate.to("/today")

    with el("div", "well", role="group", aria_label=WELL_ENOUGH):
        Button(ILL_TODAY, ill, "quiet")
        link(NEW_SINCE, "/first", "btn quiet")
