"""The questions before the first time, one short list after the other; the answers are never stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nicegui import ui

from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Tone, Words, bullets, el, link, note
from psoas.app.widgets.form import Form, things, tick
from psoas.app.widgets.layout import frame
from psoas.errors import PsoasError
from psoas.journal.answers import Outcome, Screening, Told
from psoas.plan import screening
from psoas.plan.history import History
from psoas.plan.limits import hip_angles
from psoas.plan.pain import reports_of
from psoas.plan.screening import Page, Questionnaire
from psoas.session.safety import Call, Verdict, as_far_as_readable, call, verdict

#: A journal that could not be written within this time is held by something else, seconds.
SLOW_S = 5.0
_TONE: dict[Outcome, Tone] = {"go": "good", "advice": "good", "emergency": "bad", "today": "bad"}


def build(house: AppState) -> None:
    """Build the page ``/first``: also where the journal cannot be read, for the questions need none."""
    try:
        history, trouble = house.history(), ""
    except PsoasError as problem:
        history, trouble = as_far_as_readable(house.store), str(problem)
    with frame("Before the first time", "today"):
        if trouble:
            note(f"{trouble} You can answer the questions all the same.", "warn")
        with el("div", "stack narrow", aria_live="polite") as place:
            if screening.gate(history, house.today()) == "emergency" and history.screening is not None:
                _not_again(house, place, history.screening.what)
            else:
                ScreeningPage(house, place).ask()


def _not_again(house: AppState, place: ui.element, result: Screening) -> None:
    """On the day of an emergency the questions are not asked twice, unless somebody was seen, or it was a mistake."""
    show_verdict(house, verdict(result, (), house.country(), languages()))
    Words("p", screening.questions().not_again, "soft")

    def seen() -> None:
        house.store.tell(screening.confirm(result), at=house.today())
        ui.navigate.to("/first")

    with el("div", "row"):
        Button(screening.questions().seen, seen)
        Button(screening.questions().mistake_later, lambda: ScreeningPage(house, place).ask(), "quiet", "undo")


def languages() -> str:
    """The languages that the browser is set to, as it sends them."""
    request = ui.context.client.request
    return request.headers.get("accept-language", "") if request is not None else ""


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


class ScreeningPage:
    """The way through the questions; what was ticked lives only as long as the page.

    Parameters
    ----------
    house : AppState
        For the journal and the date.
    place : element
        Where each list is shown in turn.
    """

    def __init__(self, house: AppState, place: ui.element) -> None:
        self._house = house
        self._place = place
        self._way = Questionnaire()
        self._ticks: set[str] = set()

    def ask(self) -> None:
        """Show the next list, or what comes of it all."""
        page = self._way.page
        self._ticks = set()
        self._place.clear()
        with self._place:
            if page is None:
                self._finish()
            else:
                self._list(page)

    def _list(self, page: Page) -> None:
        asked = screening.questions()
        here = asked.pages.index(page)
        with el("div", "way", role="img", aria_label=f"{here + 1} of {len(asked.pages)}"):
            for number in range(len(asked.pages)):
                el("i", "been" if number <= here else "")
        Words("h1", page.ask, "ask-title", tabindex="-1")
        Words("p", asked.not_sure, "soft")
        with el("div", "ticks", role="group", aria_label=page.ask):
            for fact in page.facts:
                urgent = str(fact.outcome == "emergency").lower()
                means = f"means-{fact.id}"
                tick(fact.text, self._toggler(fact.id), aria_describedby=means, data_urgent=urgent)
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

    def _toggler(self, fact: str) -> Callable[[bool], None]:
        def toggle(on: bool) -> None:
            self._ticks = self._ticks | {fact} if on else self._ticks - {fact}
            self._go_on.show("Go on" if self._ticks else screening.questions().none)

        return toggle

    def _next(self, page: Page) -> None:
        self._way = self._way.answer(page, self._ticks)
        self.ask()

    def _finish(self) -> None:
        """Say what comes of it, and only then write it down."""
        house, way = self._house, self._way
        found = verdict(way.result, screening.facts_of(way.ticked), house.country(), languages())
        show_verdict(house, found)
        write_after(house, (found.screening, *reports_of(way.ticked)), urgent=found.urgent)
        if found.ticked and found.screening.outcome != "go":
            Button(screening.questions().mistake, self._take_back, "quiet", "undo")
        if found.screening.outcome in ("go", "advice", "ease-off"):
            OwnedThings(house)

    def _take_back(self) -> None:
        before = self._way
        self._way = before.taken_back()
        self._house.tell_soon(reports_of(before.ticked, mistaken=True))
        self.ask()


def write_after(house: AppState, told: Sequence[Told], *, urgent: bool) -> None:
    """Write down what was said on the page, and say there where that is not possible.

    Parameters
    ----------
    urgent : bool
        The page must not wait for a journal that another program holds: it is written as soon as the page is out.
    """
    place = el("div", role="status")

    def complain(trouble: str) -> None:
        if trouble:
            with place:
                note(f"{trouble} {screening.questions().unwritten}", "warn")

    if not urgent:
        complain(house.tell_now(told))
        return
    house.tell_soon(told)
    with place:
        ui.timer(SLOW_S, lambda: complain(house.trouble), once=True)


def at_once(whom: Call) -> None:
    """What to do at once, which the browser shows by itself as soon as such a tick is set: no server has to answer."""
    with el("div", "note bad at-once", role="alert"):
        Words("strong", screening.outcome_text("emergency").title)
        Words("p", f"{whom.say}.")


def show_verdict(house: AppState, found: Verdict, *, confirm: bool = True) -> None:
    """What came of answers: title, sentence, a number to call where it cannot wait, and what was ticked, in full.

    What was ticked is there to be read out on the phone, or printed: it is kept nowhere.
    """
    asked = screening.questions()
    Words("h1", found.text.title, tabindex="-1")
    with note(found.text.say, _TONE.get(found.screening.outcome, "warn")):
        if found.call is not None:
            _whom(found.call, emergency=found.screening.outcome == "emergency")
    if found.lines and found.screening.outcome != "go":
        Words("h2", asked.read_out if found.urgent else asked.ticked)
        bullets(found.lines)
        Words("p", asked.not_kept, "soft")
    if "hip-90" in found.screening.locks:
        Words("p", hip_angles(house.programme))
    if found.screening.outcome not in ("go", "advice", "emergency"):
        with el("div", "row"):
            Button("Print this page", lambda: ui.run_javascript("window.print()"), icon_name="go")
            link("Today", "/today", "btn")
    if confirm and found.lines and found.may_confirm:
        Button(asked.confirmation, lambda: _confirm(house, found.screening))


def _whom(whom: Call, *, emergency: bool) -> None:
    """The number to call, where it comes from, and those of other places."""
    if emergency and whom.known:
        link(whom.say, f"tel:{whom.number.emergency}", "btn main big")
    elif emergency:
        Words("strong", whom.say)
    if not emergency and whom.number.urgent:
        Words("p", screening.questions().calling.urgent.format(urgent=whom.number.urgent))
    for sentence in whom.notes if emergency else ():
        Words("p", sentence)


def _confirm(house: AppState, result: Screening) -> None:
    house.store.tell(screening.confirm(result), at=house.today())
    ui.navigate.to("/today")


class OwnedThings:
    """What somebody owns, which the plan needs; all else that could be said waits in the settings."""

    def __init__(self, house: AppState) -> None:
        self._form = Form(house)
        Words("h2", "What do you have?")
        things(self._form, closely=False)
        Button("Show today", self._keep, "main big", "go")
        self._form.foot()

    def _keep(self) -> None:
        if self._form.keep():
            ui.navigate.to("/today")
