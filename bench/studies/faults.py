"""Faults that hide among what a camera misjudges: how well each measure tells them, and rules that join several.

Rules are fitted to the folders named with --known; the other folders, and UI-PRMD among the shared recordings, judge
them. Checks that are not spoken are judged as if they were, against what the body really did. A resting leg that seems
to move is told apart from one that was exchanged with the working one.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from bench.accuracy.angles import resting
from bench.accuracy.auc import auc
from bench.accuracy.clips import VideoClip, folder_clips
from bench.accuracy.coached import Coached, coach_clip
from bench.accuracy.counting import all_pairs
from bench.accuracy.looks import DEFAULT_CACHE, Eye
from bench.accuracy.truth import TrueRep, Truth
from bench.studies.confidence import fitted
from psoas.body.skeleton import SIDES, Floats, joint, other
from psoas.coach.along import NAMES, Along, likelihood, unusual
from psoas.coach.fitted_form import RULES, Rule
from psoas.coach.form_checks import FAULT_S
from psoas.tracking.offline import LAG

#: Limits that are tried.
LIMITS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A fault that one of the rules tells: at which levels, by which measures, and whose usual is the yardstick."""

    fault: str
    levels: tuple[int, ...]
    own_leg: bool
    measures: tuple[str, ...]


HIDDEN: Mapping[str, Hidden] = {
    "pelvis_rocks": Hidden("pelvis-rocks", (1, 3, 4), True, ("hips_across", "knee_across", "trunk_deg")),
    "hips_wobble": Hidden("hips-wobble", (5, 6), False, ("hips_across", "hips_along", "knee_across")),
    "back_arches": Hidden("low-back-arches", (1, 2, 3), True, ("hips_across", "hips_along", "trunk_deg")),
}


@dataclass(frozen=True, slots=True)
class Done:
    """One counted repetition.

    Attributes
    ----------
    faults : frozenset of str
        Performed, and what the body did beyond the limit of a check of standing (`really`).
    said : frozenset of str
        Checks that failed, those that are not spoken, too.
    known : tuple
        Side and what went along, of all repetitions known when it was judged; itself last.
    """

    clip: str
    kind: str
    level: int
    faults: frozenset[str]
    said: frozenset[str]
    known: tuple[tuple[str, Along], ...]


def really(truth: Truth, rep: TrueRep, level: int) -> set[str]:
    """Which checks of standing the true angles fail; they are not among what is performed on purpose."""
    if level != 6 or not len(truth.trunk):
        return set()
    during = (truth.t >= rep.start_s) & (truth.t <= rep.end_s)
    before = truth.t <= truth.reps[0].start_s
    leans = np.abs(truth.trunk - np.median(truth.trunk[before])) > 10
    near = np.abs(truth.t - rep.peak_s) <= FAULT_S / 2
    found = {"trunk-moves"} if _longest_s(truth.t[during], leans[during]) >= FAULT_S else set()
    return found | ({"standing-hip-bends"} if np.median(truth.hip[other(rep.side)][near]) > 15 else set())


def _longest_s(t: Floats, wrong: np.ndarray) -> float:
    longest, since = 0.0, None
    for moment, bad in zip(t, wrong, strict=True):
        since = (moment if since is None else since) if bad else None
        longest = max(longest, moment - since) if since is not None else longest
    return longest


def done(coached: Coached) -> Iterator[Done]:
    """What was counted in a clip."""
    every = [*coached.reps, *coached.short]
    order = sorted(range(len(every)), key=lambda j: every[j].end_s)
    before = len(coached.alongs) - len(every)
    pairs = {j: i for i, j in all_pairs(coached.truth.reps, coached.reps, coached.short).right}
    for place, j in enumerate(order):
        if every[j].short or j not in pairs or before < 0:
            continue
        true = coached.truth.reps[pairs[j]]
        yield Done(
            coached.clip.name,
            coached.truth.set,
            coached.level,
            frozenset(true.faults | really(coached.truth, true, coached.level)),
            frozenset(every[j].faults),
            tuple(coached.alongs[: before + place + 1]),
        )


# -- measures and rules ------------------------------------------------------------------------------------------------


def of(hidden: Hidden, reps: Iterable[Done], kind: str = "") -> list[Done]:
    """Those of the levels at which a fault is looked for."""
    return [r for r in reps if r.level in hidden.levels and kind in ("", r.kind)]


def distances(hidden: Hidden, reps: Sequence[Done]) -> tuple[Floats, Floats]:
    """How far each is from the usual, shape (n, measures + 1) with ones in front, and whether it has the fault (n,)."""
    far = [unusual(hidden.own_leg, rep.known) for rep in reps]
    values = np.array([[1.0, *(each[name] for name in hidden.measures)] for each in far]).reshape(
        -1, 1 + len(hidden.measures)
    )
    has = np.array([hidden.fault in rep.faults for rep in reps], dtype=float)
    known = np.isfinite(values).all(axis=1)
    return values[known], has[known]


