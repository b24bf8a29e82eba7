"""One mutant against the tests of its room, in a process of its own; the files stay as they are."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.mutation.mutants import ROOMS, ROOT, Mutant

#: What each test of a room took, so that the quick ones can go first; measured once and kept.
TIMES = ROOT / "bench" / "out" / "mutation"
#: A mutant that makes the tests take this many times what may be spent runs in a circle: it is noticed too.
_CIRCLE = 10
_WORK = "PSOAS_MUTATION"
#: What pytest ends with: all well, a test failed, it could not go on (as where the changed module cannot be imported).
_OK, _FAILED, _STOPPED = 0, 1, 2
_CRASHES = (-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGFPE)


def times(room: str) -> dict[str, float]:
    """Seconds of each test of a room, unchanged; measured where that was not done yet.

    Raises
    ------
    SystemExit
        If they fail as they are: then no mutant can be told from none.
    """
    kept = TIMES / f"{room}.json"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        code, said = _pytest(room, {"module": "", "out": str(kept)}, None)
        if code != _OK:
            kept.unlink(missing_ok=True)
            sys.exit(f"The tests of {room} fail without any change:\n{said}")
    found: dict[str, float] = json.loads(kept.read_text(encoding="utf-8"))
    return found


def is_noticed(mutant: Mutant, seconds: dict[str, float], spend_s: float) -> bool:
    """Whether a test of the room fails, or never ends, with this change."""
    work = {
        "module": mutant.module,
        "path": str(ROOT / mutant.path),
        "source": mutant.source(),
        "seconds": seconds,
        "near": _near(mutant),
        "spend_s": spend_s,
    }
    code, said = _pytest(mutant.room, work, _CIRCLE * spend_s)
    found = tells(code)
    if found is None:
        sys.exit(
            f"The tests of {mutant.room} told nothing (exit code {code}): no mutant is called killed by that.\n{said}"
        )
    return found


def tells(code: int) -> bool | None:
    """Whether tests that ended like this noticed the change; None where they did not come to say so.

    That is so where somebody else ended them, or no test ran.
    """
    if code == _OK:
        return False
    return True if code in (_FAILED, _STOPPED, *_CRASHES) else None


def _near(mutant: Mutant) -> list[str]:
    """Files of tests that name the module themselves."""
    tests = sorted((ROOT / ROOMS[mutant.room][1]).glob("test_*.py"))
    return [path.name for path in tests if mutant.module in path.read_text(encoding="utf-8")]


def _pytest(room: str, work: dict[str, object], at_most_s: float | None) -> tuple[int, str]:
    with tempfile.TemporaryDirectory() as scratch:
        told = Path(scratch) / "work.json"
        told.write_text(json.dumps(work), encoding="utf-8")
        # What hypothesis remembers of one mutant must not help with the next.
        env = {**os.environ, _WORK: str(told), "HYPOTHESIS_STORAGE_DIRECTORY": scratch}
        command = [sys.executable, "-m", "pytest", "-n", "0", "-x", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
        command += ["-p", "bench.mutation.plugin", "-m", "not shared and not browser", f"--basetemp={scratch}/t"]
        try:
            done = subprocess.run(
                [*command, ROOMS[room][1]],
                cwd=ROOT,
                env=env,
                capture_output=True,
                text=True,
                timeout=at_most_s,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return _FAILED, ""
    return done.returncode, done.stdout[-2000:] + done.stderr[-2000:]
