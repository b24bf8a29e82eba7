"""The session page, from "start" to the summary. The engine has all the rules."""

from __future__ import annotations

from collections.abc import Sequence

from nicegui import ui

from psoas.app.live.live_day import LiveDay
from psoas.app.live.live_session import LiveSession
from psoas.app.state import AppState
from psoas.app.widgets import effort as how_hard
from psoas.app.widgets.browser import Voice
from psoas.app.widgets.camera_place import CameraPlace
from psoas.app.widgets.counts import Counts
from psoas.app.widgets.elements import Words, el, link, note
from psoas.app.widgets.eye import Eye
from psoas.app.widgets.figure import Figure
from psoas.app.widgets.layout import frame, script
from psoas.app.widgets.march_controls import MarchControls, MarchWishes
from psoas.app.widgets.open_session import unended_note
from psoas.app.widgets.session_panels import (
    BackSettling,
    FeelingForm,
    OtherLevel,
    SaySo,
    SetUp,
    TooHard,
    Waiting,
)
from psoas.app.widgets.sound_only import SoundOnly
from psoas.body.skeleton import Side
from psoas.plan.ladder import smaller
from psoas.plan.offers import Easier
from psoas.session.messages import Beep, Message, Spoken
from psoas.session.refusals import NotTodayError
from psoas.session.use_cases import Unended
from psoas.session.view import Action, View


def enter(house: AppState, key: str, *, go: bool, back: bool) -> None:
    """Build the page ``/session/{key}``: the session, or first the question whether to go on.

    A reload goes straight back into the session. Anybody who arrives in another way is asked first: by a
    bookmark, after the server stopped, or with the browser's Back. A session that is over shows its summary.

    Parameters
    ----------
    go : bool
        Whether the person chose to go on.
    back : bool
        Whether the browser came back to this page.
    """
    number = house.number_of(key)
    if number is not None and (back or not house.is_led(key)) and house.store.reps(number):
        found = house.unended()
        if found is None or found.session_id != number:
            ui.navigate.to(f"/summary/{number}")
            return
        if found.refused or not go:
            _ask_first(house, found)
            return
    running = house.running(key)
    if running is not None and go:
        running.rest_alone()  # it waits for the answer, even if it had not stopped yet
    if running is None:
        ui.navigate.to(f"/summary/{key}")
    else:
        build(house, running)


def _ask_first(house: AppState, found: Unended) -> None:
    with frame("Go on?", "today"), el("div", "stack narrow"):
        Words("h1", "Go on, or stop here?" if not found.refused else "Not now")
        unended_note(house, found)
        with el("div", "row"):
            link("Today", "/today", "btn")


def build(house: AppState, running: LiveSession) -> None:
    """Build the page ``/session/{id}`` of a running session."""
    exercise = running.exercise
    ui.add_head_html(script("back.js"))  # coming back with the browser's Back leads to the question (`enter`)
    with frame(exercise.name, "levels", "session"):
        MarchPanel(house, running)


