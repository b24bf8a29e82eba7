"""What one way of counting and measuring made of a clip."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from psoas.body.skeleton import SIDES, Floats, Side, Skeleton, joint


@dataclass(frozen=True, slots=True)
class Found:
    """One repetition that was counted, seconds."""

    side: Side
    start_s: float
    peak_s: float
    end_s: float


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """Repetitions and angles.

    Attributes
    ----------
    reps : list
        Counted repetitions, with side and times.
    t : ndarray, shape (N,)
        Seconds.
    hip, knee : dict
        Side to flexion, shape (N,), degrees, NaN where unknown.
    """

    reps: list[Found] = field(default_factory=list)
    t: Floats = field(default_factory=lambda: np.empty(0))
    hip: dict[Side, Floats] = field(default_factory=dict)
    knee: dict[Side, Floats] = field(default_factory=dict)


def plain_angles(skeletons: list[Skeleton]) -> tuple[Floats, dict[Side, Floats], dict[Side, Floats]]:
    """Times, hip and knee flexion as the tutorials have them: 180 minus the angle at the joint, without a sign."""
    image = np.array([s.image for s in skeletons]).reshape(len(skeletons), -1, 2)

    def bend(side: Side, upper: str, middle: str, lower: str) -> Floats:
        a, b, c = (image[:, joint(side, name)] for name in (upper, middle, lower))
        one, two = a - b, c - b
        cosine = (one * two).sum(axis=1) / (np.linalg.norm(one, axis=1) * np.linalg.norm(two, axis=1))
        flexion: Floats = 180.0 - np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))
        return flexion

    hips = {side: bend(side, "shoulder", "hip", "knee") for side in SIDES}
    knees = {side: bend(side, "hip", "knee", "ankle") for side in SIDES}
    return np.array([s.t for s in skeletons]), hips, knees
