"""The led day: one panel after another on the same page, so that voice and camera need permission only once."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from nicegui import ui

from psoas.app.live.guided_step import LiveGuidedStep
from psoas.app.live.live_day import LiveDay
from psoas.app.live.live_session import LiveSession
from psoas.app.pages.day_end import day_end
from psoas.app.pages.exercise import equipment
from psoas.app.pages.session import MarchPanel
from psoas.app.pages.step import StepPanel
from psoas.app.state import DAY, AppState
from psoas.app.widgets import effort as how_hard
from psoas.app.widgets.browser import Camera, KeyListener, Voice
from psoas.app.widgets.elements import Button, Words, bullets, el, note
from psoas.app.widgets.figure import first_figure
from psoas.app.widgets.layout import frame
from psoas.app.widgets.questions import morning_after, well_enough
from psoas.app.widgets.scale import PAIN, NumberScale
from psoas.app.widgets.sound_only import SoundOnly
from psoas.plan.ladder import rung_of
from psoas.plan.led_day import AskMorning, AskPain, MarchPart
from psoas.programme.model import Exercise
from psoas.report.words import min_words
from psoas.session.led_day import DayOver, PartAnnounced, PartAsked
from psoas.session.messages import Beep, Spoken

#: The browser's Back stays on the page and asks whether to stop.
_BACK = """
if (!window.psoasLed) {
    window.psoasLed = true;
    history.pushState(null, "", "/go");
    addEventListener("popstate", () => { if (window.psoasLed) emitEvent("led-back"); });
}
"""


def build(house: AppState) -> None:
    """Build the page ``/go``: the led day at its current point."""
    with frame("Today", "today", "session led day-led") as main:
        day = house.day
        if day is None or day.over:
            day = house.lead_day(house.counting())
        day.look_again()
        show(house, day, main)


def show(house: AppState, day: LiveDay, main: ui.element) -> None:
    """Replace the main part of a page by the led day."""
    main.clear()
    main.classes("session led day-led")
    with main:
        DayPanel(house, day)


class DayPanel:
    """Shows a led day; the day outlives it."""

    def __init__(self, house: AppState, day: LiveDay) -> None:
        self.house = house
        self.day = day
        self.client = ui.context.client
        self.panel: StepPanel | MarchPanel | None = None
        self.shown: object = None
        self.left_s: Words | None = None
        self.heard: Words | None = None
        self.asked = ""
        self.digits = ""
        with el("div", "day-bar") as self.bar:
            self.place = Words("p", "", "soft")
            self.later_button = Button("Later", self._ask_later, "quiet", "pause")
        self.box = el("div", "stack day-part")
        self.dark = SoundOnly()
        self.voice = Voice({"toggle": self._space, "next": self._skip})
        self.voice.mute(day.silent)
        with el("dialog", "card ask", aria_labelledby="later-title") as self.ask:
            Words("h2", "Stop for now?", id="later-title")
            Words("p", "What you did is kept. Today offers to go on from here.")
            with el("div", "row"):
                Button("Stop for now", self._later, "main", "pause")
                Button("Go on", lambda: self._dialog("close"), "", "play")
        KeyListener(
            {
                " ": self._space,
                "PageUp": self._space,  # the buttons of a presenter
                "PageDown": self._space,
                "ArrowRight": self._skip,
                **{str(n): self._digit(n) for n in range(10)},
            }
        )
        self.client.on_connect(self._look)
        self.client.on_disconnect(lambda: self.day.unwatch(self))
        self.client.on_delete(self._gone)
        ui.on("led-back", self._ask_later)
        if self.client.has_socket_connection:
            self._look()
        else:
            self.show()

    def _gone(self) -> None:
        self.day.unwatch(self)
        self.house.seat.leave(self.client.id)
        self.house.invalidate_tickets(self.client.id)

    def _look(self) -> None:
        self.day.watch(self, self._told)
        ui.run_javascript(_BACK)
        self.show()
        if isinstance(self.day.engine.state, PartAsked | PartAnnounced):
            self.voice.say(self.day.engine.number, self.day.engine.said)

    # -- what the person does -----------------------------------------------------------------------------------------

    def _space(self) -> None:
        if isinstance(self.day.engine.state, PartAnnounced):
            self.day.tap("go")

    def _skip(self) -> None:
        if isinstance(self.day.engine.state, PartAnnounced):
            self.day.skip()

    def _digit(self, n: int) -> Callable[[], None]:
        def press() -> None:
            state = self.day.engine.state
            if isinstance(state, PartAsked) and isinstance(state.part, AskPain):
                self._type(n)

        return press

    def _type(self, n: int) -> None:
        """Take a number from the keyboard; "1" waits a moment because it may become "10"."""
        if self.digits == "1" and n == 0:
            self.digits = ""
            self.day.tell_pain(10)
        elif n == 1 and not self.digits:
            self.digits = "1"
            with self.box:
                ui.timer(1.2, self._one, once=True)
        else:
            self.digits = ""
            self.day.tell_pain(n)

    def _one(self) -> None:
        if self.digits == "1" and isinstance(self.day.engine.state, PartAsked):
            self.digits = ""
            self.day.tell_pain(1)

    def _ask_later(self) -> None:
        if self.day.over:
            ui.navigate.to("/today")
            return
        ui.run_javascript("history.pushState(null, '', '/go')")
        self._dialog("showModal")

    def _later(self) -> None:
        self.day.later()
        ui.run_javascript("window.psoasLed = false")
        ui.navigate.to("/today")

    def _dialog(self, method: str) -> None:
        ui.run_javascript(f"getHtmlElement({self.ask.id}).{method}()")

    # -- showing ------------------------------------------------------------------------------------------------------

    def _told(self, messages: Sequence[Spoken | Beep]) -> None:
        """React to the day after every tick and tap."""
        with self.client:
            self.show()
            for message in messages:
                if isinstance(message, Spoken):
                    self.voice.tell(message)
                    self.dark.say(message.say)
                else:
                    self.voice.beep(message.kind)

    def show(self) -> None:
        """Show the current state, sending only what changed."""
        state, current = self.day.engine.state, self.day.current
        on: object = current
        if isinstance(state, PartAsked):
            on = state.part
        elif isinstance(state, PartAnnounced):
            on = state.part
            if self.left_s is not None and on == self.shown:
                self._count_down(state)
        elif isinstance(state, DayOver):
            on = "over"
        if self.heard is not None and on == self.shown and self.day.engine.said != self.asked:
            self.heard.say(self.day.engine.said)
        if on is None or on == self.shown:
            return
        self.shown = on
        if self.panel is not None:
            self.panel.close()
            self.panel = None
        self.left_s = self.heard = None
        self.asked = self.day.engine.said
        self.box.clear()
        with self.box:
            self._fill(state, current)
        self.bar.set_visibility(not isinstance(state, DayOver))
        self.voice.awake(isinstance(state, PartAsked | PartAnnounced))  # a part under way has a voice of its own
        if isinstance(state, PartAsked | DayOver):  # there is something to read and answer
            self.dark.show(False)
        if self.dark.on:
            return
        ui.run_javascript("scrollTo({top: 0}); document.querySelector('#main h1')?.focus({preventScroll: true})")

    def _fill(self, state: object, current: LiveGuidedStep | LiveSession | None) -> None:
        self.place.say(self._place())
        if isinstance(state, PartAsked):
            self._asking(state.part)
        elif isinstance(state, PartAnnounced):
            self._announcing(state)
        elif isinstance(state, DayOver):
            ui.run_javascript("window.psoasLed = false")
            day_end(self.house, self.day, state.reason, self._end_again)
        elif isinstance(current, LiveGuidedStep):
            self.panel = StepPanel(self.house, current, "", self.day.short, go_on=self.day.pass_on, dark=self.dark)
        elif current is not None:
            self.panel = MarchPanel(self.house, current, self.day, self.dark)

    def _end_again(self) -> None:
        self.shown = None
        self.show()

    def _asking(self, part: AskMorning | AskPain) -> None:
        if isinstance(part, AskMorning):
            with el("div", "stack narrow"):
                Words("h1", "First, the morning after your last session", tabindex="-1")
                morning_after(lambda told: self.day.tell_morning(told, part.session_id))
            return
        with el("div", "stack narrow"):
            Words("h1", "How is your pain right now?", tabindex="-1")
            NumberScale("How is your pain right now?", PAIN, self.day.tell_pain, titled=True)
            self.heard = Words("p", "", "caption", role="status")
            well_enough(self.house)
            self._look_on()

    def _look_on(self) -> None:
        """Let the camera see a raised arm, if it counts the march and the browser need not ask for it."""
        if not self.day.watches or self.house.eyes.blind:
            return
        if not self.house.seat.take(self.client.tab_id or self.client.id, self.client.id):
            return
        with el("div", "looks-on") as box:
            camera = Camera(
                f"/live/{self.house.ticket(DAY, self.client.id)}",
                True,
                lambda state, device, say: box.set_visibility(state == "live"),
                lambda cameras: None,
            )
        box.set_visibility(False)
        camera.start_if_allowed()

    def _announcing(self, state: PartAnnounced) -> None:
        step = state.part.step
        exercise = self.house.catalogue.by_id(step.exercise_id)
        band = isinstance(state.part, MarchPart) and rung_of(self.day.plan().decision.rung).banded
        with el("div", "stage"):
            with el("div", "see pictures"):
                first_figure(self.house.catalogue, exercise, band, easy=step.easier)
            with el("div", "stack do"):
                Words("h1", exercise.name, tabindex="-1")
                _get_ready(exercise, band)
                if exercise.stop:
                    note(exercise.stop[0], "warn")
                if isinstance(state.part, MarchPart):
                    how_hard.beside_march(self.house, self.house.history().profile, self.day.plan().decision)
                with el("p", "starts-in", role="timer"):
                    Words("span", "Starts in ")
                    self.left_s = Words("b", "")
        with el("section", "dock", aria_label="Controls"), el("div", "inner"):
            Button("Start now", lambda: self.day.tap("go"), "main big", "play", key="Space")
            self.wait = Button("Wait", lambda: self.day.tap("wait"), "", "pause")
            Button("Skip", self.day.skip, "", "go", key="→")
        self._count_down(state)

    def _count_down(self, state: PartAnnounced) -> None:
        assert self.left_s is not None
        self.left_s.say("when you are ready" if state.waits else f"{math.ceil(state.left_s)} s")
        self.wait.show(*(("Go on", "play") if state.waits else ("Wait", "pause")))

    def _place(self) -> str:
        day = self.day.plan()
        left = 0 if isinstance(self.day.engine.state, PartAsked) else day.minutes()
        return f"{min_words(left)} left" if left else ""


def _get_ready(exercise: Exercise, band: bool) -> None:
    bullets(exercise.start, numbered=len(exercise.start) > 1)
    told = " ".join(exercise.start).lower()
    if needed := [item for item in equipment(exercise, band) if item.lower() not in told]:
        with el("ul", "chips", aria_label="You need"):
            for item in needed:
                Words("li", item)