class MarchPanel:
    """Shows one running session; the session outlives it.

    Parameters
    ----------
    house : AppState
        Gives journal, programme, seat and camera.
    running : LiveSession
        The session.
    day : LiveDay, optional
        The led day that the session belongs to, if any.
    dark : SoundOnly, optional
        The dark screen of that day.
    """

    def __init__(
        self, house: AppState, running: LiveSession, day: LiveDay | None = None, dark: SoundOnly | None = None
    ) -> None:
        self.house = house
        self.running = running
        self.day = day
        self.client = ui.context.client
        self.left = False
        self.named = False
        self.complaint: str | None = None
        self.arranged = ""
        self.turn: tuple[str, Side, int, int] | None = None
        self._build(dark)
        self._connect()

    # -- building -----------------------------------------------------------------------------------------------------

    def _build(self, dark: SoundOnly | None) -> None:
        exercise = self.running.exercise
        with el("div", "title"):
            Words("h1", f"Level {exercise.level} · {exercise.name}", tabindex="-1")
            self.progress = Words("p", "", "soft")
        if self.running.view.silent and self.house.is_quiet():
            note("These are your quiet hours, so voice and sounds are off. “Unmute” turns them on for now.")
        self.blind = self.house.eyes.blind
        if self.blind:
            note(self.blind)
        self.alert = el("div", role="alert")
        self.place = CameraPlace(
            self.house, lead=self._lead, stand_by=self._stand_by, gone=lambda: self.running.unwatch(self)
        )
        with el("div", "stage") as self.stage:
            with el("div", "see stack"):
                self.eye = self._build_eye()
                self.figure = Figure(exercise, self.running.band)
            with el("div", "stack do"):
                self.say_so = SaySo()
                self.too_hard = TooHard(self._ease, lambda: self.tap("stop"))
                if less := smaller(self.running.rung, small=self.running.small):
                    note(less.note)
                self.other_level = OtherLevel(exercise, self._change_level, lambda: self.tap("keep-level"))
                self.set_up = SetUp(lambda: self.tap("start"), how_hard.before_start(self.house, self.running))
                self.waiting = Waiting(lambda: self.tap("skip-rest"), lambda: self.tap("extend-rest"))
                self.settling = BackSettling(self.running.back)
                self.feeling = FeelingForm(exercise)
                self.counts = Counts(lambda: self.tap("count-left"), lambda: self.tap("count-right"))
        self.dark = dark or SoundOnly()
        self.voice = Voice({"toggle": self._pause_or_go_on, "next": lambda: self.tap("skip-rest")})
        self.voice.mute(self.running.view.silent)
        self.dock = MarchControls(
            MarchWishes(self.tap, self._count, self._pause_or_go_on, self._switch_counting, self._mute, self._too_hard),
            self.dark,
        )

    def _build_eye(self) -> Eye:
        return Eye(
            self.place.ticket(self.running.key),
            side_on=self.running.exercise.camera == "side",
            blind=self.blind,
            on_state=self._camera_changed,
            by_hand=self._by_hand,
            new_camera=self.running.gate.forget,
        )

    # -- coming and going ---------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.show(self.running.view)
        self.place.keep()

    def close(self) -> None:
        """Close the panel because something else replaces it on the page."""
        self.place.close()

    def _lead(self) -> None:
        self._open_here(True)
        self.running.watch(self, self._told)
        if self.running.view.counting == "camera" and self.eye.state != "live":
            self.eye.start()
        self.voice.awake(True)
        self.show(self.running.view)

    def _stand_by(self) -> None:
        self.running.unwatch(self)
        self.eye.stop()
        self.voice.awake(False)
        self._open_here(False)

    def _open_here(self, here: bool) -> None:
        self.stage.set_visibility(here)
        self.dock.set_visibility(here)

    def _camera_changed(self, before: str, now: str) -> None:
        if now == "live" and self.running.camera_lost and self.running.view.phase == "paused":
            self.tap("resume")
        elif before == "live" and self.eye.trouble and self.running.view.counting == "camera":
            self.running.lose_camera()
        self.show(self.running.view)

    # -- what the person does -----------------------------------------------------------------------------------------

    def tap(self, action: Action) -> None:
        """Pass a request to the engine, if this page has the seat."""
        if self.place.mine:
            self.running.tap(action)

    def _pause_or_go_on(self) -> None:
        view = self.running.view
        if view.countdown_left_s is None and view.phase in ("ready", "paused"):
            if view.phase == "paused" and view.counting == "camera" and self.eye.trouble:
                # Nothing would be counted without it; once it is live, the session goes on by itself.
                self.running.camera_lost = True
                self.eye.start()
                return
            self.tap("start" if view.phase == "ready" else "resume")
        else:
            self.tap("pause")

    def _switch_counting(self) -> None:
        by_hand = self.blind or self.running.view.counting == "camera"
        self.tap("switch-to-hand" if by_hand else "switch-to-camera")
        if self.running.view.counting == "camera" and self.eye.state != "live":
            self.eye.start()

    def _by_hand(self) -> None:
        self.tap("switch-to-hand")
        if self.running.view.phase == "paused":
            self.tap("resume")

    def _change_level(self) -> None:
        level = self.running.view.other_level
        if level is None or not self.place.mine:
            return
        self.left = True  # for the new session, not the summary of this one
        try:
            other = self.house.change(self.running, level)
        except NotTodayError as refused:
            self.left = False
            self.tap("keep-level")
            with self.alert:
                note(str(refused), "warn")
            return
        self._change_to(other)

    def _too_hard(self) -> None:
        """Finish this set, and offer something easier for the next sets or the next session."""
        if not self.place.mine:
            return
        easier = self.house.easier(self.running)
        view = self.running.view
        if view.phase == "ready":
            self.tap("pause")  # or the camera would begin while the person reads the offer
        self.house.keep_for_next_time(self.running, easier)
        self.too_hard.show(easier)
        self.tap("too-hard")

    def _ease(self, easier: Easier) -> None:
        if not self.place.mine:
            return
        self.left = True
        self._change_to(self.house.ease(self.running, easier))

    def _change_to(self, other: LiveSession) -> None:
        if self.day is not None:
            self.day.change_to(other)
        else:
            ui.navigate.to(f"/session/{other.key}")

    def _mute(self) -> None:
        silent = not self.running.view.silent
        self.tap("silence" if silent else "speak")
        self.voice.mute(silent)

    def _count(self, action: Action) -> None:
        if self.running.view.counting == "hand":
            self.tap(action)

    # -- showing ------------------------------------------------------------------------------------------------------

    def _told(self, messages: Sequence[Message]) -> None:
        """React to the running session after every frame and tick."""
        with self.client:
            for message in messages:
                if isinstance(message, Spoken):
                    self.voice.tell(message)
                    self.dark.say(message.say)
                elif isinstance(message, Beep):
                    self.voice.beep(message.kind)
            self.show(self.running.view)

    def show(self, view: View) -> None:
        """Show the current state, sending only what changed."""
        if view.phase == "done":
            self._leave(view)
            return
        if view.session_id is not None and not self.named and self.day is None:
            # This address survives a restart of psoas, and it does not say how the person came here.
            self.named = True
            ui.navigate.history.replace(f"/session/{view.session_id}")
        self.progress.say(f"Set {view.set_number} of {view.sets} · {view.target} with each leg")
        self.eye.show(view.counting == "camera", self.house.eyes.model)
        preparing = view.phase == "ready" and view.countdown_left_s is None
        self.say_so.show(view)
        self.other_level.show(self.house.catalogue.level(view.other_level) if view.other_level else None)
        self.set_up.show(self.running.gate.advice if view.counting == "camera" else None, preparing, self.running.held)
        waiting = view.countdown_left_s is not None or view.phase == "resting"
        self.counts.show(view, visible=view.phase != "ready", brief=waiting)
        self.settling.show(view.counting == "camera" and (view.phase == "ready" or waiting))
        self.feeling.show(view.phase == "ready" or waiting)
        self.waiting.show(view)
        self.dock.show(view, blind=bool(self.blind))
        self._lead_figure(view)
        with_camera = view.counting == "camera"
        if view.counting == "paced" and self.eye.state == "live":  # psoas was too slow to go on seeing
            self.eye.stop()
        self._arrange(
            camera=with_camera,
            busy=not preparing,
            trouble=with_camera and self.eye.trouble,
            marching=view.phase == "working" and view.counting != "hand",  # who counts by hand is at the screen
        )
        if view.last_error != self.complaint:
            self._complain(view.last_error)

    def _lead_figure(self, view: View) -> None:
        """Rest the figure when the person rests; keep it in step with the metronome."""
        self.figure.rest(view.phase in ("paused", "resting") or self.running.held)
        turn = (view.phase, view.pace.side, view.left, view.right) if view.pace else None
        dose = self.running.exercise.dose
        if view.pace and dose and turn != self.turn:
            total = dose.tempo_s.total
            self.figure.lead(view.pace.progress * total + (total if view.pace.side == "right" else 0.0))
        self.turn = turn

    def _arrange(self, *, camera: bool, busy: bool, trouble: bool, marching: bool) -> None:
        wanted = (("with-camera", camera), ("busy", busy), ("trouble", trouble), ("marching", marching))
        names = " ".join(name for name, on in wanted if on)
        if names != self.arranged:
            self.arranged = names
            self.stage.classes(remove="with-camera busy trouble marching").classes(add=names or None)
            # On a phone the counts, or the camera's trouble, move to the top, so scroll there.
            ui.run_javascript("scrollTo({top: 0})")

    def _leave(self, view: View) -> None:
        if self.left:
            return
        self.left = True
        if view.hurt:
            ui.navigate.to("/hurt" if view.session_id is None else f"/hurt/{view.session_id}")
            return
        if self.day is not None:  # the day goes on by itself
            return
        ui.navigate.to("/" if view.session_id is None else f"/summary/{view.session_id}")

    def _complain(self, sentence: str | None) -> None:
        self.complaint = sentence
        self.alert.clear()
        if sentence:
            with self.alert:
                note(sentence, "bad")
