"""Days at a desk in a few words, played through the rules.

A day is a list of stretches: "30m working", "5m hands off", "20m hands off + microphone", "8h asleep", "2h off"
(battery dead; the clock that nobody can set starts again), "clock +1h", "zone America/New_York", "say later".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

from psoas.habit.events import News
from psoas.habit.observation import Observation, Said
from psoas.habit.policy import Policy
from psoas.habit.signals import FIELDS, Signals
from psoas.habit.sitting import update
from psoas.habit.state import DeskState

LOOK_S = 5
_UNITS = {"s": 1, "m": 60, "h": 3600}
#: What a stretch may add: what the computer tells then.
_SIGNS = {"microphone", "camera", "presenting", "full screen", "do not disturb", "locked"}


def seconds(words: str) -> int:
    """Seconds of "1h30m" or "45s"."""
    return sum(int(number) * _UNITS[unit] for number, unit in re.findall(r"(\d+)([smh])", words))


@dataclass
class Desk:
    """A made-up computer whose person lives a timeline."""

    at: datetime
    zone: ZoneInfo
    ticks_s: float = 1000.0
    idle_s: float = 0.0
    blind: bool = False
    said: list[Said] = field(default_factory=list)

    def live(self, stretches: Iterable[str]) -> Iterator[Observation]:
        """Look every few seconds."""
        yield self._look({})
        for stretch in stretches:
            yield from self._stretch(stretch)

    def _stretch(self, stretch: str) -> Iterator[Observation]:
        words, *signs = [part.strip() for part in stretch.split("+")] if "clock" not in stretch else [stretch]
        first, _, rest = words.partition(" ")
        if first == "say":
            assert rest in get_args(Said), rest
            yield self._look({}, rest)
        elif first == "clock":
            self.at += timedelta(seconds=seconds(rest) * (-1 if "-" in rest else 1))
        elif first == "zone":
            self.zone = ZoneInfo(rest)
        elif first in ("blind", "seeing"):
            self.blind = first == "blind"
        elif rest == "asleep":
            yield self._look({"asleep": True})
            self.at += timedelta(seconds=seconds(first))
        elif rest in ("frozen", "off"):
            self.at += timedelta(seconds=seconds(first))
            self.ticks_s = 5.0 if rest == "off" else self.ticks_s + seconds(first)
        else:
            unknown = set(signs) - _SIGNS
            assert not unknown, f"no such sign: {unknown}"
            yield from self._hands(seconds(first), rest, {sign.replace(" ", "_"): True for sign in signs})

    def _hands(self, length: int, what: str, signs: dict[str, bool]) -> Iterator[Observation]:
        for second in range(LOOK_S, length + 1, LOOK_S):
            self.at += timedelta(seconds=LOOK_S)
            self.ticks_s += LOOK_S
            match what:
                case "typing":
                    self.idle_s = 0.0
                case "working":  # a short pause every half minute
                    self.idle_s = self.idle_s + LOOK_S if second % 30 == 25 else 0.0
                case "reading":  # the page is turned every hundred seconds
                    self.idle_s = self.idle_s + LOOK_S if second % 100 else 0.0
                case "hands off" | "locked":
                    self.idle_s += LOOK_S
                case _:
                    raise AssertionError(f"nobody does {what!r}")
            yield self._look(signs | ({"locked": True} if what == "locked" else {}))

    def _look(self, signs: dict[str, bool], said: Said | None = None) -> Observation:
        local = self.at.astimezone(self.zone)
        if self.blind:
            return Observation(local, self.ticks_s, said=said)
        known = dict.fromkeys(
            ("locked", "asleep", "microphone", "camera", "presenting", "full_screen", "do_not_disturb"), False
        )
        return Observation(local, self.ticks_s, idle_s=self.idle_s, **(known | signs), said=said)


def desk(start: str = "2026-03-02 09:00", zone: str = "Europe/Berlin") -> Desk:
    """A computer on a Monday morning."""
    home = ZoneInfo(zone)
    return Desk(datetime.fromisoformat(start).replace(tzinfo=home).astimezone(UTC), home)


def signals_of(look: Observation) -> Signals:
    """What the computer tells in a look."""
    return Signals(**{sign: getattr(look, sign) for sign in FIELDS})


def play(looks: Iterable[Observation], policy: Policy, state: DeskState | None = None) -> tuple[DeskState, list[News]]:
    """Take every look into account."""
    state, events = state or DeskState(), []
    for look in looks:
        state, new = update(state, look, policy)
        events += new
    return state, events
