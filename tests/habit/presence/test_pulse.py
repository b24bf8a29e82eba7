"""Whether a microphone is in use, asked of a real sound server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from psoas.habit.presence import pulse as pulse_module
from psoas.habit.presence.pulse import Pulse, recording
from psoas.habit.signals import Signals

from .programs import need, running, short_folder, until

MODULES = ("module-native-protocol-unix", "module-null-source source_name=mic", "module-null-sink sink_name=out")
SERVER = (
    *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"),
    *(part for module in MODULES for part in ("-L", module)),
)


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    """A PulseAudio of one's own with a microphone "mic" and speakers "out"."""
    need("pulseaudio", "pactl", "parec")
    with short_folder() as folder:
        for name in ("XDG_RUNTIME_DIR", "HOME", "PULSE_RUNTIME_PATH", "XDG_CONFIG_HOME"):
            monkeypatch.setenv(name, str(folder))
        monkeypatch.delenv("PULSE_SERVER", raising=False)
        with running(*SERVER) as server:
            for _ in range(100):
                if subprocess.run(["pactl", "info"], capture_output=True, check=False).returncode == 0:
                    break
            yield server


def listed() -> bytes:
    """What is recorded, for people to read."""
    return subprocess.run(["pactl", "list", "source-outputs"], capture_output=True, check=True).stdout


async def test_a_recording_from_the_microphone_is_told_and_its_end_too(sound: object) -> None:
    pulse = Pulse()
    assert await pulse.start() is None
    assert await pulse.read() == Signals(microphone=False)
    with running("parec", "-d", "mic", "--raw", stdout=subprocess.DEVNULL):
        assert await until(pulse.read, lambda seen: seen.microphone is True) == Signals(microphone=True)
    assert await until(pulse.read, lambda seen: seen.microphone is False) == Signals(microphone=False)
    await pulse.stop()


async def test_a_recording_that_began_before_psoas_is_told(sound: object) -> None:
    pulse = Pulse()
    with running("parec", "-d", "mic", "--raw", stdout=subprocess.DEVNULL):
        while b"parec" not in listed():
            pass
        assert await pulse.start() is None
        assert await pulse.read() == Signals(microphone=True)
    await pulse.stop()


async def test_a_recording_of_what_the_speakers_play_is_no_call(sound: object) -> None:
    pulse = Pulse()
    assert await pulse.start() is None
    with (
        running("parec", "-d", "out.monitor", "--raw", stdout=subprocess.DEVNULL),
        running("parec", "-d", "mic", "--raw", stdout=subprocess.DEVNULL) as call,
    ):
        assert (await until(pulse.read, lambda seen: seen.microphone is True)).microphone is True
        call.terminate()
        assert (await until(pulse.read, lambda seen: seen.microphone is False)).microphone is False
        assert b"parec" in listed()
    await pulse.stop()


#: Records from the microphone, paused or not as it is told.
PAUSING = """
import ctypes, sys

pulse = ctypes.CDLL("libpulse.so.0")
for name in ("threaded_mainloop_new", "threaded_mainloop_get_api", "context_new", "stream_new"):
    getattr(pulse, "pa_" + name).restype = ctypes.c_void_p

class Format(ctypes.Structure):
    _fields_ = (("format", ctypes.c_int), ("rate", ctypes.c_uint32), ("channels", ctypes.c_uint8))

loop = ctypes.c_void_p(pulse.pa_threaded_mainloop_new())
context = ctypes.c_void_p(pulse.pa_context_new(ctypes.c_void_p(pulse.pa_threaded_mainloop_get_api(loop)), b"call"))
pulse.pa_context_connect(context, None, 0, None)
pulse.pa_threaded_mainloop_start(loop)
READY, STEREO_CD, START_CORKED = 4, Format(3, 44100, 2), 1

def wait(state, of):
    ready = False
    while not ready:
        pulse.pa_threaded_mainloop_lock(loop)
        ready = state(of) == (READY if of is context else 2)
        pulse.pa_threaded_mainloop_unlock(loop)

wait(pulse.pa_context_get_state, context)
pulse.pa_threaded_mainloop_lock(loop)
stream = ctypes.c_void_p(pulse.pa_stream_new(context, b"call", ctypes.byref(STEREO_CD), None))
pulse.pa_stream_connect_record(stream, b"mic", None, START_CORKED)
pulse.pa_threaded_mainloop_unlock(loop)
wait(pulse.pa_stream_get_state, stream)
print("paused", flush=True)
for word in sys.stdin:
    pulse.pa_threaded_mainloop_lock(loop)
    pulse.pa_stream_cork(stream, int(word), None, None)
    pulse.pa_threaded_mainloop_unlock(loop)
"""


