"""The questions before the first time, one short list after the other; the answers are never stored."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from nicegui import ui

from psoas.app.elements import Button, Tone, Words, bullets, el, link, note
from psoas.app.fields import Form, tick
from psoas.app.frame import frame
from psoas.app.house import House
from psoas.app.own import things
from psoas.journal.person import Outcome, Screening
from psoas.plan import screening
from psoas.plan.history import History, profile_of
from psoas.plan.screening import Fact, Page

_NUMBERS = "112 in most of Europe, 999 in the UK, 911 in North America, 000 in Australia."
_TONE: dict[Outcome, Tone] = {"go": "good", "emergency": "bad"}


def build(house: House) -> None:
    """Build the page ``/first``."""
    history = house.history()
    with frame("Before the first time", "today"), el("div", "stack narrow", aria_live="polite") as place:
        if screening.gate(history, house.today()) == "emergency" and history.screening is not None:
            _not_again(house, history.screening.what, history.profile.country)
        else:
            First(house, place).ask()


def _not_again(house: House, result: Screening, country: str) -> None:
    """On the day of an emergency the questions are not asked twice, unless somebody was seen for it."""
    outcome(result, country)
    Words("p", screening.questions().not_again, "soft")

    def seen() -> None:
        house.store.tell(screening.confirm(result), at=house.today())
        ui.navigate.to("/first")

    Button(screening.questions().seen, seen)


def welcome(history: History, first: str = "Before the first time") -> None:
    """What stands first while the questions are due, and the one way on from there; `first` heads the first time."""
    Words("h1", first if history.screening is None else "Once more, the questions")
    Words("p", screening.questions().welcome, "lead")
    with el("div", "row"):
        link("Begin", "/first", "btn main big", "go")


def questions_first() -> None:
    """Why nothing starts yet, and the way to the questions."""
    with note(screening.questions().first, "warn"), el("div", "row"):
        link("Answer the questions", "/first", "btn main", "go")


class First:
    """The way through the questions; what was ticked lives only as long as the page.

    Parameters
    ----------
    house : House
        For the journal and the date.
    place : element
        Where each list is shown in turn.
    """

    def __init__(self, house: House, place: ui.element) -> None:
        self._house = house
        self._place = place
        self._ticked: set[str] = set()
        self._done = 0

    def ask(self) -> None:
        """Show the next list, or what comes of it all."""
        page = screening.next_page(self._done, self._ticked)
        self._place.clear()
        with self._place:
            if page is None:
                self._finish()
            else:
                self._list(page)

    def _list(self, page: Page) -> None:
        asked = screening.questions()
        with el("div", "way", role="img", aria_label=f"{self._done + 1} of {len(asked.pages)}"):
            for number in range(len(asked.pages)):
                el("i", "been" if number <= self._done else "")
        Words("h1", page.ask, "ask-title", tabindex="-1")
        Words("p", asked.not_sure, "soft")
        with el("div", "ticks", role="group", aria_label=page.ask):
            for fact in page.facts:
                tick(fact.text, partial(self._toggle, fact.id, page), aria_describedby=f"means-{fact.id}")
        self._go_on = Button(asked.none, self._next, "main big", "go")
        with el("details", "change"):
            Words("summary", asked.meaning)
            with el("dl", "felt meant"):
                for fact in page.facts:
                    Words("dt", fact.text)
                    Words("dd", f"{fact.more}.", id=f"means-{fact.id}")
        if self._done == 0:
            Words("p", "Your ticks are not kept.", "soft")

    def _toggle(self, fact: str, page: Page, on: bool) -> None:
        self._ticked = self._ticked | {fact} if on else self._ticked - {fact}
        some = self._ticked & {each.id for each in page.facts}
        self._go_on.show("Go on" if some else screening.questions().none)

    def _next(self) -> None:
        self._done += 1
        self.ask()

    def _finish(self) -> None:
        result = screening.judge(self._ticked)
        self._house.store.tell(result, at=self._house.today())
        outcome(result, profile_of(self._house.store).country, screening.facts_of(self._ticked))
        if result.outcome not in ("emergency", "soon", "see-clinician"):
            Own(self._house)


def outcome(result: Screening, country: str, ticked: Sequence[Fact] = ()) -> None:
    """What came of the questions: title, sentence, and a number to call where it cannot wait.

    Just after the questions what was `ticked` stands below it, in full, to be printed: it is not kept.
    """
    told = screening.outcome_text(result.outcome)
    number = screening.number_for(country).emergency
    Words("h1", told.title, tabindex="-1")
    with note(told.say, _TONE.get(result.outcome, "warn")):
        if result.outcome == "emergency":
            if number.isdecimal():
                link(f"Call {number}", f"tel:{number}", "btn main big")
            else:
                Words("p", f"Call {number}: {_NUMBERS}")
    if result.outcome not in ("go", "emergency"):
        if ticked:
            Words("h2", screening.questions().ticked)
            bullets(tuple(f"{fact.more}." for fact in ticked))
        with el("div", "row"):
            Button("Print this page", lambda: ui.run_javascript("window.print()"), icon_name="go")
            link("Today", "/today", "btn")


class Own:
    """What somebody owns, which the plan needs; all else that could be said waits in the settings."""

    def __init__(self, house: House) -> None:
        self._form = Form(house)
        Words("h2", "What do you have?")
        things(self._form, closely=False)
        Button("Show today", self._keep, "main big", "go")
        self._form.foot()

    def _keep(self) -> None:
        if self._form.keep():
            ui.navigate.to("/today")
