"""A session steered without touching anything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from passing import moments
from psoas.body.skeleton import Skeleton
from psoas.journal.records import SetPlan
from psoas.programme.catalogue import Catalogue
from psoas.session.messages import Spoken
from psoas.session.session import Session
from psoas.testing import synthetic, with_arm_up

from .conftest import STARTED

FPS = 15.0


class Mat:
    """A session before a camera, and the pose that the person holds."""

    def __init__(self, catalogue: Catalogue, level: int) -> None:
        exercise = catalogue.level(level)
        plan = SetPlan(sets=2, reps_per_side=4, rest_s=30)
        self.session = Session(exercise, None, started_at=STARTED, plan=plan, band=False, counting="camera")
        self.pose = synthetic(exercise)[0]
        self.t = 100.0
        self.session.tap("start", self.t)
        for moment in moments(self.t, self.t + 0.1 + (self.session.view.countdown_left_s or 0.0)):
            self.session.tick(moment)
            self.t = moment
        assert self.phase == "working"

    @property
    def phase(self) -> str:
        return self.session.view.phase

    def hold(self, pose: Skeleton, seconds: float) -> str:
        """Hold a pose; return what was heard meanwhile."""
        heard = []
        for _ in range(round(seconds * FPS)):
            self.t += 1 / FPS
            messages = [*self.session.update(replace(pose, t=self.t)), *self.session.tick(self.t)]
            heard += [message.say for message in messages if isinstance(message, Spoken)]
        return " ".join(heard)


@pytest.fixture(params=[1, 6])
def mat(request: pytest.FixtureRequest, catalogue: Catalogue) -> Mat:
    return Mat(catalogue, request.param)


def test_an_arm_kept_up_is_answered_and_then_pauses(mat: Mat):
    mat.hold(mat.pose, 3.0)
    assert "Keep it up to pause" in mat.hold(with_arm_up(mat.pose, "left"), 2.5)
    assert mat.phase == "working"
    assert "Paused." in mat.hold(with_arm_up(mat.pose, "left"), 3.0)
    assert mat.phase == "paused"


def test_an_arm_that_is_lowered_in_time_pauses_nothing(mat: Mat):
    mat.hold(mat.pose, 3.0)
    mat.hold(with_arm_up(mat.pose, "left"), 3.0)
    assert "we go on" in mat.hold(mat.pose, 5.0)
    assert mat.phase == "working"


def test_an_arm_up_in_a_pause_goes_on_after_a_countdown(mat: Mat):
    mat.hold(mat.pose, 3.0)
    mat.session.tap("pause", mat.t)
    mat.hold(mat.pose, 2.0)
    assert "Get ready." in mat.hold(with_arm_up(mat.pose, "right"), 2.5)
    assert mat.session.view.countdown_left_s is not None
    mat.hold(mat.pose, 15.0)
    assert mat.phase == "working"


def test_an_arm_kept_up_in_a_rest_pauses_the_rest(mat: Mat):
    mat.hold(mat.pose, 3.0)
    mat.session.tap("too-hard", mat.t)
    mat.hold(mat.pose, 2.0)
    mat.hold(with_arm_up(mat.pose, "left"), 6.0)
    assert mat.phase == "paused"
    assert mat.session.view.rest_left_s is not None


def test_getting_up_pauses_and_lying_down_again_goes_on(catalogue: Catalogue):
    mat = Mat(catalogue, 1)
    up = synthetic(catalogue.level(6))[0]
    mat.hold(mat.pose, 3.0)
    assert "You got up." in mat.hold(up, 3.0)
    assert mat.phase == "paused"
    mat.hold(up, 60.0)
    assert mat.phase == "paused"
    assert "There you are. Get ready." in mat.hold(mat.pose, 3.0)
    mat.hold(mat.pose, 15.0)
    assert mat.phase == "working"


def test_leaving_the_picture_pauses_and_coming_back_goes_on(mat: Mat):
    mat.hold(mat.pose, 3.0)
    assert "I can't see you." in mat.hold(Skeleton.nobody(0.0, mat.pose.size), 6.0)
    assert mat.phase == "paused"
    mat.hold(mat.pose, 20.0)
    assert mat.phase == "working"


def test_whoever_paused_by_hand_goes_on_by_hand(catalogue: Catalogue):
    mat = Mat(catalogue, 1)
    up = synthetic(catalogue.level(6))[0]
    mat.hold(mat.pose, 3.0)
    mat.session.tap("pause", mat.t)
    mat.hold(up, 5.0)
    mat.hold(mat.pose, 10.0)
    assert mat.phase == "paused"


def test_a_rest_may_be_spent_anywhere_but_the_next_set_waits(catalogue: Catalogue):
    mat = Mat(catalogue, 1)
    up = synthetic(catalogue.level(6))[0]
    mat.hold(mat.pose, 3.0)
    mat.session.tap("too-hard", mat.t)
    mat.hold(up, 10.0)
    assert mat.phase == "resting"
    mat.hold(up, 30.0)
    assert mat.phase == "paused"
    mat.hold(mat.pose, 15.0)
    assert mat.phase == "working"
