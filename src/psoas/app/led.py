"""One step while the voice leads it, apart from any page: the engine, its clock, and what is still to be kept of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from psoas.app.watched import ALONE_S, KEPT_S, Watched
from psoas.errors import PsoasError
from psoas.journal.person import StepDone, Told
from psoas.plan.leading import Leading
from psoas.session.guided import Guided, GuidedAction, GuidedView
from psoas.session.messages import Beep, Spoken

Keep = Callable[[Told, datetime], object]


class Led(Watched[Spoken | Beep]):
    """A step that is led. Pages come and go; this stays.

    What cannot be written into the journal is tried again at every tick, and `trouble` says why.

    Parameters
    ----------
    key : str
        Its own name, under which it is told (`StepDone.led`).
    how : Leading
        What is led, and in which form.
    keep : callable
        Writes what is told, with its moment, into the journal.
    clock : callable
        Seconds that only ever grow.
    today : callable
        Date and time with the person's time zone.
    silent : bool
        Whether the voice is off from the start.

    Attributes
    ----------
    speaker : object or None
        The page that speaks: the one that was opened or tapped last.
    answered : bool
        Whether the questions after a stop are over.
    trouble : str
        Why the journal could not be written; "" where it could.
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
        self.engine = Guided(how.exercise, self._note, easy=how.easier, held_s=how.held_s)

    @property
    def view(self) -> GuidedView:
        """What there is to show."""
        return self.engine.view

    def unwatch(self, who: object) -> None:
        """End `watch`; where that page spoke, another that is there goes on speaking."""
        super().unwatch(who)
        if self.speaker is who:
            self.speaker = next(iter(self._listeners), None)

    @property
    def forgotten(self) -> bool:
        """Whether nobody has looked for so long that nobody comes back, and all is told."""
        return self.alone_s > KEPT_S and not self._untold

    @property
    def told(self) -> StepDone | None:
        """What was told of it last; None before its end."""
        return self.engine.ended

    def tap(self, action: GuidedAction) -> None:
        """Do what the person asked for."""
        self._at = self._today()
        said = self.engine.tap(action, self._clock())
        self._write()
        self._tell(said)

    def tick(self) -> None:
        """Let time pass; pause where nobody has been looking for a while."""
        if self.view.phase == "running":
            self._at = self._today()
        if self.view.phase == "running" and self.alone_s > ALONE_S:
            said = self.engine.tap("pause", self._clock())
        else:
            said = self.engine.tick(self._clock())
        self._write()
        self._tell(said)

    def tell(self, what: Told) -> None:
        """Keep what the person told beside the step itself."""
        self._untold.append((what, self._today()))
        self._write()

    def add(self, *, pain: int | None = None, where: str = "", kind: str = "", only_pull: bool | None = None) -> None:
        """Keep what the person said of the step after its end (see `Guided.add`)."""
        self._at = self._today()
        self.engine.add(pain=pain, where=where, kind=kind, only_pull=only_pull)
        self._write()

    def leave(self) -> None:
        """Nobody comes back: what was done is told as of the moment when it was done."""
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
