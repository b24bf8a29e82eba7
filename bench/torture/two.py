"""Two programs at one journal: `python -m bench.torture.two --seconds 5`.

Several programs write sessions of their own at the same time, as `psoas log` may beside the app. Several others want to
lead, and are killed at random: never may two lead at a time.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from psoas.journal.lock import LedBy, LedElsewhereError, SessionLock
from psoas.journal.records import RepRecord, SetPlan
from psoas.journal.store import Store


def write(folder: Path, seconds: float) -> None:
    """Write repetitions for a while; say the session and the number of the last one."""
    store = Store(folder)
    plan = SetPlan(2, 10, 60)
    session = store.begin_session(
        started_at=datetime.now(UTC), exercise_id="lying-march", level=1, band=False, counting="hand", plan=plan
    )
    store.begin_set(session, 1, 0.0)
    until, event = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        event += 1
        store.add_rep(RepRecord(session, event, 1, "left", "hand", float(event)))
    store.close()
    print(session, event)


def lead(folder: Path) -> None:
    """Lead for an instant again and again, and note each begin and end in a file of the folder."""
    chance = random.Random()
    while True:
        try:
            with SessionLock(folder) as leading, (folder / "log").open("a") as log:
                leading.tell(LedBy("app", "http://127.0.0.1:1"))
                log.write("+")
                log.flush()
                time.sleep(chance.uniform(0, 0.01))
                log.write("-")
        except LedElsewhereError:
            time.sleep(0.001)


def together(folder: Path, programs: int, seconds: float) -> int:
    """Let programs write at once; return the repetitions lost."""
    started = [start("--write", folder, seconds) for _ in range(programs)]
    said = [each.communicate()[0].split() for each in started]
    store = Store(folder)
    lost = sum(int(last) - len(store.reps(int(session))) for session, last in said)
    print(f"programs {programs}  acknowledged {sum(int(last) for _, last in said)}  lost {lost}", end="  ")
    damaged = len(store.check())
    store.close()
    print(f"damaged {damaged}")
    return lost + damaged


def in_turn(folder: Path, programs: int, seconds: float, chance: random.Random) -> int:
    """Let programs lead, and kill and replace them; return how often two led at once."""
    running = [start("--lead", folder, 0) for _ in range(programs)]
    while not (folder / "log").exists():
        time.sleep(0.05)
    until, kills = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        time.sleep(chance.uniform(0.1, 0.3))
        victim = running.pop(0)
        victim.kill()
        victim.communicate()
        kills += 1
        running.append(start("--lead", folder, 0))
    for each in running:
        each.kill()
        each.communicate()
    log = (folder / "log").read_text()
    # A leader that was killed has no end; one that begins before another's end would be followed by two of them.
    twice = log.count("--") + log.startswith("-")
    print(f"leaders {log.count('+')}  killed {kills}  two at once {twice}")
    return twice if log.count("+") > programs else 1


def start(what: str, folder: Path, seconds: float) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "bench.torture.two", what, str(folder), "--seconds", str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.torture.two", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--programs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--lead", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.write:
        write(asked.write, asked.seconds)
        return 0
    if asked.lead:
        lead(asked.lead)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        wrong = together(Path(one), asked.programs, asked.seconds)
        wrong += in_turn(Path(other), asked.programs, asked.seconds, random.Random(asked.seed))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
