"""The companion's messages as notifications of the desktop, with buttons."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module
from typing import Any

from psoas.desk.notifier import Reply
from psoas.habit.observation import Said
from psoas.programme.companion import companion_words

_log = logging.getLogger(__name__)
_MISSING = (
    "psoas can't show notifications here: the package desktop-notifier is missing. "
    "Install it with `pip install desktop-notifier`, or leave `psoas desk` in a terminal, where it prints."
)
_NOBODY = "psoas can't show notifications here: no program shows them on this desktop. They are printed instead."


class Desktop:
    """Show notifications through desktop-notifier.

    Parameters
    ----------
    clicked : callable
        Called when the notification itself is clicked.
    """

    def __init__(self, clicked: Callable[[], None]) -> None:
        self._clicked = clicked
        self._library: Any = None
        self._notifier: Any = None
        self._shown: Any = None
        self._answer: Reply = lambda _: None

    async def start(self, answer: Reply) -> str | None:
        """Look for the package, and for a program that shows notifications."""
        self._answer = answer
        try:
            self._library = import_module("desktop_notifier")
        except ImportError:
            return _MISSING
        try:
            self._notifier = self._library.DesktopNotifier(app_name="psoas", app_icon=None)
            allowed = await self._notifier.request_authorisation()
        except Exception as error:  # the back end of each desktop has errors of its own
            _log.debug("notifications: %s", error)
            allowed = False
        if not allowed:
            self._notifier = None
            return _NOBODY
        return None

    async def show(self, title: str, text: str, answers: tuple[Said, ...]) -> None:
        """Replace the notification that is shown."""
        named = companion_words().buttons.model_dump()
        await self.clear()
        buttons = [self._library.Button(title=named[word], on_pressed=self._pressed(word)) for word in answers]
        try:
            self._shown = await self._notifier.send(
                title=title, message=text, buttons=buttons, on_clicked=self._clicked
            )
        except Exception as error:  # a bus that went away must not end the companion
            _log.warning("The notification could not be shown: %s", error)

    def _pressed(self, word: Said) -> Callable[[], None]:
        return lambda: self._answer(word)

    async def clear(self) -> None:
        """Take the notification down."""
        if self._shown is None:
            return
        shown, self._shown = self._shown, None
        try:
            await self._notifier.clear(shown)
        except Exception as error:  # as above
            _log.debug("clear: %s", error)

    async def stop(self) -> None:
        """Take the notification down."""
        await self.clear()
