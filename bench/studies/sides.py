"""How different both legs look that really do the same: what the limits in `coach/set_comparison.py` are taken from."""

from __future__ import annotations

import argparse
import sys
from itertools import pairwise
from pathlib import Path

from rich.console import Console
from rich.table import Table

from psoas.analysis.analyze import analyze
from psoas.body.skeleton import SIDES
from psoas.coach.comparison_words import LABELS, amount
from psoas.coach.set_comparison import MEASURES, compare

ROOT = Path(__file__).resolve().parents[2]
#: Which level a rendered clip shows, by how its name begins. In all of them both legs make the same movement.
LEVELS = {"lying_head": 1, "lying_feet_down": 2, "standing": 6}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    options = parser.parse_args()
    clips = sorted((options.data / "rendered").glob("*.mp4"))
    if not clips:
        sys.exit(f"There are no clips in {options.data / 'rendered'}. Name the recordings with truth with --data.")
    table = Table(title="Left minus right, and the largest step between two repetitions of one leg (should be 0)")
    table.add_column("clip")
    table.add_column("both believed")
    for measure in MEASURES:
        table.add_column(LABELS[measure], justify="right")
    for clip in clips:
        level = next(level for start, level in LEVELS.items() if clip.stem.startswith(start))
        reps = analyze(clip, level).reps
        found = compare(reps)
        cells = []
        for measure in MEASURES:
            apart = found.left.middle(measure).median - found.right.middle(measure).median
            values = [[getattr(rep, measure) for rep in reps if rep.side == side] for side in SIDES]
            step = max((abs(b - a) for own in values for a, b in pairwise(own)), default=0.0)
            cells.append(f"{amount(apart, measure)} / {amount(step, measure)}")
        table.add_row(clip.stem, "no" if found.left.unsure or found.right.unsure else "yes", *cells)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
