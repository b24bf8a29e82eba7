"""A dark screen for closed eyes: one tap brings it, a tap anywhere takes it away, and screen readers go on reading."""

from __future__ import annotations

from nicegui import ui

from psoas.app.widgets.elements import Button, Words, el


class SoundOnly:
    """The dark screen; what is built inside ``button`` is the way to it.

    Attributes
    ----------
    on : bool
        Whether the screen is dark.
    """

    def __init__(self) -> None:
        with el("div", "sound-only", role="button", tabindex="0", aria_label="Show the screen again") as self._dark:
            Words("p", "Sound only. Tap anywhere to come back.", aria_hidden="true")
        self._caption = Words("p", "", "only-read", role="status")
        self._dark.on("click", lambda: self.show(False))
        self._dark.on("keydown.enter", lambda: self.show(False))
        self._dark.on("keydown.esc", lambda: self.show(False))
        self.on = False
        self._dark.set_visibility(False)

    def button(self) -> Button:
        """Build the button that darkens the screen."""
        return Button("Sound only", lambda: self.show(True), "", "sound", label="Sound only, with a dark screen")

    def show(self, on: bool) -> None:
        """Darken the screen, or show it again."""
        if on == self.on:
            return
        self.on = on
        self._dark.set_visibility(on)
        if on:  # otherwise the space bar would press the button beneath
            ui.run_javascript(f"setTimeout(() => getHtmlElement({self._dark.id})?.focus())")

    def say(self, text: str) -> None:
        """Write what was said for screen readers, while the screen is dark."""
        if self.on:
            self._caption.say(text)
