"""What the session needs of whoever watches, and what it keeps of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from psoas.biomechanics.measured import RepLoad
from psoas.body.skeleton import Skeleton
from psoas.coach.cues import GAP_S
from psoas.coach.events import CoachState, Cue, Event, Rep
from psoas.coach.level_recognition import LevelRecogniser
from psoas.journal.records import Counting, RepRecord
from psoas.programme.model import Exercise
from psoas.session.speech import Line, Outbox


class Observer(Protocol):
    """What the session needs of a coach."""

    @property
    def now(self) -> CoachState:
        """The state of this moment."""
        ...

    def update(self, skeleton: Skeleton, /) -> Sequence[Event]:
        """Take one skeleton; report what has become certain."""
        ...

    def finish(self) -> Sequence[Event]:
        """Close what is open; report what has become certain."""
        ...


def seen_record(
    event: int, set_number: int, seen: Rep, since: Callable[[float], float], load: RepLoad | None = None
) -> RepRecord:
    """Record of a repetition that was seen; `since` turns the skeletons' clock into the session's."""
    return RepRecord(
        session_id=0,
        event=event,
        set_number=set_number,
        side=seen.side,
        counted_by="camera",
        end_s=since(seen.end_s),
        start_s=since(seen.start_s),
        peak_s=since(seen.peak_s),
        peak_hip_deg=seen.peak_hip_deg,
        range_deg=seen.range_deg,
        out_s=seen.out_s,
        hold_s=seen.hold_s,
        back_s=seen.back_s,
        confidence=seen.confidence,
        faults=seen.faults,
        short=seen.short,
        work_j=load.work_j if load else None,
        peak_nm=load.peak_nm if load else None,
    )


def seen_rep(record: RepRecord) -> Rep | None:
    """The repetition that a record was made of, on the session's clock; None where no camera measured it."""
    numbers = (
        record.start_s,
        record.peak_s,
        record.peak_hip_deg,
        record.range_deg,
        record.out_s,
        record.hold_s,
        record.back_s,
        record.confidence,
    )
    known = [number for number in numbers if number is not None]
    if record.counted_by != "camera" or len(known) < len(numbers):
        return None
    start_s, peak_s, peak_hip_deg, range_deg, out_s, hold_s, back_s, confidence = known
    return Rep(
        side=record.side,
        start_s=start_s,
        peak_s=peak_s,
        end_s=record.end_s,
        peak_hip_deg=peak_hip_deg,
        range_deg=range_deg,
        out_s=out_s,
        hold_s=hold_s,
        back_s=back_s,
        confidence=confidence,
        faults=record.faults,
        short=record.short,
    )


#: Of the notice that another exercise is done.
OTHER_ID = "another-level"


class SetObserver:
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
    coach : Observer or None
        Watches, while a set is worked on that the camera counts.
    cue : Cue or None
        The coach's last sentence in this set.
    """

    def __init__(
        self, new_coach: Callable[[], Observer], other: OtherExercise | None, out: Outbox, *, can_watch: bool
    ) -> None:
        self.coach: Observer | None = None
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
        self.other.update(skeleton)
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


#: So many marches in a row must all look like the other exercise: a guess is not worth an interruption.
_IN_A_ROW = 3


class OtherExercise:
    """Watches for another exercise than the planned one.

    Parameters
    ----------
    planned : Exercise
        What the session is for.
    march : sequence of Exercise
        What else it could be.
    band : bool
        Whether a band is worn, as the person said: it tells exercises apart that are the same movement. A band alone
        never makes an exercise another one.

    Attributes
    ----------
    found : Exercise or None
        The other exercise, from when it is clear until the planned one is, or the person wants to hear no more of it.
    said : bool
        Whether it was said aloud.
    """

    def __init__(self, planned: Exercise, march: Sequence[Exercise], band: bool) -> None:
        self._planned, self._band = planned, band
        self._recogniser = LevelRecogniser(march, memory=_IN_A_ROW)
        self._dismissed = False
        self.found: Exercise | None = None
        self.said = False

    @property
    def say(self) -> str:
        """The sentence for it."""
        return f"This looks like level {self.found.level}. You can change to it on the screen." if self.found else ""

    def update(self, skeleton: Skeleton) -> None:
        """Take in one skeleton."""
        before = self._recogniser.marches
        self._recogniser.update(skeleton)
        if self._dismissed or self._recogniser.marches == before:
            return
        now = self._recogniser.verdict(self._band)
        if now.marches < _IN_A_ROW or now.share < 1.0:
            return
        if self._planned in now.candidates:
            self.found = None
        elif now.exercise is not None:
            self.found = now.exercise

    def dismiss(self) -> None:
        """Stay with what was planned, and say no more about it."""
        self._dismissed, self.found = True, None
