"""The picture changes its size in the middle of a set: the count goes on."""

import asyncio
from dataclasses import replace

import numpy as np
import pytest
import simplejpeg

from psoas.analysis.coaching import coach_skeletons
from psoas.app.live.one_size import fitted_skeleton, shown_in
from psoas.app.live.pose_worker import PoseWorker
from psoas.body.skeleton import Skeleton
from psoas.coach.events import Rep
from psoas.programme.catalogue import load
from psoas.sight import blazepose
from psoas.sight.pictures import fitted
from psoas.testing import synthetic
from psoas.tracking.offline import FixedLagTracker


class SeesSquare:
    """Sees the brightest point of a picture as all joints."""

    people = 1
    with_silhouette = False

    def __init__(self, model: str, added: object) -> None:
        self.sizes: list[tuple[int, int]] = []

    def reset(self) -> None:
        pass

    def detect(self, rgb: np.ndarray, t: float) -> Skeleton:
        grey = rgb.sum(axis=2)
        y, x = np.argwhere(grey > 500).mean(axis=0) + 0.5
        return Skeleton(t, np.tile([x, y], (33, 1)).astype(float), np.ones(33), None, (rgb.shape[1], rgb.shape[0]))


def square(width: int, height: int) -> bytes:
    picture = np.zeros((height, width, 3), np.uint8)
    picture[height // 2 : height // 2 + height // 8, width // 4 : width // 4 + width // 8] = 255
    return simplejpeg.encode_jpeg(picture, 95)


@pytest.mark.parametrize("turned", [(240, 320), (160, 120), (1280, 960), (321, 243)])
def test_joints_are_drawn_where_they_are_in_the_picture_that_was_sent(
    monkeypatch: pytest.MonkeyPatch, turned: tuple[int, int]
) -> None:
    monkeypatch.setattr(blazepose, "BlazePose", SeesSquare)
    worker = PoseWorker("full")
    try:
        for number, size in enumerate([(320, 240), turned]):
            seen = asyncio.run(worker.look(square(*size), float(number)))
            assert seen.skeleton.size == size
            middle = np.array(size) * [0.3125, 0.5625]
            assert seen.skeleton.image[0] == pytest.approx(middle, abs=0.02 * max(size))
            assert {s.size for s in seen.settled} <= {(320, 240)}
    finally:
        worker.close()


@pytest.mark.parametrize("turned", [(480, 640), (320, 240), (1280, 720)])
def test_a_set_goes_on_counting_while_the_picture_changes_its_size(turned: tuple[int, int]) -> None:
    exercise = load().level(6)
    skeletons = synthetic(exercise, [("left", 1.0), ("right", 1.0)] * 2, fps=20)
    first = (640, 480)
    half = len(skeletons) // 2

    def sides(changed: list[Skeleton]) -> str:
        settling = FixedLagTracker()
        settled = [s for raw in changed for s in settling.update(raw)]
        _, events = coach_skeletons(((None, s) for s in settled), exercise)
        return "".join(e.side[0] for e in events if isinstance(e, Rep) and not e.short)

    seen = [replace(s, size=first) for s in skeletons]
    changed = [s if i < half else shown_in(s, turned) for i, s in enumerate(seen)]
    assert sides([fitted_skeleton(s, first) for s in changed]) == sides(seen) == "lrlr"


def test_fitting_and_showing_undo_each_other_and_match_the_picture() -> None:
    skeleton = Skeleton(0.0, np.full((33, 2), 10.0), np.ones(33), None, (40, 20))
    there = fitted_skeleton(skeleton, (20, 40))
    assert np.allclose(shown_in(there, (40, 20)).image, skeleton.image)
    picture = np.zeros((20, 40, 3), np.uint8)
    picture[9:11, 9:11] = 255
    y, x = np.argwhere(fitted(picture, (20, 40))[..., 0] > 60).mean(axis=0) + 0.5
    assert there.image[0] == pytest.approx([x, y], abs=1.0)
