"""How different equal legs and repetitions look: what the limits in `coach/set_comparison.py` are taken from."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from rich.console import Console
from rich.table import Table

from bench.accuracy.clips import VideoClip, find_clips
from bench.accuracy.coached import coach_clip
from bench.accuracy.looks import Eye, over_clips
from psoas.body.skeleton import SIDES, Side
from psoas.coach.comparison_words import LABELS
from psoas.coach.set_comparison import MEASURES, Comparison, Measure, compare


@dataclass(frozen=True)
class Set:
    """A set, by how much more the left leg really did in each measure, and what is wrong with each repetition."""

    name: str
    near: Side | None
    found: Comparison
    true: dict[Measure, float]
    off_by: dict[Measure, list[list[float]]]

    def off(self, measure: Measure) -> float:
        """By how much too far the left leg seems ahead of the right one."""
        apart = self.found.left.middle(measure).median - self.found.right.middle(measure).median
        return apart - self.true[measure]

    def step(self, measure: Measure) -> float:
        """Largest step between two repetitions of one leg that its truth does not have."""
        return max((abs(b - a) for own in self.off_by[measure] for a, b in pairwise(own)), default=0.0)

    def falsely_told(self, measure: Measure) -> bool:
        """Whether a difference is told that is less than half there, or the other way round."""
        told = self.found.differences.get(measure)
        return told is not None and told.clear and self.true[measure] / told.left_minus_right < 0.5


def look(clip: VideoClip, eye: Eye) -> Set | None:
    """What psoas says of a clip's two legs; None where not both march."""
    truth = clip.truth()
    mine = {side: [rep for rep in truth.reps if rep.side == side and not rep.short] for side in SIDES}
    if truth.level is None or not all(mine.values()):
        return None
    coached = coach_clip(clip, eye)
    counted = {side: [rep for rep in coached.reps if rep.side == side] for side in SIDES}
    true: dict[Measure, float] = {}
    off_by: dict[Measure, list[list[float]]] = {}
    for measure in MEASURES:
        left, right = (median(getattr(rep, measure) for rep in mine[side]) for side in SIDES)
        true[measure] = _known(left - right)
        off_by[measure] = [
            [
                getattr(seen, measure) - _known(getattr(real, measure))
                for seen, real in zip(counted[side], mine[side], strict=True)
            ]
            for side in SIDES
            if len(counted[side]) == len(mine[side])
        ]
    return Set(clip.name, truth.near, compare([*coached.reps, *coached.short]), true, off_by)


def _known(value: float) -> float:
    """What a truth tells; where it tells nothing, all repetitions are the same."""
    return 0.0 if math.isnan(value) else value


def main() -> None:
    options = over_clips(__doc__).parse_args()
    eye = Eye(options.cache)
    clips = [clip for clip in find_clips(options.folders) if isinstance(clip, VideoClip)]
    sets = [one for clip in clips if (one := look(clip, eye)) is not None]
    if not sets:
        sys.exit("There is no clip of a march, with truth beside it, in these folders.")
    compared = [one for one in sets if one.found.differences]
    table = Table(title="How much too far the left leg seems ahead; ! where a difference is told that is not there")
    table.add_column("set")
    table.add_column("nearer leg")
    for measure in MEASURES:
        table.add_column(LABELS[measure], justify="right")
    for one in sets:
        cells = [f"{one.off(m):+.1f}{' !' if one.falsely_told(m) else ''}" for m in MEASURES]
        told = cells if one in compared else [one.found.why_not or ""] * len(MEASURES)
        table.add_row(one.name, one.near or "neither", *told)
    Console(width=120).print(table)
    for measure in MEASURES:
        off = sorted(abs(one.off(measure)) for one in compared)
        most = f"median {median(off):.1f}, most {off[-1]:.1f}" if off else "nothing compared"
        told = sum(one.falsely_told(measure) for one in compared)
        step = max(one.step(measure) for one in sets)
        print(f"{LABELS[measure]}: {most}; falsely told in {told}; largest step between repetitions {step:.1f}")
    false = sum(any(map(one.falsely_told, MEASURES)) for one in compared)
    print(f"{false} of {len(compared)} sets that are compared are told a difference that is not there.")


if __name__ == "__main__":
    main()
