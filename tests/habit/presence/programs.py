"""Real servers for tests: a bus, an X server, a sound server; skipped where the program is missing."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")

PATIENCE_S = 60.0


def need(*programs: str) -> None:
    """Skip a test whose programs are not installed."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")


@contextlib.contextmanager
def running(*command: str, **kwargs: object) -> Iterator[subprocess.Popen[str]]:
    """Run a server until the block ends."""
    quiet = {"stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL, "text": True}
    process: subprocess.Popen[str] = subprocess.Popen(command, **{**quiet, **kwargs})  # type: ignore[call-overload]
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def x_server() -> Iterator[str]:
    """Run an X server of its own; its number."""
    need("Xvfb")
    ours, theirs = os.pipe()
    command = ("Xvfb", "-displayfd", str(theirs), "-screen", "0", "640x480x24", "-nolisten", "tcp", "-noreset")
    with running(*command, pass_fds=(theirs,)):
        os.close(theirs)
        with os.fdopen(ours) as told:
            number = told.readline().strip()
        assert number
        yield f":{number}"


@contextlib.contextmanager
def private_bus() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run a bus of its own; its address and its process."""
    need("dbus-daemon")
    with running("dbus-daemon", "--session", "--nofork", "--print-address", stdout=subprocess.PIPE) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip(), daemon


@contextlib.contextmanager
def short_folder() -> Iterator[Path]:
    """A folder whose name leaves room for that of a socket (108 characters at most)."""
    with tempfile.TemporaryDirectory(prefix="psoas", dir="/tmp") as folder:
        yield Path(folder)


async def until(look: Callable[[], Awaitable[T]], wanted: Callable[[T], bool]) -> T:
    """Look again until it is as wanted; the last look if it never is."""
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE_S
    while not wanted(found := await look()) and loop.time() < end:
        await asyncio.sleep(0.05)
    return found
