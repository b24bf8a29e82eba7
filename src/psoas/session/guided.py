"""A guided step: the voice leads through timed parts, one side after the other; `tick` advances the time."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from psoas.journal.answers import StepDone, StepState
from psoas.programme.guide import OneSide, Span, spans
from psoas.programme.model import Exercise
from psoas.session import speech
from psoas.session.clock import Clock
from psoas.session.guided_states import (
    Ended,
    GuidedPaused,
    GuidedPhase,
    GuidedReady,
    GuidedRunning,
    GuidedState,
    UnderWay,
    phase_of,
)
from psoas.session.messages import Beep, Spoken, SpokenKind
from psoas.session.speech import Line

GuidedAction = Literal["start", "pause", "resume", "back", "repeat", "skip", "too-hard", "it-hurts"]
#: Share of the planned time from which a step counts as done.
ENOUGH = 0.5
#: Tolerance for sums of floats, seconds.
_TINY_S = 1e-6


@dataclass(frozen=True, slots=True)
class GuidedView:
    """A guided step at one moment.

    Attributes
    ----------
    text : str
        The current instruction.
    figures : tuple of str
        Sketches that show it; several if there are several ways to do it.
    then : str
        The next instruction, or "".
    seconds, left_s : float
        Length of this span and the time left in it, seconds.
    total_left_s : float
        Time left in the whole step, seconds.
    spent_s : float
        Time spent so far, including repeats, seconds.
    easy, can_ease : bool
        Whether the easier form is in use, and whether it could be switched to.
    again, before : bool
        Whether this part, or the one before it, may be repeated without exceeding the day's ceiling.
    notice : str
        The last remark that was not an instruction.
    outcome : StepState or None
        How it ended, or None.
    """

    phase: GuidedPhase
    text: str
    side: OneSide
    figures: tuple[str, ...]
    then: str
    seconds: float
    left_s: float
    total_left_s: float
    spent_s: float
    easy: bool
    can_ease: bool
    again: bool
    before: bool
    notice: str
    outcome: StepState | None


@dataclass(frozen=True, slots=True)
class GuidedPosition:
    """The part at which to resume a guided step after a restart of psoas.

    Attributes
    ----------
    easy : bool
        Whether the easier form is in use.
    at : int
        Number of the part, from 0.
    spent_s : float
        Time spent before this part, seconds.
    left_s, right_s : float
        Time that each side was held, seconds. This part counts in full, so that no restart makes anybody hold longer.
    """

    easy: bool
    at: int
    spent_s: float
    left_s: float
    right_s: float


class Guided:
    """One guided step, from "ready" to "done".

    Times are seconds of one monotonic clock that the caller reads. An action that does not fit the state is ignored.
    The step ends as "done" if at least half of the planned time was spent, else as "skipped"; "it hurts" ends it as
    "stopped". No side is held longer than the exercise's daily ceiling: parts are shortened to fit, or skipped if no
    time is left.

    Parameters
    ----------
    exercise : Exercise
        An exercise with a `guide`.
    tell : callable
        Called with the outcome when the step ends, and again with what the person adds afterwards (`add`). Its
        exceptions reach the caller.
    easy : bool
        Whether to begin in the easier form, if there is one.
    held_s : float
        Longest time that one side was held earlier today, seconds.
    since : GuidedPosition, optional
        Position before a restart: the step waits there, in that form, until the person resumes.
    """

    def __init__(
        self,
        exercise: Exercise,
        tell: Callable[[StepDone], object],
        *,
        easy: bool = False,
        held_s: float = 0.0,
        since: GuidedPosition | None = None,
    ) -> None:
        if not exercise.guide:
            raise ValueError(f"{exercise.id} has no guide, so the voice cannot lead it: add [[guide]] to its file")
        self._exercise = exercise
        self._tell = tell
        self._easy = (since.easy if since else easy) and bool(exercise.easy_guide)
        self._spans = spans(exercise.easy_guide if self._easy else exercise.guide)
        self._ceiling_s = math.inf if exercise.ceiling_s is None else max(0.0, exercise.ceiling_s - held_s)
        self._held_s: dict[OneSide, float] = {"left": 0.0, "right": 0.0, "": 0.0}
        self._spent_s = 0.0
        self._state: GuidedState = GuidedReady()
        self._notice = ""
        self._clock = Clock()
        self._n = 0
        if since is not None:
            self._spent_s = since.spent_s
            self._held_s = {"left": since.left_s, "right": since.right_s, "": 0.0}
            self._state = GuidedPaused(min(since.at, len(self._spans) - 1))
            self._notice = "psoas was stopped in between. Go on from here when you are ready."

    @property
    def mark(self) -> GuidedPosition | None:
        """Return the position for resuming; None before the start and after the end."""
        if not isinstance(self._state, UnderWay):
            return None
        span, held = self._span, dict(self._held_s)
        if not span.ready:
            held[span.side] += span.seconds - self._state.spent_s
        before_s = self._spent_s - self._state.spent_s
        return GuidedPosition(self._easy, self._state.at, before_s, held["left"], held["right"])

    @property
    def view(self) -> GuidedView:
        """Return what a screen shows."""
        at, span, over = self._at, self._span, isinstance(self._state, Ended)
        later = [] if over else [each for each in self._spans[at + 1 :] if self._is_open(each)]
        left_s = 0.0 if over else self._left_s()
        return GuidedView(
            phase=phase_of(self._state),
            text=span.say,
            side=span.side,
            figures=self._exercise.figures_with(span.figure),
            then=_words(later[0]) if later else "",
            seconds=span.seconds,
            left_s=left_s,
            total_left_s=left_s + sum(each.seconds for each in later),
            spent_s=self._spent_s,
            easy=self._easy,
            can_ease=bool(self._exercise.easy_guide) and not self._easy and not over,
            again=not over and self._fits(at),
            before=not over and at > 0 and self._fits(at - 1),
            notice=self._notice,
            outcome=self._state.outcome.state if isinstance(self._state, Ended) else None,
        )

    @property
    def ended(self) -> StepDone | None:
        """Return the latest outcome; None before the end."""
        return self._state.outcome if isinstance(self._state, Ended) else None

    def tick(self, t: float) -> list[Spoken | Beep]:
        """Let time pass up to `t`; a step of more than two seconds pauses instead, as nobody was led through it."""
        stalled = self._clock.stalls(t)
        self._clock.reach(t)
        passed_s = self._clock.passed(t)
        if stalled and isinstance(self._state, GuidedRunning):
            self._state = GuidedPaused(self._at, self._in_part_s)
            return self._remark(speech.STOOD_STILL)
        return self._pass_time(passed_s)

    def tap(self, action: GuidedAction, t: float) -> list[Spoken | Beep]:
        """Perform the person's action at `t`."""
        said = self.tick(t)
        match self._state, action:
            case Ended(), _:
                pass
            case _, "it-hurts":
                said = self._end("Stop here. Come out of it slowly.", stopped=True)
            case (GuidedReady(), "start") | (GuidedPaused(), "resume"):
                self._state, self._notice = GuidedRunning(self._at, self._in_part_s), ""
                said = self._say(_words(self._span))
            case GuidedRunning(at, spent_s), "pause":
                self._state = GuidedPaused(at, spent_s)
                said = self._remark("Paused.")
            case _, "too-hard" if self._exercise.easy_guide and not self._easy:
                said = self._ease() or said
            case GuidedReady(), "skip":
                said = self._end("Left out today.")
            case GuidedRunning(at) | GuidedPaused(at), ("skip" | "repeat" | "back") as way:
                said = self._go(at, way) or said
        return said

    def finish(self) -> None:
        """End it silently because the person has had enough; do nothing unless it is under way."""
        if isinstance(self._state, UnderWay):
            self._end("")

    def leave(self) -> None:
        """End it silently because the person is gone; report it only if enough was done to count."""
        if not isinstance(self._state, Ended) and self._enough:
            self._end("")

    def say(self, line: Line) -> list[Spoken | Beep]:
        """Return a message with a line that is not part of the guide, in the order of its messages."""
        self._n += 1
        return [Spoken(self._n, line.id, line.say, line.kind, line.counts)]

    def add(self, *, pain: int | None = None, where: str = "", kind: str = "", only_pull: bool | None = None) -> None:
        """Add the person's answers to the outcome: where it hurt, how, and how much (0 to 10)."""
        if isinstance(self._state, Ended):
            outcome = replace(self._state.outcome, pain=pain, where=where, kind=kind, only_pull=only_pull)
            self._state = replace(self._state, outcome=outcome)
            self._tell(outcome)

    # -- time ---------------------------------------------------------------------------------------------------------

    @property
    def _at(self) -> int:
        """Return the number of the part that is shown."""
        return 0 if isinstance(self._state, GuidedReady) else self._state.at

    @property
    def _span(self) -> Span:
        return self._spans[self._at]

    @property
    def _in_part_s(self) -> float:
        return self._state.spent_s if isinstance(self._state, UnderWay) else 0.0

    def _pass_time(self, passed_s: float) -> list[Spoken | Beep]:
        begun: Span | None = None
        while isinstance(self._state, GuidedRunning) and passed_s > 0:
            passed_s -= self._spend(self._state, min(passed_s, self._left_s()))
            if self._left_s() > _TINY_S:
                break
            after = self._after(self._at)
            if after is None:
                return self._end("That's it.")
            self._go_to(after)
            begun = self._span
        return self._say(_words(begun)) if begun else []

    def _spend(self, running: GuidedRunning, seconds: float) -> float:
        self._state = replace(running, spent_s=running.spent_s + seconds)
        self._spent_s += seconds
        if not self._span.ready:
            self._held_s[self._span.side] += seconds
        return seconds

    def _room_s(self, span: Span) -> float:
        """Return how long the span's side may still be held today, seconds."""
        return self._ceiling_s - self._held_s[span.side] if span.side else math.inf

    def _left_s(self) -> float:
        span = self._span
        left_s = span.seconds - self._in_part_s
        return max(0.0, left_s if span.ready else min(left_s, self._room_s(span)))

    def _is_open(self, span: Span) -> bool:
        return self._room_s(span) > _TINY_S

    def _fits(self, at: int) -> bool:
        """Return whether a part may be done in full; time to get ready fits if the part after it does."""
        span = self._spans[at]
        return self._fits(at + 1) if span.ready else self._room_s(span) > span.seconds - _TINY_S

    def _after(self, at: int) -> int | None:
        """Return the next part with time left for it, or None."""
        return next((n for n in range(at + 1, len(self._spans)) if self._is_open(self._spans[n])), None)

    @property
    def _enough(self) -> bool:
        return self._spent_s >= ENOUGH * sum(span.seconds for span in self._spans)

    # -- going and saying ---------------------------------------------------------------------------------------------

    def _go(self, at: int, way: Literal["skip", "repeat", "back"]) -> list[Spoken | Beep]:
        """Go from part `at` to another."""
        if way == "skip":
            after = self._after(at)
            return self._end("That's it.") if after is None else self._move(after)
        to = at if way == "repeat" else max(0, at - 1)
        return self._move(to) if self._fits(to) else self._remark("That's enough for this side today.")

    def _go_to(self, at: int) -> None:
        """Go to the beginning of a part, still running or paused."""
        self._notice = ""
        if isinstance(self._state, UnderWay):
            self._state = replace(self._state, at=at, spent_s=0.0)

    def _move(self, at: int) -> list[Spoken | Beep]:
        self._go_to(at)
        return self._say(_words(self._span)) if isinstance(self._state, GuidedRunning) else []

    def _ease(self) -> list[Spoken | Beep]:
        self._easy = True
        self._spans = spans(self._exercise.easy_guide)
        self._go_to(0)
        self._notice = "Here is the easier version."
        return self._say(f"{self._notice} {_words(self._span)}") if isinstance(self._state, GuidedRunning) else []

    def _end(self, say: str, *, stopped: bool = False) -> list[Spoken | Beep]:
        say = " ".join(part for part in (say, *(self._exercise.closing if self._spent_s else ())) if part)
        how: StepState = "stopped" if stopped else "done" if self._enough else "skipped"
        held_s = max(self._held_s["left"], self._held_s["right"])
        outcome = StepDone(self._exercise.step, self._exercise.id, how, self._spent_s, held_s=held_s)
        self._state, self._notice = Ended(self._at, outcome), say
        said: list[Spoken | Beep] = self._say(say, "notice") if stopped else [*self._say(say), self._beep()]
        self._tell(outcome)
        return said

    def _remark(self, text: str) -> list[Spoken | Beep]:
        self._notice = text
        return self._say(text, "notice")

    def _say(self, text: str, kind: SpokenKind = "side") -> list[Spoken | Beep]:
        return self.say(Line("guide", text, kind))

    def _beep(self) -> Beep:
        self._n += 1
        return Beep(self._n, "done")


def _words(span: Span) -> str:
    return f"{span.side.capitalize()} side. {span.say}" if span.side else span.say
