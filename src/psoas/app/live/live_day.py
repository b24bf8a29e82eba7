"""A led day independent of any page: the current part and the step or session that leads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from psoas.app.live.guided_step import LiveGuidedStep
from psoas.app.live.guided_steps import LiveGuidedSteps
from psoas.app.live.live_session import ALONE_S, LiveSession, SharedSession
from psoas.app.live.on_camera import OnCamera
from psoas.app.live.pose_worker import PoseResult
from psoas.journal.answers import Answer, Morning, StepDone, Told
from psoas.journal.records import Counting
from psoas.plan.cut import pain_now
from psoas.plan.guided_step import leading
from psoas.plan.history import History
from psoas.plan.ladder import rung_of
from psoas.plan.led_day import AskPain, MarchPart, Part, StepPart, next_part
from psoas.plan.today import Today, TodayStep, today
from psoas.programme.catalogue import Catalogue
from psoas.session.led_day import DayAction, DayOver, LedDay, PartAnnounced, PartAsked, PartLed
from psoas.session.messages import Beep, Spoken
from psoas.session.pain_by_arm import PainByArm
from psoas.session.refusals import NotTodayError
from psoas.session.speech import spoken_s
from psoas.session.use_cases import March, Unended, planned, with_unended


class DayHouse(Protocol):
    """What a led day needs from the app."""

    clock: Callable[[], float]
    today: Callable[[], datetime]
    steps: LiveGuidedSteps

    @property
    def catalogue(self) -> Catalogue:
        """Return the programme for this person."""

    def history(self) -> History:
        """Return everything that the plan depends on."""

    def tell(self, *told: Told, session_id: int | None = None) -> None:
        """Save an answer."""

    def unended(self) -> Unended | None:
        """Return the march session that was begun and not ended, or None."""

    def running(self, key: str) -> LiveSession | None:
        """Return a running session, or None."""

    def begin_march(self, march: March, counting: Counting, *, silent: bool) -> LiveSession:
        """Create a session."""

    def is_quiet(self) -> bool:
        """Tell whether these are the person's quiet hours."""


