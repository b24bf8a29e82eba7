"""Faults that hide among what a camera misjudges: how well each measure tells them, and limits fitted to renders.

Limits are chosen on the folders named with --known; the other folders, and UI-PRMD among the shared recordings, judge
them. Checks that are not spoken are judged as if they were, against what the body really did. A resting leg that seems
to move is told apart from one that was exchanged with the working one.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import get_args

import numpy as np
from rich.console import Console
from rich.table import Table

from bench.accuracy.angles import resting
from bench.accuracy.auc import auc
from bench.accuracy.clips import ROOT, VideoClip, folder_clips
from bench.accuracy.coached import Coached, coach_clip
from bench.accuracy.counting import all_pairs
from bench.accuracy.looks import DEFAULT_CACHE, Eye
from bench.accuracy.truth import TrueRep, Truth
from bench.accuracy.uiprmd import Seen, Sensor, look
from psoas.body.skeleton import SIDES, Floats, Side, joint, other
from psoas.coach.along import Straying, along, in_step, strays
from psoas.coach.events import Rep
from psoas.coach.form_checks import FAULT_S
from psoas.coach.measurements import Measurement
from psoas.tracking.offline import LAG

#: Before and after a repetition that is measured again, seconds: legs are found to set out late and to arrive early.
AROUND_S = 0.1
#: A limit is fitted so that at least this share of what is above it is real.
PRECISION = 0.85


@dataclass(frozen=True, slots=True)
class Hidden:
    """A fault that is told by how far a part strays: at which levels, with which limits, and from whose usual."""

    fault: str
    levels: tuple[int, ...]
    part: Straying
    own_leg: bool
    limits: tuple[float, ...]

    @property
    def name(self) -> str:
        """For a table."""
        return f"{self.fault} ({', '.join(map(str, self.levels))}), {self.part}"


_HIPS = (0.006, 0.008, 0.01, 0.012, 0.014, 0.016)
HIDDEN = (
    Hidden("pelvis-rocks", (1, 3), "knee", own_leg=True, limits=(0.01, 0.015, 0.02, 0.025, 0.03, 0.035)),
    Hidden("pelvis-rocks", (4,), "hips", own_leg=True, limits=_HIPS),
    Hidden("hips-wobble", (5, 6), "hips", own_leg=False, limits=(0.025, 0.03, 0.035, 0.04, 0.045, 0.05)),
    Hidden("low-back-arches", (1, 2, 3), "hips", own_leg=True, limits=_HIPS),
)


@dataclass(frozen=True, slots=True)
class Done:
    """One counted repetition.

    Attributes
    ----------
    faults : frozenset of str
        Performed, and what the body did beyond the limit of a check (`really`).
    said : frozenset of str
        Checks that failed, those that are not spoken, too.
    strays : dict
        What strays, and whether the usual is that of the same leg, to how far it strays.
    off : dict
        Whether the usual is that of the same leg to how far each part is from it, by its name.
    """

    clip: str
    kind: str
    level: int
    faults: frozenset[str]
    said: frozenset[str]
    strays: dict[tuple[str, bool], float]
    off: dict[bool, dict[str, float]]


# -- what was done and seen --------------------------------------------------------------------------------------------


def really(truth: Truth, rep: TrueRep, level: int) -> set[str]:
    """Which checks the true angles fail that nobody performs on purpose."""
    during = (truth.t >= rep.start_s) & (truth.t <= rep.end_s)
    if level < 4 or not during.any():
        return set()
    found = set()
    before = truth.t <= truth.reps[0].start_s
    near = np.abs(truth.t - rep.peak_s) <= FAULT_S / 2
    thigh = truth.hip[other(rep.side)] + truth.trunk
    if level == 6 and _longest_s(truth.t[during], np.abs(truth.trunk - np.median(truth.trunk[before]))[during] > 10):
        found.add("trunk-moves")
    if level == 6 and np.median(truth.hip[other(rep.side)][near]) > 15:
        found.add("standing-hip-bends")
    if _longest_s(truth.t[during], np.abs(thigh - thigh[during][0])[during] > 20):
        found.add("holding-leg-drifts")
    return found


def _longest_s(t: Floats, wrong: np.ndarray) -> bool:
    """Whether it is wrong for as long as makes a fault."""
    since = math.nan
    for moment, bad in zip(t, wrong, strict=True):
        since = (moment if math.isnan(since) else since) if bad else math.nan
        if moment - since >= FAULT_S:
            return True
    return False


def frames_of(frames: Sequence[Measurement], rep: Rep) -> list[Measurement]:
    """The frames of a repetition in which its legs were seen."""
    within = (f for f in frames if rep.start_s - AROUND_S <= f.t <= rep.end_s + AROUND_S)
    return [f for f in within if f.posture is not None and f.image is not None]


def parts(side: Side, frames: Sequence[Measurement]) -> dict[str, float]:
    """How far hips, shoulders and the resting knee go along and across the trunk, and how far angles go with them."""
    if not frames:
        return {}
    image = np.array([f.image for f in frames])
    places = {name: image[:, [joint(s, name) for s in SIDES]].mean(axis=1) for name in ("hip", "shoulder")}
    trunk = np.median(places["shoulder"] - places["hip"], axis=0)
    axes = {"along": trunk, "across": np.array([-trunk[1], trunk[0]])}
    places["resting knee"] = image[:, joint(other(side), "knee")]
    courses = {
        f"{part} {axis}": place @ way / (trunk @ trunk) for part, place in places.items() for axis, way in axes.items()
    }
    courses["trunk, degrees"] = np.array([f.posture.trunk % 360.0 for f in frames if f.posture])
    for name in ("lean", "tilt", "turn"):
        courses[f"{name}, degrees"] = np.array([getattr(f.sideways, name) for f in frames])
    return {name: in_step(side, frames, course) for name, course in courses.items()}


def done(coached: Coached, *, live: bool = False) -> Iterator[Done]:
    """What was counted in a clip; before a camera only what came before can be compared with."""
    same = [a.side for a in coached.alongs] == [rep.side for rep in coached.reps]
    every = [*coached.reps, *coached.short]
    pairs = {j: i for i, j in all_pairs(coached.truth.reps, coached.reps, coached.short).right}
    seen = {j: parts(rep.side, frames_of(coached.frames, rep)) for j, rep in enumerate(coached.reps)}
    for j, rep in enumerate(coached.reps):
        if j not in pairs or not seen[j]:
            continue
        true = coached.truth.reps[pairs[j]]
        now = coached.alongs[j] if same else along(rep.side, frames_of(coached.frames, rep))
        past = coached.alongs[: j + 1] if live else coached.alongs
        known = {own: [a for a in past if a.side == rep.side or not own] for own in (True, False)}
        off = {}
        for own in (True, False):
            others = [v for k, v in seen.items() if v and (every[k].side == rep.side or not own)]
            off[own] = {name: abs(value - median(v[name] for v in others)) for name, value in seen[j].items()}
        yield Done(
            coached.clip.name,
            coached.truth.set,
            coached.level,
            frozenset(true.faults | really(coached.truth, true, coached.level)),
            frozenset(rep.faults),
            {(part, own): strays(part, now, some) for own, some in known.items() for part in get_args(Straying)},
            off,
        )


# -- tables ------------------------------------------------------------------------------------------------------------


def of(hidden: Hidden, reps: Iterable[Done], kind: str = "") -> list[Done]:
    """Those of the levels at which a fault is looked for."""
    return [r for r in reps if r.level in hidden.levels and kind in ("", r.kind)]


def measures(console: Console, reps: Sequence[Done]) -> None:
    """Print the area under the curve of each measure alone."""
    for hidden in HIDDEN:
        table = Table("off its usual", "clean", "hard", title=f"{hidden.name}: area under the curve", box=None)
        some = of(hidden, reps)
        if not any(hidden.fault in r.faults for r in some):
            continue
        for name in some[0].off[True]:
            cells = []
            for kind in ("clean", "hard"):
                off: dict[bool, list[float]] = {False: [], True: []}
                for r in of(hidden, reps, kind):
                    off[hidden.fault in r.faults].append(r.off[hidden.own_leg][name])
                cells.append(f"{auc(off[False], off[True]):.2f} ({len(off[False])}, {len(off[True])})")
            table.add_row(name, *cells)
        console.print(table)


def above(hidden: Hidden, reps: Sequence[Done], limit: float) -> tuple[int, int]:
    """How many stray further than a limit, and how many of those have the fault."""
    found = [r for r in reps if r.strays[hidden.part, hidden.own_leg] > limit]
    return len(found), sum(hidden.fault in r.faults for r in found)


def limits(console: Console, title: str, reps: Sequence[Done]) -> None:
    """Print how many repetitions are above each limit and how many of them have the fault."""
    table = Table("fault", "sets", "performed", "real of found, above each limit", title=title, box=None)
    for hidden in HIDDEN:
        for kind in ("clean", "hard"):
            some = of(hidden, reps, kind)
            cells = []
            for limit in hidden.limits:
                found, real = above(hidden, some, limit)
                cells.append(f"{limit:g}: {real} of {found}")
            performed = sum(hidden.fault in r.faults for r in some)
            table.add_row(hidden.name, kind, f"{performed} of {len(some)}", ", ".join(cells))
    console.print(table)


def fit(hidden: Hidden, reps: Sequence[Done]) -> float:
    """The lowest limit from which on enough of what is found is real; NaN if there is none."""
    some, best = of(hidden, reps), math.nan
    for limit in sorted(hidden.limits, reverse=True):
        found, real = above(hidden, some, limit)
        if not found or real < PRECISION * found:
            break
        best = limit
    return best


def checks(console: Console, title: str, reps: Sequence[Done]) -> None:
    """Print what every check finds as it is today, the ones that are not spoken, too."""
    table = Table("check", "level", "clean: real, found, performed", "hard", title=title, box=None)
    for fault, level in sorted({(fault, r.level) for r in reps for fault in r.said | r.faults}):
        cells = []
        for kind in ("clean", "hard"):
            some = [r for r in reps if r.level == level and r.kind == kind]
            real = sum(fault in r.said and fault in r.faults for r in some)
            found, performed = sum(fault in r.said for r in some), sum(fault in r.faults for r in some)
            cells.append(f"{real}, {found}, {performed}")
        table.add_row(fault, str(level), *cells)
    console.print(table)


def rest(console: Console, coached: Sequence[Coached]) -> None:
    """Print how far legs at rest seem to move, in all repetitions and in those in which no leg was exchanged."""
    table = Table("legs at rest", "n", "median", "95 %", title="how far a leg at rest seems to move, degrees", box=None)
    for kind in ("clean", "hard"):
        each = [(moved, exchanged(c, rep)) for c in coached if c.truth.set == kind for rep, moved in resting(c)]
        for name, least, most in (("all", 0.0, 1.0), ("none exchanged", 0.0, 0.0), ("exchanged", 0.01, 1.0)):
            some = [moved for moved, share in each if least <= share <= most]
            if some:
                numbers = np.percentile(some, [50, 95])
                table.add_row(f"{kind}, {name}", str(len(some)), *(f"{number:.1f}" for number in numbers))
    console.print(table)


def exchanged(coached: Coached, rep: TrueRep) -> float:
    """Share of a repetition's pictures in which knees and ankles are nearer to those of the other leg."""
    truth, during = coached.truth, (coached.t >= rep.start_s) & (coached.t <= rep.end_s)
    shown = [s for s, now in zip(coached.shown, during, strict=True) if now and s.seen]
    if not shown:
        return 0.0
    size = np.array(shown[0].size) / np.array(truth.size)
    at = [int(np.argmin(np.abs(truth.t - s.t))) for s in shown]
    off = {}
    for swapped in (False, True):
        off[swapped] = np.zeros(len(shown))
        for name in ("knee", "ankle"):
            for side in SIDES:
                seen = np.array([s.at(joint(side, name)) for s in shown])
                true = truth.joints[f"{other(side) if swapped else side}_{name}"][at] * size
                off[swapped] += np.hypot(*(seen - true).T)
    return float(np.mean(off[True] < off[False]))


