"""What a Wayland compositor tells, over its real protocol."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from psoas.habit.presence.ext_idle import AFTER_S, ExtIdle
from psoas.habit.signals import Signals

from .programs import need, running, short_folder, until

REASON = "needs pywayland, which has wheels for x86-64 only"


class Compositor:
    """A compositor in another process, and the person in front of it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        assert self.line() == "listening"

    def line(self) -> str:
        """What it prints next."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def tell(self, word: str) -> None:
        """Say what the person does: "idle" or "move"."""
        print(word, file=self._process.stdin, flush=True)

    def end(self) -> None:
        """Go away."""
        self._process.terminate()
        self._process.wait()


@pytest.fixture
def compositor(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Compositor]]:
    """Starts a compositor, to which psoas will then connect."""
    pytest.importorskip("pywayland", reason=REASON)
    with short_folder() as folder, contextlib.ExitStack() as ends:
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")

        def start(version: int = 2) -> Compositor:
            script = Path(__file__).with_name("compositor.py")
            command = (sys.executable, str(script), str(folder / "wayland-7"), str(version))
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            return Compositor(ends.enter_context(running(*command, **pipes)))

        yield start


async def test_idle_time_counts_from_the_last_movement_to_the_next(
    compositor: Callable[..., Compositor],
) -> None:
    now = 100.0
    person, ext_idle = compositor(), ExtIdle(clock=lambda: now)
    assert await ext_idle.start() is None
    assert await ext_idle.read() == Signals(idle_s=0.0)
    person.tell("idle")
    assert (await until(ext_idle.read, lambda seen: bool(seen.idle_s))).idle_s == AFTER_S
    now += 60.0
    assert (await ext_idle.read()).idle_s == AFTER_S + 60.0
    person.tell("move")
    assert (await until(ext_idle.read, lambda seen: seen.idle_s == 0.0)).idle_s == 0.0
    await ext_idle.stop()


@pytest.mark.parametrize(("version", "asked"), [(1, "no inhibitors"), (2, "only input")])
async def test_a_film_does_not_hide_that_nobody_moves_where_the_compositor_can_tell(
    compositor: Callable[..., Compositor], version: int, asked: str
) -> None:
    person, ext_idle = compositor(version), ExtIdle()
    assert await ext_idle.start() is None
    assert person.line() == f"{asked} {int(AFTER_S * 1000)}"
    await ext_idle.stop()


async def test_a_compositor_that_ends_leaves_none_and_a_sentence(compositor: Callable[..., Compositor]) -> None:
    person, ext_idle = compositor(), ExtIdle()
    assert await ext_idle.start() is None
    person.end()
    assert await until(ext_idle.read, lambda seen: seen.idle_s is None) == Signals()
    assert "the Wayland compositor has gone" in ext_idle.troubles["idle_s"]
    await ext_idle.stop()
    assert "can't be reached" in str(await ext_idle.start())


async def test_a_compositor_without_the_protocol_is_said_to_lack_it(compositor: Callable[..., Compositor]) -> None:
    compositor(version=0)
    assert await ExtIdle().start() == (
        "psoas can't see when you last used the keyboard or the mouse: "
        "your Wayland compositor does not tell (it lacks ext-idle-notify-v1)."
    )


def test_a_program_that_just_ends_does_not_crash(compositor: Callable[..., Compositor]) -> None:
    compositor()
    program = "import asyncio; from psoas.habit.presence.ext_idle import ExtIdle; one = ExtIdle(); "
    done = subprocess.run(
        [sys.executable, "-c", f"{program}print(asyncio.run(one.start()))"], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, b"None\n")


async def test_a_real_weston_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pywayland", reason=REASON)
    need("weston")
    with short_folder() as folder:
        folder.chmod(0o700)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
        monkeypatch.setenv("WAYLAND_DISPLAY", "test")
        with running("weston", "--backend=headless-backend.so", "--socket=test", "--idle-time=0", "--no-config"):

            async def socket() -> bool:
                return (folder / "test").exists()

            if not await until(socket, bool):
                pytest.skip("this weston does not start without a screen")
            ext_idle = ExtIdle()
            said = await ext_idle.start()
            # Weston 10 lacks the protocol, and a headless one has no seat.
            assert said is None or "it lacks ext-idle-notify-v1" in said
            await ext_idle.stop()


async def test_without_pywayland_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pywayland", None)
    monkeypatch.setitem(sys.modules, "pywayland.client", None)
    monkeypatch.setitem(sys.modules, "pywayland.client.display", None)
    assert "install it with `pip install 'psoas[desk]'`" in str(await ExtIdle().start())


async def test_without_a_compositor_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("pywayland", reason=REASON)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "nobody")
    assert "the Wayland compositor can't be reached" in str(await ExtIdle().start())
