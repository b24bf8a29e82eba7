"""The companion in a terminal: lines to read, letters to answer."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TextIO

from psoas.desk.notifier import Reply
from psoas.habit.observation import Said
from psoas.programme.companion import companion_words

#: Letter to what it says.
LETTERS: dict[str, Said] = {"d": "done", "l": "later", "s": "skip", "c": "call"}


class TerminalNotifier:
    """Print messages, and read letters followed by Enter.

    Parameters
    ----------
    out, keys : TextIO
        Where to write and to read.
    now : callable
        The time that stands before each line.
    """

    def __init__(
        self,
        out: TextIO = sys.stdout,
        keys: TextIO = sys.stdin,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        self._out, self._keys, self._now = out, keys, now

    async def start(self, answer: Reply) -> str | None:
        """Listen to letters, in a thread that ends with the process."""
        loop = asyncio.get_running_loop()

        def listen() -> None:
            for line in self._keys:
                word = LETTERS.get(line.strip().lower()[:1])
                if word is not None:
                    loop.call_soon_threadsafe(answer, word)
                elif line.strip():
                    self.print(f"Type {self._choices(tuple(LETTERS.values()))}, then Enter.")

        threading.Thread(target=listen, daemon=True).start()
        return None

    async def show(self, title: str, text: str, answers: tuple[Said, ...]) -> None:
        """Print a message with its letters."""
        choices = f" ({self._choices(answers)})" if answers else ""
        self.print(f"\a{title}. {text}{choices}")

    async def clear(self) -> None:
        """Do nothing: what was printed stays."""

    async def stop(self) -> None:
        """Do nothing: the thread ends with the process."""

    def print(self, text: str) -> None:
        """Print a line with its time."""
        print(f"{self._now():%H:%M} {text}", file=self._out, flush=True)

    @staticmethod
    def _choices(answers: tuple[Said, ...]) -> str:
        buttons = companion_words().buttons.model_dump()
        return ", ".join(f"{letter} = {buttons[word]}" for letter, word in LETTERS.items() if word in answers)
