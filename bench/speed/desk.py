"""What the desk companion costs while nothing happens, beside SafeEyes where that is: `python -m bench.speed.desk`.

Whole processes with everything that they start, in the same desktop at the same time: resident and proportional
memory, processor time, and how often any of their threads waited for something, which is how often it woke up. Without
a display it brings one (Xvfb), with a D-Bus of its own and, where they are installed, a window manager (openbox) and a
server of notifications (dunst).
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
from contextlib import ExitStack

from bench.speed.processes import Use, used

#: So long each may take to start, seconds.
_START_S = 30.0
_AROUND = ("openbox", "dunst")


def line(name: str, was: Use, now: Use, wall_s: float) -> str:
    """What a program used between two moments."""
    return (
        f"{name}: {now.rss_mb:.1f} MB resident ({now.pss_mb:.1f} without what others share), "
        f"{100 * (now.cpu_s - was.cpu_s) / wall_s:.3f} % of a core, "
        f"{5 * (now.waits - was.waits) / wall_s:.2f} waits in 5 s"
    )


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
        around = " ".join(f"{name} >/dev/null 2>&1 &" for name in _AROUND if shutil.which(name))
        command = ["xvfb-run", "-a", "dbus-run-session", "--", "sh", "-c", f'{around} "$@"', "sh"]
        return subprocess.run([*command, *again], check=False).returncode
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as ends:
        psoas = [sys.executable, "-m", "psoas", "desk", "--data", folder]
        commands = {"psoas desk": psoas, **({"SafeEyes": [each]} if (each := shutil.which("safeeyes")) else {})}
        started: dict[str, subprocess.Popen[bytes]] = {}
        for name, command in commands.items():
            process = started[name] = subprocess.Popen(command, **quiet)  # type: ignore[call-overload]
            ends.callback(process.wait)
            ends.callback(process.terminate)
        time.sleep(_START_S)
        before, begun = {name: used(each.pid) for name, each in started.items()}, time.monotonic()
        time.sleep(60 * given.minutes)
        wall = time.monotonic() - begun
        print(f"{given.minutes:g} minutes in which nothing happened")
        for name, process in started.items():
            if process.poll() is not None:
                print(f"{name}: ended by itself with {process.returncode}")
                continue
            print(line(name, before[name], used(process.pid), wall))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
