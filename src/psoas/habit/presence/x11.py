"""Idle time and full-screen windows from an X server."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from psoas.habit.presence.back_end import NoAnswer, Teller
from psoas.habit.signals import Signals

T = TypeVar("T")


class X11(Teller):
    """Asks the extension MIT-SCREEN-SAVER for the idle time, and the window manager for the active window (EWMH).

    Each question is a wait for the server, so windows are asked for only after one has changed.

    Parameters
    ----------
    environ : Mapping
        Where DISPLAY and WAYLAND_DISPLAY stand.
    """

    name = "x11"
    tells = frozenset({"idle_s", "full_screen"})

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._environ = os.environ if environ is None else environ
        self._display: Any = None
        self._stale = True
        self._is_full: bool | None = None

    async def begin(self) -> None:
        """Connect to the server."""
        await self.stop()
        if self._environ.get("WAYLAND_DISPLAY"):  # the X server inside it knows only of its own windows and keys
            raise NoAnswer("under Wayland no program sees the windows of others")
        try:
            from Xlib import display  # noqa: PLC0415 - 4 MB that only this needs
            from Xlib.ext import screensaver  # noqa: F401, PLC0415 - otherwise imported at a bad moment
        except ImportError as error:
            raise NoAnswer("the package python-xlib is missing; install it with `pip install python-xlib`") from error
        try:
            self._display = display.Display(self._environ.get("DISPLAY"))
        except Exception as error:  # python-xlib has many, and they depend on the transport
            raise NoAnswer("the X server can't be reached; start psoas inside your desktop session") from error
        self._stale = True
        self._hear_of(self._display.screen().root)

    async def ask(self) -> Signals:
        """Ask once."""
        if self._display is None:
            raise NoAnswer("there is no connection to the X server")
        return Signals(idle_s=self._told("idle_s", self._idle_s), full_screen=self._told("full_screen", self._full))

    def _told(self, field: str, ask: Callable[[], T]) -> T | None:
        try:
            return ask()
        except NoAnswer as error:
            self.lose({field}, str(error))
        except Exception:  # see above; the server may go away at any time
            self.lose({field}, "the X server does not answer")
        return None

    def _idle_s(self) -> float:
        if not self._display.has_extension("MIT-SCREEN-SAVER"):
            raise NoAnswer("the X server lacks the extension MIT-SCREEN-SAVER")
        return float(self._display.screen().root.screensaver_query_info().idle) / 1000.0

    def _hear_of(self, window: Any) -> None:
        """Be told of its changes. They are read at the next look, and wake nobody up."""
        from Xlib.error import BadWindow, CatchError  # noqa: PLC0415
        from Xlib.X import PropertyChangeMask  # noqa: PLC0415

        window.change_attributes(event_mask=PropertyChangeMask, onerror=CatchError(BadWindow))

    def _property(self, window: Any, name: str) -> list[int]:
        found = window.get_full_property(self._display.get_atom(name), 0)
        return [] if found is None else list(found.value)

    def _full(self) -> bool:
        for _ in range(self._display.pending_events()):
            self._display.next_event()
            self._stale = True
        if self._stale:
            self._is_full = self._ask_windows()
            self._stale = False
        if self._is_full is None:
            raise NoAnswer("your window manager does not tell")
        return self._is_full

    def _ask_windows(self) -> bool | None:
        from Xlib.error import BadWindow  # noqa: PLC0415

        root = self._display.screen().root
        if self._display.get_atom("_NET_ACTIVE_WINDOW") not in self._property(root, "_NET_SUPPORTED"):
            return None
        full = self._display.get_atom("_NET_WM_STATE_FULLSCREEN")
        active = self._property(root, "_NET_ACTIVE_WINDOW")
        windows = [self._display.create_resource_object("window", number) for number in active if number]
        try:
            for window in windows:
                self._hear_of(window)  # first, or a change between the two would be missed
            return any(full in self._property(window, "_NET_WM_STATE") for window in windows)
        except BadWindow:  # closed between two questions
            return False

    async def stop(self) -> None:
        """Disconnect."""
        if self._display is not None:
            with contextlib.suppress(Exception):  # the server may have gone first
                self._display.close()
            self._display = None
