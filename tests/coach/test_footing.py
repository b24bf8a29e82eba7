"""Squats, lunges, steps up and walking along count nothing, since a foot tells them from the march; the march does."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from bench.skeletons.planted import lunges, skeletons, squats, step_ups, walking_along
from psoas.body.angles import BodyPosture
from psoas.body.skeleton import SIDES, Skeleton
from psoas.coach import rep_counter
from psoas.coach.coach import Coach
from psoas.coach.events import Rep
from psoas.coach.footing import on_one_foot
from psoas.coach.measurements import Measurement
from psoas.programme.catalogue import load
from psoas.testing import synthetic

ACROSS, ASKEW, IN_FRONT = (8.0, 6.0), (45.0, 20.0), (80.0, 10.0)


def order(seen: list[Skeleton], level: int) -> str:
    watching = Coach(load().level(level))
    events = [event for skeleton in seen for event in watching.update(skeleton)] + watching.finish()
    return "".join(event.side[0].upper() for event in events if isinstance(event, Rep) and not event.short)


@pytest.mark.parametrize(
    ("move", "level", "view"),
    [
        (squats(0.15, 0.2), 6, ASKEW),
        (squats(0.2, 0.2), 6, IN_FRONT),
        (squats(0.26, 0.2), 6, ASKEW),
        (lunges(0.3, 0.1), 5, ACROSS),
        (lunges(0.3, 0.2), 6, ASKEW),
        (lunges(0.4, 0.1), 6, IN_FRONT),
        (step_ups(0.18, stays=False), 5, ACROSS),
        (walking_along(0.4, 1.6, 0.05), 5, ACROSS),
        (walking_along(0.5, 1.2, 0.05), 6, ACROSS),
        (walking_along(0.3, 2.4, 0.15), 5, ACROSS),
    ],
)
def test_a_foot_tells_other_movements_from_the_march(move, level, view, monkeypatch):
    yaw, elevation = view
    seen = skeletons(move, yaw_deg=yaw, elevation_deg=elevation)
    assert order(seen, level) == ""
    monkeypatch.setattr(rep_counter, "on_one_foot", lambda *_: True)
    assert order(seen, level) != ""


@pytest.mark.parametrize("view", [ACROSS, ASKEW, IN_FRONT])
@pytest.mark.parametrize("level", [5, 6])
def test_the_march_counts_from_all_sides_whether_whole_or_small(level, view):
    yaw, elevation = view
    march = load().level(level)
    for reach in (1.0, 0.7):
        seen = synthetic(march, [("left", reach), ("right", reach)], yaw_deg=yaw, elevation_deg=elevation)
        assert order(seen, level) == "LR"


def test_who_leans_at_a_wall_is_asked_for_as_much_as_who_stands():
    """Thighs that open by a fifth of the march are enough for who lies, and are what walking does."""
    assert Coach(load().level(5))._counter.shares is rep_counter.UPRIGHT
    assert Coach(load().level(4))._counter.shares is rep_counter.LYING


def repetition(lift: float, aside: float, back: float = 1.0) -> list[Measurement]:
    """Three seconds: out, held and back, the left ankle lifted and the right one aside, trunk lengths."""
    body = BodyPosture(90.0, {}, 1)
    found = []
    for i in range(45):
        t = i / 15
        out = min(t, 1.0, 3.0 - t)
        off = aside * min(max(t - 1.1, 0.0) / 0.2, 1.0) * (1.0 if t < 2.0 else back)
        places = {"left": (0.0, 300.0 - 100 * lift * out), "right": (100.0 * off, 300.0)}
        found.append(
            Measurement(t, body, {}, {}, dict.fromkeys(SIDES, 1.0), True, None, trunk_px=100.0, ankle_px=places)
        )
    return found


def judged(frames: list[Measurement], amplitude_deg: float = 90.0) -> bool:
    return on_one_foot("left", frames, amplitude_deg, (1.0, 2.0))


@pytest.mark.parametrize(("lift", "amplitude_deg", "march"), [(0.4, 90, True), (0.2, 90, False), (0.2, 50, True)])
def test_the_foot_comes_up_with_its_knee(lift, amplitude_deg, march):
    assert judged(repetition(lift, 0.0), amplitude_deg) is march


@pytest.mark.parametrize(
    ("aside", "back", "march"),
    [(0.3, 1.0, True), (0.6, 1.0, False), (0.6, 0.3, False), (0.6, 0.0, True), (1.5, 1.0, True)],
    ids=["shifts", "steps", "steps up", "misplaced for a while", "thrown away"],
)
def test_the_other_foot_stays_where_it_is(aside, back, march):
    assert judged(repetition(0.8, aside, back)) is march


def test_what_is_not_known_is_no_objection():
    frames = repetition(0.0, 0.6)
    assert judged([replace(frame, trunk_px=math.nan) for frame in frames])
    assert judged([replace(frame, ankle_px={}) for frame in frames])
    assert judged([replace(frame, ankle_px=dict.fromkeys(SIDES, (np.nan, np.nan))) for frame in frames])
