"""What comes after a step that was led: how it ended, the three questions where it hurt, and what is next."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui

from psoas.app.live.guided_session import Led
from psoas.app.state import House
from psoas.app.widgets import pain as hurt
from psoas.app.widgets.elements import Button, Words, el, link, note
from psoas.app.widgets.scale import OneOf
from psoas.journal.answers import Answer
from psoas.plan.guided_step import after_stop, leading, next_time, texts
from psoas.plan.history import history_of
from psoas.plan.pain import Hurt, hurt_file
from psoas.plan.today import today
from psoas.report.words import time_left

_ENDED = {"done": "Done.", "skipped": "Left out today."}


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
                return
            Words("h2", _ENDED[str(state)])
            if self._led.view.spent_s >= 1:
                Words("p", f"{time_left(self._led.view.spent_s)} in all.", "soft")
            if self._led.exercise.step == "stretch" and state == "done":
                self._ask_whether_it_pulled()
            self._go_on()

    # -- where it hurt ------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        Words("h2", hurt_file().title)
        hurt.ask(self._house, self._answered, self._alone)

    def _answered(self, said: Hurt) -> str:
        """Keep what was answered of the stop, and say what it means for the plan."""
        led, kind = self._led, said.kept
        if said.strong is not None:
            led.tell(Answer("pain-now", said.strong))
        led.add(pain=said.strong, where=said.place.id if said.place else "", kind=kind.id if kind else "")
        led.answered = True
        to_top()
        return " ".join(self._means())

    def _means(self) -> tuple[str, ...]:
        kept = () if self._led.trouble else (texts().means.kept,)
        return (*kept, *after_stop(history_of(self._house.store), self._house.today(), self._led.exercise))

    def _what_it_means(self) -> None:
        Words("h2", hurt_file().title)
        note(" ".join(self._means()))
        with el("div", "row"):
            link("Today", "/today", "btn main", "go")
            link("What to do in a flare-up", "/learn/flare-up", "btn")
            link("When to get help", "/help", "btn")

    # -- otherwise ----------------------------------------------------------------------------------------------------

    def _ask_whether_it_pulled(self) -> None:
        with el("div", "card stack"):
            told = self._led.told.only_pull if self._led.told else None
            answers = {True: ("Yes", ""), False: ("No", "")}
            ask = "Did it only pull, at 3 out of 10 at most?"
            OneOf(ask, answers, on_pick=self._keep_whether_it_pulled, value=told)
            self._easier = Words("p", "", role="status")

    def _keep_whether_it_pulled(self, only_pull: bool) -> None:
        house, led = self._house, self._led
        led.add(only_pull=only_pull)
        means = next_time(history_of(house.store), house.today(), led.exercise)
        self._easier.say("" if only_pull else means)

    def _go_on(self) -> None:
        house, led, end = self._house, self._led, f"?short={int(self._short)}"
        history, now = history_of(house.store), house.today()
        following = today(history, now, house.catalogue, short=self._short).next_step()
        how = leading(history, now, house.catalogue.by_id(led.exercise.id), house.catalogue, short=self._short)
        with el("div", "row"):
            if following is None:
                Words("p", "That was all for today.")
            elif house.catalogue.by_id(following.exercise_id).level is not None:
                link("Next: the march", f"/today{end}", "btn main big", "go")
            else:
                name = house.catalogue.by_id(following.exercise_id).name
                link(f"Next: {name}", f"/step/{following.exercise_id}{end}", "btn main big", "go")
            link("Back to today", f"/today{end}", "btn" if following else "btn main big")
            if not how.closed:
                Button("Once more", self._again, icon_name="repeat")
        if how.closed:
            note(how.closed)

    def _again(self) -> None:
        house, exercise = self._house, self._led.exercise
        history, now = history_of(house.store), house.today()
        how = leading(history, now, house.catalogue.by_id(exercise.id), house.catalogue, short=self._short)
        if not how.closed:
            house.steps.begin(how)
        ui.navigate.to(f"/step/{exercise.id}?short={int(self._short)}")
