"""What the second opinion is worth: sets counted wrong that psoas doubts, and right ones that it doubts all the same.

Its densities are fitted on one half of the recordings named with --known and of the shared ones; the table says both
halves apart, and folders that nothing was chosen on. Every clip is judged as a recording and as before a camera.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import Literal

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.accuracy import uiprmd
from bench.accuracy.clips import AZIMUTHS, ROOT, TRIALS, CapturedClip, Clip, folder_clips
from bench.accuracy.looks import DEFAULT_CACHE, Eye
from bench.accuracy.truth import TrueRep, Truth
from bench.real.clips import find
from bench.skeletons import planted
from psoas.analysis.coaching import as_known, coach_skeletons, settled
from psoas.body.skeleton import SIDES, Floats, Skeleton
from psoas.coach.coach import Coach
from psoas.coach.comparison_words import doubts
from psoas.coach.events import Rep
from psoas.coach.second_opinion.doubts import Doubt
from psoas.coach.second_opinion.likelihood import FREEDOM
from psoas.coach.second_opinion.thighs import RATE_HZ, ThighCourse
from psoas.coach.set_comparison import compare
from psoas.coach.turns import seem_alike
from psoas.programme.catalogue import load
from psoas.tracking.offline import FixedLagTracker

Way = Literal["recording", "camera"]
#: A phase begins and ends where the true hip has done these shares of its way.
_MOVES, _AT_TOP = 0.05, 0.9
#: A thigh slower than this, shares of the travel a second, does nothing, whatever else is going on.
_STILL = 0.1
#: In which half each trial of the motion capture is: there are three.
_CAPTURED = {"13_29": "fitted", "14_14": "fitted", "13_31": "held out"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One recording as one level, ready to be coached.

    Attributes
    ----------
    who : str
        What must not be in both halves: a clip, a person, a trial.
    raw : bool
        Whether its skeletons come from a pose model.
    """

    name: str
    source: str
    who: str
    level: int
    raw: bool
    skeletons: list[Skeleton]
    truth: Truth
    fits: bool = True

    @property
    def half(self) -> str:
        """In which half it is, by the name alone."""
        return _CAPTURED.get(self.who) or ("held out" if zlib.crc32(self.who.encode()) % 2 else "fitted")


@dataclass(frozen=True, slots=True)
class Judged:
    """What psoas counted, what it doubts without the second opinion, and what that one adds."""

    shown: Shown
    way: Way
    order: str
    now: bool
    unsure: bool
    second: tuple[Doubt, ...]

    @property
    def exact(self) -> bool:
        """Whether both sides' numbers are right."""
        return sorted(self.order) == sorted(self.shown.truth.order)


def judge(shown: Shown, way: Way) -> tuple[Judged, Coach]:
    """Coach a recording one way."""
    exercise = load().level(shown.level)
    if way == "recording":
        steady, reach = (settled if shown.raw else as_known)(shown.skeletons, exercise)
    else:
        lag = FixedLagTracker()
        steady, reach = [*chain.from_iterable(map(lag.update, shown.skeletons)), *lag.finish()], None
    coach, events = coach_skeletons(((None, s) for s in steady), exercise, reach=reach)
    reps = [event for event in events if isinstance(event, Rep)]
    sides = [rep.side for rep in reps if not rep.short]
    mixed_up = compare(reps).why_not == "alike" or seem_alike(sides)
    return (
        Judged(
            shown,
            way,
            order="".join(side[0].upper() for side in sides),
            now=mixed_up,
            unsure=bool(doubts(compare(reps))),
            second=tuple(coach.doubts()),
        ),
        coach,
    )


def _judged(one: tuple[Shown, Way]) -> Judged:
    return judge(*one)[0]


def ways(shown: Shown) -> tuple[Way, ...]:
    """What is not seen by a pose model needs no steadying, so it is the same either way."""
    return ("recording", "camera") if shown.raw else ("recording",)


# -- what there is ----------------------------------------------------------------------------------------------------


def _levels(clip: Clip) -> tuple[int, ...]:
    """Its own level; what is no march is coached as one lying level and as a standing one."""
    return clip.levels if len(clip.levels) == 1 else (1, 6)


def _clips(clips: Iterable[Clip], source: str, eye: Eye, *, who: Callable[[str], str] = str) -> Iterator[Shown]:
    for clip in clips:
        truth, seen = clip.truth(), clip.skeletons(eye)
        for level in _levels(clip):
            yield Shown(f"{clip.name} as {level}", source, who(clip.name), level, clip.raw, seen, truth)


def rendered(folders: Iterable[Path], eye: Eye) -> Iterator[Shown]:
    for folder in folders:
        yield from _clips((c for c in folder_clips(folder) if ".part" not in c.name), folder.name, eye)


