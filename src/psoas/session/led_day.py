"""Lead through the day: ask for the pain, announce each part, wait until it begins, and go on to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from psoas.plan.led_day import AskMorning, AskPain, DayClosed, Finished, MarchPart, Part, StepPart
from psoas.programme.catalogue import Catalogue
from psoas.programme.model import Exercise
from psoas.session.clock import Clock
from psoas.session.messages import Beep, Spoken
from psoas.session.speech import joined, spoken_s

#: Time to get into position once the part has been announced, seconds.
PLACE_S = 15.0
#: What "more time" adds, seconds.
MORE_S = 30.0
#: An unanswered question is asked again after this long, with more detail, seconds; then after twice as long each time.
AGAIN_S = 8.0

_MORNING = "First, how was the morning after your last session? Two numbers: pain, and sore muscles."
_MORNING_AGAIN = "I'm waiting for your two numbers. Zero is none. You can leave them out."
_PAIN = "How is your pain right now, from zero to ten? Tap the number or type it."
_PAIN_AGAIN = "I'm waiting for your number. Zero is none at all, ten is the worst you can imagine."
#: Added where a camera looks on.
BY_ARM = "Or raise one arm. I count up from zero, and you lower it at your number."
_OVER = "That's everything for today. Well done."
_ORDER = ("First", "Next", "Last")

DayAction = Literal["go", "wait", "more"]


@dataclass(frozen=True, slots=True)
class PartAsked:
    """Wait for an answer; asked again when `again_s` is over."""

    part: AskMorning | AskPain
    again_s: float
    next_gap_s: float


@dataclass(frozen=True, slots=True)
class PartAnnounced:
    """Give the person time to get into position for a part; `left_s` runs only while they did not ask to wait."""

    part: StepPart | MarchPart
    left_s: float
    waits: bool = False


@dataclass(frozen=True, slots=True)
class PartLed:
    """A part is under way: its own engine leads."""

    part: StepPart | MarchPart


@dataclass(frozen=True, slots=True)
class DayOver:
    """The day is over, or `reason` says why nothing may be led."""

    reason: str = ""


DayState = PartAsked | PartAnnounced | PartLed | DayOver


class LedDay:
    """Go from part to part of a day.

    The parts come from :func:`psoas.plan.led_day.next_part`, so the place in the day is never kept here: whoever
    drives this hands in the next part whenever one has ended.

    Parameters
    ----------
    catalogue : Catalogue
        What is taught.

    Attributes
    ----------
    state : DayState
        Where the day stands.
    said : str
        The last sentence, for those who do not hear it.
    number : int
        Number of the last message.
    watched : bool
        Whether a camera looks on while a question is open.

    Examples
    --------
    >>> from psoas.programme.catalogue import load
    >>> day = LedDay(load())
    >>> [message.say for message in day.go_to(AskPain(), 0.0)]
    ['How is your pain right now, from zero to ten? Tap the number or type it.']
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.state: DayState = DayOver()
        self.said = ""
        self.number = 0
        self.watched = False
        self._clock = Clock()
        self._has_led = False

    def go_to(self, part: Part, t: float, *, left: int = 2, again: bool = False) -> list[Spoken | Beep]:
        """Announce a part, or ask the question, or end.

        Parameters
        ----------
        part : Part
            What comes next.
        t : float
            Seconds of the clock that `tick` gets.
        left : int
            How many parts are left with this one: the last is called so.
        again : bool
            Whether the part was under way before, so that how to get into position is known.
        """
        self._clock.reach(t)
        self._clock.restart_timers()
        match part:
            case AskMorning() | AskPain():
                say = _MORNING if isinstance(part, AskMorning) else _PAIN
                self.state = PartAsked(part, AGAIN_S + spoken_s(say), 2 * AGAIN_S)
                return self._say(say)
            case StepPart(step) | MarchPart(step):
                exercise = self._catalogue.by_id(step.exercise_id)
                say = f"Let's go on with this: {exercise.name}." if again else announcement(exercise, self._place(left))
                self._has_led = True
                self.state = PartAnnounced(part, spoken_s(say) + PLACE_S)
                return self._say(say)
            case DayClosed(reason):
                self.state = DayOver(reason)
                return self._say(reason)
            case Finished():
                self.state = DayOver()
                return [*self._say(_OVER), self._beep("done")] if self._has_led else []

    def answer_heard(self, say: str) -> list[Spoken | Beep]:
        """Say how the answer to an open question is coming along; the question itself waits meanwhile."""
        if isinstance(self.state, PartAsked):
            self.state = replace(self.state, again_s=AGAIN_S)
        return self._say(say)

    def tick(self, t: float) -> list[Spoken | Beep]:
        """Let time pass up to `t`; a jump of more than two seconds does not count."""
        stalled = self._clock.stalls(t)
        self._clock.reach(t)
        passed_s = self._clock.passed(t)
        if stalled:
            return []
        match self.state:
            case PartAsked(part, again_s, gap_s) if again_s <= passed_s:
                self.state = PartAsked(part, gap_s, 2 * gap_s)
                if isinstance(part, AskMorning):
                    return self._say(_MORNING_AGAIN)
                return self._say(f"{_PAIN_AGAIN} {BY_ARM}" if self.watched else _PAIN_AGAIN)
            case PartAsked(_, again_s):
                self.state = replace(self.state, again_s=again_s - passed_s)
            case PartAnnounced(part, left_s, waits) if not waits:
                after_s = left_s - passed_s
                if after_s <= 0:
                    self.state = PartLed(part)
                    return []
                self.state = PartAnnounced(part, after_s)
                if any(after_s <= second < left_s for second in (1, 2, 3)):
                    return [self._beep("tick")]
        return []

    def tap(self, action: DayAction, t: float) -> list[Spoken | Beep]:
        """Do what the person asks for while a part is announced; anything else changes nothing."""
        said = self.tick(t)
        match self.state, action:
            case PartAnnounced(part), "go":
                self.state = PartLed(part)
            case PartAnnounced(part, left_s, False), "wait":
                self.state = PartAnnounced(part, left_s, waits=True)
                said = self._say("Take your time. I'll wait.")
            case PartAnnounced(part, left_s, True), "wait":
                self.state = PartAnnounced(part, max(left_s, 3.0 + spoken_s("Here we go.")))
                said = self._say("Here we go.")
            case PartAnnounced(part, left_s), "more":
                self.state = PartAnnounced(part, left_s + MORE_S)
                said = self._say("Thirty seconds more.")
        return said

    def _place(self, left: int) -> str:
        return _ORDER[0] if not self._has_led else _ORDER[2] if left == 1 else _ORDER[1]

    def _say(self, text: str) -> list[Spoken | Beep]:
        self.said = text
        self.number += 1
        return [Spoken(self.number, "day", text, "set")]

    def _beep(self, kind: Literal["tick", "done"]) -> Beep:
        self.number += 1
        return Beep(self.number, kind)


def announcement(exercise: Exercise, place: str) -> str:
    """Say what comes next and how to get into position for it.

    Examples
    --------
    >>> from psoas.programme.catalogue import load
    >>> announcement(load().by_id("warm-up"), "First").startswith("First: Easy warm-up.")
    True
    """
    return joined(f"{place}: {exercise.name}.", *exercise.start)
