"""The camera's part of the session page: its picture, what is wrong with it, and which camera is used."""

from __future__ import annotations

from collections.abc import Callable

from psoas.app.widgets.browser import TROUBLE, Camera
from psoas.app.widgets.elements import Button, Words, el, html
from psoas.sight.models import LandmarkModel

#: Which landmark model looks.
LOOKS_WITH: dict[LandmarkModel, str] = {
    "full": "Seen with the faster pose model, full.",
    "heavy": "Seen with the finer pose model, heavy.",
}
_ASKING = ("Turning on the camera", "If your browser asks, choose Allow. The picture stays on this computer.")


class Eye:
    """The picture, or words where there is none.

    Parameters
    ----------
    url : str
        Path of the live socket.
    side_on : bool
        Whether the camera looks from the side: the picture is then no mirror, and the legs are near and far.
    blind : str
        Why psoas cannot see on this computer, or "".
    on_state : callable
        Called with the state before and the new one whenever it changes; both are as in `Camera`.
    by_hand : callable or None
        What counting by hand does; None where nothing is counted.
    new_camera : callable
        Called before another camera is used.
    """

    def __init__(
        self,
        url: str,
        *,
        side_on: bool,
        blind: str,
        on_state: Callable[[str, str], None],
        by_hand: Callable[[], None] | None,
        new_camera: Callable[[], None],
    ) -> None:
        self.state = "off"
        self._blind = blind
        self._on_state, self._new_camera = on_state, new_camera
        self._says = ""
        self._device: str | None = None
        with el("div") as self._box:
            self._camera = Camera(url, not side_on, self._changed, self._devices)
            with self._camera:
                self._text = el("div", "msg", role="status")
                with self._text:
                    self._title = Words("h2", "")
                    self._words = Words("p", "")
                    with el("div", "row") as self._buttons:
                        if not blind:
                            Button("Try the camera again", self.start, "main", "camera")
                        if by_hand is not None:
                            Button("Count by hand", by_hand, "", "hand")
                names = ("Near leg", "Far leg") if side_on else ("Left leg", "Right leg")
                html(
                    f'<li class="near"><i></i>{names[0]}</li><li class="far"><i></i>{names[1]}</li>'
                    "<li>Dashed: not sure</li>",
                    "ul",
                    "legend",
                )
            with el("div", "cam-tools"):
                with el("div", "row") as self._choice:
                    Words("span", "Camera", aria_hidden="true")
                    self._list = el("select", aria_label="Camera")
                    self._list.on("change", self._choose, js_handler="(e) => emit(e.target.value)")
                self._model = Words("small", "", "soft")
        self._choice.set_visibility(False)

    @property
    def trouble(self) -> bool:
        """Whether there is no picture, and the person is told why."""
        return self.state in TROUBLE

    def start(self) -> None:
        """Ask for the camera and start it."""
        if self._blind:  # a session begun on a computer that could use a camera
            self._changed("failed", "", self._blind)
        else:
            self._camera.start(self._device)

    def stop(self) -> None:
        """Switch the camera off."""
        self._camera.stop()
        self.state = "off"

    def show(self, visible: bool, model: LandmarkModel) -> None:
        """Show the picture and the landmark model that looks at it, or what is wrong with it."""
        self._box.set_visibility(visible)
        self._model.say("" if self.state != "live" else LOOKS_WITH[model])
        title, words = _ASKING if self.state in ("asking", "off") else TROUBLE.get(self.state, ("", ""))
        self._title.say(title)
        self._words.say(self._says or words)
        self._text.set_visibility(bool(title))
        self._buttons.set_visibility(self.trouble)

    def _changed(self, state: str, device: str, say: str) -> None:
        before, self.state, self._says = self.state, state, say
        if state == "live":
            self._device = device or None
        if state != "taken":
            self._on_state(before, state)

    def _devices(self, cameras: list[tuple[str, str]]) -> None:
        self._choice.set_visibility(len(cameras) > 1)
        self._list.clear()
        with self._list:
            for number, (device, name) in enumerate(cameras, 1):
                option = Words("option", name or f"Camera {number}", value=device)
                if device == self._device:
                    option.props["selected"] = True

    def _choose(self, event: object) -> None:
        self._device = str(getattr(event, "args", "")) or None
        self._new_camera()
        self.start()
