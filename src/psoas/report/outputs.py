"""Output files of an analysis: checked before work begins, moved into place once all are complete."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from psoas.analysis.output_files import checked_output, keep_rights
from psoas.analysis.result import Analysis
from psoas.analysis.sources import AnalysisError
from psoas.private_files import write_private
from psoas.programme.model import Exercise

# Overlay and report are slow to import, so they are imported only when asked for.
if TYPE_CHECKING:
    from psoas.exchange.poses import Poses
    from psoas.report.overlay import Overlay

_SCREEN = "-"
#: Required file name extensions.
_ENDINGS = {
    "overlay": (".mp4", "a video in MP4"),
    "report": (".html", "a page"),
    "poses": (".npz", "a recording of skeletons"),
}


class Outputs:
    """The files that one analysis writes: all of them, or none.

    Parameters
    ----------
    recording : Path
        The input, which must not be overwritten.
    json, overlay, report, poses : Path or None
        Where to write; ``-`` prints the JSON.

    Attributes
    ----------
    to_screen : bool
        Whether the JSON is printed.
    written : list of Path
        The files written so far.

    Raises
    ------
    AnalysisError
        If a file cannot be written: its folder is missing, it is the recording itself, its name is used twice, its
        extension does not match, or a recording of skeletons is there already.
    """

    def __init__(
        self,
        recording: Path,
        *,
        json: Path | None = None,
        overlay: Path | None = None,
        report: Path | None = None,
        poses: Path | None = None,
    ) -> None:
        self.to_screen = json is not None and str(json) == _SCREEN
        self.written: list[Path] = []
        asked = {"json": None if self.to_screen else json, "overlay": overlay, "report": report, "poses": poses}
        self._wanted = {kind: path for kind, path in asked.items() if path is not None}
        self._parts: dict[str, Path] = {}
        self._overlay: Overlay | None = None
        self._seen: Poses | None = None
        taken = {recording.resolve(): "the recording itself"}
        for kind, path in self._wanted.items():
            checked_output(path)
            if (where := path.resolve()) in taken:
                raise AnalysisError(f"{path} is {taken[where]}. Choose another name for --{kind}.")
            taken[where] = f"also what --{taken.get(where, kind)} names"
            ending, what = _ENDINGS.get(kind, ("", ""))
            if not path.name.lower().endswith(ending):
                raise AnalysisError(f"{path} must end in {ending}: --{kind} writes {what}.")
            # Unlike a result, what was seen cannot be made again once its film is gone.
            if kind == "poses" and path.exists():
                raise AnalysisError(f"{path} is there already. Move it, or choose another name for --poses.")

    def __enter__(self) -> Self:
        """Create temporary files beside the final ones."""
        for kind, path in self._wanted.items():
            try:
                handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix or ".part", dir=path.parent)
            except OSError as error:
                raise AnalysisError(f"{path} cannot be written ({error.strerror}). Choose another folder.") from error
            os.close(handle)
            self._parts[kind] = Path(name)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Delete unfinished files."""
        if self._overlay is not None:
            self._overlay.abandon()
        for part in self._parts.values():
            part.unlink(missing_ok=True)

    def watcher(self, exercise: Exercise | None) -> Overlay | None:
        """Return the overlay that needs every frame, or None if no video is wanted."""
        if "overlay" in self._parts and self._overlay is None:
            from psoas.report.overlay import Overlay  # noqa: PLC0415

            self._overlay = Overlay(self._parts["overlay"], exercise)
        return self._overlay

    @property
    def on_seen(self) -> Callable[[Poses], None] | None:
        """Return what keeps the raw skeletons for `write`, or None if they are not wanted."""
        return self._keep if "poses" in self._parts else None

    def _keep(self, seen: Poses) -> None:
        self._seen = seen

    def write(self, result: Analysis) -> None:
        """Write everything and move it into place.

        Raises
        ------
        AnalysisError
            If writing fails, for example because the disk is full.
        """
        if self._overlay is not None:
            self._overlay.close()
        texts: dict[str, Callable[[], str]] = {"json": result.to_json, "report": lambda: _report(result)}
        for kind, path in self._wanted.items():
            part = self._parts[kind]
            try:
                if kind in texts:
                    write_private(part, texts[kind]())
                elif kind == "poses" and self._seen is not None:
                    from psoas.exchange.poses import write_poses  # noqa: PLC0415 - numpy is not needed otherwise

                    write_poses(part, self._seen)
                keep_rights(part, path)
            except OSError as error:
                raise AnalysisError(f"{path} could not be written ({error.strerror}).") from error
        for kind, path in self._wanted.items():
            self._parts.pop(kind).replace(path)
            self.written.append(path)


def _report(result: Analysis) -> str:
    from psoas.report.recording_html import report_page  # noqa: PLC0415

    return report_page(result)
