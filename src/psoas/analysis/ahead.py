"""Reading ahead: the next frames are decoded while the last one is being looked at."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterable
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Iterable[T], size: int = 4) -> Generator[T, None, None]:
    """Hand on `items` in order while a thread of its own fetches the next ones.

    Parameters
    ----------
    items : iterable
        Read from one thread only; decoders release the interpreter lock, so both sides run at once.
    size : int
        How many to hold at most: this bounds the memory.

    Yields
    ------
    T
        The items. What reading raised is raised here, after the items before it.
    """
    box: queue.Queue[T | _End] = queue.Queue(size)
    given_up = threading.Event()

    def put(item: T | _End) -> bool:
        while not given_up.is_set():
            try:
                box.put(item, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False

    def fetch() -> None:
        try:
            for item in items:
                if not put(item):
                    return
        except BaseException as error:  # raised again where the items are used
            put(_End(error))
        else:
            put(_End(None))

    thread = threading.Thread(target=fetch, name="psoas-ahead", daemon=True)
    thread.start()
    try:
        while True:
            item = box.get()
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item
    finally:
        given_up.set()
        thread.join()


class _End:
    """Nothing follows; `error` is what stopped the reading, if anything did."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error
