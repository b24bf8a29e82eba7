"""Services of a desktop as far as psoas asks them, and a compositor that tells when nobody moves anything.

python-dbusmock needs a compiler and the headers of libdbus where there is no wheel; these few methods need neither.
"""

from typing import Annotated, Any

from dbus_fast.annotations import (
    DBusBool,
    DBusObjectPath,
    DBusSignature,
    DBusUInt32,
    DBusUInt64,
)
from dbus_fast.constants import PropertyAccess
from dbus_fast.errors import DBusError
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

LOGIN = "org.freedesktop.login1"


class IdleMonitor(ServiceInterface):
    """Mutter's."""

    def __init__(self, idle_ms: int) -> None:
        super().__init__("org.gnome.Mutter.IdleMonitor")
        self.idle_ms = idle_ms

    @dbus_method(name="GetIdletime")
    def get_idletime(self) -> DBusUInt64:
        return self.idle_ms


class SessionManager(ServiceInterface):
    """GNOME's; `flags` is what some program inhibits."""

    def __init__(self, flags: int = 0) -> None:
        super().__init__("org.gnome.SessionManager")
        self.flags = flags

    @dbus_method(name="IsInhibited")
    def is_inhibited(self, flags: DBusUInt32) -> DBusBool:
        return bool(self.flags & flags)


class PolicyAgent(ServiceInterface):
    """PowerDevil's."""

    def __init__(self, types: int = 0) -> None:
        super().__init__("org.kde.Solid.PowerManagement.PolicyAgent")
        self.types = types

    @dbus_method(name="HasInhibition")
    def has_inhibition(self, types: DBusUInt32) -> DBusBool:
        return bool(self.types & types)


class Notifications(ServiceInterface):
    """A notification server that does not say whether it is quiet."""

    def __init__(self, name: str) -> None:
        super().__init__("org.freedesktop.Notifications")
        self.server = name

    @dbus_method(name="GetServerInformation")
    def get_server_information(self) -> Annotated[tuple[str, str, str, str], DBusSignature("ssss")]:
        return [self.server, "somebody", "1", "1.2"]


class QuietableNotifications(Notifications):
    """One that does, as Plasma's."""

    quiet = False

    @dbus_property(name="Inhibited", access=PropertyAccess.READ)
    def inhibited(self) -> DBusBool:
        return self.quiet


class LoginManager(ServiceInterface):
    """logind's manager."""

    def __init__(self, session: str | None, user: str = "/org/freedesktop/login1/user/_0") -> None:
        super().__init__(f"{LOGIN}.Manager")
        self.session, self.user = session, user
        self.inhibitors: list[list[Any]] = []

    @dbus_method(name="GetSessionByPID")
    def get_session_by_pid(self, pid: DBusUInt32) -> DBusObjectPath:
        if self.session is None:
            raise DBusError(f"{LOGIN}.NoSessionForPID", "PID does not belong to any known session")
        return self.session

    @dbus_method(name="GetUser")
    def get_user(self, uid: DBusUInt32) -> DBusObjectPath:
        return self.user

    @dbus_method(name="ListInhibitors")
    def list_inhibitors(self) -> Annotated[list[Any], DBusSignature("a(ssssuu)")]:
        return self.inhibitors

    @dbus_signal(name="PrepareForSleep")
    def prepare_for_sleep(self, start: bool) -> DBusBool:
        return start


class LoginUser(ServiceInterface):
    """logind's user."""

    def __init__(self, display: str) -> None:
        super().__init__(f"{LOGIN}.User")
        self.shown = display

    @dbus_property(name="Display", access=PropertyAccess.READ)
    def display(self) -> Annotated[list[Any], DBusSignature("(so)")]:
        return ["2" if self.shown != "/" else "", self.shown]


class LoginSession(ServiceInterface):
    """logind's session."""

    locked, idle, since_us = False, False, 0

    def __init__(self) -> None:
        super().__init__(f"{LOGIN}.Session")

    @dbus_property(name="LockedHint", access=PropertyAccess.READ)
    def locked_hint(self) -> DBusBool:
        return self.locked

    @dbus_property(name="IdleHint", access=PropertyAccess.READ)
    def idle_hint(self) -> DBusBool:
        return self.idle

    @dbus_property(name="IdleSinceHintMonotonic", access=PropertyAccess.READ)
    def idle_since_hint_monotonic(self) -> DBusUInt64:
        return self.since_us


async def offer(bus: Any, name: str, path: str, service: ServiceInterface) -> None:
    """Offer a service under its name."""
    bus.export(path, service)
    await bus.request_name(name)
