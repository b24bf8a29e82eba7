"""A page's claim to the one place before the camera, with the note that it is taken."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui

from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, el, html, icon

SESSION_ELSEWHERE = (
    "Your session is open in another tab",
    "Only one tab can lead it, so nothing gets counted twice. Your count is safe.",
)
CAMERA_ELSEWHERE = (
    "Another tab is using the camera",
    "Only one tab of psoas can look through it at a time. What was counted there is safe.",
)


class CameraPlace:
    """Takes the place before the camera for this page, and gives it up when the page goes.

    Build it where the note that the place is taken is to stand.

    Parameters
    ----------
    house : AppState
        Has the seat and the tickets.
    lead : callable
        Called whenever this page has the place.
    stand_by : callable
        Called whenever another tab has it.
    gone : callable
        Called when the page loses its connection after it had the place, or never comes back.
    elsewhere : tuple of str
        Title and sentence of the note.
    """

    def __init__(
        self,
        house: AppState,
        *,
        lead: Callable[[], None],
        stand_by: Callable[[], None],
        gone: Callable[[], None],
        elsewhere: tuple[str, str] = SESSION_ELSEWHERE,
    ) -> None:
        self._house, self._lead, self._stand_by, self._gone = house, lead, stand_by, gone
        self._client = ui.context.client
        self._closed = self._had = False
        title, words = elsewhere
        with el("div", "note warn", role="status") as self._note:
            html(icon("warn"), "span", "contents")
            Words("strong", title)
            Words("p", words)
            with el("div", "row"):
                Button("Use this tab instead", lambda: self._take(insist=True), "main")
        self._note.set_visibility(False)
        self._unwatch = house.seat.watch(self._moved)
        self._client.on_disconnect(self.leave)
        self._client.on_delete(self.close)

    @property
    def mine(self) -> bool:
        """Tell whether this page has the place."""
        return self._house.seat.has(self._client.id)

    def ticket(self, key: str) -> str:
        """Return the address of the live socket for what this key names."""
        return f"/live/{self._house.ticket(key, self._client.id)}"

    def keep(self) -> None:
        """Take the place now, and again whenever the page comes back."""
        self._client.on_connect(self.take)
        if self._client.has_socket_connection:
            self.take()

    def take(self) -> None:
        """Take the place unless another tab has it."""
        self._take(insist=False)

    def _take(self, *, insist: bool) -> None:
        if self._closed:
            return
        self._had = self._house.seat.take(self._client.tab_id or self._client.id, self._client.id, insist)
        self._note.set_visibility(not self._had)
        (self._lead if self._had else self._stand_by)()

    def leave(self) -> None:
        """Give the place up; another tab may have it."""
        if self._had:
            self._had = False
            self._gone()
        self._house.seat.leave(self._client.id)

    def close(self) -> None:
        """Give it up for good, because the page is gone or shows something else."""
        if self._closed:
            return
        self._closed = True
        self._unwatch()
        self.leave()
        self._house.invalidate_tickets(self._client.id)

    def _moved(self) -> None:
        if self._had and not self.mine:
            self._had = False
            with self._client:
                self._note.set_visibility(True)
                self._stand_by()
