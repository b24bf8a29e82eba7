"""What the person may decide about the march, as buttons with their reasons."""

from __future__ import annotations

from collections.abc import Sequence

from nicegui import ui

from psoas.app.state import House
from psoas.app.widgets.elements import Button, Words, el
from psoas.plan.history import History
from psoas.plan.offers import Offer, at_hand, of_today


def today_offers(house: House, history: History, *, due: bool) -> None:
    """Build those of today: at hand what is asked for most, folded away what else may be changed.

    Parameters
    ----------
    due : bool
        Whether the march is on today and not done yet.
    """
    found = of_today(history, house.today(), due=due)
    asked_for = at_hand(found)
    listed(house, asked_for)
    others = [offer for offer in found if offer not in asked_for]
    if others:
        with el("details", "change"):
            Words("summary", "Change the march")
            listed(house, others)


def listed(house: House, found: Sequence[Offer]) -> None:
    """Build a list of offers, each with its button and its reason."""
    if not found:
        return
    with el("ul", "plain stack offers"):
        for offer in found:
            with el("li"):
                Button(offer.button, lambda offer=offer: take(house, offer))
                Words("p", offer.reason, "soft")


def take(house: House, offer: Offer) -> None:
    """Keep what was decided, and show the day as it is now."""
    if offer.tells is None:
        ui.navigate.to("/placement")
        return
    house.store.tell(offer.tells, at=house.today())
    ui.navigate.to("/today")
