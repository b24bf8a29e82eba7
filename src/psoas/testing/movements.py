"""Make recordings from an exercise file: movement with exactly known truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from psoas.body.segments import USUAL_HEIGHT_M, FigureError
from psoas.body.skeleton import Floats, Side, Skeleton
from psoas.figure.kinematics import pose_at
from psoas.figure.landmarks import to_skeleton
from psoas.programme.model import Exercise


@dataclass(frozen=True, slots=True)
class TrueRep:
    """The truth about a synthetic repetition: side, share of the full range, times in seconds."""

    side: Side
    reach: float
    start_s: float
    peak_s: float
    end_s: float


def true_reps(
    exercise: Exercise,
    reps: Sequence[tuple[Side, float]] = (("left", 1.0), ("right", 1.0)),
    *,
    tempo: float = 1.0,
    lead_s: float = 1.0,
    gap_s: float = 0.4,
) -> list[TrueRep]:
    """Return when the repetitions of :func:`synthetic` start, peak (middle of the hold) and end.

    Parameters
    ----------
    exercise, reps, tempo, lead_s, gap_s
        As given to :func:`synthetic`.

    Raises
    ------
    FigureError
        If the exercise has no tempo.

    Examples
    --------
    >>> from psoas.programme.catalogue import load
    >>> [(rep.side, rep.start_s, rep.end_s) for rep in true_reps(load().level(6))]
    [('left', 1.0, 6.5), ('right', 6.9, 12.4)]
    """
    if exercise.dose is None:
        raise FigureError(f"{exercise.name} has no tempo: choose one of the six levels of the march.")
    pace, found, t = exercise.dose.tempo_s, [], lead_s
    for side, reach in reps:
        peak = t + tempo * (pace.out + pace.hold / 2)
        found.append(TrueRep(side, reach, t, peak, t + tempo * pace.total))
        t += tempo * pace.total + gap_s
    return found


def synthetic(
    exercise: Exercise,
    reps: Sequence[tuple[Side, float]] = (("left", 1.0), ("right", 1.0)),
    *,
    fps: float = 15.0,
    head: Literal["left", "right"] = "left",
    tempo: float = 1.0,
    lead_s: float = 1.0,
    gap_s: float = 0.4,
    height_m: float = USUAL_HEIGHT_M,
    size: tuple[int, int] = (640, 480),
    yaw_deg: float = 8.0,
    elevation_deg: float = 6.0,
    far_confidence: float = 0.8,
    holding_drift_deg: float = 0.0,
    noise_px: Floats | None = None,
) -> list[Skeleton]:
    """Make a synthetic recording of an exercise.

    Parameters
    ----------
    exercise : Exercise
        A level of the march.
    reps : sequence of (side, reach)
        Repetitions in order; `reach` is the share of the way to the key pose (1.0 full, 0.4 a short one).
    fps : float
        Skeletons a second.
    head : {"left", "right"}
        Side of the picture with a lying person's head; "left" puts the RIGHT side near the camera. A standing person
        faces the other way: with "left" they look to the picture's right.
    tempo : float
        Factor on the duration of each repetition: 2.0 is twice as slow.
    lead_s, gap_s : float
        Stillness before the first and after the last repetition, and between repetitions, seconds.
    height_m : float
        Body height, metres.
    size, yaw_deg, elevation_deg, far_confidence : tuple of int, float, float, float
        The camera, as in :func:`psoas.figure.landmarks.to_skeleton`.
    holding_drift_deg : float
        A fault: how far the other thigh moves too, degrees of hip flexion (negative: it sinks).
    noise_px : ndarray, shape (k, 33, 2), or None
        Added to the landmarks in the image, pixels; repeated after k skeletons.

    Returns
    -------
    list of Skeleton
        With `image` in pixels and `metric` in metres from the middle of the hips.

    Raises
    ------
    FigureError
        If the exercise has no motion or no tempo, or this body cannot reach its supports.

    Examples
    --------
    >>> from psoas.programme.catalogue import load
    >>> march = synthetic(load().level(6), [("left", 1.0), ("right", 0.4)], fps=10)
    >>> len(march), march[-1].t, march[0].image.shape
    (135, 13.4, (33, 2))
    """
    truth = true_reps(exercise, reps, tempo=tempo, lead_s=lead_s, gap_s=gap_s)
    end = (truth[-1].end_s if truth else lead_s) + lead_s
    skeletons = []
    for i in range(int(np.floor(end * fps)) + 1):
        t = i / fps
        now = next((rep for rep in truth if rep.start_s <= t <= rep.end_s), None)
        phase = (t - now.start_s) / (now.end_s - now.start_s) if now else 0.0
        pose = pose_at(
            exercise,
            phase,
            now.side if now else "left",
            height_m=height_m,
            reach=now.reach if now else 1.0,
            holding_drift_deg=holding_drift_deg,
        )
        seen = to_skeleton(
            pose, t, size, head=head, yaw_deg=yaw_deg, elevation_deg=elevation_deg, far_confidence=far_confidence
        )
        if noise_px is not None:
            seen = replace(seen, image=seen.image + noise_px[i % len(noise_px)])
        skeletons.append(seen)
    return skeletons


def mirrored(skeleton: Skeleton) -> Skeleton:
    """Mirror the person: flip the picture left to right and exchange the labels.

    Parameters
    ----------
    skeleton : Skeleton
        One moment.

    Examples
    --------
    >>> from psoas.body.skeleton import Joint
    >>> from psoas.programme.catalogue import load
    >>> seen = synthetic(load().level(6))[0]
    >>> float(seen.at(Joint.LEFT_KNEE)[0] + mirrored(seen).at(Joint.RIGHT_KNEE)[0])
    639.0
    """
    flipped = skeleton.image.copy()
    flipped[:, 0] = (skeleton.size[0] - 1 if skeleton.size[0] else 0) - flipped[:, 0]
    metric = None if skeleton.metric is None else skeleton.metric * np.array([-1.0, 1.0, 1.0])
    return replace(skeleton, image=flipped, metric=metric).swapped()
