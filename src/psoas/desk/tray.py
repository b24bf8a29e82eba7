"""An icon in the tray, where there is one: what the companion knows, and what can be said to it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from importlib import import_module
from typing import Any

from psoas.desk.notifier import Reply
from psoas.habit.observation import Said
from psoas.programme.companion import companion_words

_log = logging.getLogger(__name__)
_SIZE, _GREEN = 64, "#0d5f57"
_NO_TRAY = "psoas can't show an icon in the tray: {why} Everything else works; `psoas desk status` says the same."
_NO_MENU = "The icon in the tray has no menu on this desktop. Click it to open your desk."
#: What its menu says beside the answers to a prompt.
_MENU: tuple[Said, ...] = ("done", "later", "skip", "call", "standing", "sitting")


class Tray:
    """The icon and its menu. It runs in a thread of its own and hands what is said to the companion's loop.

    Parameters
    ----------
    status : callable
        Gives the sentence at the top of the menu.
    reply : callable
        Takes what the person says; called from the icon's thread.
    show, stop : callable
        Open the page of the desk; end the companion.
    """

    def __init__(
        self, status: Callable[[], str], reply: Reply, show: Callable[[], None], stop: Callable[[], None]
    ) -> None:
        self._status, self._reply, self._show, self._stop = status, reply, show, stop
        self._icon: Any = None

    def start(self) -> str | None:
        """Show the icon; return a sentence if there is no tray, or if it has no menu."""
        try:
            tray, images = import_module("pystray"), import_module("PIL.ImageDraw")
        except ImportError:
            return _NO_TRAY.format(why="the package pystray is missing; install it with `pip install pystray`.")
        except Exception as error:  # pystray looks for a display when it is imported
            _log.debug("tray: %s", error)
            return _NO_TRAY.format(why="this desktop has none.")
        logging.getLogger("pystray").setLevel(logging.CRITICAL)  # when the desktop ends, it would print where it was
        try:
            # Without a menu it is pystray's way through X11, which waits for a tray for ever and says nothing.
            if not tray.Icon.HAS_MENU and not _x_has_tray():
                return _NO_TRAY.format(why="this desktop has none.")
            self._icon = tray.Icon("psoas", picture(images, opaque=not tray.Icon.HAS_MENU), "psoas", self._menu(tray))
            if tray.Icon.HAS_MENU:
                self._icon.run_detached()
            else:  # pystray's own thread would keep the process from ending
                threading.Thread(target=self._icon.run, daemon=True).start()
        except Exception as error:  # the back end of each desktop has errors of its own
            _log.debug("tray: %s", error)
            return _NO_TRAY.format(why="this desktop has none.")
        return None if tray.Icon.HAS_MENU else _NO_MENU

    def _menu(self, tray: Any) -> Any:
        words = companion_words()
        named = {**words.buttons.model_dump(), "standing": "I'm standing", "sitting": "I'm sitting"}
        return tray.Menu(
            tray.MenuItem(lambda _: self._status(), None, enabled=False),
            tray.Menu.SEPARATOR,
            *(tray.MenuItem(named[word], self._saying(word)) for word in _MENU),
            tray.Menu.SEPARATOR,
            # pystray counts the parameters of a function, and a method has one too many.
            tray.MenuItem("Your desk", lambda: self._show(), default=True),  # noqa: PLW0108
            tray.MenuItem("End", lambda: self._stop()),  # noqa: PLW0108
        )

    def _saying(self, word: Said) -> Callable[[], None]:
        return lambda: self._reply(word)

    def close(self) -> None:
        """Take the icon down; the one without a menu goes with the process, as stopping it may wait for ever."""
        if self._icon is not None and self._icon.HAS_MENU:
            self._icon.stop()
        self._icon = None


def _x_has_tray() -> bool:
    """Whether a program on the X server takes icons (System Tray Protocol Specification)."""
    display = import_module("Xlib.display").Display()
    try:
        atom = display.intern_atom(f"_NET_SYSTEM_TRAY_S{display.get_default_screen()}")
        return bool(display.get_selection_owner(atom))
    finally:
        display.close()


def picture(images: Any, *, opaque: bool = False) -> Any:
    """Draw psoas' mark: an open S, as a spine, on a disc; on a square where what is clear would be shown black."""
    image = images.Image.new("RGBA", (_SIZE, _SIZE), _GREEN if opaque else None)
    draw = images.Draw(image)
    draw.ellipse((2, 2, _SIZE - 2, _SIZE - 2), fill=_GREEN)
    draw.line((30, 12, 26, 22, 34, 32, 40, 42, 33, 54), fill="#fffdfa", width=9, joint="curve")
    return image
