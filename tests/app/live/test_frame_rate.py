"""A computer that is too slow to count: noticed, said, and never counted on in silence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from psoas.app.live.frame_rate import LEAST_FPS, WINDOW_S, FrameRate


def steps(fps: float, seconds: float, share: float = 1.0) -> list[str]:
    """Analyse pictures at a rate, each taking a share of the time between two; return the steps down."""
    rate = FrameRate()
    found = [rate.update(n / fps, share / fps) for n in range(round(seconds * fps))]
    return [step for step in found if step]


@given(st.floats(LEAST_FPS + 0.5, 30.0), st.floats(0.0, 1.0))
def test_a_computer_that_keeps_up_is_left_alone(fps: float, share: float):
    assert steps(fps, 60.0, share) == []


@given(st.floats(1.0, LEAST_FPS - 0.5))
def test_one_that_does_not_keep_up_works_lighter_and_then_gives_up(fps: float):
    assert steps(fps, 2 * WINDOW_S + 3.0) == ["lighter", "too-slow"]


def test_one_that_keeps_up_once_it_works_lighter_goes_on_counting():
    rate = FrameRate()
    assert "lighter" in [rate.update(n / 5, 0.2) for n in range(40)]
    assert [step for n in range(600) if (step := rate.update(8.0 + n / 12, 0.08))] == []
    assert rate.effort == "lighter"


def test_a_pause_of_the_camera_is_no_slowness():
    rate = FrameRate()
    times = [start + n / 12 for start in range(0, 200, 5) for n in range(30)]
    assert [step for t in times if (step := rate.update(t, 0.05))] == []


def test_who_was_slow_is_told_apart():
    for share, cause in ((0.95, "computer"), (0.2, "camera")):
        rate = FrameRate()
        for n in range(60):
            rate.update(n / 5, share / 5)
        assert rate.cause == cause
