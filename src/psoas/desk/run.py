"""Start a companion with everything that this computer gives it."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Literal

from psoas.desk.companion import Companion
from psoas.desk.desktop import Desktop
from psoas.desk.looking import Looking
from psoas.desk.notifier import Notifier
from psoas.desk.process import Desk
from psoas.desk.terminal import TerminalNotifier
from psoas.desk.tray import Tray
from psoas.errors import PsoasError
from psoas.habit.observation import Said
from psoas.journal.desk_log import this_computer
from psoas.journal.lock import only_one
from psoas.journal.store import Store
from psoas.report.desk_words import status
from psoas.seconds import seconds

Show = Literal["desktop", "terminal", "tray"]
#: A prompt does not wait longer for its move, seconds.
_WAIT_S = 20.0
#: By then everything has been started, seconds.
_STARTED_S = 20.0
_DESK_PAGE = "/desk"


class AlreadyRunningError(PsoasError):
    """Another companion has this journal."""


def now() -> datetime:
    """Return the time here."""
    return datetime.now().astimezone()


def run(store: Store, looking: Looking, show: Show, say_line: Callable[[str], None]) -> None:
    """Run a companion until it is stopped.

    Parameters
    ----------
    store : Store
        The journal.
    looking : Looking
        Looks at the computer.
    show : {"desktop", "terminal", "tray"}
        Where prompts appear; "tray" is the desktop, with an icon in its tray. Where it cannot show any, they are
        printed.
    say_line : callable
        Takes a sentence for whoever started it.

    Raises
    ------
    AlreadyRunningError
        If another companion runs for this journal.
    """
    lock = only_one(store.folder)
    if lock is None:
        raise AlreadyRunningError(
            "The desk companion is running already. `psoas desk status` says what it knows; "
            "to end it, press Ctrl+C where it runs, or type `psoas desk stop`."
        )
    try:
        asyncio.run(_run(store, looking, show, say_line))
    finally:
        lock.release()


async def _run(store: Store, looking: Looking, show: Show, say_line: Callable[[str], None]) -> None:
    companion = Companion(store, this_computer(), now, seconds)
    shower = Shower(store)
    notifier: Notifier = TerminalNotifier() if show == "terminal" else Desktop(shower.show_move)
    desk = Desk(companion, looking.look, notifier, shower.sentence)
    why_not = await notifier.start(desk.answer)
    if why_not is not None:
        say_line(why_not)
        desk = Desk(companion, looking.look, printed := TerminalNotifier(), shower.sentence)
        await printed.start(desk.answer)
    tray = _tray(companion, desk, shower) if show == "tray" else None
    if tray is not None and (no_tray := tray.start()):
        say_line(no_tray)
    asyncio.get_running_loop().call_later(_STARTED_S, give_back)
    try:
        await desk.run()
    finally:
        await looking.stop()
        shower.close()
        if tray is not None:
            tray.close()


def give_back() -> None:
    """Give the memory that starting took back to the system, some 4 MB, where its C library can."""
    gc.collect()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # musl keeps nothing to give back
            ctypes.CDLL(None).malloc_trim(0)


def _tray(companion: Companion, desk: Desk, shower: Shower) -> Tray:
    loop = asyncio.get_running_loop()

    def reply(word: Said) -> None:
        loop.call_soon_threadsafe(desk.answer, word)

    def stop() -> None:
        loop.call_soon_threadsafe(desk.stop)

    return Tray(
        lambda: status(companion.state, companion.policy),
        reply,
        shower.show_desk,
        stop,
    )


class Shower:
    """Knows the small move of the prompt, and leads it in an app that is started for it where none runs."""

    def __init__(self, store: Store) -> None:
        self._folder = store.folder
        self._app: subprocess.Popen[bytes] | None = None
        self._page = _DESK_PAGE

    def sentence(self) -> str:
        """Return the sentence about the next small move; "" if there is none."""
        try:
            command = [sys.executable, "-m", "psoas.desk.move", str(self._folder)]
            told = subprocess.run(command, capture_output=True, timeout=_WAIT_S, check=True)
            move = json.loads(told.stdout)
        except (OSError, ValueError, subprocess.SubprocessError):
            move = {}
        self._page = f"/step/{move['id']}" if move else _DESK_PAGE
        return str(move.get("say", ""))

    def show_move(self) -> None:
        """Open the page that leads the move of the last prompt, or the desk's where it had none."""
        self._open(self._page)

    def show_desk(self) -> None:
        """Open the page of the desk."""
        self._open(_DESK_PAGE)

    def _open(self, page: str) -> None:
        self.close()
        command = [sys.executable, "-m", "psoas", "--data", str(self._folder), "--page", page, "--small"]
        self._app = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def close(self) -> None:
        """End the app that was started here."""
        if self._app is not None:
            self._app.terminate()
            self._app = None
