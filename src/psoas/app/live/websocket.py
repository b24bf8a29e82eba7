"""The live socket ``/live/{token}``: camera frames or skeletons in, the coach's answers out."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from psoas.app.live import protocol as wire
from psoas.app.live.on_camera import OnCamera
from psoas.app.live.one_size import fitted_skeleton
from psoas.app.live.pose_worker import PoseResult, PoseWorker
from psoas.app.live.seat import Seat, Ticket
from psoas.errors import PsoasError
from psoas.sight.runtime import CannotSee

UNKNOWN = 4401
TAKEN = 4409
CONFUSED = 4400
BLIND = 4410
#: Number of unusable messages in a row after which the other side is not our page.
_PATIENCE = 20


class LiveApp(Protocol):
    """What the socket needs from the app."""

    eyes: PoseWorker
    seat: Seat
    clock: Callable[[], float]

    def ticket_of(self, token: str) -> Ticket | None:
        """Return the ticket of a token; None if it is unknown or its page is gone."""

    def on_camera(self, key: str) -> OnCamera | None:
        """Return what the camera looks on at; None if it is over."""


def routes(app: LiveApp) -> APIRouter:
    """Return the routes of the live socket."""
    router = APIRouter()

    @router.websocket("/live/{token}")
    async def live(socket: WebSocket, token: str) -> None:
        await socket.accept()
        refusal = _refusal(app, token)
        if refusal:
            await socket.close(*refusal)
            return
        with suppress(WebSocketDisconnect):
            await _converse(app, socket, token)

    return router


def _refusal(app: LiveApp, token: str) -> tuple[int, str] | None:
    """Return the close code and reason for refusing a connection, or None to accept it."""
    ticket = app.ticket_of(token)
    if ticket is None:
        return UNKNOWN, "This page is out of date. Reload it."
    if not app.seat.has(ticket.page):
        return TAKEN, "The session is open in another tab."
    return None


async def _converse(app: LiveApp, socket: WebSocket, token: str) -> None:
    """Answer messages one at a time; later ones wait in the network."""
    ticket = app.ticket_of(token)
    running = app.on_camera(ticket.key) if ticket else None
    if running is None:
        await socket.close(UNKNOWN, "This session is over.")
        return
    await app.eyes.forget()
    running.forget_camera()
    clock = BrowserClock(app.clock)
    size: tuple[int, int] | None = None
    bad = 0
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        refusal = _refusal(app, token)
        if refusal:
            await socket.close(*refusal)
            return
        seq = -1
        try:
            if message.get("bytes") is not None:
                frame = wire.read_frame(message["bytes"])
                seq = frame.seq
                t = clock.time_of(frame.captured_ms / 1000)
                begun = app.clock()
                look = await app.eyes.look(frame.jpeg, t, running.back is not None, running.whom)
                now = app.clock()
                if running.mind_the_rate(now - begun):
                    await app.eyes.lighten(now)
                if look.skeleton.seen:  # in an empty picture there is little to do
                    await app.eyes.keep_pace(now, now - begun, running.may_look_with)
            else:
                given = wire.read_text(message.get("text") or "")
                seq = given.seq
                size = size or given.skeleton.size
                look = PoseResult.of(replace(given.skeleton, t=clock.time_of(given.captured_ms / 1000)))
                look = replace(look, settled=(fitted_skeleton(look.skeleton, size),))
            answer = _answer(running, seq, look)
            bad = 0
        except CannotSee as problem:
            await socket.send_text(wire.write_answer(seq, failed=str(problem)))
            await socket.close(BLIND, "psoas cannot see on this computer.")
            return
        except PsoasError as problem:
            bad += 1
            answer = wire.write_answer(seq, error=str(problem))
        if bad > _PATIENCE:
            await socket.close(CONFUSED, "Too many messages that psoas does not understand.")
            return
        await socket.send_text(answer)


def _answer(running: OnCamera, seq: int, look: PoseResult) -> str:
    messages = running.update(look)
    return wire.write_answer(
        seq,
        skeleton=wire.write_skeleton(look.skeleton),
        near=wire.near_side(look.skeleton),
        messages=messages,
        **running.answer(),
    )


class BrowserClock:
    """Converts times of the browser's clock to the server's, by the fastest message of one connection so far.

    Parameters
    ----------
    clock : callable
        Monotonic seconds of the server.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._offset = math.inf
        self._last = clock()

    def time_of(self, captured_s: float) -> float:
        """Return when a picture was taken, seconds on the server's clock.

        It is later than the picture before, never in the future and at most a second in the past.

        Parameters
        ----------
        captured_s : float
            Capture time, seconds on the browser's clock.
        """
        now = self._clock()
        if math.isfinite(captured_s):
            self._offset = min(self._offset, now - captured_s)
        t = captured_s + self._offset
        if not math.isfinite(t) or not now - 1.0 <= t <= now:
            t = now
        self._last = max(t, self._last + 1e-3)
        return self._last
