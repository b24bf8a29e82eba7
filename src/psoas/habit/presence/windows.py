"""All signals on Windows, from its documented interfaces. Not tried on a real machine."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from psoas.habit.presence.back_end import NoAnswer, Teller
from psoas.habit.signals import Signals

#: Where Windows notes which program uses a device since when, below the user's own registry; settings show the same.
CONSENT = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
#: States of SHQueryUserNotificationState: a full-screen window (two kinds), a presentation, the first hour of a user.
BUSY, FULL_SCREEN_3D, PRESENTATION, QUIET_TIME = 2, 3, 4, 6
#: WTS_SESSIONSTATE_LOCK and its place: information class WTSSessionInfoEx.
LOCKED, SESSION_INFO = 0, 25


@dataclass(frozen=True, slots=True)
class Use:
    """When a program last began and ended to use a device, in Windows' ticks; an end of 0 is still to come."""

    program: str
    began: int
    ended: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What Windows answers at one look; None where it refuses.

    Attributes
    ----------
    tick_ms, input_ms : int
        Milliseconds since Windows started, now and at the last input: 32 bits, so they begin anew after 49 days.
    notification_state, session_flags : int or None
        Of SHQueryUserNotificationState and of WTSINFOEX_LEVEL1.
    camera, microphone : tuple of Use or None
        Every program that ever used it.
    """

    tick_ms: int
    input_ms: int
    notification_state: int | None
    session_flags: int | None
    camera: tuple[Use, ...] | None
    microphone: tuple[Use, ...] | None


def ask_windows() -> Answers:
    """Ask Windows.

    Raises
    ------
    NoAnswer
        If this is another system.
    """
    if sys.platform != "win32":
        raise NoAnswer("this is not Windows")
    import ctypes  # noqa: PLC0415
    from ctypes import wintypes  # noqa: PLC0415

    class LastInput(ctypes.Structure):
        _fields_ = (("size", wintypes.UINT), ("tick_ms", wintypes.DWORD))

    class SessionInfo(ctypes.Structure):
        # The union behind `level` holds 64-bit numbers further on and is aligned for them.
        _fields_ = (
            ("level", wintypes.DWORD),
            ("_", wintypes.DWORD),
            ("session", wintypes.ULONG),
            ("state", ctypes.c_int),
            ("flags", wintypes.LONG),
        )

    user32, kernel32, shell32 = ctypes.WinDLL("user32"), ctypes.WinDLL("kernel32"), ctypes.WinDLL("shell32")
    wts = ctypes.WinDLL("wtsapi32")

    last = LastInput(size=ctypes.sizeof(LastInput))
    if not user32.GetLastInputInfo(ctypes.byref(last)):
        raise NoAnswer("Windows does not answer")
    kernel32.GetTickCount.restype = wintypes.DWORD

    state = ctypes.c_int()
    answered = shell32.SHQueryUserNotificationState(ctypes.byref(state)) == 0

    wts.WTSQuerySessionInformationW.argtypes = (
        wintypes.HANDLE,
        wintypes.DWORD,
        ctypes.c_int,
        ctypes.POINTER(ctypes.c_void_p),
        ctypes.POINTER(wintypes.DWORD),
    )
    wts.WTSFreeMemory.argtypes = (ctypes.c_void_p,)
    memory, size, flags = ctypes.c_void_p(), wintypes.DWORD(), None
    current = 0xFFFFFFFF  # WTS_CURRENT_SESSION
    if wts.WTSQuerySessionInformationW(None, current, SESSION_INFO, ctypes.byref(memory), ctypes.byref(size)):
        if memory.value and size.value >= ctypes.sizeof(SessionInfo):
            flags = SessionInfo.from_address(memory.value).flags
        wts.WTSFreeMemory(memory)
    return Answers(
        tick_ms=int(kernel32.GetTickCount()),
        input_ms=int(last.tick_ms),
        notification_state=state.value if answered else None,
        session_flags=flags,
        camera=_uses("webcam"),
        microphone=_uses("microphone"),
    )


def _uses(device: str) -> tuple[Use, ...] | None:
    """Read what the registry holds of a device; programs from the store stand beside the key of all others."""
    if sys.platform != "win32":
        return None
    import winreg  # noqa: PLC0415

    def below(path: str) -> list[str]:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
            return [winreg.EnumKey(key, number) for number in range(winreg.QueryInfoKey(key)[0])]

    def use(path: str, program: str) -> Use | None:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, rf"{path}\{program}") as key:
                began, ended = (winreg.QueryValueEx(key, f"LastUsedTime{name}")[0] for name in ("Start", "Stop"))
                return Use(program, int(began), int(ended))
        except OSError:  # a program that was only ever asked, or has just gone
            return None

    top = rf"{CONSENT}\{device}"
    unpackaged = rf"{top}\NonPackaged"
    try:
        pairs = [(top, name) for name in below(top) if name != "NonPackaged"]
    except OSError:
        return None
    with contextlib.suppress(OSError):  # nobody yet
        pairs += [(unpackaged, name) for name in below(unpackaged)]
    return tuple(found for pair in pairs if (found := use(*pair)) is not None)


def in_use(uses: Iterable[Use] | None, own: str) -> bool | None:
    """Whether a program other than `own` uses the device; None if nothing is known.

    Examples
    --------
    >>> call = Use("C:#Program Files#Zoom#bin#Zoom.exe", 133_700_000_000_000_000, 0)
    >>> in_use([call], "python.exe"), in_use([Use("MSTeams", 5, 9)], "python.exe"), in_use(None, "python.exe")
    (True, False, None)
    """
    if uses is None:
        return None
    return any(use.began > 0 and use.ended == 0 and use.program.replace("#", "\\") != own for use in uses)


def signals(answers: Answers, own: str) -> Signals:
    """Translate what Windows answers. `own` is the path of psoas itself."""
    state = answers.notification_state
    return Signals(
        idle_s=((answers.tick_ms - answers.input_ms) % 2**32) / 1000.0,
        locked=None if answers.session_flags not in (0, 1) else answers.session_flags == LOCKED,
        microphone=in_use(answers.microphone, own),
        camera=in_use(answers.camera, own),
        presenting=None if state is None else state == PRESENTATION,
        full_screen=None if state is None else state in (BUSY, FULL_SCREEN_3D),
        do_not_disturb=True if state == QUIET_TIME else None,
    )


class Windows(Teller):
    """Asks Windows at each look.

    Parameters
    ----------
    ask : callable
        Gives the answers; another one in tests.
    own : str
        The program that runs psoas: its own session at the camera is no call.
    """

    name = "windows"
    tells = frozenset({"idle_s", "locked", "microphone", "camera", "presenting", "full_screen", "do_not_disturb"})

    def __init__(self, ask: Callable[[], Answers] = ask_windows, own: str = sys.executable) -> None:
        super().__init__()
        self._ask = ask
        self._own = own

    async def begin(self) -> None:
        """Ask once."""
        await self.ask()

    async def ask(self) -> Signals:
        """Ask once."""
        try:
            seen = signals(self._ask(), self._own)
        except (OSError, AttributeError, ValueError) as error:
            raise NoAnswer("Windows does not answer") from error
        for field in ("locked", "microphone", "camera", "presenting", "full_screen"):
            if getattr(seen, field) is None:
                self.lose({field}, "Windows does not answer")
        if seen.do_not_disturb is None:
            self.lose({"do_not_disturb"}, "Windows has no documented way to ask")
        return seen

    async def stop(self) -> None:
        """Nothing is kept."""
