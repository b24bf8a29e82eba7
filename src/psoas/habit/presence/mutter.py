"""Idle time from Mutter, the compositor of GNOME, on Wayland and on X11."""

from __future__ import annotations

from psoas.habit.presence.bus import BusTeller
from psoas.habit.signals import Signals

MONITOR = "org.gnome.Mutter.IdleMonitor"


class Mutter(BusTeller):
    """Asks Mutter's IdleMonitor how long no key and no pointer was moved on any device."""

    name = "mutter"
    tells = frozenset({"idle_s"})

    async def ask(self) -> Signals:
        """Ask once."""
        milliseconds = await self.bus.call(MONITOR, "/org/gnome/Mutter/IdleMonitor/Core", MONITOR, "GetIdletime")
        return Signals(idle_s=milliseconds[0] / 1000.0)
