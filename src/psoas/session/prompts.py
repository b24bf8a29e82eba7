"""What is said about a set besides its counts: what to feel for before, during and after it, and a word on the way."""

from __future__ import annotations

from psoas.programme.model import Exercise
from psoas.session import speech
from psoas.session.speech import Outbox
from psoas.session.tally import Tally

#: The last numbers of a countdown are spoken, seconds: what is announced must be said by then.
COUNTED_S = 3.0


class Prompts:
    """Puts these sentences forward; what has been said in a set is kept with its tally.

    Parameters
    ----------
    each_set : str
        A sentence for the beginning of each set, such as that a small movement is meant; "" for none.
    """

    def __init__(self, exercise: Exercise, each_set: str, out: Outbox) -> None:
        self._exercise = exercise
        own = (each_set,) if each_set else ()
        self._before = (*own, *exercise.each_set, *speech.self_checks(exercise, "before"))
        self._out = out

    @property
    def lead_in_s(self) -> float:
        """Seconds before a later set at which they begin, so that the countdown does not cut them off; 0 for none."""
        return speech.spoken_s(speech.joined(*self._before)) + COUNTED_S if self._before else 0.0

    def first(self, tally: Tally, sets: int) -> float:
        """Announce the session's first set; gives the seconds that this needs before it begins, 0 without checks."""
        say = speech.joined(speech.begin(tally.number, sets, tally.target), *self._before)
        self._out.offer("get-ready", say, "set")
        return speech.spoken_s(say) + COUNTED_S if self._before else 0.0

    def next(self, tally: Tally, *, told: bool) -> None:
        """Announce that a later set begins; `told`: what comes before it was said in the rest."""
        before = () if told else self._before
        say = speech.joined(f"Set {speech.number(tally.number)}. Go.", *before)
        self._out.offer("set-begins", say, "set")

    def in_the_rest(self, tally: Tally, left_s: float) -> None:
        """Say what comes before the next set as soon as the rest is short enough for it, once."""
        if self._before and "before" not in tally.told and left_s <= self.lead_in_s:
            tally.told.add("before")
            self._out.offer("self-check", speech.joined(*self._before), "set")

    def over(self, say: str, rest_s: float) -> None:
        """Announce the rest after a set."""
        say = f"{say} Rest {speech.duration(rest_s)}."
        self._out.offer("set-done", speech.joined(say, *speech.self_checks(self._exercise, "between")), "set")

    def encourage(self, tally: Tally) -> None:
        """Call for the leg that is behind, or say that half is done, once each."""
        behind, half = tally.left_behind, tally.halfway
        if behind and "side" not in tally.told:
            self._out.offer("other-leg", speech.other_leg(behind), "side")
        if half and "half" not in tally.told:
            self._out.offer("half", f"{speech.number(half).capitalize()} each.", "half")

    def remind(self, tally: Tally) -> None:
        """Bring a self-check to mind now and then, one after the other, where the voice has nothing else to say."""
        checks = self._exercise.to_feel("during")
        if checks and tally.reminder_due:
            check = checks[tally.reminded % len(checks)]
            self._out.offer(check.id, check.say, "remind")

    @staticmethod
    def was_said(line: speech.Line, tally: Tally) -> None:
        """Remember what is not to be said again in this set."""
        if line.kind in ("side", "half"):
            tally.told.add(line.kind)
        elif line.kind == "remind":
            tally.reminded += 1
