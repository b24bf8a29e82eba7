"""A film that is cut to another camera in the middle of a repetition: it counts, and nothing else is told from it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from psoas.body.skeleton import Skeleton
from psoas.coach import rep_counter
from psoas.coach.coach import Coach
from psoas.coach.events import Cue, Rep
from psoas.coach.rep_counter import Window
from psoas.programme.catalogue import load
from psoas.testing import synthetic

MIDDLE = np.array([320.0, 300.0])


def cut(level: int, at_s: float, larger: float, aside: float, tilt_deg: float = 0.0) -> tuple[list[Rep], list[Cue]]:
    """A set that from then on looks that many times larger, lies that many pixels further aside, and tilted."""
    march = load().level(level)
    watching = Coach(march)
    events = []
    for skeleton in synthetic(march, [("left", 1.0), ("right", 1.0)] * 2):
        events += watching.update(moved(skeleton, larger, aside, tilt_deg) if skeleton.t >= at_s else skeleton)
    events += watching.finish()
    reps = [event for event in events if isinstance(event, Rep)]
    return reps, [event for event in events if isinstance(event, Cue) and event.kind == "correction"]


def moved(skeleton: Skeleton, larger: float, aside: float, tilt_deg: float) -> Skeleton:
    turn = np.deg2rad(tilt_deg)
    about = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    image = MIDDLE + larger * (skeleton.image - MIDDLE) @ about.T + np.array([aside, 0.0])
    metric = skeleton.metric.copy()
    metric[:, :2] = metric[:, :2] @ about.T
    return replace(skeleton, image=image, metric=metric)


def order(reps: list[Rep]) -> str:
    return "".join(rep.side[0].upper() for rep in reps if not rep.short)


@pytest.mark.parametrize("level", [1, 2, 4])
@pytest.mark.parametrize("into_s", [1.5, 3.5])
def test_a_repetition_that_is_cut_to_a_close_up_counts_and_is_not_corrected(level, into_s, monkeypatch):
    third = 1.0 + 2 * 5.9
    reps, corrections = cut(level, third + into_s, 3.0, 300.0)
    assert order(reps) == "LRLR"
    assert [rep.faults for rep in reps] == [()] * 4
    assert corrections == []
    monkeypatch.setattr(rep_counter, "ZOOMS", math.inf)
    assert order(cut(level, third + into_s, 3.0, 300.0)[0]) == "LRR"


@pytest.mark.parametrize("level", [1, 4])
def test_what_a_tilted_close_up_shows_is_no_fault(level, monkeypatch):
    third = 1.0 + 2 * 5.9
    reps, corrections = cut(level, third + 1.5, 3.0, 300.0, tilt_deg=25.0)
    assert order(reps)[:3] == "LRL"
    assert (reps[2].faults, corrections) == ((), [])
    monkeypatch.setattr(rep_counter, "Window", lambda rep, frames, zooms: Window(rep, frames, False))
    assert cut(level, third + 1.5, 3.0, 300.0, tilt_deg=25.0)[0][2].faults != ()


def test_who_slides_away_at_the_same_size_still_does_not_march():
    assert order(cut(1, 1.0 + 2 * 5.9 + 1.5, 1.0, 300.0)[0]) == "LRR"


def test_who_stands_and_comes_nearer_still_walks():
    assert order(cut(6, 1.0 + 2 * 5.9 + 1.5, 3.0, 300.0)[0]) == "LRR"
