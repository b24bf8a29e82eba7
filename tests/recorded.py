"""A recording and its analysis for all tests of this room."""

from collections.abc import Callable
from pathlib import Path

import pytest

from psoas.analysis.analyze import analyze
from psoas.analysis.result import Analysis
from psoas.body.skeleton import Side, Skeleton
from psoas.exchange.skeletons import write_skeletons
from psoas.programme.catalogue import load
from psoas.testing import synthetic

Make = Callable[..., Path]


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Writes a recording of level 6 in 15 skeletons a second; `hide` makes nobody be seen between two moments."""

    def make(hide: tuple[float, float] = (0.0, 0.0), name: str = "set.npz") -> Path:
        sides = (("left", 1.0), ("right", 1.0), ("left", 0.4), ("left", 1.0))
        seen = synthetic(load().level(6), sides, far_confidence=0.6)
        seen = [Skeleton.nobody(s.t, s.size) if hide[0] <= s.t < hide[1] else s for s in seen]
        path = tmp_path_factory.mktemp("recording") / name
        write_skeletons(path, seen)
        return path

    return make


@pytest.fixture(scope="module")
def result(recording: Make) -> Analysis:
    """Left, right, a short left, left; nobody seen for the last three quarters of a second before the first."""
    return analyze(recording(hide=(0.0, 0.8), name="a <set> & more.npz"), 6)


@pytest.fixture(scope="module")
def marches(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Four quick recordings of level 6: left; right; left, right; right, left. In the order of their names."""
    folder = tmp_path_factory.mktemp("marches")
    paths = []
    for order in ("L", "R", "LR", "RL"):
        sides: list[tuple[Side, float]] = [("left" if letter == "L" else "right", 1.0) for letter in order]
        paths.append(folder / f"{len(paths)}-{order}.npz")
        write_skeletons(paths[-1], synthetic(load().level(6), sides))
    return paths
