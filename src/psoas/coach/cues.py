"""Choose what to say: the most important thing, one at a time, without repeating it too often."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from psoas.coach.events import Cue, Rep
from psoas.coach.form_checks import JUDGED_FROM_CONFIDENCE
from psoas.coach.turns import ALIKE
from psoas.programme.model import Check

#: Seconds between any two sentences, and before the same one is repeated: about one and three repetitions at the taught
#: tempo.
GAP_S, AGAIN_S = 4.0, 15.0
#: Clean repetitions in a row, and quiet seconds, before a word of praise.
PRAISE_REPS, PRAISE_S = 4, 20.0

#: Praise only what four repetitions without a fault show; nothing has measured that they were slow or held.
PRAISE = ("Good. I see nothing to correct.", "Going well. Keep breathing.")
CHANGE_SIDES = ("change-sides", "Change sides after each one.")
LEGS_ALIKE = (
    "legs-alike",
    "I may be mixing up your legs. If you do change sides, put the camera higher, straight to your side.",
)


@dataclass(slots=True)
class Cues:
    """Choose the sentence to say, given what has been said before.

    Parameters
    ----------
    silent : bool
        Say nothing; faults are still recorded with the repetitions.
    """

    silent: bool = False
    _last_s: float = -math.inf
    _said_s: dict[str, float] = field(default_factory=dict)
    _clean: int = 0
    _praised: int = 0
    _mixed_up: bool = False

    def after(self, rep: Rep, failed: Sequence[Check], in_a_row: int, question: Cue | None = None) -> Cue | None:
        """Choose the sentence after a repetition, or None.

        Parameters
        ----------
        rep : Rep
            The repetition that just ended, full or short.
        failed : sequence of Check
            Checks that it failed, most important first; those that are not spoken are ignored.
        in_a_row : int
            Repetitions of this leg in a row, including this one; 0 after a short one.
        question : Cue, optional
            Question to ask if there is nothing to correct.
        """
        failed = [check for check in failed if check.spoken]
        repeated = in_a_row > 1
        self._clean = 0 if failed or rep.short or repeated else self._clean + 1
        for check in failed:
            if cue := self.say(Cue(rep.end_s, check.id, check.cue)):
                return cue
        if repeated and not failed:
            self._mixed_up = self._mixed_up or in_a_row >= ALIKE
            if in_a_row >= ALIKE:
                return self.say(Cue(rep.end_s, *LEGS_ALIKE, "notice"))
            # A doubt that is psoas's own is nothing to correct.
            sure = not self._mixed_up and rep.confidence >= JUDGED_FROM_CONFIDENCE
            return self.say(Cue(rep.end_s, *CHANGE_SIDES, "notice")) if sure else None
        if question and self.say(question):
            return question
        quiet = rep.end_s - self._last_s
        if self._clean >= PRAISE_REPS and quiet >= PRAISE_S:
            text = PRAISE[self._praised % len(PRAISE)]
            if cue := self.say(Cue(rep.end_s, "praise", text, "praise")):
                self._praised += 1
                self._clean = 0
                return cue
        return None

    def say(self, cue: Cue) -> Cue | None:
        """Return the cue if it may be said at its time, else None."""
        too_soon = cue.t - self._last_s < GAP_S
        again = cue.t - self._said_s.get(cue.id, -math.inf) < AGAIN_S
        if self.silent or too_soon or again:
            return None
        self._last_s = self._said_s[cue.id] = cue.t
        return cue
