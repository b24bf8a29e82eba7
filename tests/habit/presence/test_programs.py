"""Programs that psoas asks: they end when it does, and never hold it up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from psoas.habit.presence import programs
from psoas.habit.presence.back_end import NoAnswer
from psoas.habit.presence.programs import Listener, output

from .programs import running, until

KILLED = """
import asyncio
from psoas.habit.presence.programs import Listener

async def main():
    listener = await Listener.begin(print, "sleep", "60")
    print(listener._process.pid, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
async def test_what_psoas_listens_to_ends_even_if_psoas_is_killed() -> None:
    with running(sys.executable, "-c", KILLED, stdout=subprocess.PIPE) as psoas:
        assert psoas.stdout is not None
        child = Path("/proc", psoas.stdout.readline().strip())
        psoas.kill()

        async def gone() -> bool:
            return not child.exists() or "State:\tZ" in (child / "status").read_text()

        assert await until(gone, bool)


async def test_each_line_is_heard_and_the_end_is_known() -> None:
    heard: list[str] = []
    listener = await Listener.begin(heard.append, "printf", "one\\ntwo\\n")

    async def ended() -> bool:
        return not listener.runs

    assert await until(ended, bool)
    assert heard == ["one", "two"]
    await listener.stop()


async def test_a_program_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "PATIENCE_S", 0.05)
    with pytest.raises(NoAnswer, match="`sleep` does not answer"):
        await output("sleep", "60")


async def test_a_program_that_fails_and_one_that_is_missing_are_told_apart() -> None:
    with pytest.raises(NoAnswer, match="`false` ended with an error"):
        await output("false")
    with pytest.raises(NoAnswer, match="`no-such-program` is missing"):
        await output("no-such-program")
