"""Counting beside a led step: the question, the camera's picture, what it misses, and both counts."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui

from psoas.app.live.counted_step import BY_TIME, CountedStep
from psoas.app.state import AppState
from psoas.app.widgets.camera_place import CAMERA_ELSEWHERE, CameraPlace
from psoas.app.widgets.counts import Counts
from psoas.app.widgets.elements import Button, Words, el, html, icon
from psoas.app.widgets.eye import Eye
from psoas.app.widgets.scale import OneOf
from psoas.app.widgets.session_panels import SetUp
from psoas.journal.records import CountedBy
from psoas.plan.history import profile_of

_ASK = "Count with the camera?"
_ANSWERS: dict[CountedBy | None, tuple[str, str]] = {
    "camera": ("Yes", "Yes, count with the camera"),
    None: ("No", "No, only lead me"),
    "hand": ("I count by hand", ""),
}
_PRIVATE = "It counts each leg. Each picture stays on this computer and is forgotten at once."


class CountPanel:
    """The parts of a step's page that are about counting.

    Parameters
    ----------
    house : AppState
        Gives journal, seat and camera.
    led : CountedStep
        The step.
    start : callable
        Starts the step whatever the camera sees.
    """

    def __init__(self, house: AppState, led: CountedStep, start: Callable[[], None]) -> None:
        self._house, self._led, self._start = house, led, start
        self._client = ui.context.client
        self._blind = house.eyes.blind
        self._wants = False
        if not led.asked and profile_of(house.store).count_moves and not self._blind:
            led.count_by("camera")  # as was answered last time

    def picture(self) -> None:
        """Build the camera's picture, and the note that another tab has the camera."""
        self._place = CameraPlace(
            self._house,
            lead=self._open_eye,
            stand_by=self._shut_eye,
            gone=self._let_go,
            elsewhere=CAMERA_ELSEWHERE,
        )
        self._eye = Eye(
            self._place.ticket(self._led.camera_key),
            side_on=False,
            blind=self._blind,
            on_state=self._camera_changed,
            by_hand=lambda: self._led.count_by("hand"),
            new_camera=self._led.forget_camera,
        )

    def question(self) -> None:
        """Build the question, what the camera sees, and why nothing is counted."""
        led = self._led
        self._set_up = SetUp(self._start, "")
        with el("section", "card stack", aria_label=_ASK) as self._question:
            self._who = OneOf(_ASK, _ANSWERS, on_pick=self._answer, value=led.count.by)
            Words("p", self._blind or f"{_PRIVATE} {led.exercise.camera_why or ''}".strip(), "soft")
        with el("div", "note", role="status") as self._says:
            html(icon("talk"), "span", "contents")
            self._words = Words("p", "")

    def counts(self) -> None:
        """Build the counts and the buttons."""
        led = self._led
        self._counts = Counts(lambda: led.tap_count("left"), lambda: led.tap_count("right"), keys=("", ""))
        with el("div", "row"):
            self._stop = Button("Stop the camera", lambda: led.count_by(None), "", "stop")
            self._hand = Button("Count by hand", lambda: led.count_by("hand"), "", "hand")

    def show(self) -> None:
        """Show the current state, sending only what changed."""
        led, by = self._led, self._led.count.by
        ready, under_way = led.view.phase == "ready", led.view.phase in ("running", "paused")
        self._want(by == "camera" and (ready or under_way))
        sees = self._sees
        if self._who.value != by:
            self._who.press(by)
        self._question.set_visibility(ready)
        self._eye.show(sees, self._house.eyes.model)
        self._set_up.show(led.gate.advice if sees else None, ready and sees and not self._eye.trouble, held=False)
        self._counts.show_step(led.count, under_way and by is not None)
        no_picture = f"Without a picture nothing is counted. {BY_TIME}" if sees and self._eye.trouble else ""
        says = no_picture or led.says
        self._says.set_visibility(bool(says))
        self._words.say(says)
        self._stop.set_visibility(self._wants)
        self._hand.set_visibility(under_way and by != "hand")

    def close(self) -> None:
        """Give up the camera, because the page shows something else."""
        self._place.close()

    @property
    def classes(self) -> str:
        """Return the classes of the part of the page that all of this is in."""
        counts = self._led.view.phase in ("running", "paused") and self._led.count.by is not None
        return " ".join(name for name, on in (("with-camera", self._sees), ("counting", counts)) if on)

    @property
    def _sees(self) -> bool:
        return self._wants and self._place.mine

    def _answer(self, by: CountedBy | None) -> None:
        self._house.count_moves(by == "camera")
        self._led.count_by(by)

    def _want(self, camera: bool) -> None:
        """Take the camera, or give it up; before the page is connected nothing can be asked of it."""
        if camera == self._wants or not self._client.has_socket_connection:
            return
        self._wants = camera
        if camera:
            self._place.take()
        else:
            self._eye.stop()
            self._place.leave()

    def _open_eye(self) -> None:
        if self._eye.state != "live":
            self._eye.start()

    def _shut_eye(self) -> None:
        self._eye.stop()

    def _let_go(self) -> None:
        self._wants = False

    def _camera_changed(self, before: str, now: str) -> None:
        if before == "live" and self._eye.trouble:
            self._led.lose_camera()
        self.show()
