"""The finest landmark model that keeps pace is the one that looks."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from psoas.app.live.model_pace import ENOUGH_FPS, PATIENCE_S, SLOWER, WINDOW_S, ModelPace


def changes(pace: ModelPace, seconds_a_picture: Iterable[float]) -> list[tuple[float, str]]:
    """Time pictures of the full model, the heavy one taking three times as long; return each change and when."""
    found, t = [], 0.0
    for full_s in seconds_a_picture:
        took_s = full_s * (SLOWER if pace.model == "heavy" else 1.0)
        t += max(took_s, 1 / 18)
        if (wanted := pace.update(t, took_s)) != pace.model:
            pace.change(wanted, t)
            found.append((t, wanted))
    return found


def quick() -> ModelPace:
    return ModelPace(heavy_s=0.06)


def slow() -> ModelPace:
    return ModelPace(heavy_s=0.15)


@given(st.floats(0.01, 0.5))
def test_a_session_begins_with_the_heavy_model_only_where_it_gives_enough_pictures(heavy_s: float):
    begins = ModelPace(heavy_s).model
    if heavy_s > 1 / ENOUGH_FPS:
        assert begins == "full"
    if heavy_s < 0.8 / ENOUGH_FPS:
        assert begins == "heavy"


@given(st.lists(st.floats(0.005, 0.9 / (SLOWER * ENOUGH_FPS)), min_size=300, max_size=300))
def test_a_computer_that_keeps_pace_goes_on_with_the_heavy_model(took):
    assert changes(quick(), took) == []


def test_one_that_does_not_changes_to_the_full_model_after_some_seconds_and_stays():
    found = changes(quick(), [0.04] * 3000)
    assert [model for _, model in found] == ["full"]
    assert WINDOW_S - 1.0 <= found[0][0] <= WINDOW_S + 1.0


def test_once_there_is_room_the_heavy_model_comes_back():
    assert [model for _, model in changes(quick(), [0.04] * 100 + [0.02] * 2000)] == ["full", "heavy"]
    assert [model for _, model in changes(slow(), [0.02] * 300)] == ["heavy"]


def test_a_computer_on_the_edge_does_not_change_back_and_forth():
    # Just too slow for the heavy model, and not quick enough to promise room.
    assert changes(slow(), [0.030] * 3000) == []
    # Busy now and then: each try is longer in coming than the one before.
    busy_now_and_then = ([0.02] * 300 + [0.045] * 300) * 30
    found = changes(quick(), busy_now_and_then)
    down = [t for t, model in found if model == "full"]
    up = [t for t, model in found if model == "heavy"]
    waits = [back - gone for gone, back in zip(down, up, strict=False)]
    assert waits[0] >= PATIENCE_S
    assert all(later >= 2 * PATIENCE_S for later in waits[1:])
    assert len(found) <= 12


def test_a_slow_camera_is_no_reason_to_see_less_well():
    pace = quick()
    assert {pace.update(n / 5, 0.06) for n in range(300)} == {"heavy"}


def test_one_picture_that_takes_long_changes_nothing():
    assert changes(quick(), [0.02] * 100 + [2.0] + [0.02] * 100) == []


def test_after_a_pause_of_the_camera_timing_begins_anew():
    pace = quick()
    times = [start + n / 10 for start in range(0, 100, 6) for n in range(30)]
    assert all(later > earlier for earlier, later in pairwise(times))
    assert {pace.update(t, 0.5) for t in times} == {"heavy"}
