"""The quiet process: look, tell, sleep."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress

from psoas.desk.companion import Companion
from psoas.desk.notifier import Notifier, tell, tell_trouble
from psoas.habit.observation import Said
from psoas.habit.signals import Signals

#: Between two looks, seconds.
LOOK_S = 5.0
#: The same while nobody is there. Whoever comes back loses at most so much of their sitting, and is heard that late.
LOOK_AWAY_S = 15.0

#: Tells what the computer can tell now.
Look = Callable[[], Awaitable[Signals]]


class Desk:
    """Run a companion until it is stopped.

    Parameters
    ----------
    companion : Companion
        Decides and remembers.
    look : callable
        Looks at the computer.
    notifier : Notifier
        Reaches the person.
    move : callable
        Gives the sentence about a small move for a prompt.
    """

    def __init__(self, companion: Companion, look: Look, notifier: Notifier, move: Callable[[], str]) -> None:
        self._companion, self._look, self._notifier, self._move = companion, look, notifier, move
        self._said: list[Said] = []
        self._wake = asyncio.Event()
        self._ends = False
        self._trouble = ""

    def answer(self, word: Said) -> None:
        """Hear what the person says; it is acted on at once."""
        self._said.append(word)
        self._wake.set()

    def stop(self) -> None:
        """End after what is being done now."""
        self._ends = True
        self._wake.set()

    async def run(self) -> None:
        """Look every few seconds."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            with suppress(NotImplementedError, ValueError):  # not on Windows, and not outside the main thread
                loop.add_signal_handler(number, self.stop)
        try:
            while not (self._ends or self._companion.asked_to_stop):
                await self._step()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), self._until_next_s())
                self._wake.clear()
        finally:
            self._companion.close()
            await self._notifier.stop()

    def _until_next_s(self) -> float:
        return LOOK_S if self._companion.somebody_is_there else LOOK_AWAY_S

    async def _step(self) -> None:
        signals = await self._look()
        said, self._said = self._said, []
        events = [event for word in said for event in self._companion.say(word, signals)]
        for event in (*events, *self._companion.look(signals)):
            await tell(self._notifier, event, self._move)
        if self._companion.trouble != self._trouble:
            self._trouble = self._companion.trouble
            await tell_trouble(self._notifier, self._trouble)