def shared(data: Path, eye: Eye) -> Iterator[Shown]:
    yield from rendered([data / "rendered"], eye)
    for trial in TRIALS:
        for azimuth in AZIMUTHS:
            for elevation in (0.0, 20.0):
                clip = CapturedClip(data, trial, azimuth, elevation, depth=True)
                name, seen = f"{clip.name} as 6", clip.skeletons(eye)
                # Views of one trial are one movement: one is enough to fit on.
                fits = azimuth == AZIMUTHS[1] and not elevation
                yield Shown(name, "motion capture", trial, 6, False, seen, clip.truth(), fits)
    yield from _kinect(data / "uiprmd")
    for found in find([data / "real_skeletons"]):
        for model in found.recordings:
            clip = found.seen_by(model, eye)
            if clip is not None:
                who = clip.name.split("_")[0]
                yield from (
                    Shown(f"{clip.name} {model} as {level}", "real people", who, level, True, clip.poses.skeletons,
                          clip.truth(), fits=False)
                    for level in _levels(clip)
                )  # fmt: skip


def _kinect(folder: Path) -> Iterator[Shown]:
    """One repetition a recording, each from another side."""
    with np.load(folder / "kinect.npz") as data:
        for i, trial in enumerate(uiprmd.trials(folder)):
            if trial.key in data and trial.correct and not trial.flawed:
                positions = uiprmd.kinect_positions(data[trial.key].astype(float), data["joint_names"])
                azimuth = uiprmd.AZIMUTHS[i % len(uiprmd.AZIMUTHS)]
                seen = uiprmd.skeletons(positions, uiprmd.RATES["kinect"], azimuth)
                last = seen[-1].t
                truth = Truth(6, "kinect", (TrueRep(trial.side, 0.0, last / 2, last),), last)
                yield Shown(f"{trial.key} {azimuth}", "Kinect", trial.subject, 6, False, seen, truth, fits=False)


def others() -> Iterator[Shown]:
    """Movements of our own figure that are no march, as in `bench.studies.footing`."""
    views = ((20.0, 3.0), (60.0, 15.0), (-45.0, 10.0))
    moves = {
        "steps up": [planted.step_ups(high, stays=stays) for high in (0.14, 0.22, 0.3) for stays in (True, False)],
        "walking along": [planted.walking_along(s, pace, 0.08) for s in (0.35, 0.45) for pace in (1.4, 2.0)],
    }
    for name, each in moves.items():
        for i, move in enumerate(each):
            for yaw, up in views:
                seen = planted.skeletons(move, yaw_deg=yaw, elevation_deg=up, fps=15)
                for level in (5, 6):
                    yield Shown(f"{name} {i}", name, name, level, False, seen, Truth(None, "other", (), seen[-1].t))


# -- fitting ----------------------------------------------------------------------------------------------------------


def phases(truth: Truth, seen: ThighCourse) -> tuple[np.ndarray, Floats]:
    """Which phase every look is in: 0 to 5 as the second opinion has them, 6 rest, 7 another movement, -1 unknown.

    Returns also how long each phase of each full repetition lasted, seconds, shape (N, 3).
    """
    place = np.full(len(seen.t), 6 if truth.level is not None else 7)
    for other in truth.other:
        place[(seen.t >= other.start_s) & (seen.t <= other.end_s)] = 7
    lasted = []
    for rep in truth.reps:
        mine = (truth.t >= rep.start_s) & (truth.t <= rep.end_s)
        during = (seen.t >= rep.start_s) & (seen.t <= rep.end_s)
        place[during] = -1
        if rep.short or rep.side not in truth.hip or mine.sum() < 5:
            continue
        t, moved = truth.t[mine], np.abs(truth.hip[rep.side][mine] - truth.hip[rep.side][mine][0])
        moves, top = t[moved >= _MOVES * moved.max()], t[moved >= _AT_TOP * moved.max()]
        edges = [moves[0], top[0], top[-1], moves[-1]]
        lasted.append(np.diff(edges))
        for k in range(3):
            place[(seen.t >= edges[k]) & (seen.t < edges[k + 1])] = 3 * SIDES.index(rep.side) + k
    place[~seen.known] = -1
    return place, np.array(lasted).reshape(-1, 3)


def density(x: Floats) -> tuple[Floats, Floats]:
    """Fit a t density by expectation and maximisation (Lange, Little and Taylor 1989)."""
    mean, scale = np.median(x, axis=0), np.cov(x.T) + 1e-4 * np.eye(x.shape[1])
    for _ in range(50):
        off = x - mean
        weight = (FREEDOM + x.shape[1]) / (FREEDOM + np.einsum("ni,ij,nj->n", off, np.linalg.inv(scale), off))
        mean = (weight[:, None] * x).sum(axis=0) / weight.sum()
        scale = (weight[:, None] * (x - mean)).T @ (x - mean) / len(x)
    return mean, scale


