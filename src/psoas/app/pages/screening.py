"""The questions before the first session, one short list at a time; the answers are never stored."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui

from psoas.app.live.live_day import LiveDay
from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, el, link, note
from psoas.app.widgets.form import tick
from psoas.app.widgets.layout import frame
from psoas.app.widgets.verdict import at_once, languages, show_verdict, write_after
from psoas.errors import PsoasError
from psoas.journal.answers import Screening
from psoas.plan import screening
from psoas.plan.history import History
from psoas.plan.pain import reports_of
from psoas.plan.screening import Fact, Page, Questionnaire
from psoas.plan.today import Today, today
from psoas.report.words import min_words
from psoas.session.safety import as_far_as_readable, call, verdict

#: Replaces the main part of a page by a led day.
Lead = Callable[[AppState, LiveDay, ui.element], None]


def build(house: AppState, lead: Lead) -> None:
    """Build the page ``/first``, which works without a journal; `lead` shows a led day in its place."""
    try:
        history, trouble = house.history(), ""
    except PsoasError as problem:
        history, trouble = as_far_as_readable(house.store), str(problem)
    with frame("Before the first time", "today") as main:
        if trouble:
            note(f"{trouble} You can still answer the questions.", "warn")
        with el("div", "stack narrow", aria_live="polite") as place:
            page = ScreeningPage(house, place, lambda day: lead(house, day, main))
            if screening.gate(history, house.today()) == "emergency" and history.screening is not None:
                _not_again(house, page, history.screening.what)
            else:
                page.ask()


def _not_again(house: AppState, page: ScreeningPage, result: Screening) -> None:
    """After an emergency, ask again on the same day only if the person was seen or it was a mistake."""
    show_verdict(house, verdict(result, (), house.country(), languages()))
    Words("p", screening.questions().not_again, "soft")

    def seen() -> None:
        house.tell(screening.confirm(result))
        ui.navigate.to("/first")

    with el("div", "row"):
        Button(screening.questions().seen, seen)
        Button(screening.questions().mistake_later, page.ask, "quiet", "undo")


def welcome(history: History, first: str = "Before the first time") -> None:
    """Build the welcome while the questions are due, with the one way on; `first` is for a first visit."""
    Words("h1", first if history.screening is None else "Time for the questions again")
    Words("p", screening.questions().welcome, "lead")
    with el("div", "row"):
        link("Begin", "/first", "btn main big", "go")


def questions_first() -> None:
    """Say why nothing can start yet, and link to the questions."""
    with note(screening.questions().first, "warn"), el("div", "row"):
        link("Answer the questions", "/first", "btn main", "go")


class ScreeningPage:
    """The questions in progress; the ticks live only as long as the page.

    Parameters
    ----------
    house : AppState
        Gives the journal and the date.
    place : element
        The element that holds one list at a time.
    lead : callable
        Shows a led day in place of the page.
    """

    def __init__(self, house: AppState, place: ui.element, lead: Callable[[LiveDay], None]) -> None:
        self._house = house
        self._place = place
        self._lead = lead
        self._way = Questionnaire()
        self._ticks: set[str] = set()

    def ask(self) -> None:
        """Show the next list, or the outcome."""
        page = self._way.page
        self._ticks = set()
        again = bool(self._place.default_slot.children)
        self._place.clear()
        with self._place:
            if page is None:
                self._finish()
            else:
                self._list(page)
        if again:
            heading_first(self._place)

    def _list(self, page: Page) -> None:
        asked = screening.questions()
        here = asked.pages.index(page)
        with el("div", "way", role="img", aria_label=f"{here + 1} of {len(asked.pages)}"):
            for number in range(len(asked.pages)):
                el("i", "been" if number <= here else "")
        Words("h1", page.ask, "ask-title", tabindex="-1")
        Words("p", asked.not_sure, "soft")
        with el("div", "ticks", role="group", aria_label=page.ask):
            for fact in page.first:
                # Shown by the style sheet alone, so that no lost connection hides what needs help at once.
                with el("div", "asked"):
                    self._tick(fact)
                    if following := page.following({fact.id}):
                        with el("div", "following", role="group", aria_label="And is it one of these?"):
                            for each in following:
                                self._tick(each)
        if any(fact.outcome == "emergency" for fact in page.facts):
            at_once(call(self._house.country(), languages()))
        self._go_on = Button(asked.none, lambda: self._next(page), "main big", "go")
        with el("details", "change"):
            Words("summary", asked.meaning)
            with el("dl", "felt meant"):
                for fact in page.facts:
                    Words("dt", fact.text)
                    Words("dd", f"{fact.more}.", id=f"means-{fact.id}")
        if here == 0:
            Words("p", asked.not_kept, "soft")

    def _tick(self, fact: Fact) -> None:
        urgent = str(fact.outcome == "emergency").lower()
        tick(fact.text, self._toggler(fact.id), aria_describedby=f"means-{fact.id}", data_urgent=urgent)

    def _toggler(self, fact: str) -> Callable[[bool], None]:
        def toggle(on: bool) -> None:
            self._ticks = self._ticks | {fact} if on else self._ticks - {fact}
            self._go_on.show("Go on" if self._ticks else screening.questions().none)

        return toggle

    def _next(self, page: Page) -> None:
        self._way = self._way.answer(page, self._ticks)
        self.ask()

    def _finish(self) -> None:
        """Show the outcome, and save it only then."""
        house, way = self._house, self._way
        found = verdict(way.result, screening.facts_of(way.ticked), house.country(), languages())
        show_verdict(house, found)
        write_after(house, (found.screening, *reports_of(way.ticked)), urgent=found.urgent)
        if found.ticked and found.screening.outcome != "go":
            Button(screening.questions().mistake, self._take_back, "quiet", "undo")
        if found.screening.outcome in ("go", "advice", "ease-off"):
            self._go_on_to_today(found.screening)

    def _go_on_to_today(self, result: Screening) -> None:
        """Offer the one way on: start the day at once, or look at it where there is something to see first."""
        day = _fresh_day(self._house) if result.outcome == "go" else None
        if day is None:
            link("Show today", "/today", "btn main big", "go")
        else:
            Button(f"Start today · {min_words(day.minutes())}", self._start, "main big start", "play")

    def _start(self) -> None:
        self._lead(self._house.lead_day(self._house.counting()))

    def _take_back(self) -> None:
        before = self._way
        self._way = before.taken_back()
        self._house.tell_soon(reports_of(before.ticked, mistaken=True))
        self.ask()


def heading_first(place: ui.element) -> None:
    """Bring the first heading of what is new into view and into focus, so that a screen reader begins there."""
    ui.run_javascript(
        f"""const heading = getHtmlElement({place.id}).querySelector("h1, h2");
        if (heading) {{ heading.tabIndex = -1; heading.focus(); scrollTo({{top: 0}}); }}"""
    )


def _fresh_day(house: AppState) -> Today | None:
    """Return the plan of a day of which nothing is begun; None where there is none, or the journal cannot be read."""
    try:
        history = house.history()
        day = today(history, house.today(), house.catalogue)
        begun = house.unended(history) is not None or any(part.state != "due" for s in day.steps for part in s.parts)
    except PsoasError:
        return None
    return day if day.gate == "open" and day.due() and not begun else None
