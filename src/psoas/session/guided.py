"""A guided step: the voice leads through timed phases, one side after the other; time travels with `tick`."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from psoas.journal.answers import StepDone, StepState
from psoas.programme.guide import OneSide, Span, spans
from psoas.programme.model import Exercise
from psoas.session.messages import Beep, Spoken, SpokenKind

GuidedPhase = Literal["ready", "running", "paused", "done"]
GuidedAction = Literal["start", "pause", "resume", "back", "repeat", "skip", "too-hard", "it-hurts"]
#: Share of the planned time that has to be spent for a step to count as done.
ENOUGH = 0.5
#: Rests of time below this are none, seconds: sums of floats seldom meet exactly.
_TINY_S = 1e-6


@dataclass(frozen=True, slots=True)
class GuidedView:
    """A guided step at one moment.

    Attributes
    ----------
    text : str
        What is done now.
    figures : tuple of str
        Sketches that show it; more than one where there are other ways to do it.
    then : str
        What comes after it; "" where nothing does.
    seconds, left_s : float
        Length of this span and what is left of it, seconds.
    total_left_s : float
        What is left of the whole step, seconds.
    spent_s : float
        Time spent so far, also on what was repeated, seconds.
    easy, can_ease : bool
        In the easier form, or there is one to go over to.
    again, before : bool
        Whether this part may be done again, and the one before it; what would go over the day's ceiling may not.
    notice : str
        The last thing said that was not about what is done now.
    outcome : StepState or None
        How it ended; None while it has not.
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
    """Where a guided step is, to go on there after what led it was stopped: at the beginning of a part.

    Attributes
    ----------
    easy : bool
        In the easier form.
    at : int
        Number of the part, from 0.
    spent_s : float
        Time spent before this part, seconds.
    left_s, right_s : float
        Time that each side was held, seconds; this part counts in full, so that none is held longer for a stop.
    """

    easy: bool
    at: int
    spent_s: float
    left_s: float
    right_s: float


