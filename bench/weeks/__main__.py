"""Live half a year or more with psoas: ``python -m bench.weeks [--only NAME] [--weeks N] [--seed N] [--brief]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from bench.weeks.day import Day
from bench.weeks.invariants import broken
from bench.weeks.life import Life
from bench.weeks.marches import Broken
from bench.weeks.people import PEOPLE, Person
from bench.weeks.story import at_the_desk, summary, told_as_lines
from psoas.journal.store import Store
from psoas.programme.catalogue import Catalogue, load


def live(person: Person, weeks: int, seed: int, catalogue: Catalogue) -> tuple[list[Day], list[Broken]]:
    """Days of a life in a journal of its own, and the rules that were broken in it."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        life = Life(person, store, catalogue, seed)
        days = list(life.live(7 * weeks))
        found = broken(life, days, catalogue)
        store.close()
    return days, found


def main(arguments: Sequence[str]) -> int:
    names = [person.name for person in PEOPLE]
    parser = argparse.ArgumentParser(prog="python -m bench.weeks", description=__doc__)
    parser.add_argument("--only", choices=names, action="append", help="this person, not all")
    parser.add_argument("--weeks", type=int, help="so many, not as many as each story has")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--brief", action="store_true", help="only the table")
    asked = parser.parse_args(arguments)
    say, catalogue = Console(highlight=False, soft_wrap=True), load()
    say.width = max(say.width, 130)  # the table has a column a person
    lives: dict[str, Sequence[Day]] = {}
    wrong: dict[str, list[Broken]] = {}
    for person in PEOPLE:
        if asked.only and person.name not in asked.only:
            continue
        lives[person.name], wrong[person.name] = live(person, asked.weeks or person.weeks, asked.seed, catalogue)
        if not asked.brief:
            for line in told_as_lines(person, lives[person.name], catalogue):
                say.print(line, markup=False)
            say.print()
    say.print(summary(lives, {name: len(found) for name, found in wrong.items()}))
    say.print()
    say.print(at_the_desk(lives))
    for name, found in wrong.items():
        for one in found:
            say.print(f"{name}, {one.day}: broken: {one.rule} ({one.how})", style="red", markup=False)
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