def real_people(console: Console, folder: Path) -> None:
    """Print how many right and wrong movements of UI-PRMD fail checks of standing.

    A trial is one repetition; all trials of a subject's leg from one side, right and wrong ones, stand for a set.
    """
    hidden = next(h for h in HIDDEN if h.fault == "hips-wobble")
    table = Table("UI-PRMD", "check", "right ones", "wrong ones", title="movements that fail a check", box=None)
    for sensor in get_args(Sensor):
        seen = [s for s in look(folder, sensor) if not s.trial.flawed]
        sets: dict[object, list[Seen]] = {}
        for one in seen:
            sets.setdefault((one.trial.movement, one.trial.subject, one.trial.side, one.azimuth), []).append(one)
        far = {
            id(one): strays(hidden.part, one.along, [each.along for each in some if each.along])
            if one.along
            else math.nan
            for some in sets.values()
            for one in some
        }
        used = {
            name: [s.conduct.used.get(name, 0.0) > 1 for s in seen] for name in ("trunk-moves", "standing-hip-bends")
        }
        used |= {f"hips-wobble, {limit:g}": [far[id(s)] > limit for s in seen] for limit in hidden.limits}
        for name, fails in used.items():
            parted = (
                [failed for failed, s in zip(fails, seen, strict=True) if s.trial.correct == correct]
                for correct in (True, False)
            )
            table.add_row(sensor, name, *(f"{sum(some)} of {len(some)}" for some in parted))
    console.print(table)


