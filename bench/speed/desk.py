"""What the desk companion costs while nothing happens, beside SafeEyes where that is: `python -m bench.speed.desk`.

Whole processes with everything that they start, in the same desktop at the same time: resident and proportional memory,
processor time, and how often they wake up. Without a display it brings one (Xvfb) and a D-Bus of its own.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
#: So long each may take to start, seconds.
_START_S = 25.0


@dataclass(frozen=True)
class Use:
    """What a process and its children have used: processor seconds, voluntary waits, and memory now, MB."""

    cpu_s: float
    wakes: int
    rss_mb: float
    pss_mb: float


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
    except OSError:
        return []
    return [pid, *(each for child in text.split() for each in family(int(child)))]


def used(pid: int) -> Use:
    """Read what a family has used so far."""
    cpu, wakes, rss, pss = 0.0, 0, 0.0, 0.0
    for each in family(pid):
        try:
            stat = Path(f"/proc/{each}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            memory = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="utf-8")
            threads = [task.read_text(encoding="utf-8") for task in Path(f"/proc/{each}/task").glob("*/status")]
        except OSError:
            continue
        cpu += (int(stat[11]) + int(stat[12])) / _TICKS
        wakes += sum(int(text.split("\nvoluntary_ctxt_switches:")[1].split()[0]) for text in threads)
        rss += int(memory.split("Rss:")[1].split()[0]) / 1024
        pss += int(memory.split("Pss:")[1].split()[0]) / 1024
    return Use(cpu, wakes, rss, pss)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.speed.desk", description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=60.0, help="how long to watch (default 60)")
    given = parser.parse_args(arguments)
    if "DISPLAY" not in os.environ:
        brings = [shutil.which(name) for name in ("xvfb-run", "dbus-run-session")]
        if None in brings:
            print("This needs a display, or xvfb-run and dbus-run-session to make one.")
            return 2
        again = [sys.executable, "-m", "bench.speed.desk", "--minutes", str(given.minutes)]
        return subprocess.run(["xvfb-run", "-a", "dbus-run-session", "--", *again], check=False).returncode
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with tempfile.TemporaryDirectory() as folder:
        psoas = [sys.executable, "-m", "psoas", "desk", "--data", folder]
        started = {"psoas desk": subprocess.Popen(psoas, **quiet)}  # type: ignore[call-overload]
        if safeeyes := shutil.which("safeeyes"):
            started["SafeEyes"] = subprocess.Popen([safeeyes], **quiet)  # type: ignore[call-overload]
        time.sleep(_START_S)
        before, begun = {name: used(each.pid) for name, each in started.items()}, time.monotonic()
        time.sleep(60 * given.minutes)
        wall = time.monotonic() - begun
        print(f"{given.minutes:g} minutes in which nothing happened")
        for name, process in started.items():
            if process.poll() is not None:
                print(f"{name}: ended by itself with {process.returncode}")
                continue
            now, was = used(process.pid), before[name]
            print(
                f"{name}: {now.rss_mb:.1f} MB resident ({now.pss_mb:.1f} without what others share), "
                f"{100 * (now.cpu_s - was.cpu_s) / wall:.3f} % of a core, "
                f"{(now.wakes - was.wakes) / wall * 5:.1f} wake-ups in 5 s"
            )
        for process in started.values():
            process.terminate()
            process.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
