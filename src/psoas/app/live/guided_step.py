"""A voice-led step independent of any page: the engine, its clock and the results still to be saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from psoas.app.live.bookmark import Bookmark
from psoas.app.live.live_session import ALONE_S, KEPT_S, SharedSession
from psoas.errors import PsoasError
from psoas.journal.answers import StepDone, Told
from psoas.plan.guided_step import Leading
from psoas.session.guided import Guided, GuidedAction, GuidedPosition, GuidedView
from psoas.session.messages import Beep, Spoken

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
    def counted_words(self) -> str:
        """Return what was counted, after the end; "" where nothing is."""
        return ""

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
