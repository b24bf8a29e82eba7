"""Many recordings: here, in several processes, or on a Ray cluster."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from psoas.analysis.errors import AnalysisError
from psoas.analysis.worker import Outcome, Settings, Worker
from psoas.programme.catalogue import load

if TYPE_CHECKING:
    from psoas.sight.models import LandmarkModel

__all__ = ["Outcome", "analyze_many", "cores"]

#: Inference on more threads than this gains nothing.
_MOST_THREADS = 2


def analyze_many(
    recordings: Iterable[Path],
    level: int | None,
    *,
    band: bool = True,
    model: LandmarkModel = "full",
    models: Path | None = None,
    workers: int | None = None,
    ray: str | None = None,
) -> Generator[Outcome, None, None]:
    """Coach many recordings; what cannot be read does not hold up the rest.

    Each outcome is the same whatever the number of workers, and the same as that of `analyze`; only the order in which
    they come differs.

    Parameters
    ----------
    recordings : iterable of Path
        Videos and recordings of skeletons; `psoas.analysis.recordings.find_recordings` finds those in a folder.
    level : int or None
        Level of the march, 1 to 6, that all of them show.
    band : bool
        Whether the band is worn.
    model : {"full", "heavy"}
        Landmark model for videos.
    models : Path, optional
        Folder of models the person added.
    workers : int, optional
        How many recordings are looked at at a time: as many as this machine (or the cluster) has cores by default. One
        worker works in this process; several are processes of their own, so a script that calls this needs the usual
        ``if __name__ == "__main__":``.
    ray : str, optional
        Address of a Ray cluster to use, for example ``"10.0.0.5:6379"``, or ``"local"`` for one on this machine that
        lives as long as the work.

    Yields
    ------
    Outcome
        One for each recording, as soon as it is there. Close the iterator to give up the rest.

    Raises
    ------
    AnalysisError
        If the level is missing, `workers` is less than one, Ray is wanted and not installed, or no worker can start.
    CatalogueError
        If there is no such level.
    ModelMissing
        If a video is among the recordings and the pose model is not installed.

    Examples
    --------
    >>> from psoas.analysis.recordings import find_recordings
    >>> for outcome in analyze_many(find_recordings([Path("marches")]), 3):  # doctest: +SKIP
    ...     print(outcome.file, outcome.result.count if outcome.result else outcome.error)
    """
    if level is not None:
        load().level(level)  # a level that does not exist is said before any work
    if workers is not None and workers < 1:
        raise AnalysisError(f"There must be at least one worker, not {workers}.")
    todo = list(recordings)
    if ray is not None:
        from psoas.analysis.cluster import on_ray, require_ray  # noqa: PLC0415

        require_ray(ray)
        return on_ray(todo, Settings(level, band, model, models and models.absolute()), workers, ray)
    workers = max(1, min(workers or cores(), len(todo)))
    threads = max(1, min(_MOST_THREADS, cores() // workers))
    settings = Settings(level, band, model, models, threads)
    if workers == 1:
        worker = Worker(settings)
        return (worker.look(recording) for recording in todo)
    from psoas.analysis.processes import in_processes  # noqa: PLC0415

    return in_processes(todo, settings, workers)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
