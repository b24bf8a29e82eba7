"""Films that are cut, and films of two people, made of clips with truth: how they are counted.

A film shows the last repetitions of one clip and goes on with those of another one of the same level: another person
before another camera. It is cut between repetitions, or in the middle of one, whose way back the other clip then shows.
Or a part of it is a close-up of the legs. Or somebody else, who does something else, is beside the one who marches.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, product
from pathlib import Path

import numpy as np
from PIL import Image
from rich.console import Console
from rich.table import Table

from bench.accuracy.clips import VideoClip, folder_clips
from bench.accuracy.counting import Counting, counting
from bench.accuracy.looks import over_clips
from bench.accuracy.truth import TrueRep, Truth
from psoas.analysis.coaching import coach_skeletons, settled
from psoas.analysis.marcher import with_marcher
from psoas.analysis.sources import MAX_FPS, Whereabouts, open_eyes
from psoas.body.skeleton import Skeleton
from psoas.coach.events import Cue, Rep
from psoas.exchange.poses import Poses, read_poses, write_poses
from psoas.programme.catalogue import load
from psoas.sight.blazepose import BlazePose
from psoas.sight.trails import Crowd
from psoas.sight.video import Frame, Picture, open_video

#: Repetitions before and after a cut.
AROUND = 4
#: A close-up lasts this long, seconds, and shows this share of the picture's width and height.
CLOSE_S, CLOSE = 7.0, 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a clip, seconds, shown whole or as a close-up of the legs."""

    clip: VideoClip
    since_s: float
    until_s: float
    close: bool = False

    def pictures(self) -> Iterator[tuple[float, Picture]]:
        """Its pictures, with their time since its beginning."""
        truth = self.clip.truth()
        box = _legs(truth, self.since_s, self.until_s) if self.close else None
        for frame in open_video(self.clip.path, max_fps=MAX_FPS):
            if self.since_s <= frame.t < self.until_s:
                shown = frame.rgb if box is None else _zoomed(frame.rgb, box)
                yield frame.t - self.since_s, shown


@dataclass(frozen=True, slots=True)
class Film:
    """What is shown, part after part, and what is true of it.

    Attributes
    ----------
    beside : VideoClip or None
        Somebody else, to the left where `first`, else to the right.
    """

    kind: str
    level: int
    parts: tuple[Part, ...]
    reps: tuple[TrueRep, ...]
    beside: VideoClip | None = None
    first: bool = False

    @property
    def name(self) -> str:
        """Says all that it is made of."""
        parts = [
            f"{p.clip.path.parent.name}/{p.clip.name}:{p.since_s:.2f}-{p.until_s:.2f}{p.close}" for p in self.parts
        ]
        other = f"{self.beside.path.parent.name}/{self.beside.name}{self.first}" if self.beside else ""
        return " ".join([self.kind, *parts, other])

    def frames(self) -> Iterator[Frame]:
        """Its pictures."""
        began, last, index = 0.0, -1.0, 0
        others = open_video(self.beside.path, max_fps=MAX_FPS) if self.beside else None
        passing = iter(others or ())
        for part in self.parts:
            for t, rgb in part.pictures():
                last = max(began + t, last + 1e-3)
                shown = rgb if others is None else _side_by_side(rgb, next(passing, None), first=self.first)
                if shown is None:
                    return
                yield Frame(last, shown, index)
                index += 1
            began += part.until_s - part.since_s


def cut_films(clips: Sequence[VideoClip]) -> Iterator[Film]:
    """Each clip of a march cut to the next one of its level, and to a close-up of its own."""
    by_level: dict[int, list[VideoClip]] = {}
    for clip in clips:
        level = clip.truth().level
        if level is not None:
            by_level.setdefault(level, []).append(clip)
    for level, mine in sorted(by_level.items()):
        pairs = [*pairwise(mine), (mine[-1], mine[0])] if len(mine) > 1 else []
        for one, two in pairs:
            yield from (film for film in (_between(level, one, two), _within(level, one, two)) if film)
        yield from (_close_up(level, clip) for clip in mine)


