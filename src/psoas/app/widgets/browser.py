"""The camera picture as a page element; its work is done in camera.js."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui import ui

from psoas.body.skeleton import BONES

#: Frames a second that are looked at: enough for a march, and the machine stays cool.
FPS = 18

#: What to tell the person when there is no picture, by the state that camera.js reports.
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
    """Camera picture with the skeleton drawn over it.

    Parameters
    ----------
    url : str
        Path of the live socket.
    mirror : bool
        Show the picture as a mirror does; for a camera that looks at the person from the front.
    on_state : callable
        Called with ``"asking"``, ``"live"``, ``"taken"`` or a key of `TROUBLE`, the device's id, and the server's
        sentence where there is one.
    on_devices : callable
        Called with the cameras that there are, as pairs of id and name.
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
        """Ask for the camera and begin."""
        self.run_method("start", device)

    def stop(self) -> None:
        """Switch the camera off."""
        self.run_method("stop")


class Voice(ui.element, component="voice.js"):
    """The browser's own voice, its tones, and the lock that keeps the screen awake."""

    def __init__(self) -> None:
        super().__init__()
        self.props.update({"muted": False, "lang": "en"})

    def mute(self, on: bool) -> None:
        """Be silent, or not."""
        self.props["muted"] = on
        self.update()

    def say(self, n: int, text: str, fallback: str = "up") -> None:
        """Speak; where the browser has no voice, sound the tone `fallback`."""
        self.run_method("say", n, text, fallback)

    def beep(self, kind: str) -> None:
        """Sound a tone."""
        self.run_method("beep", kind)

    def awake(self, on: bool) -> None:
        """Keep the screen from going dark."""
        self.run_method("awake", on)


class KeyListener(ui.element, component="keys.js"):
    """Keys that work wherever nothing else is focused.

    Parameters
    ----------
    on_key : dict
        Name of the key, as browsers call it, to what it does.
    """

    def __init__(self, on_key: dict[str, Callable[[], Any]]) -> None:
        super().__init__()
        self.props["keys"] = list(on_key)
        self.on("key", lambda e: on_key[e.args["key"]]() if e.args.get("key") in on_key else None)
