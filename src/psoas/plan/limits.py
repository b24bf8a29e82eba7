"""What holds for one person whatever is planned: locks and limits from their answers, and the programme within them.

Everything that shows or leads an exercise takes it from `taught`, so that no page, voice or figure asks for more than
the answers allow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from psoas.journal.answers import Lock
from psoas.plan.cut import cut_at
from psoas.plan.history import History
from psoas.plan.screening import questions
from psoas.plan.signs import eased
from psoas.programme.catalogue import Catalogue

#: Most that a hip bends, degrees: a right angle with a replaced or impinging hip; clearly less after a pinch, which
#: comes on near the end of bending. Less height at once is what a pinch asks for; how much less is our own choice.
RIGHT_ANGLE_DEG, AFTER_A_PINCH_DEG = 90.0, 75.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds for a person.

    Attributes
    ----------
    locks : tuple of str
        What is closed or limited.
    hip_deg : float or None
        Most that the hip may bend, degrees; None where it may bend as far as the exercise has it.
    each_set : str
        What is said in every set of the march because of it; "" for nothing.
    """

    locks: tuple[Lock, ...] = ()
    hip_deg: float | None = None
    each_set: str = ""


def limits(history: History, now: datetime) -> Limits:
    """What holds for a person at a moment."""
    cut = cut_at(history, now)
    locks = cut.locks
    if sign := eased(cut.known, now):
        return Limits((*locks, *(() if "hip-90" in locks else ("hip-90",))), AFTER_A_PINCH_DEG, sign.say)
    return Limits(locks, RIGHT_ANGLE_DEG if "hip-90" in locks else None)


def taught(catalogue: Catalogue, history: History, now: datetime) -> Catalogue:
    """The programme as it is taught to that person at that moment."""
    found = limits(history, now)
    return catalogue.taught_to(found.locks, found.hip_deg, found.each_set) if found.locks else catalogue


def hip_angles(catalogue: Catalogue) -> str:
    """How far each level bends the hip where nothing limits it, for whoever has to agree to it (a surgical team)."""
    past = {
        each.level: round(each.motion.working.hip)
        for each in catalogue.march
        if each.motion is not None and each.motion.working.hip > RIGHT_ANGLE_DEG
    }
    angles = ", ".join(f"level {level} to {deg}°" for level, deg in past.items())
    return questions().hip_angles.format(angles=angles, limit=f"{RIGHT_ANGLE_DEG:g}°")
