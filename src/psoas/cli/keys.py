"""Single keys from a terminal, or lines from a pipe: what a person or a program presses while a session runs."""

from __future__ import annotations

import os
import sys
import threading
import time
from queue import Empty, Queue
from typing import Protocol

from rich.console import Console

#: What the end of the input stands for: the person has gone.
QUIT = "q"
#: How long one look for a key takes, seconds: so often time passes for an engine.
LOOK_S = 0.25
#: How often a Windows console is asked for a key, seconds.
_POLL_S = 0.02
_say = Console(highlight=False, soft_wrap=True)


class Keys(Protocol):
    """Where keys come from."""

    def press(self, timeout_s: float) -> str | None:
        """The next key in lower case, "" for Enter; None if none came in time. `QUIT` once the input has ended."""

    def line(self, ask: str) -> str | None:
        """Ask for a line; None once the input has ended."""


def show_time(left_s: float | None) -> None:
    """What is left of a hold or a rest, on a line of its own that is written over; in a pipe nothing."""
    if left_s is not None and _say.is_terminal:
        _say.print(f"{left_s:4.0f} s", end="\r", style="dim")


def keys() -> Keys:
    """Keys of the terminal, or of whatever stdin is instead."""
    return Terminal() if sys.stdin.isatty() else Lines()


class Lines:
    """One line is one key: for pipes, for screen readers that hold back keys, and for programs."""

    def __init__(self) -> None:
        self._came: Queue[str | None] = Queue()
        self._over = False
        threading.Thread(target=self._read, daemon=True).start()

    def press(self, timeout_s: float) -> str | None:
        """As in `Keys`."""
        if self._over:
            return QUIT
        try:
            came = self._came.get(timeout=timeout_s)
        except Empty:
            return None
        self._over = came is None
        return QUIT if came is None else came.strip().lower()

    def line(self, ask: str) -> str | None:
        """As in `Keys`."""
        print(ask, end=" ", flush=True)
        came = None if self._over else self._came.get()
        self._over = came is None
        print(flush=True)
        return came

    def _read(self) -> None:
        for line in sys.stdin:
            self._came.put(line.rstrip("\n"))
        self._came.put(None)


class Terminal:
    """Keys as they are pressed; the terminal is as it was whenever nobody waits for one."""

    def press(self, timeout_s: float) -> str | None:
        """As in `Keys`."""
        pressed = _windows_key(timeout_s) if os.name == "nt" else _posix_key(timeout_s)
        if pressed is None:
            return None
        # Pressed between two looks, while the terminal still took whole lines, the end of the input arrives as a NUL.
        return "" if pressed in ("\r", "\n") else QUIT if pressed in ("", "\x04", "\x00") else pressed.lower()

    def line(self, ask: str) -> str | None:
        """As in `Keys`."""
        try:
            return input(f"{ask} ")
        except EOFError:
            return None


def _posix_key(timeout_s: float) -> str | None:
    # Only where they exist; on Windows these modules are missing.
    import select  # noqa: PLC0415
    import termios  # noqa: PLC0415
    import tty  # noqa: PLC0415

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)
        ready, _, _ = select.select([terminal], [], [], timeout_s)
        return os.read(terminal, 32).decode(errors="replace")[:1] if ready else None
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _windows_key(timeout_s: float) -> str | None:
    import msvcrt  # noqa: PLC0415

    until = time.monotonic() + timeout_s
    while time.monotonic() < until:
        if msvcrt.kbhit():  # type: ignore[attr-defined]
            return str(msvcrt.getwch())  # type: ignore[attr-defined]
        time.sleep(_POLL_S)
    return None
