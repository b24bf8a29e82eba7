"""What psoas asks of the network in a day, as the system sees it: ``python -m bench.outgoing``.

Traces (``strace``) every connect and every datagram of a psoas that serves all of its pages and its live socket, and of
the commands of a day. Exit code 1 if anything but this computer is asked. A name that is looked up would show, too.
"""

from __future__ import annotations

import argparse
import ipaddress
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from browser.driving import SERVE_AT, launch  # noqa: E402
from every_page import lived_in  # noqa: E402

CLIP = ROOT / "tests" / "fixtures" / "clips" / "level6.mp4"
#: What somebody types in a day; DATA is the data folder, OUT a folder for files.
COMMANDS = (
    "today --data DATA",
    "plan --data DATA",
    "progress --data DATA",
    "desk status --data DATA",
    "calendar --data DATA --out OUT/psoas.ics",
    "export OUT/journal.json --data DATA",
    "texts",
    f"analyze {CLIP} --level 6 --json OUT/result.json",
)
_CALL = re.compile(
    r"\b(connect|sendto|sendmsg|sendmmsg)\(.*?sa_family=AF_INET6?,.*?inet_(?:addr|pton)\([^\"]*\"([^\"]+)\""
)
#: Asks for an address that is nobody's (RFC 5737) and sends nothing: seen, or the trace is worth nothing.
CONTROL = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
_CALLS = "trace=connect,sendto,sendmsg,sendmmsg"


def traced(out: Path, *command: str) -> list[str]:
    """The command as it is run under strace, which stands aside so that signals reach the command."""
    return ["strace", "-D", "-f", "-qq", "-e", _CALLS, "-o", str(out), *command]


def asked(trace: str) -> Iterator[tuple[str, str]]:
    """What was called and with which address, in a trace."""
    for line in trace.splitlines():
        if found := _CALL.search(line):
            yield found[1], found[2]


def outside(trace: str) -> Counter[tuple[str, str]]:
    """The calls of a trace that leave this computer."""
    return Counter(each for each in asked(trace) if not ipaddress.ip_address(each[1]).is_loopback)


def _read(trace: Path) -> str:
    """A trace, once it is no longer written to: strace may end a moment after what it traces."""
    before = -1
    while trace.stat().st_size != before:
        before = trace.stat().st_size
        time.sleep(0.5)
    return trace.read_text(encoding="utf-8", errors="replace")


def day(folder: Path) -> dict[str, str]:
    """What a day asked of the network: each program to its trace."""
    control = folder / "control.txt"
    subprocess.run(traced(control, sys.executable, "-c", CONTROL), check=True)
    if outside(_read(control)) != Counter({("connect", "192.0.2.1"): 1}):
        raise SystemExit("strace does not show what it should, so nothing can be said. Is it allowed to trace here?")
    data, out = folder / "data", folder / "out"
    out.mkdir()
    paths = lived_in(data)
    traces = {}
    served = folder / "served.txt"
    psoas = launch(data, SERVE_AT, before=traced(served))
    try:
        for path in [*paths, "/calendar.ics", "/look.css"]:
            try:
                urllib.request.urlopen(psoas.asks(path), timeout=60).close()
            except urllib.error.HTTPError as said:
                if said.code >= 500:
                    raise
    finally:
        psoas.process.terminate()
        psoas.process.wait(timeout=20)
    traces[f"psoas, {len(paths)} pages"] = _read(served)
    for number, line in enumerate(COMMANDS):
        words = [word.replace("DATA", str(data)).replace("OUT", str(out)) for word in line.split()]
        into = folder / f"{number}.txt"
        subprocess.run(traced(into, sys.executable, "-m", "psoas", *words), stdout=subprocess.DEVNULL, check=True)
        traces[f"psoas {line.split()[0]}"] = _read(into)
    return traces


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    if shutil.which("strace") is None:
        print("strace is not installed: `apt install strace`. Nothing was traced.")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        traces = day(Path(folder))
    beyond = 0
    for name, trace in traces.items():
        left = outside(trace)
        beyond += left.total()
        print(f"{name}: {sum(1 for _ in asked(trace))} calls to this computer's loopback, {left.total()} beyond it")
        for (call, address), times in left.items():
            print(f"    {call} {address}, {times} times")
    print(f"{beyond} calls beyond this computer in {len(traces)} programs")
    return 1 if beyond else 0


if __name__ == "__main__":
    sys.exit(main())
