"""Estimate the share of psoas and iliacus in the load, by static optimisation over the muscles of a leg.

The model's hip flexors are stronger than those of measured people: with a bent knee nearly twice as strong at 30
degrees of flexion, and by about half at 90 (docs/decisions/0028). Activations are therefore low. They compare moments
of one body; they are not what electrodes would show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from psoas.biomechanics.anthropometry import Physique
from psoas.biomechanics.load import Loads
from psoas.biomechanics.muscle_grid import MODEL_HEIGHT_M, MODEL_MASS_KG, grid
from psoas.body.skeleton import Floats
from psoas.programme.loads import load_file

Muscle = Literal["psoas", "iliacus"]
MUSCLES: tuple[Muscle, ...] = get_args(Muscle)
#: Most Newton steps, the lengths tried for each, and the tolerance as a share of the strength.
_STEPS, _LENGTHS, _NEAR = 60, np.append(0.25 ** np.arange(13), 0.0), 1e-7
#: Keeps the multipliers finite if the muscles are too weak.
_LEAN = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class MuscleLoad:
    """One muscle of the working leg over a repetition.

    Attributes
    ----------
    activation, force_n : ndarray, shape (n,)
        0 to 1, and newtons.
    """

    activation: Floats
    force_n: Floats


@dataclass(frozen=True, slots=True, eq=False)
class MuscleEstimate:
    """One muscle of the working leg over a repetition, with the uncertainty of its peak.

    Attributes
    ----------
    likely : MuscleLoad
        The most likely course, at the samples of :func:`psoas.biomechanics.load.loads`.
    force_n, activation : tuple of float
        Lowest and highest peak: newtons, and 0 to 1. They cover the uncertainty of band and body. Muscles differ more
        than that between people, and nobody has measured by how much for these exercises.
    """

    likely: MuscleLoad
    force_n: tuple[float, float]
    activation: tuple[float, float]


def muscle_estimates(runs: Sequence[Loads], build: Physique) -> dict[Muscle, MuscleEstimate]:
    """Estimate the load of psoas and iliacus over one repetition, with the limits of their peaks.

    Parameters
    ----------
    runs : sequence of Loads
        The result of :func:`psoas.biomechanics.load.within_reach` for that body.
    build : Physique

    Raises
    ------
    MusclesMissingError
        If the extra ``muscles`` is not installed.
    """
    share = load_file().estimates.segment_spread
    likely = muscle_loads(runs[0], build)
    around = [muscle_loads(run, build, heavier) for run in runs for heavier in (1 - share, 1 + share)]

    def estimate(name: Muscle) -> MuscleEstimate:
        forces, activations = (
            [float(getattr(one[name], what).max()) for one in (likely, *around)] for what in ("force_n", "activation")
        )
        return MuscleEstimate(likely[name], (min(forces), max(forces)), (min(activations), max(activations)))

    return {name: estimate(name) for name in MUSCLES}


def muscle_loads(loads: Loads, build: Physique, heavier: float = 1.0) -> dict[Muscle, MuscleLoad]:
    """Compute psoas and iliacus of the working leg from the moments at its hip and knee.

    Of all activations that produce both moments, this takes those with the smallest sum of squares (Crowninshield &
    Brand 1981, J Biomech 14:793, with exponent 2). Forces scale with a person's mass, lever arms with height.

    Parameters
    ----------
    loads : Loads
        A repetition of that body.
    build : Physique
    heavier : float
        Factor on the moments.

    Raises
    ------
    MusclesMissingError
        If the extra ``muscles`` is not installed.
    """
    known = grid()
    most, passive, hip, knee = known.at(loads.hip_deg, loads.knee_deg)
    stronger, longer = build.mass_kg / MODEL_MASS_KG, build.height_m / MODEL_HEIGHT_M
    levers = np.stack([hip, knee], axis=1)
    wanted = heavier * np.column_stack([loads.working.hip, -loads.working.knee]) / (stronger * longer)
    wanted -= np.einsum("njm,nm->nj", levers, passive)
    active = least_activations(levers * most[:, None, :], wanted)
    forces = stronger * (active * most + passive)
    places = {name: known.names.index(name) for name in MUSCLES}
    return {name: MuscleLoad(active[:, i], forces[:, i]) for name, i in places.items()}


def least_activations(pull: Floats, wanted: Floats) -> Floats:
    """Find the activations with the smallest sum of squares that produce the wanted moments.

    They follow from one multiplier a joint, clipped to 0..1. The multipliers maximise the dual problem, a concave,
    piecewise quadratic function, by Newton steps with a line search. If the muscles are too weak, the result comes as
    close as possible.

    Parameters
    ----------
    pull : ndarray, shape (n, joints, m)
        Moment of each muscle about each joint when fully active, N·m.
    wanted : ndarray, shape (n, joints)
        N·m.

    Returns
    -------
    ndarray, shape (n, m)
        0 to 1.
    """
    # Joints differ by orders of magnitude in strength, so each is scaled by its own.
    strength = np.abs(pull).sum(axis=2, keepdims=True)
    pull, wanted = pull / strength, wanted / strength[:, :, 0]

    def raw(multipliers: Floats) -> Floats:
        shares: Floats = np.einsum("njm,...nj->...nm", pull, multipliers)
        return shares

    def height(multipliers: Floats) -> Floats:
        shares = raw(multipliers)
        cost = np.where(shares > 1, shares - 0.5, np.maximum(shares, 0) ** 2 / 2).sum(axis=-1)
        found: Floats = (multipliers * wanted - _LEAN / 2 * multipliers**2).sum(axis=-1) - cost
        return found

    multipliers = np.zeros_like(wanted)
    for _ in range(_STEPS):
        shares = raw(multipliers)
        missing = wanted - np.einsum("njm,nm->nj", pull, np.clip(shares, 0, 1)) - _LEAN * multipliers
        if np.abs(missing).max() < _NEAR:
            break
        bent = pull * ((shares >= 0) & (shares < 1))[:, None, :]
        step = np.linalg.solve(bent @ np.swapaxes(pull, 1, 2) + _LEAN * np.eye(pull.shape[1]), missing[..., None])
        tried = multipliers + _LENGTHS[:, None, None] * step[..., 0]
        multipliers = tried[height(tried).argmax(axis=0), np.arange(len(tried[0]))]
    found: Floats = np.clip(raw(multipliers), 0, 1)
    return found
