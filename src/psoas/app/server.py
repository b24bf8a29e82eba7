"""The server: on 127.0.0.1 only, one port, one psoas for each data folder."""

from __future__ import annotations

import json
import os
import secrets
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import uvicorn

from psoas.app.door.door import WHOAMI
from psoas.app.door.key import DoorKey, key_of, same
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
    key = key_of(store.folder)
    show = partial(open_page, small=small) if open_browser else _show_nothing
    try:
        with SessionLock(store.folder) as lead:
            listener = _listen(port, key)
            lead.tell(LedBy("app", f"http://{HOST}:{listener.getsockname()[1]}"))
            _run(store, listener, model, key, page=page, show=show)
    except LedElsewhereError as there:
        address = _address_there(there.by, key, page)
        if address is None:
            raise
        show(address)
        raise LedElsewhereError(
            f"psoas is running already: open {address} in your browser. To end it, press Ctrl+C where it runs.",
            there.by,
        ) from there
    finally:
        store.close()


def _run(
    store: Store, listener: socket.socket, model: ModelChoice, key: DoorKey, *, page: str, show: Callable[[str], None]
) -> None:
    """Serve until Ctrl+C, and `show` the page once it can be shown."""
    port = listener.getsockname()[1]
    eyes = PoseWorker(model, store.folder / "models")
    app = create(AppState(store, load(), eyes), key)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            ws_per_message_deflate=False,
            ws_max_size=MAX_MESSAGE,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
    )

    def address() -> str:
        return with_token(port, page, app.token(port))

    threading.Thread(target=_when_up, args=(server, lambda: show(address()), eyes), daemon=True).start()
    print(f"psoas runs at {address()}")
    print("That address works once, for a browser that psoas does not know yet. End psoas with Ctrl+C.", flush=True)
    try:
        server.run(sockets=[listener])
    finally:
        eyes.close()


def _address_there(by: LedBy, key: DoorKey, page: str) -> str | None:
    """Return the address that opens a page of the psoas that leads; None if it has no pages, or another key."""
    port = urlsplit(by.address).port
    there = who_is_there(port, key) if port else None
    return with_token(port, page, key.token(there.run, port)) if port and there and there.kind == "ours" else None


def with_token(port: int, page: str, token: str) -> str:
    """Return the address that opens a page of this computer's psoas in a browser that is not known yet."""
    return f"http://{HOST}:{port}{page}{'&' if '?' in page else '?'}token={token}"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Who listens on a port of this computer: psoas with our data folder, psoas with another one, or something else."""

    kind: Literal["ours", "psoas", "other"]
    run: str = ""


def who_is_there(port: int, key: DoorKey) -> Neighbour | None:
    """Return who listens on a port of this computer; None if nobody does.

    "ours" has shown that it has the same key. Anybody may listen on a port and say so.
    """
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    challenge = secrets.token_hex(16)
    try:
        with opener.open(f"http://{HOST}:{port}{WHOAMI}?challenge={challenge}", timeout=2) as answer:
            said = json.loads(answer.read(1000))
        if said.get("name") != "psoas":
            return Neighbour("other")
        run, proof = str(said["run"]), str(said["proof"])
    except urllib.error.URLError as problem:
        refused = isinstance(problem.reason, ConnectionRefusedError)
        return None if refused else Neighbour("other")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Neighbour("other")
    return Neighbour("ours" if same(proof, key.proof(run, port, challenge)) else "psoas", run)


def _show_nothing(address: str) -> None:
    del address


def _listen(port: int | None, key: DoorKey) -> socket.socket:
    """Open a socket on the requested port or the first free one."""
    for number in [port] if port is not None else range(PORT, PORT + _TRIES):
        listener = _try(number)
        if listener is not None:
            if port is None and number != PORT:
                print(f"Port {PORT} is used by another program, so psoas takes {number}.", flush=True)
            return listener
        if port is not None:
            there = who_is_there(number, key)
            who = "another psoas" if there and there.kind != "other" else "another program"
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
