"""Sentences about a set besides its counts: what to feel for before, during and after it, and encouragement."""

from __future__ import annotations

from psoas.programme.model import Exercise
from psoas.programme.numbers import number
from psoas.session import speech
from psoas.session.speech import Outbox
from psoas.session.tally import Tally

#: The last seconds of a countdown are spoken; announcements must have ended by then.
COUNTED_S = 3.0


class Prompts:
    """Offers these sentences to the voice; the set's tally remembers what was said.

    Parameters
    ----------
    each_set : str
        Reminder at the start of each set, such as to move less; "" for none.
    """

    def __init__(self, exercise: Exercise, each_set: str, out: Outbox) -> None:
        self._exercise = exercise
        own = (each_set,) if each_set else ()
        self._before = (*own, *exercise.each_set, *speech.self_checks(exercise, "before"))
        self._out = out

    @property
    def lead_in_s(self) -> float:
        """Return how long before a later set to speak, so that the countdown interrupts nothing; 0 for none."""
        return speech.spoken_s(speech.joined(*self._before)) + COUNTED_S if self._before else 0.0

    def first(self, tally: Tally, sets: int) -> float:
        """Announce the session's first set; return the seconds to allow for it, 0 without self-checks."""
        say = speech.joined(speech.begin(tally.number, sets, tally.target), *self._before)
        self._out.offer("get-ready", say, "set")
        return speech.spoken_s(say) + COUNTED_S if self._before else 0.0

    def next(self, tally: Tally, *, told: bool) -> None:
        """Announce that a later set begins; `told` means that its self-checks were said during the rest."""
        before = () if told else self._before
        say = speech.joined(f"Set {number(tally.number)}. Go.", *before)
        self._out.offer("set-begins", say, "set")

    def in_the_rest(self, tally: Tally, left_s: float) -> None:
        """Say the next set's self-checks once, near the end of the rest."""
        if self._before and "before" not in tally.told and left_s <= self.lead_in_s:
            tally.told.add("before")
            self._out.offer("self-check", speech.joined(*self._before), "set")

    def over(self, say: str, rest_s: float) -> None:
        """Announce the end of a set and its rest."""
        say = f"{say} Rest {speech.duration(rest_s)}."
        self._out.offer("set-done", speech.joined(say, *speech.self_checks(self._exercise, "between")), "set")

    def encourage(self, tally: Tally, *, sure: bool) -> None:
        """Call the leg that is behind, announce half-time and the last two, once each.

        Parameters
        ----------
        sure : bool
            Whether it is certain which leg worked.
        """
        behind, half = tally.left_behind, tally.halfway
        if behind and "side" not in tally.told:
            self._out.offer("other-leg", speech.other_leg(behind, sure=sure), "side")
        if half and "half" not in tally.told:
            self._out.offer("half", "Halfway.", "half")
        elif tally.last_two and "last" not in tally.told:
            self._out.offer("last-two", "Last two with each leg.", "half")

    def remind(self, tally: Tally) -> None:
        """Repeat the self-checks in turn now and then, if the voice has nothing else to say."""
        checks = self._exercise.to_feel("during")
        if checks and tally.reminder_due:
            check = checks[tally.reminded % len(checks)]
            self._out.offer(check.id, check.say, "remind")

    @staticmethod
    def was_said(line: speech.Line, tally: Tally) -> None:
        """Remember what must not be repeated in this set."""
        if line.kind in ("side", "half"):
            tally.told.add("last" if line.id == "last-two" else line.kind)
        elif line.kind == "remind":
            tally.reminded += 1