async def test_a_paused_recording_is_no_call_until_it_goes_on(sound: object) -> None:
    pulse = Pulse()
    assert await pulse.start() is None
    with running(sys.executable, "-c", PAUSING, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as call:
        assert call.stdin is not None
        assert call.stdout is not None
        assert call.stdout.readline() == "paused\n"
        assert b"Corked: yes" in listed()
        said = [(await pulse.read()).microphone]
        for word, wanted in (("0", True), ("1", False)):
            print(word, file=call.stdin, flush=True)
            said.append((await until(pulse.read, lambda seen, wanted=wanted: seen.microphone is wanted)).microphone)
        assert said == [False, True, False]
    await pulse.stop()


async def test_the_sound_server_is_asked_again_only_when_something_is_recorded(
    sound: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulse = Pulse()
    assert await pulse.start() is None
    await pulse.read()
    asked: list[str] = []

    async def output(*words: str) -> bytes:
        asked.append(words[-1])
        return b"[]"

    monkeypatch.setattr(pulse_module, "output", output)
    for _ in range(5):
        await pulse.read()
    assert asked == []
    with running("parec", "-d", "mic", "--raw", stdout=subprocess.DEVNULL):

        async def look() -> list[str]:
            await pulse.read()
            return asked

        assert (await until(look, bool))[:2] == ["source-outputs", "sources"]
    await pulse.stop()


async def test_a_sound_server_that_ends_leaves_none_and_a_sentence_and_one_that_comes_back_is_heard(
    sound: subprocess.Popen[str],
) -> None:
    pulse = Pulse()
    assert await pulse.start() is None
    sound.terminate()
    said = "psoas can't see whether a microphone is in use: the sound server has ended."
    assert await until(pulse.read, lambda _: pulse.troubles == {"microphone": said}) == Signals()
    assert pulse.troubles == {"microphone": said}
    sound.wait()
    assert await pulse.start() is not None
    with running(*SERVER):

        async def start() -> str | None:
            return await pulse.start()

        assert await until(start, lambda said: said is None) is None
        assert await pulse.read() == Signals(microphone=False)
        await pulse.stop()


async def test_without_pactl_the_program_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert await Pulse().start() == ("psoas can't see whether a microphone is in use: the program `pactl` is missing.")


async def test_a_pactl_that_prints_no_json_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "pactl"
    script.write_text('#!/bin/sh\nif [ "$1" = subscribe ]; then exec sleep 60; fi\necho "Source Output #3"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert shutil.which("pactl") == str(script)
    assert "older than version 16" in str(await Pulse().start())


MICROPHONE = {"index": 0, "monitor_source": "", "properties": {"device.class": "sound"}}
MONITOR = {"index": 1, "monitor_source": "speakers", "properties": {"device.class": "monitor"}}
CALL = {"source": 0, "corked": False, "resample_method": "copy", "properties": {"application.name": "Firefox"}}


@pytest.mark.parametrize(
    ("change", "in_use"),
    [
        ({}, True),
        ({"mute": True}, True),  # muted in a call is still in a call
        ({"corked": True}, False),
        ({"source": 1}, False),
        ({"resample_method": "peaks"}, False),
        ({"properties": {"stream.monitor": "true"}}, False),  # PipeWire has no source of its own for it
    ],
)
def test_paused_streams_monitors_and_level_meters_are_no_call(change: dict[str, object], in_use: bool) -> None:
    assert recording([{**CALL, **change}], [MICROPHONE, MONITOR]) is in_use
