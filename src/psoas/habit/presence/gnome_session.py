"""Whether a program keeps GNOME's screen awake: a film, a slide show, a video call."""

from __future__ import annotations

from psoas.habit.presence.bus import BusTeller
from psoas.habit.signals import Signals

MANAGER = "org.gnome.SessionManager"
#: Flag of `Inhibit`: the session must not be marked as idle.
IDLE = 8


class GnomeSession(BusTeller):
    """Asks GNOME's session manager, which MATE and Cinnamon imitate, for programs that inhibit idleness."""

    name = "gnome-session"
    tells = frozenset({"presenting"})

    async def ask(self) -> Signals:
        """Ask once."""
        asked = (MANAGER, "/org/gnome/SessionManager", MANAGER, "IsInhibited")
        inhibited = await self.bus.call(*asked, signature="u", body=(IDLE,))
        return Signals(presenting=bool(inhibited[0]))
