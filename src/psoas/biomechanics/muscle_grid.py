"""Forces and lever arms of a model's leg muscles on a grid of poses.

This needs the extra ``muscles``: MuJoCo, and myo_sim's leg, which was converted from Rajagopal et al. 2016, IEEE Trans
Biomed Eng 63:2068. Both are imported with the first grid.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any, Literal

import numpy as np
from numpy.polynomial import polynomial
from numpy.typing import NDArray

from psoas.body.skeleton import Floats
from psoas.errors import PsoasError

#: Poses of the grid, degrees of flexion.
HIPS_DEG = np.linspace(-10.0, 120.0, 14)
KNEES_DEG = np.linspace(0.0, 120.0, 13)
#: The body of the model (Rajagopal et al. 2016), kg and metres.
MODEL_MASS_KG, MODEL_HEIGHT_M = 75.0, 1.70
#: How to add the missing extra.
HOW_TO_ADD = (
    "To add it, start psoas with “uv run --extra muscles psoas”. "
    "If you installed it with pip, run “uv pip install 'psoas[muscles]'”."
)


class MusclesMissingError(PsoasError):
    """The extra ``muscles`` is not installed."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The capability of each muscle of one leg at each pose.

    Attributes
    ----------
    names : tuple of str
        The m muscles.
    hips_deg, knees_deg : ndarray, shapes (hips,) and (knees,)
        The poses in ascending order, degrees of flexion.
    most, passive : ndarray, shape (hips, knees, m)
        Active force at full activation, and passive force, newtons.
    hip, knee : ndarray, shape (hips, knees, m)
        Lever arm for hip flexion and for knee extension, metres.
    """

    names: tuple[str, ...]
    hips_deg: Floats
    knees_deg: Floats
    most: Floats
    passive: Floats
    hip: Floats
    knee: Floats

    def at(self, hip_deg: Floats, knee_deg: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Return force, passive force and both lever arms at these poses, each shape (n, m).

        Interpolates linearly; poses beyond the grid, degrees, are clamped to its edge.
        """
        i, a = _place(self.hips_deg, hip_deg)
        j, b = _place(self.knees_deg, knee_deg)

        def between(table: Floats) -> Floats:
            low = (1 - b) * table[i, j] + b * table[i, j + 1]
            high = (1 - b) * table[i + 1, j] + b * table[i + 1, j + 1]
            found: Floats = (1 - a) * low + a * high
            return found

        return between(self.most), between(self.passive), between(self.hip), between(self.knee)


def _place(points: Floats, values: Floats) -> tuple[NDArray[np.intp], Floats]:
    """Return the index of the grid point before each value, (n,), and the fraction to the next one, (n, 1)."""
    inside = np.clip(values, points[0], points[-1])
    before = np.clip(np.searchsorted(points, inside) - 1, 0, len(points) - 2)
    return before, ((inside - points[before]) / (points[before + 1] - points[before]))[:, None]


def available() -> bool:
    """Tell whether the extra ``muscles`` is installed, without importing it."""
    try:
        return find_spec("mujoco") is not None and find_spec("myo_sim") is not None
    except ValueError:  # a module set to None in sys.modules raises
        return False


def ready() -> bool:
    """Tell whether the grid is already built."""
    return grid.cache_info().currsize > 0


@cache
def grid() -> Grid:
    """Return the grid of a leg's muscles; the first call builds it in about a second.

    Raises
    ------
    MusclesMissingError
        If the extra ``muscles`` is not installed.
    """
    return build_grid("right")


