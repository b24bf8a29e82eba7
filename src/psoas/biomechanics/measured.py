"""How hard a repetition was, as a camera saw it: the load model driven by the hip angle that was measured.

The working leg's hip angle is steadied and put on the exercise's own way: so far as the hip has bent, so far the
figure's leg has come, with the knee and the foot that belong there. The rest of the body is the exercise's figure, held
as it is taught; then the same inverse dynamics follow as for a repetition from the book (body/load.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from psoas.biomechanics.anthropometry import Loop, Physique
from psoas.biomechanics.inverse_dynamics import BodyPath
from psoas.biomechanics.load import loads_of, path_of
from psoas.body.segments import FigureError
from psoas.body.skeleton import Floats
from psoas.figure.kinematics import posed
from psoas.programme.model import Exercise

#: Half the width of what one moment is steadied over, seconds. Truth steadied like this loses 4 % of its peak moments,
#: while measured ones come out right on average; narrower, the noise of the camera makes peaks (decision 0029).
STEADY_S = 0.5
#: Moments of a repetition: about so far apart, seconds, and at least so many.
_EVERY_S, _FEWEST = 0.1, 21
#: A leg that ends further than this from where it began, as a share of its way, was lost on its way home.
_HOME = 0.35
#: A repetition is computed if at least this share of its moments is believed, and no gap between them is longer,
#: seconds.
BELIEVED, LONGEST_GAP_S = 0.6, 0.5


@dataclass(frozen=True, slots=True, eq=False)
class HipCourse:
    """The hip of the working leg over one repetition, as it was seen.

    Attributes
    ----------
    t : ndarray, shape (n,)
        Seconds, growing.
    hip_deg : ndarray, shape (n,)
        Flexion against the trunk, degrees; NaN where it was not seen.
    confidence : ndarray, shape (n,)
        How far the leg could be believed, 0 to 1.
    """

    t: Floats
    hip_deg: Floats
    confidence: Floats


@dataclass(frozen=True, slots=True, eq=False)
class RepLoad:
    """What the flexors of the working hip did in one repetition; a model estimate.

    Attributes
    ----------
    t : ndarray, shape (n,)
        Seconds, evenly spaced.
    hip_deg : ndarray, shape (n,)
        Flexion, degrees, steadied.
    moment_nm : ndarray, shape (n,)
        What they hold, N·m, not below 0.
    share : float
        The largest share of such a body's typical capacity (:meth:`Physique.capacity`).
    """

    t: Floats
    hip_deg: Floats
    moment_nm: Floats
    share: float

    @property
    def peak_nm(self) -> float:
        """Largest moment, N·m."""
        return float(self.moment_nm.max())

    @property
    def mean_nm(self) -> float:
        """Mean moment over the repetition, N·m."""
        return float(self.moment_nm.mean())

    @property
    def work_j(self) -> float:
        """Work of lifting, joules: the moment over all the angle by which the hip bends, not by which it unbends."""
        bends = np.maximum(np.diff(np.deg2rad(self.hip_deg)), 0)
        return float(((self.moment_nm[1:] + self.moment_nm[:-1]) / 2 * bends).sum())


def rep_loads(
    exercise: Exercise, seen: HipCourse, build: Physique, loops: Sequence[Loop | None], *, from_confidence: float
) -> tuple[RepLoad, ...] | None:
    """What one repetition asked of the working hip, with each of these bands.

    Parameters
    ----------
    exercise : Exercise
        A level of the march; its box and wall as they stood.
    seen : HipCourse
        From the repetition's beginning to its end.
    build : Physique
        Whose body.
    loops : sequence of Loop or None
        Bands round both feet, None for none: what an unsure band could be (:func:`psoas.biomechanics.load.unsure`).
    from_confidence : float
        Moments that are believed less are left out.

    Returns
    -------
    tuple of RepLoad, or None
        None where too little of it was believed, its end was not seen, or the leg was where the exercise's cannot be.

    Raises
    ------
    FigureError
        If this body cannot reach its supports.
    LoadError
        If the band does not fit.
    """
    course = steadied(seen, from_confidence)
    path = None if course is None else path_along(exercise, *course, build)
    if course is None or path is None or exercise.motion is None:
        return None
    runs = [loads_of(path, exercise.motion.contacts, build, loop if exercise.band else None) for loop in loops]
    return tuple(RepLoad(*course, run.course("working_hip"), run.share("working_hip", build) or 0.0) for run in runs)


def steadied(seen: HipCourse, from_confidence: float) -> tuple[Floats, Floats] | None:
    """Evenly spaced times, seconds, and the steady hip angle there, degrees; None where too little was believed.

    Each value is that of a parabola laid through what was seen up to `STEADY_S` before and after, what is nearer
    weighing more (tricube: Cleveland 1979, J Am Stat Assoc 74:829). It bridges short gaps and keeps the height of
    a peak.
    """
    good = np.isfinite(seen.hip_deg) & (seen.confidence >= from_confidence)
    if good.sum() < max(BELIEVED * len(good), 4):
        return None
    t, angle = seen.t[good], np.rad2deg(np.unwrap(np.deg2rad(seen.hip_deg[good])))
    start, end = float(seen.t[0]), float(seen.t[-1])
    if np.diff([start, *t, end]).max() > LONGEST_GAP_S:
        return None
    times = np.linspace(start, end, max(_FEWEST, round((end - start) / _EVERY_S) + 1))
    off = (t - times[:, None]) / STEADY_S
    weight = np.clip(1 - np.abs(off) ** 3, 0, None) ** 3
    powers = off[:, :, None] ** np.arange(3)
    left = np.einsum("mn,mni,mnj->mij", weight, powers, powers)
    right = np.einsum("mn,mni,n->mi", weight, powers, angle)
    # Where only two moments lie near enough, the flattest of the curves through them is taken.
    steady = np.einsum("mij,mj->mi", np.linalg.pinv(left, hermitian=True), right)[:, 0]
    came_home = abs(steady[-1] - steady[0]) <= _HOME * np.ptp(steady)
    return (times, steady) if came_home else None


def path_along(exercise: Exercise, t: Floats, hip_deg: Floats, build: Physique) -> BodyPath | None:
    """The exercise's figure while its working hip goes like this; None where its leg cannot follow.

    Parameters
    ----------
    exercise : Exercise
        A level of the march.
    t, hip_deg : ndarray, shape (n,)
        Evenly spaced times, seconds, and the hip's flexion, degrees.
    build : Physique
        Whose body.

    Raises
    ------
    FigureError
        If this body cannot reach its supports.
    """
    first, last = (posed(exercise, share, height_m=build.height_m).working.hip_deg for share in (0.0, 1.0))
    shares = (hip_deg - first) / (last - first)
    try:
        poses = [posed(exercise, float(share), height_m=build.height_m) for share in shares]
    except FigureError:
        return None
    return path_of(poses, t)
