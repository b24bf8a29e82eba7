"""Lock, sleep and inhibitors from systemd-logind; idle time as a last resort."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from psoas.habit.presence.back_end import NoAnswer
from psoas.habit.presence.bus import BusTeller
from psoas.habit.signals import Signals

LOGIN = "org.freedesktop.login1"
MANAGER, SESSION, USER = f"{LOGIN}.Manager", f"{LOGIN}.Session", f"{LOGIN}.User"
ROOT = "/org/freedesktop/login1"


class Logind(BusTeller):
    """Asks the session that psoas belongs to.

    Parameters
    ----------
    clock : callable
        Seconds on the clock that logind's times are from, which stands still in sleep.
    """

    name = "logind"
    tells = frozenset({"idle_s", "locked", "asleep", "presenting"})
    which = "system"

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._session = ""
        self._asleep = False

    async def begin(self) -> None:
        """Find the session and listen for sleep."""
        self._session = ""
        await super().begin()
        self._asleep = False
        rule = f"type='signal',sender='{LOGIN}',interface='{MANAGER}',member='PrepareForSleep'"
        await self.bus.listen(rule, "PrepareForSleep", self._sleeps)

    def _sleeps(self, body: list[Any]) -> None:
        self._asleep = bool(body[0])

    async def ask(self) -> Signals:
        """Ask once."""
        if not self._session:
            self._session = await self._find_session()
        locked = await self.bus.get(LOGIN, self._session, SESSION, "LockedHint")
        (inhibitors,) = await self.bus.call(LOGIN, ROOT, MANAGER, "ListInhibitors")
        return Signals(
            idle_s=await self._idle_s(),
            locked=bool(locked),
            asleep=self._asleep,
            presenting=keeps_awake(inhibitors, os.getuid()),
        )

    async def _find_session(self) -> str:
        try:
            (path,) = await self.bus.call(LOGIN, ROOT, MANAGER, "GetSessionByPID", signature="u", body=(os.getpid(),))
            return str(path)
        except NoAnswer:  # a service of the user, as autostart makes it, belongs to no session
            (user,) = await self.bus.call(LOGIN, ROOT, MANAGER, "GetUser", signature="u", body=(os.getuid(),))
            _, path = await self.bus.get(LOGIN, user, USER, "Display")
            if path == "/":
                raise NoAnswer("logind knows no desktop session of yours") from None
            return str(path)

    async def _idle_s(self) -> float | None:
        # A hint that is not set may mean that this desktop never sets it: no proof that somebody is there.
        if not await self.bus.get(LOGIN, self._session, SESSION, "IdleHint"):
            return None
        since = await self.bus.get(LOGIN, self._session, SESSION, "IdleSinceHintMonotonic")
        return max(0.0, self._clock() - float(since) / 1e6)


def keeps_awake(inhibitors: Iterable[tuple[str, str, str, str, int, int]], uid: int) -> bool:
    """Whether a program of this user blocks idleness: a film, a slide show, a video call.

    Parameters
    ----------
    inhibitors : iterable of tuple
        What, who, why, mode, user and process, as `ListInhibitors` answers.
    uid : int
        The user.

    Examples
    --------
    >>> keeps_awake([("sleep:idle", "VLC", "Playing", "block", 1000, 4711)], 1000)
    True
    >>> keeps_awake([("sleep", "UPower", "Pause", "delay", 0, 12), ("idle", "film", "", "block", 1001, 13)], 1000)
    False
    """
    return any(
        "idle" in what.split(":") and mode == "block" and owner == uid for what, _, _, mode, owner, _ in inhibitors
    )
