"""Other programs: what one prints, and one that goes on telling what changes."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import shutil
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable

from psoas.habit.presence.back_end import NoAnswer

PATIENCE_S = 3.0
#: Of prctl(2).
PR_SET_PDEATHSIG = 1


def _die_with_parent() -> Callable[[], object] | None:
    """What a child does before it begins, so that it ends however its parent ends; None if the system cannot."""
    if sys.platform != "linux":
        return None
    control = ctypes.CDLL(None).prctl  # loaded here: after the fork nothing may wait for a lock
    return lambda: control(PR_SET_PDEATHSIG, signal.SIGTERM)


async def _begun(program: str, *arguments: str) -> Process:
    found = shutil.which(program)
    if found is None:
        raise NoAnswer(f"the program `{program}` is missing")
    try:
        # In a language that is known, as some of what they print is translated.
        return await asyncio.create_subprocess_exec(
            found,
            *arguments,
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=DEVNULL,
            env={**os.environ, "LC_ALL": "C"},
            preexec_fn=_die_with_parent(),
        )
    except OSError as error:
        raise NoAnswer(f"the program `{program}` can't be started") from error


async def _end(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()


async def output(program: str, *arguments: str) -> bytes:
    """Run a program and take what it prints.

    Raises
    ------
    NoAnswer
        If it is missing, fails or takes too long.
    """
    process = await _begun(program, *arguments)
    try:
        async with asyncio.timeout(PATIENCE_S):
            printed, _ = await process.communicate()
    except TimeoutError as error:
        raise NoAnswer(f"the program `{program}` does not answer") from error
    finally:
        if process.returncode is None:
            await _end(process)
    if process.returncode != 0:
        raise NoAnswer(f"the program `{program}` ended with an error")
    return printed


class Listener:
    """A program that runs on and prints a line for each change."""

    def __init__(self, process: Process, heard: Callable[[str], None]) -> None:
        self._process = process
        self._task = asyncio.create_task(self._listen(heard))

    @classmethod
    async def begin(cls, heard: Callable[[str], None], program: str, *arguments: str) -> Listener:
        """Start it; `heard` gets each line. Raises `NoAnswer` if it is missing."""
        return cls(await _begun(program, *arguments), heard)

    @property
    def runs(self) -> bool:
        """Whether it still tells."""
        return not self._task.done()

    async def _listen(self, heard: Callable[[str], None]) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            heard(line.decode(errors="replace").strip())

    async def stop(self) -> None:
        """End it."""
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError, ValueError):  # ValueError: a line too long to be one
            await self._task
        await _end(self._process)
