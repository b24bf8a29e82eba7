"""`psoas analyze` over many recordings: what is done already, the rest, and the results in one file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from psoas import __version__
from psoas.analysis.batch_files import analyze_many
from psoas.analysis.batch_results import Journal, Record, as_line, check_results, journal_of, write_results
from psoas.analysis.progress import batch_bar
from psoas.programme.catalogue import load

if TYPE_CHECKING:
    from psoas.sight.models import LandmarkModel

#: Besides psoas itself, what a result depends on.
_SHAPING = ("ai-edge-litert", "av", "numpy")


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of many recordings.

    Attributes
    ----------
    lines : tuple of str
        The records in the order of the recordings, each a line of JSON.
    errors : tuple of str
        Why recordings could not be read, in the same order.
    before : int
        How many were done by an earlier run.
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
    """Coach many recordings, keep each result at once, and write them in one piece when all are there.

    Parameters
    ----------
    recordings : sequence of Path
        In the order in which they are to stand in the results.
    level, band, model, models, workers, ray
        See `psoas.analysis.batch_files.analyze_many`.
    out : Path, optional
        ``.jsonl`` or ``.parquet``. A journal beside it keeps what is done: after a stop, or when recordings were added,
        the same call goes on from there. What failed is tried again.
    avoid : iterable of Path
        More files that must not be overwritten.
    talk : Console
        Where progress is shown, and what to do after an interruption.

    Raises
    ------
    PsoasError
        If the work cannot begin or results cannot be written; see `analyze_many`.
    """
    if level is not None:
        load().level(level)  # a level that does not exist is said before any work
    journal: Journal | None = None
    if out is not None:
        check_results(out, [*recordings, *avoid])
        journal = Journal(journal_of(out), recordings, _settings(level, band, model))
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
    """What makes earlier results stale when it changes."""
    versions = {"psoas": f"{__version__} {own_content()}"} | {name: version(name) for name in _SHAPING}
    return {"level": level, "band": band, "model": model, "versions": versions}


def own_content() -> str:
    """Stands for psoas' code and exercises: whoever changes them must not be given results from before."""
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
