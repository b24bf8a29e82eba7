"""How much disk the whole installation takes: a fresh environment with psoas and all it needs, by package."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def size(path: Path) -> int:
    """Bytes on disk, not following links."""
    if path.is_symlink() or path.is_file():
        return path.lstat().st_size
    return sum(item.lstat().st_size for item in path.rglob("*") if not item.is_dir() or item.is_symlink())


def by_package(site: Path) -> Counter[str]:
    """Bytes of each installed distribution."""
    found: Counter[str] = Counter()
    for distribution in distributions(path=[str(site)]):
        for file in distribution.files or []:
            place = Path(str(distribution.locate_file(file)))
            if place.is_file():
                found[distribution.metadata["Name"]] += place.lstat().st_size
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--top", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        venv = Path(scratch) / "venv"
        # Without compiled copies, as an installer leaves it; the interpreter itself is linked, not copied.
        subprocess.run(["uv", "venv", "--quiet", "--python", sys.executable, str(venv)], check=True)
        python = venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        subprocess.run(
            ["uv", "pip", "install", "--quiet", "--python", str(python), "--link-mode", "copy", str(ROOT)], check=True
        )
        site = Path(
            subprocess.run(
                [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
                check=True,
                capture_output=True,
                text=True,
            ).stdout.strip()
        )
        total = size(venv)
        packages = by_package(site)
    print(f"whole installation: {total / 1e6:.0f} MB in {len(packages)} packages")
    for name, taken in packages.most_common(options.top):
        print(f"{taken / 1e6:8.1f} MB  {name}")


if __name__ == "__main__":
    main()
