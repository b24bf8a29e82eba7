"""Ask the project's tests what a number protects that no recording shows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bench.accuracy.clips import ROOT
from bench.studies.ablation.apart import Failed, apart, import_anew
from bench.studies.ablation.trial import Change

_TESTS = ("tests/coach", "tests/tracking", "tests/analysis/test_sides.py")
#: Tests of what is printed or drawn say nothing about a threshold.
_OPTIONS = ("-q", "-x", "-o", "addopts=", "--import-mode=importlib", "-p", "no:cacheprovider", "-m", "not weights")


class _First:
    """Remembers the first test that failed."""

    name = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in how one test went."""
        if report.failed and not self.name:
            self.name = report.nodeid


def held_by(change: Change, tests: Sequence[str] = _TESTS, at_most_s: float = 600.0) -> str:
    """Name the first test that fails without it; "" where none does."""
    found = apart(_run, change, tests, at_most_s=at_most_s)
    return found.why if isinstance(found, Failed) else found


def _run(change: Change, tests: Sequence[str]) -> str:
    import_anew(change.numbers)
    first = _First()
    pytest.main([*_OPTIONS, *(str(ROOT / test) for test in tests)], plugins=[first])
    return first.name
