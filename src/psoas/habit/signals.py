"""What a computer can tell of a person at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

#: What each field of `Signals` is in a sentence that begins with "psoas can't see".
WORDS: Mapping[str, str] = {
    "idle_s": "when you last used the keyboard or the mouse",
    "locked": "whether the screen is locked",
    "asleep": "when the computer goes to sleep",
    "microphone": "whether a microphone is in use",
    "camera": "whether a camera is in use",
    "presenting": "whether you are presenting or watching a film",
    "full_screen": "whether a window fills the screen",
    "do_not_disturb": "whether you turned notifications off",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What a computer can tell. None is what it cannot tell.

    Attributes
    ----------
    idle_s : float or None
        Seconds since the last key or pointer movement.
    locked, asleep : bool or None
        The screen is locked; the computer is about to sleep.
    microphone, camera : bool or None
        Some program uses it.
    presenting, full_screen, do_not_disturb : bool or None
        A program asked not to be interrupted, a window fills a screen, notifications are off.
    """

    idle_s: float | None = None
    locked: bool | None = None
    asleep: bool | None = None
    microphone: bool | None = None
    camera: bool | None = None
    presenting: bool | None = None
    full_screen: bool | None = None
    do_not_disturb: bool | None = None


#: The names of all fields, in order.
FIELDS: tuple[str, ...] = tuple(field.name for field in fields(Signals))


def merged(first: Signals, second: Signals) -> Signals:
    """Take each field from the first that knows it; a yes counts whoever says it.

    Each sees only part of the computer, so nobody's "no" outweighs another's "yes".

    Examples
    --------
    >>> both = merged(Signals(idle_s=2.0, presenting=False), Signals(idle_s=9.0, locked=False, presenting=True))
    >>> both.idle_s, both.locked, both.presenting, both.camera
    (2.0, False, True, None)
    """

    def one(name: str) -> Any:
        ours, others = getattr(first, name), getattr(second, name)
        return others if ours is None or (ours is False and others is True) else ours

    return Signals(**{name: one(name) for name in FIELDS})


def cannot_see(field: str, why: str) -> str:
    """Say that something cannot be told, and why.

    Examples
    --------
    >>> cannot_see("microphone", "the program `pactl` is missing")
    "psoas can't see whether a microphone is in use: the program `pactl` is missing."
    """
    return f"psoas can't see {WORDS[field]}: {why}."
