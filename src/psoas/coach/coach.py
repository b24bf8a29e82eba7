"""The coach: takes skeletons, reports events. The same one serves camera, recordings, motion capture and tests."""

from __future__ import annotations

import math
from dataclasses import replace

from psoas.body.close_up import trunk_outside
from psoas.body.skeleton import Side, Skeleton
from psoas.coach.baseline import Baseline
from psoas.coach.crosstalk import Crosstalk
from psoas.coach.cues import Cues
from psoas.coach.events import CoachState, Cue, Event, Pause, Rep, Unseen
from psoas.coach.flat_back import FlatBackCheck
from psoas.coach.form_checks import faults
from psoas.coach.measurements import Measurement, Measurer, UnseenReason
from psoas.coach.quick_strides import AGAIN_S, QUICK_ID, too_quick
from psoas.coach.rep_counter import LYING, SEATED, UPRIGHT, Reach, RepCounter, Window
from psoas.coach.second_opinion.decoding import likely_reps
from psoas.coach.second_opinion.doubts import Doubt, disagreements
from psoas.coach.second_opinion.thighs import ThighWatch
from psoas.errors import PsoasError
from psoas.programme.model import Exercise

#: Gaps in seeing longer than `_UNSEEN_S` are reported; after `_TELL_S` the person is told. Seconds.
_UNSEEN_S, _TELL_S = 0.5, 3.0
#: Being seen but not marching for longer than this between two repetitions is a pause, seconds.
_PAUSE_S = 6.0

UNSEEN_SAY: dict[UnseenReason, str] = {
    "nobody": "I cannot see you. Move into the picture, from head to feet.",
    "close-up": "I see only a part of you. Move back until I see you from head to feet.",
    "leg-hidden": "I cannot see both legs well. Keep your hands off your thighs, or turn the camera a little.",
    "out-of-place": "I have lost your legs for a moment. Hold still, or move the camera back.",
}
#: Said of the legs without the trunk: what they do is counted, but no angle of the hip can be told.
CLOSE_SAY = "I see your legs, not your body. I count, but I can't correct you from so close."


