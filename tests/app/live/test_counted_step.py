"""A led step that a camera counts, without a browser and without a page."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from psoas.app.live.counted_step import BY_TIME, START_S, CountedStep
from psoas.app.live.frame_rate import TOO_SLOW_SAY
from psoas.app.live.guided_step import LiveGuidedStep
from psoas.app.live.pose_worker import PoseResult
from psoas.body.skeleton import Skeleton
from psoas.journal.answers import Profile, StepDone
from psoas.plan.guided_step import leading
from psoas.plan.history import history_of, profile_of
from psoas.testing import synthetic

FPS = 15


@pytest.fixture
def march(house) -> CountedStep:
    """The standing march, with a page that watches it and the camera counting."""
    step = begin(house, "standing-march")
    step.heard = []
    step.watch("page", step.heard.extend)
    step.count_by("camera")
    return step


def begin(house, exercise_id: str) -> LiveGuidedStep:
    how = leading(history_of(house.store), house.today(), house.catalogue.by_id(exercise_id), house.catalogue)
    return house.steps.begin(how)


def look(step, clock, skeletons) -> None:
    for skeleton in skeletons:
        clock.now += 1 / FPS
        step.tick()
        step.update(PoseResult.of(replace(skeleton, t=clock.now)))


def stands(step, seconds: float) -> list[Skeleton]:
    return [synthetic(step.exercise, [], yaw_deg=90)[0]] * int(seconds * FPS)


def marches(step, *sides) -> list[Skeleton]:
    return synthetic(step.exercise, [(side, 1.0) for side in sides], yaw_deg=90)


def said(step) -> list[str]:
    return [message.say for message in step.heard if hasattr(message, "say")]


def test_only_what_has_a_motion_and_no_level_is_counted(house):
    counted = {each.id for each in house.catalogue.exercises if each.is_counted_while_led}
    assert counted == {each.id for each in house.catalogue.small_moves if each.motion is not None}
    assert isinstance(begin(house, "seated-march"), CountedStep)
    assert not isinstance(begin(house, "calf-raise"), CountedStep)


def test_it_starts_once_the_view_has_been_good_for_a_while_and_not_before(march, clock):
    look(march, clock, stands(march, START_S))
    assert march.view.phase == "ready"
    look(march, clock, stands(march, 1.5))
    assert march.view.phase == "running"


def test_nobody_in_the_picture_starts_nothing(march, clock):
    look(march, clock, [Skeleton.nobody(0.0, (640, 480))] * FPS * 6)
    assert march.view.phase == "ready"


def test_it_is_counted_said_and_written_once_with_the_step(house, march, clock):
    march.tap("start")
    look(march, clock, [*stands(march, 1.5), *marches(march, "left", "right", "left"), *stands(march, 40)])
    assert march.view.outcome == "done"
    (entry,) = house.store.told(StepDone)
    assert (entry.what.left, entry.what.right, entry.what.counted_by) == (2, 1, "camera")
    assert "Left one." in said(march) and said(march)[-1] == "Two left, one right."
    assert march.counted_words == "The camera counted 2 left and 1 right."


def test_each_message_has_a_number_of_its_own_so_that_a_page_says_each_once(march, clock):
    march.tap("start")
    look(march, clock, [*stands(march, 1.5), *marches(march, "left", "right", "left"), *stands(march, 40)])
    numbers = [message.n for message in march.heard]
    assert numbers == sorted(set(numbers))


def test_while_it_is_paused_nothing_is_counted(march, clock):
    march.tap("start")
    look(march, clock, stands(march, 1.5))
    march.tap("pause")
    look(march, clock, marches(march, "left", "right"))
    march.tap("resume")
    look(march, clock, [*stands(march, 1.5), *marches(march, "left", "right")])
    assert march.count.reps == {"left": 1, "right": 1}


def test_without_feet_it_goes_on_by_time_and_writes_no_count(house, march, clock):
    low = [replace(one, image=one.image + np.array([0, 60])) for one in marches(march, "left", "right")]
    march.tap("start")
    look(march, clock, low)
    assert march.says.endswith("Until then, nothing is counted.")
    look(march, clock, [*low] * 7)
    (entry,) = house.store.told(StepDone)
    assert (entry.what.state, entry.what.left, entry.what.counted_by) == ("done", None, None)
    assert march.counted_words == ""


def test_a_camera_that_goes_away_is_said_and_the_step_goes_on(march, clock):
    march.tap("start")
    look(march, clock, [*stands(march, 1.5), *marches(march, "left")])
    march.lose_camera()
    assert said(march)[-1] == BY_TIME
    assert march.view.phase == "running" and march.count.reps["left"] == 1


def test_a_computer_that_is_too_slow_counts_no_more_and_leads_on(march, clock):
    march.tap("start")
    for _ in range(100):
        clock.now += 0.2
        march.tick()
        march.mind_the_rate(0.2)
    assert march.count.by is None
    assert march.says == f"{TOO_SLOW_SAY['computer']} {BY_TIME}"
    assert march.view.phase == "running" and march.answer() == {"small": True}


def test_the_model_changes_only_before_the_start(march):
    assert march.may_look_with("heavy")
    march.tap("start")
    assert not march.may_look_with("heavy")


def test_by_hand_it_is_counted_only_while_it_runs(house, march, clock):
    march.count_by("hand")
    march.tap_count("left")
    march.tap("start")
    march.tap_count("left")
    march.tap_count("right")
    for _ in range(41):
        clock.now += 1
        march.tick()
    (entry,) = house.store.told(StepDone)
    assert (entry.what.left, entry.what.right, entry.what.counted_by) == (1, 1, "hand")
    assert march.counted_words == "You counted 1 left and 1 right."


def test_its_socket_is_open_only_while_it_is_there(house, march):
    assert house.on_camera(march.camera_key) is march
    house.steps.clear()
    assert house.steps.on_camera(march.camera_key) is None


def test_the_answer_is_remembered_and_changes_nothing_else_of_the_profile(house):
    house.tell(Profile(goal="walk", count_moves=False))
    house.count_moves(True)
    house.count_moves(True)
    assert profile_of(house.store) == Profile(goal="walk", count_moves=True)
    assert len(house.store.told(Profile)) == 2


def test_among_several_people_it_is_said_whom_the_camera_follows_and_they_are_kept(march, clock):
    assert march.whom.choosing
    for skeleton in stands(march, START_S + 1.5):
        clock.now += 1 / FPS
        march.tick()
        seen = PoseResult.of(replace(skeleton, t=clock.now))
        march.update(replace(seen, people=2, place="left"))
    assert march.view.phase == "running" and not march.whom.choosing
    assert any("I see two people" in words for words in said(march))
