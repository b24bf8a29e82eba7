"""Live with a clock that jumps: `python -m bench.torture.clocks --lives 50`.

In each made-up life the clock is set back or ahead by minutes to years and the time zone changes, while sessions are
marched and logged through a real journal. Counted are sessions that the plan no longer knows, marches that are offered
although the last one may have been a moment ago, wrong times of which nothing is
said, and exports that cannot be read in again.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from psoas.journal.answers import Feeling, Screening
from psoas.journal.records import RepRecord, SetPlan
from psoas.journal.store import Store
from psoas.plan.clock import SET_BACK, as_understood, warnings
from psoas.plan.history import history_of
from psoas.plan.progression import decide

BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def trained(store: Store, at: datetime) -> None:
    """Write a march of two repetitions and how it felt."""
    number = store.begin_session(
        started_at=at, exercise_id="lying-march", level=1, band=False, counting="hand", plan=SetPlan(1, 1, 0), rung="1a"
    )
    store.begin_set(number, 1, 0.0)
    for event, side in enumerate(("left", "right"), 1):
        store.add_rep(RepRecord(number, event, 1, side, "hand", 0.0))
    store.end_session(number, at, "done")
    store.tell(Feeling(before=0, during=0, effort=4), at, number)


def live(folder: Path, days: int, chance: random.Random) -> Counter[str]:
    """Live some days; return what was counted."""
    found: Counter[str] = Counter()
    store, real, off, zone = Store(folder / "a"), BEGIN, timedelta(), UTC
    said: list[datetime] = []
    looks: list[datetime] = [real]
    for _ in range(days):
        real += timedelta(hours=chance.uniform(4, 40))
        if chance.random() < 0.2:
            found["jumps"] += 1
            span = chance.choice([timedelta(minutes=30), timedelta(hours=20), 5 * DAY, 400 * DAY, 9000 * DAY])
            off = chance.choice([timedelta(), -span, span])
        if chance.random() < 0.1:
            zone = timezone(timedelta(hours=chance.randint(-11, 14)))
        now = (real + off).astimezone(zone)
        store.tell(Screening("go"), now)
        history = history_of(store)
        known, decision = as_understood(history, now), decide(history, now)
        found["vanished"] += len(said) - len(known.trainings)
        # Nothing written since says that the last march was before now, so it may have been a moment ago.
        undated = bool(said) and min(said[-1], *looks) > now
        found["offered too early"] += undated and decision.train
        looks.append(now)
        found["not said"] += any(at > now + SET_BACK for at in said) and not warnings(history, now)
        if decision.train or chance.random() < 0.2:
            trained(store, now)
            said.append(now)
            looks = [now]
            after = history_of(store)
            at_once = now + timedelta(minutes=1)
            found["offered too early"] += decide(after, at_once).train
            found["sessions"] += 1
    whole = store.export_json()
    other = Store(folder / "b")
    other.import_json(whole)
    found["exports not restored"] += other.export_json() != whole
    store.close()
    other.close()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.torture.clocks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lives", type=int, default=50)
    parser.add_argument("--days", type=int, default=60, help="looks at the plan in each life")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found: Counter[str] = Counter()
    for life in range(asked.lives):
        with tempfile.TemporaryDirectory() as folder:
            found += live(Path(folder), asked.days, random.Random(asked.seed * 1_000_003 + life))
    wrong = ("vanished", "offered too early", "not said", "exports not restored")
    counts = "  ".join(f"{name} {found[name]}" for name in ("jumps", "sessions", *wrong))
    print(f"lives {asked.lives}  {counts}")
    return 1 if any(found[name] for name in wrong) else 0


if __name__ == "__main__":
    sys.exit(main())
