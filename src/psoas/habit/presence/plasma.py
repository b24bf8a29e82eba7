"""Whether a program keeps Plasma's screen awake: a film, a slide show, a video call."""

from __future__ import annotations

from psoas.habit.presence.bus import BusTeller
from psoas.habit.signals import Signals

AGENT = "org.kde.Solid.PowerManagement.PolicyAgent"
#: Policy of PowerDevil: the screen's settings must not change.
SCREEN = 4


class Plasma(BusTeller):
    """Asks PowerDevil, KDE's power manager, for programs that keep the screen on; logind does not know of them."""

    name = "plasma"
    tells = frozenset({"presenting"})

    async def ask(self) -> Signals:
        """Ask once."""
        asked = (AGENT, "/org/kde/Solid/PowerManagement/PolicyAgent", AGENT, "HasInhibition")
        inhibited = await self.bus.call(*asked, signature="u", body=(SCREEN,))
        return Signals(presenting=bool(inhibited[0]))
