"""One connection to a D-Bus, on which everything that goes wrong is `NoAnswer`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from psoas.habit.presence.back_end import NoAnswer, Teller

if TYPE_CHECKING:
    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

#: A service that hangs must not hold up the look of this moment.
PATIENCE_S = 2.0

Which = Literal["session", "system"]


class Bus:
    """A connection to the session's or the system's bus."""

    def __init__(self, bus: MessageBus, which: Which) -> None:
        self._bus = bus
        self._which = which

    @classmethod
    async def connect(cls, which: Which) -> Bus:
        """Connect.

        Raises
        ------
        NoAnswer
            If the package or the bus is missing.
        """
        try:
            from dbus_fast import BusType  # noqa: PLC0415 - 5 MB that Windows and macOS do not need
            from dbus_fast.aio import MessageBus  # noqa: PLC0415
        except ImportError as error:
            raise NoAnswer("the package dbus-fast is missing; install it with `pip install dbus-fast`") from error
        try:
            kind = BusType.SYSTEM if which == "system" else BusType.SESSION
            bus = MessageBus(bus_type=kind, auth_timeout=PATIENCE_S)
            async with asyncio.timeout(PATIENCE_S):
                return cls(await bus.connect(), which)
        except Exception as error:  # dbus-fast also raises a bare Exception
            raise NoAnswer(f"the {which}'s D-Bus can't be reached; start psoas inside your desktop session") from error

    async def call(
        self, service: str, path: str, interface: str, member: str, *, signature: str = "", body: Sequence[Any] = ()
    ) -> list[Any]:
        """Call a method, without starting a service that does not run.

        Returns
        -------
        list
            What it answers, variants included.

        Raises
        ------
        NoAnswer
            If the bus has gone, or the service is missing, hangs or refuses.
        """
        from dbus_fast import Message, MessageFlag, MessageType  # noqa: PLC0415

        if not self._bus.connected:
            raise NoAnswer(f"the connection to the {self._which}'s D-Bus is lost")
        message = Message(service, path, interface, member, flags=MessageFlag.NO_AUTOSTART)
        message.signature, message.body = signature, list(body)
        try:
            async with asyncio.timeout(PATIENCE_S):
                reply = await self._bus.call(message)
        except Exception as error:  # the library has several for a connection that breaks
            raise NoAnswer(f"{service} does not answer") from error
        if reply is None or reply.message_type is MessageType.ERROR:
            raise NoAnswer(f"{service} does not answer")
        return list(reply.body)

    async def get(self, service: str, path: str, interface: str, name: str) -> Any:
        """Read a property; raises `NoAnswer` as `call` does."""
        asked = (service, path, "org.freedesktop.DBus.Properties", "Get")
        return (await self.call(*asked, signature="ss", body=(interface, name)))[0].value

    async def listen(self, rule: str, member: str, heard: Callable[[list[Any]], None]) -> None:
        """Hand on the body of each signal of that name; `rule` is a match rule of D-Bus."""

        def on_message(message: Message) -> None:
            if message.member == member and message.message_type.name == "SIGNAL":
                heard(list(message.body))

        self._bus.add_message_handler(on_message)
        dbus = "org.freedesktop.DBus"
        await self.call(dbus, "/org/freedesktop/DBus", dbus, "AddMatch", signature="s", body=(rule,))

    def close(self) -> None:
        """Disconnect."""
        self._bus.disconnect()


class BusTeller(Teller):
    """A back end that asks services on one bus."""

    which: Which = "session"

    def __init__(self) -> None:
        super().__init__()
        self._connection: Bus | None = None

    @property
    def bus(self) -> Bus:
        """The connection.

        Raises
        ------
        NoAnswer
            If there is none.
        """
        if self._connection is None:
            raise NoAnswer(f"there is no connection to the {self.which}'s D-Bus")
        return self._connection

    async def begin(self) -> None:
        """Connect, and ask once to know that somebody answers."""
        await self.stop()
        self._connection = await Bus.connect(self.which)
        await self.ask()

    async def stop(self) -> None:
        """Disconnect."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
