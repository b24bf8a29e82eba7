"""Model how hard an exercise is for a body: joint moments, band and contact forces over a repetition.

Planar inverse dynamics of rigid segments (de Leva 1996), a mini loop that pulls the two feet together, and contact
forces of least effort (contacts.py). It ignores the third dimension, co-contraction and soft tissue. It compares
exercises for one body; it does not measure a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from psoas.biomechanics.anthropometry import LoadError, Loop, Physique
from psoas.biomechanics.contacts import Carrier, contacts_of, effort_of, given_by, solve
from psoas.biomechanics.inverse_dynamics import BodyPath, LegPath, Wrench, cross, legs, upper_body
from psoas.body.segments import FEET_APART
from psoas.body.skeleton import Floats
from psoas.figure.kinematics import pose_at
from psoas.figure.pose import FigureLeg, FigurePose
from psoas.programme.loads import Muscles, load_file
from psoas.programme.model import Exercise
from psoas.programme.motion import Contact, Motion

#: Number of samples in a repetition.
SAMPLES = 41
LoadNumber = Literal["working_hip", "holding_hip", "trunk", "stance_hip"]
NUMBERS: tuple[LoadNumber, ...] = ("working_hip", "holding_hip", "trunk", "stance_hip")


@dataclass(frozen=True, slots=True, eq=False)
class LegLoad:
    """Moments of one leg's muscles, N·m, each shape (n,); flexion (ankle: dorsiflexion) is positive."""

    hip: Floats
    knee: Floats
    ankle: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Loads:
    """The load over one repetition.

    Attributes
    ----------
    t : ndarray, shape (n,)
        Seconds.
    working, holding : LegLoad
    pelvis : ndarray, shape (n,)
        Moment of both hips on the pelvis, N·m, forwards positive; the trunk resists it.
    band_n, stretch : ndarray, shape (n,)
        Force along the band, newtons, and its stretch as a share of its length.
    contacts : dict of str to ndarray, shape (n, 2)
        Contact forces, newtons.
    slip : ndarray, shape (n,)
        Force missing to stand without slipping or tipping, newtons; 0 if it stands.
    hip_deg, other_hip_deg, knee_deg : ndarray, shape (n,)
        Hip flexion of the working and the other leg, and knee flexion of the working one, degrees.
    carried : bool
        Whether the other leg carries the body (levels 4 to 6).
    """

    t: Floats
    working: LegLoad
    holding: LegLoad
    pelvis: Floats
    band_n: Floats
    stretch: Floats
    contacts: dict[Carrier, Floats]
    slip: Floats
    hip_deg: Floats
    other_hip_deg: Floats
    knee_deg: Floats
    carried: bool

    def share(self, number: LoadNumber, build: Physique) -> float | None:
        """Return the peak as a share of typical capacity (:meth:`Physique.capacity`); None for the trunk."""
        if number == "trunk":
            return None
        muscles: Muscles = "hip_extension" if number == "stance_hip" else "hip_flexion"
        angle = self.hip_deg if number == "working_hip" else self.other_hip_deg
        return float((self.course(number) / build.capacity(muscles, angle)).max())

    def course(self, number: LoadNumber) -> Floats:
        """Return one of the four numbers over the repetition, N·m, not below 0, shape (n,).

        They are hip flexion of the working leg, hip flexion of the other leg, the moment on the trunk in either
        direction, and hip extension of a leg that carries the body.
        """
        return {
            "working_hip": np.maximum(self.working.hip, 0),
            "holding_hip": np.maximum(self.holding.hip, 0) * (not self.carried),
            "trunk": np.abs(self.pelvis),
            "stance_hip": np.maximum(-self.holding.hip, 0) * self.carried,
        }[number]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its uncertainty, such as a peak moment.

    Attributes
    ----------
    value, low, high : float
        Most likely value and limits; moments in N·m, work in joules.
    share : float or None
        Share of typical capacity at the hardest angle; None for the trunk, whose capacity is unknown.
    """

    value: float
    low: float
    high: float
    share: float | None


@dataclass(frozen=True, slots=True)
class LoadChange:
    """Changes to an exercise; None keeps what its file says.

    Attributes
    ----------
    box_height_m, wall_distance_m : float or None
        Dimensions of the supports, metres.
    working_hip_deg : float or None
        Hip flexion of the working leg at the key pose, degrees.
    tempo : float
        Stretches the time of the repetition: 2.0 is twice as slow.
    """

    box_height_m: float | None = None
    wall_distance_m: float | None = None
    working_hip_deg: float | None = None
    tempo: float = 1.0

    def __post_init__(self) -> None:
        """Reject an impossible tempo."""
        if not 0.2 <= self.tempo <= 10:
            raise LoadError(f"A tempo of {self.tempo:g} is not possible: 1 is the usual one, 2 twice as slow.")

    def of(self, exercise: Exercise) -> tuple[Exercise, Motion, float]:
        """Return the changed exercise, its motion, and the duration of a repetition."""
        if exercise.motion is None or exercise.dose is None:
            raise LoadError(f"{exercise.name} has no motion to compute: choose one of the six levels of the march.")
        motion = exercise.motion
        supports = {"box_height_m": self.box_height_m, "wall_distance_m": self.wall_distance_m}
        changed: dict[str, object] = {name: new for name, new in supports.items() if new and getattr(motion, name)}
        if self.working_hip_deg is not None:
            changed["working"] = motion.working.model_copy(update={"hip": self.working_hip_deg})
        motion = motion.model_copy(update=changed)
        usual = exercise.dose.tempo_s
        tempo = usual.model_copy(update={part: self.tempo * getattr(usual, part) for part in ("out", "hold", "back")})
        dose = exercise.dose.model_copy(update={"tempo_s": tempo})
        return exercise.model_copy(update={"motion": motion, "dose": dose}), motion, tempo.total


AS_TAUGHT = LoadChange()


def loads(
    exercise: Exercise,
    build: Physique | None = None,
    loop: Loop | None = None,
    change: LoadChange = AS_TAUGHT,
    *,
    samples: int = SAMPLES,
) -> Loads:
    """Compute the loads over one repetition of a level of the march.

    Parameters
    ----------
    exercise : Exercise
        A level of the march.
    build : Physique or None
        The person's body; None for 70 kg and 1.75 m.
    loop : Loop or None
        Band round both feet, or None.
    change : LoadChange
        Changes to the exercise.
    samples : int
        Number of samples, evenly over the repetition.

    Raises
    ------
    FigureError
        If this body cannot reach its supports.
    LoadError
        If the exercise has no motion, or the band does not fit.
    """
    build = build or Physique()
    path, contacts = _repetition(exercise, build, change, samples)
    return loads_of(path, contacts, build, loop if exercise.band else None)


def _repetition(
    exercise: Exercise, build: Physique, change: LoadChange, samples: int
) -> tuple[BodyPath, tuple[Contact, ...]]:
    exercise, motion, seconds = change.of(exercise)
    phases = np.linspace(0, 1, samples)
    poses = [pose_at(exercise, float(phase), height_m=build.height_m) for phase in phases]
    return path_of(poses, phases * seconds), motion.contacts


def path_of(poses: Sequence[FigurePose], t: Floats) -> BodyPath:
    """Combine poses at these times into one path."""

    def places(name: str) -> Floats:
        return np.array([getattr(pose, name) for pose in poses])

    def of_leg(legs_: Sequence[FigureLeg]) -> LegPath:
        return LegPath(
            hip=places("hip"),
            **{
                name: np.array([getattr(leg, name) for leg in legs_])
                for name in ("knee", "ankle", "heel", "toe", "instep", "ball")
            },
        )

    arm = ("elbow", "wrist", "palm", "fingers")
    return BodyPath(
        t=t,
        working=of_leg([pose.working for pose in poses]),
        holding=of_leg([pose.holding for pose in poses]),
        **{name: places(name) for name in ("shoulder", "head", "crown")},
        **{name: np.array([getattr(pose.arm, name) for pose in poses]) for name in arm},
    )


def loads_of(body: BodyPath, contacts: Sequence[Contact], build: Physique, loop: Loop | None) -> Loads:
    """Compute the loads of a body on this path, with its exercise's contacts; parameters as in :func:`loads`."""
    pull, stretch = _band(body, build, loop)
    working = _joints(body.working, legs(build, body.working, body.t), pull)
    holding_legs = legs(build, body.holding, body.t)
    holding = _joints(body.holding, holding_legs, -pull)
    standing = contacts_of(body, contacts, build.height_m)
    forces: dict[Carrier, Floats] = {}
    slip = np.zeros(len(body.t))
    if standing.pushes:
        effort = effort_of(body, standing)
        free = np.column_stack([*holding, np.zeros(len(body.t))])
        whole = upper_body(build, body) + holding_legs[0] + legs(build, body.working, body.t)[0]
        needed = np.column_stack([whole.force, whole.moment])
        found, slip = solve(needed, effort, free, given_by(standing) if standing.balanced else None, standing.rules)
        holding = tuple(free[:, j] - np.einsum("nk,nk->n", effort[:, j], found) for j in range(3))
        for i, push in enumerate(standing.pushes):
            forces[push.carrier] = forces.get(push.carrier, 0) + found[:, i, None] * push.along
    return Loads(
        t=body.t,
        working=LegLoad(working[0], -working[1], working[2]),
        holding=LegLoad(holding[0], -holding[1], holding[2]),
        pelvis=working[0] + holding[0],
        band_n=np.zeros(len(body.t)) if loop is None else loop.pull(stretch),
        stretch=stretch,
        contacts=forces,
        slip=slip,
        hip_deg=_hip_deg(body, body.working),
        other_hip_deg=_hip_deg(body, body.holding),
        knee_deg=-_turn_deg(body.working.ankle - body.working.knee, body.working.knee - body.working.hip),
        carried=standing.balanced,
    )


