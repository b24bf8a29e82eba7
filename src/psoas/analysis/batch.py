"""Analyse many recordings, resuming where an earlier run stopped, with all results in one file."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from psoas import __version__
from psoas.analysis.batch_results import Record, ResultsJournal, as_line, check_results, journal_of, write_results
from psoas.analysis.progress import batch_bar
from psoas.analysis.sources import AnalysisError
from psoas.analysis.worker import RecordingOutcome, Settings, Worker
from psoas.programme.catalogue import load

if TYPE_CHECKING:
    from psoas.sight.models import LandmarkModel

__all__ = ["RecordingOutcome", "analyze_many", "cores"]

#: Inference gains nothing from more threads.
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
) -> Generator[RecordingOutcome, None, None]:
    """Coach many recordings; an unreadable one does not stop the rest.

    Outcomes do not depend on the number of workers and equal those of `analyze`; only their order varies.

    Parameters
    ----------
    recordings : iterable of Path
        Videos and recordings of skeletons; `psoas.analysis.recordings.find_recordings` finds those in a folder.
    level : int or None
        Level of the march, 1 to 6, in all recordings.
    band : bool
        Whether the band is worn.
    model : {"full", "heavy"}
        Landmark model for videos.
    models : Path, optional
        Folder of models the person added.
    workers : int, optional
        How many recordings to analyse at a time; by default one for each core of the machine or cluster. A single
        worker runs in this process. Several are separate processes, so a script needs ``if __name__ == "__main__":``.
    ray : str, optional
        Address of a Ray cluster, for example ``"10.0.0.5:6379"``, or ``"local"`` for a temporary one on this machine.

    Yields
    ------
    RecordingOutcome
        One for each recording, as soon as it is ready. Close the iterator to cancel the rest.

    Raises
    ------
    AnalysisError
        If the level is missing, `workers` is below one, Ray is not installed, or no worker can start.
    CatalogueError
        If there is no such level.
    CannotSee
        If a video is among the recordings and the pose model or its runtime is not installed.

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
    """Return the number of cores available to this process."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


#: Packages, besides psoas, that affect a result.
_SHAPING = ("ai-edge-litert", "av", "numpy")


@dataclass(frozen=True, slots=True)
class Batch:
    """The results of many recordings.

    Attributes
    ----------
    lines : tuple of str
        One record for each recording, in order, as a line of JSON.
    errors : tuple of str
        Why recordings could not be read, in order.
    before : int
        How many an earlier run had done.
    """

    lines: tuple[str, ...]
    errors: tuple[str, ...]
    before: int


def coach_many(
    recordings: Sequence[Path],
    level: int | None,
    *,
    band: bool = True,
    model: LandmarkModel = "full",
    models: Path | None = None,
    workers: int | None = None,
    ray: str | None = None,
    out: Path | None = None,
    avoid: Iterable[Path] = (),
    talk: Console,
) -> Batch:
    """Coach many recordings, save each result at once, and write all of them together at the end.

    Parameters
    ----------
    recordings : sequence of Path
        In the order of the results.
    level, band, model, models, workers, ray
        See `psoas.analysis.batch_files.analyze_many`.
    out : Path, optional
        ``.jsonl`` or ``.parquet``. A journal beside it saves progress, so the same call resumes after a stop or with
        more recordings. It retries those that failed.
    avoid : iterable of Path
        Other files that must not be overwritten.
    talk : Console
        Shows progress, and what to do after an interruption.

    Raises
    ------
    PsoasError
        If the work cannot begin or results cannot be written; see `analyze_many`.
    """
    if level is not None:
        load().level(level)  # a level that does not exist is said before any work
    journal: ResultsJournal | None = None
    if out is not None:
        check_results(out, [*recordings, *avoid])
        journal = ResultsJournal(journal_of(out), recordings, _settings(level, band, model))
    lines = dict(journal.done) if journal else {}
    before = len(lines)
    todo = [recording for recording in recordings if str(recording) not in lines]
    outcomes = analyze_many(todo, level, band=band, model=model, models=models, workers=workers, ray=ray)
    if before:
        talk.print(f"{before} of {len(recordings)} recordings are done already.", soft_wrap=True)
    errors: dict[str, str] = {}
    sizes = {str(recording): _size(recording) for recording in todo}
    try:
        with batch_bar(talk, len(todo), sum(sizes.values())) as on_done, closing(outcomes):
            for outcome in outcomes:
                if outcome.error is not None:
                    errors[outcome.file] = outcome.error
                elif journal is not None:
                    journal.add(outcome.file, outcome.record())
                lines[outcome.file] = as_line(outcome.record())
                on_done(sizes[outcome.file], outcome.error is not None)
    except KeyboardInterrupt:
        kept = len(lines) - len(errors)
        go_on = " and kept. Run the same command again to go on" if journal else ", and nothing is kept without --out"
        talk.print(f"{kept} of {len(recordings)} recordings are done{go_on}.", soft_wrap=True)
        raise
    finally:
        if journal is not None:
            journal.close()
    names = [str(recording) for recording in recordings]
    batch = Batch(tuple(lines[name] for name in names), tuple(errors[n] for n in names if n in errors), before)
    if out is not None:
        write_results(out, batch.lines)
    return batch


def _settings(level: int | None, band: bool, model: str) -> Record:
    """Return everything that makes earlier results stale when it changes."""
    versions = {"psoas": f"{__version__} {own_content()}"} | {name: version(name) for name in _SHAPING}
    return {"level": level, "band": band, "model": model, "versions": versions}


def own_content() -> str:
    """Hash psoas's code and exercises, so that changing them makes earlier results stale."""
    digest = sha256()
    for file in sorted(Path(__file__).parents[1].rglob("*")):
        if file.suffix in (".py", ".toml"):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _size(recording: Path) -> int:
    try:
        return 1 + recording.stat().st_size
    except OSError:
        return 1
