"""The server: on 127.0.0.1 only, one port, one psoas for each data folder."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import uvicorn

from psoas.app.live.pose_worker import PoseWorker
from psoas.app.live.protocol import MAX_MESSAGE
from psoas.app.open_page import open_page
from psoas.app.routes import create
from psoas.app.state import AppState
from psoas.errors import PsoasError
from psoas.journal import keeping
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
    PortTaken
        If a psoas with the same journal is running (it is opened instead), or `port` is taken.
    PsoasError
        If the journal or the programme is unusable, or the requested model is not installed.
    """
    store = open_store(data, even_damaged=True)  # every page then shows the ways out
    added = store.folder / "models"
    if model == "heavy":  # without any model psoas counts by hand, and the session page says what is missing
        find_model(model, added)
    mine = journal_mark(store.folder)
    show = partial(open_page, small=small) if open_browser else _show_nothing
    listener = _listen(port, mine, lambda address: show(address + page))
    address = f"http://{HOST}:{listener.getsockname()[1]}"
    eyes = PoseWorker(model, added)
    app = create(AppState(store, load(), eyes), mine)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            ws_per_message_deflate=False,
            ws_max_size=MAX_MESSAGE,
            timeout_graceful_shutdown=2,
        )
    )
    threading.Thread(target=_when_up, args=(server, lambda: show(address + page), eyes, store), daemon=True).start()
    print(f"psoas runs at {address} (end it with Ctrl+C)", flush=True)
    try:
        server.run(sockets=[listener])
    finally:
        eyes.close()
        if store.backup_is_due:
            keeping.back_up_quietly(store, "session", datetime.now().astimezone())
        store.close()


def journal_mark(folder: Path) -> str:
    """Return a short mark that identifies a journal without naming its folder."""
    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def who_is_there(port: int) -> str | None:
    """Return the mark of the psoas on a port of this computer; "" for another program, None if the port is free."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://{HOST}:{port}/whoami", timeout=2) as answer:
            said = json.loads(answer.read(1000))
        return str(said["journal"]) if said.get("name") == "psoas" else ""
    except urllib.error.HTTPError:
        return ""
    except urllib.error.URLError as problem:
        return None if isinstance(problem.reason, ConnectionRefusedError) else ""
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""


def _show_nothing(address: str) -> None:
    del address


def _listen(port: int | None, mine: str, show: Callable[[str], None]) -> socket.socket:
    """Open a socket on the requested port or the first free one; `show` the psoas that runs already."""
    for number in [port] if port is not None else range(PORT, PORT + _TRIES):
        listener = _try(number)
        if listener is not None:
            if port is None and number != PORT:
                print(f"Port {PORT} is used by another program, so psoas takes {number}.", flush=True)
            return listener
        there = who_is_there(number)
        if there == mine:
            address = f"http://{HOST}:{number}"
            show(address)
            raise PortTaken(
                f"psoas is running already: open {address} in your browser. To end it, press Ctrl+C where it runs."
            )
        if port is not None:
            who = "another psoas, with another journal" if there else "another program"
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


def _when_up(server: uvicorn.Server, show: Callable[[], None], eyes: PoseWorker, store: Store) -> None:
    """Once the server answers, open the browser; back up and load the pose model then: the first page comes first."""
    while not server.started:
        if server.should_exit:
            return
        time.sleep(0.02)
    show()
    keeping.at_start(store, datetime.now().astimezone())
    time.sleep(1.0)
    eyes.warm_up()
