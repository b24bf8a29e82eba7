"""What a pose model saw in a film, without the film: enough to count again, nothing to look at.

A ``.npz`` recording (`psoas.exchange.skeletons`) with one more field, ``film``: text in JSON with what only pictures
tell. That field also says that the skeletons are raw, so they are named and smoothed as those of a film are.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from psoas.body.skeleton import PlaceInPicture, Skeleton
from psoas.exchange.skeletons import RecordingError, film_of, read_npz, write_npz


@dataclass(frozen=True, slots=True, eq=False)
class Poses:
    """What a pose model saw in a film.

    Attributes
    ----------
    skeletons : list of Skeleton
        Raw: before naming of the legs, smoothing and correction.
    versions : dict
        Name of each part that looked to its version; ``pose_model`` is the landmark model.
    people : int
        How many persons were mostly in the picture.
    brightness : float
        Mean brightness of the pictures, 0 to 1.
    band_seen : bool or None
        Whether a band was seen between the feet; None if it was not looked for, or cannot be told.
    notes : list of str
        What could not be read.
    place : {"left", "middle", "right"} or None
        Where among several people the one was who was followed.
    """

    skeletons: list[Skeleton]
    versions: dict[str, str] = field(default_factory=dict)
    people: int = 1
    brightness: float = 1.0
    band_seen: bool | None = None
    notes: list[str] = field(default_factory=list)
    place: PlaceInPicture | None = None


def write_poses(path: Path, poses: Poses) -> None:
    """Write what was seen.

    Raises
    ------
    RecordingError
        If the file cannot be written.
    """
    film = {
        "versions": poses.versions,
        "people": poses.people,
        "brightness": poses.brightness,
        "band_seen": poses.band_seen,
        "notes": poses.notes,
        "place": poses.place,
        "cuts_s": [skeleton.t for skeleton in poses.skeletons if skeleton.cut],
    }
    try:
        write_npz(path, poses.skeletons, film=json.dumps(film))
    except OSError as error:
        raise RecordingError(f"{path} could not be written ({error.strerror}).") from error


def read_poses(path: Path) -> Poses | None:
    """Read what was seen; None if the recording does not say that a pose model saw it.

    Raises
    ------
    RecordingError
        If it is damaged or violates the schema; the message names the field.
    """
    text = film_of(path)
    if text is None:
        return None
    try:
        film: Any = json.loads(text)
        versions = {str(name): str(version) for name, version in film["versions"].items()}
        people, brightness = int(film["people"]), float(film["brightness"])
        band_seen, notes = film["band_seen"], [str(note) for note in film["notes"]]
        place = next((one for one in get_args(PlaceInPicture) if one == film.get("place")), None)
        cuts = {float(t) for t in film.get("cuts_s", ())}
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise RecordingError(f'{path}: "film" does not say what a pose model saw. Record or copy it again.') from None
    skeletons = [replace(s, cut=True) if s.t in cuts else s for s in read_npz(path)]
    band = None if band_seen is None else bool(band_seen)
    return Poses(skeletons, versions, people, brightness, band, notes, place)
