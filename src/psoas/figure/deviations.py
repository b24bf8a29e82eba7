"""Compute a body that does an exercise wrong, in the one way that a check looks for.

What goes wrong follows from the check: its measure says which part of the body leaves its place, its limits say how far
is too far. The same movements can test whoever judges (`psoas.testing`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from psoas.body.segments import FEET_APART, Segments, direction, turn_to_height
from psoas.body.skeleton import Floats, Side
from psoas.figure.kinematics import arm_at, leg_at, neck_at, posed, progress_at
from psoas.figure.pose import FigureLeg, FigurePose
from psoas.programme.model import Check, Exercise
from psoas.programme.motion import Motion, Pose

#: How far past its limit a fault is drawn, as a multiple of the limit: clear to see, and still a fault of everyday.
_CLEAR = 1.6
#: Largest change that a body can do while it stays on its supports, degrees: a trunk that leans on a wall, a heel that
#: slides on a box in a bridge.
_LEANING, _ON_BOX = 22.0, 23.0
#: How far a pelvis tilts or a trunk leans where a check judges likelihood and has no limit in degrees.
_TILTS = 16.0
#: Shortest time in which a leg is let drop, seconds.
_DROP_S = 0.3


@dataclass(frozen=True, slots=True)
class Deviation:
    """How a repetition differs from the exercise; degrees at the furthest point, 0 for nothing.

    Attributes
    ----------
    reach : float
        Share of the way to the key pose.
    trunk : float
        Change of the trunk's direction.
    holding_hip, holding_knee : float
        More flexion in the other leg.
    undone : float
        Share of the way back that the leg leaves undone.
    hover_knee : float
        How much straighter the knee stays once the thigh is home, so that the heel hangs above its place.
    hip_drop : float
        How far the working side of the pelvis tilts down.
    lean_aside : float
        How far the trunk leans sideways, as only a view from the front can show.
    back_s : float or None
        Duration of the way back, seconds; None keeps the tempo.
    """

    reach: float = 1.0
    trunk: float = 0.0
    holding_hip: float = 0.0
    holding_knee: float = 0.0
    undone: float = 0.0
    hover_knee: float = 0.0
    hip_drop: float = 0.0
    lean_aside: float = 0.0
    back_s: float | None = None


def deviation_of(exercise: Exercise, check: Check) -> Deviation:
    """Derive from a check what a repetition looks like that fails it.

    Parameters
    ----------
    exercise : Exercise
        A level of the march.
    check : Check
        One of its checks.

    Raises
    ------
    ValueError
        If no movement is known for the check's measure.

    Examples
    --------
    >>> from psoas.programme.catalogue import load
    >>> bridge = load().level(4)
    >>> deviation_of(bridge, bridge.checks[0]).trunk
    -12.8
    """
    if check.measure not in _FAILING:
        raise ValueError(f"no movement is known that fails a check of {check.measure}: add one in {__name__}")
    return _FAILING[check.measure](_motion(exercise), *check.keep)


def _drift(motion: Motion, beyond: float) -> Deviation:
    """Let the other leg move along: it sinks, lifts off or folds, whichever its supports allow."""
    if "feet-on-floor" in motion.contacts:
        return Deviation(holding_hip=0.9 * beyond, holding_knee=1.45 * beyond)
    if "shoulders-on-mat" in motion.contacts:
        return Deviation(holding_hip=min(beyond, _ON_BOX))
    # The band or its own weight draws a held leg along with the working one.
    return Deviation(holding_hip=beyond if motion.travel_deg > 0 else -beyond)


def _lean(motion: Motion, low: float, high: float) -> Deviation:
    # Leaning back lifts the knee; at a wall one sinks towards it.
    limit, way = (low, -1) if "palms-on-wall" in motion.contacts else (high, 1)
    return Deviation(trunk=way * min(_CLEAR * abs(limit - motion.trunk), _LEANING))


def _trunk_drift(motion: Motion, _low: float, high: float) -> Deviation:
    if "feet-on-floor" in motion.contacts:
        return Deviation(trunk=min(1.1 * high, _LEANING))
    # Shoulders that come up a little are plain; a seat has less far to sink.
    return Deviation(trunk=round(-(_CLEAR if "shoulders-on-mat" in motion.contacts else 1.25) * high, 1))


def _hovering_heel(_motion: Motion, _low: float, high: float) -> Deviation:
    rise = 4 * high * Segments().trunk / Segments().shank
    return Deviation(hover_knee=round(float(np.rad2deg(np.arcsin(rise))), 1))


def _folded_hip(_motion: Motion, _low: float, high: float) -> Deviation:
    beyond = _CLEAR * high
    return Deviation(holding_hip=0.5 * beyond + 4, holding_knee=beyond, trunk=-0.5 * beyond)


def _wobbling(motion: Motion, _low: float, _high: float) -> Deviation:
    # Somebody at a wall is seen from the side, where only a pelvis that sinks can be drawn.
    return Deviation(hip_drop=_TILTS) if "palms-on-wall" in motion.contacts else Deviation(lean_aside=_TILTS)


#: A measure to the movement that fails a check of it, from the exercise's motion and the check's limits.
_FAILING: dict[str, Callable[[Motion, float, float], Deviation]] = {
    "range_share": lambda _motion, low, _high: Deviation(reach=0.7 * low),
    "range_of_usual": lambda _motion, low, _high: Deviation(reach=0.7 * low),
    "back_s": lambda _motion, low, _high: Deviation(back_s=min(_DROP_S, 0.9 * low)),
    "not_home_share": lambda _motion, _low, high: Deviation(undone=1.7 * high),
    "heel_above_home": _hovering_heel,
    "holding_drift_deg": lambda motion, _low, high: _drift(motion, _CLEAR * high),
    "holding_thigh_deg": _folded_hip,
    "stance_knee_deg": lambda _motion, _low, high: Deviation(
        holding_hip=0.6 * _CLEAR * high, holding_knee=_CLEAR * high
    ),
    "trunk_deg": _lean,
    "trunk_bend_deg": lambda _motion, _low, high: Deviation(trunk=-_CLEAR * high),
    "trunk_drift_deg": _trunk_drift,
    "hips_tilt_deg": lambda _motion, _low, high: Deviation(hip_drop=_CLEAR * high),
    "trunk_sway_deg": lambda _motion, _low, high: Deviation(lean_aside=_CLEAR * high),
    "resting_knee_strays": lambda _motion, _low, _high: Deviation(hip_drop=_TILTS),
    "hips_stray": _wobbling,
}


def deviated(exercise: Exercise, share: float, deviation: Deviation, side: Side = "right") -> FigurePose:
    """Compute the body with the working leg at `share` of its way, deviating.

    Parameters
    ----------
    exercise : Exercise
        A level of the march.
    share : float
        0 at the start, 1 at the key pose.
    deviation : Deviation
        What is wrong; everything but the working leg deviates as far as that leg has come.
    side : {"left", "right"}
        The working leg.

    Returns
    -------
    FigurePose
        What is planted stays planted.
    """
    motion = _motion(exercise)
    way = deviation.undone + (1 - deviation.undone) * share
    pose = posed(exercise, way, side, reach=deviation.reach)
    if deviation.hover_knee:
        pose = _with_leg(pose, side, _hovering(pose, deviation.hover_knee * (1 - share)))
    # A foot has left the floor before the body begins to sink.
    depth = share**1.5
    changed = _with_flexed_holding(pose, motion, depth * deviation.holding_hip, depth * deviation.holding_knee)
    changed = _turned(changed, motion, depth * deviation.trunk)
    changed = _dropped(changed, depth * deviation.hip_drop)
    # The hands stay where they lie, whatever the body does.
    return replace(changed, arm=arm_at(motion, changed.segments, changed.trunk_deg, changed.shoulder, changed.supports))


def cycle_share(exercise: Exercise, t: float, deviation: Deviation, rest_s: float) -> float:
    """Return how far the working leg is, `t` seconds into a repetition that is followed by a rest.

    A faster way back leaves more rest, so that right and wrong keep pace.
    """
    assert exercise.dose is not None
    tempo = exercise.dose.tempo_s
    if deviation.back_s is not None:
        tempo = tempo.model_copy(update={"back": deviation.back_s})
    return progress_at(tempo, (t % (exercise.dose.tempo_s.total + rest_s)) / tempo.total)


def _with_flexed_holding(pose: FigurePose, motion: Motion, hip: float, knee: float) -> FigurePose:
    """Flex the other leg further; a planted foot stays, and the body follows it."""
    if not hip and not knee:
        return pose
    body, old = pose.segments, pose.holding
    angles = Pose.model_construct(hip=old.hip_deg + hip, knee=old.knee_deg + knee, ankle=old.ankle_deg)
    if "feet-on-floor" in motion.contacts:
        # The sole stays flat, so the ankle takes up the difference.
        angles = angles.model_copy(update={"ankle": old.ankle_deg + knee - hip})
        leg = leg_at(body, pose.trunk_deg, pose.hip, angles)
        shift = old.ankle - leg.ankle
        pose = _shifted(pose, shift)
        return _with_leg(pose, _other(pose.side), leg_at(body, pose.trunk_deg, pose.hip, angles))
    if "shoulders-on-mat" in motion.contacts and pose.supports.box is not None:
        # The heel stays on top of the box and slides; the knee bends as far as that takes.
        return _with_leg(pose, _other(pose.side), _sliding(pose, angles))
    return _with_leg(pose, _other(pose.side), leg_at(body, pose.trunk_deg, pose.hip, angles))


def _sliding(pose: FigurePose, angles: Pose) -> FigureLeg:
    """Bend the knee until the heel of a lifted thigh is on top of the box again."""
    assert pose.supports.box is not None
    top, low, high = pose.supports.box[2], float(angles.knee), float(angles.knee) + 90
    for _ in range(14):
        middle = (low + high) / 2
        leg = leg_at(pose.segments, pose.trunk_deg, pose.hip, angles.model_copy(update={"knee": middle}))
        low, high = (middle, high) if float(leg.heel[1]) > top else (low, middle)
    return leg


def _hovering(pose: FigurePose, straighter: float) -> FigureLeg:
    leg = pose.working
    # The thigh is all the way down; it is the heel that hangs.
    angles = Pose.model_construct(hip=leg.hip_deg - 1, knee=leg.knee_deg - straighter, ankle=leg.ankle_deg)
    return leg_at(pose.segments, pose.trunk_deg, pose.hip, angles)


def _turned(pose: FigurePose, motion: Motion, trunk: float) -> FigurePose:
    """Turn the trunk about the hips, or about the shoulders in a bridge, whose hips then sink."""
    if not trunk:
        return pose
    body, trunk_deg = pose.segments, pose.trunk_deg + trunk
    if "shoulders-on-mat" in motion.contacts:
        hip = pose.shoulder - body.trunk * direction(trunk_deg)
        pose = _with_trunk(_shifted_hips(pose, hip - pose.hip), motion, trunk_deg)
        assert pose.supports.box is not None
        old = pose.holding
        flat = leg_at(
            body, trunk_deg, hip, Pose.model_construct(hip=old.hip_deg, knee=old.knee_deg, ankle=old.ankle_deg)
        )
        up = turn_to_height(flat.heel - hip, pose.supports.box[2] - float(hip[1]))
        angles = Pose.model_construct(hip=old.hip_deg + up, knee=old.knee_deg, ankle=old.ankle_deg)
        return _with_leg(pose, _other(pose.side), leg_at(body, trunk_deg, hip, angles))
    return _with_trunk(pose, motion, trunk_deg)


def _with_trunk(pose: FigurePose, motion: Motion, trunk_deg: float) -> FigurePose:
    """Give the trunk another direction; the legs stay where they are, so that their hip angles change."""
    body, turn = pose.segments, trunk_deg - pose.trunk_deg
    shoulder = pose.hip + body.trunk * direction(trunk_deg)
    neck = neck_at(motion, trunk_deg)
    if "back-on-mat" in motion.contacts:
        neck += turn
    head = shoulder + body.head * direction(neck)
    return replace(
        pose,
        trunk_deg=trunk_deg,
        shoulder=shoulder,
        head=head,
        crown=shoulder + body.crown * direction(neck),
        nose=head + 0.062 * body.height * direction(neck - 90),
        left=replace(pose.left, hip_deg=pose.left.hip_deg - turn),
        right=replace(pose.right, hip_deg=pose.right.hip_deg - turn),
    )


def _dropped(pose: FigurePose, tilt: float) -> FigurePose:
    """Let the working side of the pelvis sink, with its leg."""
    if not tilt:
        return pose
    down = np.array([0.0, -FEET_APART * pose.segments.height * float(np.sin(np.deg2rad(tilt)))])
    return _with_leg(pose, pose.side, moved(pose.working, down))


def moved(leg: FigureLeg, shift: Floats) -> FigureLeg:
    """Shift a leg."""
    return replace(leg, **{name: getattr(leg, name) + shift for name in ("knee", "ankle", "heel", "ball", "toe")})


def _shifted(pose: FigurePose, shift: Floats) -> FigurePose:
    """Shift the body."""
    names = ("hip", "shoulder", "head", "crown", "nose")
    body = {name: getattr(pose, name) + shift for name in names}
    return replace(pose, **body, left=moved(pose.left, shift), right=moved(pose.right, shift))


def _shifted_hips(pose: FigurePose, shift: Floats) -> FigurePose:
    return replace(pose, hip=pose.hip + shift, left=moved(pose.left, shift), right=moved(pose.right, shift))


def _with_leg(pose: FigurePose, side: Side, leg: FigureLeg) -> FigurePose:
    return replace(pose, left=leg) if side == "left" else replace(pose, right=leg)


def _other(side: Side) -> Side:
    return "right" if side == "left" else "left"


def _motion(exercise: Exercise) -> Motion:
    assert exercise.motion is not None
    return exercise.motion


def root_of(pose: FigurePose, side: Side) -> Floats:
    """Return the hip joint of one leg, which a tilted pelvis has moved."""
    leg = pose.leg(side)
    root: Floats = leg.knee - pose.segments.thigh * direction(pose.trunk_deg - 180 + leg.hip_deg)
    return root


def pelvis_tilt_deg(pose: FigurePose) -> float:
    """Return how far the working side of the pelvis is below the other, degrees."""
    drop = float(root_of(pose, _other(pose.side))[1] - root_of(pose, pose.side)[1])
    return float(np.rad2deg(np.arcsin(np.clip(drop / (FEET_APART * pose.segments.height), -1, 1))))