def within_reach(
    exercise: Exercise, build: Physique, loop: Loop | None, change: LoadChange = AS_TAUGHT
) -> tuple[Loads, ...]:
    """Compute the likely loads, then, if there is a band, those with a weaker and a stronger one.

    Parameters as in :func:`loads`.
    """
    path, contacts = _repetition(exercise, build, change, SAMPLES)
    return tuple(loads_of(path, contacts, build, band) for band in unsure(loop if exercise.band else None))


def estimates(
    exercise: Exercise, build: Physique | None = None, loop: Loop | None = None, change: LoadChange = AS_TAUGHT
) -> dict[LoadNumber, Estimate]:
    """Estimate the peaks of the four numbers, N·m, with the uncertainty of band and segments in loads.toml.

    Parameters as in :func:`loads`.
    """
    build = build or Physique()
    return estimates_of(within_reach(exercise, build, loop, change), build)


def estimates_of(runs: Sequence[Loads], build: Physique) -> dict[LoadNumber, Estimate]:
    """Estimate the peaks from the result of :func:`within_reach` for this body."""
    share = load_file().estimates.segment_spread
    found: dict[LoadNumber, Estimate] = {}
    for number in NUMBERS:
        peaks = [float(run.course(number).max()) for run in runs]
        found[number] = Estimate(
            peaks[0], min(peaks) * (1 - share), max(peaks) * (1 + share), runs[0].share(number, build)
        )
    return found


