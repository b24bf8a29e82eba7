"""Advice from the load model: which band fits a level, and how high to lift the knee at first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from psoas.biomechanics.anthropometry import Loop, Physique
from psoas.biomechanics.load import AS_TAUGHT, LoadChange, LoadNumber, loads
from psoas.programme.model import Exercise

#: Share of the maximal moment that allows 8 to 12 repetitions with two or three in reserve. 8 to 12 repetitions to
#: failure take about 70 to 80 % (Ratamess et al. 2009, Med Sci Sports Exerc 41:687).
FITS = 0.7
#: Share from which the model calls it close to the limit of such people.
NEAR = 0.85
#: Knee heights to try, degrees of hip flexion below the key pose.
_LOWER = (0, 10, 20, 30)


@dataclass(frozen=True, slots=True)
class LoadAdvice:
    """Advice for one level and one body.

    Attributes
    ----------
    loop : Loop or None
        The strongest band that fits, or None.
    lower_deg : int
        How far below the key pose to stop the knee at first, degrees; 0 for the full movement.
    share : float
        Load with this advice as a share of typical capacity, at whichever hip it is larger.
    near : bool
        Whether even that is close to the limit of such people.
    """

    loop: Loop | None
    lower_deg: int
    share: float
    near: bool


def advise(exercise: Exercise, build: Physique, owned: Sequence[Loop]) -> LoadAdvice:
    """Choose a band for a level of the march, and how high to lift the knee at first.

    This is the strongest band that stays within `FITS` for the full movement. If none does, it is the weakest option,
    with the knee as low as needed, down to 30 degrees below the key pose.
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
    """Whether the plan fits, or how to start with less.

    Attributes
    ----------
    share : float
        Load of the full movement with the planned band, as a share of typical capacity.
    lower_deg : int or None
        How much lower to stop the knee so that the planned band fits, degrees; None if that is not enough.
    instead : int or None
        Index of the lighter option that fits the full movement; None if the planned band fits, or if no option does.
    """

    share: float
    lower_deg: int | None
    instead: int | None

    @property
    def near(self) -> bool:
        """Tell whether it is close to the limit of such people."""
        return self.share > NEAR


def fit(
    exercise: Exercise,
    build: Physique,
    worn: Loop | None,
    lighter: Sequence[Loop | None],
    change: LoadChange = AS_TAUGHT,
) -> Fit:
    """Check whether a band fits a level of the march; never consider a stronger band or a higher knee.

    Parameters
    ----------
    exercise : Exercise
        A level of the march.
    build : Physique
        The person's body.
    worn : Loop or None
        The planned band, or None.
    lighter : sequence of Loop or None
        Options to wear instead, strongest first; None means no band.
    change : LoadChange
        What is planned differently from the exercise's file.

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
    """Return the larger share of capacity of the two hips, with the knee this much below the key pose."""
    if lower_deg and rises(exercise) and exercise.motion is not None:
        way = change.working_hip_deg
        aim = exercise.motion.working.hip if way is None else way
        change = replace(change, working_hip_deg=aim - lower_deg)
    found = loads(exercise, build, loop, change)
    flexors: tuple[LoadNumber, ...] = ("working_hip", "holding_hip")
    return max(found.share(number, build) or 0.0 for number in flexors)


def rises(exercise: Exercise) -> bool:
    """Tell whether the knee rises, so that it can stop lower; on levels 1 and 3 the leg reaches out instead."""
    return exercise.motion is not None and exercise.motion.travel_deg > 0
