"""What each way costs: whole processes over the same clips, one after the other."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.accuracy.clips import ROOT, VideoClip
from bench.accuracy.looks import Eye
from bench.peers.others import Peers, mediapipe_job, sports2d_job
from bench.speed.cost import looped, timed

_HERE = Path(__file__).parent
_LONG_S = 30.0


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one way over all clips it was measured on.

    Attributes
    ----------
    seconds, cpu_s : float
        Wall and processor time, start-up included.
    peak_mb : float
        Largest memory of any of its processes, MB.
    """

    seconds: float
    cpu_s: float
    peak_mb: float

    def then(self, more: Cost) -> Cost:
        """Both, one after the other."""
        return Cost(self.seconds + more.seconds, self.cpu_s + more.cpu_s, max(self.peak_mb, more.peak_mb))

    def best(self, more: Cost) -> Cost:
        """The quicker of both, for other work on the machine only ever slows; the larger memory."""
        return Cost(min(self.seconds, more.seconds), min(self.cpu_s, more.cpu_s), max(self.peak_mb, more.peak_mb))


def long_enough(clip: VideoClip, scratch: Path) -> VideoClip:
    """The clip, over and over where it is short: in a short one start-up would be all that is measured."""
    if clip.truth().duration_s >= _LONG_S:
        return clip
    path = scratch / f"{clip.name}-looped.mp4"
    looped(clip.path, path, _LONG_S)
    return VideoClip(path, clip.kind, clip.levels, clip.truth())


def measure(way: str, clips: list[VideoClip], peers: Peers, eye: Eye, scratch: Path) -> Cost:
    """Cost of one way; of Sports2D it is what comes on top of the pose model, without which it sees nothing here."""
    if way == "mediapipe":
        jobs = [mediapipe_job(c.path, scratch / f"{c.name}-cost.npz") for c in clips]
        return _worker(peers.mediapipe, "mediapipe_worker.py", jobs, scratch)
    if way == "sports2d":
        jobs = [sports2d_job(c, c.skeletons(eye), scratch) for c in clips]
        return measure("bare", clips, peers, eye, scratch).then(
            _worker(peers.sports2d, "sports2d_worker.py", jobs, scratch)
        )
    total = Cost(0.0, 0.0, 0.0)
    for clip in clips:
        command = [sys.executable, "-m", "bench.peers.alone", way, str(clip.path), str(clip.levels[0])]
        total = total.then(_timed(command, ROOT))
    return total


def _worker(python: Path | None, worker: str, jobs: list[dict[str, object]], scratch: Path) -> Cost:
    total = Cost(0.0, 0.0, 0.0)
    for job in jobs:
        file = scratch / "cost.json"
        file.write_text(json.dumps([job]), encoding="utf-8")
        total = total.then(_timed([str(python), str(_HERE / worker), str(file)], scratch))
    return total


def _timed(command: list[str], folder: Path) -> Cost:
    run = timed(command, folder)
    return Cost(run.seconds, run.cpu_s, run.peak_mb)
