"""What a repetition that was seen asked of the working hip: for the body, band and box that the person told of."""

from __future__ import annotations

from collections.abc import Callable

from psoas.biomechanics.anthropometry import Loop, loop_of
from psoas.biomechanics.load import Change
from psoas.biomechanics.measured import RepLoad, rep_loads
from psoas.coach.events import Rep
from psoas.coach.form_checks import JUDGED_FROM_TRUST
from psoas.errors import PsoasError
from psoas.journal.answers import Profile
from psoas.plan.ladder import rung_of
from psoas.programme.model import Exercise
from psoas.session.effort import body_of

#: None where that repetition cannot be told.
Weigh = Callable[[Rep], RepLoad | None]


def weigher(exercise: Exercise, profile: Profile, *, band: bool, rung: str) -> Weigh | None:
    """What tells the load of the repetitions of a session.

    Parameters
    ----------
    exercise : Exercise
        A level of the march.
    profile : Profile
        What the person told of themselves.
    band : bool
        Whether a band is worn.
    rung : str
        Rung of the ladder, which says which band it is; "" where the person chose on their own.

    Returns
    -------
    callable or None
        None where the person told no height or mass, or nobody knows which of their bands it is: a number for another
        body or band would not be theirs.
    """
    if profile.mass_kg is None or profile.height_m is None:
        return None
    try:
        build = body_of(profile)
        loops = [_worn(profile, rung)] if band and exercise.band else [None]
        changed, _, _ = Change(box_height_m=profile.box_height_m).of(exercise)
    except PsoasError:
        return None

    def weigh(rep: Rep) -> RepLoad | None:
        try:
            found = rep.hip and rep_loads(changed, rep.hip, build, loops, from_trust=JUDGED_FROM_TRUST)
        except PsoasError:  # a box or a band that does not fit this body
            return None
        return found[0] if found else None

    return weigh


def _worn(profile: Profile, rung: str) -> Loop | None:
    """The band of the rung, or the only one that the person has.

    Raises
    ------
    PsoasError
        Where that is not known.
    """
    strength = rung_of(rung).band if rung else None
    mine = [each for each in profile.bands if strength in (None, each.strength)]
    if len(mine) == 1:
        return loop_of(mine[0].strength, mine[0].length_m)
    if strength in (None, "none"):
        raise PsoasError("Nobody knows which band this is.")
    return loop_of(strength)
