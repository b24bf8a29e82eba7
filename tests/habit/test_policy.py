"""What a person can want of the desk companion."""

from datetime import UTC, datetime, time

import pytest

from psoas.habit.observation import Observation
from psoas.habit.policy import Hours, Policy


@pytest.mark.parametrize("minutes", [19, 91, 0, -5])
def test_an_interval_out_of_range_is_refused_with_the_range(minutes: int) -> None:
    with pytest.raises(ValueError, match="20 to 90"):
        Policy(minutes)


def test_an_eighth_weekday_is_refused() -> None:
    with pytest.raises(ValueError, match=r"0 \(Monday\) to 6"):
        Policy(work={7: Hours(time(8), time(9))})


@pytest.mark.parametrize(
    ("moment", "works"),
    [
        ("2026-03-06 21:59", False),
        ("2026-03-06 22:00", True),
        ("2026-03-07 05:59", True),
        ("2026-03-07 06:00", False),
        ("2026-03-06 03:00", False),  # that would be Thursday's night, which is free
    ],
)
def test_a_night_shift_belongs_to_the_evening_on_which_it_begins(moment: str, works: bool) -> None:
    night = Policy(work={4: Hours(time(22), time(6))})
    assert night.works(datetime.fromisoformat(moment).replace(tzinfo=UTC)) is works


def test_an_observation_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Observation(datetime(2026, 3, 2, 9), 0.0)
