"""Back ends in order, merged; what fails is said and tried again."""

from __future__ import annotations

import ast
import asyncio
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import psoas.habit
from psoas.habit.presence.back_end import Teller
from psoas.habit.presence.presence import AGAIN_S, Presence, for_this_platform
from psoas.habit.signals import FIELDS, WORDS, Signals, cannot_see, merged
from psoas.habit.spells import AWAY_S


class Scripted:
    """A back end that does as it is told."""

    def __init__(self, name: str, tells: set[str], seen: Signals, why_not: str | None = None) -> None:
        self.name, self.tells, self.seen, self.why_not = name, frozenset(tells), seen, why_not
        self.troubles: Mapping[str, str] = {}
        self.starts, self.stops, self.reads = 0, 0, 0

    async def start(self) -> str | None:
        self.starts += 1
        self._say()
        return self.why_not

    async def read(self) -> Signals:
        self.reads += 1
        self._say()
        return Signals() if self.why_not else self.seen

    async def stop(self) -> None:
        self.stops += 1

    def _say(self) -> None:
        self.troubles = {field: cannot_see(field, self.why_not) for field in self.tells} if self.why_not else {}


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_every_signal_has_words() -> None:
    assert tuple(WORDS) == FIELDS


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        (None, None, None),
        (None, False, False),
        (False, None, False),
        (False, True, True),  # each sees only a part of the computer
        (True, False, True),
    ],
)
def test_a_yes_counts_whoever_says_it(first: bool | None, second: bool | None, both: bool | None) -> None:
    assert merged(Signals(presenting=first), Signals(presenting=second)) == Signals(presenting=both)


def test_idle_time_is_taken_from_the_first_that_knows_it() -> None:
    assert merged(Signals(idle_s=0.0), Signals(idle_s=9.0)) == Signals(idle_s=0.0)
    assert merged(Signals(), Signals(idle_s=9.0)) == Signals(idle_s=9.0)


async def test_a_look_merges_what_all_tell() -> None:
    first = Scripted("first", {"idle_s"}, Signals(idle_s=3.0))
    second = Scripted("second", {"idle_s", "locked"}, Signals(idle_s=300.0, locked=True))
    assert await Presence([first, second]).look() == Signals(idle_s=3.0, locked=True)


async def test_what_adds_nothing_is_started_only_once_the_one_before_it_fails() -> None:
    clock = Clock()
    first, spare = (Scripted(name, {"idle_s"}, Signals(idle_s=idle)) for name, idle in (("first", 1.0), ("spare", 2.0)))
    presence = Presence([first, spare], clock)
    assert await presence.look() == Signals(idle_s=1.0)
    assert (first.starts, spare.starts) == (1, 0)
    first.why_not = "it has gone"
    assert await presence.look() == Signals()
    clock.now = AGAIN_S
    assert await presence.look() == Signals(idle_s=2.0)
    assert (first.stops, spare.starts) == (1, 1)
    first.why_not = None
    clock.now = 2 * AGAIN_S
    assert await presence.look() == Signals(idle_s=1.0)  # believed before the other one, as ever


async def test_what_does_not_work_is_said_and_tried_again_each_minute() -> None:
    clock = Clock()
    sound = Scripted("sound", {"microphone"}, Signals(microphone=True), "the sound server does not run")
    presence = Presence([sound], clock)
    for _ in range(5):
        await presence.look()
        clock.now += 5.0
    assert (sound.starts, sound.reads) == (1, 0)
    said = "psoas can't see whether a microphone is in use: the sound server does not run."
    assert presence.cannot_tell()["microphone"] == said
    sound.why_not = None
    clock.now = AGAIN_S
    assert await presence.look() == Signals(microphone=True)
    assert "microphone" not in presence.cannot_tell()


async def test_while_hands_are_off_only_keys_are_asked_for_and_the_rest_once_a_minute() -> None:
    clock = Clock()
    keys, call = (
        Scripted("keys", {"idle_s"}, Signals(idle_s=AWAY_S)),
        Scripted("call", {"camera"}, Signals(camera=False)),
    )
    spare = Scripted("spare", {"idle_s", "locked"}, Signals(idle_s=9.0, locked=False))
    presence = Presence([keys, call, spare], clock)
    await presence.look()
    keys.seen, call.seen = Signals(idle_s=AWAY_S + 15.0), Signals(camera=True)
    clock.now = 15.0
    assert await presence.look() == Signals(idle_s=AWAY_S + 15.0, camera=False, locked=False)
    assert (call.reads, spare.reads) == (1, 1)
    clock.now = AGAIN_S
    assert (await presence.look()).camera is True


async def test_what_does_not_work_is_left_alone_while_hands_are_off() -> None:
    clock = Clock()
    keys = Scripted("keys", {"idle_s"}, Signals(idle_s=AWAY_S))
    sound = Scripted("sound", {"microphone"}, Signals(microphone=True), "the sound server does not run")
    presence = Presence([keys, sound], clock)
    for _ in range(10):
        await presence.look()
        clock.now += AGAIN_S
    assert sound.starts == 1
    keys.seen, sound.why_not = Signals(idle_s=0.0), None
    assert await presence.look() == Signals(idle_s=0.0, microphone=True)