def fit(hidden: Hidden, reps: Sequence[Done]) -> Rule:
    """Fit the curve; distances are scaled to their spread, so that one ridge suits all."""
    values, has = distances(hidden, of(hidden, reps))
    scale = np.concatenate([[1.0], values[:, 1:].std(axis=0)])
    bias, *weights = (fitted(values / scale, has) / scale).tolist()
    return Rule(hidden.own_leg, round(bias, 2), {n: round(w, 2) for n, w in zip(hidden.measures, weights, strict=True)})


def measures(console: Console, reps: Sequence[Done]) -> None:
    """Print the area under the curve of each measure alone."""
    for hidden in HIDDEN.values():
        table = Table("measure", "clean", "hard", title=f"{hidden.fault}: area under the curve", box=None)
        for name in NAMES:
            cells = []
            for kind in ("clean", "hard"):
                some = of(hidden, reps, kind)
                far = [unusual(hidden.own_leg, r.known)[name] for r in some]
                good, bad = (
                    [f for f, r in zip(far, some, strict=True) if (hidden.fault in r.faults) == has]
                    for has in (False, True)
                )
                cells.append(f"{auc(good, bad):.2f} ({len(good)}, {len(bad)})")
            table.add_row(name, *cells)
        console.print(table)


def rules(console: Console, title: str, made: Mapping[str, Rule], reps: Sequence[Done]) -> None:
    """Print what each rule finds at each limit: found and real, of all found, of all performed."""
    table = Table("rule", "sets", "area", *(f"{limit:g}" for limit in LIMITS), title=title, box=None)
    for name, rule in made.items():
        hidden = HIDDEN[name]
        for kind in ("clean", "hard"):
            some = of(hidden, reps, kind)
            odds = np.array([likelihood(rule, r.known) for r in some])
            has = np.array([hidden.fault in r.faults for r in some], dtype=bool)
            if not has.size:
                continue
            cells = [f"{int((has & (odds > x)).sum())}/{int((odds > x).sum())}" for x in LIMITS]
            table.add_row(
                name,
                f"{kind}: {has.sum()} of {has.size}",
                f"{auc(odds[~has].tolist(), odds[has].tolist()):.2f}",
                *cells,
            )
    console.print(table)


def checks(console: Console, title: str, reps: Sequence[Done]) -> None:
    """Print what every check finds as it is today, the ones that are not spoken, too."""
    table = Table("check", "level", "clean: real, found, performed", "hard", title=title, box=None)
    every = sorted({(fault, r.level) for r in reps for fault in r.said | r.faults})
    for fault, level in every:
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

    def off(swapped: bool) -> Floats:
        total = np.zeros(len(shown))
        for name in ("knee", "ankle"):
            for side in SIDES:
                seen = np.array([s.at(joint(side, name)) for s in shown])
                true = truth.joints[f"{other(side) if swapped else side}_{name}"][at] * size
                total += np.hypot(*(seen - true).T)
        return total

    return float(np.mean(off(True) < off(False)))


def main() -> None:
    options = _options()
    console, eye = Console(width=150), Eye(options.cache, live=LAG if options.live else None)

    def judged(folders: Iterable[Path]) -> list[Coached]:
        clips: list[VideoClip] = [c for f in folders for c in folder_clips(f) if len(c.levels) == 1]
        return [coach_clip(clip, eye, all_spoken=True) for clip in clips]

    known, unseen = judged(options.known), judged(options.folders)
    known_reps, unseen_reps = ([r for c in some for r in done(c)] for some in (known, unseen))
    if options.fit:
        for name, hidden in HIDDEN.items():
            console.print(f'    "{name}": {fit(hidden, known_reps)},', soft_wrap=True)
        return
    measures(console, [*known_reps, *unseen_reps])
    for title, reps in (("known", known_reps), ("unseen", unseen_reps)):
        if reps:
            rules(console, f"rules, {title}: real/found above each limit", RULES, reps)
            checks(console, f"checks, {title}, as if all were spoken", reps)
    rest(console, [*known, *unseen])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="folders of clips with truth that nothing was chosen on")
    parser.add_argument("--known", nargs="+", type=Path, default=[], help="folders of clips to fit on")
    parser.add_argument("--fit", action="store_true", help="fit, and print that only")
    parser.add_argument("--live", action="store_true", help="judge as before a camera")
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE, help="where what the model saw is kept")
    return parser.parse_args()


if __name__ == "__main__":
    main()
