"""Watch a set through a coach, and keep what it reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from psoas.biomechanics.measured import RepLoad
from psoas.body.skeleton import Skeleton
from psoas.coach.cues import GAP_S
from psoas.coach.events import CoachState, Cue, Event, Rep
from psoas.coach.level_recognition import LevelRecogniser
from psoas.coach.second_opinion.doubts import Doubt
from psoas.journal.records import Counting, RepRecord
from psoas.programme.model import Exercise
from psoas.session.speech import Line, Outbox


class Observer(Protocol):
    """What the session needs of a coach."""

    @property
    def now(self) -> CoachState:
        """Return the current state."""
        ...

    def update(self, skeleton: Skeleton, /) -> Sequence[Event]:
        """Take one skeleton; return what has become certain."""
        ...

    def finish(self) -> Sequence[Event]:
        """Close what is open; return what has become certain."""
        ...

    def doubts(self) -> Sequence[Doubt]:
        """Return where a second look at all that was seen disagrees with what was counted."""
        ...


def seen_record(
    event: int, set_number: int, seen: Rep, since: Callable[[float], float], load: RepLoad | None = None
) -> RepRecord:
    """Convert a repetition into its record; `since` converts the skeletons' clock into the session's."""
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
    """Convert a record back into its repetition, on the session's clock; None if no camera measured it."""
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


#: Id of the notice about another exercise.
OTHER_ID = "another-level"


class SetObserver:
    """Watches the current set, with a new coach for each set and after each pause.

    Parameters
    ----------
    new_coach : callable
        Builds the coach of one set.
    can_watch : bool
        Whether the camera can count this exercise.
    other : OtherExercise or None
        Notices a different exercise; None to ignore those.

    Attributes
    ----------
    coach : Observer or None
        The coach, while the camera counts a set.
    cue : Cue or None
        The coach's last cue in this set.
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
        self._seen_before = 0

    def begin(self, counting: Counting, seen_before: int) -> None:
        """Start with a new coach if the camera counts; it has already seen so many repetitions of this set."""
        self.coach = self.new_coach() if counting == "camera" else None
        self._seen_before = seen_before

    def doubts(self) -> list[Doubt]:
        """Return which repetitions of this set may be miscounted, by their number among those seen in it."""
        found = self.coach.doubts() if self.coach else ()
        return [replace(doubt, number=doubt.number + self._seen_before) for doubt in found]

    def end(self) -> tuple[Sequence[Event] | None, list[Doubt]]:
        """Stop watching; return the coach's last events, None if nobody watched, and what may be miscounted."""
        events = self.coach.finish() if self.coach else None
        doubts = self.doubts()  # not before: the last events belong to what was counted
        self.coach = None
        return events, doubts

    def drop(self) -> None:
        """Stop watching, and discard open events and the last cue."""
        self.coach = self.cue = None

    def said(self, cue: Cue) -> None:
        """Remember a cue, and offer it to the voice."""
        self.cue = cue
        self._out.offer(cue.id, cue.say, cue.kind)

    def look_for_another(self, skeleton: Skeleton) -> None:
        """Check for a different exercise, and mention it once the coach is silent."""
        if self.other is None:
            return
        self.other.update(skeleton)
        talking = self.cue is not None and skeleton.t - self.cue.t < GAP_S
        if self.other.found and not self.other.said and not talking:
            self._out.offer(OTHER_ID, self.other.say, "notice")

    def keep_level(self) -> None:
        """Stay with the planned level whatever is seen."""
        if self.other is not None:
            self.other.dismiss()

    def was_said(self, line: Line) -> None:
        """Remember what must not be repeated."""
        if line.id == OTHER_ID and self.other is not None:
            self.other.said = True


#: Consecutive marches that must look like the other exercise: a guess is not worth an interruption.
_IN_A_ROW = 3


class OtherExercise:
    """Notices that the person does a different exercise from the planned one.

    Parameters
    ----------
    planned : Exercise
        The session's exercise.
    march : sequence of Exercise
        The alternatives.
    band : bool
        Whether the person says that a band is worn. It separates exercises with the same movement; a band alone never
        makes it a different exercise.

    Attributes
    ----------
    found : Exercise or None
        The other exercise, until the planned one is recognised or the person dismisses the notice.
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
        """Return the sentence about it, or ""."""
        return f"This looks like level {self.found.level}. You can change to it on the screen." if self.found else ""

    def update(self, skeleton: Skeleton) -> None:
        """Take one skeleton."""
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
        """Stay with the planned exercise, and never mention another again."""
        self._dismissed, self.found = True, None
