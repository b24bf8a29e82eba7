"""Try what is left when numbers or stages are taken out."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from bench.studies.ablation.apart import Failed, Numbers, apart, import_anew
from bench.studies.ablation.outcome import outcomes
from bench.studies.ablation.remembered import Remembered
from bench.studies.second_opinion import Shown

#: What is better where it is more, and where it is less.
MORE = ("exact", "faults found", "level right")
LESS = ("wrong side", "missed", "invented", "invented elsewhere", "false cues", "wrong, not doubted",
        "doubted wrongly", "level wrong", "taken for a march")  # fmt: skip
#: Means that may rise by this much before it counts: angles, degrees, and times of phases, seconds.
_ANGLE_DEG, _TIME_S = 0.1, 0.01
#: A trial that has lost this much is not gone on with.
_ENOUGH = 3
#: What each kind of change makes anew.
_ANEW = {
    "counts": (),
    "levels": (),
    "labels": ("labels",),
    "skeletons": ("tracked", "measured"),
    "measures": ("measured",),
    "live": ("measured",),
    "all": ("labels", "tracked", "measured"),
}
#: A trial may take this many times as long as counting everything the first time: a number can make a loop endless.
_LONGER = 4.0


@dataclass(frozen=True, slots=True)
class Change:
    """What is taken out.

    Attributes
    ----------
    name : str
        For tables.
    what : str
        What it can change, as in `bench.studies.ablation.sites.MODULES`.
    numbers : dict
        Module to the numbers that replace its own.
    stages : tuple of str
        Names in `bench.studies.ablation.stages`.
    """

    name: str
    what: str
    numbers: Numbers
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """What a change brought.

    Attributes
    ----------
    change : dict
        Measure to how much more of it there is; means as differences of means.
    ended : bool
        Whether all was counted; False where so much was lost that the rest was left out.
    failed : str
        Why it could not be tried: the code needs the number.
    """

    change: Mapping[str, float]
    ended: bool = True
    failed: str = ""

    @property
    def lost(self) -> float:
        """What it costs on the whole: negative where it brings more than it takes."""
        if self.failed:
            return math.inf
        return sum(self.change.get(k, 0) for k in LESS) - sum(self.change.get(k, 0) for k in MORE)

    @property
    def free(self) -> bool:
        """Whether nothing is worse without it."""
        if self.failed or not self.ended:
            return False
        worse = any(self.change.get(k, 0) > 0 for k in LESS) or any(self.change.get(k, 0) < 0 for k in MORE)
        means = {k: v for k, v in self.change.items() if k not in LESS + MORE}
        return not worse and all(v <= (_TIME_S if k == "times" else _ANGLE_DEG) for k, v in means.items())


@dataclass(slots=True)
class Bench:
    """The recordings, and what psoas makes of them as it is."""

    shown: Sequence[Shown]
    memory: Remembered
    before: dict[str, list[Counter[str]]]
    at_most_s: float

    @classmethod
    def of(cls, shown: Sequence[Shown], kinds: Sequence[str]) -> Bench:
        """Count everything as psoas is."""
        memory, began = Remembered(), time.perf_counter()
        kinds = ("counts", *(kind for kind in kinds if kind in ("levels", "live")))
        before = {kind: list(outcomes(shown, kind, memory)) for kind in dict.fromkeys(kinds)}
        return cls(shown, memory, before, _LONGER * (time.perf_counter() - began))

    def basis(self, what: str) -> list[Counter[str]]:
        """What a change of this kind is compared with."""
        return self.before[what if what in ("levels", "live") else "counts"]

    def trial(self, change: Change, *, to_the_end: bool = False) -> Tried:
        """Count again with a change, in a process of its own."""
        found = apart(_count, self, change, to_the_end, at_most_s=self.at_most_s)
        return Tried({}, failed=found.why) if isinstance(found, Failed) else found


def _count(bench: Bench, change: Change, to_the_end: bool) -> Tried:
    import_anew(change.numbers)
    bench.memory.forget(_ANEW[change.what])
    if change.stages:
        without = import_module("bench.studies.ablation.stages").without
        for stage in change.stages:
            without(stage)
    # Not the one imported above, which was made of psoas as it is.
    anew: Callable[..., Iterator[Counter[str]]] = import_module("bench.studies.ablation.outcome").outcomes
    now: Counter[str] = Counter()
    was: Counter[str] = Counter()
    done = 0
    trials = zip(anew(bench.shown, change.what, bench.memory), bench.basis(change.what), bench.shown, strict=True)
    for one, before, shown in trials:
        done += 1
        if not one and change.what == "labels" and not shown.raw:
            continue
        now.update(one)
        was.update(before)
        if not to_the_end and Tried(difference(now, was)).lost >= _ENOUGH:
            break
    return Tried(difference(now, was), ended=done == len(bench.shown))


def together(changes: Sequence[Change], name: str) -> Change:
    """Take out several at once."""
    numbers: Numbers = {}
    for change in changes:
        for module, values in change.numbers.items():
            numbers[module] = numbers.get(module, {}) | values
    kinds = {change.what for change in changes} - {"counts"}
    what = "counts" if not kinds else kinds.pop() if len(kinds) == 1 else "all"
    return Change(name, what, numbers, tuple(stage for change in changes for stage in change.stages))


def difference(now: Mapping[str, float], was: Mapping[str, float]) -> dict[str, float]:
    """Tell how much more there is of everything; of means, by how much they rose."""
    found: dict[str, float] = {}
    for key in sorted({*now, *was}):
        if key.endswith(" n"):
            continue
        if f"{key} n" in was or f"{key} n" in now:
            found[key] = mean(now, key) - mean(was, key)
        else:
            found[key] = now.get(key, 0) - was.get(key, 0)
    return {key: value for key, value in found.items() if abs(value) > 1e-9}


def mean(sums: Mapping[str, float], key: str) -> float:
    """Mean of what was added up; 0 where there was nothing."""
    n = sums.get(f"{key} n", 0)
    return sums[key] / n if n else 0.0
