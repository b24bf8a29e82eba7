"""Count the repetitions of a led step beside its guide: through a camera while it sees enough, or by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from psoas.body.skeleton import SIDES, Side, Skeleton
from psoas.coach.coach import Coach
from psoas.coach.events import Cue, Event, Rep
from psoas.journal.answers import StepDone
from psoas.journal.records import CountedBy
from psoas.programme.model import Exercise
from psoas.programme.numbers import number
from psoas.session.speech import Line, SpeechQueue, counted
from psoas.tracking.setup_check import SetupAdvice

#: The view must be bad this long before the camera stops counting, seconds: a leg may leave the picture for a moment.
BAD_S = 1.0
#: Longest time between two pictures that is credited as seen, seconds.
_GAP_S = 0.5
#: From this much time without a good view on, the result says that there may be more, seconds.
UNSEEN_S = 4.0
NO_PICTURE = "I have no picture yet."


class StepCount:
    """Counts one led step. Time is that of the skeletons.

    A set-up that is not good is a reason not to count: without the feet in the picture the legs would be guessed. Then
    `why_not` says so, the step goes on, and counting goes on once the view is good again.

    Parameters
    ----------
    exercise : Exercise
        An exercise with a motion.

    Attributes
    ----------
    by : {"camera", "hand"} or None
        Who counts now; None for nobody.
    reps : dict
        Repetitions of each leg so far.
    why_not : str
        Why the camera does not count now, or "".
    cue : str
        What the coach said last, or "".
    seen_s : float
        Seconds in which the camera counted.

    Examples
    --------
    >>> from psoas.programme.catalogue import load
    >>> from psoas.testing import synthetic
    >>> count = StepCount(load().by_id("seated-march"))
    >>> count.count_by("camera")
    >>> for skeleton in synthetic(load().by_id("seated-march"), [("left", 1.0), ("left", 1.0)], yaw_deg=90):
    ...     line = count.update(skeleton, [SetupAdvice("ready", "I can see you well.", True)])
    >>> count.reps
    {'left': 2, 'right': 0}
    """

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._coach: Coach | None = None
        self._voice = SpeechQueue()
        self._bad_since = self._t = math.nan
        self._by_hand = False
        self.by: CountedBy | None = None
        self.reps: dict[Side, int] = dict.fromkeys(SIDES, 0)
        self.why_not = ""
        self.cue = ""
        self.seen_s = 0.0

    @property
    def counts(self) -> bool:
        """Tell whether anything was counted, or could have been."""
        return self._by_hand or self.seen_s > 0

    @property
    def working(self) -> Side | None:
        """Return the leg that moves now, as far as the camera sees."""
        return self._coach.now.working if self._coach else None

    @property
    def words(self) -> str:
        """Return the result as it is said, or "" where nothing was counted."""
        left, right = (number(self.reps[side]) for side in SIDES)
        return f"{left.capitalize()} left, {right} right." if any(self.reps.values()) else ""

    def count_by(self, by: CountedBy | None) -> None:
        """Let somebody else count from now on; what was counted stays."""
        self.by = by
        self.rest()

    def summary(self, spent_s: float) -> str:
        """Return the result as a page shows it after a step of that many seconds, or "" without one."""
        if not self.counts:
            return ""
        left, right = (self.reps[side] for side in SIDES)
        if self._by_hand:
            return f"You counted {left} left and {right} right."
        unsure = spent_s - self.seen_s >= UNSEEN_S
        saw = f" I saw you well for {self.seen_s:.0f} of {spent_s:.0f} seconds, so there may be more." if unsure else ""
        return f"The camera counted {left} left and {right} right.{saw}"

    def update(self, skeleton: Skeleton, advice: Sequence[SetupAdvice]) -> Line | None:
        """Take in one skeleton while the step runs; return what to say.

        Parameters
        ----------
        skeleton : Skeleton
            The person now.
        advice : sequence of SetupAdvice
            What the set-up check says now; empty while it has seen nothing.
        """
        if self.by != "camera":
            return None
        passed_s = min(_GAP_S, skeleton.t - self._t) if self._t < skeleton.t else 0.0
        self._t = skeleton.t
        self._judge_view(advice)
        if self._coach is not None:
            for event in self._coach.update(skeleton):
                self._take(event)
            if self._coach.now.seen:
                self.seen_s += passed_s
        return self._voice.choose(skeleton.t)

    def tap(self, side: Side) -> None:
        """Count one by hand."""
        if self.by == "hand":
            self._by_hand = True
            self.reps[side] += 1

    def heard(self, line: Line, t: float) -> None:
        """Take note of what the guide says at `t`, seconds, so that no count talks into it."""
        self._voice.heard(line, t)

    def rest(self) -> None:
        """Stop watching: the step pauses, or the camera is gone. What was counted stays."""
        self._coach, self._bad_since, self.cue = None, math.nan, ""
        self.why_not = NO_PICTURE if self.by == "camera" else ""
        self._voice = SpeechQueue()

    def finish(self) -> None:
        """End it, and take what was still open."""
        if self._coach is not None:
            for event in self._coach.finish():
                self._take(event)
        self.rest()
        self.why_not = ""

    def added_to(self, done: StepDone) -> StepDone:
        """Return the record of the step with what was counted."""
        if not self.counts:
            return done
        by: CountedBy = "hand" if self._by_hand else "camera"
        return replace(done, left=self.reps["left"], right=self.reps["right"], counted_by=by)

    def _judge_view(self, advice: Sequence[SetupAdvice]) -> None:
        wrong = next((each for each in advice if not each.ok), None)
        if advice and wrong is None:
            self._bad_since, self.why_not = math.nan, ""
            self._coach = self._coach or Coach(self._exercise)
        elif self._coach is None:
            self.why_not = wrong.say if wrong else NO_PICTURE
        elif wrong is not None:
            self._bad_since = self._t if math.isnan(self._bad_since) else self._bad_since
            if self._t - self._bad_since >= BAD_S:
                self._coach, self._bad_since, self.why_not, self.cue = None, math.nan, wrong.say, ""
                self._voice.offer(wrong.id, wrong.say, "notice")

    def _take(self, event: Event) -> None:
        match event:
            case Rep(short=False):
                self.reps[event.side] += 1
                self.cue = ""
                self._voice.offer("count", counted(event.side, self.reps[event.side]), "count")
            case Cue():
                self.cue = event.say
                self._voice.offer(event.id, event.say, event.kind)
