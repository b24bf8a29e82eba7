"""A voice-led step whose repetitions are counted: by a camera that looks on, or by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from psoas.app.live.frame_rate import SLOW_SAY, TOO_SLOW_SAY, FrameRate
from psoas.app.live.guided_step import Keep, LiveGuidedStep
from psoas.app.live.on_camera import OnCamera, SetupGate
from psoas.app.live.pose_worker import PoseResult, Whom
from psoas.body.skeleton import Side
from psoas.journal.answers import StepDone
from psoas.journal.records import CountedBy
from psoas.plan.guided_step import Leading
from psoas.session.guided import GuidedPosition
from psoas.session.messages import Beep, Spoken
from psoas.session.speech import Line
from psoas.session.step_count import StepCount
from psoas.sight.models import LandmarkModel

#: The set-up must be good this long before the step starts by itself, seconds: time to sit still and look up.
START_S = 3.0
BY_TIME = "I lead you by time."


class CountedStep(LiveGuidedStep, OnCamera):
    """A led step that is counted as well. The guide goes on whatever the camera sees.

    Parameters
    ----------
    key, how, keep, clock, today, silent, since
        As in `LiveGuidedStep`.

    Attributes
    ----------
    count : StepCount
        What is counted, and why nothing is.
    gate : SetupGate
        What the camera sees before the start.
    asked : bool
        Whether a page has said who counts: what is remembered is not chosen again after a reload.
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
        self.count = StepCount(how.exercise)
        self.gate = SetupGate(how.exercise, START_S)
        self.rate = FrameRate()
        self.asked = False
        self._too_slow = ""
        self._ran = False
        super().__init__(key, how, keep, clock, today, silent=silent, since=since)

    @property
    def camera_key(self) -> str:
        """Return the key of its live socket."""
        return f"step-{self.key}"

    @property
    def says(self) -> str:
        """Return the sentence about counting that a page shows now, or ""."""
        if self._too_slow or self.view.phase != "running":
            return self._too_slow
        return f"{self.count.why_not} Until then, nothing is counted." if self.count.why_not else self.count.cue

    @property
    def counted_words(self) -> str:
        """Return what was counted, after the end; "" without a count."""
        return self.count.summary(self.view.spent_s)

    def count_by(self, by: CountedBy | None) -> None:
        """Let the camera count from now on, or the hand, or nobody."""
        self.asked, self._too_slow = True, ""
        self.rate.forget()
        self.gate.forget()
        self.count.count_by(by)
        self._tell([])

    def tap_count(self, side: Side) -> None:
        """Count one by hand, while the step runs."""
        if self.view.phase == "running":
            self.count.tap(side)
            self._tell([])

    def lose_camera(self) -> None:
        """Go on without a picture, which may come back."""
        self.forget_camera()
        self.rate.forget()
        self.count.rest()
        self._tell(self.engine.say(Line("no-picture", BY_TIME, "notice")) if self.view.phase == "running" else [])

    # -- before the camera --------------------------------------------------------------------------------------------

    @property
    def whom(self) -> Whom:
        """Whom to follow: chosen until the start, then kept."""
        return Whom("upright", self.view.phase == "ready")

    def forget_camera(self) -> None:
        """Start afresh because the camera was connected anew."""
        self.gate.forget()

    def mind_the_rate(self, took_s: float) -> bool:
        """Look at smaller pictures if too few are analysed, and let nobody count if that does not help."""
        if self.count.by != "camera" or self.view.phase == "done":
            return False
        step = self.rate.update(self._clock(), took_s)
        if step == "lighter":
            self._tell(self.engine.say(Line("slow", SLOW_SAY[self.rate.cause], "notice")))
        elif step == "too-slow":
            self.count_by(None)
            self._too_slow = f"{TOO_SLOW_SAY[self.rate.cause]} {BY_TIME}"
            self._tell(self.engine.say(Line("too-slow", self._too_slow, "notice")))
        return step == "lighter"

    def may_look_with(self, model: LandmarkModel) -> bool:
        """Tell whether the landmark model may change now: before the start, for two models place joints differently."""
        del model
        return self.view.phase == "ready" and self.rate.effort == "full"

    def answer(self) -> dict[str, Any]:
        """Return whether smaller pictures are enough."""
        return {"small": self.rate.effort != "full"}

    def update(self, look: PoseResult) -> list[Spoken | Beep]:
        """Take in what one picture showed: start once the view has been good for a while, then count."""
        if self.count.by != "camera" or self.view.phase not in ("ready", "running"):
            return []
        self.gate.update(look)
        if self.view.phase == "ready":
            if self.gate.settled(look.skeleton.t):
                company = [each for each in self.gate.advice if each.id == "more-than-one-person"]
                self.tap("start")
                for each in company:
                    self._tell(self.engine.say(Line(each.id, each.say, "notice")))
            return []
        lines = [line for skeleton in look.settled if (line := self.count.update(skeleton, self.gate.advice))]
        return self._tell([message for line in lines for message in self.engine.say(line)])

    # -- beside the guide ---------------------------------------------------------------------------------------------

    def _note(self, what: StepDone) -> None:
        self.count.finish()
        super()._note(self.count.added_to(what))

    def _tell(self, messages: list[Spoken | Beep]) -> list[Spoken | Beep]:
        runs = self.view.phase == "running"
        if self._ran and not runs:
            self.count.rest()
            if self.view.outcome == "done" and (words := self.count.words):
                messages = [*messages, *self.engine.say(Line("counts", words, "count", words))]
        self._ran = runs
        for message in messages:
            if isinstance(message, Spoken) and message.id == "guide":
                self.count.heard(Line(message.id, message.say, message.kind), self._clock())
        return super()._tell(messages)
