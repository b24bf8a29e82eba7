"""How hard each level is: three bodies, four bands.

`python -m bench.studies.loads` prints the tables, and what a level takes.

Times are processor time of this process: `per repetition` is one level with a medium band, the median of ten.
"""

from __future__ import annotations

import argparse
import statistics
import time

from psoas.biomechanics.anthropometry import Physique, loop_of
from psoas.biomechanics.load import NUMBERS, LoadChange, estimates, loads
from psoas.programme.catalogue import load

BODIES = (Physique(55, 1.60, "female"), Physique(70, 1.75, "male"), Physique(95, 1.90, "male"))
BANDS = ("none", "light", "medium", "heavy")
#: Peak of the working hip, N·m, for 70 kg, 1.75 m, male, by level, without a band and with each: the prototype's
#: table, in which a repetition takes three seconds and level 5 leans at 65 degrees.
PROTOTYPE = {
    1: (42,),
    2: (42, 42, 42, 59),
    3: (40, 31, 27, 18),
    4: (51, 51, 58, 83),
    5: (29, 57, 73, 105),
    6: (35, 64, 80, 115),
}
#: The tempo at which a leg takes about as long on its way out as the prototype's, 1.3 s, and the lean of its level 5.
AS_PROTOTYPE = LoadChange(tempo=0.67)
LEAN_DEG = 65.0


def as_prototype(level: int, colour: str) -> float:
    """Our peak of the working hip, N·m, moved as the prototype moves it."""
    exercise = load().level(level)
    if level == 5 and exercise.motion is not None:
        leaning = exercise.motion.model_copy(update={"trunk": LEAN_DEG})
        exercise = exercise.model_copy(update={"motion": leaning})
    return float(loads(exercise, BODIES[1], loop_of(colour), AS_PROTOTYPE).working.hip.max())


def main() -> None:
    """Print all of it."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
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
    print("\nworking hip against the prototype's table, N·m: ours, theirs, difference")
    for level, row in PROTOTYPE.items():
        for colour, theirs in zip(BANDS, row, strict=False):
            ours = as_prototype(level, colour)
            print(f"{level:<6}{colour:8}{ours:8.1f}{theirs:8}{ours / theirs - 1:+8.1%}")
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
