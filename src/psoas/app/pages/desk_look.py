"""The page ``/desk/look``: a minute before the camera, and what it showed."""

from __future__ import annotations

import math

from nicegui import ui

from psoas.app.live.live_desk_look import DESK_LOOK, LOOK_S
from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, bullets, el, link, note, section
from psoas.app.widgets.eye import Eye
from psoas.app.widgets.grades import rests_on
from psoas.app.widgets.layout import frame
from psoas.app.widgets.open_session import open_elsewhere
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
        self._client = ui.context.client
        self._shown = ""
        blind = house.eyes.blind
        if blind:
            note(blind)
        self._elsewhere = open_elsewhere(self._insist)
        with el("div", "stack narrow") as self._stage:
            self._eye = Eye(
                f"/live/{house.ticket(DESK_LOOK, self._client.id)}",
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
        self._connect()
        ui.timer(0.5, self._show)

    def _connect(self) -> None:
        unwatch = self._house.seat.watch(self._seat_moved)
        self._client.on_connect(self._sit_down)

        def gone() -> None:
            unwatch()
            if self._house.seat.has(self._client.id):
                self._look.forget()
            self._house.seat.leave(self._client.id)
            self._house.invalidate_tickets(self._client.id)

        self._client.on_delete(gone)
        self._here(True)
        if self._client.has_socket_connection:
            self._sit_down()

    def _sit_down(self) -> None:
        if self._house.seat.take(self._client.tab_id or self._client.id, self._client.id):
            self._here(True)
            if self._eye.state != "live":
                self._eye.start()
        else:
            self._here(False)

    def _insist(self) -> None:
        self._house.seat.take(self._client.tab_id or self._client.id, self._client.id, insist=True)
        self._here(True)
        self._eye.start()

    def _seat_moved(self) -> None:
        if not self._house.seat.has(self._client.id):
            with self._client:
                self._eye.stop()
                self._here(False)

    def _here(self, here: bool) -> None:
        self._stage.set_visibility(here)
        self._elsewhere.set_visibility(not here)

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
