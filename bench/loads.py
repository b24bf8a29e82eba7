"""How hard each level is: three bodies, four bands. `python -m bench.loads` prints the tables, and what a level takes.

Times are processor time of this process: `per repetition` is one level with a medium band, the median of ten.
"""

from __future__ import annotations

import statistics
import time

from psoas.body.build import Build, loop_of
from psoas.body.load import NUMBERS, estimates, loads
from psoas.programme.catalogue import load

BODIES = (Build(55, 1.60, "female"), Build(70, 1.75, "male"), Build(95, 1.90, "male"))
BANDS = ("none", "light", "medium", "heavy")


def main() -> None:
    """Print all of it."""
    for build in BODIES:
        print(f"\n{build.mass_kg:g} kg, {build.height_m:g} m, {build.sex}: N·m, range, share of typical capacity")
        print(f"{'level':6}{'band':8}" + "".join(f"{number:>24}" for number in NUMBERS))
        for exercise in load().march:
            for colour in BANDS if exercise.band else BANDS[:1]:
                found = estimates(exercise, build, loop_of(colour))
                cells = [found[number] for number in NUMBERS]
                shares = ["" if one.share is None else f"{one.share:6.0%}" for one in cells]
                row = "".join(
                    f"{one.value:8.0f} {one.low:3.0f}-{one.high:3.0f} {share:>7}"
                    for one, share in zip(cells, shares, strict=True)
                )
                print(f"{exercise.level:<6}{colour:8}{row}")
    print("\nper repetition")
    for exercise in load().march:
        taken = []
        for _ in range(10):
            begun = time.process_time()
            loads(exercise, BODIES[1], loop_of("medium"))
            taken.append(1000 * (time.process_time() - begun))
        print(f"level {exercise.level}: {statistics.median(taken):.1f} ms")


if __name__ == "__main__":
    main()
