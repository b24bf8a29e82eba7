"""The placement test: one short set a level from the lowest, up to the first that is not easy."""

from __future__ import annotations

from nicegui import ui

from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, el, link, note
from psoas.app.widgets.figure import Figure
from psoas.app.widgets.layout import frame
from psoas.app.widgets.scale import PAIN, NumberScale, YesNo
from psoas.journal.answers import Choice
from psoas.plan.cut import locks_of
from psoas.plan.ladder import Ladder, Rung, ladder_of
from psoas.plan.placement import Try, ends_at, next_try, placement_plan
from psoas.plan.progression import decide, placement_is_open
from psoas.plan.reasons import capital, number
from psoas.plan.standing import SORE
from psoas.report.words import FORM_HELD, WORST_PAIN

_EFFORT = ("no effort", "none left")
_CLOSED = (
    "This test is for when you start, or come back after more than two weeks, and it hasn't hurt in the last four."
)


def build(house: AppState) -> None:
    """Build the page ``/placement``."""
    history = house.history()
    if not placement_is_open(history, house.today()):
        with frame("No test just now", "today"), el("div", "stack narrow"):
            Words("h1", "No test just now")
            Words("p", _CLOSED, "lead")
            with el("div", "row"):
                link("Today", "/today", "btn main", "go")
        return
    with frame("Find my level", "today"), el("div", "stack narrow", aria_live="polite") as place:
        _Placing(house, ladder_of(history.profile, locks_of(history)), place).ask()


class _Placing:
    """The placement in progress; only its result is saved."""

    def __init__(self, house: AppState, ladder: Ladder, place: ui.element) -> None:
        self._house = house
        self._ladder = ladder
        self._place = place
        self._tried: list[Try] = []

    def ask(self) -> None:
        """Show the next set, or the result."""
        rung = next_try(self._ladder, self._tried)
        ui.run_javascript("scrollTo({top: 0})")
        self._place.clear()
        with self._place:
            if rung is None:
                self._end()
            else:
                self._set(rung)

    def _set(self, rung: Rung) -> None:
        exercise = self._house.catalogue.level(rung.level)
        reps = number(placement_plan().reps_per_side)
        Words("p", f"Find my level · set {len(self._tried) + 1}", "eyebrow")
        Words("h1", capital(rung.name), tabindex="-1")
        Words("p", f"Do {reps} with each leg, slowly, then answer. Stop at once if anything hurts.", "lead")
        Figure(exercise, rung.banded)
        with el("div", "row"):
            how = f"/level/{rung.level}?band={int(rung.banded)}"
            link("How it is done, in a new tab", how, "btn", target="_blank")
        done = YesNo(f"Did you do all {reps} with each leg?")
        effort = NumberScale("How hard was it? 5: work, but easy talk. 7: hard.", _EFFORT)
        pain = NumberScale(WORST_PAIN, PAIN)
        form = YesNo(FORM_HELD)
        wrong = Words("p", "", "wrong", role="alert")

        def go_on() -> None:
            if done.value is None or effort.value is None or pain.value is None or form.value is None:
                wrong.say("Please answer all four, so the test doesn't take you too high.")
                return
            reps_done = placement_plan().reps_per_side if done.value else 0
            self._tried.append(Try(reps_done, reps_done, effort.value, pain.value, form.value))
            self.ask()

        with el("div", "row"):
            Button("Go on", go_on, "main big", "go")
            link("Stop the test", "/today", "btn")
            link("It hurts", "/hurt", "btn bad", "warn")

    def _end(self) -> None:
        rung = ends_at(self._ladder, self._tried)
        self._house.tell(Choice("placement", rung.id))
        Words("h1", f"You start with {rung.name}", tabindex="-1")
        if self._tried[-1].during >= SORE:
            note("That was a lot of pain. Rest today. If it stays or comes back, talk to a clinician.", "warn")
        Words("p", decide(self._house.history(), self._house.today()).reason, "lead")
        with el("div", "row"):
            link("Today", "/today", "btn main", "go")
