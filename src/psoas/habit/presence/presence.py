"""Everything that this computer can tell, from whoever knows it."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import reduce

from psoas.habit.presence.back_end import BackEnd
from psoas.habit.signals import FIELDS, Signals, cannot_see, merged
from psoas.habit.spells import AWAY_S

#: What did not work is tried again: a sound server that starts later, a desktop that starts anew.
AGAIN_S = 60.0


class Presence:
    """Asks back ends in order and merges what they tell.

    Nothing runs between two looks but what the system itself reports. What only repeats a back end before it is not
    started, until that one fails. While nobody has touched a key for `AWAY_S`, only that is asked, all the rest once
    in `AGAIN_S`, and what does not work is left alone: each answer wakes the computer up.

    Parameters
    ----------
    back_ends : sequence of BackEnd
        In the order in which they are believed.
    clock : callable
        Seconds that never go back.

    Examples
    --------
    >>> import asyncio
    >>> asyncio.run(Presence([]).look())
    Signals(idle_s=None, locked=None, asleep=None, microphone=None, camera=None, presenting=None, full_screen=None, \
do_not_disturb=None)
    """

    def __init__(self, back_ends: Sequence[BackEnd], clock: Callable[[], float] = time.monotonic) -> None:
        self._back_ends = back_ends
        self._clock = clock
        self._running: list[BackEnd] = []
        self._next = self._all_again = float("-inf")
        self._told: dict[BackEnd, Signals] = {}
        self._last = Signals()

    async def look(self) -> Signals:
        """Tell what is known now. The first look starts the back ends."""
        now = self._clock()
        if _hands_off(self._last) and _hands_off(hands := await self._ask_for_hands()):
            if now < self._all_again:
                self._last = replace(self._last, idle_s=hands.idle_s)
                return self._last
        elif now >= self._next:
            self._next = now + AGAIN_S
            await self._start()
        self._all_again = now + AGAIN_S
        told = await asyncio.gather(*(back_end.read() for back_end in self._running))
        self._told = dict(zip(self._running, told, strict=True))
        self._last = reduce(merged, told, Signals())
        return self._last

    async def _ask_for_hands(self) -> Signals:
        """Ask only who told the time without a key last."""
        return await next(back_end for back_end, told in self._told.items() if told.idle_s is not None).read()

    async def _start(self) -> None:
        """Start what does not run or has failed, as far as it can add something."""
        told: set[str] = set()
        for back_end in self._back_ends:
            runs = back_end in self._running
            if runs and not back_end.tells <= back_end.troubles.keys():
                told |= back_end.tells
                continue
            if runs:
                self._running.remove(back_end)
                await back_end.stop()
            if not back_end.tells <= told and await back_end.start() is None:
                self._running.append(back_end)
                told |= back_end.tells
        self._running.sort(key=self._back_ends.index)

    def cannot_tell(self) -> dict[str, str]:
        """Field to sentence for what the last look could not tell."""
        return {field: self._why(field) for field in FIELDS if getattr(self._last, field) is None}

    def _why(self, field: str) -> str:
        said = (back_end.troubles[field] for back_end in self._back_ends if field in back_end.troubles)
        return next(said, cannot_see(field, "nothing on this computer tells"))

    async def stop(self) -> None:
        """Let go of everything."""
        for back_end in self._running:
            await back_end.stop()
        self._running, self._next = [], float("-inf")


def _hands_off(signals: Signals) -> bool:
    return signals.idle_s is not None and signals.idle_s >= AWAY_S


def _none() -> Collection[int]:
    return ()


def for_this_platform(
    own: Callable[[], Collection[int]] = _none,
    *,
    platform: str = sys.platform,
    environ: Mapping[str, str] | None = None,
) -> list[BackEnd]:
    """Back ends for this computer, in the order in which they are believed.

    Parameters
    ----------
    own : callable
        Processes of psoas that may hold the camera, asked at each look.
    platform : str
        As `sys.platform`.
    environ : Mapping
        The environment.

    Examples
    --------
    >>> desktop = {"XDG_CURRENT_DESKTOP": "KDE", "WAYLAND_DISPLAY": "wayland-0"}
    >>> [back_end.name for back_end in for_this_platform(platform="linux", environ=desktop)]
    ['ext-idle', 'x11', 'plasma', 'logind', 'notifications', 'pulse', 'camera']
    """
    if platform == "win32":
        from psoas.habit.presence.windows import Windows  # noqa: PLC0415 - each system loads only its own

        return [Windows()]
    if platform == "darwin":
        from psoas.habit.presence.macos import MacOS  # noqa: PLC0415

        return [MacOS()]
    return _on_linux(own, os.environ if environ is None else environ)


def _on_linux(own: Callable[[], Collection[int]], environ: Mapping[str, str]) -> list[BackEnd]:
    from psoas.habit.presence.camera import CameraWatch  # noqa: PLC0415
    from psoas.habit.presence.ext_idle import ExtIdle  # noqa: PLC0415
    from psoas.habit.presence.gnome_session import GnomeSession  # noqa: PLC0415
    from psoas.habit.presence.logind import Logind  # noqa: PLC0415
    from psoas.habit.presence.mutter import Mutter  # noqa: PLC0415
    from psoas.habit.presence.notifications import Notifications  # noqa: PLC0415
    from psoas.habit.presence.plasma import Plasma  # noqa: PLC0415
    from psoas.habit.presence.pulse import Pulse  # noqa: PLC0415
    from psoas.habit.presence.x11 import X11  # noqa: PLC0415

    desktops = set(environ.get("XDG_CURRENT_DESKTOP", "").split(":"))
    gnome, cousins = desktops & {"GNOME", "Unity", "Pantheon"}, desktops & {"MATE", "X-Cinnamon"}
    back_ends: list[BackEnd] = []
    if gnome:
        back_ends.append(Mutter())
    if environ.get("WAYLAND_DISPLAY"):
        back_ends.append(ExtIdle())
    back_ends.append(X11(environ))
    if gnome or cousins:
        back_ends.append(GnomeSession())
    if "KDE" in desktops:
        back_ends.append(Plasma())
    return [*back_ends, Logind(), Notifications(), Pulse(), CameraWatch(own)]
