"""Save the results of many recordings one by one, and write them together at the end.

Each finished recording is appended at once to ``results.jsonl.journal`` beside ``results.jsonl``. The journal survives
a stop at any moment and tells the next run what is done.
"""

from __future__ import annotations

import importlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, BinaryIO, Literal, get_args, get_origin

from pydantic import BaseModel

from psoas.analysis.output_files import checked_output, keep_rights
from psoas.analysis.recordings import real
from psoas.analysis.result import Contract
from psoas.analysis.sources import AnalysisError
from psoas.private_files import open_private

Record = dict[str, Any]

JSON_LINES, PARQUET = ".jsonl", ".parquet"
_HEAD = b'{"psoas":"journal of a batch","schema":1}\n'


def check_results(path: Path, recordings: Iterable[Path]) -> None:
    """Check before the work begins that results can be written.

    Raises
    ------
    AnalysisError
        If the extension is unknown, the folder is missing, the file is one of the recordings, or pyarrow is missing.
    """
    if path.suffix.lower() not in (JSON_LINES, PARQUET):
        raise AnalysisError(
            f"{path} must end in {JSON_LINES} (JSON, one recording a line) or {PARQUET} (a table). "
            "Those two --out can write."
        )
    checked_output(path)
    checked_output(journal_of(path))
    if real(path) in map(real, recordings):
        raise AnalysisError(f"{path} is an input, so it cannot be written. Choose another name for --out.")
    if path.suffix.lower() == PARQUET:
        require_pyarrow()


def journal_of(path: Path) -> Path:
    """Return the path of the journal of results."""
    return path.with_name(f"{path.name}.journal")


class ResultsJournal:
    """The progress of a batch, kept across stops.

    Each line is a recording: name, size, modification time, settings and record. An incomplete line is ignored. A
    recording counts as done while none of these changes.

    Parameters
    ----------
    path : Path
        The journal's file (see `journal_of`), created with its first record.
    recordings : iterable of Path
        The recordings of this batch.
    settings : dict
        Everything else that affects results (level, versions and so on), as JSON values.

    Attributes
    ----------
    done : dict
        Name of each finished recording to its record as a line.

    Raises
    ------
    AnalysisError
        If the file is not a journal, or is unreadable.
    """

    def __init__(self, path: Path, recordings: Iterable[Path], settings: Record) -> None:
        self._path = path
        # Taken before the work, so that a recording that changes meanwhile is analysed again next time.
        self._marks = {str(recording): _mark(recording, settings) for recording in recordings}
        try:
            lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
        except OSError as error:
            raise AnalysisError(f"{path} could not be read ({error.strerror}).") from error
        self._begun = lines[:1] == [_HEAD]
        self._torn = bool(lines) and not lines[-1].endswith(b"\n")
        if lines and not self._begun and not _HEAD.startswith(b"".join(lines)):
            raise AnalysisError(f"{path} is there already, and not from psoas. Move it, or choose another --out.")
        self.done = dict(self._read(lines[1:]))
        self._file: BinaryIO | None = None

    def _read(self, lines: Iterable[bytes]) -> Iterator[tuple[str, str]]:
        for line in lines:
            try:
                entry = json.loads(line)
                name, mark, record = entry["file"], entry["mark"], entry["record"]
            except (ValueError, KeyError, TypeError):  # cut short
                continue
            if mark is not None and mark == self._marks.get(name):
                yield name, as_line(record)

    def add(self, name: str, record: Record) -> None:
        """Save the record of the recording `name`; once this returns, it survives even a power failure.

        Raises
        ------
        AnalysisError
            If it cannot be written, for example because the disk is full.
        """
        line = as_line({"file": name, "mark": self._marks.get(name), "record": record})
        try:
            if self._file is None:
                self._file = self._opened()
            self._file.write(f"{line}\n".encode())
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise AnalysisError(
                f"{self._path} could not be written ({error.strerror}). What it holds is kept: run the same command "
                "again to go on."
            ) from error

    def _opened(self) -> BinaryIO:
        if not self._begun:
            file = open_private(self._path)
            file.write(_HEAD)
            return file
        file = self._path.open("ab")
        if self._torn:
            file.write(b"\n")
        return file

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _mark(recording: Path, settings: Record) -> Record | None:
    """Return a fingerprint of a recording and its settings; None if it is missing."""
    try:
        status = recording.stat()
    except OSError:
        return None
    return {"size": status.st_size, "mtime_ns": status.st_mtime_ns, "settings": settings}


def write_results(path: Path, lines: Sequence[str]) -> None:
    """Write records in order, atomically.

    Parameters
    ----------
    path : Path
        ``.jsonl`` or ``.parquet``.
    lines : sequence of str
        Records as `as_line` gives them; see `psoas.analysis.worker.RecordingOutcome.record`.

    Raises
    ------
    AnalysisError
        If it cannot be written, for example because the disk is full.
    """
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
        part = Path(name)
        with os.fdopen(handle, "wb") as file:
            if path.suffix.lower() == PARQUET:
                write_parquet(file, [json.loads(line) for line in lines])
            else:
                file.writelines(f"{line}\n".encode() for line in lines)
            file.flush()
            os.fsync(file.fileno())
        keep_rights(part, path)
        part.replace(path)
    except OSError as error:
        raise AnalysisError(f"{path} could not be written ({error.strerror or error}).") from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def as_line(record: Record) -> str:
    """Format a record as one line of JSON, deterministically."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


_PLAIN = {int: "int64", float: "float64", bool: "bool_", str: "string"}


def require_pyarrow() -> Any:
    """Import pyarrow on demand.

    Raises
    ------
    AnalysisError
        If it is not installed.
    """
    try:
        return importlib.import_module("pyarrow")
    except ImportError:
        raise AnalysisError(
            "pyarrow is not installed, and a .parquet file needs it. Install it with `uv run --extra exchange psoas` "
            "or `pip install psoas[exchange]`, or choose a name that ends in .jsonl."
        ) from None


def write_parquet(file: BinaryIO, records: Sequence[dict[str, Any]]) -> None:
    """Write one row a recording, with a column for each field of the machine contract, and ``error``.

    Columns and types come from the contract, not from the records.
    """
    arrow = require_pyarrow()
    columns = [*_columns(arrow, Contract), arrow.field("error", arrow.string())]
    table = arrow.Table.from_pylist(list(records), schema=arrow.schema(columns))
    importlib.import_module("pyarrow.parquet").write_table(table, file)


def _columns(arrow: Any, model: type[BaseModel]) -> list[Any]:
    return [arrow.field(info.alias or name, _type(arrow, info.annotation)) for name, info in model.model_fields.items()]


def _type(arrow: Any, hint: Any) -> Any:
    """Return the column type of a field; parts of the contract become structs."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return arrow.struct(_columns(arrow, hint))
    if hint in _PLAIN:
        return getattr(arrow, _PLAIN[hint])()
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Literal:
        return _type(arrow, type(inside[0]))
    kinds = inside[:1] if origin is Annotated else [kind for kind in inside if kind is not NoneType]
    build = {list: arrow.list_, dict: arrow.map_}.get(origin, lambda kind: kind)
    return build(*(_type(arrow, kind) for kind in kinds))
