"""Films that lost how the camera was held, and slow motion."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from psoas.analysis.coaching import coach_skeletons
from psoas.analysis.held import how_held, is_slow_motion
from psoas.body.skeleton import Skeleton
from psoas.coach.events import Rep
from psoas.programme.catalogue import load
from psoas.testing import synthetic

MARCH = load().march


def seen(level: int) -> list[Skeleton]:
    skeletons = synthetic(load().level(level), [("left", 1.0), ("right", 1.0)] * 2, fps=15)
    return [replace(s, size=(640, 480)) for s in skeletons]


def turned(skeletons: list[Skeleton], quarters: int) -> list[Skeleton]:
    for _ in range(quarters):  # with the clock, pixel by pixel
        skeletons = [
            replace(
                s,
                image=np.stack([s.size[1] - s.image[:, 1], s.image[:, 0]], axis=1),
                metric=None
                if s.metric is None
                else np.stack([-s.metric[:, 1], s.metric[:, 0], s.metric[:, 2]], axis=1),
                size=(s.size[1], s.size[0]),
            )
            for s in skeletons
        ]
    return skeletons


@pytest.mark.parametrize("level", range(1, 7))
def test_a_film_that_is_upright_is_left_alone(level: int) -> None:
    assert how_held(seen(level), MARCH) is None


@pytest.mark.parametrize("level", [1, 2, 3, 6])
def test_a_film_on_its_head_is_noticed(level: int) -> None:
    assert how_held(turned(seen(level), 2), MARCH) == "upside-down"


@pytest.mark.parametrize(("level", "quarters"), [(1, 1), (1, 3), (3, 1), (3, 3), (6, 1)])
def test_a_film_on_its_side_is_noticed(level: int, quarters: int) -> None:
    assert how_held(turned(seen(level), quarters), MARCH) == "on-its-side"


@pytest.mark.parametrize("slower", [8, 16, 32])
def test_slow_motion_is_noticed(slower: float) -> None:
    assert how_held([replace(s, t=s.t * slower) for s in seen(6)], MARCH) == "slow-motion"


@pytest.mark.parametrize(("slower", "is_slow"), [(1, False), (1.5, False), (4, True)])
def test_repetitions_that_are_counted_can_be_too_slow_for_life(slower: float, is_slow: bool) -> None:
    exercise = load().level(6)
    _, events = coach_skeletons(((None, replace(s, t=s.t * slower)) for s in seen(6)), exercise)
    reps = [event for event in events if isinstance(event, Rep)]
    assert len(reps) >= 2
    assert is_slow_motion(reps, exercise) == is_slow
    assert not is_slow_motion(reps[:1], exercise)


def test_nobody_and_somebody_at_rest_are_neither() -> None:
    assert how_held([Skeleton.nobody(i / 10, (640, 480)) for i in range(50)], MARCH) is None
    still = seen(6)[0]
    assert how_held([replace(still, t=i / 10) for i in range(100)], MARCH) is None


@pytest.mark.weights
def test_a_film_on_its_head_is_turned_counted_and_told(tmp_path: Path) -> None:
    import av

    from psoas.analysis.analyze import analyze

    clip = Path(__file__).resolve().parents[1] / "fixtures" / "clips" / "level6.mp4"
    path = tmp_path / "turned.mp4"
    with av.open(str(clip)) as film, av.open(str(path), "w") as out:
        stream = None
        for frame in film.decode(video=0):
            rgb = np.ascontiguousarray(frame.to_ndarray(format="rgb24")[::-1, ::-1])
            if stream is None:
                stream = out.add_stream("libx264", rate=film.streams.video[0].average_rate)
                stream.height, stream.width, stream.pix_fmt = *rgb.shape[:2], "yuv420p"
            out.mux(stream.encode(av.VideoFrame.from_ndarray(rgb, "rgb24")))
        out.mux(stream.encode(None))
    as_it_was, upside_down = analyze(clip, 6), analyze(path, 6)
    assert [rep.side for rep in upside_down.reps] == [rep.side for rep in as_it_was.reps]
    assert upside_down.setup[0].id == "picture-turned"
    assert "upside down" in upside_down.setup[0].say
