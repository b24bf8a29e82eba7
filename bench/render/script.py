"""What happens in a clip, drawn from a seed: repetitions with their times, faults on purpose, pauses. No body yet."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from bench.render.arrays import Array, minimum_jerk

#: Stillness before the first repetition and after the last one, at least, seconds.
LEAD_S = 1.2
#: Shortest way back of a repetition without a fault, seconds: about twice what the checks ask for.
SLOW_BACK_S = 1.2


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition: when it starts and how long it goes out, holds and comes back, seconds."""

    side: str
    start_s: float
    out_s: float
    hold_s: float
    back_s: float
    reach: float = 1.0
    short: bool = False

    @property
    def peak_s(self) -> float:
        """Middle of the hold."""
        return self.start_s + self.out_s + self.hold_s / 2

    @property
    def end_s(self) -> float:
        """Back at the start."""
        return self.start_s + self.out_s + self.hold_s + self.back_s

    def share(self, t: Array) -> Array:
        """How far it has come at these times: 0 outside, 1 during the hold; soft ends (minimum jerk)."""
        out = minimum_jerk((t - self.start_s) / self.out_s)
        back = minimum_jerk((self.end_s - t) / self.back_s)
        return np.minimum(out, back)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of one repetition."""

    id: str
    rep: int
    size: float
    unit: str
    start_s: float = 0.0
    end_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Kind:
    """A fault that can be rendered: at which levels, how large (in its unit), and whether it goes either way."""

    levels: tuple[int, ...]
    unit: str
    sizes: tuple[float, float]
    both_ways: bool = False


#: Beyond the limits of the checks in the exercise files. A range between half (less is no repetition) and 0.6 of the
#: file's leaves little room, and so does a bridge, whose seat is on the floor after some 25 degrees.
FAULTS: dict[str, Kind] = {
    "holding-leg-drifts": Kind((1, 2, 3), "deg", (28, 42)),
    "returns-too-fast": Kind((1, 2, 3, 4, 5, 6), "s", (0.24, 0.38)),
    "range-too-small": Kind((1, 3), "share", (0.51, 0.58)),
    "knee-not-high-enough": Kind((2, 4, 5, 6), "share", (0.51, 0.58)),
    "low-back-arches": Kind((1, 2, 3), "cm", (3, 6)),
    "bridge-sags": Kind((4,), "deg", (16, 21)),
    "pelvis-rocks": Kind((1, 3, 4), "deg", (14, 24), both_ways=True),
    "hips-wobble": Kind((5, 6), "deg", (10, 16), both_ways=True),
    "trunk-leaves-its-line": Kind((1, 2, 3, 5, 6), "deg", (20, 30), both_ways=True),
    "heel-not-back-on-box": Kind((2,), "cm", (7, 14)),
    "stance-knee-bends": Kind((5, 6), "deg", (36, 52)),
}
#: Faults that change the repetition itself instead of adding something to it.
_RANGE = ("range-too-small", "knee-not-high-enough")


@dataclass(frozen=True, slots=True)
class Other:
    """A time without a repetition, and what happens in it."""

    what: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Script:
    """A clip's events, in order of time; `level` is None where there is no march."""

    level: int | None
    reps: tuple[Rep, ...] = ()
    faults: tuple[Fault, ...] = ()
    others: tuple[Other, ...] = ()
    seconds: float = 0.0

    def later(self, seconds: float) -> Script:
        """The same events, so much later."""
        return replace(
            self,
            reps=tuple(replace(r, start_s=round(r.start_s + seconds, 3)) for r in self.reps),
            faults=tuple(replace(f, start_s=f.start_s + seconds, end_s=f.end_s + seconds) for f in self.faults),
            others=tuple(replace(o, start_s=o.start_s + seconds, end_s=o.end_s + seconds) for o in self.others),
            seconds=self.seconds + seconds,
        )

    def of(self, rep: int) -> list[Fault]:
        """The faults of one repetition."""
        return [fault for fault in self.faults if fault.rep == rep]


@dataclass(slots=True)
class Wish:
    """What a set asks of a script."""

    level: int
    reps: int = 12
    fault: str | None = None
    faulty: float = 0.4
    repeated: float = 0.0
    short: float = 0.0
    pauses: int = 0
    lead_s: float = LEAD_S
    reach: float = 1.0
    out_s: tuple[float, float] = (0.65, 1.15)
    back_s: tuple[float, float] = (1.35, 2.1)


