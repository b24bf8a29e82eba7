"""The desk companion on a page: what it knows, answers to it, today as a strip, and when it asks."""

from __future__ import annotations

import subprocess
import sys
from calendar import day_name
from collections.abc import Mapping
from functools import partial

from nicegui import ui

from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, el, folded, html
from psoas.app.widgets.form import Form, Read
from psoas.errors import PsoasError
from psoas.habit.memory import recalled
from psoas.habit.observation import Said
from psoas.habit.phases import Quiet, Shown
from psoas.habit.state import DeskState
from psoas.journal import desk_form
from psoas.journal.desk_log import this_computer
from psoas.journal.lock import is_running
from psoas.plan.desk_policy import policy_of
from psoas.plan.history import profile_of
from psoas.programme.companion import companion_words
from psoas.report.chart import BoxShape, key, plot, sample
from psoas.report.desk_charts import day_chart, day_words
from psoas.report.desk_day import day_of
from psoas.report.desk_words import status_of, wishes_words
from psoas.session.use_cases import say_at_desk

#: The page looks again this often, seconds; the companion hears what is said with its next look.
_AGAIN_S = 5.0


class AtTheDesk:
    """Today at the desk, kept up to date while the page is open."""

    def __init__(self, house: AppState) -> None:
        self._house = house
        self._phase = ""
        self._status = Words("p", "", "answer", role="status")
        self._said = Words("p", "", "soft", role="status")
        self._buttons = el("div", "row")
        self._strip = el("div", "stack desk-day")
        self._drawn = ""
        self._look()
        ui.timer(_AGAIN_S, self._look)

    def _look(self) -> None:
        store = self._house.store
        try:
            running = is_running(store.folder)
            memory = store.desk_memories().get(this_computer())
            policy = policy_of(self._house.store.desk_wishes(), profile_of(store))
            self._status.say(status_of(memory, policy, running=running))
            self._show_buttons(recalled(memory.what) if memory and running else None)
            self._show_day()
        except PsoasError as problem:
            self._status.say(str(problem))

    def _show_buttons(self, state: DeskState | None) -> None:
        phase = _phase(state)
        if phase == self._phase:
            return
        self._phase = phase
        self._buttons.clear()
        with self._buttons:
            if state is None:
                Button("Start it", self._start, "main", "play")
                return
            words = companion_words().buttons
            if isinstance(state.phase, Shown):
                self._button(words.done, "done", "main")
            if not isinstance(state.phase, Quiet):
                self._button(words.later, "later")
                self._button(words.skip, "skip")
                self._button(words.call, "call")
            if state.standing or state.silent == "cannot-tell":
                self._button("I'm sitting", "sitting")
            if not state.standing:
                self._button("I'm standing", "standing")
            if state.absence is not None:
                begin, end = (f"{moment:%H:%M}" for moment in (state.absence.begin, state.absence.end))
                self._button(f"I was sitting from {begin} to {end}", "was-sitting")

    def _button(self, text: str, word: Said, classes: str = "") -> None:
        Button(text, partial(self._say, word), classes)

    def _say(self, word: Said) -> None:
        say_at_desk(self._house.store, word, self._house.today())
        self._said.say(companion_words().said[word])

    def _start(self) -> None:
        command = [sys.executable, "-m", "psoas", "desk", "--data", str(self._house.store.folder)]
        subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._said.say("It's starting. It goes on when you close this page.")

    def _show_day(self) -> None:
        day = day_of(self._house.store, self._house.today())
        picture = plot(partial(day_chart, day), "desk-day")
        if picture == self._drawn:
            return
        self._drawn = picture
        self._strip.clear()
        with self._strip:
            first, second = day_words(day)
            Words("p", f"{first} {second}".strip())
            html(picture, "figure", "desk-strip")
            html(_legend(), "ul", "legend plain")


def _phase(state: DeskState | None) -> str:
    return "off" if state is None else f"{state.phase.name} {state.standing} {state.silent} {state.absence}"


def _legend() -> str:
    parts = (
        (sample(BoxShape(1, 1, 14, 14, "sat", 2)), "sat"),
        (sample(BoxShape(1, 8, 14, 7, "stood", 2)), "stood"),
        (sample(BoxShape(1, 13, 14, 2, "away", 1)), "away"),
        (key("triangle", "asked"), "asked to get up"),
    )
    return "".join(f"<li>{sign}{word}</li>" for sign, word in parts)


class WhenToAsk:
    """The form that says when the companion asks."""

    def __init__(self, house: AppState) -> None:
        self._house = house
        with folded("When it asks"):
            self._now = Words("p", wishes_words(house.store.desk_wishes()), "soft")
            self._form = form = WishesForm(house)
            with el("div", "fields"):
                form.text("every", "Minutes of sitting before it asks, 20 to 90", short=True)
                form.text("begin", "Your work begins at, such as 8:00", short=True)
                form.text("end", "It ends at, such as 18:00", short=True)
                form.text("leave_until", "Last day of your leave, such as 2026-12-31", short=True)
            with el("div", "ticks", role="group", aria_label="Your working days"):
                for field, label in zip(desk_form.DAYS, day_name, strict=True):
                    form.tick(field, label)
            with el("div", "row"):
                Button("Keep it", self._keep, "main", "good")
            form.foot()
            Words(
                "p",
                "It keeps quiet in calls, while you present, in full screen, with notifications off and in your quiet "
                "hours. Three prompts in a row that you skip make it ask less often, and good days bring it back. "
                "It never asks more than twelve times a day.",
                "soft",
            )

    def _keep(self) -> None:
        if self._form.keep():
            self._now.say(wishes_words(self._house.store.desk_wishes()))


class WishesForm(Form):
    """The fields of `psoas.journal.desk_form`."""

    def _stored(self) -> dict[str, str]:
        return desk_form.shown(self._house.store.desk_wishes())

    def _read(self, fields: Mapping[str, str]) -> Read:
        return desk_form.read(fields)

    def _tell(self, fields: Mapping[str, str]) -> None:
        wishes = desk_form.read(fields).wishes
        if wishes != self._house.store.desk_wishes():
            self._house.tell(wishes)
