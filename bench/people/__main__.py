"""Send made-up people through the questions: ``python -m bench.people [--n 10000] [--seed N] [--write]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.people.people import people
from bench.people.sent import sent
from bench.people.table import page

#: The shares were chosen while looking at the first; the other is reported and had no part in that.
CHOSEN_ON, REPORTED = 1, 20261128
PAGE = Path(__file__).parents[2] / "docs" / "validation" / "who-is-sent-where.md"


def text(n: int, seed: int) -> str:
    """The page about so many people."""
    return page([sent(made) for made in people(n, seed)], seed, CHOSEN_ON)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.people", description=__doc__)
    parser.add_argument("--n", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=REPORTED)
    parser.add_argument("--write", action="store_true", help=f"write docs/validation/{PAGE.name} too")
    asked = parser.parse_args(arguments)
    if asked.n < 1:
        parser.error("--n must be at least 1: there is nobody to send otherwise")
    written = text(asked.n, asked.seed)
    print(written)
    if asked.write:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
