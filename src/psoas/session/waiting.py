"""Why a session waits, in words: silence never means waiting without a reason.

`reason` says what it waits for, and `Wait` when that is said: once it has settled, again with more detail, then now and
then. The march on the screen and in the terminal say the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import assert_never

from psoas.journal.records import Counting
from psoas.session.states import Done, Paused, Ready, Resting, Returning, Starting, State, Working
from psoas.tracking.setup_check import AdviceId, SetupAdvice

#: A reason must last this long before it is said, seconds: what comes and goes cannot be acted on.
SETTLED_S = 1.5
#: After this long it is said again with more detail, and from then on at these intervals, seconds.
MORE_S, AGAIN_S = 8.0, 30.0
#: Watching somebody who is seen is mentioned after this long without a repetition, seconds: more than two take.
QUIET_S = 15.0

HOLD_STILL = "Take the start position, press your low back into the mat and lie still for three seconds."

#: What is said of a piece of set-up advice that was not enough the first time.
MORE: dict[AdviceId, str] = {
    "nobody": "I still cannot see you. Tilt the screen until all of you is in the picture, two to three metres away.",
    "too-dark": "It is still too dark. A lamp near the camera helps most. A bright window behind you does not.",
    "more-than-one-person": "",
    "feet-out-of-picture": "I still cannot see your feet. Move the camera half a metre back, or slide up a little.",
    "head-out-of-picture": "I still cannot see your head. Move the camera half a metre back, or slide down a little.",
    "legs-hidden": "I still cannot see both legs. Put the camera a little higher, or turn it a little.",
    "too-far": "You are still small in the picture. Two to three metres away is best.",
    "camera-not-side-on": "I still do not see you from the side. Give yourself or the camera a quarter turn.",
    "camera-not-frontal": "I still see you from the side. Turn until your chest faces the camera.",
    "not-lying": "I still do not see you lying down. Lie on your back, your head at one edge of the picture and your "
    "feet at the other.",
    "not-standing": "I still do not see you standing. Stand where the camera sees you from head to feet.",
    "ready": "",
}


@dataclass(frozen=True, slots=True)
class CameraLook:
    """What is known of the camera while a session waits.

    Attributes
    ----------
    advice : tuple of SetupAdvice, or None
        What to change, or the one entry that all is well; None before the first pictures.
    held : bool
        Whether it will not begin by itself.
    lost : bool
        Whether the camera went away during the session.
    also : str
        What else must be so before it begins, or "".
    """

    advice: tuple[SetupAdvice, ...] | None = None
    held: bool = False
    lost: bool = False
    also: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """What a session waits for.

    Attributes
    ----------
    id : str
        Tells it from others.
    say : str
        The first words; "" where they were said when the waiting began.
    more : str
        The words after `MORE_S`.
    again : bool
        Whether `more` is repeated: for what the person may not know, not for what they chose.
    """

    id: str
    say: str
    more: str
    again: bool = True


_LOST = "Plug the camera in again, or count by hand: the screen has a button for each."
_CAMERA_LOST = Reason("camera-lost", "The camera went away, so I paused. Your count is kept.", _LOST)
_NO_PICTURE = Reason(
    "no-picture",
    "I am waiting for the camera. If your browser asks, choose Allow.",
    "I still have no picture. The screen says what to do. You can also count by hand.",
)
_START = "I am waiting for you. The space bar is Start."
_HELD = Reason("held", "I can see you well. Press Start when you are ready.", _START, again=False)
_READY = Reason("start", "Press Start when you are ready.", _START, again=False)
_PAUSED = Reason("paused", "", "We are paused, and your count is kept. Go on when you are ready.", again=False)
_QUIET = Reason(
    "quiet",
    "I can see you. I count each repetition once your leg is back.",
    "Take your time. If you want a break, press Pause.",
    again=False,
)
_AS_BEFORE = {"standing": "Stand as before", "leaning": "Stand as before", "seated": "Sit as before"}


def reason(
    state: State, counting: Counting, look: CameraLook, *, seen: bool, quiet_s: float, posture: str | None
) -> Reason | None:
    """Say what a session waits for.

    Parameters
    ----------
    state : State
        Where the session is.
    counting : {"camera", "hand", "paced"}
        Who counts.
    look : CameraLook
        What is known of the camera.
    seen : bool
        Whether the coach sees the person, while a set is worked on.
    quiet_s : float
        Seconds since the last repetition, or since the set began or went on.
    posture : str or None
        How the exercise is done.

    Returns
    -------
    Reason or None
        None where nothing is waited for, or where a countdown or a rest was announced and ends by itself.

    Examples
    --------
    >>> reason(Ready(), "camera", CameraLook(), seen=False, quiet_s=0.0, posture="lying").say
    'I am waiting for the camera. If your browser asks, choose Allow.'
    """
    match state:
        case Ready():
            return _before(look) if counting == "camera" else _READY
        case Paused():
            return _CAMERA_LOST if look.lost and counting == "camera" else _PAUSED
        case Working() if counting == "camera":
            if not seen:
                return _gone(posture)
            return _QUIET if quiet_s >= QUIET_S else None
        case Working() | Starting() | Returning() | Resting() | Done():
            return None
        case _:
            assert_never(state)


def _before(look: CameraLook) -> Reason | None:
    if look.held and (look.advice is None or look.lost):
        return _READY if not look.lost else replace(_CAMERA_LOST, say="The camera went away.")
    if look.advice is None:
        return _NO_PICTURE
    for advice in look.advice:
        if not advice.ok:
            return Reason(advice.id, advice.say, MORE[advice.id])
    if look.also:
        return Reason(look.also, look.also, f"I am still waiting. {look.also}")
    return _HELD if look.held else None


def _gone(posture: str | None) -> Reason:
    place = _AS_BEFORE.get(posture or "", "Lie as before")
    return Reason(
        "gone",
        f"I lost you. {place}, and I go on counting.",
        f"I still cannot see you. {place}, with all of you in the picture, or count by hand.",
    )


@dataclass(frozen=True, slots=True)
class Wait:
    """What was said of the waiting so far; `follow`, ask for what is `due`, and tell when it was `said`.

    Attributes
    ----------
    id : str
        Reason that has settled, or "".
    times, last_s : int, float
        How often it was said, and when last, seconds.
    next_id, since_s : str, float
        Reason that has not settled yet, or the same one, and since when, seconds.
    """

    id: str = ""
    times: int = 0
    last_s: float = -math.inf
    next_id: str = ""
    since_s: float = 0.0

    def follow(self, why: Reason | None, t: float) -> Wait:
        """Let a reason settle; one that is back after a blink was never away."""
        now = why.id if why else ""
        if now == self.id:
            return replace(self, next_id=now)
        if now != self.next_id:
            return replace(self, next_id=now, since_s=t)
        if t - self.since_s < SETTLED_S:
            return self
        # What was said when the waiting began counts as the first time.
        return Wait(now, int(why is not None and not why.say), t, now, t)

    def due(self, why: Reason | None, t: float) -> str:
        """Return what is to be said at `t` (seconds), or ""."""
        if why is None or why.id != self.id:
            return ""
        if self.times == 0:
            return why.say
        after_s = MORE_S if self.times == 1 else AGAIN_S if why.again else math.inf
        return why.more if t - self.last_s >= after_s else ""

    def said(self, t: float) -> Wait:
        """Remember that it was said at `t` (seconds)."""
        return replace(self, times=self.times + 1, last_s=t)
