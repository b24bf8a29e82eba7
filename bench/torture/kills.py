"""Kill a writing psoas at random instants and count what was lost: `python -m bench.torture.kills --count 500`."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from bench.torture.killing import kill_a_writer
from psoas.journal.store import Store


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.torture.kills", description=__doc__)
    parser.add_argument("--count", type=int, default=500, help="how many kills")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    instants = random.Random(asked.seed)
    acknowledged = lost = damaged = not_resumable = 0
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(asked.count):
            session, last = kill_a_writer(Path(folder), instants.uniform(0, 0.08))
            store = Store(Path(folder))
            kept = {rep.event for rep in store.reps(session)}
            acknowledged += last
            lost += len(set(range(1, last + 1)) - kept)
            damaged += any(store.check().values())
            not_resumable += store.session(session).state != "running"
            store.close()
    print(f"kills {asked.count}  acknowledged {acknowledged}  lost {lost}  damaged {damaged}  ", end="")
    print(f"not resumable {not_resumable}")
    return 1 if lost or damaged or not_resumable else 0


if __name__ == "__main__":
    sys.exit(main())
