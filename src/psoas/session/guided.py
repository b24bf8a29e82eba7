"""A guided step: the voice leads through timed phases, one side after the other; time travels with `tick`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from psoas.journal.person import StepDone, StepState
from psoas.programme.guide import OneSide, Span, spans
from psoas.programme.model import Exercise
from psoas.session.messages import Spoken

GuidedPhase = Literal["ready", "running", "paused", "done"]
GuidedAction = Literal["start", "pause", "resume", "back", "repeat", "skip", "too-hard", "it-hurts"]


@dataclass(frozen=True, slots=True)
class GuidedView:
    """A guided step at one moment.

    Attributes
    ----------
    text : str
        What is done now.
    seconds, left_s : float
        Length of this span and what is left of it, seconds.
    total_left_s : float
        What is left of the whole step, seconds.
    easy : bool
        True in the easier form.
    outcome : StepState or None
        How it ended; None while it has not.
    """

    phase: GuidedPhase
    text: str
    side: OneSide
    seconds: float
    left_s: float
    total_left_s: float
    easy: bool
    outcome: StepState | None


class Guided:
    """One guided step, from "ready" to "done".

    Times are seconds of one clock that the caller reads and that never runs back. What makes no sense at a moment
    changes nothing but the time.

    Parameters
    ----------
    exercise : Exercise
        With a `guide`.
    tell : callable
        Takes the outcome, once, when the step ends; what it raises comes through to the caller.
    """

    def __init__(self, exercise: Exercise, tell: Callable[[StepDone], object]) -> None:
        if not exercise.guide:
            raise ValueError(f"{exercise.id} has no guide, so the voice cannot lead it: add [[guide]] to its file")
        self._exercise = exercise
        self._tell = tell
        self._spans = spans(exercise.guide)
        self._at = 0
        self._in_span_s = 0.0
        self._spent_s = 0.0
        self._phase: GuidedPhase = "ready"
        self._easy = False
        self._outcome: StepState | None = None
        self._t: float | None = None
        self._n = 0

    @property
    def view(self) -> GuidedView:
        """What there is to show."""
        span = self._spans[self._at]
        over = self._phase == "done"
        left = 0.0 if over else span.seconds - self._in_span_s
        later = 0.0 if over else sum(s.seconds for s in self._spans[self._at + 1 :])
        return GuidedView(self._phase, span.say, span.side, span.seconds, left, left + later, self._easy, self._outcome)

    def tick(self, t: float) -> list[Spoken]:
        """Let time pass up to `t`; of several spans that began meanwhile only the last is spoken."""
        passed = 0.0 if self._t is None else max(0.0, t - self._t)
        self._t = t if self._t is None else max(self._t, t)
        if self._phase != "running":
            return []
        begun: Span | None = None
        while passed > 0:
            step = min(passed, self._spans[self._at].seconds - self._in_span_s)
            passed -= step
            self._in_span_s += step
            self._spent_s += step
            if self._in_span_s < self._spans[self._at].seconds:
                break
            if self._at + 1 == len(self._spans):
                return self._end("done", "That was it. Well done.")
            self._go_to(self._at + 1)
            begun = self._spans[self._at]
        return self._say(_words(begun)) if begun else []

    def tap(self, action: GuidedAction, t: float) -> list[Spoken]:
        """Do what the person asked for at `t`."""
        said = self.tick(t)
        if self._phase == "done":
            return said
        if action == "it-hurts":
            return self._end("stopped", "Stop here. Come out of it slowly.")
        if action == {"ready": "start", "paused": "resume"}.get(self._phase):
            return self._run()
        if action == "pause" and self._phase == "running":
            self._phase = "paused"
            return self._say("Paused.")
        if action == "too-hard" and self._exercise.easy_guide and not self._easy:
            return self._ease()
        return self._turn(action) or said

    def _turn(self, action: GuidedAction) -> list[Spoken]:
        """Go to another part."""
        if self._phase == "ready":
            return self._end("skipped", "Left out today.") if action == "skip" else []
        to = self._at + {"back": -1, "skip": 1}.get(action, 0)
        if to == len(self._spans):
            return self._end("done", "That was it.")
        return self._move(max(0, to)) if action in ("back", "repeat", "skip") else []

    def _ease(self) -> list[Spoken]:
        self._easy = True
        self._spans = spans(self._exercise.easy_guide)
        self._go_to(0)
        return self._say(f"Here is the easier form. {_words(self._spans[0])}")

    def _run(self) -> list[Spoken]:
        self._phase = "running"
        return self._say(_words(self._spans[self._at]))

    def _go_to(self, at: int) -> None:
        self._at, self._in_span_s = at, 0.0

    def _move(self, at: int) -> list[Spoken]:
        self._go_to(at)
        return self._say(_words(self._spans[at]))

    def _end(self, state: StepState, say: str) -> list[Spoken]:
        if self._outcome is None:
            self._phase, self._outcome = "done", state
            self._tell(StepDone(self._exercise.step, self._exercise.id, state, self._spent_s))
        return self._say(say)

    def _say(self, text: str) -> list[Spoken]:
        self._n += 1
        return [Spoken(self._n, "guide", text, "side")]


def _words(span: Span) -> str:
    return f"{span.side.capitalize()} side. {span.say}" if span.side and not span.ready else span.say
