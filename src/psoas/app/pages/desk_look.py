"""The page ``/desk/look``: a minute before the camera, and what it showed."""

from __future__ import annotations

import math

from nicegui import ui

from psoas.app.live.live_desk_look import DESK_LOOK, LOOK_S
from psoas.app.state import AppState
from psoas.app.widgets.camera_place import CAMERA_ELSEWHERE, CameraPlace
from psoas.app.widgets.elements import Button, Words, bullets, el, link, note, section
from psoas.app.widgets.eye import Eye
from psoas.app.widgets.grades import rests_on
from psoas.app.widgets.layout import frame
from psoas.coach.desk_posture import COMFORTABLE_S
from psoas.report.desk_look_words import MOVE_ON, NOT_SEEN, look_words

_HOW = (
    "Put the camera at your side, or use the one in your screen.",
    "Head and shoulders must be in the picture, better your hips too.",
    "Sit the way that feels easy for ten seconds. Then work as you always do.",
)


def build(house: AppState) -> None:
    """Build the page."""
    with frame("How you sit", "learn"):
        with el("div", "stack"):
            Words("h1", "How you sit")
            Words("p", "The camera looks for a minute. You get no score, and no picture is kept.", "lead")
        DeskLookPanel(house)
        with section("How sure is it that this matters?"):
            rests_on(["neutral-posture"])


class DeskLookPanel:
    """Camera, countdown and result."""

    def __init__(self, house: AppState) -> None:
        self._house, self._look = house, house.desk_look
        self._shown = ""
        blind = house.eyes.blind
        if blind:
            note(blind)
        self._place = CameraPlace(
            house,
            lead=self._lead,
            stand_by=self._stand_by,
            gone=self._look.forget,
            elsewhere=CAMERA_ELSEWHERE,
        )
        with el("div", "stack narrow") as self._stage:
            self._eye = Eye(
                self._place.ticket(DESK_LOOK),
                side_on=True,
                blind=blind,
                on_state=lambda *_: self._show(),
                by_hand=None,
                new_camera=self._look.forget,
            )
            bullets(_HOW, numbered=True)
            self._says = Words("p", "", "answer", role="status")
            self._result = el("div", "stack", aria_live="polite")
            with el("div", "row"):
                self._start = Button("Look for a minute", self._begin, "main", "play")
                link("Your desk", "/desk", "btn")
        self._place.keep()
        ui.timer(0.5, self._show)

    def _lead(self) -> None:
        self._stage.set_visibility(True)
        if self._eye.state != "live":
            self._eye.start()

    def _stand_by(self) -> None:
        self._stage.set_visibility(False)
        self._eye.stop()

    def _begin(self) -> None:
        self._shown = ""
        self._result.clear()
        self._look.begin()
        self._show()

    def _show(self) -> None:
        self._eye.show(True, self._house.eyes.model)
        left = self._look.left_s
        self._start.set_visibility(self._eye.state == "live" and not left > 0)
        if math.isnan(left):
            if not self._shown:
                self._says.say("")
        elif left > LOOK_S - COMFORTABLE_S:
            self._says.say(f"Sit the way that feels easy. {left - LOOK_S + COMFORTABLE_S:.0f} seconds.")
        elif left > 0:
            self._says.say(f"Now work as you always do. {left:.0f} seconds.")
        elif not self._shown:
            self._tell()

    def _tell(self) -> None:
        self._shown = "result"
        found = self._look.result()
        self._look.forget()
        self._says.say("This is what I saw, roughly." if found else NOT_SEEN)
        with self._result:
            if found:
                bullets(tuple(look_words(found)))
                note(MOVE_ON, "good")
