"""Who else is in the picture, and whom to follow."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.programme.catalogue import load
from psoas.sight.blazepose import COMPANY_S, LOOK_AROUND_S, SURELY, BlazePose, PoseView
from psoas.sight.company import Haunt, covered, distinct, nearest, place_among, prominence
from psoas.sight.geometry import Detection, Square
from psoas.testing import synthetic

SIZE = (640, 480)
STANDS = synthetic(load().level(6))[0]
PICTURE = np.zeros((480, 640, 3), np.uint8)
numbers = st.floats(0, 640)


def at(x: float, y: float = 240.0, side: float = 200.0, turn: float = 0.0) -> Square:
    return Square(x, y, side, turn)


def detected(square: Square) -> Detection:
    up = np.array([math.sin(square.turn), -math.cos(square.turn)]) * square.side / 2.5
    middle = np.array([square.x, square.y])
    points = np.array([middle, middle + up, middle, middle + up], np.float32)
    return Detection(0.9, np.zeros(4, np.float32), points)


@given(numbers, numbers, numbers, numbers)
def test_what_is_covered_has_one_colour_and_nothing_else_changes(x, y, width, height):
    rgb = np.random.default_rng(0).integers(0, 256, (480, 640, 3), dtype=np.uint8)
    before = rgb.copy()
    box = (x - 100, y - 100, x + width - 100, y + height - 100)
    found = covered(rgb, [box])
    left, top, right, bottom = np.clip(box, 0, [640, 480, 640, 480]).astype(int)
    inside = np.zeros((480, 640), bool)
    inside[top:bottom, left:right] = True
    assert np.array_equal(rgb, before)
    assert np.array_equal(found[~inside], rgb[~inside])
    assert len(np.unique(found[inside].reshape(-1, 3), axis=0)) <= 1


def test_one_person_found_twice_is_one_person():
    found = [detected(at(400.0)), detected(at(405.0, turn=3.0)), detected(at(150.0))]
    assert [round(square.x) for square in distinct(found, [])] == [400, 150]
    assert [round(square.x) for square in distinct(found, [at(152.0)])] == [400]


@pytest.mark.parametrize(
    ("one", "other", "posture", "wins"),
    [
        (at(320, side=300), at(100, side=280), None, "one"),
        (at(600, side=200), at(320, side=200), None, "other"),
        (at(320, side=300), at(500, side=200, turn=-1.5), "lying", "other"),
        (at(320, side=200), at(500, side=300, turn=1.5), "upright", "one"),
    ],
    ids=["nearer to the camera", "nearer to the middle", "lies as asked", "stands as asked"],
)
def test_who_trains_is_large_near_the_middle_and_as_the_exercise_asks(one, other, posture, wins):
    best = max((one, other), key=lambda square: prominence(square, SIZE, posture))
    assert best is {"one": one, "other": other}[wins]


@given(st.lists(numbers, min_size=1, max_size=3, unique=True), numbers)
def test_the_place_told_is_where_the_person_is(others, x):
    place = place_among(x, others)
    assert (place == "left") == all(other >= x for other in others)
    assert place != "right" or all(other < x for other in others)


def test_a_place_is_left_only_by_who_stayed_there():
    haunt = Haunt(at(320.0), 0.0, 0.0)
    assert not haunt.left_by(at(500.0), 1.0)
    for i in range(1, 40):
        haunt = haunt.followed_by(at(320.0), i / 10)
    assert haunt.left_by(at(500.0), 4.0)
    assert not haunt.left_by(at(380.0), 4.0)
    assert nearest(haunt.square, [at(500.0), at(330.0)]) == at(330.0)
    assert nearest(haunt.square, [at(500.0)]) is None


class Room(BlazePose):
    """Sees people at made-up places: `people` gives each one's square at a time, and the track drifts along `drift`."""

    def __init__(self) -> None:
        self.posture, self.choosing, self.whom = None, False, None
        self.places: list[Square] = []
        self.hijacked: Square | None = None
        self.looks_around = 0
        self.reset()

    def _detect(self, image):
        """The first one whose middle is not covered."""
        shown = np.asarray(image)
        self.looks_around += 1
        free = [s for s in self.places if shown[int(s.y), int(s.x), 0] == int(s.x) % 251]
        return [detected(s) for s in free[:1]]

    def _look(self, rgb, t, square):
        near = min(self.places, key=lambda s: math.hypot(s.x - square.x, s.y - square.y), default=None)
        there = near is not None and math.hypot(near.x - square.x, near.y - square.y) < near.side / 2
        if self.hijacked is not None and there and near is self.places[0]:
            near = self.hijacked
        image = STANDS.image - STANDS.image.mean(axis=0)
        image = image * near.side / 900 + [near.x, near.y] if near is not None else STANDS.image
        return PoseView(replace(STANDS, t=t, image=image, size=SIZE), float(there), near or square)

    def see(self, t: float) -> float:
        rgb = PICTURE.copy()
        for s in self.places:
            rgb[int(s.y), int(s.x), 0] = int(s.x) % 251
        self.detect(rgb, t)
        return self._track.square.x if self._track is not None else math.nan


