"""The pose model in its thread: which landmark model looks, and when it changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from psoas.app.live.pose_worker import PoseWorker
from psoas.sight import blazepose, models
from psoas.sight.models import LandmarkModel


class FakePose:
    """Takes as long as it is told to, on paper."""

    takes_s: ClassVar[float]
    made: ClassVar[list[FakePose]] = []

    def __init__(self, model: LandmarkModel, added: Path | None) -> None:
        self.model = model
        self.made.append(self)

    def warm_up(self) -> None:
        pass

    def landmark_s(self) -> float:
        assert self.model == "heavy"
        return self.takes_s


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[type[FakePose]]:
    """A computer with both models, by their names and sizes alone."""
    for model in models.MODELS:
        with (tmp_path / model.file).open("wb") as file:
            file.truncate(model.size)
    monkeypatch.setattr(models, "package_folder", lambda: tmp_path)
    monkeypatch.setattr(blazepose, "BlazePose", FakePose)
    monkeypatch.setattr(FakePose, "takes_s", 0.05, raising=False)
    monkeypatch.setattr(FakePose, "made", [])
    yield FakePose


@pytest.fixture
def worker(installed: type[FakePose]) -> Iterator[PoseWorker]:
    worker = PoseWorker("auto")
    yield worker
    worker.close()


@pytest.mark.parametrize(("heavy_s", "looks"), [(0.05, "heavy"), (0.2, "full")])
def test_the_finest_model_that_is_quick_enough_is_found_before_the_first_session(
    installed: type[FakePose], worker: PoseWorker, heavy_s: float, looks: str
):
    installed.takes_s = heavy_s
    worker.warm_up().result(5)
    assert (worker.model, installed.made[0].model) == (looks, looks)


async def test_a_change_waits_for_its_moment(installed: type[FakePose], worker: PoseWorker):
    worker.warm_up().result(5)
    asked: list[LandmarkModel] = []
    for n in range(100):
        await worker.keep_pace(n / 10, 0.15, lambda model: bool(asked.append(model)))
    assert set(asked) == {"full"}
    assert worker.model == "heavy"
    await worker.keep_pace(10.0, 0.15, lambda model: True)
    assert (worker.model, installed.made[0].model) == ("full", "full")
    for n in range(800):
        await worker.keep_pace(10.1 + n / 10, 0.02, lambda model: True)
    assert (worker.model, installed.made[0].model) == ("heavy", "heavy")


async def test_what_was_asked_for_is_kept_unless_counting_suffers(installed: type[FakePose]):
    worker = PoseWorker("heavy")
    try:
        worker.warm_up().result(5)
        for n in range(100):
            await worker.keep_pace(n / 10, 0.15, lambda model: True)
        assert worker.model == "heavy"
        await worker.lighten(10.0)
        assert (worker.model, installed.made[0].model) == ("full", "full")
    finally:
        worker.close()


@pytest.mark.parametrize("there", ["full", "heavy"])
def test_where_there_is_one_model_it_is_taken(installed: type[FakePose], monkeypatch, there: LandmarkModel):
    places = models._places
    monkeypatch.setattr(
        models, "_places", lambda model, added: places(model, added) if model.name in (there, "detector") else iter(())
    )
    worker = PoseWorker("auto")
    try:
        worker.warm_up().result(5)
        assert (worker.model, installed.made[0].model) == (there, there)
    finally:
        worker.close()
