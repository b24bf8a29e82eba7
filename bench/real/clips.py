"""Recordings and films of real people, as the bench of rendered people wants its clips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median_low

from bench.accuracy.clips import ALL_LEVELS
from bench.accuracy.looks import Eye
from bench.accuracy.truth import Truth
from bench.real.truth import Entry, WrongTruth, read_entries
from psoas.analysis.recordings import ENDINGS
from psoas.body.skeleton import Skeleton
from psoas.exchange.poses import Poses, read_poses
from psoas.exchange.recording import read_recording
from psoas.sight.models import LandmarkModel, ModelMissing, find_model

MODELS: tuple[LandmarkModel, ...] = ("full", "heavy")
_FILMS = ENDINGS - {".npz", ".trc"}


@dataclass(frozen=True, slots=True)
class RealClip:
    """What one model saw in one film of a real person.

    Attributes
    ----------
    poses : Poses
        Raw, whether or not the recording says so: what lies beside a `truth.json` was seen by a model.
    """

    entry: Entry
    model: LandmarkModel
    poses: Poses = field(repr=False)
    raw: bool = True
    #: So that what is counted where nothing was marched stands under "real video".
    kind: str = "real"

    @property
    def name(self) -> str:
        return self.entry.name

    @property
    def duration_s(self) -> float:
        """From the first to the last picture, seconds."""
        seen = self.poses.skeletons
        return seen[-1].t - seen[0].t if seen else 0.0

    @property
    def quick(self) -> bool:
        """Whether it shows strides too quick for the march."""
        return self.entry.quick(self.duration_s)

    @property
    def levels(self) -> tuple[int, ...]:
        """As which it is coached: its own level; every one where it shows no march."""
        level = self.truth().level
        return ALL_LEVELS if level is None else (level,)

    def truth(self) -> Truth:
        return self.entry.truth(self.duration_s)

    def skeletons(self, eye: Eye) -> list[Skeleton]:
        del eye  # it has looked already
        return self.poses.skeletons


@dataclass(frozen=True, slots=True)
class Found:
    """One clip of a folder, and where each model's view of it comes from."""

    entry: Entry
    recordings: dict[LandmarkModel, Path]
    film: Path | None

    def seen_by(self, model: LandmarkModel, eye: Eye) -> RealClip | None:
        """What a model saw; None where there is neither a recording of it nor a film."""
        if model in self.recordings:
            path = self.recordings[model]
            return RealClip(self.entry, model, read_poses(path) or Poses(read_recording(path), {"pose_model": model}))
        if self.film is None:
            return None
        looks = eye.look(self.film)
        people = median_low(looks.people) if looks.people else 1
        return RealClip(self.entry, model, Poses(looks.skeletons, {"pose_model": model}, people))


def find(folders: Iterable[Path], only: str = "") -> list[Found]:
    """Find the clips of folders whose name contains ``only``.

    Raises
    ------
    WrongTruth
        If a folder has no truth, or a clip of it has neither film nor recording.
    """
    return [found for folder in folders for found in _in_folder(folder) if only in found.entry.name]


def _in_folder(folder: Path) -> Iterator[Found]:
    for entry in read_entries(folder):
        recordings = {m: path for m in MODELS if (path := folder / f"{entry.name}.{m}.npz").exists()}
        if (alone := folder / f"{entry.name}.npz").exists():
            recordings.setdefault(_model_of(alone), alone)
        film = next((path for end in sorted(_FILMS) if (path := folder / f"{entry.name}{end}").exists()), None)
        if not recordings and film is None:
            raise WrongTruth(
                f"{folder} has neither {entry.name}.full.npz, {entry.name}.heavy.npz, {entry.name}.npz nor a film "
                f"{entry.name}.mp4. Add one, or take the clip out of the truth."
            )
        yield Found(entry, recordings, film)


def _model_of(recording: Path) -> LandmarkModel:
    poses = read_poses(recording)
    return "heavy" if poses is not None and poses.versions.get("pose_model") == "heavy" else "full"


def usable(models: Sequence[LandmarkModel], added: Path | None = None) -> dict[LandmarkModel, str]:
    """Which models can look at films; "" for those that can, else why not."""
    said: dict[LandmarkModel, str] = {}
    for model in models:
        try:
            find_model(model, added)
            said[model] = ""
        except ModelMissing as error:
            said[model] = str(error)
    return said
