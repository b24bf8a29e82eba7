"""Windows and macOS, with the answers that their documents give: nobody has tried them on a real machine."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import replace
from typing import Any

import pytest

from psoas.habit.presence.macos import FOCUS, MacOS, MacSettings, Now, display_kept_awake, focus_by_hand
from psoas.habit.presence.windows import Answers, Use, Windows, signals
from psoas.habit.signals import Signals

OWN = r"C:\Users\Ann\psoas\python.exe"
TEAMS_OVER = Use("MSTeams_8wekyb3d8bbwe", 134_000_000_000_000_000, 134_000_000_600_000_000)
ZOOM_NOW = Use("C:#Users#Ann#Zoom#bin#Zoom.exe", 134_000_001_000_000_000, 0)
AT_WORK = Answers(
    tick_ms=1_000_000,
    input_ms=998_500,
    notification_state=5,
    session_flags=1,
    camera=(TEAMS_OVER,),
    microphone=(TEAMS_OVER,),
)


def test_windows_at_work_tells_everything_but_sleep_and_do_not_disturb() -> None:
    assert signals(AT_WORK, OWN) == Signals(
        idle_s=1.5, locked=False, microphone=False, camera=False, presenting=False, full_screen=False
    )


def test_the_clock_of_windows_begins_anew_after_49_days() -> None:
    assert signals(replace(AT_WORK, tick_ms=500, input_ms=2**32 - 1500), OWN).idle_s == 2.0


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"session_flags": 0}, "locked", True),
        ({"session_flags": -1}, "locked", None),  # WTS_SESSIONSTATE_UNKNOWN
        ({"session_flags": None}, "locked", None),
        ({"camera": (TEAMS_OVER, ZOOM_NOW)}, "camera", True),
        ({"microphone": (ZOOM_NOW,)}, "microphone", True),
        ({"microphone": (Use("asked-only", 0, 0),)}, "microphone", False),
        ({"camera": (Use(OWN.replace("\\", "#"), 134_000_001_000_000_000, 0),)}, "camera", False),
        ({"camera": None}, "camera", None),
        ({"notification_state": 2}, "full_screen", True),
        ({"notification_state": 3}, "full_screen", True),
        ({"notification_state": 4}, "presenting", True),
        ({"notification_state": 6}, "do_not_disturb", True),
        ({"notification_state": None}, "full_screen", None),
    ],
)
def test_windows_answers_are_translated(change: dict[str, Any], field: str, told: bool | None) -> None:
    assert getattr(signals(replace(AT_WORK, **change), OWN), field) is told


async def test_what_windows_does_not_tell_is_said() -> None:
    windows = Windows(lambda: replace(AT_WORK, camera=None))
    assert await windows.start() is None
    await windows.read()
    assert set(windows.troubles) == {"camera", "do_not_disturb"}
    assert "no documented way" in windows.troubles["do_not_disturb"]


async def test_a_windows_that_refuses_is_a_sentence() -> None:
    def refuse() -> Answers:
        raise OSError("access denied")

    windows = Windows(refuse)
    assert await windows.read() == Signals()
    assert set(windows.troubles) == windows.tells


PMSET = """2026-11-30 10:02:11 +0100
Assertion status system-wide:
   BackgroundTask                 0
   ApplePushServiceTask           0
   UserIsActive                   1
   PreventUserIdleDisplaySleep    {}
   PreventSystemSleep             0
   ExternalMedia                  0
   PreventUserIdleSystemSleep     1
   NetworkClientActive            0
Listed by owning process:
   pid 512(zoom.us): [0x0000a3d100018b4c] 00:12:31 PreventUserIdleDisplaySleep named: "Video Meeting"
"""
#: Assertions.json with a Focus that was turned on by hand, and without one.
FOCUSED = {"data": [{"storeAssertionRecords": [{"assertionDetails": {"assertionDetailsModeIdentifier": "work"}}]}]}
UNFOCUSED = {"data": [{"storeInvalidationRecords": [{"invalidationReason": "user-action"}]}], "header": {}}
WORKS = Now(idle_s=0.4, locked=False, microphone=False, camera=False)


def macos(now: Now = WORKS, assertions: str | None = PMSET.format(0), focus: str | None = None) -> MacOS:
    async def settings() -> MacSettings:
        return MacSettings(assertions, focus)

    return MacOS(lambda: now, settings)


async def test_macos_tells_what_its_frameworks_say() -> None:
    seen = await macos(Now(61.0, True, True, False), PMSET.format(1), json.dumps(FOCUSED)).read()
    assert seen == Signals(
        idle_s=61.0, locked=True, microphone=True, camera=False, presenting=True, do_not_disturb=True
    )


async def test_macos_says_what_it_keeps_to_itself() -> None:
    closed = macos()
    assert (await closed.read()).do_not_disturb is None
    assert closed.troubles == {
        "do_not_disturb": "psoas can't see whether you turned notifications off: "
        "reading it needs Full Disk Access, which psoas does not ask for."
    }
    silent = macos(Now(0.4, None, None, None), assertions=None)
    await silent.read()
    assert set(silent.troubles) == {"locked", "microphone", "camera", "presenting", "do_not_disturb"}


async def test_a_focus_that_a_schedule_may_have_turned_on_is_not_ruled_out() -> None:
    open_ = macos(focus=json.dumps(UNFOCUSED))
    assert (await open_.read()).do_not_disturb is None
    assert "turned on by itself" in open_.troubles["do_not_disturb"]


@pytest.mark.parametrize("text", ["", "[]", '{"data": 3}', '{"data": [7]}', '{"header": {}}'])
def test_a_focus_file_that_nobody_understands_tells_nothing(text: str) -> None:
    assert focus_by_hand(text) is None


def test_assertions_without_the_display_tell_nothing() -> None:
    assert display_kept_awake("Assertion status system-wide:\n") is None
    assert display_kept_awake(PMSET.format(0)) is False


async def test_the_settings_of_macos_are_read_only_every_half_minute() -> None:
    now, read = 0.0, []

    async def settings() -> MacSettings:
        read.append(now)
        return MacSettings(None, None)

    mac = MacOS(lambda: WORKS, settings, clock=lambda: now)
    for second in range(0, 65, 5):
        now = float(second)
        await mac.read()
    assert read == [0.0, 30.0, 60.0]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="this is one of them")
@pytest.mark.parametrize(("back_end", "system"), [(Windows(), "Windows"), (MacOS(), "macOS")])
def test_elsewhere_they_say_that_this_is_another_system(back_end: Any, system: str) -> None:
    assert f"this is not {system}" in asyncio.run(back_end.start())
    assert asyncio.run(back_end.read()) == Signals()


def test_the_calls_into_macos_can_be_imported_anywhere() -> None:
    from psoas.habit.presence import macos_frameworks

    assert macos_frameworks.USED == 0x676F6E65  # 'gone', as Apple's headers have it
    assert not FOCUS.is_absolute()