def unsure(loop: Loop | None) -> tuple[Loop | None, ...]:
    """Return a band as labelled, then weaker and stronger by the spread in loads.toml; just None for no band."""
    if loop is None:
        return (None,)
    spread = load_file().band.spread
    return (loop, *(replace(loop, force_n=loop.force_n * (1 + by)) for by in (-spread, spread)))


def _band(body: BodyPath, build: Physique, loop: Loop | None) -> tuple[Floats, Floats]:
    """Return the pull on the working foot in the plane, (n, 2), newtons, and the stretch, (n,)."""
    way = body.holding.instep - body.working.instep
    apart = np.hypot(way[:, 0], way[:, 1])
    if loop is None:
        return np.zeros_like(way), np.zeros(len(way))
    stretch = loop.stretch(apart, build.height_m)
    # The feet are also hip-width apart, so only part of the pull is in the plane.
    whole = np.hypot(apart, FEET_APART * build.height_m)
    return loop.pull(stretch)[:, None] * way / whole[:, None], stretch


def _joints(leg: LegPath, moved: tuple[Wrench, Wrench, Wrench], pull: Floats) -> tuple[Floats, ...]:
    """Return the counter-clockwise moments at hip, knee and ankle of a leg that only the band touches."""
    return tuple(
        wrench.about(joint) - cross(leg.instep - joint, pull)
        for wrench, joint in zip(moved, (leg.hip, leg.knee, leg.ankle), strict=True)
    )


def _hip_deg(body: BodyPath, leg: LegPath) -> Floats:
    return _turn_deg(leg.knee - leg.hip, leg.hip - body.shoulder)


def _turn_deg(way: Floats, before: Floats) -> Floats:
    """Return the counter-clockwise angle from `before` to `way`, degrees, -180 to 180."""
    angle = np.rad2deg(np.arctan2(way[:, 1], way[:, 0]) - np.arctan2(before[:, 1], before[:, 0]))
    turned: Floats = (angle + 180) % 360 - 180
    return turned