@pytest.mark.parametrize("hands", [Signals(idle_s=0.0), Signals()])
async def test_with_the_first_key_or_when_nobody_tells_of_keys_all_are_asked_at_once(hands: Signals) -> None:
    keys, call = (
        Scripted("keys", {"idle_s"}, Signals(idle_s=AWAY_S)),
        Scripted("call", {"camera"}, Signals(camera=False)),
    )
    presence = Presence([keys, call], Clock())
    await presence.look()
    keys.seen, call.seen = hands, Signals(camera=True)
    assert await presence.look() == replace(hands, camera=True)


async def test_one_that_fails_in_part_goes_on() -> None:
    clock = Clock()
    half = Scripted("half", {"idle_s", "camera"}, Signals(idle_s=1.0))
    presence = Presence([half], clock)
    await presence.look()
    half.troubles = {"camera": "psoas can't see whether a camera is in use: it refuses."}
    clock.now = AGAIN_S
    await presence.look()
    assert (half.starts, half.stops) == (1, 0)


async def test_what_nobody_tells_has_a_sentence_too() -> None:
    presence = Presence([])
    assert await presence.look() == Signals()
    assert list(presence.cannot_tell()) == list(FIELDS)
    assert presence.cannot_tell()["locked"] == (
        "psoas can't see whether the screen is locked: nothing on this computer tells."
    )


async def test_stopping_stops_all_and_a_later_look_begins_again() -> None:
    one = Scripted("one", {"locked"}, Signals(locked=False))
    presence = Presence([one])
    await presence.look()
    await presence.stop()
    assert one.stops == 1
    await presence.look()
    assert one.starts == 2


async def test_an_answer_that_nobody_has_thought_of_is_a_sentence() -> None:
    class Odd(Teller):
        name, tells = "odd", frozenset({"locked"})

        async def begin(self) -> None:
            await self.ask()

        async def ask(self) -> Signals:
            (locked,) = [True, True]
            return Signals(locked=locked)

        async def stop(self) -> None:
            pass

    odd = Odd()
    said = "psoas can't see whether the screen is locked: the answer can't be understood (ValueError("
    assert str(await odd.start()).startswith(said)
    assert await odd.read() == Signals()
    assert odd.troubles["locked"].startswith(said)


async def test_a_start_that_is_broken_off_leaves_nothing_behind() -> None:
    class Slow(Teller):
        name, tells, stops = "slow", frozenset({"locked"}), 0

        async def begin(self) -> None:
            await asyncio.sleep(60)

        async def ask(self) -> Signals:
            return Signals()

        async def stop(self) -> None:
            self.stops += 1

    slow = Slow()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(slow.start(), 0.01)
    assert slow.stops == 1


@pytest.mark.parametrize(
    ("platform", "environ", "names"),
    [
        ("win32", {}, ["windows"]),
        ("darwin", {}, ["macos"]),
        (
            "linux",
            {"XDG_CURRENT_DESKTOP": "ubuntu:GNOME", "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"},
            ["mutter", "ext-idle", "x11", "gnome-session"],
        ),
        ("linux", {"XDG_CURRENT_DESKTOP": "KDE", "DISPLAY": ":0"}, ["x11", "plasma"]),
        ("linux", {"XDG_CURRENT_DESKTOP": "sway", "WAYLAND_DISPLAY": "wayland-1"}, ["ext-idle", "x11"]),
        ("linux", {"XDG_CURRENT_DESKTOP": "MATE", "DISPLAY": ":0"}, ["x11", "gnome-session"]),
        ("linux", {}, ["x11"]),
    ],
)
def test_each_desktop_is_asked_in_its_own_order(platform: str, environ: dict[str, str], names: list[str]) -> None:
    everywhere = ["logind", "notifications", "pulse", "camera"] if platform == "linux" else []
    found = for_this_platform(platform=platform, environ=environ)
    assert [back_end.name for back_end in found] == names + everywhere
    assert {field for back_end in found for field in back_end.tells} >= set(FIELDS) - {"asleep", "full_screen"}


BARE = """
import asyncio, sys
for missing in ("dbus_fast", "Xlib", "pywayland"):
    sys.modules[missing] = None
from psoas.habit.presence.presence import Presence, for_this_platform
presence = Presence(for_this_platform())
seen = asyncio.run(presence.look())
print(seen.locked, *presence.cannot_tell().values(), sep="\\n")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere other things are missing")
def test_a_computer_that_lacks_everything_gets_sentences_and_no_traceback(tmp_path: Path) -> None:
    environ = {"PATH": str(tmp_path), "HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", BARE], env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    told, *sentences = done.stdout.splitlines()
    assert told == "None"
    assert len(sentences) >= 6
    assert all(said.startswith("psoas can't see") and said.endswith(".") for said in sentences)
    assert any("the program `pactl` is missing" in said for said in sentences)


#: What the rules of sitting may not ask: time comes to them as an argument.
OUTSIDE = {"asyncio", "os", "random", "shutil", "socket", "subprocess", "sys", "time", "psoas.habit.presence"}


def test_only_presence_asks_clock_and_system() -> None:
    habit = Path(psoas.habit.__path__[0])
    asked = {}
    for file in habit.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        asked[file.name] = {name for name in names if any(f"{name}.".startswith(f"{one}.") for one in OUTSIDE)}
    assert {name: found for name, found in asked.items() if found} == {}
    assert len(asked) > 5
