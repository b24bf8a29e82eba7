"""March while the disk fills up, and make room again: `python -m bench.torture.full --count 20`.

The system refuses to let files grow beyond a limit (RLIMIT_FSIZE), another one each time, in the middle of a session.
Every repetition must be counted, be called not kept yet, and be in the journal once there is room.
"""

from __future__ import annotations

import argparse
import random
import resource
import signal
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from psoas.journal.records import SetPlan
from psoas.journal.store import Store
from psoas.programme.catalogue import load
from psoas.session.session import Session

REPS = 120


def march(folder: Path, limit: int) -> tuple[int, int, int]:
    """March through a full disk; return the repetitions counted, those that waited at most, and those kept."""
    store = Store(folder)
    exercise = load().level(1)
    plan = SetPlan(1, 2 * REPS, 0.0)
    session = Session(exercise, store, started_at=datetime.now(UTC), plan=plan, band=False, counting="hand")
    session.tap("start", 0.0)
    waiting, hard = 0, resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        for number in range(REPS):
            session.tap("count-left" if number % 2 else "count-right", 2.0 + number)
            waiting = max(waiting, session.view.not_kept)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    session.tick(REPS + 3.5)
    counted = session.view.left + session.view.right
    number_of = session.view.session_id
    kept = len(store.reps(number_of)) if number_of is not None and not store.check() else 0
    store.close()
    return counted, waiting, kept


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.torture.full", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    chance, counted, waited, lost = random.Random(asked.seed), 0, 0, 0
    for _ in range(asked.count):
        with tempfile.TemporaryDirectory() as folder:
            done, waiting, kept = march(Path(folder), chance.randint(0, 1_000_000))
        counted, waited, lost = counted + done, waited + waiting, lost + (REPS - kept) + (REPS - done)
    print(f"full disks {asked.count}  counted {counted}  not kept at first {waited}  lost {lost}")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
