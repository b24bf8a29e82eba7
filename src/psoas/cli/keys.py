"""Input during a session: single keys from a terminal, or lines from a pipe."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from queue import Empty, Queue
from typing import Literal, Protocol, TypeVar

from rich.markup import escape

from psoas.cli.options import say

#: The end of the input means that the person has gone.
QUIT = "q"
#: Timeout when waiting for a key, seconds, and so the interval between the session's ticks.
LOOK_S = 0.25
#: Which key ends a pause, said wherever one begins.
GO_ON = "Press Enter to go on."
#: Interval between polls of a Windows console, seconds.
_POLL_S = 0.02


class Keys(Protocol):
    """A source of keys."""

    def press(self, timeout_s: float) -> str | None:
        """Return the next key in lower case, "" for Enter, None after the timeout, `QUIT` at the end of the input."""

    def line(self, ask: str) -> str | None:
        """Ask for a line; None at the end of the input."""


def show_time(left_s: float | None) -> None:
    """Show the time left on a line that is overwritten; show nothing in a pipe."""
    if left_s is not None and say.is_terminal:
        say.print(f"{left_s:4.0f} s", end="\r", style="dim")


def keys() -> Keys:
    """Return the keys of the terminal, or of whatever else stdin is."""
    return Terminal() if sys.stdin.isatty() else Lines()


class Lines:
    """Keys as whole lines: for pipes, programs, and screen readers that hold back keys."""

    def __init__(self) -> None:
        self._lines: Queue[str | None] = Queue()
        self._ended = False
        threading.Thread(target=self._read, daemon=True).start()

    def press(self, timeout_s: float) -> str | None:
        """As in `Keys`."""
        if self._ended:
            return QUIT
        try:
            line = self._lines.get(timeout=timeout_s)
        except Empty:
            return None
        self._ended = line is None
        return QUIT if line is None else line.strip().lower()

    def line(self, ask: str) -> str | None:
        """As in `Keys`."""
        print(ask, end=" ", flush=True)
        line = None if self._ended else self._lines.get()
        self._ended = line is None
        print(flush=True)
        return line

    def _read(self) -> None:
        for line in sys.stdin:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)


class Terminal:
    """Keys as they are pressed; between calls the terminal is in its usual mode."""

    def press(self, timeout_s: float) -> str | None:
        """As in `Keys`."""
        pressed = _windows_key(timeout_s) if os.name == "nt" else _posix_key(timeout_s)
        if pressed is None:
            return None
        # Pressed between two calls, while the terminal was in line mode, the end of the input arrives as a NUL.
        return "" if pressed in ("\r", "\n") else QUIT if pressed in ("", "\x04", "\x00") else pressed.lower()

    def line(self, ask: str) -> str | None:
        """As in `Keys`."""
        try:
            return input(f"{ask} ")
        except EOFError:
            return None


def _posix_key(timeout_s: float) -> str | None:
    # Imported here because Windows lacks these modules.
    import select
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)
        ready, _, _ = select.select([terminal], [], [], timeout_s)
        return os.read(terminal, 32).decode(errors="replace")[:1] if ready else None
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _windows_key(timeout_s: float) -> str | None:
    import msvcrt

    until = time.monotonic() + timeout_s
    while time.monotonic() < until:
        if msvcrt.kbhit():  # type: ignore[attr-defined]
            return str(msvcrt.getwch())  # type: ignore[attr-defined]
        time.sleep(_POLL_S)
    return None


T = TypeVar("T")


class Gone(Exception):  # noqa: N818 - reads as a sentence where raised
    """The person stopped, or the input ended."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks questions; every method raises `Gone` at the end of the input."""

    press: Keys

    def line(self, ask: str) -> str:
        """Ask for a line; return it stripped."""
        given = self.press.line(ask)
        if given is None:
            raise Gone
        return given.strip()

    def number(self, ask: str) -> int | None:
        """Ask for a number from 0 to 10; None if skipped."""
        while True:
            given = self.line(f"{ask} 0 to 10, or Enter to skip:")
            if not given:
                return None
            if given.isdecimal() and int(given) <= 10:
                return int(given)
            say.print(f"“{escape(given)}” is not a number from 0 to 10. Type one, such as 3, or just press Enter.")

    def before(self, ask: str) -> int | Literal["ill", "new"] | None:
        """Ask before a session for a number from 0 to 10, "ill" or "new"; None if skipped."""
        while True:
            given = self.line(f"{ask} i if you're ill or feverish, n if something is new, or Enter to skip:").lower()
            if not given:
                return None
            if given in ("i", "n"):
                return "ill" if given == "i" else "new"
            if given.isdecimal() and int(given) <= 10:
                return int(given)
            say.print(f"“{escape(given)}” is none of these. Type a number from 0 to 10, i or n, or just press Enter.")

    def yes(self, ask: str) -> bool | None:
        """Ask for yes or no; None if skipped."""
        while True:
            given = self.line(f"{ask} y or n, or Enter to skip:")
            word = given.lower()
            if word in ("", "y", "yes", "n", "no"):
                return {"y": True, "n": False}.get(word[:1])
            say.print(f"“{escape(given)}” is neither yes nor no. Type y or n, or just press Enter.")

    def one_of(self, answers: Sequence[T]) -> T | None:
        """Ask for one of the answers, which were listed from 1 on; None if skipped."""
        while True:
            given = self.line(f"A number from 1 to {len(answers)}, or Enter to skip:")
            if not given:
                return None
            if given.isdecimal() and 1 <= int(given) <= len(answers):
                return answers[int(given) - 1]
            say.print(f"“{escape(given)}” is not on the list. Type 1 to {len(answers)}, or just press Enter.")
