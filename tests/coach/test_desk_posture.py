"""How somebody sits for a minute, seen of our own seated figure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from psoas.body.skeleton import Joint, Skeleton
from psoas.coach.desk_posture import desk_look
from psoas.programme.catalogue import load
from psoas.report.desk_look_words import look_words
from psoas.testing import synthetic

HEAD = [joint for joint in Joint if joint <= Joint.MOUTH_RIGHT]
ABOVE_HIPS = [*HEAD, *(joint for joint in Joint if Joint.LEFT_SHOULDER <= joint <= Joint.RIGHT_THUMB)]


def minute(yaw_deg: float) -> list[Skeleton]:
    """A minute of sitting, five pictures a second, with shaking landmarks."""
    one = synthetic(load().by_id("seated-march"), [("left", 0.0)], yaw_deg=yaw_deg)[0]
    shake = np.random.default_rng(2).normal(0, 1.5, (300, 33, 2))
    return [replace(one, t=0.2 * number, image=one.image + shake[number]) for number in range(300)]


def turned(skeleton: Skeleton, joints, about: np.ndarray, degrees: float) -> Skeleton:
    """The joints turned about a point, clockwise in the picture."""
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    image = skeleton.image.copy()
    image[joints] = (image[joints] - about) @ turn.T + about
    return replace(skeleton, image=image)


def hips(skeleton: Skeleton) -> np.ndarray:
    return skeleton.image[[Joint.LEFT_HIP, Joint.RIGHT_HIP]].mean(axis=0)


def looks_right(skeleton: Skeleton) -> float:
    ears = skeleton.image[[Joint.LEFT_EAR, Joint.RIGHT_EAR]].mean(axis=0)
    return 1.0 if skeleton.image[Joint.NOSE][0] > ears[0] else -1.0


@pytest.mark.parametrize(("yaw_deg", "view"), [(0, "side"), (20, "side"), (75, "front"), (90, "front")])
def test_who_sits_upright_and_still_is_told_so(yaw_deg, view):
    look = desk_look(minute(yaw_deg))
    assert look.view == view
    assert abs(look.trunk_deg) < 4
    assert look.still_s == look.seen_s == 60
    assert abs(look.sank) < 0.02
    assert look_words(look)[0] == "You hardly moved: 60 seconds in one position."


@pytest.mark.parametrize("yaw_deg", [0, 15])
@pytest.mark.parametrize("degrees", [-15, 15, 25])
def test_a_lean_is_seen_from_the_side_forward_and_back(yaw_deg, degrees):
    calm = minute(yaw_deg)
    way = looks_right(calm[0])
    leaning = [*calm[:50], *(turned(s, ABOVE_HIPS, hips(s), way * degrees) for s in calm[50:])]
    look = desk_look(leaning)
    assert look.trunk_deg - desk_look(calm).trunk_deg == pytest.approx(degrees, abs=2)
    assert look.still_s == 50
    assert ("forward" if degrees > 0 else "back") in " ".join(look_words(look))


def test_a_head_ahead_of_the_shoulders_is_seen_from_the_side():
    calm = minute(0)
    shoulders = calm[0].image[[Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]].mean(axis=0)
    ahead = [*calm[:50], *(turned(s, HEAD, shoulders, looks_right(s) * 25) for s in calm[50:])]
    assert desk_look(ahead).head_deg - desk_look(calm).head_deg == pytest.approx(25, abs=3)


def test_who_sinks_is_told_so_against_where_they_began():
    calm = minute(90)
    sunk = []
    for skeleton in calm[50:]:
        image = skeleton.image.copy()
        image[ABOVE_HIPS, 1] += 0.1 * (hips(skeleton)[1] - image[ABOVE_HIPS, 1])
        sunk.append(replace(skeleton, image=image))
    look = desk_look([*calm[:50], *sunk])
    assert look.sank == pytest.approx(0.1, abs=0.02)
    assert "You sank a little from where you began." in look_words(look)


def test_who_shifts_every_ten_seconds_did_move():
    shifting = [replace(s, image=s.image + np.array([30.0 * (int(s.t) // 10 % 2), 0.0])) for s in minute(0)]
    assert desk_look(shifting).still_s == 10
    assert "moved now and then" in look_words(desk_look(shifting))[0]


def test_hips_behind_the_desk_are_said_to_be_hidden_and_the_rest_is_told():
    hidden = []
    for skeleton in minute(0):
        confidence = skeleton.confidence.copy()
        confidence[[Joint.LEFT_HIP, Joint.RIGHT_HIP]] = 0.1
        hidden.append(replace(skeleton, confidence=confidence))
    words = look_words(desk_look(hidden))
    assert "The desk hides your hips, so I can't tell how your trunk leans." in words
    assert len(words) >= 3


def test_an_empty_chair_and_ten_seconds_say_nothing():
    nobody = [Skeleton.nobody(0.2 * number) for number in range(300)]
    assert desk_look(nobody) is None
    assert desk_look(minute(0)[:50]) is None
    assert desk_look([]) is None