def write(wish: Wish, rng: np.random.Generator) -> Script:
    """Draw a script.

    Faults fall on `faulty` of the repetitions, never on the first two (there a coach learns what is usual) and never on
    short ones. A repetition that is short is done again with the same side or not, as people do.
    """
    sides = _sides(wish, rng)
    base = {name: rng.uniform(*span) for name, span in (("out", wish.out_s), ("back", wish.back_s))}
    hold, t = rng.uniform(0.05, 0.5), wish.lead_s
    pause_after = set(rng.choice(np.arange(2, len(sides) - 1), size=wish.pauses, replace=False).tolist())
    can = [i for i, (_, short) in enumerate(sides) if i >= 2 and not short]
    wrong = set()
    if wish.fault:
        wrong = set(rng.choice(can, size=max(2, round(wish.faulty * len(sides))), replace=False).tolist())
    reps: list[Rep] = []
    faults: list[Fault] = []
    others: list[Other] = []
    for i, (side, short) in enumerate(sides):
        reach = rng.uniform(0.15, 0.32) if short else wish.reach * rng.uniform(0.94, 1.05)
        scale = rng.uniform(0.85, 1.2) * (0.7 if short else 1.0)
        rep = Rep(side, t, base["out"] * scale, hold * scale, max(base["back"] * scale, SLOW_BACK_S), reach, short)
        if i in wrong and wish.fault:
            rep, fault = _wrong(rep, i, wish.fault, wish.level, rng)
            faults.append(fault)
        reps.append(rep)
        gap = rng.uniform(0.05, 0.6) if rng.random() < 0.8 else rng.uniform(0.6, 1.5)
        if any(f.rep == i and f.id == "heel-not-back-on-box" for f in faults):
            gap = max(gap, 0.9)
        if i in pause_after:
            pause = rng.uniform(2.5, 6.0)
            others.append(Other("pause", rep.end_s, rep.end_s + pause))
            gap = pause
        t = rep.end_s + gap
    seconds = reps[-1].end_s + LEAD_S
    reps = [_rounded(rep) for rep in reps]
    return Script(wish.level, tuple(reps), tuple(_timed(f, reps) for f in faults), tuple(others), seconds)


def _sides(wish: Wish, rng: np.random.Generator) -> list[tuple[str, bool]]:
    side = "LR"[rng.integers(2)]
    made: list[tuple[str, bool]] = []
    full = 0
    while full < wish.reps:
        short = len(made) > 1 and rng.random() < wish.short and not made[-1][1]
        made.append((side, short))
        full += not short
        if rng.random() >= wish.repeated:
            side = "R" if side == "L" else "L"
    return made


def _wrong(rep: Rep, index: int, fault: str, level: int, rng: np.random.Generator) -> tuple[Rep, Fault]:
    kind = FAULTS[fault]
    size = float(rng.uniform(*kind.sizes))
    if kind.both_ways and rng.random() < 0.5:
        size = -size
    if fault == "trunk-leaves-its-line" and level <= 3:
        # Lying, a trunk can only come up (curl): towards the direction 90.
        size = -abs(size)
    if fault == "returns-too-fast":
        rep = replace(rep, back_s=size)
    elif fault in _RANGE:
        rep = replace(rep, reach=size)
    return rep, Fault(fault, index, size, kind.unit)


def _timed(fault: Fault, reps: list[Rep]) -> Fault:
    """When a fault is there: from half its size on the way out to half of it on the way back."""
    rep = reps[fault.rep]
    start, end = rep.start_s + rep.out_s / 2, rep.end_s - rep.back_s / 2
    if fault.id == "returns-too-fast":
        start, end = rep.end_s - rep.back_s, rep.end_s
    elif fault.id in _RANGE:
        start, end = rep.start_s, rep.end_s
    elif fault.id == "heel-not-back-on-box":
        start, end = rep.end_s, rep.end_s + heel_stays_s(reps, fault.rep)
    return replace(fault, start_s=start, end_s=end)


def heel_stays_s(reps: list[Rep] | tuple[Rep, ...], index: int) -> float:
    """How long a heel hovers that did not come back: until shortly before its leg works again, at most 2.5 s."""
    rep = reps[index]
    following = [r.start_s for r in reps[index + 1 :] if r.side == rep.side]
    return min(2.5, (following[0] - rep.end_s - 0.5) if following else 0.7)


def _rounded(rep: Rep) -> Rep:
    """Times to the millisecond, so that what is written is exactly what is done."""
    start, out, hold, back, reach = (
        round(float(v), 3) for v in (rep.start_s, rep.out_s, rep.hold_s, rep.back_s, rep.reach)
    )
    return Rep(rep.side, start, out, hold, back, reach, rep.short)
