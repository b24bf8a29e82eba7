"""What the pose model saw in each clip, kept on disk: looking takes minutes, everything after it seconds."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import psoas.sight
from psoas.analysis.marcher import with_marcher
from psoas.analysis.sources import MAX_FPS, Pictures, Whereabouts, open_eyes
from psoas.body.skeleton import N_JOINTS, Skeleton
from psoas.programme.catalogue import load
from psoas.programme.model import Exercise
from psoas.sight.blazepose import BlazePose
from psoas.sight.models import LandmarkModel

#: Where what the model saw is kept.
DEFAULT_CACHE = Path(__file__).resolve().parents[1] / "out" / "cache"
#: What decides what the pose model sees; when one of these files changes, kept looks are out of date.
_SIGHT = (
    "blazepose",
    "brightness",
    "company",
    "detector",
    "geometry",
    "net",
    "shots",
    "track_check",
    "trails",
    "video",
)


@dataclass(frozen=True, slots=True)
class Looks:
    """Raw skeletons of one clip, before steadying, and how many people were in the picture."""

    skeletons: list[Skeleton]
    people: list[int]


@dataclass(frozen=True, slots=True)
class Eye:
    """Looks at clips, or remembers having looked.

    Parameters
    ----------
    cache : Path
        Folder of what was seen before.
    model : {"full", "heavy"}
        Landmark model.
    models : Path, optional
        Folder of models that psoas does not bring.
    again : bool
        Look again where the code in `psoas.sight` has changed since; otherwise old looks are good enough.
    live : int or None
        Judge pictures as they come, as before a camera, so many pictures late; None as a recording.
    """

    cache: Path
    model: LandmarkModel = "full"
    models: Path | None = None
    again: bool = False
    live: int | None = None

    def kept(self, clip: Path) -> Path:
        """Where the looks of a clip are kept: named by its content, the model and the frame rate."""
        digest = hashlib.sha256(clip.read_bytes()).hexdigest()[:20]
        return self.cache / f"{digest}-{self.model}-{MAX_FPS:g}.npz"

    def opened(self) -> BlazePose:
        """Load the pose model that looks."""
        return open_eyes(self.model, self.models)

    def look(self, clip: Path, on_progress: Callable[[float], None] | None = None) -> Looks:
        """Raw skeletons of a clip, from the cache where it has them."""
        kept = self.kept(clip)
        if kept.exists():
            with np.load(kept, allow_pickle=False) as data:
                if not self.again or str(data["sight"]) == sight_version():
                    return _unpacked(data)
        pictures = Pictures(clip, self.model, self.opened)
        skeletons: list[Skeleton] = []
        people: list[int] = []
        with closing(pictures.frames()) as seen:
            for _, skeleton in seen:
                skeletons.append(skeleton)
                people.append(pictures.people)
                if on_progress is not None:
                    on_progress(skeleton.t)
        skeletons = chosen(pictures, skeletons, load().march)
        self.cache.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        with part.open("wb") as file:
            np.savez_compressed(file, **_packed(skeletons, people))
        part.replace(kept)
        return Looks(skeletons, people)


def chosen(pictures: Pictures, first: list[Skeleton], march: Sequence[Exercise]) -> list[Skeleton]:
    """The one who marches, where several people are in a film of which the most prominent one was followed."""

    def follow(whom: Whereabouts) -> list[Skeleton]:
        with closing(pictures.frames(whom)) as seen:
            return [skeleton for _, skeleton in seen]

    return list(with_marcher(first, pictures.crowd, march, follow)) if pictures.crowd is not None else first


def sight_version() -> str:
    """Fingerprint of the code that looks."""
    folder = Path(psoas.sight.__path__[0])
    code = b"".join((folder / f"{name}.py").read_bytes() for name in _SIGHT)
    return hashlib.sha256(code).hexdigest()[:12]


def _packed(skeletons: list[Skeleton], people: list[int]) -> dict[str, object]:
    nothing = np.full((N_JOINTS, 3), np.nan)
    return {
        "t": np.array([s.t for s in skeletons]),
        "image": np.array([s.image for s in skeletons]).reshape(-1, N_JOINTS, 2),
        "confidence": np.array([s.confidence for s in skeletons]).reshape(-1, N_JOINTS),
        "metric": np.array([nothing if s.metric is None else s.metric for s in skeletons]).reshape(-1, N_JOINTS, 3),
        "size": np.array(skeletons[0].size if skeletons else (0, 0)),
        "people": np.array(people),
        "cut": np.array([s.cut for s in skeletons], dtype=bool),
        "sight": np.array(sight_version()),
    }


def _unpacked(data: np.lib.npyio.NpzFile) -> Looks:
    t, image, confidence, metric = (data[name] for name in ("t", "image", "confidence", "metric"))
    cut = data["cut"] if "cut" in data else np.zeros(len(t), dtype=bool)
    size = int(data["size"][0]), int(data["size"][1])
    skeletons = [
        Skeleton(
            float(t[i]), image[i], confidence[i], None if np.isnan(metric[i]).all() else metric[i], size, bool(cut[i])
        )
        for i in range(len(t))
    ]
    return Looks(skeletons, [int(n) for n in data["people"]])


def over_clips(about: str | None, nargs: str = "+") -> argparse.ArgumentParser:
    """Arguments of a program that goes over folders of clips with truth: `folders` and `cache`."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("folders", type=Path, nargs=nargs, help="folders of clips with truth (bench/truth.md)")
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE, help="where what the model saw is kept")
    return parser
