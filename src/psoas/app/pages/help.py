"""When to stop and get help: linked from the same place on every page, valid everywhere, without a journal."""

from __future__ import annotations

from psoas.app.state import AppState
from psoas.app.widgets.elements import Words, bullets, el, link, note, section
from psoas.app.widgets.layout import frame
from psoas.app.widgets.verdict import languages, whom_to_call
from psoas.plan.screening import HelpList, help_lists
from psoas.programme.reading import packaged
from psoas.programme.texts import Common
from psoas.session.safety import call


def build(house: AppState) -> None:
    """Build the page ``/help``: the signs that the questions ask about, grouped by what to do."""
    first, *others = help_lists()
    with frame("Get help", "help"):
        with el("div", "stack"):
            Words("h1", "Stop and get help")
            Words(
                "p", "Moving should feel like work. It should not feel like harm. You can stop at any moment.", "lead"
            )
        with el("div", "note bad"):
            Words("strong", f"{first.heading}:")
            whom_to_call(call(house.country(), languages()), emergency=True, urgent=True)
            _signs(first)
        for each in others:
            with section(each.heading):
                _signs(each)
        with section("Stop exercising for today"):
            bullets(packaged(Common, "march.toml").stop)
        note("This page works without the internet. psoas doesn't know your health. You decide, with people who do.")
        with el("div", "row"):
            link("The questions about warning signs", "/first", "btn")
            link("How psoas decides what is safe", "/learn/safety", "btn")
            link("Back to the levels", "/", "btn")


def _signs(signs: HelpList) -> None:
    """List each sign in short, as in the questions, and in full."""
    with el("dl", "felt meant"):
        for fact in signs.facts:
            Words("dt", fact.text)
            Words("dd", f"{fact.more}.")
