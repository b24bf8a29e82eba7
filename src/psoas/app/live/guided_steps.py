"""All voice-led steps of the app, and the place in the one under way."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from psoas.app.live.bookmark import Bookmark, read
from psoas.app.live.counted_step import CountedStep
from psoas.app.live.guided_step import Keep, LiveGuidedStep
from psoas.plan.guided_step import Leading
from psoas.private_files import write_private

_log = logging.getLogger(__name__)


class LiveGuidedSteps:
    """All voice-led steps, current and recent, at most one for each exercise.

    Parameters
    ----------
    keep : callable
        Writes an answer, with its time, to the journal.
    clock : callable
        Monotonic seconds, sleep included.
    today : callable
        Returns the date and time in the person's time zone.
    file : Path
        Bookmark of the step under way, so that it can resume after the server stops. It is not part of the
        journal, which learns of a step only once it has ended.
    """

    def __init__(self, keep: Keep, clock: Callable[[], float], today: Callable[[], datetime], file: Path) -> None:
        self._keep = keep
        self._clock = clock
        self._today = today
        self._file = file
        self._led: dict[str, LiveGuidedStep] = {}
        self._written = self._saved = _read_file(file)

    def begin(self, how: Leading, since: Bookmark | None = None) -> LiveGuidedStep:
        """Begin a step or resume it; the voice stays off if it was switched off in the step before."""
        silent = list(self._led.values())[-1].silent if self._led else False
        if before := self._led.pop(how.exercise.id, None):
            self._led[before.key] = before  # it may still have unsaved answers
        key, mark = (since.key, since.mark) if since else (secrets.token_hex(4), None)
        make = CountedStep if how.exercise.is_counted_while_led else LiveGuidedStep
        led = make(key, how, self._keep, self._clock, self._today, silent=silent, since=mark)
        self._led[how.exercise.id] = led
        return led

    def of(self, exercise_id: str) -> LiveGuidedStep | None:
        """Return the current or recent step of an exercise, or None."""
        return self._led.get(exercise_id)

    def on_camera(self, key: str) -> CountedStep | None:
        """Return the step that has this key of the live socket, or None."""
        counted = (led for led in self._led.values() if isinstance(led, CountedStep))
        return next((led for led in counted if led.camera_key == key), None)

    def is_under_way(self, exercise_id: str) -> bool:
        """Tell whether the step of an exercise was begun today and has not ended."""
        led = self._led.get(exercise_id)
        return led.bookmark is not None if led else self._saved_of(exercise_id) is not None

    def under_way(self, how: Leading) -> LiveGuidedStep | None:
        """Return the unfinished step of today, even from before the server stopped, or None."""
        led = self._led.get(how.exercise.id)
        if led is not None:
            return led if led.bookmark is not None else None
        saved = self._saved_of(how.exercise.id)
        return self.begin(how, saved) if saved else None

    def tick(self) -> None:
        """Advance all clocks and drop abandoned steps."""
        for name, led in list(self._led.items()):
            try:
                led.tick()
            except Exception:  # one step must not stop the clock of the others
                _log.exception("step %s", led.key)
            if led.forgotten:
                led.leave()
                del self._led[name]
        self._save()

    def leave(self) -> None:
        """Save everything before the server stops, including the position in an unfinished step."""
        for led in self._led.values():
            led.leave()
        self._save()

    def clear(self) -> None:
        """Forget all steps, because the journal was deleted."""
        self._led.clear()
        self._saved = ""
        self._save()

    def _saved_of(self, exercise_id: str) -> Bookmark | None:
        name, _, mark = self._saved.partition(" ")
        return read(mark, self._today().date()) if name == exercise_id else None

    def _save(self) -> None:
        """Save the position of the step under way whenever it changes; if that fails, try again later."""
        marks = [f"{name} {led.bookmark}" for name, led in self._led.items() if led.bookmark is not None]
        if self._saved and self._saved.partition(" ")[0] not in self._led:
            marks.insert(0, self._saved)
        line = marks[-1] if marks else ""
        self._saved = line
        if line == self._written:
            return
        try:
            if line:
                new = self._file.with_suffix(".new")
                write_private(new, line)
                new.replace(self._file)
            else:
                self._file.unlink(missing_ok=True)
        except OSError as problem:
            _log.warning("the place in the step was not kept: %s", problem)
            return
        self._written = line


def _read_file(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
