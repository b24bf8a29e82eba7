"""How much of the work falls to psoas and iliacus: static optimisation on a musculoskeletal model. A model estimate.

Needs the extra ``muscles`` (MuJoCo and myo_sim, whose leg is converted from Rajagopal et al. 2016, IEEE Trans Biomed
Eng 63:2068). The model's hip flexors together are stronger than those of measured people (about 200 N·m at 30 degrees), so
activations come out low: they compare moments of one body, they are not what electrodes would show.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np

from psoas.body.build import Build, LoadError
from psoas.body.load import Loads
from psoas.body.skeleton import Floats

#: Where the grid is known, degrees of flexion.
HIP_DEG = np.linspace(-10.0, 120.0, 14)
KNEE_DEG = np.linspace(0.0, 120.0, 13)
#: Mass times height of the person that the model was made from, kg·m (Rajagopal et al. 2016: 75 kg, 1.70 m).
_MODEL_SIZE = 75.0 * 1.70
_STEPS = 30
NAMED = ("psoas", "iliacus")


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """What each muscle of one leg can do at each pose.

    Attributes
    ----------
    names : tuple of str
        The m muscles.
    most, passive : ndarray, shape (hips, knees, m)
        Force when fully active beyond what it resists with by itself, and that, newtons.
    hip, knee : ndarray, shape (hips, knees, m)
        Lever about hip flexion and knee extension, metres.
    """

    names: tuple[str, ...]
    most: Floats
    passive: Floats
    hip: Floats
    knee: Floats

    def at(self, hip_deg: Floats, knee_deg: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """All four at these poses, each shape (n, m), between the grid's points in straight lines."""
        x = np.clip(hip_deg, HIP_DEG[0], HIP_DEG[-1])
        y = np.clip(knee_deg, KNEE_DEG[0], KNEE_DEG[-1])
        i = np.clip(np.searchsorted(HIP_DEG, x) - 1, 0, len(HIP_DEG) - 2)
        j = np.clip(np.searchsorted(KNEE_DEG, y) - 1, 0, len(KNEE_DEG) - 2)
        a = ((x - HIP_DEG[i]) / (HIP_DEG[i + 1] - HIP_DEG[i]))[:, None]
        b = ((y - KNEE_DEG[j]) / (KNEE_DEG[j + 1] - KNEE_DEG[j]))[:, None]

        def between(table: Floats) -> Floats:
            low = (1 - b) * table[i, j] + b * table[i, j + 1]
            high = (1 - b) * table[i + 1, j] + b * table[i + 1, j + 1]
            found: Floats = (1 - a) * low + a * high
            return found

        return between(self.most), between(self.passive), between(self.hip), between(self.knee)


@dataclass(frozen=True, slots=True, eq=False)
class MuscleLoad:
    """One muscle of the working leg over a repetition: activation 0 to 1, and force in newtons, each shape (n,)."""

    activation: Floats
    force_n: Floats


def available() -> bool:
    """Whether the extra ``muscles`` is installed."""
    return find_spec("mujoco") is not None and find_spec("myo_sim") is not None


def muscle_loads(loads: Loads, build: Build) -> dict[str, MuscleLoad]:
    """Psoas and iliacus of the working leg, for the moments at its hip and knee.

    Of all activations that give both moments, the ones with the smallest sum of squares are taken (Crowninshield &
    Brand 1981, J Biomech 14:793, with exponent 2). Muscles grow with the person's mass times height.

    Raises
    ------
    LoadError
        If the extra ``muscles`` is not installed.
    """
    known = grid()
    most, passive, hip, knee = known.at(loads.hip_deg, loads.knee_deg)
    size = build.mass_kg * build.height_m / _MODEL_SIZE
    levers = np.stack([hip, knee], axis=1)
    wanted = np.column_stack([loads.working.hip, -loads.working.knee]) / size
    wanted -= np.einsum("njm,nm->nj", levers, passive)
    active = _least_squares(levers * most[:, None, :], wanted)
    return {
        name: MuscleLoad(active[:, i], size * (active[:, i] * most[:, i] + passive[:, i]))
        for name in NAMED
        for i in [known.names.index(name)]
    }


