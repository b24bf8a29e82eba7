"""Run a batch in several processes on this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import ClassVar

from psoas.analysis.sources import AnalysisError
from psoas.analysis.worker import RecordingOutcome, Settings, worker_of


def in_processes(
    recordings: Iterable[Path], settings: Settings, workers: int
) -> Generator[RecordingOutcome, None, None]:
    """Yield outcomes as they arrive, also for a recording that crashes its process.

    Closing the iterator stops the work within a frame.

    Raises
    ------
    CannotSee
        If the pose model or its runtime is not installed.
    AnalysisError
        If no process can be started.
    """
    waiting = deque(recordings)
    while waiting:
        # A pool does not say which recording crashed its process, so those under way are retried one by one.
        for suspect in (yield from _pool(waiting, settings, workers)):
            if (yield from _pool(deque([suspect]), settings, 1)):
                yield RecordingOutcome(
                    str(suspect),
                    error=f"psoas crashed while reading {suspect}. The file is badly damaged, or there was too little "
                    "memory. Try it on its own.",
                )


def _pool(waiting: deque[Path], settings: Settings, workers: int) -> Generator[RecordingOutcome, None, list[Path]]:
    """Work through `waiting`; if a process dies, return those under way at once."""
    context = multiprocessing.get_context("spawn")
    born, stop = context.Event(), context.Event()
    running: dict[Future[RecordingOutcome], Path] = {}
    with ProcessPoolExecutor(workers, context, _begin, (born, stop)) as pool:
        try:
            while waiting or running:
                while waiting and len(running) <= workers:  # one more, so that no worker is idle
                    running[pool.submit(_look, waiting[0], settings)] = waiting[0]
                    waiting.popleft()
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    outcome = future.result()
                    del running[future]
                    yield outcome
        except BrokenProcessPool:
            if not born.is_set():
                raise AnalysisError(
                    "The worker processes could not be started. Ask for one worker; or, in a script of your own, call "
                    'this under `if __name__ == "__main__":`.'
                ) from None
            return list(running.values())
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)
    return []


class _Stopped(BaseException):
    """The batch was cancelled. Not an Exception, because no recording failed."""


class _Here:
    """State of a worker process."""

    stop: ClassVar[Event]


def _begin(born: Event, stop: Event) -> None:
    _Here.stop = stop
    # Ctrl-C reaches every process in a terminal; only the one that talks to the person handles it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    born.set()


def _end_with_parent() -> None:
    """End this worker with its parent; if the parent was killed, it would wait forever."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _look(path: Path, settings: Settings) -> RecordingOutcome:
    return worker_of(settings).look(path, _heed)


def _heed(_done_s: float, _total_s: float) -> None:
    if _Here.stop.is_set():
        raise _Stopped
