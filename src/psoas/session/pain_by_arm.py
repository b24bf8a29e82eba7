"""Answer the pain question without touching anything: psoas counts aloud while one arm is up."""

from __future__ import annotations

from dataclasses import dataclass

from psoas.body.skeleton import SIDES, Skeleton
from psoas.coach.gestures import GestureRecogniser, arm_is_up
from psoas.programme import numbers

#: Time from the first answer to "zero", seconds: an arm that comes down before was not meant for psoas.
INTRO_S = 3.5
#: Time from one number to the next, seconds: to hear it and to lower the arm.
STEP_S = 1.5
#: How long a number can be changed by raising the arm again, seconds.
CHANGE_S = 4.0
WORST = 10


@dataclass(frozen=True, slots=True)
class CountingUp:
    """One arm is up, and `number` was the last to be said, at `since_t`; None before the first."""

    number: int | None
    since_t: float


@dataclass(frozen=True, slots=True)
class NumberChosen:
    """The arm came down at `number`, and was last seen up at `since_t`."""

    number: int
    since_t: float


class PainByArm:
    """Turns one raised arm into a number. Deterministic in its input.

    One arm held straight up for two seconds is answered at once. If it stays up, psoas counts from zero to ten at most.
    The number said last before the arm came down is the answer, unless the arm is raised again within `CHANGE_S`: then
    it begins anew.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from psoas.programme.catalogue import load
    >>> from psoas.testing import synthetic, with_arm_up
    >>> standing = synthetic(load().level(6))[0]
    >>> by_arm, said = PainByArm(), []
    >>> for n in range(200):
    ...     pose = with_arm_up(standing, "left") if 20 <= n < 95 else standing
    ...     words, number = by_arm.update(replace(pose, t=n / 10))
    ...     said += words
    ...     if number is not None:
    ...         break
    >>> said, number
    (['I see your arm. Lower it at your number.', 'Zero.', 'One.', 'One. Raise your arm again to change it.'], 1)
    """

    def __init__(self) -> None:
        self._gestures = GestureRecogniser(lying=False)
        self._state: CountingUp | NumberChosen | None = None

    def update(self, skeleton: Skeleton) -> tuple[list[str], int | None]:
        """Take in one skeleton; return what is said now, and the answer once it stands."""
        gestures = self._gestures.update(skeleton)
        t = skeleton.t
        if "arm-up" in gestures:
            self._state = CountingUp(None, t)
            return ["I see your arm. Lower it at your number."], None
        match self._state:
            case CountingUp(None) if "arm-down" in gestures:
                self._state = None
            case CountingUp(int(number)) if "arm-down" in gestures:
                self._state = NumberChosen(number, t)
                return [f"{_said(number)}. Raise your arm again to change it."], None
            case CountingUp(number, since_t) if number != WORST and t - since_t >= (
                INTRO_S if number is None else STEP_S
            ):
                after = 0 if number is None else number + 1
                self._state = CountingUp(after, t)
                return [f"{_said(after)}."], None
            case NumberChosen(number) if any(arm_is_up(skeleton, side) for side in SIDES):
                self._state = NumberChosen(number, t)
            case NumberChosen(number, since_t) if t - since_t >= CHANGE_S:
                self._state = None
                return [], number
        return [], None


def _said(number: int) -> str:
    return numbers.number(number).capitalize() if number else "Zero"
