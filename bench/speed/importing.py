"""What `import psoas` costs over starting Python itself: whole processes, in turn, medians in milliseconds."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from statistics import median

#: What a person or a program does first, each in a Python of its own.
CASES = {
    "Python itself": "pass",
    "import psoas": "import psoas",
    "psoas.exercises()": "import psoas; psoas.exercises()",
}


def took_ms(code: str) -> float:
    """Time of a Python that runs this, milliseconds."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return 1000 * (time.perf_counter() - begun)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=21)
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {name: [] for name in CASES}
    for _ in range(runs):
        for name, code in CASES.items():
            times[name].append(took_ms(code))
    bare = median(times["Python itself"])
    for name, taken in times.items():
        print(f"{name:20} {median(taken):7.1f} ms, {median(taken) - bare:+7.1f} ms over Python itself")


if __name__ == "__main__":
    main()
