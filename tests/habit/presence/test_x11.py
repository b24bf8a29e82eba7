"""What an X server and a window manager tell, asked of real ones."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

pytest.importorskip("Xlib", reason="needs python-xlib")

from psoas.habit.presence.x11 import X11
from psoas.habit.signals import Signals

from .programs import need, running, until, x_server


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of one's own; its number."""
    with x_server() as number:
        yield number


def xdotool(display: str, *arguments: str) -> str:
    need("xdotool")
    done = subprocess.run(
        ["xdotool", *arguments], env={**os.environ, "DISPLAY": display}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


async def test_idle_time_grows_and_a_movement_ends_it(display: str) -> None:
    x11 = X11({"DISPLAY": display})
    assert await x11.start() is None
    begun = time.monotonic()
    xdotool(display, "mousemove", "50", "50", "mousemove", "70", "80")
    idle = await until(x11.read, lambda seen: (seen.idle_s or 0) > 0.5)
    assert idle.idle_s is not None
    assert 0.5 < idle.idle_s <= time.monotonic() - begun
    xdotool(display, "mousemove", "100", "100", "mousemove", "120", "130")
    moved = await x11.read()
    assert moved.idle_s is not None
    assert moved.idle_s < 0.5
    await x11.stop()


#: Opens a window, then waits for words: "full", "normal", "other" (another window comes to the front).
WINDOW = """
import sys
from Xlib import X, display
from Xlib.protocol import event

screen = display.Display()
root = screen.screen().root

def window():
    made = root.create_window(10, 10, 200, 100, 0, screen.screen().root_depth, X.InputOutput, X.CopyFromParent)
    made.map()
    screen.sync()
    return made

ours = window()
print("open", flush=True)
for word in sys.stdin:
    if word.strip() == "other":
        window()
    else:
        data = (32, [word.strip() == "full", screen.intern_atom("_NET_WM_STATE_FULLSCREEN"), 0, 1, 0])
        asked = event.ClientMessage(window=ours, client_type=screen.intern_atom("_NET_WM_STATE"), data=data)
        root.send_event(asked, X.SubstructureRedirectMask | X.SubstructureNotifyMask)
    screen.sync()
"""


async def test_a_window_in_front_fills_the_screen_or_not(display: str) -> None:
    need("openbox")
    environ = {**os.environ, "DISPLAY": display}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with (
        running("openbox", env=environ),
        running(sys.executable, "-c", WINDOW, env=environ, **pipes) as window,
    ):
        assert window.stdin is not None
        assert window.stdout is not None
        x11 = X11({"DISPLAY": display})
        assert await x11.start() is None
        assert (await until(x11.read, lambda seen: seen.full_screen is not None)).full_screen is False
        assert window.stdout.readline() == "open\n"

        async def becomes(word: str, wanted: bool) -> bool | None:
            print(word, file=window.stdin, flush=True)
            return (await until(x11.read, lambda seen: seen.full_screen is wanted)).full_screen

        assert await becomes("full", True) is True
        assert await becomes("normal", False) is False
        assert await becomes("full", True) is True
        assert await becomes("other", False) is False
        await x11.stop()


async def test_windows_are_asked_for_only_after_one_has_changed(display: str, monkeypatch: pytest.MonkeyPatch) -> None:
    need("openbox")
    with running("openbox", env={**os.environ, "DISPLAY": display}):
        x11 = X11({"DISPLAY": display})
        assert await x11.start() is None
        await until(x11.read, lambda seen: seen.full_screen is not None)
        asked: list[str] = []
        property_of = x11._property
        monkeypatch.setattr(x11, "_property", lambda *what: asked.append(what[1]) or property_of(*what))
        await until(x11.read, lambda _: not asked or asked.clear())  # openbox may still be setting up
        asked.clear()
        assert (await x11.read()).full_screen is False
        assert asked == []
        xdotool(display, "set_desktop", "1")
        await until(x11.read, lambda _: "_NET_ACTIVE_WINDOW" in asked)
        assert "_NET_ACTIVE_WINDOW" in asked
        await x11.stop()


async def test_without_a_window_manager_full_screen_is_said_to_be_unknown(display: str) -> None:
    x11 = X11({"DISPLAY": display})
    assert await x11.start() is None
    assert (await x11.read()).full_screen is None
    assert x11.troubles == {
        "full_screen": "psoas can't see whether a window fills the screen: your window manager does not tell."
    }
    await x11.stop()


async def test_an_x_server_that_ends_leaves_none_and_a_sentence() -> None:
    need("Xvfb")
    with running("Xvfb", "-displayfd", "1", "-nolisten", "tcp", stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        x11 = X11({"DISPLAY": f":{server.stdout.readline().strip()}"})
        assert await x11.start() is None
    assert await x11.read() == Signals()
    assert set(x11.troubles) == x11.tells
    await x11.stop()


async def test_the_x_server_inside_wayland_is_not_believed() -> None:
    said = await X11({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}).start()
    assert said == (
        "psoas can't see whether a window fills the screen: under Wayland no program sees the windows of others."
    )


async def test_no_x_server_is_said_in_a_sentence() -> None:
    assert "start psoas inside your desktop session" in str(await X11({"DISPLAY": ":4711"}).start())


async def test_without_python_xlib_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "Xlib", None)
    assert "the package python-xlib is missing" in str(await X11({"DISPLAY": ":0"}).start())
