"""The pose model in its own thread, loaded in the background and shared by all cameras."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from psoas.app.live.model_pace import ModelPace
from psoas.app.live.one_size import shown_in
from psoas.body.skeleton import BackLine, PlaceInPicture, Skeleton
from psoas.sight.models import best_landmark_model, find_model, require_sight
from psoas.sight.runtime import CannotSee

if TYPE_CHECKING:
    from psoas.sight.blazepose import BlazePose
    from psoas.sight.company import LyingOrUpright
    from psoas.sight.models import LandmarkModel, ModelChoice
    from psoas.tracking.offline import FixedLagTracker
    from psoas.tracking.online import OnlineTracker

T = TypeVar("T")


class Whom(NamedTuple):
    """Whom to follow where there are several people.

    Attributes
    ----------
    posture : {"lying", "upright"} or None
        How that person is, if known.
    choosing : bool
        Whether to choose anew all the time; False keeps the one who is followed.
    """

    posture: LyingOrUpright | None = None
    choosing: bool = False


#: Whoever is large and near the middle at first.
ANYBODY = Whom()


@dataclass(frozen=True, slots=True, eq=False)
class PoseResult:
    """What one camera picture shows.

    Attributes
    ----------
    skeleton : Skeleton
        The person at this moment, smoothed for drawing; `Skeleton.nobody` if there is none.
    brightness : float
        Mean brightness of the picture, 0 to 1.
    people : int
        Number of people that the detector found in the picture.
    back : BackLine or None
        Contour of the low back, if the experiment asked for it.
    settled : tuple of Skeleton
        Skeletons that this picture settles, for the coach: usually the person a few pictures ago
        (`psoas.tracking.offline`).
    place : {"left", "middle", "right"} or None
        Where the person is among several people.
    """

    skeleton: Skeleton
    brightness: float
    people: int
    back: BackLine | None
    settled: tuple[Skeleton, ...]
    place: PlaceInPicture | None = None

    @classmethod
    def of(cls, skeleton: Skeleton, back: BackLine | None = None) -> PoseResult:
        """Wrap a skeleton that needs no settling and has no picture; its brightness is unknown."""
        return cls(skeleton, 0.5, 1 if skeleton.seen else 0, back, (skeleton,))


class PoseWorker:
    """Turns camera pictures into skeletons, one at a time, without blocking the server.

    There is one thread only, because the model's interpreter is not thread-safe. Its libraries are
    slow to import, so they too are imported in that thread, and the first page need not wait.

    Parameters
    ----------
    choice : {"auto", "full", "heavy"}
        Landmark model; "auto" is the finest one with which this computer keeps pace (`psoas.app.live.model_pace`).
    added : Path, optional
        Folder of models that the person added.

    Attributes
    ----------
    model : {"full", "heavy"}
        The landmark model that looks now.
    """

    def __init__(self, choice: ModelChoice = "full", added: Path | None = None) -> None:
        self._choose = choice == "auto" and _both_there(added)
        self.model: LandmarkModel = "full" if self._choose else best_landmark_model(choice, added)
        self._added = added
        self._pace: ModelPace | None = None
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="psoas-eyes")
        self._pose: BlazePose | None = None
        self._steady: OnlineTracker | None = None
        self._settling: FixedLagTracker | None = None
        self._size: tuple[int, int] | None = None

    @property
    def blind(self) -> str:
        """Return in a sentence why this computer cannot use a camera, or "" if it can."""
        try:
            require_sight(self.model, self._added)
        except CannotSee as problem:
            return str(problem)
        return ""

    def warm_up(self) -> Future[None]:
        """Load the model in the background, then choose it; the first `look` raises any error again."""
        loaded = self._pool.submit(lambda: self._load().warm_up())
        # A task of its own, so that a picture that is waiting already comes first.
        return self._pool.submit(self._try_models) if self._choose else loaded

    async def forget(self) -> None:
        """Start a new scene, independent of the pictures so far."""
        await self._run(self._forget)

    async def look(self, jpeg: bytes, t: float, with_back: bool = False, whom: Whom = ANYBODY) -> PoseResult:
        """Analyse one camera picture.

        Parameters
        ----------
        jpeg : bytes
            The picture.
        t : float
            When it was taken, seconds on the session's clock, increasing from call to call.
        with_back : bool
            Whether to find the low back as well (the experiment).
        whom : Whom
            Whom to follow where there are several people.

        Raises
        ------
        PsoasError
            If the data is not a picture, or the model is not installed.
        """
        return await self._run(lambda: self._look(jpeg, t, with_back, whom))

    async def lighten(self, t: float) -> None:
        """Change to the lighter landmark model at `t`, seconds, if the heavy one is in use."""
        await self._change("full", t)

    async def keep_pace(self, t: float, took_s: float, may_change: Callable[[LandmarkModel], bool]) -> None:
        """Change the landmark model if the other one suits this computer better now.

        Parameters
        ----------
        t, took_s : float
            When a picture had been analysed, and how long it took, seconds.
        may_change : callable
            Tells whether this is a moment to change to a model.
        """
        wanted = self._pace.update(t, took_s) if self._pace else self.model
        if wanted != self.model and may_change(wanted):
            await self._change(wanted, t)

    def close(self) -> None:
        """End the thread."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def _load(self) -> BlazePose:
        if self._pose is None:
            from psoas.sight.blazepose import BlazePose  # noqa: PLC0415 - heavy, see the class
            from psoas.tracking.offline import FixedLagTracker  # noqa: PLC0415
            from psoas.tracking.online import OnlineTracker  # noqa: PLC0415

            self._pose = BlazePose(model=self.model, added=self._added)
            self._steady, self._settling = OnlineTracker(), FixedLagTracker()
        return self._pose

    def _try_models(self) -> None:
        """Time the heavy landmark model, and go on with it if it is quick enough."""
        pose = self._load()
        pose.model = "heavy"
        self._pace = ModelPace(pose.landmark_s())
        pose.model = self.model = self._pace.model

    async def _change(self, model: LandmarkModel, t: float) -> None:
        def load() -> None:
            self._load().model = model

        if model != self.model:
            self.model = model
            if self._pace:
                self._pace.change(model, t)
            await self._run(load)

    def _forget(self) -> None:
        self._size = None
        if self._pose is not None:
            self._pose.reset()
        if self._steady is not None and self._settling is not None:
            self._steady.reset()
            self._settling.reset()

    def _look(self, jpeg: bytes, t: float, with_back: bool, whom: Whom) -> PoseResult:
        from psoas.sight.pictures import decode_jpeg, fitted  # noqa: PLC0415
        from psoas.sight.silhouette import back_line  # noqa: PLC0415

        given = decode_jpeg(jpeg)
        size = given.shape[1], given.shape[0]
        # A tablet that is turned, or a slow computer, changes the size of its pictures in the middle of a set.
        self._size = self._size or size
        rgb = fitted(given, self._size)
        pose = self._load()
        assert self._steady is not None
        assert self._settling is not None
        pose.with_silhouette = with_back
        pose.posture, pose.choosing = whom
        raw = pose.detect(rgb, t)
        skeleton, settled = self._steady.update(raw), tuple(self._settling.update(raw))
        # Every eighth pixel is enough for a mean, and costs nothing.
        brightness = float(given[::8, ::8].mean()) / 255.0
        back = back_line(pose.silhouette, skeleton) if with_back else None
        return PoseResult(shown_in(skeleton, size), brightness, pose.people, back, settled, pose.place)


def _both_there(added: Path | None) -> bool:
    try:
        return all(find_model(name, added) for name in ("full", "heavy"))
    except CannotSee:
        return False
