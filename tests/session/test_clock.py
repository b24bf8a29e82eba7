"""The session's own time, and what it makes of a calendar that is ahead of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.session.clock import SLEPT_S, STALL_S, Clock


def begun(t: float = 100.0) -> Clock:
    clock = Clock()
    clock.reach(t)
    return clock


@given(st.floats(0.0, 60.0))
def test_clocks_that_differ_by_a_minute_at_most_were_not_asleep(late: float):
    clock = begun()
    assert not clock.catch_up(5.0 + late, 105.0)
    assert clock.since(105.0) == pytest.approx(5.0)


@given(st.floats(60.1, 1e6))
def test_a_calendar_that_is_further_ahead_tells_of_a_sleep_which_is_made_up_for(late: float):
    clock = begun()
    assert clock.catch_up(5.0 + late, 105.0)
    assert clock.since(105.0) == pytest.approx(5.0 + late)


def test_before_anything_began_there_is_nothing_to_make_up_for():
    assert not Clock().catch_up(2 * SLEPT_S, 0.0)


@given(st.floats(0.01, 10.0))
def test_no_timer_uses_the_time_of_a_stall(step: float):
    clock = begun()
    assert clock.stalls(100.0 + step) == (step > STALL_S)
    assert clock.passed(100.0 + step) == pytest.approx(step if step <= STALL_S else 0.0)