class LiveDay(SharedSession[Spoken | Beep], OnCamera):
    """One led day. It outlives the pages that show it.

    Parameters
    ----------
    house : DayHouse
        Gives journal, programme, clocks, steps and sessions.
    counting : {"camera", "hand", "paced"}
        Who counts the march.
    short : bool
        Whether it is the short version of the day.

    Attributes
    ----------
    current : LiveGuidedStep, LiveSession or None
        The step or session now running; None between two parts.
    silent : bool
        Whether the voice is off.
    """

    def __init__(self, house: DayHouse, counting: Counting, *, short: bool = False) -> None:
        super().__init__(house.clock)
        self._house = house
        self.counting: Counting = counting
        self.short = short
        self.silent = house.is_quiet()
        self.current: LiveGuidedStep | LiveSession | None = None
        self.engine = LedDay(house.catalogue)
        self._by_arm = PainByArm()
        self._passed: set[str] = set()
        self._ends_at: float | None = None
        self._tell(self.go_on())

    @property
    def over(self) -> bool:
        """Tell whether nothing is left to lead."""
        return isinstance(self.engine.state, DayOver)

    def plan(self) -> Today:
        """Return the day's plan as it stands now."""
        house = self._house
        day = today(house.history(), house.today(), house.catalogue, short=self.short)
        return with_unended(day, house.unended(), house.catalogue)

    def go_on(self) -> list[Spoken | Beep]:
        """Go on to the next part, whatever the current one is."""
        self.current = None
        self._by_arm = PainByArm()
        day, part = self._next()
        return self.engine.go_to(part, self._clock(), left=self._left(day), again=self._was_under_way(part))

    def look_again(self) -> None:
        """Catch up with what was answered or done elsewhere while nothing was led here."""
        state = self.engine.state
        if isinstance(state, PartAsked | PartAnnounced) and state.part != self._next()[1]:
            self._tell(self.go_on())

    def _next(self) -> tuple[Today, Part]:
        day, history = self.plan(), self._house.history()
        found = self._house.unended()
        day = self._with_what_is_under_way(day)
        levels = {exercise.id for exercise in self._house.catalogue.march}
        pain = pain_now(history, day.day)
        part = next_part(
            day,
            pain=None if pain is None else int(pain),
            unended=found.session_id if found and not found.refused else None,
            passed=self._passed,
            levels=levels,
        )
        return day, part

    def tick(self) -> None:
        """Advance the clock; between two parts it stands still while no page is watching."""
        if self.alone_s <= ALONE_S:
            self._tell(self.engine.tick(self._clock()))
        self._follow()

    def tap(self, action: DayAction) -> None:
        """Carry out what the person asked for between two parts."""
        self._tell(self.engine.tap(action, self._clock()))
        self._follow()

    def tell_pain(self, pain: int) -> None:
        """Save the current pain and go on with the plan that follows from it."""
        self._house.tell(Answer("pain-now", pain))
        self._tell(self.go_on())

    @property
    def watches(self) -> bool:
        """Tell whether the camera may look on: while the pain question is open, if it counts the march anyway."""
        state = self.engine.state
        return self.counting == "camera" and isinstance(state, PartAsked) and isinstance(state.part, AskPain)

    def forget_camera(self) -> None:
        """Start afresh because the camera was connected anew."""
        self._by_arm = PainByArm()

    def update(self, look: PoseResult) -> list[Spoken | Beep]:
        """Take in one picture while the pain question is open."""
        if not self.watches:
            return []
        self.engine.watched = True
        words, pain = self._by_arm.update(look.skeleton)
        said = [message for say in words for message in self.engine.answer_heard(say)]
        if pain is not None:
            self.tell_pain(pain)
        return self._tell(said) if said else []

    def tell_morning(self, morning: Morning, session_id: int) -> None:
        """Save how the morning after the last session was, or that it was skipped."""
        self._house.tell(morning, session_id=session_id)
        self._tell(self.go_on())

    def skip(self) -> None:
        """Leave out the announced part; Today can take that back."""
        if isinstance(self.engine.state, PartAnnounced):
            step = self.engine.state.part.step
            self._house.tell(StepDone(step.step, step.exercise_id, "skipped", swapped_from=step.swapped_from))
            self._tell(self.go_on())

    def pass_on(self) -> None:
        """Leave a part that ended unfinished and go on with the day."""
        if isinstance(self.engine.state, PartLed):
            self._passed.add(self.engine.state.part.step.exercise_id)
        self._tell(self.go_on())

    def change_to(self, other: LiveSession) -> None:
        """Switch to another march session: an easier one, or the level that the person is really doing."""
        self.current, self._ends_at = other, None
        self._tell([])
        _start(other)

    def later(self) -> None:
        """Stop here: pause what is under way; Today offers to go on."""
        match self.current:
            case LiveGuidedStep() as step if step.view.phase == "running":
                step.tap("pause")
            case LiveSession() as session if session.view.phase in ("working", "resting"):
                session.tap("pause")

    # -- from part to part --------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Begin what was announced, and go on after a part that ended by itself."""
        state = self.engine.state
        if not isinstance(state, PartLed):
            return
        if self.current is None:
            self._begin(state.part)
        elif isinstance(self.current, LiveGuidedStep):
            if self.current.view.outcome in ("done", "skipped"):
                self._tell(self.go_on())
        elif self.current.view.phase == "done" and not self.current.view.hurt and self._has_ended(self.current):
            self.pass_on()

    def _has_ended(self, march: LiveSession) -> bool:
        """Tell whether the last count of a march that is done has been heard to its end."""
        if self._ends_at is None:
            self._ends_at = self._clock() + spoken_s(march.view.said or "")
        return self._clock() >= self._ends_at

    def _begin(self, part: StepPart | MarchPart) -> None:
        try:
            current = self._march(part) if isinstance(part, MarchPart) else self._step(part.step)
        except NotTodayError:  # an answer in another tab changed the day
            self.pass_on()
            return
        self.current, self._ends_at = current, None
        self._tell([])  # watchers now follow the part, and hear its first words
        _start(current)

    def _step(self, step: TodayStep) -> LiveGuidedStep:
        house = self._house
        exercise = house.catalogue.by_id(step.exercise_id)
        how = leading(house.history(), house.today(), exercise, house.catalogue, short=self.short)
        led = house.steps.under_way(how)
        if led is None and how.closed:
            raise NotTodayError(how.closed)
        led = led or house.steps.begin(how)
        led.silent = self.silent
        return led

    def _march(self, part: MarchPart) -> LiveSession:
        house = self._house
        running = house.running(str(part.session_id)) if part.session_id is not None else None
        if running is None:
            day = self.plan()
            counting = self.counting if rung_of(day.decision.rung).camera else "paced"
            running = house.begin_march(planned(day.decision, house.catalogue), counting, silent=self.silent)
        return running

    def _was_under_way(self, part: Part) -> bool:
        match part:
            case MarchPart(_, session_id):
                return session_id is not None
            case StepPart(step):
                return self._house.steps.is_under_way(step.exercise_id)
            case _:
                return False

    def _with_what_is_under_way(self, day: Today) -> Today:
        """Replace the planned exercise by the one that was begun."""

        def begun(step: TodayStep) -> TodayStep:
            other = next((one for one in step.others if self._house.steps.is_under_way(one)), "")
            if not other or step.state != "due" or step.locked:
                return step
            return replace(step, exercise_id=other, swapped_from=step.swapped_from or step.exercise_id)

        def with_beside(step: TodayStep) -> TodayStep:
            return replace(begun(step), also=begun(step.also) if step.also else None)

        return replace(day, steps=tuple(map(with_beside, day.steps)))

    def _left(self, day: Today) -> int:
        return sum(step.exercise_id not in self._passed for step in day.due())


def _start(current: LiveGuidedStep | LiveSession) -> None:
    """Start the current part and show it."""
    paused = current.view.phase == "paused"
    if isinstance(current, LiveGuidedStep):
        current.tap("resume" if paused else "start")
    elif paused:
        current.tap("resume")
    elif current.view.counting != "camera":  # with a camera it begins once the position is held
        current.tap("start")
