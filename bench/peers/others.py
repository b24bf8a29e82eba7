"""MediaPipe and Sports2D over all clips, each in its own environment."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.accuracy.clips import VideoClip
from bench.accuracy.looks import Eye
from bench.accuracy.truth import Truth
from psoas.analysis.sources import MAX_FPS
from psoas.body.skeleton import SIDES, Floats, Joint, Side, Skeleton
from psoas.sight.video import open_video

_HERE = Path(__file__).parent
#: Names that Sports2D gives to landmarks.
_NAMES = {
    **{
        f"{side[0].upper()}{theirs}": Joint[f"{side.upper()}_{ours}"]
        for side in SIDES
        for theirs, ours in (
            ("Hip", "HIP"),
            ("Knee", "KNEE"),
            ("Ankle", "ANKLE"),
            ("BigToe", "FOOT_INDEX"),
            ("Heel", "HEEL"),
            ("Shoulder", "SHOULDER"),
            ("Elbow", "ELBOW"),
            ("Wrist", "WRIST"),
        )
    },
    "Nose": Joint.NOSE,
}
#: Sports2D leaves out landmarks below this likelihood, and filters at 6 Hz where the frame rate allows it.
_LIKELY, _CUTOFF_HZ, _OF_RATE = 0.3, 6.0, 0.4


@dataclass(frozen=True, slots=True)
class Peers:
    """The other environments; None where one is not there."""

    mediapipe: Path | None
    sports2d: Path | None


@dataclass(frozen=True, slots=True)
class GivenClip:
    """A clip with skeletons that somebody else saw in it."""

    clip: VideoClip
    seen: list[Skeleton]
    raw: bool = False

    @property
    def name(self) -> str:
        return self.clip.name

    @property
    def kind(self) -> str:
        return self.clip.kind

    @property
    def levels(self) -> tuple[int, ...]:
        return self.clip.levels

    def truth(self) -> Truth:
        return self.clip.truth()

    def skeletons(self, eye: Eye) -> list[Skeleton]:
        del eye
        return self.seen


def mediapipe_job(clip: Path, out: Path) -> dict[str, object]:
    """What MediaPipe is to look at: the very frames that psoas looks at."""
    frames = [(frame.index, frame.t) for frame in open_video(clip, max_fps=MAX_FPS)]
    return {"clip": str(clip), "frames": [i for i, _ in frames], "t": [t for _, t in frames], "out": str(out)}


def mediapipe_skeletons(
    clips: Sequence[VideoClip], python: Path, eye: Eye, scratch: Path
) -> dict[Path, list[Skeleton]]:
    """What MediaPipe's legacy pipeline sees in the clips, kept between runs like what psoas sees."""
    kept = {c.path: eye.cache / f"{eye.kept(c.path).stem}-mediapipe.npz" for c in clips}
    jobs = [mediapipe_job(path, out) for path, out in kept.items() if not out.exists()]
    if jobs:
        _run(python, "mediapipe_worker.py", jobs, scratch)
    return {path: _read(out) for path, out in kept.items() if out.exists()}


def sports2d_job(clip: VideoClip, seen: Sequence[Skeleton], scratch: Path) -> dict[str, object]:
    """What Sports2D is to measure: our pose model's landmarks at each frame of the video, as TRC."""
    info = open_video(clip.path).info
    t = np.arange(round(info.duration_s * info.fps)) / info.fps
    image = np.array([np.where(s.confidence[:, None] < _LIKELY, np.nan, s.image) for s in seen])
    times = np.array([s.t for s in seen])
    columns = [_at(t, times, image[:, landmark, axis]) for landmark in _NAMES.values() for axis in (0, 1)]
    trc = scratch / f"{clip.name}_px.trc"
    trc.write_text(_trc(t, np.array(columns).T.reshape(len(t), -1, 2), info.fps), encoding="utf-8")
    side = {1: "right", -1: "left", 0: "front"}[clip.truth().facing]
    cutoff = min(_CUTOFF_HZ, _OF_RATE * info.fps)
    return {"clip": str(clip.path), "trc": str(trc), "side": side, "cutoff_hz": cutoff, "folder": str(scratch)}


Angles = tuple[Floats, dict[Side, Floats], dict[Side, Floats]]


def sports2d_angles(clips: Sequence[VideoClip], python: Path, eye: Eye, scratch: Path) -> dict[Path, Angles]:
    """Times, hips and knees of Sports2D, degrees, for the clips it could take."""
    _run(python, "sports2d_worker.py", [sports2d_job(c, c.skeletons(eye), scratch) for c in clips], scratch)
    found: dict[Path, Angles] = {}
    for clip in clips:
        files = list(scratch.glob(f"{clip.name}_Sports2D/*_angles_person00.mot"))
        if files:
            found[clip.path] = _mot(files[0])
    return found


def _run(python: Path, worker: str, jobs: list[dict[str, object]], scratch: Path) -> None:
    file = scratch / f"{worker}.json"
    file.write_text(json.dumps(jobs), encoding="utf-8")
    log = scratch / f"{worker}.log"
    with log.open("w", encoding="utf-8") as out:
        subprocess.run([str(python), str(_HERE / worker), str(file)], check=True, stdout=out, stderr=out, cwd=scratch)


def _read(path: Path) -> list[Skeleton]:
    with np.load(path) as data:
        t, image, confidence, metric = (data[name] for name in ("t", "image", "confidence", "metric"))
        size = int(data["size"][0]), int(data["size"][1])
    return [
        Skeleton(float(t[i]), image[i], confidence[i], None if np.isnan(metric[i]).all() else metric[i], size)
        for i in range(len(t))
    ]


def _at(t: Floats, times: Floats, values: Floats) -> Floats:
    known = np.isfinite(values)
    if known.sum() < 2:
        return np.full_like(t, np.nan)
    even: Floats = np.interp(t, times[known], values[known])
    return even


def _trc(t: Floats, points: Floats, fps: float) -> str:
    n, names = len(t), list(_NAMES)
    head = [
        "PathFileType\t4\t(X/Y/Z)\tlandmarks_px.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        "\t".join(map(str, [fps, fps, n, len(names), "px", fps, 0, n])),
        "Frame#\tTime\t" + "\t\t\t".join(names) + "\t\t\t",
        "\t\t" + "\t".join(f"X{i}\tY{i}\tZ{i}" for i in range(1, len(names) + 1)),
    ]
    rows = (
        f"{i}\t{moment:.5f}\t" + "\t".join(f"{x:.3f}\t{y:.3f}\t0" for x, y in row)
        for i, (moment, row) in enumerate(zip(t, points, strict=True), start=1)
    )
    return "\n".join([*head, *rows]) + "\n"


def _mot(path: Path) -> Angles:
    lines = path.read_text(encoding="utf-8").splitlines()
    start = lines.index("endheader") + 1
    names = lines[start].split("\t")
    rows = np.array([[float(v) if v else np.nan for v in line.split("\t")] for line in lines[start + 1 :]])
    column = {name: rows[:, i] for i, name in enumerate(names)}
    return (
        column["time"],
        {side: column[f"{side} hip"] for side in SIDES},
        {side: column[f"{side} knee"] for side in SIDES},
    )
