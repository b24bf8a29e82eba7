"""What comes after a step that was led: how it ended, the three questions where it hurt, and what is next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from nicegui import ui

from psoas.app.elements import Button, Words, bullets, el, link, note
from psoas.app.first import outcome, tick
from psoas.app.house import House
from psoas.app.led import Led
from psoas.app.scale import PAIN, OneOf, Scale, YesNo
from psoas.app.words import time_left
from psoas.journal.person import Answer, Screening
from psoas.plan.history import history_of
from psoas.plan.hurts import after_signs, meaning, next_time
from psoas.plan.leading import leading, texts
from psoas.plan.today import today

_ENDED = {"done": "Done.", "skipped": "Left out today.", "stopped": "Stopped."}


def to_top() -> None:
    """Bring what is new on the page into view."""
    ui.run_javascript("scrollTo({top: 0})")


class After:
    """The end of a step.

    Parameters
    ----------
    house : House
        For journal, programme and date.
    led : Led
        The step, which has ended.
    short : bool
        In the short version of the day.
    alone : callable
        Called when nothing else of the page may be seen any more.
    """

    def __init__(self, house: House, led: Led, short: bool, alone: Callable[[], None]) -> None:
        self._house = house
        self._led = led
        self._short = short
        self._alone = alone
        self._signs: set[str] = set()
        self._box = el("section", "after stack", aria_live="polite", aria_label="How it ended")
        self._show()

    def _show(self) -> None:
        state = self._led.view.outcome
        self._box.clear()
        with self._box:
            if state == "stopped" and not self._led.answered:
                self._ask()
                return
            if state == "stopped":
                self._what_it_means()
            else:
                Words("h2", _ENDED[str(state)])
                if self._led.view.spent_s >= 1:
                    Words("p", f"{time_left(self._led.view.spent_s)} in all.", "soft")
                if self._led.exercise.step == "stretch" and state == "done":
                    self._ask_whether_it_pulled()
            self._go_on()

    # -- where it hurt ------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        asked = texts().hurts
        Words("h2", _ENDED["stopped"])
        Words(
            "p", "Come out of it slowly. Three questions, for the plan to listen to. Leave out what you like.", "lead"
        )
        with el("div", "card stack"):
            self._where = OneOf(asked.where, {place.id: (place.text, "") for place in asked.places})
            self._strength = Scale(asked.strength, PAIN)
            self._kind = OneOf(asked.kind, {kind.id: (kind.text, "") for kind in asked.kinds})
            with el("div", "ticks", role="group", aria_label=asked.signs_ask):
                Words("p", asked.signs_ask, "ask")
                for fact in asked.facts:
                    tick(fact.text, partial(self._toggle, fact.id))
            with el("div", "row"):
                Button("Go on", self._keep, "main big", "go")
                Button("I do not want to say", self._say_nothing)

    def _toggle(self, fact: str) -> None:
        self._signs ^= {fact}

    def _keep(self) -> None:
        house, led = self._house, self._led
        history = history_of(house.store)
        found = after_signs(history, self._signs)
        if found is not None:  # the most important first, should there be trouble with the journal
            led.tell(found)
        if self._strength.value is not None:
            led.tell(Answer("pain-now", self._strength.value))
        led.add(pain=self._strength.value, where=self._where.value or "", kind=self._kind.value or "")
        led.answered = True
        to_top()
        if found is not None:
            self._stop_everything(found, history.profile.country)
        else:
            self._show()

    def _say_nothing(self) -> None:
        self._led.answered = True
        to_top()
        self._show()

    def _stop_everything(self, found: Screening, country: str) -> None:
        """What was ticked comes before any exercise: nothing else is left on the page."""
        self._alone()
        self._box.clear()
        with self._box:
            outcome(found, country)

    def _what_it_means(self) -> None:
        house, led = self._house, self._led
        kind = led.told.kind if led.told else ""
        Words("h2", _ENDED["stopped"])
        kept = () if led.trouble else (texts().hurts.means.kept,)
        bullets((*kept, *meaning(history_of(house.store), house.today(), led.exercise, texts().hurts, kind)))
        with el("div", "row"):
            link("When to get help", "/help", "btn bad")

    # -- otherwise ----------------------------------------------------------------------------------------------------

    def _ask_whether_it_pulled(self) -> None:
        with el("div", "card stack"):
            pulled = YesNo("Did it only pull, at 3 out of 10 at most?", self._keep_whether_it_pulled)
            self._easier = Words("p", "", role="status")
            pulled.show(self._led.told.only_pull if self._led.told else None)

    def _keep_whether_it_pulled(self, only_pull: bool) -> None:
        house, led = self._house, self._led
        led.add(only_pull=only_pull)
        means = next_time(history_of(house.store), house.today(), led.exercise, texts().hurts)
        self._easier.say("" if only_pull else means)

    def _go_on(self) -> None:
        house, led, end = self._house, self._led, f"?short={int(self._short)}"
        history, now = history_of(house.store), house.today()
        following = today(history, now, house.catalogue, short=self._short).next_step()
        how = leading(history, now, house.catalogue.by_id(led.exercise.id), house.catalogue, short=self._short)
        main = "" if led.view.outcome == "stopped" else "main "
        with el("div", "row"):
            if following is None:
                Words("p", "That was all for today.")
            elif following.step == "strengthen":
                link("Next: the march", f"/today{end}", f"btn {main}big", "go")
            else:
                name = house.catalogue.by_id(following.exercise_id).name
                link(f"Next: {name}", f"/step/{following.exercise_id}{end}", f"btn {main}big", "go")
            link("Back to today", f"/today{end}", "btn" if following else "btn main big")
            if not how.closed and led.view.outcome != "stopped":
                Button("Once more", self._again, icon_name="repeat")
        if how.closed:
            note(how.closed)

    def _again(self) -> None:
        house, exercise = self._house, self._led.exercise
        history, now = history_of(house.store), house.today()
        how = leading(history, now, house.catalogue.by_id(exercise.id), house.catalogue, short=self._short)
        if not how.closed:
            house.lead(how)
        ui.navigate.to(f"/step/{exercise.id}?short={int(self._short)}")
