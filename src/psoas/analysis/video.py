"""From a recording to an analysis: frames (or skeletons) go in one after the other, and nothing piles up."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from psoas import __version__
from psoas.analysis.back import FLAT_FIRST_S, back_for, back_notes
from psoas.analysis.errors import AnalysisError
from psoas.analysis.quiet import native_quiet
from psoas.analysis.result import Analysis, SetupNote
from psoas.analysis.setup import SetupWatch
from psoas.body.back import BackLine
from psoas.body.skeleton import Skeleton
from psoas.coach.coach import Coach
from psoas.coach.events import Cue, Event, Now, Pause, Rep, Unseen
from psoas.exchange.recording import is_recording, read_recording
from psoas.programme.catalogue import Catalogue, load
from psoas.programme.model import Exercise

if TYPE_CHECKING:
    from psoas.sight.frames import Picture
    from psoas.sight.models import LandmarkModel

#: As many as the live camera gives; every frame costs. The motion capture trials are counted as well with 20 as with 30
#: (`bench/clips.py --fps`).
MAX_FPS = 20.0

Progress = Callable[[float, float], None]
Seen = Generator[tuple["Picture | None", Skeleton], None, None]


class Watcher(Protocol):
    """Is shown every frame together with what the coach made of it, for example to draw it."""

    def __call__(self, picture: Picture | None, skeleton: Skeleton, now: Now, events: list[Event]) -> None:
        """Take one frame; `picture` (H, W, 3) is None for a recording without pictures."""


def exercise_of(level: int | None, catalogue: Catalogue | None = None) -> Exercise:
    """The exercise of a level.

    Raises
    ------
    AnalysisError
        If no level is given; the sentence lists them.
    CatalogueError
        If there is no such level.
    """
    catalogue = catalogue or load()
    if level is None:
        levels = ", ".join(f"{e.level} {e.name}" for e in catalogue.march)
        raise AnalysisError(f"Say which level the recording shows, for example --level 1. Levels are: {levels}.")
    return catalogue.level(level)


def analyze(
    path: Path,
    level: int | None,
    *,
    band: bool = True,
    model: LandmarkModel = "full",
    models: Path | None = None,
    catalogue: Catalogue | None = None,
    on_progress: Progress | None = None,
    watcher: Watcher | None = None,
    flat_back: bool = False,
) -> Analysis:
    """Coach a recording.

    Parameters
    ----------
    path : Path
        A video, or a recording of skeletons (psoas' own or TRC).
    level : int or None
        Level of the march, 1 to 6.
    band : bool
        Whether the band is worn.
    model : {"full", "heavy"}
        Landmark model for videos.
    models : Path, optional
        Folder of models the person added.
    catalogue : Catalogue, optional
        What is taught; the one that psoas brings by default.
    on_progress : callable, optional
        Called with seconds done and seconds in all (0 where the file does not say).
    watcher : Watcher, optional
        Shown every frame.
    flat_back : bool
        Try the flat-back experiment: a video only, whose first seconds show the person lying flat and still.

    Returns
    -------
    Analysis

    Raises
    ------
    PsoasError
        If the level is missing or does not exist, the recording cannot be read, or the model is not installed.
    """
    exercise = exercise_of(level, catalogue)
    if not path.exists():
        raise AnalysisError(f"There is no file {path}. Check the name and the folder.")
    back = back_for(exercise, path) if flat_back else None
    if path.is_file() and is_recording(path):
        source: _Source = _Skeletons(path)
    else:
        source = _Pictures(path, model, models, flat_back)
    coach = Coach(exercise, band=band, keep_trace=True, back=back)
    setup = SetupWatch(exercise)
    events: list[Event] = []
    first: float | None = None
    t = 0.0
    frames = 0
    with closing(source.frames()) as seen:
        for picture, skeleton in seen:
            first = skeleton.t if first is None else first
            if back is not None and source.back is not None:
                back.see(source.back, settling=skeleton.t - first <= FLAT_FIRST_S)
            new = coach.see(skeleton)
            events += new
            setup.see(picture, skeleton, source.people)
            if watcher is not None:
                watcher(picture, skeleton, coach.now, new)
            t, frames = skeleton.t, frames + 1
            if on_progress is not None:
                on_progress(t, source.duration_s)
    events += coach.finish()
    reps = [event for event in events if isinstance(event, Rep)]
    return Analysis(
        file=str(path),
        exercise=exercise,
        band=band,
        reps=tuple(rep for rep in reps if not rep.short),
        short=tuple(rep for rep in reps if rep.short),
        cues=tuple(event for event in events if isinstance(event, Cue)),
        unseen=tuple(event for event in events if isinstance(event, Unseen)),
        pauses=tuple(event for event in events if isinstance(event, Pause)),
        seen_s=coach.seen_s,
        unseen_s=coach.unseen_s,
        duration_s=t - (first or 0.0),
        frames=frames,
        setup=(
            *setup.notes(),
            *(SetupNote("recording-damaged", note) for note in source.notes),
            *(back_notes(back) if back is not None else ()),
        ),
        versions={"psoas": __version__} | source.versions,
        trace=tuple(coach.trace),
    )


class _Source(Protocol):
    """Where skeletons come from."""

    duration_s: float
    versions: dict[str, str]

    @property
    def notes(self) -> list[str]: ...

    @property
    def people(self) -> int: ...

    @property
    def back(self) -> BackLine | None: ...

    def frames(self) -> Seen: ...


class _Skeletons:
    """A recording of skeletons, already seen by somebody else."""

    def __init__(self, path: Path) -> None:
        self._skeletons = read_recording(path)
        self.duration_s = self._skeletons[-1].t if self._skeletons else 0.0
        self.versions: dict[str, str] = {}

    @property
    def notes(self) -> list[str]:
        return []

    @property
    def people(self) -> int:
        return 1

    @property
    def back(self) -> BackLine | None:
        return None

    def frames(self) -> Seen:
        for skeleton in self._skeletons:
            yield None, skeleton


class _Pictures:
    """A video: decoded, looked at by BlazePose, steadied."""

    def __init__(self, path: Path, model: LandmarkModel, models: Path | None, with_back: bool = False) -> None:
        # The libraries behind these are heavy; `psoas --help` and skeleton recordings do without them.
        import ai_edge_litert  # noqa: PLC0415
        import av  # noqa: PLC0415
        import numpy  # noqa: PLC0415

        from psoas.sight.blazepose import BlazePose  # noqa: PLC0415
        from psoas.sight.frames import open_video  # noqa: PLC0415
        from psoas.sight.steady import Steady  # noqa: PLC0415

        self._video = open_video(path, max_fps=MAX_FPS)
        with native_quiet():
            self._pose = BlazePose(model, threads=2, added=models)
        self._steady = Steady()
        self._pose.with_silhouette = with_back
        self.back: BackLine | None = None
        self.duration_s = self._video.info.duration_s
        self.versions = {"pose_model": model} | {
            part.__name__: part.__version__ for part in (ai_edge_litert, av, numpy)
        }

    @property
    def notes(self) -> list[str]:
        return self._video.notes

    @property
    def people(self) -> int:
        return self._pose.people

    def frames(self) -> Seen:
        from psoas.sight.silhouette import back_line  # noqa: PLC0415 - as above

        with closing(self._pose.follow(self._video)) as seen:
            for frame, raw in seen:
                skeleton = self._steady.see(raw)
                if self._pose.with_silhouette:
                    self.back = back_line(self._pose.silhouette, skeleton)
                yield frame.rgb, skeleton
