"""Voice-led steps independent of any page: the engine, its clock and the results still to be saved."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from psoas.app.live.live_session import ALONE_S, KEPT_S, SharedSession
from psoas.errors import PsoasError
from psoas.journal.answers import StepDone, Told
from psoas.plan.guided_step import Leading
from psoas.private_files import write_private
from psoas.session.guided import Guided, GuidedAction, GuidedPosition, GuidedView
from psoas.session.messages import Beep, Spoken

_WRITTEN = re.compile(r"(\d{4}-\d\d-\d\d)\.([0-9a-f]{8})\.(easy|full)" + r"\.(\d{1,4})" * 4)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """The day, the key that the step is saved under (`StepDone.led`) and the position within it."""

    day: date
    key: str
    mark: GuidedPosition

    def __str__(self) -> str:
        mark = self.mark
        numbers = (mark.at, round(mark.spent_s), round(mark.left_s), round(mark.right_s))
        return ".".join((self.day.isoformat(), self.key, "easy" if mark.easy else "full", *map(str, numbers)))


def read(text: str, today: date) -> Bookmark | None:
    """Read a bookmark; return None if it is unreadable or not from today."""
    found = _WRITTEN.fullmatch(text)
    if found is None or found[1] != today.isoformat():
        return None
    at, spent, left, right = (int(number) for number in found.group(4, 5, 6, 7))
    return Bookmark(today, found[2], GuidedPosition(found[3] == "easy", at, float(spent), float(left), float(right)))


_log = logging.getLogger(__name__)

Keep = Callable[[Told, datetime], object]


class LiveGuidedStep(SharedSession[Spoken | Beep]):
    """One voice-led step. It outlives the pages that show it.

    If the journal cannot be written, every tick tries again, and `trouble` says why.

    Parameters
    ----------
    key : str
        The key that it is saved under (`StepDone.led`).
    how : Leading
        The exercise and the form in which it is led.
    keep : callable
        Writes an answer, with its time, to the journal.
    clock : callable
        Monotonic seconds, sleep included.
    today : callable
        Returns the date and time in the person's time zone.
    silent : bool
        Whether the voice is off from the start.
    since : GuidedPosition, optional
        The position when the server stopped.

    Attributes
    ----------
    speaker : object or None
        The page that speaks: the one opened or tapped last.
    answered : bool
        Whether the questions after a stop have been answered.
    trouble : str
        Why the journal could not be written, or "".
    """

    def __init__(
        self,
        key: str,
        how: Leading,
        keep: Keep,
        clock: Callable[[], float],
        today: Callable[[], datetime],
        *,
        silent: bool = False,
        since: GuidedPosition | None = None,
    ) -> None:
        super().__init__(clock)
        self.key = key
        self.exercise = how.exercise
        self.silent = silent
        self.speaker: object | None = None
        self.answered = False
        self.trouble = ""
        self._instead_of = how.instead_of
        self._keep = keep
        self._today = today
        self._untold: list[tuple[Told, datetime]] = []
        self._at = today()
        self.engine = Guided(how.exercise, self._note, easy=how.easier, held_s=how.held_s, since=since)

    @property
    def view(self) -> GuidedView:
        """Return what to show."""
        return self.engine.view

    @property
    def bookmark(self) -> Bookmark | None:
        """Return the position to resume from after the server stops; None unless the step is under way."""
        mark = self.engine.mark
        return Bookmark(self._at.date(), self.key, mark) if mark else None

    def unwatch(self, who: object) -> None:
        """End `watch`; if that page was speaking, another open page takes over."""
        super().unwatch(who)
        if self.speaker is who:
            self.speaker = next(iter(self._listeners), None)

    @property
    def forgotten(self) -> bool:
        """Tell whether it can be dropped: saved, and not looked at for a long time."""
        return self.alone_s > KEPT_S and not self._untold

    @property
    def told(self) -> StepDone | None:
        """Return what was last saved about it; None before its end."""
        return self.engine.ended

    def tap(self, action: GuidedAction) -> None:
        """Carry out what the person asked for."""
        self._at = self._today()
        said = self.engine.tap(action, self._clock())
        self._write()
        self._tell(said)

    def tick(self) -> None:
        """Advance the clock; pause if no page has been watching for a while, or the computer slept."""
        before, running = self._at, self.view.phase == "running"
        if running:
            self._at = self._today()
        if running and self.alone_s > ALONE_S:
            said = self.engine.tap("pause", self._clock())
        else:
            said = self.engine.tick(self._clock())
        if running and self.view.phase == "paused":
            self._at = before
        self._write()
        self._tell(said)

    def tell(self, what: Told) -> None:
        """Save an answer that is not part of the step itself."""
        self._untold.append((what, self._today()))
        self._write()

    def add(self, *, pain: int | None = None, where: str = "", kind: str = "", only_pull: bool | None = None) -> None:
        """Save what the person said about the step after its end (see `Guided.add`)."""
        self._at = self._today()
        self.engine.add(pain=pain, where=where, kind=kind, only_pull=only_pull)
        self._write()

    def leave_at_that(self) -> None:
        """End the step with what was done; pages that still show it see that it is over."""
        self._at = self._today()
        self.engine.finish()
        self._write()
        self._tell([])

    def leave(self) -> None:
        """End an abandoned step: save what was done, at the time when it was done."""
        self.engine.leave()
        self._write()

    def _note(self, what: StepDone) -> None:
        told = replace(what, led=self.key, swapped_from=self._instead_of)
        self._untold.append((told, self._at))

    def _write(self) -> None:
        while self._untold:
            try:
                self._keep(*self._untold[0])
            except PsoasError as problem:
                self.trouble = str(problem)
                return
            self._untold.pop(0)
        self.trouble = ""


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
        led = LiveGuidedStep(key, how, self._keep, self._clock, self._today, silent=silent, since=mark)
        self._led[how.exercise.id] = led
        return led

    def of(self, exercise_id: str) -> LiveGuidedStep | None:
        """Return the current or recent step of an exercise, or None."""
        return self._led.get(exercise_id)

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
