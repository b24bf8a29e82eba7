"""Ask the project's tests what a number protects that no recording shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from bench.accuracy.clips import ROOT
from bench.studies.ablation.apart import Failed, apart, import_anew
from bench.studies.ablation.trial import Change

_ROOMS = ("tests/coach", "tests/tracking", "tests/analysis")
_OPTIONS = ("-q", "-x", "-o", "addopts=", "--import-mode=importlib", "-p", "no:cacheprovider", "-m", "not weights")


class _First:
    """Remembers the first test that failed."""

    name = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in how one test went."""
        if report.failed and not self.name:
            self.name = report.nodeid


def held_by(change: Change, at_most_s: float = 600.0) -> str:
    """Name the first test that fails without it, of those that name its module; "" where none does."""
    found = apart(_run, change, tests_of(change.numbers), at_most_s=at_most_s)
    return found.why if isinstance(found, Failed) else found


def tests_of(modules: Iterable[str]) -> list[str]:
    """Find the tests that name a module themselves."""
    files = [path for room in _ROOMS for path in sorted((ROOT / room).glob("test_*.py"))]
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    return [str(path) for path, text in texts.items() if any(module in text for module in modules)]


def _run(change: Change, tests: Sequence[str]) -> str:
    import_anew(change.numbers)
    first = _First()
    if tests:
        pytest.main([*_OPTIONS, *tests], plugins=[first])
    return first.name
