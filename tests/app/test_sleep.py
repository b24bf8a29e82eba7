"""The computer slept, or was too busy to lead: what ran is found paused, and goes on when the person says so."""

from dataclasses import replace
from datetime import timedelta

import pytest

from psoas.app.live.pose_worker import PoseResult
from psoas.journal.answers import Screening
from psoas.plan.guided_step import leading
from psoas.plan.history import history_of
from psoas.seconds import seconds
from psoas.session.messages import Spoken
from psoas.session.speech import STOOD_STILL
from psoas.testing import synthetic

from .conftest import pass_time, someone

HALF_AN_HOUR_S = 1800.0


def listening(live):
    """All that a page hears from now on."""
    heard = []
    live.watch("page", lambda messages: heard.extend(m.say for m in messages if isinstance(m, Spoken)))
    return heard


def march(house, clock, counting="paced"):
    running = house.begin(house.catalogue.level(6), True, counting)
    heard = listening(running)
    running.tap("start")
    pass_time(house, clock, 6)
    assert running.view.phase == "working"
    heard.clear()
    return running, heard


@pytest.fixture
def step(house):
    house.store.tell(Screening("go"), at=house.today())
    exercise = house.catalogue.by_id("half-kneeling-stretch")
    led = house.steps.begin(leading(history_of(house.store), house.today(), exercise, house.catalogue))
    led.tap("start")
    return led


@pytest.mark.parametrize("slept_s", [2.5, HALF_AN_HOUR_S])
@pytest.mark.parametrize("counting", ["camera", "paced"])
def test_a_march_is_found_paused_and_goes_on_with_its_counts(house, clock, counting, slept_s):
    running, heard = march(house, clock, counting)
    running.tap("count-left")
    heard.clear()
    clock.now += slept_s
    house.tick()
    assert heard == [STOOD_STILL]
    assert (running.view.phase, running.view.left) == ("paused", 1)
    pass_time(house, clock, 30)
    assert running.view.phase == "paused"
    running.tap("resume")
    pass_time(house, clock, 6)
    assert (running.view.phase, running.view.left) == ("working", 1)


def test_the_page_that_comes_back_shows_why_it_waits_and_offers_to_go_on(client, house, clock):
    running, _ = march(house, clock)
    running.tap("count-left")
    running.unwatch("page")  # the connection did not outlive the sleep
    clock.now += HALF_AN_HOUR_S
    house.tick()
    text = client.get(f"/session/{running.view.session_id}?go=1").text
    assert STOOD_STILL in text and "Go on" in text
    assert running.view.phase == "paused"


@pytest.mark.parametrize("first", ["picture", "tick", "mute"])
def test_a_countdown_that_a_sleep_called_off_begins_only_when_the_person_says_so(house, clock, first):
    running = house.begin(house.catalogue.level(6), True, "camera")
    listening(running)
    standing = synthetic(house.catalogue.level(6), [("left", 0.0)])[0]

    def look(times):
        for _ in range(times):
            clock.now += 0.1
            running.update(PoseResult.of(replace(standing, t=clock.now)))
            house.tick()

    look(30)
    assert running.view.countdown_left_s is not None
    clock.now += 10
    if first == "tick":
        house.tick()
    elif first == "mute":
        running.tap("silence")
    look(60)
    assert (running.view.phase, running.view.countdown_left_s, running.held) == ("ready", None, True)
    running.tap("start")
    assert running.view.countdown_left_s is not None


@pytest.mark.parametrize("first", ["tick", "camera"])
def test_a_camera_that_a_sleep_switched_off_does_not_go_on_by_itself_when_it_is_back(house, clock, first):
    running, heard = march(house, clock, "camera")
    clock.now += HALF_AN_HOUR_S
    if first == "tick":
        house.tick()
    running.lose_camera()
    assert (running.view.phase, running.camera_lost) == ("paused", False)
    assert heard == [STOOD_STILL]


def test_a_camera_lost_in_a_pause_of_the_persons_own_does_not_end_that_pause(house, clock):
    running, _ = march(house, clock, "camera")
    running.tap("pause")
    running.lose_camera()
    assert not running.camera_lost


def test_pictures_that_waited_while_the_server_stood_still_count_for_nothing(house, clock):
    running, heard = march(house, clock, "camera")
    clock.now += 3
    running.update(PoseResult.of(someone(clock.now)))
    assert heard == [STOOD_STILL]
    assert running.view.phase == "paused"


@pytest.mark.parametrize("slept_s", [2.5, HALF_AN_HOUR_S])
def test_a_led_step_is_found_paused_and_goes_on_with_its_time(client, house, clock, step, slept_s):
    heard = listening(step)
    pass_time(house, clock, 10)
    heard.clear()
    clock.now += slept_s
    house.tick()
    assert heard == [STOOD_STILL]
    assert (step.view.phase, step.view.spent_s) == ("paused", 10.0)
    text = client.get("/step/half-kneeling-stretch").text
    assert STOOD_STILL in text and "Go on" in text
    pass_time(house, clock, 30)
    assert step.view.spent_s == 10.0
    step.tap("resume")
    pass_time(house, clock, 5)
    assert (step.view.phase, step.view.spent_s) == ("running", 15.0)


def test_a_step_that_nobody_comes_back_to_after_a_sleep_is_told_of_the_day_on_which_it_was_done(house, clock, step):
    listening(step)
    pass_time(house, clock, 100)
    before = house.today()
    clock.now += timedelta(hours=20).total_seconds()
    house.tick()
    step.unwatch("page")
    step.leave()
    (told,) = history_of(house.store).steps
    assert (told.at, told.what.state) == (before, "done")


def test_the_seconds_never_run_backwards():
    moments = [seconds() for _ in range(1000)]
    assert moments == sorted(moments)
