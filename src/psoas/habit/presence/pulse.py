"""Whether a microphone is in use, from PulseAudio or PipeWire through `pactl`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from typing import Any

from psoas.habit.presence.back_end import NoAnswer, Teller
from psoas.habit.presence.programs import Listener, output
from psoas.habit.signals import Signals

#: Tries until the sound server is known to report changes, and seconds between them.
TRIES, PAUSE_S = 20, 0.1


class Pulse(Teller):
    """Lists what is recorded, and again only when the sound server says that it has changed."""

    name = "pulse"
    tells = frozenset({"microphone"})

    def __init__(self) -> None:
        super().__init__()
        self._events: Listener | None = None
        self._heard = False
        self._changed = True
        self._in_use = False

    async def begin(self) -> None:
        """Listen for changes."""
        await self.stop()
        self._heard, self._changed = False, True
        self._events = await Listener.begin(self._event, "pactl", "subscribe")
        for _ in range(TRIES):
            # Listing makes a client and so an event; once one is heard, no change is missed from here on.
            await self._list()
            await asyncio.sleep(PAUSE_S)
            if self._heard:
                return
            if not self._events.runs:
                break
        raise NoAnswer("the sound server does not report changes")

    def _event(self, line: str) -> None:
        self._heard = True
        self._changed = self._changed or "source-output" in line

    async def _list(self) -> None:
        outputs, sources = [await output("pactl", "-f", "json", "list", what) for what in ("source-outputs", "sources")]
        try:
            self._in_use = recording(json.loads(outputs or b"[]"), json.loads(sources or b"[]"))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise NoAnswer("the program `pactl` is older than version 16 and prints no JSON") from error

    async def ask(self) -> Signals:
        """Tell what it knows, after another look if something has changed."""
        if self._events is None or not self._events.runs:
            raise NoAnswer("the sound server has ended")
        if self._changed:
            self._changed = False
            try:
                await self._list()
            except NoAnswer:
                self._changed = True
                raise
        return Signals(microphone=self._in_use)

    async def stop(self) -> None:
        """End the listening program."""
        if self._events is not None:
            await self._events.stop()
            self._events = None


def recording(outputs: Iterable[Mapping[str, Any]], sources: Iterable[Mapping[str, Any]]) -> bool:
    """Whether something records from a microphone.

    Paused streams, recordings of what the speakers play, and level meters are left out.

    Parameters
    ----------
    outputs, sources : iterable of Mapping
        `pactl -f json list source-outputs` and `... list sources`.

    Examples
    --------
    >>> sources = [{"index": 0, "monitor_source": ""}, {"index": 1, "monitor_source": "speakers"}]
    >>> call = {"source": 0, "corked": False, "resample_method": "copy", "properties": {}}
    >>> [recording([call | change], sources) for change in ({}, {"corked": True}, {"source": 1})]
    [True, False, False]
    """
    monitors = {
        source["index"]
        for source in sources
        if source.get("monitor_source") or source.get("properties", {}).get("device.class") == "monitor"
    }
    return any(
        not stream["corked"]
        and stream["source"] not in monitors
        and stream.get("resample_method") != "peaks"
        and stream.get("properties", {}).get("stream.monitor") != "true"
        for stream in outputs
    )
