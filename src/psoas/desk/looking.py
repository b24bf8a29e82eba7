"""How the companion looks at this computer."""

from __future__ import annotations

from collections.abc import Callable

from psoas.habit.presence.presence import Presence, for_this_platform
from psoas.habit.signals import Signals


class Looking:
    """Looks at this computer; with the first look it says once what it cannot tell.

    Parameters
    ----------
    say_line : callable
        Takes a sentence for whoever started the companion.
    """

    def __init__(self, say_line: Callable[[str], None]) -> None:
        self._say_line = say_line
        self._presence = Presence(for_this_platform())
        self._told = False

    async def look(self) -> Signals:
        """Return what the computer can tell now."""
        signals = await self._presence.look()
        if not self._told:
            self._told = True
            for sentence in dict.fromkeys(self._presence.cannot_tell().values()):
                self._say_line(sentence)
        return signals

    async def stop(self) -> None:
        """Let go of buses and of the programs that were listened to."""
        await self._presence.stop()
