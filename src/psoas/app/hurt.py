"""The three questions after "It hurts": what it is like, where, how strong. One tap each, by finger or keyboard.

The stop itself has been recorded before they are asked: whoever closes the page here has stopped all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nicegui import ui

from psoas.app.elements import Button, Words, el, link, note
from psoas.app.first import outcome
from psoas.app.house import House
from psoas.app.scale import PAIN, OneOf, Scale
from psoas.journal.person import Screening
from psoas.plan.history import History, profile_of
from psoas.plan.hurt import Hurt, Kind, Place, hurt_file
from psoas.plan.screening import after_hurt

#: Takes what was answered, writes down what belongs to its exercise, and says what follows, in one sentence.
After = Callable[[Hurt], str]


def ask(house: House, after: After) -> None:
    """Ask one question after the other, where this is called; then say what comes of it.

    What it is like comes first: a warning sign ends the questions. It is told to the journal here, as a screening with
    that fact ticked, so that it closes what it closes before the first time; `after` writes down all else.

    Parameters
    ----------
    house : House
        For the journal and the date.
    after : callable
        Called once, with what was answered.
    """
    with el("div", "stack narrow hurt", aria_live="polite") as place:
        _Asking(house, after, place).kind()


class _Asking:
    """The way through the questions; every one can be left open."""

    def __init__(self, house: House, after: After, place: ui.element) -> None:
        self._house = house
        self._after = after
        self._place = place
        self._said = Hurt()

    def kind(self) -> None:
        """Ask what it is like."""
        file = hurt_file()
        signs, others = ({one: (one.text, "") for one in file.kinds if one.is_sign is sign} for sign in (True, False))
        Words("p", file.lead, "lead")
        Words("h2", file.kind)
        OneOf(file.signs, signs, "answers signs", self._be_like)
        OneOf(file.others, others, "answers", self._be_like)
        Button(file.unsaid, lambda: self._be_like(None))

    def _be_like(self, kind: Kind | None) -> None:
        self._said = Hurt(kind)
        if self._said.stop_symptom:
            self._end()
            return
        with self._next():
            places = {place: (place.text, "") for place in hurt_file().places}
            OneOf(hurt_file().place, places, "answers", self._be_at)
            Button(hurt_file().unsaid, lambda: self._be_at(None))

    def _be_at(self, place: Place | None) -> None:
        self._said = replace(self._said, place=place)
        with self._next():
            Scale(hurt_file().strong, PAIN, self._be_so_strong)
            Button(hurt_file().unsaid, lambda: self._be_so_strong(None))

    def _be_so_strong(self, strong: int | None) -> None:
        self._said = replace(self._said, strong=strong)
        self._end()

    def _next(self) -> ui.element:
        ui.run_javascript("scrollTo({top: 0})")  # the last answer may have been far down
        self._place.clear()
        return self._place

    def _end(self) -> None:
        """Write everything down, and say what comes of it: of a warning sign what comes of it before the first time."""
        told = History(screenings=self._house.store.told(Screening)).screening
        closes = after_hurt(told.what if told else None, self._said)
        country = profile_of(self._house.store).country
        with self._next() as place:
            if closes is not None:
                outcome(closes, country)
        # What to do is on the page before anything is written: a journal that cannot be written to must not hide it.
        if closes is not None:
            self._house.store.tell(closes, at=self._house.today())
        with place:
            follows = self._after(self._said)
            if closes is not None:
                return
            note(hurt_file().again if self._said.asks_again else follows, live=True)
            with el("div", "row"):
                if self._said.asks_again:
                    link("Answer the questions", "/first", "btn main", "go")
                else:
                    link("Today", "/today", "btn main", "go")
                link("When to get help", "/help", "btn")
