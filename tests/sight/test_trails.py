"""Where people were in a recording."""

from __future__ import annotations

from dataclasses import replace

from psoas.body.skeleton import Skeleton
from psoas.programme.catalogue import load
from psoas.sight.geometry import Square
from psoas.sight.trails import Crowd, usual_place
from psoas.testing import synthetic

STANDS = synthetic(load().level(6))[0]


def at(x: float) -> Square:
    return Square(x, 240.0, 200.0, 0.0)


def followed(t: float, x: float = 320.0, *, cut: bool = False) -> Skeleton:
    return replace(STANDS, t=t, image=STANDS.image - STANDS.middle("hip") + [x, 240.0], cut=cut)


def test_each_keeps_a_trail_of_their_own_whatever_the_order_in_which_they_are_found():
    crowd = Crowd()
    for t in range(6):
        others = [at(100.0 + t), at(560.0)]
        crowd.update(followed(t), others[:: 1 if t % 2 else -1], float(t))
    trails = crowd.shots[0].rivals(5)
    assert sorted(trail.at(5.0).x for trail in trails) == [105.0, 560.0]
    assert sorted(trail.at(0.2).x for trail in trails) == [100.0, 560.0]


def test_a_look_counts_once_and_who_only_passes_is_no_rival():
    crowd = Crowd()
    for i in range(40):
        crowd.update(followed(i / 20), [at(100.0)], float(i // 20))
    assert crowd.shots[0].trails[0].times == [0.0, 1.0]
    assert crowd.shots[0].rivals(5) == []


def test_another_shot_begins_new_trails():
    crowd = Crowd()
    for t in range(8):
        crowd.update(followed(t, cut=t == 4), [at(100.0)], float(t))
    assert [trail.times for shot in crowd.shots for trail in shot.trails] == [[0, 1, 2, 3], [4, 5, 6, 7]]
    assert crowd.shot_at(3.9) is crowd.shots[0]
    assert crowd.shot_at(4.0) is crowd.shots[1]


def test_the_place_is_that_of_whoever_is_followed_in_the_end():
    crowd = Crowd()
    first = [followed(t) for t in range(6)]
    for skeleton in first:
        crowd.update(skeleton, [at(100.0)], skeleton.t)
    assert usual_place(crowd, first, first) == "right"
    assert usual_place(crowd, [followed(t, 100.0) for t in range(6)], first) == "left"
    assert usual_place(Crowd(), first, first) is None
