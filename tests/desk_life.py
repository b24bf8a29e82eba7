"""Made-up weeks at a desk, for pages that show them."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from psoas.journal.desk_log import DeskEvent, DeskMemory, DeskSpan, this_computer
from psoas.journal.store import Store


def weeks_at_desk(store: Store, now: datetime, weeks: int = 5, *, seed: int = 4) -> None:
    """Write weekdays from 9 to 17 at this computer, today until now."""
    chance = random.Random(seed)
    for back in range(7 * weeks, -1, -1):
        day = (now - timedelta(days=back)).replace(hour=9, minute=0, second=0, microsecond=0)
        if day.weekday() < 5:
            _day(store, chance, day, min(now, day + timedelta(hours=8)))


def _day(store: Store, chance: random.Random, at: datetime, until: datetime) -> None:
    spans, events = [], []
    while at < until:
        kind = chance.choices(("sat", "call", "stood"), (8, 1, 1))[0]
        end = min(at + timedelta(minutes=chance.randint(14, 52)), until)
        spans.append(DeskSpan(kind, at, end))
        prompted = end - at > timedelta(minutes=31) and kind == "sat"
        if prompted:
            events.append(DeskEvent("prompt", at + timedelta(minutes=30), {"still_s": 1800.0}))
        back = min(end + timedelta(minutes=45 if end.hour == 12 else chance.randint(3, 9)), until)
        if back > end:
            spans.append(DeskSpan("away", end, back))
            events.append(DeskEvent("break", end, {"end": back.isoformat(), "prompted": prompted}))
        at = back
    store.log_desk(this_computer(), spans=spans, events=events, memory=DeskMemory(until, {}))
