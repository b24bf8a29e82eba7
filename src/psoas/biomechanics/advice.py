"""What the load model advises: which band fits a level, how high a knee to begin with. Advice only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from psoas.biomechanics.anthropometry import Loop, Physique
from psoas.biomechanics.load import AS_TAUGHT, LoadChange, LoadNumber, loads
from psoas.programme.model import Exercise

#: Share of the largest moment up to which 8 to 12 repetitions with some left can be done. 8 to 12 repetitions to the
#: last one take about 70 to 80 % of it (Ratamess et al. 2009, Med Sci Sports Exerc 41:687); two or three are left.
FITS = 0.7
#: Share from which the model calls it near the end of what such people can do.
NEAR = 0.85
#: Knee heights that are tried, degrees of hip flexion less than at the key pose.
_LOWER = (0, 10, 20, 30)


@dataclass(frozen=True, slots=True)
class LoadAdvice:
    """For one level and one body.

    Attributes
    ----------
    loop : Loop or None
        The strongest of the bands that fits; None to go without.
    lower_deg : int
        By how many degrees the knee stops below the key pose to begin with; 0 for all the way.
    share : float
        Of typical capacity, at the working hip or the other leg's, whichever is more, with that.
    near : bool
        Whether even that is near the end of what such people can do.
    """

    loop: Loop | None
    lower_deg: int
    share: float
    near: bool


def advise(exercise: Exercise, build: Physique, owned: Sequence[Loop]) -> LoadAdvice:
    """Which of the bands owned fits a level of the march, and how high a knee to begin with.

    The strongest band is taken that stays within `FITS` all the way up; else the weakest thing there is, with the knee
    as low as it has to be, down to 30 degrees below the key pose.
    """
    weakest_first = sorted(owned, key=lambda loop: loop.stiffness)
    loops: list[Loop | None] = [None, *(weakest_first if exercise.band else ())]
    shares = [share_of(exercise, build, loop) for loop in loops]
    fitting = [i for i, share in enumerate(shares) if share <= FITS]
    if fitting:
        best = max(fitting)
        return LoadAdvice(loops[best], 0, shares[best], near=False)
    least = shares.index(min(shares))
    lower, share = 0, shares[least]
    for lower in _LOWER if rises(exercise) else (0,):
        share = share_of(exercise, build, loops[least], lower)
        if share <= FITS:
            break
    return LoadAdvice(loops[least], lower, share, share > NEAR)


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether what is planned fits, or how to begin with less.

    Attributes
    ----------
    share : float
        Of typical capacity, with the band that is planned and the knee all the way up.
    lower_deg : int or None
        By how many degrees the knee has to stop lower for the planned band to fit; None where that is not enough.
    instead : int or None
        Which of the lighter ways fits with the knee all the way up, by its place; None where that planned fits, or
        where no lighter one does.
    """

    share: float
    lower_deg: int | None
    instead: int | None

    @property
    def near(self) -> bool:
        """Whether it is near the end of what such people can do."""
        return self.share > NEAR


def fit(
    exercise: Exercise,
    build: Physique,
    worn: Loop | None,
    lighter: Sequence[Loop | None],
    change: LoadChange = AS_TAUGHT,
) -> Fit:
    """Whether a band fits a level of the march; nothing stronger, and no higher knee, is ever looked at.

    Parameters
    ----------
    exercise : Exercise
        A level of the march.
    build : Physique
        Whose body.
    worn : Loop or None
        The band that is planned; None for none.
    lighter : sequence of Loop or None
        What may be worn instead, strongest first; None for going without.
    change : LoadChange
        What is planned in another way than the exercise's file says.

    Raises
    ------
    FigureError, LoadError
        As :func:`psoas.biomechanics.load.loads`.
    """
    share = share_of(exercise, build, worn, 0, change)
    if share <= FITS:
        return Fit(share, 0, None)
    lowered = (deg for deg in _LOWER[1:] if rises(exercise) and share_of(exercise, build, worn, deg, change) <= FITS)
    fitting = (i for i, loop in enumerate(lighter) if share_of(exercise, build, loop, 0, change) <= FITS)
    return Fit(share, next(lowered, None), next(fitting, None))


def share_of(
    exercise: Exercise, build: Physique, loop: Loop | None, lower_deg: float = 0, change: LoadChange = AS_TAUGHT
) -> float:
    """The larger share of capacity of both hips' flexors, with the knee this much lower than at the key pose."""
    if lower_deg and rises(exercise) and exercise.motion is not None:
        way = change.working_hip_deg
        aim = exercise.motion.working.hip if way is None else way
        change = replace(change, working_hip_deg=aim - lower_deg)
    found = loads(exercise, build, loop, change)
    flexors: tuple[LoadNumber, ...] = ("working_hip", "holding_hip")
    return max(found.share(number, build) or 0.0 for number in flexors)


def rises(exercise: Exercise) -> bool:
    """Whether the knee comes up, so that it can stop lower; on levels 1 and 3 the leg goes out instead."""
    return exercise.motion is not None and exercise.motion.travel_deg > 0
