"""The messages of the live socket as pure functions: frames and skeletons in, answers out.

A frame is one binary message: 4 bytes ``pso1``, 4 bytes sequence number, 8 bytes capture time (double, milliseconds on
the browser's clock), all little-endian, then a JPEG. A skeleton, for a browser that finds the pose itself, is one text
message::

    {"type": "skeleton", "seq": 7, "t": 1234.5, "size": [640, 480],
     "image": [[x, y] or null, ... 33], "confidence": [0..1, ... 33], "metric": [[x, y, z] or null, ... 33]}

with ``image`` in pixels, ``metric`` (optional) in metres and ``t`` in milliseconds. Every message gets one JSON answer
with its ``seq``, and with ``small`` if smaller pictures are enough; if the message was unusable, ``error`` says why.
"""

from __future__ import annotations

import json
import math
import struct
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any

import numpy as np

from psoas.body.skeleton import N_JOINTS, Side, Skeleton
from psoas.errors import PsoasError
from psoas.tracking.left_right import near_by_depth, near_by_posture

MAGIC = b"pso1"
HEADER = struct.Struct("<4sId")
#: Largest accepted message, bytes; a 640 x 480 picture has about 30 000.
MAX_MESSAGE = 2**21
#: Farther away than this, pixels or metres, no joint is.
_FARTHEST = 1e6


class UnusableMessageError(PsoasError):
    """A message that does not follow the protocol of the live socket."""


@dataclass(frozen=True, slots=True)
class FrameMessage:
    """One camera picture: its number, its time (milliseconds, browser's clock) and the JPEG."""

    seq: int
    captured_ms: float
    jpeg: bytes


@dataclass(frozen=True, slots=True, eq=False)
class SkeletonMessage:
    """One skeleton found by the browser; `skeleton.t` is 0 until the server sets its time."""

    seq: int
    captured_ms: float
    skeleton: Skeleton


def read_frame(data: bytes) -> FrameMessage:
    """Parse a binary message.

    Raises
    ------
    UnusableMessageError
        If it is too short or does not start like a frame.
    """
    if len(data) <= HEADER.size or not data.startswith(MAGIC):
        raise UnusableMessageError("This is not a camera frame. Reload the page.")
    _, seq, captured = HEADER.unpack_from(data)
    return FrameMessage(seq, captured, data[HEADER.size :])


def read_text(text: str) -> SkeletonMessage:
    """Parse a text message.

    Raises
    ------
    UnusableMessageError
        If it is not JSON, or not a skeleton of 33 landmarks with finite numbers.
    """
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        raise UnusableMessageError("This message is not JSON.") from None
    if not isinstance(given, dict) or given.get("type") != "skeleton":
        raise UnusableMessageError('This message is not a skeleton: its "type" should be "skeleton".')
    seq, captured = given.get("seq"), given.get("t")
    if not isinstance(seq, int) or isinstance(seq, bool) or not 0 <= seq < 2**53:
        raise UnusableMessageError('A skeleton needs a number "seq", counted upwards from 0.')
    if not isinstance(captured, int | float) or isinstance(captured, bool):
        raise UnusableMessageError('A skeleton needs its time "t" in milliseconds.')
    try:
        captured_ms = float(captured)
    except OverflowError:
        raise UnusableMessageError('The time "t" of a skeleton is no number of milliseconds.') from None
    try:
        size = tuple(int(n) for n in given["size"])
        image = _points(given["image"], 2)
        confidence = np.nan_to_num(np.asarray(given["confidence"], dtype=np.float64).reshape(N_JOINTS), nan=0.0)
        metric = None if given.get("metric") is None else _points(given["metric"], 3)
    except (KeyError, TypeError, ValueError, OverflowError):
        raise UnusableMessageError(
            'A skeleton needs "size" [width, height], "image" with 33 pairs and "confidence" with 33 numbers.'
        ) from None
    if len(size) != 2 or not all(0 < n <= 10_000 for n in size):
        raise UnusableMessageError('"size" must be the width and height of the picture in pixels.')
    unknown = np.isnan(image).any(axis=1)
    confidence = np.where(unknown, 0.0, np.clip(confidence, 0.0, 1.0))
    return SkeletonMessage(seq, captured_ms, Skeleton(0.0, image, confidence, metric, (size[0], size[1])))


def _points(given: Any, width: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Convert rows of numbers or null to an array, shape (33, width), with NaN for anything that is no place."""
    rows = [[math.nan] * width if row is None else [math.nan if n is None else float(n) for n in row] for row in given]
    points = np.array(rows, dtype=np.float64)
    if points.shape != (N_JOINTS, width):
        raise ValueError("wrong shape")
    with np.errstate(invalid="ignore"):
        points[~(np.abs(points) <= _FARTHEST).all(axis=1)] = np.nan
    return points


def write_skeleton(skeleton: Skeleton | None) -> dict[str, Any] | None:
    """Convert a skeleton for drawing: points as fractions of width and height, null if unknown; None for nobody."""
    if skeleton is None or not skeleton.seen or not all(skeleton.size):
        return None
    shares = skeleton.image / np.array(skeleton.size, dtype=np.float64)
    known: list[bool] = [bool(np.isfinite(point).all()) for point in shares]
    return {
        "points": [
            [round(float(x), 4), round(float(y), 4)] if ok else None for (x, y), ok in zip(shares, known, strict=True)
        ],
        "confidence": [round(float(p), 2) if math.isfinite(p) else 0.0 for p in skeleton.confidence],
    }


def near_side(skeleton: Skeleton | None) -> Side | None:
    """Return the side that is nearer to the camera; None if neither is, or without depth."""
    if skeleton is None or skeleton.metric is None or not skeleton.seen:
        return None
    return near_by_posture(skeleton) or near_by_depth(skeleton)


def plain(value: Any) -> Any:
    """Convert a record for JSON: dataclasses become dicts, NaN and infinity become null."""
    if is_dataclass(value) and not isinstance(value, type):
        return {"is": type(value).__name__, **{key: plain(part) for key, part in asdict(value).items()}}
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def write_answer(seq: int, **parts: Any) -> str:
    """Return the JSON answer to message number `seq`."""
    return json.dumps({"seq": seq, **{name: plain(part) for name, part in parts.items()}}, allow_nan=False)
