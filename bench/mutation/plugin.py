"""What pytest loads in the process of one mutant: the change, in memory, and which tests run in which order."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

import pytest

#: Names the file with the work: what is changed, where each test's seconds are kept, and how many may be spent.
WORK = "PSOAS_MUTATION"
_work = json.loads(Path(os.environ[WORK]).read_text(encoding="utf-8"))
_took: dict[str, float] = {}


class Changed(SourceFileLoader):
    """Loads the changed text in the place of the file's own, and never what was compiled of either."""

    def get_code(self, fullname: str) -> CodeType:
        """Compile the text that the work brings."""
        return compile(_work["source"], self.path, "exec", dont_inherit=True)


class Finder(MetaPathFinder):
    """Finds the one module that is changed."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Where the changed module comes from; None for all others."""
        if name != _work["module"]:
            return None
        return spec_from_file_location(name, _work["path"], loader=Changed(name, _work["path"]))


if _work["module"]:
    sys.meta_path.insert(0, Finder())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put those that are nearest to the change first, the quickest of them at the front; leave out what costs more."""
    if not _work["module"]:
        return
    seconds, near = _work["seconds"], set(_work["near"])
    items.sort(key=lambda item: (item.path.name not in near, seconds.get(item.nodeid, 0.0)))
    kept, spent = [], 0.0
    for item in items:
        spent += seconds.get(item.nodeid, 0.0)
        if spent <= _work["spend_s"]:
            kept.append(item)
    items[:] = kept


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note how long each test takes."""
    _took[report.nodeid] = _took.get(report.nodeid, 0.0) + report.duration


def pytest_sessionfinish() -> None:
    """Keep it, where these times are asked for."""
    if not _work["module"]:
        Path(_work["out"]).write_text(json.dumps(_took), encoding="utf-8")
