"""The controls of the march at the lower edge of the page, and the question before it is stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nicegui import ui

from psoas.app.widgets.browser import KeyListener
from psoas.app.widgets.elements import Button, Words, el
from psoas.app.widgets.sound_only import SoundOnly
from psoas.session.view import Action, View


@dataclass(frozen=True, slots=True)
class MarchWishes:
    """What the controls do; `tap` hands an action to the engine, `count` only while counting by hand."""

    tap: Callable[[Action], None]
    count: Callable[[Action], None]
    pause_or_go_on: Callable[[], None]
    switch_counting: Callable[[], None]
    mute: Callable[[], None]
    too_hard: Callable[[], None]


class MarchControls:
    """All controls and their keys; while marching, and on a phone, most fold away (session.css)."""

    def __init__(self, wishes: MarchWishes, dark: SoundOnly) -> None:
        tap = wishes.tap
        with el("section", "dock", aria_label="Controls") as self._dock, el("div", "inner"):
            self._pause = Button("Pause", wishes.pause_or_go_on, "main", "pause", key="Space")
            self._again = Button("Add a set", lambda: tap("repeat"), "", "repeat")
            self._mode = Button("By hand", wishes.switch_counting, "", "hand")
            self._undo = Button("Take back", lambda: tap("undo"), "", "undo")
            self._quiet = Button("Mute", wishes.mute, "", "mute")
            dark.button()
            Button("Stop", lambda: self._dialog("showModal"), "bad", "stop")
            Button("More", lambda: self._dock.classes(toggle="open"), "more", "plus")
            with el("div", "row listen"):
                Button("Too hard", wishes.too_hard, "less", "down", key="T")
                Button("It hurts", lambda: tap("it-hurts"), "bad", "warn", key="H")
        with el("dialog", "card ask", aria_labelledby="ask-title") as self._ask:
            Words("h2", "Stop this session?", id="ask-title")
            Words("p", "What you did so far is in your journal.")
            with el("div", "row"):
                Button("Stop", lambda: tap("stop"), "bad", "stop")
                Button("Go on", lambda: self._dialog("close"), "main", "play")

        KeyListener(
            {
                "t": wishes.too_hard,
                "h": lambda: tap("it-hurts"),
                " ": wishes.pause_or_go_on,
                "PageUp": wishes.pause_or_go_on,  # the buttons of a presenter
                "PageDown": wishes.pause_or_go_on,
                "ArrowLeft": lambda: wishes.count("count-left"),
                "ArrowRight": lambda: wishes.count("count-right"),
                "Backspace": lambda: wishes.count("undo"),
            }
        )

    def set_visibility(self, visible: bool) -> None:
        """Show them, or not."""
        self._dock.set_visibility(visible)

    def show(self, view: View, *, blind: bool) -> None:
        """Show what can be done now; `blind` where psoas cannot see on this computer."""
        waits = view.countdown_left_s is None and view.phase in ("ready", "paused")
        self._pause.show(*(("Start" if view.phase == "ready" else "Go on", "play") if waits else ("Pause", "pause")))
        by_hand = blind or view.counting == "camera"
        self._mode.show(*(("By hand", "hand") if by_hand else ("Use camera", "camera")))
        self._mode.set_visibility(not (blind and view.counting == "hand"))
        self._undo.set_visibility(view.left + view.right > 0)
        self._again.set_visibility(view.phase != "ready")
        self._quiet.show(*(("Unmute", "sound") if view.silent else ("Mute", "mute")))

    def _dialog(self, method: str) -> None:
        ui.run_javascript(f"getHtmlElement({self._ask.id}).{method}()")
