"""Change the code a little, one place at a time, and see whether the room's own tests notice.

``python -m bench.mutation [--room NAME ...] [--sample N] [--seed N] [--spend S]`` with what stands in
``bench/mutation/requirements.txt``. A mutant survives where the quick tests of its room pass as if nothing had
happened; slower ones, which may not be paid for, could still notice it: the shares printed are the least that holds.
Exit code 1 where less than 85 % were noticed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from bench.mutation.mutants import ROOMS, Mutant, drawn
from bench.mutation.trial import is_noticed, times

PROMISED = 0.85


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.mutation", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--room", choices=ROOMS, action="append", help="this room, not all")
    parser.add_argument("--sample", type=int, help="so many mutants a room, not all that there are (thousands)")
    parser.add_argument("--seed", type=int, default=1, help="which mutants are drawn")
    parser.add_argument("--spend", type=float, default=30.0, help="seconds of tests for each mutant, by what they took")
    asked = parser.parse_args(arguments)
    say = Console(highlight=False, soft_wrap=True)
    table = Table("Room", "Mutants", "Killed", "Survived", "Share", box=None, header_style="bold")
    survivors: list[Mutant] = []
    every = 0
    for room in asked.room or ROOMS:
        seconds, mutants = times(room), drawn(room, asked.sample, asked.seed)
        alive = []
        for number, mutant in enumerate(mutants, start=1):
            if not is_noticed(mutant, seconds, asked.spend):
                alive.append(mutant)
                say.print(f"{room} {number} of {len(mutants)}: survived: {mutant}", markup=False)
        every, survivors = every + len(mutants), survivors + alive
        table.add_row(room, str(len(mutants)), str(len(mutants) - len(alive)), str(len(alive)), _share(mutants, alive))
    say.print(table)
    killed = 1 - len(survivors) / every if every else 0.0
    say.print(f"{100 * killed:.0f} % of {every} mutants killed, seed {asked.seed} (promised: {100 * PROMISED:.0f} %)")
    return int(killed < PROMISED)


def _share(mutants: Sequence[Mutant], alive: Sequence[Mutant]) -> str:
    return f"{100 * (1 - len(alive) / len(mutants)):.0f} %" if mutants else "-"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
