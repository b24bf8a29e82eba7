"""A worker of a batch: recordings one by one, with the pose model loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from psoas.analysis.analyze import OnProgress, analyze
from psoas.analysis.result import Contract
from psoas.analysis.sources import open_eyes
from psoas.errors import PsoasError
from psoas.printable import writable
from psoas.sight.runtime import CannotSee

if TYPE_CHECKING:
    from psoas.sight.blazepose import BlazePose
    from psoas.sight.models import LandmarkModel


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a batch; see `psoas.analysis.analyze.analyze` for each field.

    `threads` (for inference in one worker) affects only the speed, never a byte of the results.
    """

    level: int | None
    band: bool = True
    model: LandmarkModel = "full"
    models: Path | None = None
    threads: int = 1


@dataclass(frozen=True, slots=True)
class RecordingOutcome:
    """The outcome of one recording.

    Attributes
    ----------
    file : str
        The recording as it was named.
    result : Contract or None
        The output of ``psoas analyze FILE --json -``, if it could be read.
    error : str or None
        Otherwise the reason, in one or two sentences.
    """

    file: str
    result: Contract | None = None
    error: str | None = None

    def record(self) -> dict[str, Any]:
        """Return the record for the results: the machine contract, or ``{"file": …, "error": …}``."""
        if self.result is None:
            return {"file": writable(self.file), "error": self.error}
        return self.result.model_dump(mode="json", by_alias=True)


class Worker:
    """Analyses recordings.

    Parameters
    ----------
    settings : Settings
        Shared by all recordings.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pose: BlazePose | None = None

    def look(self, path: Path, on_progress: OnProgress | None = None) -> RecordingOutcome:
        """Coach one recording; any problem with it becomes an outcome.

        Raises
        ------
        CannotSee
            If the pose model or its runtime is not installed, because then no video would work.
        """
        to, name = self._settings, writable(str(path))
        if name != str(path):
            return RecordingOutcome(
                str(path), error=f"The name of {name} has letters that cannot be written. Rename it."
            )
        try:
            result = analyze(
                path, to.level, band=to.band, model=to.model, on_progress=on_progress, eyes=self._eyes
            ).contract()
        except CannotSee:
            raise
        except PsoasError as error:
            return RecordingOutcome(str(path), error=str(error))
        except Exception as error:  # one broken recording must not stop the others
            what = f"{type(error).__name__}: {error}".rstrip(": ")
            return RecordingOutcome(
                str(path), error=f"psoas could not handle {path} ({what}). That is a mistake in psoas. Please tell us."
            )
        return RecordingOutcome(str(path), result)

    def _eyes(self) -> BlazePose:
        if self._pose is None:
            self._pose = open_eyes(self._settings.model, self._settings.models, self._settings.threads)
        return self._pose


#: The single worker of a worker process.
worker_of = lru_cache(maxsize=1)(Worker)
