"""The live socket ``/live/{token}``: camera frames (or skeletons) in, what the coach makes of them out."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol
from urllib.parse import urlsplit

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from psoas.app.live import protocol as wire
from psoas.app.live.live_session import LiveSession
from psoas.app.live.pose_worker import PoseResult, PoseWorker
from psoas.app.live.seat import Seat, Ticket
from psoas.errors import PsoasError
from psoas.sight.runtime import CannotSee

UNKNOWN = 4401
FOREIGN = 4403
TAKEN = 4409
CONFUSED = 4400
BLIND = 4410
#: Unusable messages in a row after which the other side is not ours.
_PATIENCE = 20


class LiveApp(Protocol):
    """What the socket needs of the app."""

    eyes: PoseWorker
    seat: Seat
    clock: Callable[[], float]

    def redeem(self, token: str) -> Ticket | None:
        """What the token stands for; None if it is unknown or its page is gone."""

    def running(self, key: str) -> LiveSession | None:
        """The session while it runs; None where it is over."""


def routes(app: LiveApp) -> APIRouter:
    """The routes of the live socket."""
    router = APIRouter()

    @router.websocket("/live/{token}")
    async def live(socket: WebSocket, token: str) -> None:
        await socket.accept()
        refusal = _refusal(app, socket, token)
        if refusal:
            await socket.close(*refusal)
            return
        with suppress(WebSocketDisconnect):
            await _converse(app, socket, token)

    return router


def _refusal(app: LiveApp, socket: WebSocket, token: str) -> tuple[int, str] | None:
    """Close code and reason where this connection must not be; None where it may."""
    origin = socket.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != socket.headers.get("host"):
        return FOREIGN, "This page does not belong to psoas."
    ticket = app.redeem(token)
    if ticket is None:
        return UNKNOWN, "This page is out of date. Reload it."
    if not app.seat.has(ticket.page):
        return TAKEN, "The session is open in another tab."
    return None


async def _converse(app: LiveApp, socket: WebSocket, token: str) -> None:
    """Answer one message after the other; a message waits in the network while the one before is looked at."""
    ticket = app.redeem(token)
    running = app.running(ticket.key) if ticket else None
    if running is None:
        await socket.close(UNKNOWN, "This session is over.")
        return
    await app.eyes.forget()
    running.gate.forget()
    clock = _BrowserClock(app)
    bad = 0
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        refusal = _refusal(app, socket, token)
        if refusal:
            await socket.close(*refusal)
            return
        seq = -1
        try:
            if message.get("bytes") is not None:
                frame = wire.read_frame(message["bytes"])
                seq = frame.seq
                t = running.frame_time(frame.captured_ms / 1000, clock.offset(frame.captured_ms / 1000))
                look = await app.eyes.look(frame.jpeg, t, running.back is not None)
            else:
                given = wire.read_text(message.get("text") or "")
                seq = given.seq
                t = running.frame_time(given.captured_ms / 1000, clock.offset(given.captured_ms / 1000))
                look = running.look_of(given.skeleton, t)
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


def _answer(running: LiveSession, seq: int, look: PoseResult) -> str:
    messages = running.update(look)
    return wire.write_answer(
        seq,
        skeleton=wire.write_skeleton(look.skeleton),
        near=wire.near_side(look.skeleton),
        view=running.view,
        setup=running.gate.advice if running.view.phase == "ready" else [],
        messages=messages,
    )


class _BrowserClock:
    """Server's clock minus browser's; the quickest message tells it best."""

    def __init__(self, app: LiveApp) -> None:
        self._app = app
        self._offset = math.inf

    def offset(self, captured_s: float) -> float:
        """The offset, seconds, now that a message with this capture time has arrived."""
        if math.isfinite(captured_s):
            self._offset = min(self._offset, self._app.clock() - captured_s)
        return self._offset
