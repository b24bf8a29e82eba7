"""Read any recording of skeletons; the content decides the format, not the name."""

from __future__ import annotations

from pathlib import Path

from psoas.body.skeleton import Skeleton
from psoas.exchange.arrays import LARGEST
from psoas.exchange.encodings import decoded
from psoas.exchange.skeletons import RecordingError, read_json, read_npz, too_large
from psoas.exchange.trc import read_trc


def is_recording(path: Path) -> bool:
    """Tell from the first bytes whether a file looks like a recording of skeletons rather than a video."""
    return _kind(_first_bytes(path)) is not None


def read_recording(path: Path) -> list[Skeleton]:
    """Read a recording of skeletons: psoas' own ``.npz`` or ``.json``, or TRC.

    Raises
    ------
    RecordingError
        If it is none of these, or malformed; the message names the line or field.
    """
    kind = _kind(_first_bytes(path))
    if kind is None:
        raise RecordingError(
            f"{path} is not a recording of skeletons. psoas reads its own .npz and .json recordings and TRC files."
        )
    if kind != "npz" and path.stat().st_size > LARGEST:
        raise too_large(path)
    return {"npz": read_npz, "json": read_json, "trc": read_trc}[kind](path)


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(64)
    except OSError as error:
        raise RecordingError(f"{path} could not be read ({error.strerror}).") from error


def _kind(first: bytes) -> str | None:
    if first.startswith(b"PK\x03\x04"):
        return "npz"
    text = decoded(first).lstrip()
    if text.startswith(("{", "[")):
        return "json"
    return "trc" if text.lstrip('"').startswith("PathFileType") else None
