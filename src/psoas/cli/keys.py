"""Single keys from a terminal, or lines from a pipe: what a person or a program presses while a session runs."""

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

#: What the end of the input stands for: the person has gone.
QUIT = "q"
#: How long one look for a key takes, seconds: so often time passes for an engine.
LOOK_S = 0.25
#: Which key ends a pause, said wherever one begins.
GO_ON = "Enter goes on."
#: How often a Windows console is asked for a key, seconds.
_POLL_S = 0.02


class Keys(Protocol):
    """Where keys come from."""

    def press(self, timeout_s: float) -> str | None:
        """The next key in lower case, "" for Enter; None if none came in time. `QUIT` once the input has ended."""

    def line(self, ask: str) -> str | None:
        """Ask for a line; None once the input has ended."""


def show_time(left_s: float | None) -> None:
    """What is left of a hold or a rest, on a line of its own that is written over; in a pipe nothing."""
    if left_s is not None and say.is_terminal:
        say.print(f"{left_s:4.0f} s", end="\r", style="dim")


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
    """Asks; every method raises `Gone` where the input has ended."""

    press: Keys

    def line(self, ask: str) -> str:
        """What was typed, without the spaces around it."""
        given = self.press.line(ask)
        if given is None:
            raise Gone
        return given.strip()

    def number(self, ask: str) -> int | None:
        """A number from 0 to 10; None where it is left open."""
        while True:
            given = self.line(f"{ask} 0 to 10, or Enter to leave it open:")
            if not given:
                return None
            if given.isdecimal() and int(given) <= 10:
                return int(given)
            say.print(f"“{escape(given)}” is no number from 0 to 10. Give one, such as 3, or only Enter.")

    def before(self, ask: str) -> int | Literal["ill", "new"] | None:
        """What is asked before a session: a number from 0 to 10, "ill", "new", or None where it is left open."""
        while True:
            given = self.line(f"{ask} i if you are ill or feverish, n if something is new, or Enter:").lower()
            if not given:
                return None
            if given in ("i", "n"):
                return "ill" if given == "i" else "new"
            if given.isdecimal() and int(given) <= 10:
                return int(given)
            say.print(f"“{escape(given)}” is none of these. Give a number from 0 to 10, i, n, or only Enter.")

    def yes(self, ask: str) -> bool | None:
        """Yes or no; None where it is left open."""
        while True:
            given = self.line(f"{ask} y or n, or Enter to leave it open:")
            word = given.lower()
            if word in ("", "y", "yes", "n", "no"):
                return {"y": True, "n": False}.get(word[:1])
            say.print(f"“{escape(given)}” is neither yes nor no. Give y or n, or only Enter.")

    def one_of(self, answers: Sequence[T]) -> T | None:
        """One of the answers, which were listed from 1 on; None where it is left open."""
        while True:
            given = self.line(f"A number from 1 to {len(answers)}, or Enter to leave it open:")
            if not given:
                return None
            if given.isdecimal() and 1 <= int(given) <= len(answers):
                return answers[int(given) - 1]
            say.print(f"“{escape(given)}” is not among them. Give a number from 1 to {len(answers)}, or only Enter.")
