"""psoas's own recordings of skeletons: compact ``.npz`` and readable ``.json`` with the same fields.

Schema 2, N frames (schema 1, which called the confidence ``trust``, is still read):

==========  ===============  ===================================================================================
field       shape            meaning
==========  ===============  ===================================================================================
schema      number           2
joints      33 names         the landmarks in order, lower case (`psoas.body.skeleton.Joint`); JSON only, optional
size        2                width and height of the picture, pixels; 0, 0 where there was none; N x 2 if it changes
                             (only in a recording of what a pose model saw)
t           N                seconds, strictly increasing
image       N x 33 x 2       pixels, x to the right, y down; NaN (JSON: null) where unknown
confidence  N x 33           0 to 1; taken as 0 where the place is unknown
metric      N x 33 x 3       metres, see `Skeleton`; optional; a frame of NaN (JSON: null) where there is none
film        text             what else the pictures told (`psoas.exchange.poses`); only in ``.npz``, optional
==========  ===============  ===================================================================================

In JSON ``t`` to ``metric`` are in ``frames``, one object for each frame.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from psoas.body.skeleton import N_JOINTS, Floats, Joint, Skeleton
from psoas.errors import PsoasError
from psoas.exchange.arrays import LARGEST, DamagedArraysError, TooLargeArraysError, read_arrays
from psoas.private_files import open_private, write_private


class RecordingError(PsoasError):
    """A recording cannot be read or written; the message names the file and the line or field."""


def too_large(path: Path) -> RecordingError:
    """Return the error for more than psoas reads at once."""
    return RecordingError(f"{path} is larger than the {LARGEST >> 20} MB that psoas reads at once. Cut it in parts.")


SCHEMA = 2
#: Schema to its name for the confidence.
_CONFIDENCE = {1: "trust", SCHEMA: "confidence"}
#: Beyond this nothing is a place in a picture (pixels), a room (metres) or the size of a picture (pixels).
_FARTHEST = {"image": 1e6, "metric": 1e4, "size": 1e5}
JOINT_NAMES = [landmark.name.lower() for landmark in Joint]


def write_skeletons(path: Path, skeletons: Sequence[Skeleton]) -> None:
    """Write a recording; the extension (``.npz`` or ``.json``) decides the format.

    Raises
    ------
    RecordingError
        If the extension is wrong, the picture sizes differ, or the file cannot be written.
    """
    sizes = {s.size for s in skeletons}
    if len(sizes) > 1:
        raise RecordingError(
            f"A recording has one picture size, these skeletons have {len(sizes)}. Write one file for each."
        )
    size = next(iter(sizes), (0, 0))
    try:
        if path.suffix.lower() == ".npz":
            write_npz(path, skeletons)
        elif path.suffix.lower() == ".json":
            write_private(path, json.dumps(_as_json(skeletons, size)))
        else:
            raise RecordingError(f"{path} must end in .npz or .json: psoas records skeletons in these two formats.")
    except OSError as error:
        raise RecordingError(f"{path} could not be written ({error.strerror}).") from error


def read_npz(path: Path) -> list[Skeleton]:
    """Read a ``.npz`` recording.

    Raises
    ------
    RecordingError
        If it is damaged or violates the schema; the message names the field.
    """
    return _checked(path, _fields(path, ("schema", "size", "t", "image", "trust", "confidence", "metric")))


def film_of(path: Path) -> str | None:
    """Return the field ``film`` of a recording as it stands there; None if it has none, or is not ``.npz``.

    Raises
    ------
    RecordingError
        If the recording is damaged.
    """
    with path.open("rb") as file:
        if not file.read(4).startswith(b"PK"):
            return None
    film = _fields(path, ("film",)).get("film")
    return None if film is None else str(film)


def _fields(path: Path, names: Sequence[str]) -> dict[str, Any]:
    try:
        return read_arrays(path, names)
    except TooLargeArraysError:
        raise too_large(path) from None
    except DamagedArraysError as error:
        raise RecordingError(
            f"{path} is not a recording of skeletons, or it is damaged ({error}). Record or copy it again."
        ) from None


def read_json(path: Path) -> list[Skeleton]:
    """Read a ``.json`` recording.

    Raises
    ------
    RecordingError
        If it is not JSON or violates the schema; the message names the line or the field.
    """
    try:
        data = json.loads(path.read_bytes())  # finds UTF-16 and a byte-order mark by itself
    except RecursionError:
        raise RecordingError(f"{path} nests too deep to be a recording of skeletons.") from None
    except json.JSONDecodeError as error:
        raise RecordingError(
            f"{path}, line {error.lineno}: this is not valid JSON ({error.msg}). Record or copy it again."
        ) from None
    except UnicodeDecodeError:
        raise RecordingError(f"{path} is not a text file, so it holds no JSON recording.") from None
    except ValueError as error:  # an integer of thousands of digits
        raise RecordingError(f"{path} holds a number that is too long to be one.") from error
    if not isinstance(data, dict) or not isinstance(data.get("frames"), list):
        raise RecordingError(f'{path} is not a recording of skeletons: it has no list called "frames".')
    if data.get("joints", JOINT_NAMES) != JOINT_NAMES:
        raise RecordingError(f'{path}: "joints" are not the 33 landmarks in their order (nose, left_eye_inner, …).')
    frames = data["frames"]
    fields: dict[str, Any] = {"schema": data.get("schema"), "size": data.get("size", [0, 0])}
    confidence = _CONFIDENCE.get(fields["schema"], "confidence") if isinstance(fields["schema"], int) else "confidence"
    for name, shape in (("t", ()), ("image", (N_JOINTS, 2)), (confidence, (N_JOINTS,)), ("metric", (N_JOINTS, 3))):
        fields[name] = _gathered(path, frames, name, shape)
    return _checked(path, fields)


def _gathered(path: Path, frames: list[Any], name: str, shape: tuple[int, ...]) -> Floats:
    gathered = np.full((len(frames), *shape), np.nan)
    for i, frame in enumerate(frames):
        value = frame.get(name) if isinstance(frame, dict) else None
        if value is None and name == "metric":
            continue
        try:
            array = np.array(value, dtype=float)  # None becomes NaN
        except (TypeError, ValueError, OverflowError):
            array = np.empty(0)
        if array.shape != shape or value is None:
            wanted = f"{' x '.join(map(str, shape))} numbers" if shape else "one number"
            raise RecordingError(f'{path}, frame {i}: "{name}" must be {wanted}.')
        gathered[i] = array
    return gathered


def _checked(path: Path, fields: dict[str, Any]) -> list[Skeleton]:
    """Check the fields and build the skeletons."""
    if fields.get("schema") is None:
        raise RecordingError(f"{path} is not a recording of skeletons: it has no schema.")
    called = next((name for schema, name in _CONFIDENCE.items() if np.array_equal(fields["schema"], schema)), None)
    if called is None:
        raise RecordingError(
            f"{path} has schema {fields['schema']}; this psoas reads schemas 1 and {SCHEMA}. A newer psoas may read it."
        )
    if missing := [name for name in ("t", "image", called) if fields.get(name) is None]:
        raise RecordingError(f"{path} is not a recording of skeletons: it has no {', '.join(missing)}.")
    count = len(np.atleast_1d(fields["t"]))
    t = _array(path, fields, "t", (count,))
    image = _array(path, fields, "image", (count, N_JOINTS, 2))
    confidence = _array(path, fields, called, (count, N_JOINTS))
    metric = _array(path, fields, "metric", (count, N_JOINTS, 3)) if fields.get("metric") is not None else None
    given = fields.get("size", (0, 0))
    changes = isinstance(given, list | np.ndarray) and len(given) > 0 and isinstance(given[0], list | np.ndarray)
    size = _array(path, {"size": given}, "size", (count, 2) if changes else (2,))
    if not np.isfinite(t).all() or (np.diff(t) <= 0).any():
        bad = int(np.argmax(~np.isfinite(t))) if not np.isfinite(t).all() else int(np.argmax(np.diff(t) <= 0)) + 1
        raise RecordingError(f"{path}, frame {bad}: the time t must be later than that of the frame before.")
    unknown = np.isnan(image).any(axis=2)
    confidence = np.where(unknown, 0.0, confidence)
    outside = ~((confidence >= 0) & (confidence <= 1))
    if outside.any():
        frame, landmark = np.argwhere(outside)[0]
        raise RecordingError(
            f"{path}, frame {frame}, {JOINT_NAMES[landmark]}: {called} must be from 0 to 1, "
            f"not {confidence[frame, landmark]}."
        )
    for name, values in (("image", image), ("metric", metric), ("size", size)):
        if values is None:
            continue
        if (np.abs(values) > _FARTHEST[name]).any() or (name == "size" and not (values >= 0).all()):
            raise RecordingError(f"{path}: {name} holds a number that is not a length.")
    sizes = np.broadcast_to(size, (count, 2)).astype(int).tolist()
    return [
        Skeleton(
            float(t[i]),
            image[i],
            confidence[i],
            None if metric is None or bool(np.isnan(metric[i]).all()) else metric[i],
            (sizes[i][0], sizes[i][1]),
        )
        for i in range(count)
    ]


def _array(path: Path, fields: dict[str, Any], name: str, shape: tuple[int, ...]) -> Floats:
    try:
        array: Floats = np.asarray(fields[name], dtype=float)
    except (TypeError, ValueError, OverflowError):
        raise RecordingError(f"{path}: {name} must hold numbers only.") from None
    if array.shape != shape:
        wanted, given = (" x ".join(map(str, s)) or "one number" for s in (shape, array.shape))
        raise RecordingError(f"{path}: {name} must have the shape {wanted}, not {given}.")
    return array


def write_npz(path: Path, skeletons: Sequence[Skeleton], film: str | None = None) -> None:
    """Write a ``.npz`` recording, with the field ``film`` if given.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    sizes = [s.size for s in skeletons]
    fields: dict[str, Any] = {
        "schema": SCHEMA,
        "size": np.array(sizes if len(set(sizes)) > 1 else next(iter(sizes), (0, 0))),
        "t": np.array([s.t for s in skeletons]),
        "image": np.array([s.image for s in skeletons]).reshape(-1, N_JOINTS, 2),
        "confidence": np.array([s.confidence for s in skeletons]).reshape(-1, N_JOINTS),
    }
    if film is not None:
        fields["film"] = np.array(film)
    if any(s.metric is not None for s in skeletons):
        nothing = np.full((N_JOINTS, 3), np.nan)
        fields["metric"] = np.array([nothing if s.metric is None else s.metric for s in skeletons])
    with open_private(path) as file:
        np.savez_compressed(file, **fields)


def _as_json(skeletons: Sequence[Skeleton], size: tuple[int, int]) -> dict[str, Any]:
    frames = [
        {
            "t": s.t,
            "image": _nullable(s.image),
            "confidence": s.confidence.tolist(),
            "metric": None if s.metric is None else _nullable(s.metric),
        }
        for s in skeletons
    ]
    return {"schema": SCHEMA, "size": list(size), "joints": JOINT_NAMES, "frames": frames}


def _nullable(values: Floats) -> list[list[float | None]]:
    return [[None if math.isnan(v) else v for v in row] for row in values.tolist()]
