"""Steer a session without touching anything: one raised arm pauses it, and so does getting up."""

from __future__ import annotations

from typing import Literal

from psoas.body.skeleton import Skeleton
from psoas.coach.gestures import GestureRecogniser
from psoas.programme.model import Exercise
from psoas.session.speech import Outbox
from psoas.session.states import Paused, Resting, Returning, State, Working

#: How long the person can lower their arm again before the session pauses, seconds.
CANCEL_S = 3.0

Wish = Literal["pause", "resume"]


class HandsFree:
    """Turns gestures into wishes, and says aloud what it makes of them.

    - One arm straight up is answered at once; unless it comes down within `CANCEL_S`, the session pauses.
    - During a pause an arm straight up resumes the session.
    - Leaving one's place during a set pauses it, and coming back resumes it. A rest needs no place.

    Parameters
    ----------
    exercise : Exercise
        Its posture tells what being in place means.
    outbox : Outbox
        Takes what is said.
    """

    def __init__(self, exercise: Exercise, outbox: Outbox) -> None:
        self._gestures = GestureRecogniser(lying=exercise.lies)
        self._outbox = outbox
        self._asked_t: float | None = None
        self._left = False

    def forget(self) -> None:
        """Drop what a gesture had begun, because the person has decided by hand."""
        self._asked_t, self._left = None, False

    def update(self, skeleton: Skeleton, state: State) -> tuple[Wish, str] | None:
        """Take in one skeleton; return what the session should do, and the sentence that explains it."""
        for gesture in self._gestures.update(skeleton):
            if gesture == "arm-up":
                if isinstance(state, Paused):
                    self.forget()
                    return "resume", "I see your arm."
                if isinstance(state, Working | Resting | Returning):
                    self._asked_t = skeleton.t
                    self._say("arm-up", "I see your arm. Keep it up to pause, or lower it to go on.")
            elif gesture == "arm-down" and self._asked_t is not None:
                self._asked_t = None
                self._say("arm-down", "All right, we go on.")
        if self._asked_t is not None and skeleton.t - self._asked_t >= CANCEL_S:
            self._asked_t = None
            return "pause", "You can lower your arm. Raise it again when you want to go on."
        return self._by_place(state)

    def _by_place(self, state: State) -> tuple[Wish, str] | None:
        away = self._gestures.away
        if away and isinstance(state, Working | Returning):
            self._left = True
            return "pause", self._left_words()
        if not away and self._left and isinstance(state, Paused):
            self._left = False
            return "resume", "There you are."
        return None

    def _left_words(self) -> str:
        if not self._gestures.in_picture:
            return "I can't see you. Come back to your place and we'll go on."
        return "You got up. Lie down again when you're ready and we'll go on."

    def _say(self, id: str, say: str) -> None:
        self._outbox.offer(id, say, "set")
