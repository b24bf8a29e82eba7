"""A led day without any page: from part to part, and each heard to its end."""

from __future__ import annotations

from psoas.journal.answers import Answer, StepDone
from psoas.session.led_day import PartAnnounced, PartLed
from psoas.session.messages import Spoken

from .conftest import pass_time


def led_to_the_march(house, clock):
    """A led day whose march, counted by hand, has just begun."""
    house.store.tell(Answer("pain-now", 1), at=house.today())
    for step, exercise in (("massage", "warm-up"), ("stretch", "half-kneeling-stretch")):
        house.store.tell(StepDone(step, exercise, "done"), at=house.today())
    day = house.lead_day("hand")
    day.watch("page", lambda messages: None)
    day.tap("go")
    assert isinstance(day.engine.state, PartLed)
    day.current.watch("page", lambda messages: None)
    pass_time(house, clock, 8)
    assert day.current.view.phase == "working"
    return day


def march_through(house, clock, day):
    heard = []
    day.current.watch("page", lambda messages: heard.extend(m.say for m in messages if isinstance(m, Spoken)))
    for _ in range(500):
        if day.current.view.phase == "done":
            return heard
        phase, target = day.current.view.phase, day.current.view.target
        if phase == "resting":
            day.current.tap("skip-rest")
            pass_time(house, clock, 6)
        else:
            day.current.tap("count-left" if day.current.view.left < target else "count-right")
            pass_time(house, clock, 1)
    raise AssertionError("the march never ends")


def test_the_last_count_of_a_march_is_heard_before_the_next_part_is_announced(house, clock):
    day = led_to_the_march(house, clock)
    heard = march_through(house, clock, day)
    assert "That was the last set." in heard[-1]
    pass_time(house, clock, 2)
    assert day.current is not None and isinstance(day.engine.state, PartLed)
    pass_time(house, clock, 5)
    assert day.current is None and isinstance(day.engine.state, PartAnnounced)
