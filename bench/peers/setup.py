"""Make the two environments whose requirements contradict those of psoas and of each other."""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path

#: Folder of the environments unless another is named; they are 2.7 GB together.
DEFAULT = Path("/tmp/psoas-peers")
_HERE = Path(__file__).parent


def python_of(folder: Path, peer: str) -> Path:
    """The Python of one peer's environment."""
    return folder / peer / "bin" / "python"


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.peers.setup", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    folder = parser.parse_args().folder
    for peer in ("mediapipe", "sports2d"):
        subprocess.run(["uv", "venv", "--python", "3.11", "--allow-existing", str(folder / peer)], check=True)
        python, wanted = str(python_of(folder, peer)), str(_HERE / f"{peer}.txt")
        subprocess.run(["uv", "pip", "install", "--python", python, "-r", wanted], check=True)


if __name__ == "__main__":
    main()
