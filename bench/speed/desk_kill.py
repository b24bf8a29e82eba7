"""Kill the desk companion at random instants: `python -m bench.speed.desk_kill [--kills 100] [--seed N]`.

The companion lives made-up days at full speed in a process of its own, which is killed and started again and again on
the same journal. After each kill the minutes sat in the journal are held against those lived; exit code 1 if one has
cost or made up more than a minute.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from psoas.desk.companion import Companion
from psoas.habit.signals import Signals
from psoas.journal.store import Store

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
LOOK_S = 5.0
#: A made-up hour, over and over: minutes at the keys, minutes away.
_HOUR = ((31, 4), (12, 1), (8, 4))
_HOUR_S = 60 * sum(at + away for at, away in _HOUR)


def idle_s(second: float) -> float:
    """Seconds since the last key, at a second of the life."""
    into, passed = second % _HOUR_S, 0.0
    for at, away in _HOUR:
        if into < passed + 60 * at:
            return 0.0
        passed += 60 * (at + away)
        if into < passed:
            return into - (passed - 60 * away)
    return 0.0


def sat_s(seconds: float) -> float:
    """Seconds of a life that count as sat: pauses of less than three minutes count, longer ones do not."""
    whole, rest = divmod(seconds, _HOUR_S)
    an_hour = 60 * (31 + 12 + 1 + 8)
    sat = passed = 0.0
    for at, away in _HOUR:
        sat += min(max(rest - passed, 0.0), 60 * (at + (away if away < 3 else 0)))
        passed += 60 * (at + away)
    return whole * an_hour + sat


def live(folder: Path, begin: float) -> None:
    """Live on from a second, telling each look, until killed."""
    second = begin
    store = Store(folder)
    companion = Companion(store, "desk", lambda: NINE + timedelta(seconds=second), lambda: second)
    while True:
        companion.look(Signals(idle_s=idle_s(second), locked=False))
        sys.stdout.write(f"{second}\n")
        sys.stdout.flush()
        second += LOOK_S


def lives(folder: Path, kills: int, chance: random.Random) -> Iterator[float]:
    """Start and kill; give the second of the life that each had reached."""
    reached = 0.0
    for _ in range(kills):
        command = [sys.executable, "-m", "bench.speed.desk_kill", "--live", str(folder), str(reached)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            looks = chance.randint(1, 400)
            for line in process.stdout:
                reached = float(line)
                looks -= 1
                if looks <= 0:
                    process.kill()
                    break
            rest = process.stdout.read().split()  # what it lived until the kill arrived
            reached = float(rest[-1]) if rest and rest[-1].endswith(".0") else reached
        reached += LOOK_S
        yield reached


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.speed.desk_kill", description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--live", nargs=2, metavar=("FOLDER", "SECOND"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.live:
        live(Path(given.live[0]), float(given.live[1]))
    with tempfile.TemporaryDirectory() as name:
        folder, reached, worst, before = Path(name), 0.0, 0.0, 0.0
        for reached in lives(folder, given.kills, random.Random(given.seed)):
            store = Store(folder)
            spans = store.desk_spans(NINE - timedelta(days=1), NINE + timedelta(days=365))
            store.close()
            off = sum(span.seconds for span in spans if span.kind == "sat") - sat_s(reached)
            worst, before = max(worst, abs(off - before)), off
    print(f"{given.kills} kills in {reached / 3600:.1f} hours of life: {before / 60:+.1f} minutes in all,")
    print(f"at most {worst / 60:.2f} minutes lost or made up by one kill")
    return 1 if worst > 60 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
