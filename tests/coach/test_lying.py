"""Climbing face down and cycling on the back count nothing; the march does, however the legs follow each other."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from bench.skeletons.exercises import cycling, l_sits, mountain_climbers, sit_to_stands
from bench.skeletons.planted import Planted, skeletons
from psoas.body.skeleton import SIDES
from psoas.coach import lying
from psoas.coach.coach import Coach
from psoas.coach.events import Rep
from psoas.coach.lying import on_back, pedals
from psoas.coach.measurements import Measurement
from psoas.programme.catalogue import load
from psoas.testing import synthetic

LYING = (1, 2, 3, 4)
VIEWS = ((8.0, 6.0), (-35.0, 15.0))


def order(seen, level: int) -> str:
    watching = Coach(load().level(level))
    events = [event for skeleton in seen for event in watching.update(skeleton)] + watching.finish()
    return "".join(event.side[0].upper() for event in events if isinstance(event, Rep) and not event.short)


def seen_from(move: Planted, view: tuple[float, float]):
    return skeletons(move, yaw_deg=view[0], elevation_deg=view[1])


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("pace_s", [0.8, 1.4])
def test_who_climbs_face_down_does_not_march(pace_s, view, monkeypatch):
    seen = seen_from(mountain_climbers(0.35, pace_s), view)
    assert [order(seen, level) for level in LYING] == [""] * 4
    monkeypatch.setattr(lying, "KNEES_UP", -math.inf)
    assert order(seen, 1) != ""


@pytest.mark.parametrize("level", LYING)
def test_legs_that_go_round_are_at_most_one_repetition(level, monkeypatch):
    """The first one sets out from rest, and nobody knows yet what will follow."""
    seen = seen_from(cycling(1.7, 0.15), VIEWS[0])
    assert len(order(seen, level)) <= 1
    monkeypatch.setattr(lying, "PEDALS_S", 0.0)
    assert len(order(seen, level)) > 3


@pytest.mark.parametrize("level", range(1, 7))
@pytest.mark.parametrize("move", [l_sits(), sit_to_stands(0.25, 0.1)], ids=["L-sits", "sit to stand"])
def test_both_legs_together_count_nothing(move, level):
    assert order(seen_from(move, VIEWS[0]), level) == ""


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("level", LYING)
@pytest.mark.parametrize("tempo", [0.4, 1.0])
def test_the_march_counts_slow_and_quick(tempo, level, view):
    done = [("left", 1.0), ("right", 1.0)] * 2
    seen = synthetic(load().level(level), done, yaw_deg=view[0], elevation_deg=view[1], tempo=tempo)
    assert order(seen, level) == "LRLR"


OUT_AND_BACK = np.sin(np.linspace(0, np.pi, 30)) * 60
THE_OTHER = -np.cos(np.linspace(0, 2 * np.pi, 30)) * 30


@pytest.mark.parametrize(
    ("others", "lasts_s", "goes_on", "cycles"),
    [
        (THE_OTHER * -1.5, 0.7, False, True),
        (THE_OTHER * -1.5, 2.0, False, False),
        (np.zeros(30), 0.7, False, False),
        (np.r_[THE_OTHER[:15] * -1.5, np.full(15, -45.0)], 0.7, False, False),
        (np.r_[THE_OTHER[:15] * -1.5, np.full(15, -45.0)], 0.7, True, True),
    ],
    ids=["legs go round", "slowly", "one stays", "it came home", "the last one"],
)
def test_a_leg_goes_out_while_the_other_comes_back_and_the_reverse(others, lasts_s, goes_on, cycles):
    assert pedals(OUT_AND_BACK, others, lasts_s, goes_on=goes_on) is cycles


def test_knees_that_are_not_known_are_no_objection():
    frame = Measurement(0.0, None, {}, {}, dict.fromkeys(SIDES, 1.0), True, None, trunk_px=100.0)
    assert on_back([frame] * 5)
    low = replace(frame, knee_px=dict.fromkeys(SIDES, 0.0))
    assert not on_back([low] * 5)