def films_of_two(clips: Sequence[VideoClip]) -> Iterator[Film]:
    """Each clip of a march with a clip of something else beside it, to the left and to the right."""
    marches = [clip for clip in clips if clip.truth().level is not None]
    others = [clip for clip in clips if clip.truth().level is None]
    for i, (clip, first) in enumerate(product(marches, (True, False))):
        if others:
            beside = others[i % len(others)]
            truth = clip.truth()
            lasts = min(truth.duration_s, beside.truth().duration_s)
            reps = tuple(rep for rep in truth.reps if rep.end_s < lasts)
            yield Film("two people", truth.level or 0, (Part(clip, 0.0, lasts),), reps, beside, first)


def _between(level: int, one: VideoClip, two: VideoClip) -> Film | None:
    """Cut while both rest: after the middle repetition of one, before the middle one of the other."""
    a, b = one.truth().reps, two.truth().reps
    i, j = len(a) // 2, len(b) // 2
    until, since = (a[i - 1].end_s + a[i].start_s) / 2, (b[j - 1].end_s + b[j].start_s) / 2
    return _joined("cut between repetitions", level, (one, a[:i], until), (two, b[j:], since))


def _within(level: int, one: VideoClip, two: VideoClip) -> Film | None:
    """Cut from the hold of one repetition to that of another of the same leg."""
    a, b = one.truth().reps, two.truth().reps
    i = next((i for i in range(len(a) // 2, len(a)) if not a[i].short), None)
    j = next(
        (j for j in range(len(b) // 2, len(b)) if i is not None and b[j].side == a[i].side and not b[j].short), None
    )
    if i is None or j is None:
        return None
    film = _joined("cut within a repetition", level, (one, a[:i], a[i].peak_s), (two, b[j + 1 :], b[j].peak_s))
    cut = film.parts[0].until_s - film.parts[0].since_s
    spans = replace(a[i], start_s=cut - (a[i].peak_s - a[i].start_s), peak_s=cut, end_s=cut + b[j].end_s - b[j].peak_s)
    return replace(film, reps=tuple(sorted((*film.reps, spans), key=lambda rep: rep.peak_s)))


_Shown = tuple[VideoClip, Sequence[TrueRep], float]


def _joined(kind: str, level: int, before: _Shown, after: _Shown) -> Film:
    (one, first, until), (two, second, since) = before, after
    first, second = first[-AROUND:], second[:AROUND]
    begins = max(first[0].start_s - 1.0, 0.0) if first else max(until - 3.0, 0.0)
    ends = second[-1].end_s + 0.6 if second else since + 3.0
    later = (until - begins) - since
    reps = [*(_moved(rep, -begins) for rep in first), *(_moved(rep, later) for rep in second)]
    return Film(kind, level, (Part(one, begins, until), Part(two, since, ends)), tuple(reps))


def _close_up(level: int, clip: VideoClip) -> Film:
    reps = clip.truth().reps
    middle = reps[len(reps) // 2]
    since = (middle.start_s + middle.peak_s) / 2
    until = min(since + CLOSE_S, reps[-1].end_s)
    parts = (Part(clip, 0.0, since), Part(clip, since, until, close=True), Part(clip, until, clip.truth().duration_s))
    return Film("a close-up of the legs", level, parts, reps)


def _moved(rep: TrueRep, by_s: float) -> TrueRep:
    return replace(rep, start_s=rep.start_s + by_s, peak_s=rep.peak_s + by_s, end_s=rep.end_s + by_s)


def _legs(truth: Truth, since_s: float, until_s: float) -> tuple[int, int, int, int]:
    """The box of a close-up: round the knees, so that shoulders and head are outside."""
    now = (truth.t >= since_s) & (truth.t < until_s)
    width, height = truth.size
    w, h = round(CLOSE * width), round(CLOSE * height)
    x, y = np.mean(
        [np.nanmedian(truth.joints[f"{s}_{n}"][now], 0) for s in ("left", "right") for n in ("knee", "ankle")], 0
    )
    left, top = int(np.clip(x - w / 2, 0, width - w)), int(np.clip(y - h / 2, 0, height - h))
    return left, top, left + w, top + h


def _zoomed(rgb: Picture, box: tuple[int, int, int, int]) -> Picture:
    picture = Image.fromarray(rgb)
    return np.asarray(picture.resize(picture.size, Image.Resampling.BILINEAR, box=box))


def _side_by_side(rgb: Picture, other: Frame | None, *, first: bool) -> Picture | None:
    if other is None:
        return None
    size = (rgb.shape[1], rgb.shape[0])
    theirs = np.asarray(Image.fromarray(other.rgb).resize(size, Image.Resampling.BILINEAR))
    return np.ascontiguousarray(np.concatenate([theirs, rgb] if first else [rgb, theirs], axis=1))


@dataclass(frozen=True, slots=True)
class Result:
    """How one film was counted."""

    film: Film
    counting: Counting
    corrections: int


def look(film: Film, eyes: BlazePose, cache: Path) -> list[Skeleton]:
    """What the pose model sees in a film, kept in `cache`."""
    kept = cache / f"film-{hashlib.sha256(film.name.encode()).hexdigest()[:20]}.npz"
    if kept.exists() and (poses := read_poses(kept)) is not None:
        return poses.skeletons
    skeletons = seen_in(film, eyes)
    cache.mkdir(parents=True, exist_ok=True)
    write_poses(kept, Poses(skeletons, {"pose_model": "full"}))
    return skeletons


def seen_in(film: Film, eyes: BlazePose) -> list[Skeleton]:
    """Look at a film as psoas does at a recording: follow the one who marches."""
    crowd = Crowd()

    def follow(whom: Whereabouts | None) -> Iterator[Skeleton]:
        eyes.reset()
        eyes.whom = whom
        for _, skeleton in eyes.follow(film.frames()):
            if whom is None:
                crowd.update(skeleton, eyes.others, eyes.looked_around_s)
            yield skeleton
        eyes.whom = None

    first = list(follow(None))
    return list(with_marcher(first, crowd, [load().level(film.level)], lambda whom: list(follow(whom))))


def coached(film: Film, raw: Sequence[Skeleton]) -> Result:
    """Count what was seen in a film, and hold it against the truth."""
    exercise = load().level(film.level)
    steady, reach = settled(raw, exercise)
    _, events = coach_skeletons(((None, skeleton) for skeleton in steady), exercise, reach=reach)
    reps = [event for event in events if isinstance(event, Rep)]
    found = counting(film.reps, [rep for rep in reps if not rep.short], [rep for rep in reps if rep.short])
    return Result(film, found, sum(isinstance(e, Cue) and e.kind == "correct" for e in events))


def rows(results: Iterable[Result], said: str) -> Iterator[tuple[str, ...]]:
    """A line for each kind of film."""
    by_kind: dict[str, list[Result]] = {}
    for result in results:
        by_kind.setdefault(result.film.kind, []).append(result)
    for kind, mine in by_kind.items():
        each = [result.counting for result in mine]
        numbers = (
            len(each), sum(c.faithful for c in each), sum(len(c.true) for c in each), sum(c.wrong_side for c in each),
            sum(c.missed for c in each), sum(c.invented for c in each), sum(r.corrections for r in mine),
        )  # fmt: skip
        yield kind, said, *map(str, numbers)


def main() -> None:
    parser = over_clips(__doc__)
    parser.add_argument("--only", default="", help="films whose kind contains this")
    parser.add_argument("--every", type=int, default=1, help="every so many films of a kind, to be done sooner")
    parser.add_argument("--verbose", action="store_true", help="also every film that is not counted right")
    options = parser.parse_args()
    clips = [clip for folder in options.folders for clip in folder_clips(folder)]
    films = [film for film in (*cut_films(clips), *films_of_two(clips)) if options.only in film.kind]
    by_kind = sorted(films, key=lambda film: film.kind)
    chosen = [film for _, mine in groupby(by_kind, key=lambda film: film.kind) for film in [*mine][:: options.every]]
    eyes = open_eyes("full")
    found: dict[str, list[Result]] = {"noticed": [], "not noticed": []}
    signs = [0, 0]
    for film in chosen:
        raw = look(film, eyes, options.cache)
        signs[0] += len(film.parts) - 1
        signs[1] += sum(skeleton.cut for skeleton in raw)
        found["noticed"].append(coached(film, raw))
        found["not noticed"].append(coached(film, [replace(skeleton, cut=False) for skeleton in raw]))
    table = Table(
        "film", "cuts", "films", "right", "repetitions", "wrong side", "missed", "invented", "corrections", box=None
    )
    for said, results in found.items():
        for row in rows(results, said):
            table.add_row(*row)
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table)
    console.print(f"{signs[0]} cuts were made, {signs[1]} noticed")
    if options.verbose:
        for said, results in found.items():
            for one in results:
                if not one.counting.faithful:
                    c = one.counting
                    console.print(f"{said}: {one.film.name}: {c.true} counted {c.counted}", highlight=False)


if __name__ == "__main__":
    main()
