"""Sources of skeletons: a video for the pose model, or a recording of skeletons."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from psoas.analysis.progress import native_quiet
from psoas.body.skeleton import BackLine, Skeleton
from psoas.errors import PsoasError
from psoas.exchange.poses import Poses, read_poses
from psoas.exchange.recording import read_recording

if TYPE_CHECKING:
    from psoas.sight.blazepose import BlazePose
    from psoas.sight.geometry import Square
    from psoas.sight.models import LandmarkModel
    from psoas.sight.pictures import Picture
    from psoas.sight.trails import Crowd


class AnalysisError(PsoasError):
    """An analysis is impossible as requested; the message says what to change."""


#: As many as the live camera gives; every frame costs. The motion capture trials are counted as well with 20 as with 30
#: (`bench/studies/clips.py --fps`).
MAX_FPS = 20.0

PoseModelMaker = Callable[[], "BlazePose"]
Whereabouts = Callable[[float], "Square | None"]
Seen = Generator[tuple["Picture | None", Skeleton], None, None]


def without_pictures(kept: Iterable[Skeleton]) -> Seen:
    """Skeletons as a source gives them that has no pictures."""
    for skeleton in kept:
        yield None, skeleton


def open_eyes(model: LandmarkModel = "full", models: Path | None = None, threads: int = 2) -> BlazePose:
    """Load the pose model without the library's output on stderr.

    Raises
    ------
    CannotSee
        If the weights or the runtime are not installed.
    """
    from psoas.sight.blazepose import BlazePose  # noqa: PLC0415 - heavy, see the class

    with native_quiet():
        return BlazePose(model, threads=threads, added=models)


class Source(Protocol):
    """A source of skeletons."""

    duration_s: float
    versions: dict[str, str]

    @property
    def notes(self) -> list[str]:
        """What could not be read, so far."""

    @property
    def people(self) -> int:
        """How many persons were in the picture when they were last counted."""

    def back(self, skeleton: Skeleton) -> BackLine | None:
        """Line of the low back in what was seen last; None where there is none."""

    @property
    def crowd(self) -> Crowd | None:
        """Who else is in the pictures; None where there are none, or nobody looked yet."""

    def frames(self, whom: Whereabouts | None = None) -> Seen:
        """What is seen, in its order, each skeleton as it comes from whoever saw it.

        Parameters
        ----------
        whom : callable, optional
            Gives where the person to follow is at a time, seconds; None for nobody.
        """

    def again(self, kept: Sequence[Skeleton]) -> Seen:
        """What was seen, once more, with `kept` in place of its skeletons."""


class Skeletons:
    """A recording of skeletons.

    Parameters
    ----------
    path : Path
        The file.

    Attributes
    ----------
    seen : Poses or None
        What a pose model saw in a film, if the recording says that it is that; its skeletons are raw.
    """

    def __init__(self, path: Path) -> None:
        self.seen: Poses | None = read_poses(path)
        self._skeletons = self.seen.skeletons if self.seen else read_recording(path)
        self.duration_s = self._skeletons[-1].t if self._skeletons else 0.0
        self.versions: dict[str, str] = self.seen.versions if self.seen else {}

    @property
    def notes(self) -> list[str]:
        """What could not be read of the film; unreadable recordings fail at once."""
        return self.seen.notes if self.seen else []

    @property
    def people(self) -> int:
        """How many persons were mostly in the film; 1 if unknown."""
        return self.seen.people if self.seen else 1

    def back(self, _skeleton: Skeleton) -> BackLine | None:
        """Return None, because skeletons do not show a back."""
        return None

    @property
    def crowd(self) -> None:
        """Return None, because skeletons show one person."""
        return None

    def frames(self, whom: Whereabouts | None = None) -> Seen:
        """Yield all skeletons in order."""
        del whom
        return self.again(self._skeletons)

    def again(self, kept: Sequence[Skeleton]) -> Seen:
        """What was seen, once more."""
        return without_pictures(kept)


class Pictures:
    """A video, decoded and processed by BlazePose.

    Parameters
    ----------
    path : Path
        The file.
    model : {"full", "heavy"}
        Name of the landmark model, for the versions.
    eyes : callable
        Provides the pose model; called once the recording is known to be readable.
    with_back : bool
        Whether to find the line of the low back too.
    quarter_turns : int
        Turn each picture by so many quarters, against the clock.
    """

    def __init__(
        self,
        path: Path,
        model: LandmarkModel,
        eyes: PoseModelMaker,
        with_back: bool = False,
        quarter_turns: int = 0,
    ) -> None:
        # These are slow to import, and `psoas --help` and skeleton recordings do not need them.
        import av  # noqa: PLC0415
        import numpy  # noqa: PLC0415

        from psoas.sight import runtime  # noqa: PLC0415
        from psoas.sight.video import open_video  # noqa: PLC0415

        self._path, self._quarter_turns = path, quarter_turns
        self._video = open_video(path, max_fps=MAX_FPS, quarter_turns=quarter_turns)
        self._pose = eyes()
        self.crowd: Crowd | None = None
        with native_quiet():
            self._pose.with_silhouette = with_back
        self.duration_s = self._video.info.duration_s
        self.versions = {
            "pose_model": model,
            "ai_edge_litert": runtime.version(),
            "av": av.__version__,
            "numpy": numpy.__version__,
        }

    @property
    def notes(self) -> list[str]:
        """What could not be read, so far."""
        return self._video.notes

    @property
    def people(self) -> int:
        """How many persons were in the picture when they were last counted."""
        return self._pose.people

    def frames(self, whom: Whereabouts | None = None) -> Seen:
        """Yield each picture with the model's raw skeleton."""
        from psoas.sight.trails import Crowd  # noqa: PLC0415
        from psoas.sight.video import open_video  # noqa: PLC0415

        crowd = Crowd()
        self._pose.reset()
        self._pose.whom = whom
        try:
            again = open_video(self._path, max_fps=MAX_FPS, quarter_turns=self._quarter_turns)
            video = self._video if whom is None else again
            with closing(self._pose.follow(video)) as seen:
                for frame, skeleton in seen:
                    crowd.update(skeleton, self._pose.others, self._pose.looked_around_s)
                    yield frame.rgb, skeleton
        finally:
            self._pose.whom = None
        if whom is None:
            self.crowd = crowd

    def again(self, kept: Sequence[Skeleton]) -> Seen:
        """Yield the pictures again, with `kept` as their skeletons: decoded, but not processed."""
        from psoas.sight.video import open_video  # noqa: PLC0415

        again = open_video(self._path, max_fps=MAX_FPS, quarter_turns=self._quarter_turns)
        for frame, skeleton in zip(again, kept, strict=False):
            yield frame.rgb, skeleton

    def back(self, skeleton: Skeleton) -> BackLine | None:
        """Return the line of the low back in the last picture; None if it is not wanted."""
        if not self._pose.with_silhouette:
            return None
        from psoas.sight.silhouette import back_line  # noqa: PLC0415

        return back_line(self._pose.silhouette, skeleton)
