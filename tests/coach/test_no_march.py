"""What upright people do besides the march, in skeletons that every clone has: nothing of it counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench.skeletons.moves import MOVES, skeletons
from psoas.body.skeleton import Skeleton
from psoas.coach import coach, rep_counter
from psoas.coach.coach import Coach
from psoas.coach.events import Rep
from psoas.coach.rep_counter import LYING, UPRIGHT
from psoas.exchange.skeletons import read_npz
from psoas.programme.catalogue import load

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "skeletons"


def seen(name: str) -> list[Skeleton]:
    return read_npz(FOLDER / f"{name}.npz")


def counted(name: str, level: int) -> int:
    watching = Coach(load().level(level))
    events = [event for skeleton in seen(name) for event in watching.update(skeleton)] + watching.finish()
    return sum(isinstance(event, Rep) and not event.short for event in events)


@pytest.mark.parametrize("level", [5, 6])
@pytest.mark.parametrize("name", MOVES)
def test_nothing_of_it_counts(name, level):
    assert counted(name, level) == 0


@pytest.mark.parametrize("level", [5, 6])
@pytest.mark.parametrize("name", MOVES)
def test_nothing_of_it_counts_where_the_feet_are_not_asked(name, level, monkeypatch):
    monkeypatch.setattr(coach, "UPRIGHT", replace(UPRIGHT, on_feet=False))
    assert counted(name, level) == 0


def test_jogging_counts_where_less_than_a_full_range_does(monkeypatch):
    monkeypatch.setattr(coach, "UPRIGHT", replace(UPRIGHT, on_feet=False))
    monkeypatch.setattr(rep_counter, "FULL", 0.41)
    assert counted("jogging-out", 6) > 0


@pytest.mark.parametrize(
    ("name", "looser"),
    [
        ("squatting", replace(UPRIGHT, apart=LYING.apart)),
        ("sitting-down", LYING),
    ],
)
def test_with_the_limits_of_who_lies_it_would_count(name, looser, monkeypatch):
    """So that these skeletons hold the limits, also where the feet are not asked: they tell a squat by themselves."""
    monkeypatch.setattr(coach, "UPRIGHT", replace(looser, on_feet=False, on_back=False))
    assert counted(name, 6) > 0


@pytest.mark.parametrize(
    ("name", "level", "limit", "looser"),
    [("jogging", 5, "MIN_HALF_S", 0.2), ("striding-across", 6, "TRAVELS", 5.0)],
)
def test_where_the_feet_are_not_asked_a_shorter_stay_or_a_longer_way_would_count_too(
    name, level, limit, looser, monkeypatch
):
    monkeypatch.setattr(coach, "UPRIGHT", replace(UPRIGHT, on_feet=False))
    assert counted(name, level) == 0
    monkeypatch.setattr(rep_counter, limit, looser)
    assert counted(name, level) > 0


@pytest.mark.parametrize(("seed", "name"), list(enumerate(MOVES, start=1)))
def test_what_is_committed_is_what_the_bench_makes(seed, name):
    made, kept = skeletons(MOVES[name], seed), seen(name)
    assert [skeleton.t for skeleton in kept] == [skeleton.t for skeleton in made]
    assert np.stack([s.image for s in kept]) == pytest.approx(np.stack([s.image for s in made]), abs=0.11)
