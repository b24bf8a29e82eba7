"""Does psoas start on a fresh machine? ``python -m bench.fresh``: with the pinned versions, and with the newest.

Clones the last commit, installs it into an environment of its own in both ways, and then opens the coach: the address
that it prints lets a browser in, Today is a page, and a recording is counted. Needs the package index, and minutes.
Exit code 1 if either does not work.
"""

from __future__ import annotations

import argparse
import http.cookiejar
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CLIP = Path("tests") / "fixtures" / "clips" / "level6.mp4"
#: Longest that a start may take once all is installed, seconds.
PATIENCE_S = 120.0


def clone(folder: Path) -> Path:
    """The last commit, as somebody gets it."""
    copy = folder / "psoas"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(copy)], check=True)
    return copy


def install(copy: Path, *, pinned: bool) -> list[str]:
    """Install, and return the words that run psoas. The newest versions are those that `uv run` chooses."""
    if not pinned:
        _run(copy, "uv", "run", "--quiet", "psoas", "--version")
        return ["uv", "run", "--quiet", "psoas"]
    _run(copy, "uv", "venv", "--quiet", "--clear")
    _run(copy, "uv", "pip", "install", "--quiet", "--python", ".venv", "--constraints", "constraints.txt", "-e", ".")
    return ["uv", "run", "--quiet", "--no-sync", "psoas"]


def try_out(copy: Path, psoas: list[str]) -> str:
    """Open the coach and count a recording; what came of it."""
    log, data = copy.with_suffix(".log"), copy.with_suffix(".data")
    with log.open("w") as out:
        app = subprocess.Popen(
            [*psoas, "--data", str(data), "--no-browser"], cwd=copy, env=_own(), stdout=out, stderr=subprocess.STDOUT
        )
    try:
        address = _address(log, app)
        browser = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        with browser.open(address, timeout=60) as answer:
            first = f"{answer.status}, {answer.read().count(b'<script')} scripts"
    finally:
        app.terminate()
        app.wait(timeout=30)
    counted = _run(copy, *psoas, "analyze", str(CLIP), "--level", "6", "--json", "-")
    return f"first page {first}; counted {json.loads(counted)['count']}"


def _address(log: Path, app: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and app.poll() is None:
        if found := re.search(r"http://\S+token=\S+", log.read_text()):
            return found.group()
        time.sleep(0.1)
    raise RuntimeError(f"it did not start: {log.read_text()[-800:]}")


def _own() -> dict[str, str]:
    """The environment without what belongs to this one."""
    return {
        name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH", "UV_NO_SYNC")
    }


def _run(copy: Path, *words: str) -> str:
    done = subprocess.run(words, cwd=copy, env=_own(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words[:4])}: {done.stderr[-800:]}")
    return done.stdout


def versions(copy: Path) -> dict[str, str]:
    """What is installed there."""
    listed = json.loads(_run(copy, "uv", "pip", "list", "--python", ".venv", "--format", "json"))
    return {each["name"]: each["version"] for each in listed}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("pinned", "newest"), help="one of the two")
    given = parser.parse_args()
    installed, failed = {}, False
    for which in ("pinned", "newest"):
        if given.only not in (None, which):
            continue
        with tempfile.TemporaryDirectory() as folder:
            copy = clone(Path(folder))
            begun = time.monotonic()
            try:
                psoas = install(copy, pinned=which == "pinned")
                took = time.monotonic() - begun
                installed[which] = versions(copy)
                print(f"{which}: installed in {took:.0f} s; {try_out(copy, psoas)}", flush=True)
            except (RuntimeError, OSError, ValueError) as problem:
                failed = True
                print(f"{which}: FAILED: {problem}", flush=True)
    if len(installed) == 2:
        before = installed["pinned"]
        newer = [
            f"{name} {before.get(name)} -> {v}"
            for name, v in installed["newest"].items()
            if before.get(name) not in (None, v)
        ]
        print(f"{len(newer)} packages are newer than pinned: {', '.join(newer) or 'none'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
