"""Reading ahead: the next item is fetched while the last one is being worked on."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterable
from contextlib import AbstractContextManager
from typing import TypeVar

T = TypeVar("T")


class _End:
    """Nothing follows; `error` is what stopped the reading, if anything did."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def ahead(items: Iterable[T], turn: AbstractContextManager[object], size: int = 2) -> Generator[T, None, None]:
    """Hand on `items` in order while a thread of its own fetches the next ones.

    Parameters
    ----------
    items : iterable
        Read from that one thread only.
    turn : context manager
        Entered while an item is fetched, for example a lock that others hold while they need all cores.
    size : int
        How many to hold at most: this bounds the memory.

    Yields
    ------
    T
        The items. What reading raised is raised here, after the items before it.
    """
    box: queue.Queue[T | _End] = queue.Queue(size)
    given_up = threading.Event()

    def put(item: T | _End) -> None:
        while not given_up.is_set():
            try:
                box.put(item, timeout=0.1)
            except queue.Full:
                continue
            return

    def fetch() -> None:
        end = _End(None)
        try:
            source = iter(items)
            while not given_up.is_set():
                with turn:
                    item = next(source, end)
                put(item)
                if item is end:
                    return
        except BaseException as error:  # raised again where the items are used
            put(_End(error))

    thread = threading.Thread(target=fetch, name="psoas-ahead", daemon=True)
    thread.start()
    try:
        while not isinstance(item := box.get(), _End):
            yield item
        if item.error is not None:
            raise item.error
    finally:
        given_up.set()
        thread.join()
