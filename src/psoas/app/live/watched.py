"""What goes on without a page: who looks at it, and for how long nobody has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

#: With nobody before the screen, what goes on pauses after this long, seconds: longer than a reload takes.
ALONE_S = 6.0
#: What is over, or never began, is kept this long after its last page, seconds.
KEPT_S = 3600.0

M = TypeVar("M")


class Watched(Generic[M]):
    """Pages come and go; this stays, and tells those that are there.

    Parameters
    ----------
    clock : callable
        Seconds that only ever grow.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._listeners: dict[object, Callable[[Sequence[M]], None]] = {}
        self._alone_since = clock()

    def watch(self, who: object, listener: Callable[[Sequence[M]], None]) -> None:
        """Call `listener` with the new messages whenever something may have changed."""
        self._listeners[who] = listener

    def unwatch(self, who: object) -> None:
        """End `watch`."""
        self._listeners.pop(who, None)
        self._alone_since = self._clock()

    @property
    def watched(self) -> bool:
        """Whether somebody is looking."""
        return bool(self._listeners)

    @property
    def alone_s(self) -> float:
        """For how long nobody has looked, seconds; 0 while somebody does."""
        return 0.0 if self._listeners else self._clock() - self._alone_since

    def _tell(self, messages: list[M]) -> list[M]:
        for listener in list(self._listeners.values()):
            listener(messages)
        return messages
