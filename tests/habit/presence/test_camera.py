"""Whether a camera is in use and the screen is shared: open files of real processes, and PipeWire."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from psoas.habit.presence import camera as camera_module
from psoas.habit.presence.camera import EVERY_S, CameraWatch, camera_runs, holders, screen_shared
from psoas.habit.signals import Signals

from .programs import need, running, short_folder, until

HOLD = "import sys, time; held = open(sys.argv[1]); print('open', flush=True); time.sleep(60)"


@pytest.fixture
def devices(tmp_path: Path) -> Path:
    """A folder with a file that stands for a camera."""
    folder = tmp_path / "dev"
    folder.mkdir()
    (folder / "video0").touch()
    return folder


def camera(devices: Path, *own: int, **more: Any) -> CameraWatch:
    """Without PipeWire, and with a clock that makes each look a new one, unless the test has others."""
    ticks = iter(range(0, 10**6, int(EVERY_S)))
    more = {"clock": lambda: float(next(ticks)), "runtime": devices} | more
    return CameraWatch(lambda: own, devices=devices, **more)


async def test_a_program_that_holds_a_camera_is_found_until_it_ends(devices: Path) -> None:
    seeing = camera(devices)
    assert await seeing.start() is None
    assert await seeing.read() == Signals(camera=False)
    with running(sys.executable, "-c", HOLD, str(devices / "video0"), stdout=subprocess.PIPE) as call:
        assert call.stdout is not None
        assert call.stdout.readline() == "open\n"
        assert await seeing.read() == Signals(camera=True)
    assert await seeing.read() == Signals(camera=False)


async def test_psoas_at_the_camera_is_no_call(devices: Path) -> None:
    with running(sys.executable, "-c", HOLD, str(devices / "video0"), stdout=subprocess.PIPE) as psoas:
        assert psoas.stdout is not None
        psoas.stdout.readline()
        assert await camera(devices, psoas.pid).read() == Signals(camera=False)
        with (devices / "video0").open():  # this process is psoas, too
            assert await camera(devices, psoas.pid).read() == Signals(camera=False)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where all open files were looked at, a look an entry."""
    looked: list[Path] = []

    def count(folder: Path, device: str) -> Iterator[int]:
        looked.append(folder)
        return holders(folder, device)

    monkeypatch.setattr(camera_module, "holders", count)
    return looked


