"""What is there to measure on: folders of clips with truth, motion capture from many sides, real video."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bench.accuracy.looks import Eye
from bench.accuracy.phases import times_by_speed
from bench.accuracy.space import sagittal_deg
from bench.accuracy.truth import Other, TrueRep, Truth, read_truth
from psoas.body.skeleton import Floats, Side, Skeleton

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests"))

from mocap import AZIMUTHS, TRIALS, cmu_positions, cmu_skeletons, cmu_truth  # noqa: E402 - lies beside the tests

ALL_LEVELS = (1, 2, 3, 4, 5, 6)
#: Frames a second at which motion capture is shown, and the heights from which it is, degrees.
CAPTURE_FPS = 30.0
CAPTURE_VIEWS = tuple((a, e) for e in (0.0, 10.0, 20.0) for a in AZIMUTHS)
#: A camera this far round from side-on (cosine) sees neither leg nearer; this far, neither side of the body.
_ABREAST, _FRONTAL = 0.2, 0.6
#: Before and after each repetition of the motion capture nothing is held against the coach, seconds.
_AROUND_S = 0.5


class Clip(Protocol):
    """One recording with truth.

    Attributes
    ----------
    name, kind : str
        Kind groups clips in tables: ``clean``, ``hard``, ``faults``, ``other``, ``capture``, ``real``.
    levels : tuple of int
        Levels as which it is coached: its own, or several for what is no march.
    raw : bool
        Whether its skeletons come from the pose model.
    """

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def levels(self) -> tuple[int, ...]: ...
    @property
    def raw(self) -> bool: ...

    def truth(self) -> Truth:
        """What it really shows."""
        ...

    def skeletons(self, eye: Eye) -> list[Skeleton]:
        """What the pose model sees in it, or the motion capture gives."""
        ...


@dataclass(frozen=True, slots=True)
class VideoClip:
    """A video; ``shows`` is its truth where no file beside it tells."""

    path: Path
    kind: str
    levels: tuple[int, ...]
    shows: Truth | None = None
    raw: bool = True

    @property
    def name(self) -> str:
        return self.path.stem

    def truth(self) -> Truth:
        return self.shows or read_truth(self.path.with_suffix(".json"))

    def skeletons(self, eye: Eye) -> list[Skeleton]:
        return eye.look(self.path).skeletons


@dataclass(frozen=True, slots=True)
class CapturedClip:
    """A trial of motion capture (standing march among other movements) from one side."""

    folder: Path
    trial: str
    azimuth: int
    elevation: float
    depth: bool
    levels: tuple[int, ...] = (6,)
    raw: bool = False

    @property
    def kind(self) -> str:
        return "capture" if self.depth else "capture-flat"

    @property
    def name(self) -> str:
        return f"{self.trial}-{self.azimuth:03d}-{self.elevation:.0f}{'' if self.depth else '-flat'}"

    def truth(self) -> Truth:
        step = round(120 / CAPTURE_FPS)
        hips, knees, _ = _trial_angles(self.folder, self.trial)
        data = cmu_truth(self.folder, self.trial)
        t = np.arange(len(hips["left"])) / 120.0
        reps = tuple(_captured(rep, t, hips) for rep in data["reps"])
        side_on = float(np.cos(np.radians(self.azimuth)))
        near: Side | None = None if abs(side_on) < _ABREAST else ("left" if side_on > 0 else "right")
        return Truth(
            level=6,
            set="capture",
            reps=reps,
            duration_s=float(data["duration_s"]),
            other=tuple(_between(reps, float(data["duration_s"]))),
            t=t[::step],
            hip={side: angle[::step] for side, angle in hips.items()},
            knee={side: angle[::step] for side, angle in knees.items()},
            near=near,
            facing=0 if abs(side_on) < _FRONTAL else (-1 if side_on > 0 else 1),
        )

    def skeletons(self, eye: Eye) -> list[Skeleton]:
        del eye  # nothing is looked at
        seen = cmu_skeletons(self.folder, self.trial, self.azimuth, self.elevation, CAPTURE_FPS)
        return seen if self.depth else [replace(s, metric=None) for s in seen]


@lru_cache(maxsize=4)
def _trial_angles(folder: Path, trial: str):
    return sagittal_deg(cmu_positions(folder, trial))


def _captured(given: dict[str, Any], t: Floats, hips: dict[Side, Floats]) -> TrueRep:
    side: Side = "left" if given["side"] == "L" else "right"
    start_s, end_s = float(given["start_s"]), float(given["end_s"])
    times = times_by_speed(t, hips[side], start_s, end_s)
    return TrueRep(
        side,
        start_s,
        float(given["peak_s"]),
        end_s,
        out_s=times.out_s,
        hold_s=times.hold_s,
        back_s=times.back_s,
    )


def _between(reps: tuple[TrueRep, ...], duration_s: float) -> Iterator[Other]:
    since = 0.0
    for rep in reps:
        if rep.start_s - _AROUND_S > since:
            yield Other("other movements", since, rep.start_s - _AROUND_S)
        since = max(since, rep.end_s + _AROUND_S)
    if duration_s > since:
        yield Other("other movements", since, duration_s)


def kind_of(truth: Truth) -> str:
    """The group a rendered clip is counted in."""
    return "faults" if truth.fault_ids and truth.set != "other" else truth.set


def folder_clips(folder: Path) -> Iterator[VideoClip]:
    """Clips with truth in a folder and the folders in it."""
    for truth_file in sorted(folder.rglob("*.json")):
        path = truth_file.with_suffix(".mp4")
        if path.exists():
            truth = read_truth(truth_file)
            yield VideoClip(path, kind_of(truth), ALL_LEVELS if truth.level is None else (truth.level,))


def shared_clips(data: Path) -> Iterator[Clip]:
    """Clips made from the recordings with truth beside the project."""
    if (data / "rendered").is_dir():
        yield from folder_clips(data / "rendered")
    if (data / "cmu_knee_raise").is_dir():
        for depth in (True, False):
            for trial in TRIALS:
                for azimuth, elevation in CAPTURE_VIEWS:
                    yield CapturedClip(data, trial, azimuth, elevation, depth)
    bridge = data / "bridge_video" / "bridging.mp4"
    if bridge.exists():
        shows = Truth(None, "other", (), 3.0, (Other("bridge", 0.0, 3.0),))
        yield VideoClip(bridge, "real", (1, 2, 3, 4), shows)


def find_clips(folders: Iterable[Path] = (), data: Path | None = None, only: str = "") -> list[Clip]:
    """All clips with truth in the folders and in the shared data whose name contains ``only``."""
    found: list[Clip] = [clip for folder in folders for clip in folder_clips(folder)]
    if data is not None:
        found += shared_clips(data)
    return [clip for clip in found if only in clip.name]
