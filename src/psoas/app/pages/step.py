"""The page ``/step/{id}``: a voice-led step. The engine and the plan have all the rules."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from nicegui import ui

from psoas.app.live.counted_step import CountedStep
from psoas.app.live.guided_step import LiveGuidedStep
from psoas.app.pages.after_session import AfterStep, to_top
from psoas.app.pages.exercise import equipment
from psoas.app.pages.step_count import CountPanel
from psoas.app.state import AppState
from psoas.app.widgets.browser import KeyListener, Voice
from psoas.app.widgets.elements import Button, Words, bullets, el, html, icon, link, note
from psoas.app.widgets.figure import Figure
from psoas.app.widgets.layout import frame
from psoas.app.widgets.sound_only import SoundOnly
from psoas.plan.guided_step import Leading, leading
from psoas.plan.history import history_of, profile_of
from psoas.programme.model import Exercise
from psoas.report.words import time_left, whole_minutes
from psoas.session.guided import GuidedAction, GuidedView
from psoas.session.messages import Beep, Spoken

_RING = (
    '<svg viewBox="0 0 120 120" aria-hidden="true" focusable="false"><circle class="track" cx="60" cy="60" r="53"/>'
    '<circle class="left" cx="60" cy="60" r="53" pathLength="1" transform="rotate(-90 60 60)"/></svg>'
)
#: The words beside the sentence, by side of the body.
_SIDES = {"left": "Left side", "right": "Right side"}


class ReadyPanel:
    """Equipment and starting position, before the start."""

    def __init__(self, exercise: Exercise, why: str) -> None:
        with el("section", "stack", aria_label="Get ready") as self._box:
            Words("p", exercise.summary, "lead")
            if why:
                Words("p", why, "soft")
            self._minutes = Words("p", "", "soft")
            with el("ul", "chips", aria_label="You need"):
                for item in equipment(exercise, False):
                    Words("li", item)
            bullets(exercise.start, numbered=len(exercise.start) > 1)
            if exercise.pressure:
                most, end = exercise.pressure
                note(f"Pressure: {most} out of {end} at most. 0 is none, {end} is the worst imaginable.")
            Words("p", "A voice leads you from part to part. Everything it says is shown here too.", "soft")
            if exercise.stop:
                with el("div", "note warn"):
                    html(icon("warn"), "span", "contents")
                    Words("strong", "Good to know first")
                    bullets(exercise.stop)
            with el("div", "row"):
                link("All about it", f"/exercise/{exercise.id}", "btn")

    def show(self, view: GuidedView) -> None:
        """Show the panel before the start and hide it afterwards."""
        self._box.set_visibility(view.phase == "ready")
        form = " in its easier form" if view.easy else ""
        self._minutes.say(f"About {whole_minutes(view.total_left_s / 60)}{form}.")


class PartPanel:
    """What to do now in large letters, the side and the time left."""

    def __init__(self) -> None:
        with el("section", "now", aria_label="Now") as self._box:
            with el("div", "words"):
                self._side = Words("p", "", "which")
                with el("div", role="status"):
                    self._text = Words("p", "", "what")
                    self._notice = Words("p", "", "notice")
                self._then = Words("p", "", "soft")
            with el("div", "clock"):
                with el("div", "ring") as self._ring:
                    html(_RING, "span", "contents")
                    self._n = Words("p", "", "n", aria_hidden="true")
                self._left = Words("p", "", "left", role="timer")
                self._all = Words("p", "", "soft")
        self._shown: tuple[int, float] = (-1, 0.0)

    def show(self, view: GuidedView) -> None:
        """Show the current state, sending only what changed, at most once a second."""
        under_way = view.phase in ("running", "paused")
        self._box.set_visibility(under_way)
        if not under_way:
            return
        self._side.set_visibility(bool(view.side))
        self._side.say(_SIDES.get(view.side, ""))
        self._text.say(view.text)
        self._notice.set_visibility(bool(view.notice))
        self._notice.say(view.notice)
        self._then.say(f"Then: {view.then}" if view.then else "This is the last part.")
        whole = math.ceil(view.left_s - 1e-6)
        if (whole, view.seconds) != self._shown:
            self._shown = (whole, view.seconds)
            self._n.say(str(whole))
            self._left.say(f"{time_left(view.left_s)} left in this part")
            self._all.say(f"{time_left(view.total_left_s)} in all")
            self._ring.style(f"--share: {max(0.0, view.left_s) / view.seconds:.3f}")


def build(house: AppState, exercise: Exercise, short: bool) -> None:
    """Build the page ``/step/{id}`` of an exercise that has a guide."""
    how = leading(history_of(house.store), house.today(), exercise, house.catalogue, short=short)
    led = house.steps.under_way(how) or house.steps.of(exercise.id)
    if how.closed and (led is None or led.view.outcome is None):
        _closed(house, how, short)
        return
    with frame(exercise.name, "today", "session led"):
        StepPanel(house, led or house.steps.begin(how), how.why, short)


def _closed(house: AppState, how: Leading, short: bool) -> None:
    """Say why the step is not led now, and offer to switch it on where that is possible."""
    exercise = how.exercise
    with frame(exercise.name, "today"), el("div", "stack narrow"):
        Words("h1", exercise.name)
        Words("p", exercise.summary, "lead")
        note(how.closed, "warn")
        if how.to_choose:
            with el("div", "card stack"):
                Words("h2", "Read this first")
                bullets(exercise.stop)
                Button(
                    "I've read this, and I want to do this step",
                    lambda: _choose(house, exercise, short),
                    "main big",
                    "good",
                )
        with el("div", "row"):
            link("Back to today", f"/today?short={int(short)}", "btn")
            link("All about it", f"/exercise/{exercise.id}", "btn")


def _choose(house: AppState, exercise: Exercise, short: bool) -> None:
    house.tell(replace(profile_of(house.store), belly_contact=True))
    ui.navigate.to(f"/step/{exercise.id}?short={int(short)}")


class StepPanel:
    """Shows one voice-led step; the step outlives it.

    Parameters
    ----------
    house : AppState
        Gives journal, programme and date.
    led : LiveGuidedStep
        The step.
    why : str
        Why it is on today; "" to omit it.
    short : bool
        Whether it is the short version of the day.
    go_on : callable, optional
        Goes on with the led day that this step belongs to, if any.
    dark : SoundOnly, optional
        The dark screen of that day.
    """

    def __init__(
        self,
        house: AppState,
        led: LiveGuidedStep,
        why: str,
        short: bool,
        *,
        go_on: Callable[[], None] | None = None,
        dark: SoundOnly | None = None,
    ) -> None:
        self.house = house
        self.go_on = go_on
        self.closed = False
        self.led = led
        self.short = short
        self.client = ui.context.client
        self.after: AfterStep | None = None
        self.trouble = ""
        self.shown = ""
        self.arranged = ""
        self._build(why, dark)
        self._connect()

    def _build(self, why: str, dark: SoundOnly | None) -> None:
        exercise, led = self.led.exercise, self.led
        self.counting = CountPanel(self.house, led, lambda: self.tap("start")) if isinstance(led, CountedStep) else None
        with el("div", "title") as self.title:
            Words("h1", exercise.name)
            self.quiet = Button("Mute", self._mute, "", "mute")
        self.alert = el("div", role="alert")
        with el("div", "stage") as self.stage:
            with el("div", "see pictures"):
                if self.counting:
                    self.counting.picture()
                names = (*exercise.figures(), *exercise.figures(easy=True))
                self.figures = {name: Figure(self.house.catalogue.sketch(name)) for name in dict.fromkeys(names)}
            with el("div", "stack do"):
                if self.counting:
                    self.counting.question()
                self.ready = ReadyPanel(exercise, why)
                self.now = PartPanel()
                if self.counting:
                    self.counting.counts()
        self.end = el("div")
        self.dark = dark or SoundOnly()
        self.voice = Voice({"toggle": self._main, "next": lambda: self._turn("skip")})
        self.voice.mute(self.led.silent)
        self._build_dock()
        KeyListener(
            {
                " ": self._main,
                "PageUp": self._main,  # the buttons of a presenter
                "PageDown": self._main,
                "ArrowLeft": lambda: self._turn("back"),
                "ArrowRight": lambda: self._turn("skip"),
            }
        )

    def _build_dock(self) -> None:
        with el("section", "dock", aria_label="Controls") as self.dock, el("div", "inner"):
            self.main = Button("Start", self._main, "main big", "play", key="Space")
            self.back = Button("Back", lambda: self.tap("back"), "", "undo", key="←")
            self.again = Button("Repeat", lambda: self.tap("repeat"), "", "repeat")
            self.skip = Button("Skip", lambda: self.tap("skip"), "", "go", key="→")
            self.leave = Button("Leave it out", lambda: self.tap("skip"), "", "go")
            self.dark.button()
            self.ease = Button("Too hard", lambda: self.tap("too-hard"), "", "hand")
            self.hurts = Button("It hurts", lambda: self.tap("it-hurts"), "bad", "stop")

    def _connect(self) -> None:
        self.client.on_connect(self._look)
        self.client.on_disconnect(lambda: self.led.unwatch(self))
        self.client.on_delete(lambda: self.led.unwatch(self))
        self.show(self.led.view)
        if self.client.has_socket_connection:
            self._look()

    def close(self) -> None:
        """Close the panel because something else replaces it on the page."""
        self.closed = True
        self.led.unwatch(self)
        if self.counting:
            self.counting.close()

    def _look(self) -> None:
        if self.closed:
            return
        self.led.watch(self, self._told)
        self.led.speaker = self
        self.show(self.led.view)

    # -- what the person does -----------------------------------------------------------------------------------------

    def tap(self, action: GuidedAction) -> None:
        """Pass a request to the engine."""
        self.led.speaker = self
        self.led.tap(action)

    def _main(self) -> None:
        wanted: dict[str, GuidedAction] = {"ready": "start", "running": "pause", "paused": "resume"}
        if action := wanted.get(self.led.view.phase):
            self.tap(action)

    def _turn(self, action: GuidedAction) -> None:
        if self.led.view.phase in ("running", "paused"):
            self.tap(action)

    def _mute(self) -> None:
        self.led.silent = not self.led.silent
        self.voice.mute(self.led.silent)
        self.show(self.led.view)

    # -- showing ------------------------------------------------------------------------------------------------------

    def _told(self, messages: Sequence[Spoken | Beep]) -> None:
        """React to the step after every tick and tap."""
        with self.client:
            for message in messages if self.led.speaker is self else ():
                if isinstance(message, Spoken):
                    self.voice.tell(message)
                    self.dark.say(message.say)
                else:
                    self.voice.beep(message.kind)
            self.show(self.led.view)

    def show(self, view: GuidedView) -> None:
        """Show the current state, sending only what changed."""
        over = view.phase == "done"
        self.stage.set_visibility(not over)
        self.dock.set_visibility(not over)
        self.ready.show(view)
        self.now.show(view)
        self._show_buttons(view)
        if self.counting:
            self.counting.show()
            self._arrange(self.counting.classes)
        for name, figure in self.figures.items():
            figure.set_visibility(name in view.figures)
            figure.rest(view.phase == "paused")
            figure.show_side(view.side)
        if over and self.after is None and (self.go_on is None or view.outcome == "stopped"):
            with self.end:
                self.after = AfterStep(self.house, self.led, self.short, self._leave_only_the_end, self.go_on)
        if self.led.trouble != self.trouble:
            self._complain(self.led.trouble)
        part = {"ready": "ready", "done": "done"}.get(view.phase, "under way")
        if part != self.shown:
            self.shown = part
            self.voice.awake(part == "under way")
            to_top()

    def _arrange(self, classes: str) -> None:
        if classes != self.arranged:
            self.stage.classes(add=classes or None, remove=self.arranged or None)
            self.arranged = classes

    def _show_buttons(self, view: GuidedView) -> None:
        under_way = view.phase in ("running", "paused")
        main = {"ready": ("Start", "play"), "paused": ("Go on", "play")}
        self.main.show(*main.get(view.phase, ("Pause", "pause")))
        self.back.set_visibility(under_way and view.before)
        self.again.set_visibility(under_way and view.again)
        self.skip.set_visibility(under_way)
        self.leave.set_visibility(not under_way)
        self.ease.set_visibility(view.can_ease)
        self.ease.show("Too hard" if under_way else "Easier form")
        self.quiet.set_visibility(view.phase != "done")
        self.quiet.show(*(("Unmute", "sound") if self.led.silent else ("Mute", "mute")))

    def _leave_only_the_end(self) -> None:
        self.title.set_visibility(False)

    def _complain(self, sentence: str) -> None:
        self.trouble = sentence
        self.alert.clear()
        if sentence:
            with self.alert:
                note(f"{sentence} psoas keeps trying to save this step.", "bad")
