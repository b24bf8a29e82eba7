"""Whether notifications are off: KDE's server says it, GNOME keeps it in its settings."""

from __future__ import annotations

from psoas.habit.presence.back_end import NoAnswer
from psoas.habit.presence.bus import BusTeller
from psoas.habit.presence.programs import Listener, output
from psoas.habit.signals import Signals

SERVER = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
#: GNOME's switch "Do Not Disturb" turns this off.
SETTING = ("org.gnome.desktop.notifications", "show-banners")


class Notifications(BusTeller):
    """Asks the notification server for `Inhibited`; on GNOME, whose server has none, watches the setting."""

    name = "notifications"
    tells = frozenset({"do_not_disturb"})

    def __init__(self) -> None:
        super().__init__()
        self._watch: Listener | None = None
        self._banners: bool | None = None

    async def begin(self) -> None:
        """Find out whom to ask."""
        await self.stop()
        try:
            await super().begin()
        except NoAnswer:
            if self._connection is None:
                raise
            server, *_ = await self.bus.call(SERVER, PATH, SERVER, "GetServerInformation")
            if server != "gnome-shell":
                raise NoAnswer(f"your desktop's notification server \"{server}\" doesn't tell") from None
            self._watch = await Listener.begin(self._changed, "gsettings", "monitor", *SETTING)
            self._banners = (await output("gsettings", "get", *SETTING)).strip() == b"true"

    def _changed(self, line: str) -> None:
        self._banners = line.endswith("true")

    async def ask(self) -> Signals:
        """Ask once."""
        if self._watch is None:
            return Signals(do_not_disturb=bool(await self.bus.get(SERVER, PATH, SERVER, "Inhibited")))
        if not self._watch.runs:
            raise NoAnswer("the program `gsettings` has ended")
        return Signals(do_not_disturb=not self._banners)

    async def stop(self) -> None:
        """Let go of bus and program."""
        if self._watch is not None:
            await self._watch.stop()
            self._watch = None
        await super().stop()
