"""Camera, voice and keyboard as page elements; their work is done in JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui import ui

from psoas.body.skeleton import BONES
from psoas.session.messages import URGENT, Spoken

#: Frames analysed per second: enough for a march, and the machine stays cool.
FPS = 18

#: The tone that replaces each message where the browser has no voice; others have a tone of their own.
FALLBACK: dict[str, str] = {
    "count": "up",
    "wait": "warn",
    "side": "warn",
    "half": "up",
    "notice": "warn",
    "correct": "warn",
    "praise": "up",
}

#: What to say when there is no picture, by the state that camera.js reports.
TROUBLE = {
    "denied": (
        "The camera is not allowed",
        "Your browser did not let psoas use the camera. Click the camera sign beside the address, choose Allow, "
        "then try again.",
    ),
    "none": (
        "No camera found",
        "There is no camera on this computer, or it is not plugged in. Plug one in and try again.",
    ),
    "busy": (
        "The camera is busy",
        "Another program may be using the camera. Close it, then try again.",
    ),
    "ended": (
        "The camera went away",
        "The camera was unplugged or switched off. Your count is kept. Plug it in and try again.",
    ),
    "unsupported": (
        "No camera here",
        "This browser gives no camera to this page. Open psoas on this computer as http://127.0.0.1.",
    ),
    "failed": ("psoas cannot see", ""),
    "closed": (
        "The page is out of date",
        "psoas has started again since then. Your count is safe. Reload this page.",
    ),
}


class Camera(ui.element, component="camera.js"):
    """The camera picture with the skeleton drawn over it.

    Parameters
    ----------
    url : str
        Path of the live socket.
    mirror : bool
        Whether to mirror the picture, for a camera in front of the person.
    on_state : callable
        Called with ``"asking"``, ``"live"``, ``"taken"`` or a key of `TROUBLE`, the device's id, and the server's
        sentence where there is one.
    on_devices : callable
        Called with the available cameras as pairs of id and name.
    """

    def __init__(
        self,
        url: str,
        mirror: bool,
        on_state: Callable[[str, str, str], Any],
        on_devices: Callable[[list[tuple[str, str]]], Any],
    ) -> None:
        super().__init__()
        self.props.update(
            {
                "url": url,
                "fps": FPS,
                "mirror": mirror,
                "bones": [[int(a), int(b)] for a, b in BONES],
                "label": "Your camera picture with your joints drawn on it",
            }
        )
        self.on("state", lambda e: on_state(*(str(e.args.get(key) or "") for key in ("state", "device", "say"))))
        self.on("devices", lambda e: on_devices([(str(c["id"]), str(c["name"])) for c in e.args.get("cameras", [])]))

    def start(self, device: str | None = None) -> None:
        """Ask for the camera and start it."""
        self.run_method("start", device)

    def start_if_allowed(self) -> None:
        """Start the camera only if the browser need not ask for it."""
        self.run_method("startIfAllowed")

    def stop(self) -> None:
        """Switch the camera off."""
        self.run_method("stop")


class Voice(ui.element, component="voice.js"):
    """The browser's voice, its tones, the lock that keeps the screen awake and the keys of a headset.

    Parameters
    ----------
    on_media : dict, optional
        Actions of a headset's or keyboard's media keys: ``"toggle"`` to pause and go on, ``"next"``.
    """

    def __init__(self, on_media: dict[str, Callable[[], Any]] | None = None) -> None:
        super().__init__()
        self.props.update({"muted": False, "lang": "en"})
        asked = on_media or {}
        self.on("media", lambda e: asked[e.args["what"]]() if e.args.get("what") in asked else None)

    def mute(self, on: bool) -> None:
        """Switch the sound off or on."""
        self.props["muted"] = on
        self.update()

    def say(self, n: int, text: str, fallback: str = "up") -> None:
        """Speak at once, or play the tone `fallback` if the browser has no voice."""
        self.run_method("say", n, text, fallback, "set", "", True)

    def tell(self, message: Spoken) -> None:
        """Speak as much of a message as the person wants; one that is not urgent waits for the sentence before it."""
        fallback, urgent = FALLBACK.get(message.kind, ""), message.kind in URGENT
        self.run_method("say", message.n, message.say, fallback, message.kind, message.counts, urgent)

    def beep(self, kind: str) -> None:
        """Play a tone."""
        self.run_method("beep", kind)

    def awake(self, on: bool) -> None:
        """Keep the screen on, or stop doing so."""
        self.run_method("awake", on)


class KeyListener(ui.element, component="keys.js"):
    """Keys that work wherever no other control has the focus.

    Parameters
    ----------
    on_key : dict
        Browser's name of each key, and what it does.
    """

    def __init__(self, on_key: dict[str, Callable[[], Any]]) -> None:
        super().__init__()
        self.props["keys"] = list(on_key)
        self.on("key", lambda e: on_key[e.args["key"]]() if e.args.get("key") in on_key else None)