class Guided:
    """One guided step, from "ready" to "done".

    Times are seconds of one clock that the caller reads and that never runs back. What makes no sense at a moment
    changes nothing but the time. It ends as "done" when at least half of the planned time was spent, else as "skipped";
    with "it hurts" as "stopped". No side is ever held longer than the exercise's ceiling for the day: a part is cut
    there, and left out where nothing of it is left.

    Parameters
    ----------
    exercise : Exercise
        With a `guide`.
    tell : callable
        Takes the outcome when the step ends, and again with what the person says about it afterwards (`add`); what it
        raises comes through to the caller.
    easy : bool
        Whether to begin in the easier form, where there is one.
    held_s : float
        Longest time that one side was held earlier on this day, seconds.
    since : GuidedPosition, optional
        Where it was when it was stopped from outside: it waits there, in that form, until the person goes on.
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
        self._most_s = math.inf if exercise.ceiling_s is None else max(0.0, exercise.ceiling_s - held_s)
        self._held_s: dict[OneSide, float] = {"left": 0.0, "right": 0.0, "": 0.0}
        self._at = 0
        self._in_span_s = 0.0
        self._spent_s = 0.0
        self._phase: GuidedPhase = "ready"
        self._ended: StepDone | None = None
        self._notice = ""
        self._t: float | None = None
        self._n = 0
        if since is not None:
            self._at, self._spent_s = min(since.at, len(self._spans) - 1), since.spent_s
            self._held_s = {"left": since.left_s, "right": since.right_s, "": 0.0}
            self._phase, self._notice = "paused", "psoas was stopped in between. Go on from here when you are ready."

    @property
    def mark(self) -> GuidedPosition | None:
        """Where it is; None before the start and after the end."""
        if self._phase not in ("running", "paused"):
            return None
        span, held = self._spans[self._at], dict(self._held_s)
        if not span.ready:
            held[span.side] += span.seconds - self._in_span_s
        return GuidedPosition(self._easy, self._at, self._spent_s - self._in_span_s, held["left"], held["right"])

    @property
    def view(self) -> GuidedView:
        """What there is to show."""
        span, later = self._spans[self._at], [each for each in self._spans[self._at + 1 :] if self._is_open(each)]
        over = self._phase == "done"
        left = 0.0 if over else self._left_s()
        return GuidedView(
            phase=self._phase,
            text=span.say,
            side=span.side,
            figures=self._exercise.figures_with(span.figure),
            then=_words(later[0]) if later and not over else "",
            seconds=span.seconds,
            left_s=left,
            total_left_s=left + (0.0 if over else sum(each.seconds for each in later)),
            spent_s=self._spent_s,
            easy=self._easy,
            can_ease=bool(self._exercise.easy_guide) and not self._easy and not over,
            again=not over and self._fits(self._at),
            before=not over and self._at > 0 and self._fits(self._at - 1),
            notice=self._notice,
            outcome=self._ended.state if self._ended else None,
        )

    @property
    def ended(self) -> StepDone | None:
        """What was told last; None before the end."""
        return self._ended

    def tick(self, t: float) -> list[Spoken | Beep]:
        """Let time pass up to `t`; of several spans that began meanwhile only the last is spoken."""
        passed = 0.0 if self._t is None else max(0.0, t - self._t)
        self._t = t if self._t is None else max(self._t, t)
        if self._phase != "running":
            return []
        begun: Span | None = None
        while passed > 0:
            passed -= self._spend(min(passed, self._left_s()))
            if self._left_s() > _TINY_S:
                break
            after = self._after(self._at)
            if after is None:
                return self._end("That was it.")
            self._go_to(after)
            begun = self._spans[after]
        return self._say(_words(begun)) if begun else []

    def tap(self, action: GuidedAction, t: float) -> list[Spoken | Beep]:
        """Do what the person asked for at `t`."""
        said = self.tick(t)
        if self._phase == "done":
            return said
        if action == "it-hurts":
            return self._end("Stop here. Come out of it slowly.", stopped=True)
        if action == {"ready": "start", "paused": "resume"}.get(self._phase):
            self._phase = "running"
            return self._say(_words(self._spans[self._at]))
        if action == "pause" and self._phase == "running":
            self._phase = "paused"
            return self._remark("Paused.")
        if action == "too-hard":
            return self._ease() if self._exercise.easy_guide and not self._easy else said
        return self._turn(action) or said

    def finish(self) -> None:
        """End it here without a word, because the person leaves it at that; nothing where it is not under way."""
        if self._phase in ("running", "paused"):
            self._end("")

    def leave(self) -> None:
        """End it without a word, because nobody comes back: told only where enough was done to count."""
        if self._phase != "done" and self._enough:
            self._end("")

    def add(self, *, pain: int | None = None, where: str = "", kind: str = "", only_pull: bool | None = None) -> None:
        """Tell what the person says of it after its end: of a stop where it hurts, how and how much (0 to 10)."""
        if self._ended is not None:
            self._ended = replace(self._ended, pain=pain, where=where, kind=kind, only_pull=only_pull)
            self._tell(self._ended)

    def _turn(self, action: GuidedAction) -> list[Spoken | Beep]:
        """Go to another part."""
        if self._phase == "ready":
            return self._end("Left out today.") if action == "skip" else []
        if action == "skip":
            after = self._after(self._at)
            return self._end("That was it.") if after is None else self._move(after)
        to = {"back": max(0, self._at - 1), "repeat": self._at}.get(action)
        if to is None:
            return []
        return self._move(to) if self._fits(to) else self._remark("That is enough for this side today.")

    def _ease(self) -> list[Spoken | Beep]:
        self._easy = True
        self._spans = spans(self._exercise.easy_guide)
        self._go_to(0)
        self._notice = "Here is the easier form."
        return self._say(f"{self._notice} {_words(self._spans[0])}") if self._phase == "running" else []

    # -- time ---------------------------------------------------------------------------------------------------------

    def _spend(self, seconds: float) -> float:
        span = self._spans[self._at]
        self._in_span_s += seconds
        self._spent_s += seconds
        if not span.ready:
            self._held_s[span.side] += seconds
        return seconds

    def _room_s(self, span: Span) -> float:
        """For how long the span's side may still be held today, seconds."""
        return self._most_s - self._held_s[span.side] if span.side else math.inf

    def _left_s(self) -> float:
        span = self._spans[self._at]
        left = span.seconds - self._in_span_s
        return max(0.0, left if span.ready else min(left, self._room_s(span)))

    def _is_open(self, span: Span) -> bool:
        return self._room_s(span) > _TINY_S

    def _fits(self, at: int) -> bool:
        """Whether that part may be done from its beginning; what gets ready, if what follows may."""
        span = self._spans[at]
        return self._fits(at + 1) if span.ready else self._room_s(span) > span.seconds - _TINY_S

    def _after(self, at: int) -> int | None:
        """The next part of which anything may still be done; None where there is none."""
        return next((n for n in range(at + 1, len(self._spans)) if self._is_open(self._spans[n])), None)

    @property
    def _enough(self) -> bool:
        return self._spent_s >= ENOUGH * sum(span.seconds for span in self._spans)

    # -- going and saying ---------------------------------------------------------------------------------------------

    def _go_to(self, at: int) -> None:
        self._at, self._in_span_s, self._notice = at, 0.0, ""

    def _move(self, at: int) -> list[Spoken | Beep]:
        self._go_to(at)
        return self._say(_words(self._spans[at])) if self._phase == "running" else []

    def _end(self, say: str, *, stopped: bool = False) -> list[Spoken | Beep]:
        say = " ".join(part for part in (say, *(self._exercise.closing if self._spent_s else ())) if part)
        self._phase, self._notice = "done", say
        state: StepState = "stopped" if stopped else "done" if self._enough else "skipped"
        exercise, held = self._exercise, max(self._held_s["left"], self._held_s["right"])
        self._ended = StepDone(exercise.step, exercise.id, state, self._spent_s, held_s=held)
        said: list[Spoken | Beep] = self._say(say, "notice") if stopped else [*self._say(say), self._beep()]
        self._tell(self._ended)
        return said

    def _remark(self, text: str) -> list[Spoken | Beep]:
        self._notice = text
        return self._say(text, "notice")

    def _say(self, text: str, kind: SpokenKind = "side") -> list[Spoken | Beep]:
        self._n += 1
        return [Spoken(self._n, "guide", text, kind)]

    def _beep(self) -> Beep:
        self._n += 1
        return Beep(self._n, "done")


def _words(span: Span) -> str:
    return f"{span.side.capitalize()} side. {span.say}" if span.side else span.say
