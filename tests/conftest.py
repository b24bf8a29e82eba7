"""Fixtures that several rooms' tests share."""

import os
import shutil
import tempfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

import no_outgoing
from bodies import Bodies
from commands import Run, run_psoas

# How fast an example is says more about the machine than about the code.
settings.register_profile("psoas", deadline=None)
settings.load_profile("psoas")

# Journals wait for the disk at every repetition, as they should, and most of the tests' time went there: keep the
# tests' in memory where there is enough. Programs that tests start inherit it.
_MEMORY, _ENOUGH_BYTES = Path("/dev/shm"), 4 << 30
if "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH_BYTES:
    os.environ["TMPDIR"], tempfile.tempdir = str(_MEMORY), None


no_outgoing.deny()


def pytest_xdist_auto_num_workers() -> int | None:
    """Take a worker more than there are cores: half of the time goes to pages that wait on real seconds."""
    return None if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of recordings with truth that lies beside the project; a user's clone has none."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the recordings with truth (../shared/data) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def shared_cases(shared_data: Path) -> Path:
    """The folder of small inputs that failed once, beside those recordings."""
    folder = shared_data.parent / "cases"
    if not folder.is_dir():
        pytest.skip("the inputs that failed once (../shared/cases) are not on this machine")
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs psoas in this process; gives exit code, stdout and stderr."""
    return partial(run_psoas, monkeypatch, capsys)


@pytest.fixture(scope="session")
def bodies() -> type[Bodies]:
    """Bodies to show to a camera."""
    return Bodies
