"""Turn recorded skeletons of one repetition into poses of the figure: a person without their picture."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from psoas.body.angles import BodyPosture, facing_hint, posture, with_limits
from psoas.body.segments import FigureError, Segments, direction, point
from psoas.body.skeleton import Floats, Side, Skeleton, other
from psoas.figure.deviations import moved
from psoas.figure.film import TimedPose
from psoas.figure.kinematics import arm_at, leg_at, neck_at, posed
from psoas.figure.pose import FigureLeg, FigurePose
from psoas.programme.model import Exercise
from psoas.programme.motion import Motion, Pose

#: Frames on either side that are averaged, so that the figure does not tremble.
_AROUND = 1


def repetition_figure(skeletons: Sequence[Skeleton], exercise: Exercise, side: Side) -> list[TimedPose]:
    """Compute poses of the figure that move as a recorded person did in one repetition.

    Parameters
    ----------
    skeletons : sequence of Skeleton
        Of the repetition, in order of time.
    exercise : Exercise
        A level of the march: gives the supports.
    side : {"left", "right"}
        The leg that worked. It is drawn as the near one, which is the figure's right.

    Returns
    -------
    list of TimedPose
        Seconds from the first skeleton on; without those in which a leg was not seen, so possibly empty. Angles are the
        person's, lengths the figure's.

    Examples
    --------
    >>> from psoas.programme.catalogue import load
    >>> from psoas.testing import synthetic
    >>> march = load().level(6)
    >>> frames = repetition_figure(synthetic(march, [("left", 1.0)]), march, "left")
    >>> bool(90 < max(pose.working.hip_deg for _, pose in frames) < 100)
    True
    """
    if exercise.motion is None:
        return []
    hints = [hint for skeleton in skeletons if math.isfinite(hint := facing_hint(skeleton))]
    facing = -1 if hints and statistics.median(hints) < 0 else 1
    seen = [(s.t, body) for s in skeletons if s.seen and _known(body := with_limits(posture(s, facing)))]
    if len(seen) < 3:
        return []
    angles = _steady(np.array([_angles(body, side) for _, body in seen]))
    rest = posed(exercise, 0.0, "right")
    poses = [_pose(rest, exercise.motion, *row) for row in angles]
    hips = np.array([pose.working.hip_deg for pose in poses])
    travel = exercise.motion.travel_deg
    start = float(np.median([hips[0], hips[-1]]))
    return [
        (t - seen[0][0], replace(pose, progress=float((hip - start) / travel)))
        for (t, _), pose, hip in zip(seen, poses, hips, strict=True)
    ]


def _known(body: BodyPosture) -> bool:
    legs = body.legs.values()
    return math.isfinite(body.trunk + sum(leg.hip + leg.knee for leg in legs))


def _angles(body: BodyPosture, side: Side) -> tuple[float, ...]:
    working, holding = body.legs[side], body.legs[other(side)]
    return (body.trunk % 360, *(v for leg in (working, holding) for v in (leg.hip, leg.knee, leg.ankle)))


def _steady(rows: Floats) -> Floats:
    """Average over neighbouring frames; an ankle that was not seen is at rest."""
    rows = np.where(np.isfinite(rows), rows, 0.0)
    padded = np.pad(rows, ((_AROUND, _AROUND), (0, 0)), mode="edge")
    smooth: Floats = np.mean([padded[i : i + len(rows)] for i in range(2 * _AROUND + 1)], axis=0)
    return smooth


def _pose(rest: FigurePose, motion: Motion, trunk: float, *legs: float) -> FigurePose:
    """Build the figure in these angles, degrees, on the exercise's supports."""
    body, bed = rest.segments, rest.supports.lying_height + rest.segments.depth
    trunk_deg = trunk
    if "shoulders-on-mat" in motion.contacts:
        trunk_deg = max(trunk, 180.0)
        hip = rest.shoulder - body.trunk * direction(trunk_deg)
    elif "back-on-mat" in motion.contacts:
        # A mat does not give way, however a camera was tilted.
        trunk_deg = min(trunk, 180.0)
        hip = point(0, bed)
    else:
        hip = rest.hip
    right, left = (_leg(body, trunk_deg, hip, *angles) for angles in (legs[:3], legs[3:]))
    if "feet-on-floor" in motion.contacts:
        foot = min((left, right), key=lambda leg: leg.lowest)
        shift = point(float(rest.holding.ankle[0] - left.ankle[0]), -foot.lowest)
        hip, left, right = hip + shift, moved(left, shift), moved(right, shift)
    shoulder, neck = hip + body.trunk * direction(trunk_deg), neck_at(motion, trunk_deg)
    head = shoulder + body.head * direction(neck)
    supports = rest.supports
    try:
        arm = arm_at(motion, body, trunk_deg, shoulder, supports)
    except FigureError:
        # Only the angles were seen, not where the wall is: it is where the hands reach it.
        supports = replace(supports, wall=float(shoulder[0]) + 0.45)
        arm = arm_at(motion, body, trunk_deg, shoulder, supports)
    return replace(
        rest,
        trunk_deg=trunk_deg,
        hip=hip,
        shoulder=shoulder,
        head=head,
        crown=shoulder + body.crown * direction(neck),
        nose=head + 0.062 * body.height * direction(neck - 90),
        arm=arm,
        left=left,
        right=right,
    )


def _leg(body: Segments, trunk_deg: float, hip: Floats, *angles: float) -> FigureLeg:
    bent, knee, ankle = angles
    # A foot is short in a picture, and its direction far from sure.
    held = min(max(ankle, -30.0), 30.0)
    return leg_at(body, trunk_deg, hip, Pose.model_construct(hip=bent, knee=knee, ankle=held))
