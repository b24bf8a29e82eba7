"""Locks and limits from a person's answers, and the programme within them.

Everything that shows or guides an exercise gets it from `taught`, so that no page, voice or figure asks for more than
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

#: Largest hip flexion, degrees: a right angle with a replaced or impinging hip, and clearly less after a pinch, which
#: occurs near the end of flexion. That a pinch calls for less height is established; how much less is our choice.
RIGHT_ANGLE_DEG, AFTER_A_PINCH_DEG = 90.0, 75.0


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a person.

    Attributes
    ----------
    locks : tuple of str
        Everything closed or limited.
    hip_deg : float or None
        Largest allowed hip flexion, degrees; None for no limit.
    each_set : str
        Reminder for every set of the march, or "".
    """

    locks: tuple[Lock, ...] = ()
    hip_deg: float | None = None
    each_set: str = ""


def limits(history: History, now: datetime) -> Limits:
    """Return a person's limits at a moment."""
    cut = cut_at(history, now)
    locks = cut.locks
    if sign := eased(cut.known, now):
        return Limits((*locks, *(() if "hip-90" in locks else ("hip-90",))), AFTER_A_PINCH_DEG, sign.say)
    return Limits(locks, RIGHT_ANGLE_DEG if "hip-90" in locks else None)


def taught(catalogue: Catalogue, history: History, now: datetime) -> Catalogue:
    """Adapt the programme to a person at a moment."""
    found = limits(history, now)
    return catalogue.taught_to(found.locks, found.hip_deg, found.each_set) if found.locks else catalogue


def hip_angles(catalogue: Catalogue) -> str:
    """Tell how far each level bends the hip, for those who must approve it, such as a surgical team."""
    past = {
        each.level: round(each.motion.working.hip)
        for each in catalogue.march
        if each.motion is not None and each.motion.working.hip > RIGHT_ANGLE_DEG
    }
    angles = ", ".join(f"level {level} to {deg}°" for level, deg in past.items())
    return questions().hip_angles.format(angles=angles, limit=f"{RIGHT_ANGLE_DEG:g}°")
