"""Whether a camera is in use and whether the screen is shared, on Linux."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from psoas.habit.presence.back_end import NoAnswer, Teller
from psoas.habit.presence.opened import Opened
from psoas.habit.presence.programs import output
from psoas.habit.signals import Signals

#: Asking PipeWire, and looking at all open files, each costs tens of milliseconds on a full desktop.
EVERY_S = 30.0
#: They hold cameras for others, or only to list them; what they use it for is in PipeWire's own answer.
BROKERS = frozenset({"pipewire", "wireplumber"})


def _none() -> Collection[int]:
    return ()


class CameraWatch(Teller):
    """Asks PipeWire for cameras that run, and looks for programs that opened one without PipeWire.

    All open files are looked at only after a camera was opened or closed.

    Parameters
    ----------
    own : callable
        Processes of psoas, asked at each look: its own session at the camera is no call.
    clock : callable
        Seconds that never go back.
    proc, devices, runtime : path
        Where processes, cameras and the socket of PipeWire are.
    """

    name = "camera"
    tells = frozenset({"camera", "presenting"})

    def __init__(
        self,
        own: Callable[[], Collection[int]] = _none,
        *,
        clock: Callable[[], float] = time.monotonic,
        proc: Path = Path("/proc"),
        devices: Path = Path("/dev"),
        runtime: Path | None = None,
    ) -> None:
        super().__init__()
        self._own = own
        self._clock = clock
        self._proc, self._devices = proc, devices
        self._runtime = runtime or Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"))
        self._opened: Opened | None = None
        self._holders: list[int] = []
        self._stale = True
        self._next_files = self._next_nodes = float("-inf")
        self._nodes: list[Mapping[str, Any]] = []

    async def begin(self) -> None:
        """Keep note of cameras that are opened, and look once."""
        await self.stop()
        self._stale, self._next_files, self._next_nodes = True, float("-inf"), float("-inf")
        with contextlib.suppress(OSError):  # then all files are looked at every time
            self._opened = Opened(self._devices, "video*")
        await self.ask()

    async def ask(self) -> Signals:
        """Look, as far as the last look is too old."""
        held = self._held()
        if not (self._runtime / "pipewire-0").exists():
            return Signals(camera=held)
        try:
            if self._clock() >= self._next_nodes:
                self._nodes = json.loads(await output("pw-dump"))
                self._next_nodes = self._clock() + EVERY_S
            return Signals(camera=held or camera_runs(self._nodes), presenting=screen_shared(self._nodes) or None)
        except (NoAnswer, ValueError, KeyError, TypeError, AttributeError) as error:
            why = str(error) if isinstance(error, NoAnswer) else "PipeWire's answer can't be read"
            if not held:
                raise NoAnswer(why) from error
            return Signals(camera=True)

    def _held(self) -> bool:
        """Whether a program that is not psoas has a camera open."""
        self._stale = self._opened is None or self._opened.changed() or self._stale
        if self._stale and self._clock() >= self._next_files:
            cameras = any(self._devices.glob("video*"))
            self._holders = list(holders(self._proc, f"{self._devices}/video")) if cameras else []
            self._stale, self._next_files = False, self._clock() + EVERY_S
        own = {*self._own(), os.getpid()}
        return any(pid not in own for pid in self._holders)

    async def stop(self) -> None:
        """Keep note no longer."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None


def holders(proc: Path, device: str) -> Iterator[int]:
    """Processes of this user that have a file open whose name begins with `device`, brokers left out."""
    for process in os.scandir(proc):
        if not process.name.isdigit():
            continue
        try:
            files = os.listdir(f"{process.path}/fd")  # noqa: PTH208 - twice as fast as Path, for thousands of files
        except OSError:  # it belongs to somebody else, or has just ended
            continue
        for file in files:
            try:
                if not os.readlink(f"{process.path}/fd/{file}").startswith(device):  # noqa: PTH115
                    continue
                if Path(process.path, "comm").read_text(encoding="utf-8").strip() not in BROKERS:
                    yield int(process.name)
            except OSError:
                continue
            break


def _running(nodes: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for node in nodes:
        info = node.get("info") or {}
        if node.get("type") == "PipeWire:Interface:Node" and info.get("state") == "running":
            yield info.get("props") or {}


def _is_camera(node: Mapping[str, Any]) -> bool:
    return node.get("media.role") == "Camera" or node.get("device.api") in {"v4l2", "libcamera"}


def camera_runs(nodes: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a camera runs in what `pw-dump` prints.

    Examples
    --------
    >>> props = {"media.class": "Video/Source", "media.role": "Camera", "device.api": "v4l2"}
    >>> node = {"type": "PipeWire:Interface:Node", "info": {"state": "running", "props": props}}
    >>> camera_runs([node]), camera_runs([{**node, "info": {"state": "suspended", "props": props}}])
    (True, False)
    """
    return any(node.get("media.class") == "Video/Source" and _is_camera(node) for node in _running(nodes))


def screen_shared(nodes: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a compositor hands its screen to a program, in what `pw-dump` prints.

    Compositors offer it as a video source that is no camera (wlroots) or as a video stream (GNOME, KDE).
    """
    return any(
        node.get("media.class") in {"Video/Source", "Stream/Output/Video"} and not _is_camera(node)
        for node in _running(nodes)
    )
