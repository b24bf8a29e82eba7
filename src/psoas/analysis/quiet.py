"""Keeps native libraries from talking on the person's terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def native_quiet() -> Iterator[None]:
    """Drop what C code writes to stderr meanwhile (LiteRT announces its delegate there, with no switch to stop it).

    Python's exceptions are not touched: what goes wrong is still raised.
    """
    try:
        kept = os.dup(2)
    except OSError:  # no stderr at all, as under a window manager
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
