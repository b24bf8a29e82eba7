"""Of several people in a recording the one who marches is followed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from psoas.analysis.marcher import with_marcher
from psoas.body.skeleton import Skeleton
from psoas.programme.catalogue import load
from psoas.sight.geometry import Square
from psoas.sight.trails import Crowd
from psoas.testing import synthetic

LEVEL_6 = load().level(6)
MARCHES = synthetic(LEVEL_6, [("left", 1.0), ("right", 1.0)] * 2)
STANDS = [replace(MARCHES[0], t=skeleton.t) for skeleton in MARCHES]
LEFT, RIGHT = Square(100.0, 240.0, 200.0, 0.0), Square(540.0, 240.0, 200.0, 0.0)


class Film:
    """Several people, each at their own place; remembers whom it was asked for."""

    def __init__(self, people: dict[Square, list[Skeleton]]) -> None:
        self.people = people
        self.asked: list[list[Square | None]] = []

    def follow(self, whom) -> list[Skeleton]:
        times = [skeleton.t for skeleton in next(iter(self.people.values()))]
        places = [whom(t) for t in times]
        self.asked.append(places)
        return [
            self.people[place][i] if place is not None else Skeleton.nobody(times[i]) for i, place in enumerate(places)
        ]


def crowd(first: list[Skeleton], *others: Square) -> Crowd:
    """Others who are there in every second."""
    found = Crowd()
    for skeleton in first:
        found.update(skeleton, others, float(int(skeleton.t)))
    return found


def test_who_marches_is_followed_though_somebody_else_was_at_first():
    film = Film({LEFT: MARCHES})
    assert with_marcher(STANDS, crowd(STANDS, LEFT), [LEVEL_6], film.follow)[5].image is MARCHES[5].image


def test_who_marches_is_kept_and_nobody_else_is_looked_at():
    film = Film({LEFT: MARCHES})
    assert with_marcher(MARCHES, crowd(MARCHES, LEFT), [LEVEL_6], film.follow) is MARCHES
    assert film.asked == []


@pytest.mark.parametrize("others", [[], [LEFT]])
def test_where_nobody_marches_the_first_one_stays(others):
    film = Film({LEFT: STANDS})
    assert with_marcher(STANDS, crowd(STANDS, *others), load().march, film.follow) is STANDS
    assert len(film.asked) == len(others)


def test_of_several_others_the_one_who_marches_is_found():
    film = Film({LEFT: [replace(s, t=s.t) for s in STANDS], RIGHT: MARCHES})
    chosen = with_marcher(STANDS, crowd(STANDS, LEFT, RIGHT), [LEVEL_6], film.follow)
    assert all(one.image is two.image for one, two in zip(chosen, MARCHES, strict=True))


def test_each_shot_has_its_own_choice_and_keeps_its_cut():
    shift = MARCHES[-1].t + 0.1
    first = [*STANDS, *(replace(s, t=s.t + shift, cut=i == 0) for i, s in enumerate(MARCHES))]
    film = Film({LEFT: [*MARCHES, *(replace(s, t=s.t + shift) for s in STANDS)]})
    chosen = with_marcher(first, crowd(first, LEFT), [LEVEL_6], film.follow)
    cut = len(STANDS)
    assert chosen[5].image is MARCHES[5].image
    assert chosen[cut + 5] is first[cut + 5]
    assert [i for i, skeleton in enumerate(chosen) if skeleton.cut] == [cut]
    # In the shot in which they march nobody is followed, which costs next to nothing.
    assert set(film.asked[0][cut:]) == {None}


def test_a_second_pass_that_ends_early_changes_nothing():
    film = Film({LEFT: MARCHES})
    chosen = with_marcher(STANDS, crowd(STANDS, LEFT), [LEVEL_6], lambda whom: film.follow(whom)[:-3])
    assert chosen is STANDS
    assert np.isfinite(chosen[0].image).all()
