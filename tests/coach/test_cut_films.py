"""A film that is cut to another camera in the middle of a repetition: it counts, and nothing else is told from it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from psoas.analysis.coaching import settled
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
    # Without a size the picture has no edge that the body could be beyond.
    return replace(skeleton, image=image, metric=metric, size=(0, 0))


def order(reps: list[Rep]) -> str:
    return "".join(rep.side[0].upper() for rep in reps if not rep.short)


@pytest.mark.parametrize("level", [1, 2, 4])
@pytest.mark.parametrize("into_s", [1.5, 3.5])
def test_a_repetition_that_is_cut_to_a_closer_camera_counts_and_is_not_corrected(level, into_s, monkeypatch):
    third = 1.0 + 2 * 5.9
    reps, corrections = cut(level, third + into_s, 3.0, 300.0)
    assert order(reps) == "LRLR"
    assert [rep.faults for rep in reps] == [()] * 4
    assert corrections == []
    monkeypatch.setattr(rep_counter, "ZOOMS", math.inf)
    assert order(cut(level, third + into_s, 3.0, 300.0)[0]) == "LRR"


def to_another_camera(level: int, yaw_deg: float, larger: float) -> list[Skeleton]:
    """Two repetitions before one camera, then two before another one."""
    march, done = load().level(level), [("left", 1.0), ("right", 1.0)]
    first, second = (synthetic(march, done, yaw_deg=yaw) for yaw in (8.0, yaw_deg))
    since = first[-1].t + 0.1 - second[0].t
    other = [replace(s, t=s.t + since, image=larger * s.image, cut=i == 0, size=(0, 0)) for i, s in enumerate(second)]
    return [*first, *other]


@pytest.mark.parametrize(("level", "yaw_deg", "larger"), [(2, 180, 0.5), (4, 140, 1.5), (6, 45, 0.5)])
def test_after_a_cut_the_body_is_measured_anew(level, yaw_deg, larger):
    def counted(seen: list[Skeleton]) -> str:
        watching = Coach(load().level(level))
        events = [event for skeleton in seen for event in watching.update(skeleton)] + watching.finish()
        return order([event for event in events if isinstance(event, Rep)])

    film = to_another_camera(level, yaw_deg, larger)
    assert counted(film) == "LRLR"
    assert counted([replace(skeleton, cut=False) for skeleton in film]) != "LRLR"


def test_each_shot_is_settled_by_itself():
    film = to_another_camera(1, 180, 1.0)
    begins = next(i for i, skeleton in enumerate(film) if skeleton.cut)
    march = load().level(1)
    alone = settled(film[begins:], march).skeletons
    assert np.array_equal(settled(film, march).skeletons[begins].image, alone[0].image)
    unnoticed = [replace(skeleton, cut=False) for skeleton in film]
    assert not np.array_equal(settled(unnoticed, march).skeletons[begins].image, alone[0].image)


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
