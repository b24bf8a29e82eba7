"""The annotated video: the recording's own timing, the coach's words."""

from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from psoas.analysis.sources import AnalysisError
from psoas.body.skeleton import Joint, Skeleton
from psoas.coach.coach import Coach
from psoas.programme.catalogue import load
from psoas.report.overlay import COLOURS, Overlay, draw_skeleton
from psoas.testing import synthetic


def drawn(path: Path, size: tuple[int, int], times: list[float]) -> None:
    exercise = load().level(6)
    coach = Coach(exercise)
    overlay = Overlay(path, exercise)
    grey = np.full((size[1], size[0], 3), 128, np.uint8)
    skeletons = synthetic(exercise, size=size)
    for t, skeleton in zip(times, skeletons, strict=False):
        seen = Skeleton(t, skeleton.image, skeleton.confidence, skeleton.metric, size)
        events = coach.update(seen)
        overlay(grey, seen, coach.now, events)
    overlay.close()


@pytest.mark.parametrize("size", [(160, 120), (161, 91)])
@pytest.mark.parametrize(
    "times",
    [[i / 25 for i in range(30)], [0.0, 0.04, 0.1, 0.2, 0.5, 0.52, 1.0]],
    ids=["even", "variable frame rate"],
)
def test_the_video_has_the_same_frames_at_the_same_times(
    tmp_path: Path, size: tuple[int, int], times: list[float]
) -> None:
    path = tmp_path / "a.mp4"
    drawn(path, size, times)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        frames = list(container.decode(stream))
        assert [frame.time for frame in frames] == pytest.approx(times, abs=0.001)
        assert stream.pix_fmt == "yuv420p"
        assert (stream.width, stream.height) == (size[0] // 2 * 2, size[1] // 2 * 2)
        lasts = float(stream.duration * stream.time_base) - times[-1]
        assert 0.03 < lasts < times[-1] - times[-2] + 0.01


def test_left_and_right_are_drawn_in_their_colours() -> None:
    skeleton = Skeleton.nobody(0.0, (200, 200))
    for landmark, place in (
        (Joint.LEFT_HIP, (50, 20)),
        (Joint.LEFT_KNEE, (50, 180)),
        (Joint.RIGHT_HIP, (150, 20)),
        (Joint.RIGHT_KNEE, (150, 180)),
    ):
        skeleton.image[landmark] = place
        skeleton.confidence[landmark] = 1
    image = Image.new("RGB", (200, 200))
    draw_skeleton(image, skeleton)
    assert image.getpixel((50, 100)) == pytest.approx(COLOURS["left"], abs=12)
    assert image.getpixel((150, 100)) == pytest.approx(COLOURS["right"], abs=12)


def test_nobody_leaves_the_picture_as_it_is() -> None:
    image = Image.new("RGB", (60, 40), (9, 8, 7))
    draw_skeleton(image, Skeleton.nobody(0.0, (60, 40)))
    assert image.getcolors() == [(2400, (9, 8, 7))]


def test_joints_far_outside_the_picture_do_no_harm() -> None:
    skeleton = Skeleton.nobody(0.0, (60, 40))
    skeleton.image[:] = np.linspace(500, 900, 66).reshape(33, 2)
    skeleton.confidence[:] = 1
    image = Image.new("RGB", (60, 40))
    draw_skeleton(image, skeleton)
    assert image.getcolors() == [(2400, (0, 0, 0))]


def test_a_recording_without_pictures_is_refused_in_a_sentence(tmp_path: Path) -> None:
    exercise = load().level(6)
    overlay = Overlay(tmp_path / "a.mp4", exercise)
    with pytest.raises(AnalysisError, match="no pictures"):
        overlay(None, Skeleton.nobody(0.0), Coach(exercise).now, [])
