"""The decisions about the march, day by day, with their rules."""

from __future__ import annotations

from psoas.app.state import AppState
from psoas.app.widgets.elements import Words, bullets, el, section
from psoas.app.widgets.layout import frame
from psoas.app.widgets.questions import listed
from psoas.plan.clock import as_understood
from psoas.plan.offers import offers
from psoas.plan.today import explain
from psoas.report.words import date_words


def build(house: AppState) -> None:
    """Build the page ``/plan``, newest decision first."""
    history = house.history()
    told = list(explain(history, house.today()))
    opened = reversed(as_understood(history, house.today()).opened)
    with frame("What psoas decided", "today"):
        with el("div", "stack"):
            Words("h1", "What psoas decided, and why")
            Words(
                "p",
                "psoas decides by fixed rules, from what you did and how it felt. The command line has the same list.",
                "lead",
            )
        found = offers(history, house.today())
        if found:
            with section("What you may change"), el("div", "card"):
                listed(house, found)
        with section("Day by day"), el("ol", "plain stack", reversed="reversed"):
            for day, decision in reversed(told):
                with el("li", "card stack"):
                    Words("p", date_words(day), "eyebrow")
                    Words("p", decision.reason)
                    Words("p", decision.rule, "soft")
        lines = tuple(f"{date_words(one.day)}: {one.say}." for one in opened)
        if lines:
            with section("Started but not finished"):
                bullets(lines)
                Words("p", "These don't count as training days, so psoas decides nothing from them.", "soft")
