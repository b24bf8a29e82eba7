"""How the companion looks at this computer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from psoas.desk.process import Look
from psoas.habit.presence.presence import Presence, for_this_platform


def looking(say_line: Callable[[str], None]) -> Look:
    """Return what looks; with the first look it says once what this computer cannot tell."""
    presence = Presence(for_this_platform())
    started = False

    async def look() -> Mapping[str, Any]:
        nonlocal started
        signals = await presence.look()
        if not started:
            started = True
            for sentence in dict.fromkeys(presence.cannot_tell().values()):
                say_line(sentence)
        return asdict(signals)

    return look
