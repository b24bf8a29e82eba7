"""A whole app without a network: a house with a clock that the test turns."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from nicegui import app as nicegui_app

from psoas.app.door.key import DoorKey
from psoas.app.live.pose_worker import ANYBODY, PoseResult, Whom
from psoas.app.routes import create
from psoas.app.state import AppState
from psoas.body.skeleton import N_JOINTS, Skeleton
from psoas.errors import PsoasError
from psoas.journal.answers import Screening
from psoas.journal.store import Store
from psoas.programme.catalogue import load
from psoas.sight.models import LandmarkModel
from psoas.sight.runtime import CannotSee


@dataclass
class Clock:
    """Seconds that pass when the test says so."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now

    def today(self) -> datetime:
        return datetime(2026, 3, 2, 7, 40, tzinfo=UTC) + timedelta(seconds=self.now)


@dataclass
class FakeEyes:
    """Sees a standing person in whatever begins like a JPEG."""

    blind: str = ""
    looked: list[float] = field(default_factory=list)
    forgotten: int = 0
    model: LandmarkModel = "full"
    paced: list[tuple[float, Callable[[LandmarkModel], bool]]] = field(default_factory=list)

    async def forget(self) -> None:
        self.forgotten += 1

    async def look(self, jpeg: bytes, t: float, with_back: bool = False, whom: Whom = ANYBODY) -> PoseResult:
        if self.blind:
            raise CannotSee(self.blind)
        if not jpeg.startswith(b"\xff\xd8"):
            raise PsoasError("The camera sent a picture that is not a JPEG, so it was left out.")
        self.looked.append(t)
        return PoseResult.of(someone(t))

    async def keep_pace(self, t: float, took_s: float, may_change: Callable[[LandmarkModel], bool]) -> None:
        self.paced.append((took_s, may_change))


def someone(t: float) -> Skeleton:
    """A person, all joints seen."""
    image = np.stack([np.linspace(280, 360, N_JOINTS), np.linspace(40, 440, N_JOINTS)], axis=1)
    return Skeleton(t, image, np.ones(N_JOINTS), None, (640, 480))


def pass_time(house: AppState, clock: Clock, seconds: float) -> None:
    """Let time pass before the person: a second at a time, for a longer step would be a computer that slept."""
    for _ in range(math.ceil(seconds)):
        clock.now += 1
        house.tick()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def eyes() -> FakeEyes:
    return FakeEyes()


@pytest.fixture
def screening() -> Screening | None:
    """What came of the questions before the first time; None where they were not answered yet."""
    return Screening("go")


@pytest.fixture
def house(tmp_path: Path, clock: Clock, eyes: FakeEyes, screening: Screening | None) -> Iterator[AppState]:
    store = Store(tmp_path / "data")
    if screening is not None:
        store.tell(screening, at=clock.today())
    yield AppState(store, load(), eyes, clock, clock.today)  # type: ignore[arg-type]
    store.close()


@pytest.fixture
def client(house: AppState) -> Iterator[TestClient]:
    # NiceGUI has one app for the whole process, which takes no middleware once it has answered.
    nicegui_app.middleware_stack = None
    nicegui_app.user_middleware.clear()
    key = DoorKey(b"k" * 32)
    known = {key.cookie_name: key.cookie}
    with TestClient(create(house, key), base_url="http://127.0.0.1:8137", cookies=known) as client:
        yield client
