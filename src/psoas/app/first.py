"""The questions before the first time, one short list after the other; the answers are never stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from nicegui import ui

from psoas.app.elements import Button, Tone, Words, el, link, note
from psoas.app.frame import frame
from psoas.app.house import House
from psoas.journal.person import BOX_M, STRENGTHS, Band, Outcome, Profile, Screening, Strength
from psoas.plan import screening
from psoas.plan.history import profile_of
from psoas.plan.screening import Page

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
        Words("p", f"{self._done + 1} of {len(asked.pages)}", "eyebrow")
        Words("h1", page.ask, "ask-title", tabindex="-1")
        Words("p", asked.not_sure, "soft")
        with el("div", "ticks", role="group", aria_label=page.ask):
            for fact in page.facts:
                _tick(fact.text, partial(self._toggle, fact.id, page))
        self._go_on = Button(asked.none, self._next, "main big", "go")
        if self._done == 0:
            Words("p", "Your answers are not kept, only what comes of them. Nothing leaves this computer.", "soft")

    def _toggle(self, fact: str, page: Page) -> None:
        self._ticked ^= {fact}
        some = self._ticked & {each.id for each in page.facts}
        self._go_on.show("Go on" if some else screening.questions().none)

    def _next(self) -> None:
        self._done += 1
        self.ask()

    def _finish(self) -> None:
        result = screening.judge(self._ticked)
        self._house.store.tell(result, at=self._house.today())
        outcome(result, profile_of(self._house.store).country)
        if result.outcome not in ("emergency", "soon", "see-clinician"):
            Own(self._house)


def outcome(result: Screening, country: str) -> None:
    """What came of the questions: title, sentence, and a number to call where it cannot wait."""
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
        with el("div", "row"):
            Button("Print this page", lambda: ui.run_javascript("window.print()"), icon_name="go")
            link("Today", "/today", "btn")


class Own:
    """What somebody owns: ticks that may stay as they are, and one height."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._profile = profile_of(house.store)
        self._bands = {band.strength for band in self._profile.bands}
        self._box = f"{self._profile.box_height_m:g}" if self._profile.box_height_m else ""
        self._wall = self._profile.wall
        Words("h2", "What do you have?")
        Words("p", "The plan leaves out what needs something else. You can change this at any time.", "soft")
        with el("div", "ticks", role="group", aria_label="What you have"):
            for strength in STRENGTHS:
                _tick(f"A {strength} mini band", partial(self._flip, strength), strength in self._bands)
            _tick("A free wall", self._flip_wall, self._wall)
        with el("div", "field"):
            with el("label"):
                Words("span", "A box, bench or step: its height in metres, such as 0.4. Leave it empty for none.")
                self._field = el(
                    "input", type="text", inputmode="decimal", value=self._box, aria_describedby="box-wrong"
                )
                self._field.on(
                    "input", lambda event: self._write(event.args), args=["event.target.value"], js_handler=_VALUE
                )
            self._wrong = Words("p", "", "wrong", id="box-wrong", role="alert")
        Button("Show today", self._keep, "main big", "go")

    def _flip(self, strength: Strength) -> None:
        self._bands ^= {strength}

    def _flip_wall(self) -> None:
        self._wall = not self._wall

    def _write(self, text: object) -> None:
        # The element must know it too: a field that is drawn anew would otherwise show what it held at first.
        self._box = self._field.props["value"] = str(text)

    def _keep(self) -> None:
        try:
            box_m = box_height(self._box)
        except ValueError as error:
            self._wrong.say(str(error))
            return
        bands = tuple(Band(strength) for strength in STRENGTHS if strength in self._bands)
        after: Profile = replace(self._profile, bands=bands, box_height_m=box_m, wall=self._wall)
        if after != self._profile:
            self._house.store.tell(after, at=self._house.today())
        ui.navigate.to("/today")


#: Sends what is typed instead of the whole event.
_VALUE = "(event) => emit(event.target.value)"


def box_height(typed: str) -> float | None:
    """Height of a box, metres, from what was typed; None for none.

    Raises
    ------
    ValueError
        With a sentence to put beside the field.
    """
    text = typed.strip().removesuffix("m").strip().replace(",", ".")
    if not text:
        return None
    low, high = BOX_M
    try:
        height = float(text)
    except ValueError:
        raise ValueError(f"“{typed.strip()}” is not a number. Write the height in metres, such as 0.4.") from None
    if not low <= height <= high:
        raise ValueError(f"{typed.strip()} cannot be meant. Write a height from {low:g} to {high:g} metres.")
    return height


def _tick(text: str, on_change: Callable[[], None], ticked: bool = False) -> None:
    with el("label", "tick"):
        box = el("input", type="checkbox")
        if ticked:
            box.props["checked"] = True
        box.on("change", on_change)
        Words("span", text)
