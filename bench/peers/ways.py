"""Each way of counting and measuring, over one clip at one level."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bench.accuracy.clips import VideoClip
from bench.accuracy.coached import coach_clip
from bench.accuracy.looks import Eye
from bench.peers import peaks, threshold
from bench.peers.made import Found, Made, plain_angles
from bench.peers.others import Angles, GivenClip
from psoas.body.skeleton import Skeleton
from psoas.coach.events import Rep
from psoas.programme.catalogue import load
from psoas.programme.motion import Motion
from psoas.tracking.online import OnlineTracker

#: What stands behind each name, for the reader of the table.
NAMES = {
    "psoas": "psoas, all of it",
    "threshold": "angle and two thresholds a leg, as in tutorials, fitted to each level; on psoas' steadied landmarks",
    "peaks": "scipy's find_peaks on each hip's angle, whole recording; on psoas' steadied landmarks",
    "peaks-difference": "the same on the difference of both hips' angles",
    "mediapipe": "MediaPipe 0.10.21, legacy pipeline with its own smoothing, under psoas' counter",
    "sports2d": "Sports2D's angles (its filters, its geometry) on psoas' pose model's landmarks, since its own pose "
    "models are fetched from the net; told to which side the person faces; repetitions with find_peaks",
}


@dataclass(slots=True)
class Material:
    """What the ways work on; what the other environments made is empty where they are not there."""

    eye: Eye
    mediapipe: dict[Path, list[Skeleton]] = field(default_factory=dict)
    sports2d: dict[Path, Angles] = field(default_factory=dict)

    def ways(self) -> list[str]:
        """Names of the ways that can be gone."""
        absent = {name for name in ("mediapipe", "sports2d") if not getattr(self, name)}
        return [name for name in NAMES if name not in absent]


def go(way: str, clip: VideoClip, level: int, material: Material) -> Made | None:
    """What one way makes of a clip; None where it could not take it."""
    motion = load().level(level).motion
    assert motion is not None
    if way == "psoas":
        return _coached(clip, level, material.eye)
    if way == "mediapipe":
        seen = material.mediapipe.get(clip.path)
        return None if seen is None else _coached(GivenClip(clip, seen), level, material.eye)
    if way == "sports2d":
        angles = material.sports2d.get(clip.path)
        return None if angles is None else Made(peaks.of_each_hip(angles[0], angles[1], motion), *angles)
    return simple(way, steadied(clip.skeletons(material.eye)), motion)


def simple(way: str, skeletons: list[Skeleton], motion: Motion) -> Made:
    """Thresholds or peaks on steadied skeletons."""
    t, hips, knees = plain_angles(skeletons)
    count = {
        "threshold": threshold.count,
        "peaks": peaks.of_each_hip,
        "peaks-difference": peaks.of_the_difference,
    }[way]
    return Made(count(t, hips, motion), t, hips, knees)


def steadied(skeletons: list[Skeleton]) -> list[Skeleton]:
    """Smoothed and with settled sides, so that the simple ways do not suffer from what is none of their business."""
    steady = OnlineTracker()
    return [steady.update(skeleton) for skeleton in skeletons]


def _coached(clip: VideoClip | GivenClip, level: int, eye: Eye) -> Made:
    coached = coach_clip(clip, eye, level)
    return Made([_found(rep) for rep in coached.reps], coached.t, coached.hip, coached.knee)


def _found(rep: Rep) -> Found:
    return Found(rep.side, rep.start_s, rep.peak_s, rep.end_s)
