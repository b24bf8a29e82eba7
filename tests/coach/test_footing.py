"""Squats, lunges, steps up and walking along count nothing, since a foot tells them from the march; the march does."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from bench.skeletons.exercises import leg_swings
from bench.skeletons.planted import lunges, skeletons, squats, step_ups, walking_along
from psoas.body.angles import BodyPosture
from psoas.body.skeleton import SIDES, Skeleton
from psoas.coach import footing, rep_counter
from psoas.coach.coach import Coach
from psoas.coach.events import Rep
from psoas.coach.footing import on_one_foot, rested
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


@pytest.mark.parametrize(
    ("move", "level", "view", "limit", "looser"),
    [
        (step_ups(0.18), 6, ASKEW, "RISES", math.inf),
        (step_ups(0.18, stays=False), 6, IN_FRONT, "RISES", math.inf),
        (step_ups(0.26), 5, ACROSS, "RISES", math.inf),
        (leg_swings(50, 30, 1.8), 5, ACROSS, "STOOD_S", 0.0),
    ],
    ids=["up", "up and down", "high", "swings"],
)
def test_each_limit_tells_another_movement_from_the_march(move, level, view, limit, looser, monkeypatch):
    yaw, elevation = view
    seen = skeletons(move, yaw_deg=yaw, elevation_deg=elevation, fps=15)
    kept = order(seen, level)
    monkeypatch.setattr(footing, limit, looser)
    assert len(order(seen, level)) > len(kept) + 1


@pytest.mark.parametrize("high", [0.18, 0.26])
@pytest.mark.parametrize("stays", [True, False])
@pytest.mark.parametrize("level", [5, 6])
def test_steps_up_and_down_count_nothing_across_the_picture(high, stays, level):
    yaw, elevation = ACROSS
    assert order(skeletons(step_ups(high, stays=stays), yaw_deg=yaw, elevation_deg=elevation), level) == ""


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


def repetition(lift: float) -> list[Measurement]:
    """Three seconds: out, held and back, the left ankle lifted, trunk lengths."""
    body = BodyPosture(90.0, {}, 1)
    found = []
    for i in range(45):
        t = i / 15
        out = min(t, 1.0, 3.0 - t)
        places = {"left": (0.0, 300.0 - 100 * lift * out), "right": (0.0, 300.0)}
        found.append(
            Measurement(t, body, {}, {}, dict.fromkeys(SIDES, 1.0), True, None, trunk_px=100.0, ankle_px=places)
        )
    return found


def judged(frames: list[Measurement], amplitude_deg: float = 90.0) -> bool:
    return on_one_foot("left", frames, amplitude_deg, (1.0, 2.0))


@pytest.mark.parametrize(("lift", "amplitude_deg", "march"), [(0.4, 90, True), (0.2, 90, False), (0.2, 50, True)])
def test_the_foot_comes_up_with_its_knee(lift, amplitude_deg, march):
    assert judged(repetition(lift), amplitude_deg) is march


def moving(hips: tuple[float, float] = (0.0, 0.0), feet: tuple[float, float] = (0.0, 0.0)) -> list[Measurement]:
    """A march of the left leg in which hips (along, up) and feet (left, right, along) go so many trunk lengths."""
    found = []
    for i, frame in enumerate(repetition(0.8)):
        share = i / 44
        ankles = {
            side: (x + 100 * (share * by + share * hips[0]), y)
            for (side, (x, y)), by in zip(frame.ankle_px.items(), feet, strict=True)
        }
        hip = 100 * min(2 * share, 2 - 2 * share) * hips[1]
        found.append(replace(frame, across_px=100 * share * hips[0], down_px=100.0 - hip, ankle_px=ankles))
    return found


@pytest.mark.parametrize(("up", "march"), [(0.2, True), (0.6, False), (-0.6, False)])
def test_the_hips_stay_at_their_height(up, march):
    assert judged(moving(hips=(0.0, up))) is march


@pytest.mark.parametrize(
    ("feet", "march"), [((0.3, -0.3), False), ((0.3, 0.3), True), ((0.3, 0.0), True), ((0.05, -0.05), True)]
)
def test_feet_that_pass_each_other_walk(feet, march):
    assert judged(moving(feet=feet)) is march


def before(path: list[float]) -> list[Measurement]:
    """The left ankle along a path, trunk lengths, 15 frames a second."""
    first = replace(repetition(0.0)[0], across_px=0.0, down_px=0.0)
    return [replace(first, t=i / 15, ankle_px={"left": (100 * x, 300.0)}) for i, x in enumerate(path)]


def test_a_foot_has_stood_before_it_is_lifted():
    swinging = [0.8 * math.sin(2 * math.pi * i / 15 / 1.2) for i in range(19)]
    assert not rested("left", before(swinging))
    assert rested("left", before([*swinging[:12], *[0.0] * 7]))
    assert rested("left", before(swinging[:8])), "less than a second is known"


def test_what_is_not_known_is_no_objection():
    frames = repetition(0.0)
    assert judged([replace(frame, trunk_px=math.nan) for frame in frames])
    assert judged([replace(frame, ankle_px={}) for frame in frames])
    assert judged([replace(frame, ankle_px=dict.fromkeys(SIDES, (np.nan, np.nan))) for frame in frames])
    assert rested("left", [replace(frame, ankle_px={}) for frame in before([0.5 * i for i in range(19)])])