def test_others_are_counted_and_told_apart_though_the_detector_names_one():
    room = Room()
    room.places = [at(320, side=300), at(100), at(560)]
    room.see(0.0)
    assert (room.people, room.place) == (3, "middle")


def test_somebody_larger_who_comes_later_is_not_followed():
    room = Room()
    for i in range(200):
        room.places = [at(320.0), *([at(100.0, side=320.0)] if i > 50 else [])]
        assert room.see(i / 10) == 320.0
    assert (room.people, room.place) == (2, "right")


def test_alone_psoas_looks_around_seldom_and_in_company_every_second():
    room = Room()
    room.places = [at(320.0)]
    for i in range(200):
        room.see(i / 10)
    alone = room.looks_around
    assert alone <= 20 / LOOK_AROUND_S + 2
    room.places = [at(320.0), at(100.0)]
    for i in range(200, 400):
        room.see(i / 10)
    # Each look around covers who was found and looks once more.
    assert 2 * 12 / COMPANY_S < room.looks_around - alone <= 2 * 20 / COMPANY_S + 2


def test_a_passer_by_who_takes_the_track_along_is_left_again():
    room = Room()
    x = math.nan
    for i in range(140):
        passer = at(320.0 + max(i - 60, 0) * 10, side=260.0)
        room.places = [at(320.0), *([passer] if 60 < i < 90 else [])]
        if i == 62:
            room._track = replace(room._track, square=passer)
        x = room.see(i / 10)
    assert x == 320.0


def test_who_walks_away_alone_is_followed():
    room = Room()
    for i in range(100):
        room.places = [at(100.0 + (4.0 * max(i - 30, 0)))]
        assert room.see(i / 10) == room.places[0].x


def test_in_company_nobody_else_is_followed_until_the_chosen_one_was_away_for_long():
    room = Room()
    for i in range(60):
        room.places = [at(320.0, side=250.0), at(60.0)]
        room.see(i / 10)
    room.places = [at(60.0)]
    seen = {i: room.see(i / 10) for i in range(60, 200)}
    assert all(math.isnan(seen[i]) for i in range(60, 140))
    assert seen[199] == 60.0


def test_while_choosing_the_one_who_is_as_asked_is_taken_and_then_kept():
    room = Room()
    room.posture, room.choosing = "lying", True
    visitor, trains = at(320.0, side=300.0), at(560.0, side=200.0, turn=1.5)
    room.places = [visitor]
    room.see(0.0)
    room.places = [visitor, trains]
    for i in range(1, 10 * (SURELY + 2)):
        x = room.see(i / 10)
    assert x == 560.0
    room.choosing = False
    room.posture = "upright"
    assert {room.see(4.0 + i / 10) for i in range(50)} == {560.0}


def test_only_the_one_who_is_asked_for_is_followed():
    room = Room()
    room.places = [at(320.0, side=300.0), at(60.0)]
    room.whom = lambda t: at(60.0) if t < 2.0 else None
    assert {room.see(i / 10) for i in range(19)} == {60.0}
    assert math.isnan(room.see(2.1))
