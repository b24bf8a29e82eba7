"""When the person may be disturbed."""

from __future__ import annotations

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from psoas.journal.answers import Profile
from psoas.plan.desk_policy import is_quiet

MOMENTS = st.integers(0, 24 * 60 - 1).map(lambda minutes: time(*divmod(minutes, 60)))


@given(MOMENTS, MOMENTS, MOMENTS)
def test_quiet_hours_and_the_rest_of_the_day_share_the_day(begin: time, end: time, at: time) -> None:
    there, back = Profile(quiet_from=begin, quiet_to=end), Profile(quiet_from=end, quiet_to=begin)
    assert is_quiet(there, at) != is_quiet(back, at) or begin == end
    assert not is_quiet(Profile(quiet_from=begin), at)


def test_a_night_lasts_past_midnight_and_its_end_is_day() -> None:
    night = Profile(quiet_from=time(22), quiet_to=time(7))
    assert is_quiet(night, time(23, 59)) and is_quiet(night, time(6, 59))
    assert not is_quiet(night, time(7))
