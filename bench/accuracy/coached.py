"""One clip through the product: what it counted, said and measured, frame by frame."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from bench.accuracy.clips import Clip
from bench.accuracy.looks import Eye
from bench.accuracy.truth import Truth
from psoas.analysis.coaching import as_known, coach_skeletons, settled
from psoas.body.angles import posture
from psoas.body.skeleton import SIDES, Floats, Side, Skeleton
from psoas.coach.along import Along
from psoas.coach.events import CoachState, Cue, Event, Rep, Unseen
from psoas.coach.measurements import Measurement
from psoas.programme.catalogue import load
from psoas.programme.model import Exercise
from psoas.tracking.offline import FixedLagTracker
from psoas.tracking.online import OnlineTracker


@dataclass(frozen=True, slots=True, eq=False)
class Coached:
    """What the product made of a clip at one level.

    Attributes
    ----------
    reps, short : list of Rep
        Counted, and begun but too short to count.
    cues : list of Cue
        What was said.
    unseen : list of Unseen
        Stretches without judgement that the product reports.
    t : ndarray, shape (N,)
        Times of the frames, seconds.
    judged : ndarray of bool, shape (N,)
        Whether judgement was not suspended.
    in_position : ndarray of bool, shape (N,)
        Whether the trunk was as the exercise asks; else nothing is counted either, but nothing is called unseen.
    hip, knee : dict
        Side to angle, shape (N,), degrees, NaN while unseen; the hips as the product gives them.
    raw_hip, raw_knee : dict
        The same from the skeletons the coach was shown, unseen or not.
    leg_confidence : dict
        Side to the leg's confidence, shape (N,).
    shown : list of Skeleton
        What the coach was shown.
    frames : list of Measurement
        What it measured in them.
    alongs : list of Along
        How far hips and shoulders went along with each repetition that was counted at first.
    cost_s : float
        Time from raw skeletons to events, seconds.
    """

    clip: Clip
    level: int
    exercise: Exercise
    truth: Truth
    reps: list[Rep]
    short: list[Rep]
    cues: list[Cue]
    unseen: list[Unseen]
    t: Floats
    judged: np.ndarray
    in_position: np.ndarray
    hip: dict[Side, Floats]
    knee: dict[Side, Floats]
    raw_hip: dict[Side, Floats]
    raw_knee: dict[Side, Floats]
    leg_confidence: dict[Side, Floats]
    shown: list[Skeleton]
    frames: list[Measurement]
    alongs: list[Along]
    cost_s: float


def coach_clip(clip: Clip, eye: Eye, level: int | None = None, *, all_spoken: bool = False) -> Coached:
    """Coach a clip as one level (by default the first of its own), with everything the product does to skeletons.

    With ``all_spoken``, checks that are not spoken are judged as if they were.
    """
    level = clip.levels[0] if level is None else level
    exercise = load().level(level)
    if all_spoken:
        checks = [check.model_copy(update={"spoken": True}) for check in exercise.checks]
        exercise = exercise.model_copy(update={"checks": checks})
    skeletons = clip.skeletons(eye)
    shown: list[Skeleton] = []
    hips: dict[float, dict[Side, float]] = {}

    def keep(picture: object, skeleton: Skeleton, now: CoachState, events: list[Event]) -> None:
        del picture, events
        shown.append(skeleton)
        hips[now.t] = now.hip_deg

    began = time.perf_counter()
    steady: Sequence[Skeleton]
    if eye.live is not None:
        steady, reach = _as_it_came(skeletons, eye.live) if clip.raw else skeletons, None
    else:
        steady, reach = (settled if clip.raw else as_known)(skeletons, exercise)
    coach, events = coach_skeletons(((None, s) for s in steady), exercise, watcher=keep, keep_frames=True, reach=reach)
    cost_s = time.perf_counter() - began
    frames = coach.frames
    truth = clip.truth()
    at = {skeleton.t: skeleton for skeleton in shown}
    facing = truth.facing
    raw = []
    for frame in frames:
        facing = frame.posture.facing if frame.posture is not None else facing
        raw.append(frame.posture or posture(at[frame.t], facing))
    return Coached(
        clip=clip,
        level=level,
        exercise=exercise,
        truth=truth,
        reps=[e for e in events if isinstance(e, Rep) and not e.short],
        short=[e for e in events if isinstance(e, Rep) and e.short],
        cues=[e for e in events if isinstance(e, Cue)],
        unseen=[e for e in events if isinstance(e, Unseen)],
        t=np.array([f.t for f in frames]),
        judged=np.array([f.why_not is None for f in frames], dtype=bool),
        in_position=np.array([f.in_position for f in frames], dtype=bool),
        hip={s: np.array([hips[f.t][s] for f in frames]) for s in SIDES},
        knee={s: np.array([f.posture.legs[s].knee if f.posture else np.nan for f in frames]) for s in SIDES},
        raw_hip={s: np.array([p.legs[s].hip for p in raw]) for s in SIDES},
        raw_knee={s: np.array([p.legs[s].knee for p in raw]) for s in SIDES},
        leg_confidence={s: np.array([f.confidence[s] for f in frames]) for s in SIDES},
        shown=[at[f.t] for f in frames],
        frames=frames,
        alongs=coach.reach.alongs,
        cost_s=cost_s,
    )


def _as_it_came(skeletons: list[Skeleton], lag: int) -> list[Skeleton]:
    """Steadied as before a camera, so many pictures late; 0 knows only the past."""
    if lag == 0:
        return list(map(OnlineTracker().update, skeletons))
    settling = FixedLagTracker(lag)
    return [*chain.from_iterable(map(settling.update, skeletons)), *settling.finish()]
