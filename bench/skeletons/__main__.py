"""Write the skeletons of what is no march: ``python -m bench.skeletons [FOLDER]``."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.skeletons.moves import MOVES, skeletons
from psoas.exchange.skeletons import write_skeletons

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "skeletons"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.skeletons", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for seed, (name, move) in enumerate(MOVES.items(), start=1):
        path = folder / f"{name}.npz"
        write_skeletons(path, skeletons(move, seed))
        print(f"{path.name}: {move.seconds + 2:g} s, {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
