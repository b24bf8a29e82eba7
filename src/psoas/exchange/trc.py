"""Read TRC files, the marker format of OpenSim, Sports2D and Pose2Sim."""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import numpy as np

from psoas.body.skeleton import N_JOINTS, SIDES, Floats, Joint, Skeleton
from psoas.exchange.mocap import PIXELS_PER_M, CameraView, project, with_heels
from psoas.exchange.skeletons import RecordingError

#: Unit to metres.
_UNITS = {"m": 1.0, "cm": 0.01, "mm": 0.001}
_NEEDED = ("shoulder", "hip", "knee", "ankle")
#: A recording with less depth than this, metres, came from a single camera.
_FLAT_M = 1e-3
#: A marker this far below the floor, metres, means that z points up rather than y.
_UNDER_FLOOR_M = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Markers:
    """The content of a TRC file.

    Attributes
    ----------
    names : tuple of str
        M marker names, as in the file.
    t : ndarray, shape (N,)
        Seconds.
    positions : ndarray, shape (N, M, 3)
        In the file's unit and axes; NaN for empty fields.
    unit : str
        As in the file, lower case.
    """

    names: tuple[str, ...]
    t: Floats
    positions: Floats
    unit: str


def read_trc(path: Path, view: CameraView | None = None, up: Literal["y", "z"] | None = None) -> list[Skeleton]:
    """Read a TRC file as skeletons.

    Parameters
    ----------
    path : Path
        The file.
    view : CameraView, optional
        Where to look from; by default the person's left side. A flat recording (Sports2D) keeps its own view.
    up : {"y", "z"}, optional
        Axis that points up. By default y, as in OpenSim, unless that would put markers deep below the floor.

    Returns
    -------
    list of Skeleton

    Raises
    ------
    RecordingError
        If the file is malformed (the message names the line) or lacks a shoulder, hip, knee or ankle.
    """
    markers = read_markers(path)
    landmarks = _landmarks(path, markers)
    if markers.unit not in _UNITS:
        raise RecordingError(f"{path}, line 3: the unit {markers.unit!r} is unknown. Units are m, cm and mm.")
    landmarks = landmarks * _UNITS[markers.unit]
    depth = landmarks[..., 2][np.isfinite(landmarks[..., 2])]
    if not depth.size or float(np.ptp(depth)) < _FLAT_M:
        return _as_filmed(landmarks, markers.t)
    if up == "z" or (up is None and _z_is_up(landmarks)):
        landmarks = np.stack([landmarks[..., 1], landmarks[..., 2], landmarks[..., 0]], axis=-1)
    return project(with_heels(landmarks), markers.t, view)


def read_markers(path: Path) -> Markers:
    """Read the raw content of a TRC file.

    Raises
    ------
    RecordingError
        If the file is malformed; the message names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        raise RecordingError(f"{path} could not be read ({error.strerror}).") from error
    if len(lines) < 6 or not lines[0].startswith("PathFileType"):
        raise RecordingError(
            f'{path}, line 1: a TRC file starts with "PathFileType" and five lines of header. Export it again.'
        )
    header = dict(zip(lines[1].split(), lines[2].split(), strict=False))
    unit = header.get("Units", "").lower()
    if not unit:
        raise RecordingError(f'{path}, line 3: the header has no "Units". Export it again.')
    names = tuple(name.strip() for name in lines[3].split("\t")[2:] if name.strip())
    if not names:
        raise RecordingError(f"{path}, line 4: there is no marker name after Frame# and Time, separated by tabs.")
    rows = [_row(path, number, line, len(names)) for number, line in enumerate(lines[5:], start=6) if line.strip()]
    if not rows:
        raise RecordingError(f"{path} has a header but not one frame. Export it again.")
    table = np.array(rows)
    t = table[:, 0]
    if (np.diff(t) <= 0).any():
        frame = int(np.argmax(np.diff(t) <= 0)) + 1
        raise RecordingError(f"{path}, frame {frame + 1}: the time does not increase from {t[frame - 1]}.")
    return Markers(names, t, table[:, 1:].reshape(len(rows), len(names), 3), unit)


def _row(path: Path, number: int, line: str, markers: int) -> list[float]:
    fields = line.rstrip("\r\n").split("\t")
    # Some programs drop trailing empty fields, others add them.
    wanted = 2 + 3 * markers
    while len(fields) > wanted and not fields[-1].strip():
        fields.pop()
    if len(fields) > wanted or len(fields) < 5:
        raise RecordingError(
            f"{path}, line {number}: {len(fields)} fields, but {markers} markers need {wanted}. Export it again."
        )
    values: list[float] = []
    for column, field in enumerate(fields[1:], start=2):
        try:
            value = float(field) if field.strip() else math.nan
        except ValueError:
            raise RecordingError(f"{path}, line {number}, field {column}: {field!r} is not a number.") from None
        values.append(value if math.isfinite(value) else math.nan)
    if math.isnan(values[0]):
        raise RecordingError(f"{path}, line {number}: the time is missing.")
    return values + [math.nan] * (wanted - 1 - len(values))


def _landmarks(path: Path, markers: Markers) -> Floats:
    """Find the landmarks by marker name; shape (N, 33, 3), in the file's unit."""
    column = {_plain(name): i for i, name in enumerate(markers.names)}
    found = np.full((len(markers.t), N_JOINTS, 3), np.nan)
    missing: list[str] = []
    for landmark in Joint:
        for choice in _choices(landmark):
            parts = choice.split("+")
            if all(part in column for part in parts):
                found[:, landmark] = np.mean([markers.positions[:, column[part]] for part in parts], axis=0)
                break
        else:
            missing.append(landmark.name.lower())
    if lacking := [m for m in missing if m.split("_", 1)[-1] in _NEEDED]:
        there = ", ".join(markers.names[:12]) + (", …" if len(markers.names) > 12 else "")
        raise RecordingError(
            f"{path}, line 4: no marker is named for {', '.join(lacking)}. psoas knows names such as RHip, RKnee, "
            f"RAnkle, RShoulder; the file has {there}."
        )
    return found


@cache
def _choices(landmark: Joint) -> tuple[str, ...]:
    """Return the simplified marker names that can stand for a landmark, best first."""
    table = tomllib.loads(files("psoas.exchange").joinpath("markers.toml").read_text(encoding="utf-8"))
    if landmark is Joint.NOSE:
        return tuple(table["middle"]["nose"])
    side, name = next((s, n) for s in SIDES for n in (*table["side"], *table["mouth"]) if _named(s, n) is landmark)
    section = "mouth" if name == "mouth" else "side"
    templates = [*table[section][name], *table["pelvis"].get(name, [])]
    return tuple(t.replace("{s}", word) for t in templates for word in (side[0], side))


def _named(side: str, name: str) -> Joint | None:
    key = f"MOUTH_{side}".upper() if name == "mouth" else f"{side}_{name}".upper()
    return Joint.__members__.get(key)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9+]", "", name.lower())


def _z_is_up(landmarks: Floats) -> bool:
    lowest = np.nanmin(landmarks.reshape(-1, 3), axis=0)
    return bool(lowest[1] < -_UNDER_FLOOR_M < lowest[2])


def _as_filmed(landmarks: Floats, t: Floats) -> list[Skeleton]:
    """Build skeletons from a single camera's recording, whose plane is the picture."""
    image = landmarks[..., :2] * PIXELS_PER_M * np.array([1.0, -1.0])
    confidence = np.isfinite(image).all(axis=2).astype(float)
    return [Skeleton(float(t[i]), image[i], confidence[i]) for i in range(len(t))]