def _least_squares(pull: Floats, wanted: Floats) -> Floats:
    """Activations in 0 to 1 of least squares with ``pull @ activation = wanted``, shape (n, m).

    They are the clipped shares of two multipliers, one a joint, found by damped Newton steps; where the muscles cannot
    give what is wanted, they come as near as they can.
    """
    n, joints, _ = pull.shape
    multipliers = np.zeros((n, joints))
    # Newton metres and metres differ by orders of magnitude: each joint is counted in its own strength.
    strength = np.abs(pull).sum(axis=2, keepdims=True)
    pull, wanted = pull / strength, wanted / strength[:, :, 0]
    for _ in range(_STEPS):
        raw = np.einsum("njm,nj->nm", pull, multipliers)
        missing = wanted - np.einsum("njm,nm->nj", pull, np.clip(raw, 0, 1))
        inner = pull * ((raw > 0) & (raw < 1) | (multipliers == 0).all(axis=1)[:, None])[:, None, :]
        steep = inner @ np.swapaxes(pull, 1, 2) + 1e-4 * np.eye(joints)
        multipliers += np.clip(np.linalg.solve(steep, missing[..., None])[..., 0], -20, 20)
    found: Floats = np.clip(np.einsum("njm,nj->nm", pull, multipliers), 0, 1)
    return found


@cache
def grid() -> Grid:
    """The right leg's muscles at every pose of the grid; built once, in a few seconds.

    Raises
    ------
    LoadError
        If the extra ``muscles`` is not installed.
    """
    if not available():
        raise LoadError(
            "Muscles need the extra `muscles`: install psoas with it, for example `uv sync --extra muscles`."
        )
    import mujoco  # noqa: PLC0415
    import myo_sim  # noqa: PLC0415

    # What the model's makers are told about saving it does not concern the person.
    mujoco.set_mju_user_warning(lambda _: None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = myo_sim.load_model("myolegs")
    mujoco.set_mju_user_warning(None)
    data = mujoco.MjData(model)
    names = [model.actuator(i).name for i in range(model.nu)]
    leg = [i for i, name in enumerate(names) if name.endswith("_r")]
    shape = (len(HIP_DEG), len(KNEE_DEG), len(leg))
    most, passive, hip, knee = (np.zeros(shape) for _ in range(4))
    for i, hip_deg in enumerate(HIP_DEG):
        for j, knee_deg in enumerate(KNEE_DEG):
            weights = _pose(mujoco, model, data, {"hip_flexion_r": hip_deg, "knee_angle_r": knee_deg})
            passive[i, j], most[i, j] = _forces(mujoco, model, data, leg)
            levers = _levers(mujoco, model, data)[leg]
            # A muscle pulls where it shortens; the model's knee angle is flexion, so extension is the other way.
            hip[i, j] = -levers[:, model.joint("hip_flexion_r").dofadr[0]]
            knee[i, j] = levers @ weights
    return Grid(tuple(names[i].removesuffix("_r") for i in leg), most, passive, hip, knee)


def _pose(mujoco: Any, model: Any, data: Any, angles: dict[str, float]) -> Floats:
    """Set a pose with all that a bent knee moves along; returns how each joint turns with the knee."""
    mujoco.mj_resetData(model, data)
    for name, degrees in angles.items():
        data.qpos[model.joint(name).qposadr[0]] = np.deg2rad(degrees)
    weights = np.zeros(model.nv)
    knee = model.joint("knee_angle_r")
    weights[knee.dofadr[0]] = 1.0
    for one in range(model.neq):
        follower, leader = model.joint(model.eq_obj1id[one]), model.joint(model.eq_obj2id[one])
        if model.eq_type[one] != mujoco.mjtEq.mjEQ_JOINT:
            continue
        polynomial = np.polynomial.Polynomial(model.eq_data[one][:5])
        at = data.qpos[leader.qposadr[0]] - model.qpos0[leader.qposadr[0]]
        data.qpos[follower.qposadr[0]] = model.qpos0[follower.qposadr[0]] + polynomial(at)
        if leader.id == knee.id:
            weights[follower.dofadr[0]] = polynomial.deriv()(at)
    return weights


def _forces(mujoco: Any, model: Any, data: Any, leg: list[int]) -> tuple[Floats, Floats]:
    """Passive force, and what full activation adds, of the muscles of one leg, newtons."""
    found = []
    for active in (0.0, 1.0):
        data.act[:] = active
        mujoco.mj_forward(model, data)
        found.append(np.maximum(-data.actuator_force[leg], 0.0))
    return found[0], np.maximum(found[1] - found[0], 0.0)


def _levers(mujoco: Any, model: Any, data: Any) -> Floats:
    """Change of each muscle's length with each joint, metres a radian, shape (muscles, joints)."""
    levers = np.zeros((model.nu, model.nv))
    mujoco.mju_sparse2dense(
        levers, data.actuator_moment.ravel(), data.moment_rownnz, data.moment_rowadr, data.moment_colind.ravel()
    )
    return levers
