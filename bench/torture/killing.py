"""A program that writes repetitions and says each number once it is on the disk, and its killer."""

from __future__ import annotations

import multiprocessing
import os
import time
from datetime import UTC, datetime
from pathlib import Path

from psoas.journal.records import RepRecord, SetPlan
from psoas.journal.store import Store


def write_for_ever(folder: Path, pipe: int) -> None:
    store = Store(folder)
    plan = SetPlan(2, 10, 60)
    session = store.begin_session(
        started_at=datetime.now(UTC), exercise_id="banded-lying-march", level=3, band=True, counting="camera", plan=plan
    )
    store.begin_set(session, 1, 0.0)
    event = 0
    while True:
        event += 1
        side = "left" if event % 2 else "right"
        store.add_rep(RepRecord(session, event, 1, side, "camera", event / 10, faults=("returns-too-fast",)))
        os.write(pipe, f"{session} {event}\n".encode())


def kill_a_writer(folder: Path, after_first_s: float) -> tuple[int, int]:
    """Kill a writing program `after_first_s` seconds after its first acknowledgement; its session and last one."""
    ours, theirs = os.pipe()
    child = multiprocessing.get_context("fork").Process(target=write_for_ever, args=(folder, theirs))
    child.start()
    os.close(theirs)
    with os.fdopen(ours) as heard:
        first = heard.readline()
        time.sleep(after_first_s)
        child.kill()
        lines = [first, *heard.readlines()]
    child.join()
    # A line that was cut in the middle was not acknowledged.
    session, event = next(line for line in reversed(lines) if line.endswith("\n")).split()
    return int(session), int(event)