def fit(each: Iterable[tuple[Truth, ThighCourse]]) -> str:
    """Fit everything in `psoas/coach/second_opinion/fitted.py`, as the lines that belong there."""
    points: list[list[Floats]] = [[] for _ in range(5)]
    lasted, begun, at_once, rest_s = [], 0, 0, 0.0
    for truth, seen in each:
        place, durations = phases(truth, seen)
        lasted.append(durations)
        left = np.column_stack([seen.apart, seen.speed])
        right = left[:, [0, 2, 1]] * (-1.0, 1.0, 1.0)
        moving = np.abs(seen.speed).max(axis=1) >= _STILL
        for k in range(3):
            points[k] += [left[place == k], right[place == k + 3]]
        for k, mine in ((3, place == 6), (4, (place == 7) & moving)):
            points[k] += [left[mine], right[mine]]
        full = [rep for rep in truth.reps if not rep.short]
        begun += len(full)
        at_once += sum(b.start_s - a.end_s <= 1 / RATE_HZ for a, b in pairwise(full))
        rest_s += float((place == 6).sum()) / RATE_HZ
    lines = []
    for name, (mean, scale) in zip(
        ("out", "hold", "back", "REST", "OTHER"), (density(np.concatenate(x)) for x in points), strict=True
    ):
        rows = ", ".join(str(tuple(round(float(v), 4) for v in row)) for row in scale)
        lines.append(f"{name}: ({tuple(round(float(v), 3) for v in mean)}, ({rows}))")
    every = np.concatenate(lasted)
    lines += [
        f"shortest and longest of each phase, s: {every.min(axis=0).round(2)} {every.max(axis=0).round(2)}",
        f"BEGINS = {begun / rest_s:.2f}  AT_ONCE = {at_once / begun:.2f}",
    ]
    return "\n".join(lines)


# -- what comes of it -------------------------------------------------------------------------------------------------


def _line(name: str, judged: Sequence[Judged]) -> list[str]:
    sets = [j for j in judged if j.shown.truth.level is not None and j.order]
    other = [j for j in judged if j.shown.truth.level is None and j.order]
    wrong, right = [j for j in sets if not j.exact], [j for j in sets if j.exact]
    said: list[str] = []
    for doubted in (lambda j: j.now, lambda j: bool(j.second), lambda j: j.now or bool(j.second)):
        hit, miss = sum(map(doubted, wrong)), sum(map(doubted, right))
        said.append(f"{hit} of {len(wrong)}, {miss} false")
    nothing = sum(j.shown.truth.level is not None and not j.order and not j.exact for j in judged)
    return [
        name, str(len(sets)), str(nothing), *said, f"{sum(j.unsure for j in wrong)}, {sum(j.unsure for j in right)}",
        f"{sum(bool(j.second) for j in other)} of {len(other)}",
    ]  # fmt: skip


def show(console: Console, judged: Sequence[Judged], *, verbose: bool) -> None:
    """Print the table; with `verbose` every set that is wrong or doubted, too."""
    table = Table(
        "", "sets", "wrong: nothing counted", "legs mixed up: wrong found", "second opinion", "both",
        "mixed up or partly hidden", "other movement counted, doubted", box=None, padding=(0, 2, 0, 0),
    )  # fmt: skip
    groups: list[tuple[str, list[Judged]]] = []
    for half in ("fitted", "held out", "unseen"):
        mine = [j for j in judged if _half(j) == half]
        for way in ("recording", "camera"):
            groups.append((f"{half}, {way}", [j for j in mine if j.way == way]))
            groups += [
                (f"  {source}", [j for j in mine if j.way == way and j.shown.source == source])
                for source in dict.fromkeys(j.shown.source for j in mine)
            ]
    for name, mine in groups:
        if mine:
            table.add_row(*_line(name, mine))
    console.print(table)
    for j in judged if verbose else ():
        if j.order and (j.second or not j.exact):
            told = ", ".join(f"{doubt.number} {doubt.reason}" for doubt in j.second)
            console.print(
                f"{_half(j)}, {j.way}: {j.shown.source} {j.shown.name}: {j.shown.truth.order or 'none'} counted "
                f"{j.order}: {'mixed up; ' if j.now else ''}{told or '-'}"
            )


_UNSEEN: set[str] = set()


def _half(judged: Judged) -> str:
    return "unseen" if judged.shown.source in _UNSEEN else judged.shown.half


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("unseen", nargs="*", type=Path, help="folders of clips with truth that nothing was chosen on")
    parser.add_argument("--known", nargs="*", type=Path, default=[], help="folders of clips with truth to halve")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE, help="where what the model saw is kept")
    parser.add_argument("--fit", action="store_true", help="fit on the first half, and print that only")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--verbose", action="store_true", help="tell every set that is wrong or doubted")
    options = parser.parse_args()
    eye, console = Eye(options.cache), Console(width=None if sys.stdout.isatty() else 200)
    known = [*rendered(options.known, eye)]
    if options.data.is_dir():
        known += [*shared(options.data, eye), *others()]
    if options.fit:
        mine = [s for s in known if s.fits and s.half == "fitted"]
        courses = [(s.truth, judge(s, "recording")[1].thighs.course()) for s in mine]
        console.print(fit((truth, course) for truth, course in courses if course is not None))
        return
    unseen = [*rendered(options.unseen, eye)]
    _UNSEEN.update(s.source for s in unseen)
    each = [(s, way) for s in (*known, *unseen) for way in ways(s)]
    with ProcessPoolExecutor(options.jobs) as pool:
        found = pool.map(_judged, each)
        judged = list(track(found, "judging", len(each), console=Console(stderr=True), transient=True))
    show(console, judged, verbose=options.verbose)


if __name__ == "__main__":
    main()
