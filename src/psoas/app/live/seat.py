"""The one place before the camera, and the tickets for the live socket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ticket:
    """Lets one page open the live socket of one session, for as long as the page exists."""

    key: str
    page: str


class Seat:
    """The one place before the camera: one tab leads a session, and the others wait for it."""

    def __init__(self) -> None:
        self._tab: str | None = None
        self._page: str | None = None
        self._watching: set[Callable[[], None]] = set()

    def take(self, tab: str, page: str, insist: bool = False) -> bool:
        """Take the seat if it is free, belonged to this tab before a reload, or the person insists."""
        if self._tab not in (None, tab) and not insist:
            return False
        moved = self._page not in (None, page)
        self._tab, self._page = tab, page
        if moved:
            for tell in list(self._watching):
                tell()
        return True

    def leave(self, page: str) -> None:
        """Give up the seat if this page still has it."""
        if self._page == page:
            self._tab = self._page = None

    def has(self, page: str) -> bool:
        """Tell whether this page has the seat."""
        return self._page == page

    def watch(self, tell: Callable[[], None]) -> Callable[[], None]:
        """Call `tell` whenever the seat changes hands; return a function that ends this."""
        self._watching.add(tell)
        return lambda: self._watching.discard(tell)
