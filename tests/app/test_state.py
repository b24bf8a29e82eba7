import math
from dataclasses import replace

import numpy as np
import pytest
import simplejpeg

from psoas.app.live.pose_worker import PoseResult, PoseWorker
from psoas.app.live.seat import Seat
from psoas.body.skeleton import BackLine, Skeleton
from psoas.journal.errors import NoSuchSessionError
from psoas.session.messages import Spoken
from psoas.testing import synthetic

from .conftest import pass_time


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
    assert house.unended() is None
    empty.tap("count-right")
    assert house.unended().session_id == empty.view.session_id


def test_the_camera_going_away_pauses_and_a_pause_before_the_start_is_kept(house, clock):
    running = house.begin(house.catalogue.level(6), True, "camera")
    running.tap("pause")
    assert running.held
    running.tap("start")
    assert not running.held
    pass_time(house, clock, 6)
    assert running.view.phase == "working"
    running.lose_camera()
    assert (running.view.phase, running.camera_lost) == ("paused", True)
    # A picture that was under way is still answered, and the camera is still gone.
    running.update(PoseResult.of(Skeleton.nobody(clock.now)))
    assert running.camera_lost
    running.tap("resume")
    assert not running.camera_lost


def march_in(running, exercise, clock):
    """March before the camera of a session that works."""
    start = clock.now
    for skeleton in synthetic(exercise, (("left", 1.0), ("right", 1.0)) * 2, fps=10):
        clock.now = start + skeleton.t
        running.update(PoseResult.of(replace(skeleton, t=clock.now)))


def test_another_exercise_is_offered_and_changing_to_it_keeps_what_was_counted(house, clock):
    running = house.begin(house.catalogue.level(3), True, "camera")
    running.tap("silence")
    running.tap("start")
    pass_time(house, clock, 6)
    running.tap("count-left")
    march_in(running, house.catalogue.level(2), clock)
    assert running.view.other_level == 2
    other = house.change(running, running.view.other_level)
    assert (other.exercise.level, other.band, other.view.counting, other.view.silent) == (2, True, "camera", True)
    old = house.store.session(running.view.session_id)
    assert old.state == "stopped"
    assert len(house.store.reps(old.id)) >= 1


def still_back(t: float, why=None) -> BackLine:
    return BackLine(t, math.nan if why else 0.05, why)


def test_the_flat_back_experiment_is_off_unless_it_is_chosen(house):
    assert house.begin(house.catalogue.level(1), True, "camera").back is None
    assert house.begin(house.catalogue.level(1), True, "camera", flat_back=True).back is not None


def test_with_the_experiment_the_set_waits_for_a_flat_and_still_back(house, clock):
    running = house.begin(house.catalogue.level(6), True, "camera", flat_back=True)
    standing = synthetic(house.catalogue.level(6), [("left", 0.0)])[0]

    def look(seconds: float, why=None) -> None:
        for _ in range(round(seconds * 10)):
            clock.now += 0.1
            seen = replace(standing, t=clock.now)
            running.update(PoseResult.of(seen, still_back(clock.now, why)))

    look(5, "arm-in-front")
    assert all(advice.ok for advice in running.gate.advice)
    assert running.view.countdown_left_s is None
    look(5)
    assert running.back.ready
    assert running.view.countdown_left_s is not None


def test_somebody_else_in_the_picture_does_not_stop_a_set_and_it_is_said_who_is_followed(house, clock):
    running = house.begin(house.catalogue.level(6), False, "camera")
    standing = synthetic(house.catalogue.level(6), [("left", 0.0)])[0]
    heard: list[str] = []
    running.watch("page", lambda messages: heard.extend(m.say for m in messages if isinstance(m, Spoken)))
    assert running.whom == ("upright", True)
    for _ in range(40):
        clock.now += 0.1
        running.update(PoseResult(replace(standing, t=clock.now), 0.5, 2, None, (), "left"))
    assert running.view.countdown_left_s is not None
    assert running.whom == ("upright", False)
    assert [say for say in heard if say.startswith("I see two people. I follow the one on the left.")]


@pytest.mark.parametrize(("level", "posture"), [(1, "lying"), (4, "lying"), (5, "upright"), (6, "upright")])
def test_who_is_followed_is_as_the_level_asks(house, level, posture):
    assert house.begin(house.catalogue.level(level), False, "camera").whom.posture == posture


def test_the_engines_coach_asks_about_the_back_that_the_camera_watches(house):
    running = house.begin(house.catalogue.level(1), True, "camera", flat_back=True)
    running.tap("start")
    assert running.engine._machine.watch.new_coach()._back is running.back


def test_the_model_changes_while_no_leg_moves_and_to_the_finer_one_only_outside_a_set(house, clock):
    running = house.begin(house.catalogue.level(6), False, "camera")
    assert running.may_look_with("heavy")
    running.tap("start")
    while running.view.phase != "working":
        pass_time(house, clock, 1)
    allowed = {None: set(), "left": set()}
    since = clock.now
    for skeleton in synthetic(running.exercise, [("left", 1.0)], fps=20):
        clock.now = since + skeleton.t
        running.update(PoseResult.of(replace(skeleton, t=clock.now)))
        if running.view.now is not None:
            allowed[running.view.now.working] |= {m for m in ("full", "heavy") if running.may_look_with(m)}
    assert running.view.left == 1
    assert allowed == {None: {"full"}, "left": set()}
    running.tap("pause")
    assert running.may_look_with("heavy")


def test_smaller_pictures_and_the_flat_back_experiment_keep_their_model(house):
    with_back = house.begin(house.catalogue.level(1), True, "camera", flat_back=True)
    assert not with_back.may_look_with("full")
    slow = house.begin(house.catalogue.level(1), True, "camera")
    slow.rate.effort = "lighter"
    assert not slow.may_look_with("heavy")


@pytest.mark.weights
async def test_the_eyes_look_at_the_back_only_when_asked():
    eyes = PoseWorker()
    jpeg = simplejpeg.encode_jpeg(np.full((240, 320, 3), 128, np.uint8))
    try:
        assert (await eyes.look(jpeg, 0.0)).back is None
        assert (await eyes.look(jpeg, 0.1, with_back=True)).back.why_not == "nobody"
        assert (await eyes.look(jpeg, 0.2)).back is None
    finally:
        eyes.close()
