"""Compute the joints of the body at any moment of an exercise, in contact with their supports.

The plane is sagittal, in metres, with the origin on the floor and y up. A lying person has the head to the left, x runs
towards the feet, and x = 0 is below the hips. A standing person faces +x, and x = 0 is below the ankles.

Angles are as in ``Motion``, flexion positive: thigh direction = trunk - 180 + hip, shank = thigh - knee,
foot = shank + 90 + ankle.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from psoas.body.segments import (
    USUAL_HEIGHT_M,
    FigureError,
    Segments,
    degrees_of,
    direction,
    middle_joint,
    minimum_jerk,
    point,
    turn_to_height,
)
from psoas.body.skeleton import Floats, Side
from psoas.figure.pose import FigureArm, FigureLeg, FigurePose, Supports
from psoas.programme.model import Exercise
from psoas.programme.motion import Motion, Pose, Tempo

MAT_THICKNESS_M = 0.01
BOX_LENGTH_M = 0.42


def progress_at(tempo: Tempo, phase: float) -> float:
    """Return how far the working leg has moved at `phase` (0 to 1) of a repetition, with smooth starts and stops."""
    t = min(max(phase, 0.0), 1.0) * tempo.total
    if t <= tempo.out:
        return minimum_jerk(t / tempo.out)
    if t <= tempo.out + tempo.hold:
        return 1.0
    return minimum_jerk((tempo.total - t) / tempo.back)


def pose_at(
    exercise: Exercise,
    phase: float,
    side: Side = "left",
    *,
    height_m: float = USUAL_HEIGHT_M,
    reach: float = 1.0,
    holding_drift_deg: float = 0.0,
) -> FigurePose:
    """Compute the body at one moment of a repetition.

    Parameters
    ----------
    exercise : Exercise
        A level of the march.
    phase : float
        0 to 1 over one repetition (out, hold, back in the exercise's tempo); both ends are the start position.
    side : {"left", "right"}
        The leg that works.
    height_m : float
        Body height, metres. The distance of the wall scales with it, because people step back as far as their knee
        needs; the height of the box does not.
    reach : float
        How far it goes towards the key pose; below 1 for a short repetition.
    holding_drift_deg : float
        A fault: how far the other thigh moves too at the peak, degrees of hip flexion. That leg loses its contacts.

    Returns
    -------
    FigurePose

    Raises
    ------
    FigureError
        If the exercise has no motion, or the body cannot reach its supports.
    """
    if exercise.dose is None:
        raise _no_motion(exercise)
    share = progress_at(exercise.dose.tempo_s, phase)
    return posed(exercise, share, side, height_m=height_m, reach=reach, holding_drift_deg=holding_drift_deg)


def posed(
    exercise: Exercise,
    share: float,
    side: Side = "left",
    *,
    height_m: float = USUAL_HEIGHT_M,
    reach: float = 1.0,
    holding_drift_deg: float = 0.0,
) -> FigurePose:
    """Compute the body with the working leg at `share` of its way; otherwise as :func:`pose_at`."""
    if exercise.motion is None:
        raise _no_motion(exercise)
    motion, body = exercise.motion, Segments(height_m)
    trunk_deg, hip, start, supports = _settle(motion, body)

    working = _swing(motion, body, trunk_deg, hip, start=start, share=share * reach)
    planted = "heels-on-box" in motion.contacts or "feet-on-floor" in motion.contacts
    held = start if planted else _between(start, motion.holding, share)
    if holding_drift_deg:
        held = held.model_copy(update={"hip": held.hip + holding_drift_deg * share})
    holding = leg_at(body, trunk_deg, hip, held)

    shoulder = hip + body.trunk * direction(trunk_deg)
    neck_deg = neck_at(motion, trunk_deg)
    return FigurePose(
        side=side,
        progress=share,
        segments=body,
        trunk_deg=trunk_deg,
        hip=hip,
        shoulder=shoulder,
        head=shoulder + body.head * direction(neck_deg),
        crown=shoulder + body.crown * direction(neck_deg),
        nose=shoulder + body.head * direction(neck_deg) + 0.062 * body.height * direction(neck_deg - 90),
        arm=arm_at(motion, body, trunk_deg, shoulder, supports),
        left=working if side == "left" else holding,
        right=holding if side == "left" else working,
        supports=supports,
        contacts=motion.contacts,
    )


def _no_motion(exercise: Exercise) -> FigureError:
    return FigureError(f"{exercise.name} has no motion to draw: choose one of the six levels of the march.")


def _settle(motion: Motion, body: Segments) -> tuple[float, Floats, Pose, Supports]:
    """Solve for trunk direction, hip position, start pose of a leg and supports, with every contact closed."""
    lying = "back-on-mat" in motion.contacts or "shoulders-on-mat" in motion.contacts
    bed = MAT_THICKNESS_M + body.depth
    trunk_deg, start = motion.trunk, motion.start
    if "back-on-mat" in motion.contacts:
        trunk_deg, hip = 180.0, point(0, bed)
        if motion.box_height_m is not None:
            heel = leg_at(body, trunk_deg, point(0, 0), start).heel
            start = start.model_copy(update={"hip": start.hip + turn_to_height(heel, motion.box_height_m - bed)})
    elif "shoulders-on-mat" in motion.contacts and motion.box_height_m is not None:
        # The bridge is rigid from shoulder to heel, so one rotation about the shoulder closes both contacts.
        rigid = leg_at(body, trunk_deg, point(0, 0), start).heel - body.trunk * direction(trunk_deg)
        trunk_deg += turn_to_height(rigid, motion.box_height_m - bed)
        hip = point(0, bed) - body.trunk * direction(trunk_deg)
        hip[0] = 0
    elif "feet-on-floor" in motion.contacts:
        start = start.model_copy(update={"ankle": start.knee - start.hip + 90 - trunk_deg})
        hip = point(0, body.ankle_height) - leg_at(body, trunk_deg, point(0, 0), start).ankle
    else:
        raise FigureError(
            f"This motion stands on nothing (contacts: {', '.join(motion.contacts) or 'none'}): "
            "add back-on-mat, shoulders-on-mat with heels-on-box, or feet-on-floor."
        )
    foot = leg_at(body, trunk_deg, hip, start)
    box = wall = None
    if motion.box_height_m is not None:
        # Only the heel is on the box: further in, its edge would cut into the calf of a leg that slopes up to it.
        left = float(foot.heel[0]) - 0.06
        box = (left, left + BOX_LENGTH_M, motion.box_height_m)
    if motion.wall_distance_m is not None:
        wall = float(foot.toe[0]) + motion.wall_distance_m * body.height / USUAL_HEIGHT_M
    mat = None
    if lying:
        # The length of a yoga mat, but never under the box.
        right = 0.42 * body.height if box is None else box[0] - 0.06
        mat = (-0.52 * body.height, right, MAT_THICKNESS_M)
    return trunk_deg, hip, start, Supports(mat, box, wall)


def _between(start: Pose, end: Pose, share: float) -> Pose:
    """Interpolate between two poses; `share` may exceed 1, and the file's limits are not checked."""
    blend = {k: getattr(start, k) + share * (getattr(end, k) - getattr(start, k)) for k in ("hip", "knee", "ankle")}
    return Pose.model_construct(**blend)


def leg_at(body: Segments, trunk_deg: float, hip: Floats, pose: Pose) -> FigureLeg:
    """Build a leg from its angles, hanging from a hip."""
    thigh_deg = trunk_deg - 180 + pose.hip
    shank_deg = thigh_deg - pose.knee
    knee = hip + body.thigh * direction(thigh_deg)
    return _foot(body, pose, knee, knee + body.shank * direction(shank_deg), shank_deg + 90 + pose.ankle)


def _foot(body: Segments, pose: Pose, knee: Floats, ankle: Floats, foot_deg: float) -> FigureLeg:
    """Build a leg whose foot points in the direction `foot_deg`."""
    forward, down = direction(foot_deg), direction(foot_deg - 90)
    heel = ankle + body.ankle_height * down - body.heel_back * forward
    return FigureLeg(
        hip_deg=pose.hip,
        knee_deg=pose.knee,
        ankle_deg=pose.ankle,
        knee=knee,
        ankle=ankle,
        heel=heel,
        ball=heel + 0.72 * body.foot * forward,
        toe=heel + body.foot * forward,
    )


def _swing(motion: Motion, body: Segments, trunk_deg: float, hip: Floats, *, start: Pose, share: float) -> FigureLeg:
    """Build the working leg at `share` of its way to the key pose.

    The joints of a free leg turn together. A foot that leaves the floor moves on a straight line to its position at the
    key pose, because turning the joints would push it through the floor. The thigh turns as usual, and the foot is
    where that line meets the circle of the shank about the knee.
    """
    pose = _between(start, motion.working, share)
    if "feet-on-floor" not in motion.contacts:
        return leg_at(body, trunk_deg, hip, pose)
    first, last = leg_at(body, trunk_deg, hip, start), leg_at(body, trunk_deg, hip, motion.working)
    thigh_deg = trunk_deg - 180 + pose.hip
    knee = hip + body.thigh * direction(thigh_deg)
    line = (last.ankle - first.ankle) / np.hypot(*(last.ankle - first.ankle))
    ahead = float(line @ (knee - first.ankle))
    aside = float(np.hypot(*(first.ankle + ahead * line - knee)))
    if aside > body.shank:
        raise FigureError("The foot cannot follow the knee here: bend the knee more at the key pose.")
    ankle = first.ankle + (ahead - (body.shank**2 - aside**2) ** 0.5) * line
    shank_deg = degrees_of(ankle - knee)
    # Half-way the toes hang a little, as in walking; a level foot would need 40 degrees at the ankle.
    foot_deg = share * degrees_of(last.toe - last.heel) - 72 * share**2 * (1 - share)
    pose = Pose.model_construct(
        hip=_near(thigh_deg - trunk_deg + 180),
        knee=_near(thigh_deg - shank_deg),
        ankle=_near(foot_deg - shank_deg - 90),
    )
    return _foot(body, pose, knee, ankle, foot_deg)


def _near(degrees: float) -> float:
    """Wrap an angle to between -180 and 180."""
    return (degrees + 180) % 360 - 180


def neck_at(motion: Motion, trunk_deg: float) -> float:
    """Return the direction of the head from the shoulders: flat on the mat, or looking ahead."""
    if "shoulders-on-mat" in motion.contacts or "back-on-mat" in motion.contacts:
        return 180.0
    return trunk_deg + 0.4 * (90 - trunk_deg)


def arm_at(motion: Motion, body: Segments, trunk_deg: float, shoulder: Floats, supports: Supports) -> FigureArm:
    """Place the arms beside a lying body, on the wall, or with the hands on the hips."""
    if supports.wall is not None:
        # The palm is flat on the wall, a little below the shoulder; wrist and fingers follow the wall.
        palm = point(supports.wall, float(shoulder[1]) - 0.02 * body.height)
        wrist = palm + point(-0.022 * body.height, -0.045 * body.height)
        fingers = palm + point(-0.008 * body.height, 0.055 * body.height)
        bend = -1
    elif "feet-on-floor" in motion.contacts:
        along = direction(trunk_deg)
        wrist = shoulder - 0.205 * body.height * along + 0.005 * body.height * direction(trunk_deg - 90)
        fingers = wrist + 0.075 * body.height * direction(trunk_deg - 140)
        palm = (wrist + fingers) / 2
        bend = -1
    else:
        low = supports.lying_height + 0.018 * body.height
        length, rise = body.upper_arm + body.forearm, float(shoulder[1]) - low
        along = max((0.995 * length) ** 2 - rise**2, 0.0) ** 0.5
        wrist = point(float(shoulder[0]) + min(0.985 * length, along), low)
        fingers = wrist + point(0.9 * body.hand, -0.008 * body.height)
        palm = (wrist + fingers) / 2
        bend = 1
    elbow = middle_joint(shoulder, wrist, body.upper_arm, body.forearm, bend=bend)
    return FigureArm(elbow, wrist, palm, fingers)


def bounds(exercise: Exercise, *, height_m: float = USUAL_HEIGHT_M, samples: int = 21) -> tuple[Floats, Floats]:
    """Return the lower left and upper right corners of the space used by a repetition and its supports, metres."""
    return corners([pose_at(exercise, float(phase), height_m=height_m) for phase in np.linspace(0, 1, samples)])


def corners(poses: Iterable[FigurePose]) -> tuple[Floats, Floats]:
    """Return the lower left and upper right corners of the space that bodies and their supports take, metres."""
    seen: list[Floats] = []
    for pose in poses:
        for leg in (pose.left, pose.right):
            seen += [leg.knee, leg.ankle, leg.heel, leg.toe]
        seen += [pose.hip, pose.shoulder, pose.crown, pose.nose, pose.arm.elbow, pose.arm.fingers]
        if pose.supports.mat:
            seen += [point(pose.supports.mat[0], 0), point(pose.supports.mat[1], 0)]
        if pose.supports.box:
            seen += [point(pose.supports.box[0], 0), point(pose.supports.box[1], pose.supports.box[2])]
        if pose.supports.wall is not None:
            seen.append(point(pose.supports.wall, 0))
    stacked = np.array(seen)
    return stacked.min(axis=0), stacked.max(axis=0)
