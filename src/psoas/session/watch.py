"""Watching a set: the coach, its last sentence, and the notice that another exercise is done than planned."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from psoas.body.skeleton import Skeleton
from psoas.coach.cues import GAP_S
from psoas.coach.events import Cue, Event
from psoas.journal.records import Counting
from psoas.session.observer import Watcher
from psoas.session.other import OtherExercise
from psoas.session.outbox import Outbox
from psoas.session.speech import Line

#: Of the notice that another exercise is done.
OTHER_ID = "another-level"


class Watch:
    """Whoever watches the set that is being worked on; a new one for each set, and after each pause.

    Parameters
    ----------
    new_coach : callable
        Makes what watches one set.
    can_watch : bool
        Whether the camera can count at all.
    other : OtherExercise or None
        Notices when another exercise is done; None where nobody is to notice.

    Attributes
    ----------
    coach : Watcher or None
        Watches, while a set is worked on that the camera counts.
    cue : Cue or None
        The coach's last sentence in this set.
    """

    def __init__(
        self, new_coach: Callable[[], Watcher], other: OtherExercise | None, out: Outbox, *, can_watch: bool
    ) -> None:
        self.coach: Watcher | None = None
        self.cue: Cue | None = None
        self.other = other
        self.can_watch = can_watch
        self.new_coach = new_coach
        self._out = out

    def begin(self, counting: Counting) -> None:
        """Watch anew, where the camera counts."""
        self.coach = self.new_coach() if counting == "camera" else None

    def end(self) -> Sequence[Event] | None:
        """Watch no more; gives what the coach still held open, None where nobody watched."""
        coach, self.coach = self.coach, None
        return coach.finish() if coach else None

    def drop(self) -> None:
        """Watch no more, and let go of what is open and what was said."""
        self.coach = self.cue = None

    def said(self, cue: Cue) -> None:
        """Take note of a sentence of the coach, and put it forward."""
        self.cue = cue
        self._out.offer(cue.id, cue.say, cue.kind)

    def look_for_another(self, skeleton: Skeleton) -> None:
        """Notice when another exercise is done, and say it where the coach has nothing to say."""
        if self.other is None:
            return
        self.other.see(skeleton)
        talking = self.cue is not None and skeleton.t - self.cue.t < GAP_S
        if self.other.found and not self.other.said and not talking:
            self._out.offer(OTHER_ID, self.other.say, "notice")

    def keep_level(self) -> None:
        """Stay with the planned level, whatever it looks like."""
        if self.other is not None:
            self.other.dismiss()

    def was_said(self, line: Line) -> None:
        """Remember what is not to be said again."""
        if line.id == OTHER_ID and self.other is not None:
            self.other.said = True
