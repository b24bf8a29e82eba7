"""All signals on macOS that need no special rights, from its documented interfaces. Not tried on a real machine."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from psoas.habit.presence.back_end import NoAnswer, Teller
from psoas.habit.presence.programs import output
from psoas.habit.signals import Signals

#: The settings come from a program and a file.
EVERY_S = 30.0
#: macOS keeps here that Focus was turned on by hand; it needs the right "Full Disk Access".
FOCUS = Path("Library/DoNotDisturb/DB/Assertions.json")


@dataclass(frozen=True, slots=True)
class Now:
    """What changes from look to look; None where macOS refuses."""

    idle_s: float | None
    locked: bool | None
    microphone: bool | None
    camera: bool | None


@dataclass(frozen=True, slots=True)
class MacSettings:
    """What changes seldom: the text of `pmset -g assertions` and of `FOCUS`; None where it can't be read."""

    assertions: str | None
    focus: str | None


def ask_now() -> Now:
    """Ask the frameworks; raises `NoAnswer` if this is another system."""
    if sys.platform != "darwin":
        raise NoAnswer("this is not macOS")
    from psoas.habit.presence.macos_frameworks import camera_runs, idle_s, locked, microphone_runs  # noqa: PLC0415

    return Now(idle_s(), locked(), microphone_runs(), camera_runs())


async def ask_settings() -> MacSettings:
    """Run `pmset` and read the file of Focus."""
    try:
        assertions = (await output("pmset", "-g", "assertions")).decode(errors="replace")
    except NoAnswer:
        assertions = None
    try:
        focus = (Path.home() / FOCUS).read_text(encoding="utf-8")
    except OSError:
        focus = None
    return MacSettings(assertions, focus)


def display_kept_awake(assertions: str) -> bool | None:
    r"""Whether a program keeps the display awake, in what `pmset -g assertions` prints; None if it is not said.

    Examples
    --------
    >>> display_kept_awake("   UserIsActive                   1\n   PreventUserIdleDisplaySleep    1\n")
    True
    """
    for line in assertions.splitlines():
        name, _, number = line.strip().partition(" ")
        if name == "PreventUserIdleDisplaySleep":
            return number.strip() != "0"
    return None


def focus_by_hand(text: str) -> bool | None:
    """Whether Focus was turned on by hand; None if it was not, as a schedule may have done it unseen.

    Examples
    --------
    >>> focus_by_hand('{"data": [{"storeAssertionRecords": [{"assertionDetails": {}}]}]}')
    True
    >>> focus_by_hand('{"data": [{"storeInvalidationRecords": []}]}') is None
    True
    """
    try:
        return any(store.get("storeAssertionRecords") for store in json.loads(text)["data"]) or None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


class MacOS(Teller):
    """Asks macOS at each look, and for settings every `EVERY_S`.

    Parameters
    ----------
    now, settings : callable
        Give the answers; others in tests.
    clock : callable
        Seconds that never go back.
    """

    name = "macos"
    tells = frozenset({"idle_s", "locked", "microphone", "camera", "presenting", "do_not_disturb"})

    def __init__(
        self,
        now: Callable[[], Now] = ask_now,
        settings: Callable[[], Awaitable[MacSettings]] = ask_settings,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._ask_now, self._ask_settings, self._clock = now, settings, clock
        self._next = 0.0
        self._settings = MacSettings(None, None)

    async def begin(self) -> None:
        """Ask once."""
        self._next = 0.0
        await self.ask()

    async def ask(self) -> Signals:
        """Ask once."""
        try:
            now = self._ask_now()
        except (OSError, AttributeError, ValueError) as error:
            raise NoAnswer("macOS does not answer") from error
        at = self._clock()
        if at >= self._next:
            self._settings = await self._ask_settings()
            self._next = at + EVERY_S
        seen = Signals(
            idle_s=now.idle_s,
            locked=now.locked,
            microphone=now.microphone,
            camera=now.camera,
            presenting=None if self._settings.assertions is None else display_kept_awake(self._settings.assertions),
            do_not_disturb=None if self._settings.focus is None else focus_by_hand(self._settings.focus),
        )
        for field in ("idle_s", "locked", "microphone", "camera", "presenting"):
            if getattr(seen, field) is None:
                self.lose({field}, "macOS does not answer")
        if self._settings.focus is None:
            self.lose({"do_not_disturb"}, "reading it needs Full Disk Access, which psoas does not ask for")
        elif seen.do_not_disturb is None:
            self.lose({"do_not_disturb"}, "a Focus that macOS turned on by itself is not told")
        return seen

    async def stop(self) -> None:
        """Nothing is kept."""
