"""How the voice sounds and how much it says; the choice stays in the browser, for the voices are the browser's."""

from __future__ import annotations

from nicegui import ui

from psoas.app.widgets.browser import Voice

AMOUNTS = {
    "all": "Everything",
    "counts": "Counts and cues",
    "cues": "Only cues",
    "tones": "Tones, no voice",
}
EXAMPLE = "Left three. Slowly back. Rest a minute."


class VoiceSettings(ui.element, component="voice_settings.js"):
    """Choice among the voices on this computer, with speed, volume and amount, and a way to hear it."""

    def __init__(self) -> None:
        super().__init__()
        self.props.update({"lang": "en", "amounts": AMOUNTS, "example": EXAMPLE})
        tones = Voice()
        self.on("tone", lambda: tones.beep("up"))
