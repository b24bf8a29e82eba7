import pytest

from psoas.app.house import Seat
from psoas.body.skeleton import Skeleton
from psoas.journal.errors import NoSuchSessionError


def test_a_reload_of_the_same_tab_keeps_the_seat():
    seat = Seat()
    assert seat.take("tab", "first page")
    assert seat.take("tab", "page after the reload")
    seat.leave("first page")
    assert seat.has("page after the reload")


def test_a_second_tab_gets_the_seat_only_when_it_insists_and_the_first_is_told():
    seat = Seat()
    told = []
    seat.take("one", "page one")
    seat.watch(lambda: told.append(seat.has("page one")))
    assert not seat.take("two", "page two")
    assert seat.take("two", "page two", insist=True)
    assert told == [False]


def test_a_seat_that_was_left_is_free():
    seat = Seat()
    seat.take("one", "page one")
    seat.leave("page one")
    assert seat.take("two", "page two")


def test_a_session_is_found_by_its_number_once_the_journal_has_it(house):
    running = house.begin(house.catalogue.level(1), True, "hand")
    assert running.view.session_id is None
    running.tap("start")
    assert house.running(str(running.view.session_id)) is running


def test_a_session_that_a_stop_of_the_server_interrupted_goes_on_with_its_counts(house):
    running = house.begin(house.catalogue.level(1), True, "hand")
    running.tap("start")
    running.tap("count-left")
    number = str(running.view.session_id)
    house._running.clear()
    again = house.running(number)
    assert (again.view.left, again.view.phase) == (1, "ready")


def test_a_finished_session_is_no_longer_running(house):
    running = house.begin(house.catalogue.level(1), True, "hand")
    running.tap("start")
    running.tap("stop")
    house._running.clear()
    assert house.running(str(running.view.session_id)) is None


@pytest.mark.parametrize("key", ["999", "new-abc", "../x"])
def test_a_session_that_does_not_exist_is_said_plainly(house, key):
    with pytest.raises(NoSuchSessionError, match=r"\.$"):
        house.running(key)


def test_with_nobody_before_the_screen_the_session_pauses(house, clock):
    running = house.begin(house.catalogue.level(1), True, "paced")
    running.watch(self_ := object(), lambda messages: None)
    running.tap("start")
    for _ in range(150):
        clock.now += 0.1
        house.tick()
    assert running.view.phase == "working"
    running.unwatch(self_)
    for _ in range(80):
        clock.now += 0.1
        house.tick()
    assert running.view.phase == "paused"


def test_only_sessions_with_something_in_them_are_offered_again(house):
    empty = house.begin(house.catalogue.level(1), True, "hand")
    empty.tap("start")
    assert house.unfinished() == []
    empty.tap("count-right")
    assert [record.id for record in house.unfinished()] == [empty.view.session_id]


def test_the_camera_going_away_pauses_and_a_pause_before_the_start_is_kept(house, clock):
    running = house.begin(house.catalogue.level(6), True, "camera")
    running.tap("pause")
    assert running.held
    running.tap("start")
    assert not running.held
    clock.now += 6
    house.tick()
    assert running.view.phase == "working"
    running.lose_camera()
    assert (running.view.phase, running.camera_lost) == ("paused", True)
    # A picture that was under way is still answered, and the camera is still gone.
    running.see(running.look_of(Skeleton.nobody(clock.now), clock.now))
    assert running.camera_lost
    running.tap("resume")
    assert not running.camera_lost