async def test_all_files_are_looked_at_only_after_a_camera_was_opened_or_closed(
    devices: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, seeing = counted(monkeypatch), camera(devices)
    assert await seeing.start() is None
    for _ in range(5):
        await seeing.read()
    assert len(looked) == 1
    with (devices / "video0").open():
        await seeing.read()
        assert len(looked) == 2
    await seeing.read()
    (devices / "video1").touch()  # plugged in
    await seeing.read()
    assert len(looked) == 4
    with (devices / "video1").open():
        await seeing.read()
        assert len(looked) == 5
    await seeing.stop()


async def test_all_files_are_looked_at_at_most_every_half_minute(devices: Path) -> None:
    now = 0.0
    seeing = camera(devices, clock=lambda: now)
    assert await seeing.start() is None
    with running(sys.executable, "-c", HOLD, str(devices / "video0"), stdout=subprocess.PIPE) as call:
        assert call.stdout is not None
        call.stdout.readline()
        now = EVERY_S - 0.1
        assert await seeing.read() == Signals(camera=False)
        now = EVERY_S
        assert await seeing.read() == Signals(camera=True)
    await seeing.stop()


async def test_where_nobody_keeps_note_all_files_are_looked_at_again(
    devices: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no more watches")

    monkeypatch.setattr(camera_module, "Opened", refuse)
    looked, seeing = counted(monkeypatch), camera(devices)
    assert await seeing.start() is None
    await seeing.read()
    assert len(looked) == 2


def proc(folder: Path, pid: int, name: str, *files: str) -> None:
    """Write a process as the kernel shows it."""
    (folder / str(pid) / "fd").mkdir(parents=True)
    (folder / str(pid) / "comm").write_text(f"{name}\n")
    for number, file in enumerate(files):
        (folder / str(pid) / "fd" / str(number)).symlink_to(file)


def test_a_program_that_hands_cameras_out_is_not_the_one_that_uses_them(tmp_path: Path) -> None:
    proc(tmp_path, 10, "wireplumber", "/dev/video0", "/dev/media0")
    proc(tmp_path, 11, "pipewire", "/dev/null", "/dev/video0")
    proc(tmp_path, 12, "cheese", "/dev/null", "socket:[4711]", "/dev/video0", "/dev/video1")
    proc(tmp_path, 13, "mpv", "/home/ann/dev/video0.mkv")
    (tmp_path / "14").mkdir()  # of somebody else
    (tmp_path / "self").mkdir()
    assert list(holders(tmp_path, "/dev/video")) == [12]


def node(state: str, **props: str) -> dict[str, Any]:
    """A node as `pw-dump` prints it."""
    named = {name.replace("_", "."): value for name, value in props.items()}
    return {"id": 40, "type": "PipeWire:Interface:Node", "info": {"state": state, "props": named}}


WEBCAM = {"media_class": "Video/Source", "media_role": "Camera", "device_api": "v4l2", "node_name": "v4l2_input.usb"}
SCREENS = [
    {"media_class": "Stream/Output/Video", "node_name": "gnome-shell"},
    {"media_class": "Stream/Output/Video", "node_name": "kwin_wayland", "media_role": "Screen"},
    {"media_class": "Video/Source", "node_name": "xdg-desktop-portal-wlr"},
]


@pytest.mark.parametrize("state", ["running", "idle", "suspended"])
def test_a_camera_of_pipewire_is_in_use_while_it_runs(state: str) -> None:
    nodes = [node("running", media_class="Audio/Sink"), node(state, **WEBCAM), {"type": "PipeWire:Interface:Core"}]
    assert camera_runs(nodes) is (state == "running")
    assert not screen_shared(nodes)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen["node_name"])
def test_a_shared_screen_is_no_camera(screen: dict[str, str]) -> None:
    assert not camera_runs([node("running", **screen)])
    assert screen_shared([node("running", **screen)])
    assert not screen_shared([node("suspended", **screen)])


def fake_dump(folder: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """Put a `pw-dump` first on the path, and the socket of a PipeWire that does not run."""
    (folder / "pipewire-0").touch()
    (folder / "answer").write_text(answer)
    program = folder / "pw-dump"
    program.write_text(f"#!/bin/sh\nexec cat {folder}/answer\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


async def test_a_shared_screen_counts_as_presenting_and_its_absence_says_nothing(
    devices: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (devices / "video0").unlink()
    fake_dump(devices, monkeypatch, json.dumps([node("running", **SCREENS[0])]))
    assert await camera(devices).read() == Signals(camera=False, presenting=True)
    (devices / "answer").write_text(json.dumps([node("running", **WEBCAM)]))
    assert await camera(devices).read() == Signals(camera=True, presenting=None)


async def test_without_pw_dump_no_camera_of_pipewire_can_be_ruled_out(
    devices: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (devices / "pipewire-0").touch()
    monkeypatch.setenv("PATH", str(devices))
    assert await camera(devices).start() is not None
    seeing = camera(devices)
    assert await seeing.read() == Signals()
    assert seeing.troubles["camera"] == "psoas can't see whether a camera is in use: the program `pw-dump` is missing."
    with running(sys.executable, "-c", HOLD, str(devices / "video0"), stdout=subprocess.PIPE) as call:
        assert call.stdout is not None
        call.stdout.readline()
        assert await seeing.read() == Signals(camera=True)


@pytest.mark.parametrize("answer", ["", "{", "[1]", '[{"type": "PipeWire:Interface:Node", "info": [1]}]'])
async def test_an_answer_that_nobody_understands_is_a_sentence(
    devices: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    fake_dump(devices, monkeypatch, answer)
    seeing = camera(devices)
    assert await seeing.read() == Signals()
    assert "PipeWire's answer can't be read" in seeing.troubles["camera"]


#: A PipeWire without a session manager, with a source of sound and two nodes that bear the names of a camera and of a
#: shared screen. They take sound, for no plugin takes pictures; what counts is that they run once they are linked.
PIPEWIRE = """
context.properties = { core.daemon = true core.name = pipewire-0 support.dbus = false }
context.spa-libs = { support.* = support/libspa-support audiotestsrc = audiotestsrc/libspa-audiotestsrc }
context.modules = [
  { name = libpipewire-module-protocol-native } { name = libpipewire-module-spa-node-factory }
  { name = libpipewire-module-client-node } { name = libpipewire-module-access }
  { name = libpipewire-module-link-factory } { name = libpipewire-module-metadata }
]
context.objects = [
  { factory = spa-node-factory args = { factory.name = audiotestsrc node.name = tone } }
  { factory = spa-node-factory args = { factory.name = support.null-audio-sink node.name = webcam audio.channels = 1
    audio.position = MONO media.class = Video/Source media.role = Camera device.api = v4l2 } }
  { factory = spa-node-factory args = { factory.name = support.null-audio-sink node.name = screen audio.channels = 1
    audio.position = MONO media.class = Stream/Output/Video } }
]
"""


async def test_a_camera_and_a_shared_screen_of_a_real_pipewire_are_told_while_they_run(
    devices: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("pipewire", "pw-dump", "pw-link")
    if not list(Path("/usr/lib").glob("*/spa-0.2/audiotestsrc")):
        pytest.skip("needs PipeWire's plugin audiotestsrc")
    with short_folder() as folder:
        (folder / "pipewire.conf").write_text(PIPEWIRE)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
        with running("pipewire", env={**os.environ, "PIPEWIRE_CONFIG_DIR": str(folder)}):
            seeing = camera(devices, runtime=folder)

            async def ports() -> str:
                return subprocess.run(["pw-link", "-o"], capture_output=True, text=True, check=False).stdout

            async def becomes(wanted: Signals) -> Signals:
                return await until(seeing.read, lambda seen: seen == wanted)

            assert "tone:out_0" in await until(ports, lambda listed: "tone:out_0" in listed)
            assert await becomes(Signals(camera=False)) == Signals(camera=False)
            subprocess.run(["pw-link", "tone:out_0", "webcam:in_0"], check=True)
            assert await becomes(Signals(camera=True)) == Signals(camera=True)
            subprocess.run(["pw-link", "-d", "tone:out_0", "webcam:in_0"], check=True)
            assert await becomes(Signals(camera=False)) == Signals(camera=False)
            subprocess.run(["pw-link", "tone:out_0", "screen:in_0"], check=True)
            shared = Signals(camera=False, presenting=True)
            assert await becomes(shared) == shared
            await seeing.stop()
