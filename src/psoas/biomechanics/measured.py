"""Estimate the load of a repetition from the hip angle that a camera measured.

The measured hip angle is smoothed, and the exercise's figure takes the pose with that hip angle on its own path. Knee,
foot and the rest of the body follow the figure, as taught. The same inverse dynamics then apply as for an ideal
repetition (load.py).
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

#: Half the width of the smoothing window, seconds. It lowers the peak moments of the truth by 4 %, but those measured
#: come out right on average; a narrower window turns camera noise into peaks (decision 0029).
STEADY_S = 0.5
#: Spacing of the samples of a repetition, seconds, and their smallest number.
_EVERY_S, _FEWEST = 0.1, 21
#: A leg that ends further than this from its start, as a share of its movement, was lost on the way back.
_HOME = 0.35
#: A repetition is computed if at least this share of its samples is confident, with no longer gap than this, seconds.
BELIEVED, LONGEST_GAP_S = 0.6, 0.5


@dataclass(frozen=True, slots=True, eq=False)
class HipCourse:
    """The measured hip of the working leg over one repetition.

    Attributes
    ----------
    t : ndarray, shape (n,)
        Seconds, growing.
    hip_deg : ndarray, shape (n,)
        Flexion against the trunk, degrees; NaN if unseen.
    confidence : ndarray, shape (n,)
        Confidence in the leg, 0 to 1.
    """

    t: Floats
    hip_deg: Floats
    confidence: Floats


@dataclass(frozen=True, slots=True, eq=False)
class RepLoad:
    """Estimated load on the flexors of the working hip in one repetition.

    Attributes
    ----------
    t : ndarray, shape (n,)
        Seconds, evenly spaced.
    hip_deg : ndarray, shape (n,)
        Smoothed flexion, degrees.
    moment_nm : ndarray, shape (n,)
        Their moment, N·m, not below 0.
    share : float
        Peak as a share of typical capacity (:meth:`Physique.capacity`).
    """

    t: Floats
    hip_deg: Floats
    moment_nm: Floats
    share: float

    @property
    def peak_nm(self) -> float:
        """Return the peak moment, N·m."""
        return float(self.moment_nm.max())

    @property
    def mean_nm(self) -> float:
        """Return the mean moment over the repetition, N·m."""
        return float(self.moment_nm.mean())

    @property
    def work_j(self) -> float:
        """Return the work of lifting, joules: the moment integrated over flexion, without extension."""
        bends = np.maximum(np.diff(np.deg2rad(self.hip_deg)), 0)
        return float(((self.moment_nm[1:] + self.moment_nm[:-1]) / 2 * bends).sum())


def rep_loads(
    exercise: Exercise, seen: HipCourse, build: Physique, loops: Sequence[Loop | None], *, from_confidence: float
) -> tuple[RepLoad, ...] | None:
    """Compute the load of one repetition on the working hip, with each of these bands.

    Parameters
    ----------
    exercise : Exercise
        A level of the march, with the actual box and wall.
    seen : HipCourse
        The whole repetition.
    build : Physique
        Whose body.
    loops : sequence of Loop or None
        Possible bands, None for no band (see :func:`psoas.biomechanics.load.unsure`).
    from_confidence : float
        Samples with less confidence are left out.

    Returns
    -------
    tuple of RepLoad, or None
        None if too few samples are confident, the end is unseen, or the leg leaves the exercise's range.

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
    """Return evenly spaced times, seconds, and the smoothed hip angle, degrees; None if too few are confident.

    Each value is a parabola fitted to the samples within `STEADY_S`, with tricube weights (Cleveland 1979, J Am Stat
    Assoc 74:829). This bridges short gaps and keeps the height of peaks.
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
    # With only two samples in the window, take the flattest curve through them.
    steady = np.einsum("mij,mj->mi", np.linalg.pinv(left, hermitian=True), right)[:, 0]
    came_home = abs(steady[-1] - steady[0]) <= _HOME * np.ptp(steady)
    return (times, steady) if came_home else None


def path_along(exercise: Exercise, t: Floats, hip_deg: Floats, build: Physique) -> BodyPath | None:
    """Move the exercise's figure along these hip angles; return None if its leg cannot follow.

    Parameters
    ----------
    exercise : Exercise
        A level of the march.
    t, hip_deg : ndarray, shape (n,)
        Evenly spaced times, seconds, and hip flexion, degrees.
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