class Coach:
    """Count and correct one set of one exercise.

    A deterministic function of the skeletons it is given; time is `Skeleton.t`.

    Parameters
    ----------
    exercise : Exercise
        What to count: a level of the march, or another exercise with a motion.
    silent : bool
        Report repetitions and faults, but say nothing.
    keep_frames : bool
        Keep `frames`, which take a few kilobytes a second.
    back : FlatBackCheck, optional
        The flat-back experiment, if the person asked for it; the caller also passes it the back of each frame.
    reach : Reach, optional
        How far each leg comes in this set, and the hips with it, if known beforehand, as in a recording.

    Raises
    ------
    PsoasError
        If the exercise has no movement to count.

    Attributes
    ----------
    frames : list of Measurement
        What was measured in each skeleton; empty unless kept.
    thighs : ThighWatch
        What a second opinion looks at.
    seen_s, unseen_s : float
        Seconds judged and not judged so far.

    Examples
    --------
    >>> from psoas.coach.events import Rep
    >>> from psoas.programme.catalogue import load
    >>> from psoas.testing import synthetic
    >>> march = load().level(6)
    >>> coach = Coach(march)
    >>> events = [event for skeleton in synthetic(march) for event in coach.update(skeleton)] + coach.finish()
    >>> [event.side for event in events if isinstance(event, Rep)]
    ['left', 'right']
    """

    def __init__(
        self,
        exercise: Exercise,
        *,
        silent: bool = False,
        keep_frames: bool = False,
        back: FlatBackCheck | None = None,
        reach: Reach | None = None,
    ) -> None:
        if exercise.motion is None:
            raise PsoasError(
                f"{exercise.name} is not counted: its file has no motion. Choose a level of the march, 1 to 6."
            )
        self.exercise = exercise
        self.frames: list[Measurement] = []
        self.seen_s = 0.0
        self.unseen_s = 0.0
        self.now = CoachState(0.0, {"left": math.nan, "right": math.nan}, None, 0.0, False)
        self._motion = exercise.motion
        self._takes_turns = exercise.dose is None or exercise.dose.sides == "in-turn"
        self._keep_frames = keep_frames
        self._measurer = Measurer(exercise)
        shares = LYING if exercise.lies else SEATED if exercise.posture == "seated" else UPRIGHT
        known = reach.copy() if reach else Reach()
        self._counter = RepCounter(exercise.motion, shares, known)
        self.thighs = ThighWatch(exercise.motion)
        self._reps: list[Rep] = []
        self._baseline = Baseline(alongs=known.alongs, whole=bool(known.alongs))
        self._cues = Cues(silent)
        self._crosstalk = Crosstalk()
        self._back = back
        self._t = -math.inf
        self._unseen_since = math.nan
        self._unseen_why: UnseenReason = "nobody"
        self._close_since = math.inf
        self._close_told = False
        self._turn: Side | None = None
        self._in_a_row = 0
        self._unseen_since_rep = 0.0
        self._quick_told, self._quick_told_s = 0, -math.inf

    @property
    def quick_strides(self) -> int:
        """Strides so far that were far enough for a repetition but too quick, three or more in turn."""
        return self._counter.quick.count

    @property
    def reach(self) -> Reach:
        """How far each leg has come so far, and the hips with it."""
        return self._counter.reach

    def update(self, skeleton: Skeleton) -> list[Event]:
        """Take in the next skeleton; returns the events that it makes certain.

        A skeleton that is not later than the one before is ignored.
        """
        if not skeleton.t > self._t:
            return []
        elapsed = skeleton.t - self._t if math.isfinite(self._t) else 0.0
        self._t = skeleton.t
        if skeleton.cut or self._ends_close_up(skeleton):
            # What goes on is counted on, but another camera sees other lengths, and another offset of resting legs.
            self._measurer = Measurer(self.exercise)
            self._counter.forget_rest()
        frame = self._measurer.update(skeleton)
        events = self._follow_seeing(frame, elapsed)
        self.thighs.update(frame)
        window = self._counter.update(frame)
        events += self._judge(window) if window is not None else self._tell_quick(frame.t)
        if self._counter.working is None:
            self._baseline.update(frame)
        hips = self._crosstalk.update(frame, self._counter.working)
        knees = {side: leg.knee for side, leg in frame.posture.legs.items()} if frame.posture else {}
        self.now = CoachState(
            frame.t, hips, self._counter.working, self._counter.progress, frame.why_not is None, knees
        )
        if self._keep_frames:
            self.frames.append(frame)
        return events

    def finish(self) -> list[Event]:
        """End the set or recording; returns the events that were still open."""
        events: list[Event] = []
        if math.isfinite(self._unseen_since) and self._t - self._unseen_since >= _UNSEEN_S:
            events.append(Unseen(self._unseen_since, self._t, UNSEEN_SAY[self._unseen_why]))
        self._unseen_since = math.nan
        window = self._counter.finish()
        return events + (self._judge(window) if window is not None else [])

    def doubts(self) -> list[Doubt]:
        """Ask for a second opinion on all that was seen so far, and return where it disagrees with the count."""
        course = self.thighs.course()
        return disagreements(self._reps, likely_reps(course)) if course is not None else []

    def _ends_close_up(self, skeleton: Skeleton) -> bool:
        """Whether the trunk is back in the picture; a blink without it is no close-up."""
        if trunk_outside(skeleton):
            self._close_since = min(self._close_since, skeleton.t)
            return False
        lasted, self._close_since = skeleton.t - self._close_since, math.inf
        return lasted >= _UNSEEN_S

    def _follow_seeing(self, frame: Measurement, elapsed: float) -> list[Event]:
        if frame.why_not is None:
            self.seen_s += elapsed
            since, self._unseen_since = self._unseen_since, math.nan
            if math.isfinite(since) and frame.t - since >= _UNSEEN_S:
                self._unseen_since_rep += frame.t - since
                # A repetition may have been missed, so whose turn it is is unknown.
                self._turn = None
                return [Unseen(since, frame.t, UNSEEN_SAY[self._unseen_why])]
            return []
        self.unseen_s += elapsed
        if math.isnan(self._unseen_since):
            self._unseen_since, self._unseen_why = frame.t, frame.why_not
        if frame.t - self._unseen_since >= _TELL_S:
            cue = self._cues.say(Cue(frame.t, frame.why_not, UNSEEN_SAY[frame.why_not], "notice"))
            return [cue] if cue else []
        return []

    def _tell_quick(self, t: float) -> list[Event]:
        """Say that strides are too quick, once and then now and again."""
        count = self.quick_strides
        if count == self._quick_told or t - self._quick_told_s < AGAIN_S:
            return []
        cue = self._cues.say(Cue(t, QUICK_ID, too_quick(self.exercise, count), "notice"))
        if cue is None:
            return []
        self._quick_told, self._quick_told_s = count, t
        return [cue]

    def _tell_close(self, t: float) -> list[Event]:
        """Say once that nothing is judged without the trunk."""
        cue = None if self._close_told else self._cues.say(Cue(t, "close-up", CLOSE_SAY, "notice"))
        self._close_told = self._close_told or cue is not None
        return [cue] if cue else []

    def _judge(self, window: Window) -> list[Event]:
        # What is measured across a cut or in a close-up is held against nothing, and nothing later is held against it.
        close = 2 * sum(frame.close for frame in window.frames) > len(window.frames)
        judged = not (window.zooms or close)
        if judged:
            self._baseline.learn(window)
        failed = () if not judged else faults(self.exercise.judged, window, self._motion, self._baseline)
        rep = replace(window.rep, faults=tuple(check.id for check in failed))
        events: list[Event] = []
        if self._reps:
            last = self._reps[-1]
            rested = rep.start_s - last.end_s - self._unseen_since_rep
            if rested >= _PAUSE_S:
                events.append(Pause(last.end_s, rep.start_s))
        self._in_a_row = 0 if rep.short else self._in_a_row + 1 if self._turn == rep.side else 1
        # After a short one either leg may follow: the same to try again, the other to change sides.
        self._turn = None if rep.short else rep.side
        self._reps.append(rep)
        self._unseen_since_rep = 0.0
        events.append(rep)
        if close:
            return [*events, *self._tell_close(rep.end_s)]
        question = self._back.after(rep) if self._back else None
        cue = self._cues.after(rep, failed, self._in_a_row if self._takes_turns else min(self._in_a_row, 1), question)
        if self._back and question and cue is question:
            self._back.asked()
        return [*events, cue] if cue else events