def build_grid(side: Literal["left", "right"], hips_deg: Floats = HIPS_DEG, knees_deg: Floats = KNEES_DEG) -> Grid:
    """Build a grid for the model's left or right leg at any poses."""
    try:
        import mujoco  # noqa: PLC0415
        import myo_sim  # noqa: PLC0415
    except ImportError as problem:
        raise MusclesMissingError(f"The extra for muscles is not installed. {HOW_TO_ADD}") from problem

    # Hide MuJoCo's advice to authors of models from the person and the log.
    mujoco.set_mju_user_warning(lambda _: None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = myo_sim.load_model("myolegs")
    mujoco.set_mju_user_warning(None)
    return _Leg(mujoco, model, side).grid(hips_deg, knees_deg)


class _Leg:
    """One leg of the model that can be posed."""

    def __init__(self, mujoco: Any, model: Any, side: Literal["left", "right"]) -> None:
        self._mujoco, self._model, self._data = mujoco, model, mujoco.MjData(model)
        letter = side[0]
        self._hip, self._knee = model.joint(f"hip_flexion_{letter}"), model.joint(f"knee_angle_{letter}")
        names = [model.actuator(i).name for i in range(model.nu)]
        self._muscles = [i for i, name in enumerate(names) if name.endswith(f"_{letter}")]
        self._names = tuple(names[i].removesuffix(f"_{letter}") for i in self._muscles)
        # Joints coupled to another one, such as the kneecap to the knee.
        self._followers = [
            (model.joint(model.eq_obj1id[i]), model.joint(model.eq_obj2id[i]), model.eq_data[i][:5])
            for i in range(model.neq)
            if model.eq_type[i] == mujoco.mjtEq.mjEQ_JOINT
        ]

    def grid(self, hips_deg: Floats, knees_deg: Floats) -> Grid:
        shape = (len(hips_deg), len(knees_deg), len(self._muscles))
        most, passive, hip, knee = (np.zeros(shape) for _ in range(4))
        for i, hip_deg in enumerate(hips_deg):
            for j, knee_deg in enumerate(knees_deg):
                turns = self._pose(hip_deg, knee_deg)
                passive[i, j], most[i, j] = self._forces()
                levers = self._levers()[self._muscles]
                # Muscles pull in the direction of shortening; the model's knee angle is positive in flexion.
                hip[i, j] = -levers[:, self._hip.dofadr[0]]
                knee[i, j] = levers @ turns
        return Grid(self._names, hips_deg, knees_deg, most, passive, hip, knee)

    def _pose(self, hip_deg: float, knee_deg: float) -> Floats:
        """Set a pose with all coupled joints; return how each joint moves with the knee."""
        model, data = self._model, self._data
        self._mujoco.mj_resetData(model, data)
        data.qpos[self._hip.qposadr[0]] = np.deg2rad(hip_deg)
        data.qpos[self._knee.qposadr[0]] = np.deg2rad(knee_deg)
        turns = np.zeros(model.nv)
        turns[self._knee.dofadr[0]] = 1.0
        for follower, leader, course in self._followers:
            at = data.qpos[leader.qposadr[0]] - model.qpos0[leader.qposadr[0]]
            own = follower.qposadr[0]
            data.qpos[own] = model.qpos0[own] + polynomial.polyval(at, course)
            if leader.id == self._knee.id:
                turns[follower.dofadr[0]] = polynomial.polyval(at, polynomial.polyder(course))
        return turns

    def _forces(self) -> tuple[Floats, Floats]:
        """Return the passive force of each muscle, and the force added by full activation, newtons."""
        model, data = self._model, self._data
        self._mujoco.mj_fwdPosition(model, data)
        self._mujoco.mj_fwdVelocity(model, data)
        found = []
        for active in (0.0, 1.0):
            data.act[:] = active
            self._mujoco.mj_fwdActuation(model, data)
            found.append(np.maximum(-data.actuator_force[self._muscles], 0.0))
        return found[0], np.maximum(found[1] - found[0], 0.0)

    def _levers(self) -> Floats:
        """Return the change of each actuator's length with each joint, metres per radian, shape (actuators, joints)."""
        data = self._data
        levers = np.zeros((self._model.nu, self._model.nv))
        self._mujoco.mju_sparse2dense(
            levers, data.actuator_moment.ravel(), data.moment_rownnz, data.moment_rowadr, data.moment_colind.ravel()
        )
        return levers
