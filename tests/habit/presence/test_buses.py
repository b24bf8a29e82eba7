"""What services on D-Bus tell, asked over a real bus."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("dbus_fast", reason="needs dbus-fast")

from psoas.habit.presence.gnome_session import GnomeSession
from psoas.habit.presence.logind import Logind
from psoas.habit.presence.mutter import Mutter
from psoas.habit.presence.notifications import Notifications
from psoas.habit.presence.plasma import Plasma
from psoas.habit.signals import Signals

from . import mocks
from .programs import need, private_bus, until

MONITOR, MONITOR_PATH = "org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core"
SERVER, SERVER_PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
LOGIN, LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
SESSION_PATH = f"{LOGIN_PATH}/session/_32"


async def test_mutter_tells_how_long_nobody_moved_anything(desktop: Any) -> None:
    monitor = mocks.IdleMonitor(4200)
    await mocks.offer(desktop, MONITOR, MONITOR_PATH, monitor)
    mutter = Mutter()
    assert await mutter.start() is None
    assert await mutter.read() == Signals(idle_s=4.2)
    monitor.idle_ms = 0
    assert await mutter.read() == Signals(idle_s=0.0)
    await mutter.stop()


async def test_a_desktop_without_mutter_is_said_in_a_sentence(desktop: Any) -> None:
    said = await Mutter().start()
    assert said == (
        "psoas can't see when you last used the keyboard or the mouse: org.gnome.Mutter.IdleMonitor does not answer."
    )


async def test_a_bus_that_goes_away_leaves_none_and_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    aio = pytest.importorskip("dbus_fast.aio")
    with private_bus() as (address, daemon):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        bus = await aio.MessageBus(bus_address=address).connect()
        await mocks.offer(bus, MONITOR, MONITOR_PATH, mocks.IdleMonitor(4200))
        mutter = Mutter()
        assert await mutter.start() is None
        daemon.terminate()
        assert await until(mutter.read, lambda seen: seen.idle_s is None) == Signals()
        assert list(mutter.troubles) == ["idle_s"]
        await mutter.stop()
    said = await mutter.start()
    assert said is not None
    assert "D-Bus can't be reached" in said


async def test_no_service_is_started_only_to_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    services = tmp_path / "dbus-1" / "services"
    services.mkdir(parents=True)
    (services / "mutter.service").write_text(f"[D-BUS Service]\nName={MONITOR}\nExec=/bin/touch {tmp_path}/started\n")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with private_bus() as (address, _):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert await Mutter().start() is not None
    assert not (tmp_path / "started").exists()


async def test_without_dbus_fast_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dbus_fast", None)
    said = await Logind().start()
    assert said is not None
    assert "the package dbus-fast is missing" in said


async def test_a_service_that_hangs_holds_up_no_look(desktop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("psoas.habit.presence.bus.PATIENCE_S", 0.1)

    class Hanging(mocks.ServiceInterface):
        @mocks.dbus_method(name="GetIdletime")
        async def get_idletime(self) -> mocks.DBusUInt64:
            await asyncio.sleep(60)
            return 0

    await mocks.offer(desktop, MONITOR, MONITOR_PATH, Hanging(MONITOR))
    assert "does not answer" in str(await Mutter().start())


@pytest.mark.parametrize(
    ("back_end", "name", "path", "service", "awake", "other"),
    [
        (GnomeSession(), "org.gnome.SessionManager", "/org/gnome/SessionManager", mocks.SessionManager(), 8, 4),
        (
            Plasma(),
            "org.kde.Solid.PowerManagement.PolicyAgent",
            "/org/kde/Solid/PowerManagement/PolicyAgent",
            mocks.PolicyAgent(),
            4,
            1,
        ),
    ],
    ids=["gnome", "plasma"],
)
async def test_what_keeps_the_screen_awake_counts_as_presenting_and_a_download_does_not(
    desktop: Any, back_end: Any, name: str, path: str, service: Any, awake: int, other: int
) -> None:
    await mocks.offer(desktop, name, path, service)
    assert await back_end.start() is None
    said = []
    for held in (0, awake, other):
        service.__dict__.update(flags=held, types=held)
        said.append((await back_end.read()).presenting)
    assert said == [False, True, False]
    await back_end.stop()


class Login:
    """A mocked logind."""

    def __init__(self, session: str | None = SESSION_PATH, display: str = SESSION_PATH) -> None:
        self.manager = mocks.LoginManager(session)
        self.session = mocks.LoginSession()
        self.user = mocks.LoginUser(display)

    async def offer(self, bus: Any) -> None:
        bus.export(SESSION_PATH, self.session)
        bus.export(self.manager.user, self.user)
        await mocks.offer(bus, LOGIN, LOGIN_PATH, self.manager)


async def test_logind_tells_of_the_lock(desktop: Any) -> None:
    login, logind = Login(), Logind()
    await login.offer(desktop)
    assert await logind.start() is None
    assert (await logind.read()).locked is False
    login.session.locked = True
    assert (await logind.read()).locked is True
    await logind.stop()


async def test_logind_tells_that_the_computer_goes_to_sleep_and_wakes_up(desktop: Any) -> None:
    login, logind = Login(), Logind()
    await login.offer(desktop)
    assert await logind.start() is None
    assert (await logind.read()).asleep is False
    login.manager.prepare_for_sleep(True)
    assert (await until(logind.read, lambda seen: seen.asleep is True)).asleep is True
    login.manager.prepare_for_sleep(False)
    assert (await until(logind.read, lambda seen: seen.asleep is False)).asleep is False
    await logind.stop()


async def test_logind_tells_idle_time_only_where_the_desktop_gives_it_a_hint(desktop: Any) -> None:
    login, logind = Login(), Logind(clock=lambda: 1000.0)
    await login.offer(desktop)
    assert await logind.start() is None
    assert (await logind.read()).idle_s is None
    login.session.idle, login.session.since_us = True, 400_000_000
    assert (await logind.read()).idle_s == 600.0
    await logind.stop()


async def test_only_ones_own_program_that_blocks_idleness_counts_as_presenting(desktop: Any) -> None:
    login, logind = Login(), Logind()
    await login.offer(desktop)
    assert await logind.start() is None
    mine, pid = os.getuid(), os.getpid()
    said = []
    for inhibitor in (
        ["sleep:idle", "VLC", "Playing", "block", mine, pid],
        ["sleep:idle", "VLC", "Playing", "block", mine + 1, pid],
        ["idle", "somebody", "soon", "delay", mine, pid],
        ["sleep:shutdown", "apt", "Installing", "block", mine, pid],
    ):
        login.manager.inhibitors = [inhibitor]
        said.append((await logind.read()).presenting)
    assert said == [True, False, False, False]
    await logind.stop()


async def test_a_service_of_the_user_finds_the_session_of_the_display(desktop: Any) -> None:
    login, logind = Login(session=None), Logind()
    login.session.locked = True
    await login.offer(desktop)
    assert await logind.start() is None
    assert (await logind.read()).locked is True
    await logind.stop()


async def test_a_user_without_a_desktop_is_told_so_for_each_signal(desktop: Any) -> None:
    logind = Logind()
    await Login(session=None, display="/").offer(desktop)
    assert await logind.start() is not None
    assert set(logind.troubles) == logind.tells
    assert all("logind knows no desktop session of yours" in said for said in logind.troubles.values())


async def test_plasma_tells_that_notifications_are_off(desktop: Any) -> None:
    server, notifications = mocks.QuietableNotifications("Plasma"), Notifications()
    await mocks.offer(desktop, SERVER, SERVER_PATH, server)
    assert await notifications.start() is None
    assert await notifications.read() == Signals(do_not_disturb=False)
    server.quiet = True
    assert await notifications.read() == Signals(do_not_disturb=True)
    await notifications.stop()


async def test_a_server_that_does_not_tell_is_named(desktop: Any) -> None:
    await mocks.offer(desktop, SERVER, SERVER_PATH, mocks.Notifications("dunst"))
    said = await Notifications().start()
    assert said == (
        "psoas can't see whether you turned notifications off: "
        "your desktop's notification server \"dunst\" doesn't tell."
    )


async def test_gnome_tells_that_notifications_are_off(
    desktop: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("gsettings")
    setting = ("org.gnome.desktop.notifications", "show-banners")
    monkeypatch.setenv("GSETTINGS_BACKEND", "keyfile")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "glib-2.0" / "settings").mkdir(parents=True)
    gsettings = shutil.which("gsettings")
    assert gsettings is not None
    if subprocess.run([gsettings, "writable", *setting], capture_output=True, check=False).returncode != 0:
        pytest.skip("needs gsettings-desktop-schemas")
    await mocks.offer(desktop, SERVER, SERVER_PATH, mocks.Notifications("gnome-shell"))
    notifications = Notifications()
    assert await notifications.start() is None
    assert await notifications.read() == Signals(do_not_disturb=False)
    subprocess.run([gsettings, "set", *setting, "false"], check=True)
    seen = await until(notifications.read, lambda seen: seen.do_not_disturb is True)
    assert seen == Signals(do_not_disturb=True)
    await notifications.stop()
    assert await notifications.read() == Signals()
