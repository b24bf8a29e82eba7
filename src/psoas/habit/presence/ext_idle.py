"""Idle time from a Wayland compositor that speaks ext-idle-notify-v1, such as KWin, Sway, labwc and Hyprland."""

from __future__ import annotations

import asyncio
import atexit
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from psoas.habit.presence.back_end import NoAnswer, Teller
from psoas.habit.signals import Signals

if TYPE_CHECKING:
    from pywayland.client import Display

#: Told after so long without a key or a movement: the pause in typing that a prompt waits for.
AFTER_S = 4.0


class ExtIdle(Teller):
    """Is told by the compositor when nobody has moved anything for `AFTER_S`, and when somebody does again.

    A compositor that speaks only version 1 of the protocol tells of no idleness while a film plays.

    Parameters
    ----------
    clock : callable
        Seconds that never go back.
    """

    name = "ext-idle"
    tells = frozenset({"idle_s"})

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._display: Display | None = None
        self._reads = -1
        self._kept: list[Any] = []
        self._since: float | None = None
        self._gone = False

    async def begin(self) -> None:
        """Ask the compositor to tell."""
        await self.stop()
        try:
            from pywayland.client import Display  # noqa: PLC0415 - 5 MB that only this needs
            from pywayland.protocol.ext_idle_notify_v1 import ExtIdleNotifierV1  # noqa: PLC0415
            from pywayland.protocol.wayland import WlSeat  # noqa: PLC0415
        except ImportError as error:
            raise NoAnswer("the package pywayland is missing; install it with `pip install 'psoas[desk]'`") from error
        display = Display()
        try:
            display.connect()
        except ValueError as error:
            raise NoAnswer("the Wayland compositor can't be reached") from error
        self._display, self._gone, self._since = display, False, None
        # What pywayland frees behind its connection crashes Python, and the order at the end is anyone's guess.
        atexit.register(self._disconnect)
        found: dict[str, tuple[Any, int]] = {}

        def on_global(registry: Any, number: int, interface: str, version: int) -> None:
            for wanted in (WlSeat, ExtIdleNotifierV1):
                if interface == wanted.name and interface not in found:
                    found[interface] = registry.bind(number, wanted, min(version, wanted.version)), version

        registry = display.get_registry()
        registry.dispatcher["global"] = on_global
        if display.roundtrip() < 0:
            raise NoAnswer("the Wayland compositor does not answer")
        if len(found) < 2:
            raise NoAnswer("your Wayland compositor does not tell (it lacks ext-idle-notify-v1)")
        (notifier, version), (seat, _) = found[ExtIdleNotifierV1.name], found[WlSeat.name]
        # The second kind also tells while a film keeps the screen awake.
        ask = notifier.get_input_idle_notification if version >= 2 else notifier.get_idle_notification
        notification = ask(int(AFTER_S * 1000), seat)
        notification.dispatcher["idled"] = self._idled
        notification.dispatcher["resumed"] = self._resumed
        self._kept = [registry, notifier, seat, notification]  # freed with their last reference
        if display.roundtrip() < 0:
            raise NoAnswer("the Wayland compositor does not answer")
        self._reads = display.get_fd()
        asyncio.get_running_loop().add_reader(self._reads, self._readable)

    def _idled(self, _: Any) -> None:
        self._since = self._clock() - AFTER_S

    def _resumed(self, _: Any) -> None:
        self._since = None

    def _readable(self) -> None:
        assert self._display is not None
        try:
            self._display.read()
            self._display.dispatch(block=False)
            self._display.flush()
        except RuntimeError:
            self._gone = True
            asyncio.get_running_loop().remove_reader(self._reads)
            self._reads = -1

    async def ask(self) -> Signals:
        """Tell what the compositor said last."""
        if self._display is None or self._gone:
            raise NoAnswer("the Wayland compositor has gone")
        return Signals(idle_s=0.0 if self._since is None else self._clock() - self._since)

    def _disconnect(self) -> None:
        atexit.unregister(self._disconnect)
        self._kept = []
        if self._display is not None:
            self._display.disconnect()
            self._display = None

    async def stop(self) -> None:
        """Disconnect."""
        if self._reads >= 0:
            asyncio.get_running_loop().remove_reader(self._reads)
            self._reads = -1
        self._disconnect()