def main() -> None:
    options = _options()
    console, eye = Console(width=150), Eye(options.cache, live=LAG if options.live else None)

    def judged(folders: Iterable[Path]) -> list[Coached]:
        clips: list[VideoClip] = [c for f in folders for c in folder_clips(f) if len(c.levels) == 1]
        return [coach_clip(clip, eye, all_spoken=True) for clip in clips]

    known, unseen = judged(options.known), judged(options.folders)
    known_reps, unseen_reps = ([r for c in some for r in done(c, live=options.live)] for some in (known, unseen))
    if options.fit:
        for hidden in HIDDEN:
            console.print(f"{hidden.name}: {fit(hidden, known_reps):g}")
        return
    measures(console, [*known_reps, *unseen_reps])
    for title, reps in (("known", known_reps), ("unseen", unseen_reps)):
        if reps:
            limits(console, f"limits, {title}", reps)
            checks(console, f"checks, {title}, as if all were spoken", reps)
    rest(console, [*known, *unseen])
    if (options.data / "uiprmd").is_dir():
        real_people(console, options.data / "uiprmd")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="folders of clips with truth that nothing was chosen on")
    parser.add_argument("--known", nargs="+", type=Path, default=[], help="folders of clips to choose on")
    parser.add_argument("--fit", action="store_true", help="print the limits that suit the known clips, and only that")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="recordings with truth")
    parser.add_argument("--live", action="store_true", help="judge as before a camera")
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE, help="where what the model saw is kept")
    return parser.parse_args()


if __name__ == "__main__":
    main()
