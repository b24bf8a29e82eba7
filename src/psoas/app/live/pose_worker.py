"""The pose model in a thread of its own, loaded in the background, shared by whatever camera is on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from psoas.body.skeleton import BackLine, Skeleton
from psoas.sight.models import require_sight
from psoas.sight.runtime import CannotSee

if TYPE_CHECKING:
    from psoas.sight.blazepose import BlazePose
    from psoas.sight.models import LandmarkModel
    from psoas.tracking.offline import FixedLagTracker
    from psoas.tracking.online import OnlineTracker

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class PoseResult:
    """What one camera picture showed.

    Attributes
    ----------
    skeleton : Skeleton
        The person at this moment, steadied, to be drawn; `Skeleton.nobody` where there is none.
    brightness : float
        Mean brightness of the picture, 0 to 1.
    people : int
        How many people are in the picture, as far as the detector looked.
    back : BackLine or None
        Contour of the low back, where the experiment asked for it.
    settled : tuple of Skeleton
        What has settled with this picture, to be judged: usually the person a few pictures ago
        (`psoas.tracking.offline`).
    """

    skeleton: Skeleton
    brightness: float
    people: int
    back: BackLine | None
    settled: tuple[Skeleton, ...]

    @classmethod
    def of(cls, skeleton: Skeleton, back: BackLine | None = None) -> PoseResult:
        """What a skeleton alone tells, which needs no settling: nothing about the light."""
        return cls(skeleton, 0.5, 1 if skeleton.seen else 0, back, (skeleton,))


class PoseWorker:
    """Turns camera pictures into skeletons, one after the other, without blocking the server.

    One thread only: the interpreter of the pose model must never be entered from two. The libraries behind it are
    heavy, so they are imported in that thread too, and the first page does not wait for them.

    Parameters
    ----------
    model : {"full", "heavy"}
        Landmark model.
    added : Path, optional
        Folder of models that the person added.
    """

    def __init__(self, model: LandmarkModel = "full", added: Path | None = None) -> None:
        self._model: LandmarkModel = model
        self._added = added
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="psoas-eyes")
        self._pose: BlazePose | None = None
        self._steady: OnlineTracker | None = None
        self._settling: FixedLagTracker | None = None

    @property
    def blind(self) -> str:
        """Return why this computer cannot see, in a sentence; "" if all that seeing needs is installed."""
        try:
            require_sight(self._model, self._added)
        except CannotSee as problem:
            return str(problem)
        return ""

    def warm_up(self) -> Future[None]:
        """Load the model in the background; what goes wrong is raised again by the first `look`."""
        return self._pool.submit(lambda: self._load().warm_up())

    async def forget(self) -> None:
        """Begin with a new scene: the next picture owes nothing to the last one."""
        await self._run(self._forget)

    async def look(self, jpeg: bytes, t: float, with_back: bool = False) -> PoseResult:
        """See one camera picture.

        Parameters
        ----------
        jpeg : bytes
            The picture.
        t : float
            When it was taken, seconds on the session's clock, later than the one before.
        with_back : bool
            Whether to look at the low back as well (the experiment).

        Raises
        ------
        PsoasError
            If it is no picture, or the model is not installed.
        """
        return await self._run(lambda: self._look(jpeg, t, with_back))

    def close(self) -> None:
        """Let the thread end."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def _load(self) -> BlazePose:
        if self._pose is None:
            from psoas.sight.blazepose import BlazePose  # noqa: PLC0415 - heavy, see the class
            from psoas.tracking.offline import FixedLagTracker  # noqa: PLC0415
            from psoas.tracking.online import OnlineTracker  # noqa: PLC0415

            self._pose = BlazePose(model=self._model, added=self._added)
            self._steady, self._settling = OnlineTracker(), FixedLagTracker()
        return self._pose

    def _forget(self) -> None:
        if self._pose is not None:
            self._pose.reset()
        if self._steady is not None and self._settling is not None:
            self._steady.reset()
            self._settling.reset()

    def _look(self, jpeg: bytes, t: float, with_back: bool) -> PoseResult:
        from psoas.sight.silhouette import back_line  # noqa: PLC0415
        from psoas.sight.video import decode_jpeg  # noqa: PLC0415

        rgb = decode_jpeg(jpeg)
        pose = self._load()
        assert self._steady is not None
        assert self._settling is not None
        pose.with_silhouette = with_back
        raw = pose.detect(rgb, t)
        skeleton, settled = self._steady.update(raw), tuple(self._settling.update(raw))
        # Every eighth pixel is plenty for a mean, and costs nothing.
        brightness = float(rgb[::8, ::8].mean()) / 255.0
        back = back_line(pose.silhouette, skeleton) if with_back else None
        return PoseResult(skeleton, brightness, pose.people, back, settled)
