"""The server: on 127.0.0.1 only, one port, one psoas for each data folder."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path

import uvicorn

from psoas.app.live.pose_worker import PoseWorker
from psoas.app.live.protocol import MAX_MESSAGE
from psoas.app.open_page import open_page
from psoas.app.routes import create
from psoas.app.state import AppState
from psoas.errors import PsoasError
from psoas.journal.lock import LedBy, LedElsewhereError, SessionLock
from psoas.journal.store import Store, open_store
from psoas.programme.catalogue import load
from psoas.sight.models import ModelChoice, find_model

HOST = "127.0.0.1"
PORT = 8137
#: Number of ports above the usual one to try if another program has it.
_TRIES = 20


class PortTaken(PsoasError):  # noqa: N818 - reads as a sentence where raised
    """The port is in use: by another psoas, or by another program."""


def serve(
    data: Path | None, port: int | None, open_browser: bool, model: ModelChoice, page: str = "/", *, small: bool = False
) -> None:
    """Run psoas until Ctrl+C.

    Parameters
    ----------
    data : Path or None
        Data folder; None for the default.
    port : int or None
        Port; None for the usual one or the next free one above it.
    open_browser : bool
        Whether to open a page in the browser.
    model : {"auto", "full", "heavy"}
        Pose model.
    page : str
        The page to open, which begins with a slash.
    small : bool
        Whether it opens in one small window, where the browser has such windows.

    Raises
    ------
    LedElsewhereError
        If another program leads sessions with this journal; the page of an app is opened instead.
    PortTaken
        If `port` is taken, or there is no free one.
    PsoasError
        If the journal or the programme is unusable, or the requested model is not installed.
    """
    store = open_store(data)
    if model == "heavy":  # without any model psoas counts by hand, and the session page says what is missing
        find_model(model, store.folder / "models")
    show = partial(open_page, small=small) if open_browser else _show_nothing
    try:
        with SessionLock(store.folder) as lead:
            listener = _listen(port)
            address = f"http://{HOST}:{listener.getsockname()[1]}"
            lead.tell(LedBy("app", address))
            print(f"psoas runs at {address} (end it with Ctrl+C)", flush=True)
            _run(store, listener, model, lambda: show(address + page))
    except LedElsewhereError as there:
        if there.by.address:
            show(there.by.address + page)
        raise
    finally:
        store.close()


def _run(store: Store, listener: socket.socket, model: ModelChoice, show: Callable[[], None]) -> None:
    """Serve until Ctrl+C, and `show` the page once it can be shown."""
    eyes = PoseWorker(model, store.folder / "models")
    app = create(AppState(store, load(), eyes))
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            ws_per_message_deflate=False,
            ws_max_size=MAX_MESSAGE,
            timeout_graceful_shutdown=2,
        )
    )
    threading.Thread(target=_when_up, args=(server, show, eyes), daemon=True).start()
    try:
        server.run(sockets=[listener])
    finally:
        eyes.close()


def is_psoas(port: int) -> bool:
    """Tell whether a psoas listens on a port of this computer."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://{HOST}:{port}/whoami", timeout=2) as answer:
            return bool(json.loads(answer.read(1000))["name"] == "psoas")
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _show_nothing(address: str) -> None:
    del address


def _listen(port: int | None) -> socket.socket:
    """Open a socket on the requested port or the first free one."""
    for number in [port] if port is not None else range(PORT, PORT + _TRIES):
        listener = _try(number)
        if listener is not None:
            if port is None and number != PORT:
                print(f"Port {PORT} is used by another program, so psoas takes {number}.", flush=True)
            return listener
        if port is not None:
            who = "another psoas, with another journal" if is_psoas(number) else "another program"
            raise PortTaken(f"Port {port} is in use by {who}. Choose another one with --port, or leave --port out.")
    raise PortTaken(f"No free port from {PORT} to {PORT + _TRIES - 1}. Name one with --port.")


def _try(port: int) -> socket.socket | None:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere this option lets two programs share the port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(64)
    except (OSError, OverflowError):
        listener.close()
        return None
    return listener


def _when_up(server: uvicorn.Server, show: Callable[[], None], eyes: PoseWorker) -> None:
    """Once the server answers, open the browser, and load the pose model only then, so that the first page is quick."""
    while not server.started:
        if server.should_exit:
            return
        time.sleep(0.02)
    show()
    time.sleep(1.0)
    eyes.warm_up()
