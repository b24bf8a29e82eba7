"""A month of made-up desk life through the real companion: every prompt and every silence, with its reason.

    python -m bench.desk_month [--seed N] [--days N] [--log FILE]

Calls, lunches, nights, a flight over time zones, leave, a film, a long build without typing, a dead battery and a
clock that is set. The clock is injected and so is what the computer tells; rules, process and journal are real.
Exit code 1 if a rule is broken: a prompt in a call, a presentation or while nobody is there, or sitting made up.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from at_the_desk import Desk as Computer  # noqa: E402
from at_the_desk import desk as computer  # noqa: E402
from at_the_desk import signals_of  # noqa: E402
from psoas.desk import process  # noqa: E402
from psoas.desk.companion import Companion  # noqa: E402
from psoas.desk.process import Desk  # noqa: E402
from psoas.habit.observation import Observation, Said  # noqa: E402
from psoas.habit.signals import Signals  # noqa: E402
from psoas.journal.answers import DeskWishes  # noqa: E402
from psoas.journal.store import Store  # noqa: E402

#: What fills the hours of a working day, and how often.
_WORK = {
    "{} working": 8,
    "{} typing": 4,
    "{} reading": 2,
    "{} working + microphone": 2,
    "{} hands off + microphone + camera": 1,
    "{} working + presenting": 1,
    "{} working + full screen": 1,
    "{} working + do not disturb": 1,
}


def month(days: int, chance: random.Random) -> Iterator[str]:
    """Say what happens, from the first morning at nine."""
    for day in range(days):
        weekday, left_m = day % 7, 24 * 60
        if day == 9:
            yield from ("9h asleep", "zone America/New_York", "1h working", "14h asleep")
            continue
        if day == 12:
            yield from ("3h hands off + full screen", "zone Europe/Berlin", "21h asleep")
            continue
        if weekday >= 5 or 14 <= day < 17:  # weekend, leave: a little reading
            yield from ("40m reading", "10h locked", "13h20m asleep")
            continue
        while left_m > 15 * 60:
            for stretch in _an_hour(chance, day):
                minutes = int(stretch.split("m ")[0]) if stretch[0].isdigit() else 0
                left_m -= minutes
                yield stretch
        yield from {4: ("2h off",), 6: ("clock +1h", "clock -1h")}.get(day, ())
        left_m -= 120 if day == 4 else 0
        yield f"{left_m}m asleep"


def _an_hour(chance: random.Random, day: int) -> Iterator[str]:
    (work,) = chance.choices(list(_WORK), list(_WORK.values()))
    yield work.format(f"{chance.randint(8, 70)}m")
    if chance.random() < 0.15:
        yield "12m hands off"  # a long build
    elif chance.random() < 0.6:
        yield f"{chance.choice((1, 2, 4, 6, 45))}m {chance.choice(('locked', 'hands off'))}"


class Life:
    """Lives the month, answers most prompts, and keeps the log."""

    def __init__(self, store: Store, looks: Iterator[Observation], chance: random.Random) -> None:
        self.looks, self.chance, self.log = looks, chance, list[str]()
        self.seen = next(looks)
        self.companion = Companion(store, "desk", lambda: self.seen.at, lambda: self.seen.ticks_s)
        self.desk = Desk(self.companion, self.look, self, lambda: "")
        self.truth_s, self.whole = 0.0, False
        self._told: tuple[object, object] = (None, None)
        self.broken: list[str] = []
        self.counts: Counter[str] = Counter()

    async def look(self) -> Signals:
        """Go on by one look; the month ends the process."""
        before = self.seen
        try:
            self.seen = next(self.looks)
        except StopIteration:
            self.whole = True
            self.desk.stop()
        ticks, wall = self.seen.ticks_s - before.ticks_s, (self.seen.at - before.at).total_seconds()
        if 0 < ticks <= 60 and abs(wall - ticks) <= 60 and (self.seen.idle_s or 0) < 180 and not self.seen.locked:
            self.truth_s += ticks
        silent, since = self.companion.state.silent, self.companion.state.silent_since
        if since is not None and (silent, since) != self._told:
            self._told = (silent, since)
            self.note(f"silent: {silent}" if silent else "free")
        return signals_of(self.seen)

    async def start(self, answer: Any) -> None:
        """Do nothing."""

    async def show(self, title: str, text: str, answers: tuple[Said, ...]) -> None:
        """Check that nobody is interrupted, and answer."""
        self.note(f"{title}. {text}")
        if "done" not in answers:
            return
        self.counts["prompts"] += 1
        look = self.seen
        for sign in ("microphone", "camera", "presenting", "full_screen", "do_not_disturb", "locked", "asleep"):
            if getattr(look, sign):
                self.broken.append(f"{look.at:%d %b %H:%M} a prompt while {sign}")
        if (look.idle_s or 0) >= 180:
            self.broken.append(f"{look.at:%d %b %H:%M} a prompt while nobody was there")
        says = self.chance.choices(("done", "later", "skip", ""), (5, 2, 1, 1))[0]
        if says:
            self.note(f"says {says}")
            self.desk.answer(says)  # type: ignore[arg-type]

    async def clear(self) -> None:
        """Do nothing."""

    async def stop(self) -> None:
        """Do nothing."""

    def note(self, text: str) -> None:
        """Write a line into the log."""
        self.log.append(f"{self.seen.at:%a %d %b %H:%M %z}  {text}")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.desk_month", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--log", type=Path, help="where the whole log goes")
    given = parser.parse_args(arguments)
    process.LOOK_S = process.LOOK_AWAY_S = 0.0
    chance = random.Random(given.seed)
    at: Computer = computer("2026-03-16 09:00")  # over the change to summer time
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        store.tell(DeskWishes(leave_until=None), at.at)
        life = Life(store, at.live(list(month(given.days, chance))), chance)
        asyncio.run(life.desk.run())
        whole = (datetime(2000, 1, 1, tzinfo=at.zone), life.seen.at + timedelta(days=1))
        spans, events = store.desk_spans(*whole), store.desk_events(*whole)
        store.close()
    sat = sum(span.seconds for span in spans if span.kind == "sat")
    if sat > life.truth_s + 60:
        life.broken.append(f"{(sat - life.truth_s) / 60:.1f} minutes that were not sat")
    if not life.whole:
        life.broken.append(f"stopped at {life.seen.at:%d %b %H:%M}, before the end")
    if given.log:
        given.log.write_text("\n".join(life.log) + "\n", encoding="utf-8")
    kinds = Counter(event.kind for event in events)
    silences = Counter(str(event.what["why"]) for event in events if event.kind == "silent" and event.what["why"])
    print(f"{given.days} days, seed {given.seed}: {life.counts['prompts']} prompts, {kinds['break']} breaks")
    print(f"sat {sat / 3600:.1f} h; at the keys {life.truth_s / 3600:.1f} h")
    print("silences: " + ", ".join(f"{why} {n}" for why, n in silences.most_common()))
    for line in life.broken:
        print(f"BROKEN: {line}")
    return 1 if life.broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
