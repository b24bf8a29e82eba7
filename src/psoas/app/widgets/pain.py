"""The three questions after "It hurts": what it is like, where and how strong. Each takes one tap or key.

The stop has been saved before they are asked, so it holds even if the person closes the page here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nicegui import ui

from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, el, link, note
from psoas.app.widgets.scale import PAIN, NumberScale, OneOf
from psoas.app.widgets.verdict import at_once, languages, show_verdict, write_after
from psoas.errors import PsoasError
from psoas.journal.answers import Screening, Told
from psoas.plan import screening
from psoas.plan.pain import Hurt, Kind, PainPlace, after_hurt, hurt_file, kinds, reports_of
from psoas.session.safety import as_far_as_readable, call, verdict

#: Takes the answers, saves what belongs to the exercise, and returns what follows in one sentence.
After = Callable[[Hurt], str]


def ask(house: AppState, after: After, alone: Callable[[], None] | None = None) -> None:
    """Ask one question after another in the current slot, then show the outcome.

    What it is like comes first, because a warning sign ends the questions. It is saved here as a screening with
    that fact ticked, so that it closes the same things as before the first session; `after` saves everything else.

    Parameters
    ----------
    house : AppState
        Gives the journal and the date.
    after : callable
        Called once, with the answers.
    alone : callable, optional
        Called after a warning sign, so that the outcome stands alone on the page.
    """
    with el("div", "stack narrow hurt", aria_live="polite") as place:
        _Asking(house, after, place, alone).kind()


class _Asking:
    """The questions in progress; each can be skipped."""

    def __init__(
        self, house: AppState, after: After, place: ui.element, alone: Callable[[], None] | None = None
    ) -> None:
        self._alone = alone
        self._house = house
        self._after = after
        self._place = place
        self._said = Hurt()
        self._corrects = False

    def kind(self) -> None:
        """Ask what it is like."""
        file = hurt_file()
        Words("p", file.lead, "lead")
        Words("h2", file.kind)
        with el("div", "at-once-group"):
            urgent, others = (
                {each: (each.text, "") for each in kinds() if bool(each.sign) is sign} for sign in (True, False)
            )
            signs = OneOf(file.signs, urgent, "answers signs", self._be_like)
            with el("div", "hidden") as box:
                at_once(call(self._house.country(), languages()))
            for each, button in signs.buttons.items():
                if screening.facts()[each.sign].outcome == "emergency":
                    # Shown by the browser itself, because the server may be gone.
                    show = f"() => getHtmlElement({box.id}).classList.remove('hidden')"
                    button.on("click", js_handler=show)
        OneOf(file.others, others, "answers", self._be_like)
        Button(file.unsaid, lambda: self._be_like(None))

    def _be_like(self, kind: Kind | None) -> None:
        self._said = Hurt(kind, corrects=self._corrects)
        if self._said.stop_symptom or self._said.normal:
            self._end()
            return
        with self._next():
            places = {place: (place.text, "") for place in hurt_file().places}
            OneOf(hurt_file().place, places, "answers", self._answer_place)
            Button(hurt_file().unsaid, lambda: self._answer_place(None))

    def _answer_place(self, place: PainPlace | None) -> None:
        self._said = replace(self._said, place=place)
        with self._next():
            NumberScale(hurt_file().strong, PAIN, self._be_so_strong)
            Button(hurt_file().unsaid, lambda: self._be_so_strong(None))

    def _be_so_strong(self, strong: int | None) -> None:
        self._said = replace(self._said, strong=strong)
        self._end()

    def _next(self) -> ui.element:
        ui.run_javascript("scrollTo({top: 0})")  # the last answer may be far down the page
        self._place.clear()
        return self._place

    def _end(self) -> None:
        """Show the outcome, and save it only then; a sign has the same outcome as before the first session."""
        house, said = self._house, self._said
        earlier = as_far_as_readable(house.store).screening
        closes = after_hurt(earlier.what if earlier else None, said)
        told: list[Told] = list(said.reports)
        with self._next() as place:
            if closes is not None and said.fact is not None:
                if self._alone is not None:
                    self._alone()
                found = verdict(closes, (said.fact,), house.country(), languages())
                show_verdict(house, found, confirm=False)
                told.insert(0, closes)
                mistake = earlier.what if earlier else None
                Button(screening.questions().mistake, lambda: self._take_back(mistake), "quiet", "undo")
        with place:
            write_after(house, told, urgent=closes is not None)
            if closes is not None:
                self._tell_the_rest()
                return
            follows = self._follows()
            own = said.kind.say if said.kind is not None else ""
            note(own or follows, live=True)
            if own and follows not in ("", hurt_file().before) and not said.normal:
                Words("p", follows)
            with el("div", "row"):
                link("Today", "/today", "btn main", "go")
                link("What to do in a flare-up", "/learn/flare-up", "btn")
                link("When to get help", "/help", "btn")

    def _follows(self) -> str:
        try:
            return self._after(self._said)
        except PsoasError as problem:
            return str(problem)

    def _tell_the_rest(self) -> None:
        """Save what belongs to the exercise once the page says what to do."""
        ui.timer(0.3, self._follows, once=True)

    def _take_back(self, earlier: Screening | None) -> None:
        """Undo a mistaken tap: restore what held before and ask again."""
        house, said = self._house, self._said
        before = earlier or (screening.confirm(screening.judge({said.fact.id})) if said.fact is not None else None)
        told: list[Told] = [before] if before is not None else []
        if said.kind is not None:
            told += reports_of([said.kind.sign or said.kind.id], mistaken=True)
        house.tell_soon(told)
        self._corrects = True
        with self._next():
            self.kind()
