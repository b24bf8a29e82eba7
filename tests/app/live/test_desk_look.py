"""A minute before the camera at the desk."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from psoas.app.live.live_desk_look import LOOK_S, LiveDeskLook
from psoas.app.live.pose_worker import PoseResult
from psoas.programme.catalogue import load
from psoas.testing import synthetic

ONE = synthetic(load().by_id("seated-march"), [("left", 0.0)], yaw_deg=0)[0]


class Time:
    now = 100.0


@pytest.fixture
def look():
    return LiveDeskLook(lambda: Time.now)


def sit(look, seconds, fps=15):
    for _ in range(int(seconds * fps)):
        Time.now += 1 / fps
        assert look.update(PoseResult.of(replace(ONE, t=Time.now))) == ()


def test_before_it_begins_nothing_is_kept(look):
    sit(look, 20)
    assert math.isnan(look.left_s) and look.result() is None


def test_a_minute_is_looked_at_and_no_longer(look):
    look.begin()
    sit(look, 30)
    assert look.left_s == pytest.approx(LOOK_S - 30, abs=0.1)
    sit(look, 60)
    assert look.left_s == 0
    assert look.result().seen_s == pytest.approx(LOOK_S, abs=1)


def test_where_the_joints_were_is_forgotten(look):
    look.begin()
    sit(look, 61)
    look.forget()
    assert look.result() is None and math.isnan(look.left_s)
