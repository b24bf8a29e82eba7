"""Read TRC files, the marker format of OpenSim, Sports2D and Pose2Sim."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import numpy as np

from psoas.body.skeleton import N_JOINTS, SIDES, Floats, Joint, Skeleton
from psoas.exchange.mocap import PIXELS_PER_M, CameraView, project, with_heels
from psoas.exchange.skeletons import RecordingError
from psoas.exchange.trc_markers import Markers, read_markers
from psoas.exchange.upright import turned_upright

__all__ = ["Markers", "read_markers", "read_trc"]

#: Unit to metres: its short name, and the beginnings of its long ones.
_UNITS = {
    "mm": (0.001, ("millimet",)),
    "cm": (0.01, ("centimet",)),
    "m": (1.0, ("met",)),
    "in": (0.0254, ("inch",)),
    "ft": (0.3048, ("feet", "foot")),
}
_NEEDED = ("shoulder", "hip", "knee", "ankle")
#: A recording with less depth than this, metres, came from a single camera.
_FLAT_M = 1e-3


def read_trc(path: Path, view: CameraView | None = None, up: Literal["y", "z"] | None = None) -> list[Skeleton]:
    """Read a TRC file as skeletons.

    Parameters
    ----------
    path : Path
        The file.
    view : CameraView, optional
        Where to look from; by default the person's left side. A flat recording (Sports2D) keeps its own view.
    up : {"y", "z"}, optional
        Axis that points up; by default it is found from the body's own shape (`psoas.exchange.upright`).

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
    landmarks = landmarks * _metres(path, markers.unit)
    depth = landmarks[..., 2][np.isfinite(landmarks[..., 2])]
    if not depth.size or float(np.ptp(depth)) < _FLAT_M:
        return _as_filmed(landmarks, markers.t)
    return project(with_heels(turned_upright(landmarks, up)), markers.t, view)


def _metres(path: Path, unit: str) -> float:
    word = unit.strip(" .()[]")
    for short, (metres, long) in _UNITS.items():
        if word == short or word.startswith(long):
            return metres
    raise RecordingError(
        f"{path}, line 3: the unit {unit!r} is unknown. Units are m, cm, mm, in and ft, short or spelled out."
    )


def _landmarks(path: Path, markers: Markers) -> Floats:
    """Find the landmarks by marker name; shape (N, 33, 3), in the file's unit."""
    names = _without_subject(path, markers.names)
    column = {_plain(name): i for i, name in reversed(list(enumerate(names))) if name}
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
        named = [name for name in markers.names if name]
        there = ", ".join(named[:12]) + (", …" if len(named) > 12 else "")
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


def _without_subject(path: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    """Take the person's name off the markers', as in ``Subject1:RHip`` and ``Subject.RHip``.

    Raises
    ------
    RecordingError
        If there are several persons in the file.
    """
    parts = [name.rpartition(":") for name in names]
    persons = {person for person, _, marker in parts if _plain(marker) in _hips()}
    if len(persons) > 1:
        them = ", ".join(sorted(person or "no name" for person in persons))
        raise RecordingError(f"{path}, line 4: there are several persons ({them}). Export one of them.")
    bare = [marker for _, _, marker in parts]
    for mark in "._| ":
        first = Counter(name.split(mark, 1)[0] for name in bare if mark in name)
        person, count = first.most_common(1)[0] if first else ("", 0)
        # Half of the names may begin with a side, more than half only with something that they all share.
        if 2 * count > sum(bool(name) for name in bare) and _plain(person) not in (*SIDES, "r", "l"):
            bare = [name.removeprefix(f"{person}{mark}") for name in bare]
    return tuple(bare)


@cache
def _hips() -> frozenset[str]:
    return frozenset(choice for hip in (Joint.LEFT_HIP, Joint.RIGHT_HIP) for choice in _choices(hip))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9+]", "", name.lower())


def _as_filmed(landmarks: Floats, t: Floats) -> list[Skeleton]:
    """Build skeletons from a single camera's recording, whose plane is the picture."""
    image = landmarks[..., :2] * PIXELS_PER_M * np.array([1.0, -1.0])
    confidence = np.isfinite(image).all(axis=2).astype(float)
    return [Skeleton(float(t[i]), image[i], confidence[i]) for i in range(len(t))]
