"""What is no march, or another one, is taken for no level that it is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bench.skeletons.moves import Legs, Move, pulse, skeletons, strides
from psoas.body.skeleton import SIDES
from psoas.coach.level_recognition import LevelRecogniser, RecognisedLevel
from psoas.programme.catalogue import load
from psoas.testing import synthetic

SET = (("left", 1.0), ("right", 1.0)) * 2
CATALOGUE = load()


def verdict(seen) -> RecognisedLevel:
    recogniser = LevelRecogniser(CATALOGUE.march)
    for skeleton in seen:
        recogniser.update(skeleton)
    return recogniser.verdict()


def in_turn(t: float, raised: Legs, resting: Legs) -> Legs:
    """One leg after the other raised for two seconds; both legs of a pose are given as left working, right not."""
    found = {"thigh": dict.fromkeys(SIDES, 0.0), "knee": dict.fromkeys(SIDES, 0.0)}
    for i in range(4):
        out = pulse(t - 3.0 * i, 0.8, 0.6, 0.8)
        for side, part in zip(SIDES if i % 2 == 0 else SIDES[::-1], SIDES, strict=True):
            for name, angles in found.items():
                angles[side] += out * (getattr(raised, name)[part] - getattr(resting, name)[part])
    return Legs(found["thigh"], found["knee"])


STANDING = Legs({"left": 0.0, "right": 0.0}, {"left": 0.0, "right": 0.0})


def lunging(t: float) -> Legs:
    return in_turn(t, Legs({"left": 75.0, "right": -5.0}, {"left": 85.0, "right": 90.0}), STANDING)


def swinging(t: float) -> Legs:
    return in_turn(t, Legs({"left": 60.0, "right": 0.0}, {"left": 4.0, "right": 0.0}), STANDING)


def marching(t: float) -> Legs:
    return in_turn(t, Legs({"left": 90.0, "right": 0.0}, {"left": 90.0, "right": 0.0}), STANDING)


def high_knees(t: float) -> Legs:
    return strides(t, 0.66, 85, 95)


def test_a_march_in_the_same_skeletons_is_level_6():
    """So that what follows is refused for what it is, not for how these skeletons are made."""
    assert verdict(skeletons(Move(12.0, marching), 1)).levels == (6,)


@pytest.mark.parametrize("move", [lunging, swinging, high_knees])
@pytest.mark.parametrize("seed", [1, 2])
def test_lunges_leg_swings_and_high_knees_are_no_level(move, seed):
    assert verdict(skeletons(Move(12.0, move), seed)).levels == ()


def test_steps_up_on_a_bench_are_no_level():
    """The foot stays where it is and the hips go down, which in the angles of the body is a march."""
    seen = skeletons(Move(12.0, marching), 1)
    foot = [max(s.image[27:29, 1]) - min(s.image[27:29, 1]) for s in seen]
    lowered = [replace(s, image=s.image + np.array([0.0, down])) for s, down in zip(seen, foot, strict=True)]
    assert verdict(lowered).levels == ()


def straight_leg_raise():
    """Level 2 with straight legs flat on the floor, as many people do it."""
    march = CATALOGUE.level(2)
    start, working = march.motion.start, march.motion.working
    flat = start.model_copy(update={"hip": 0.0, "knee": 5.0})
    motion = march.motion.model_copy(
        update={
            "start": flat,
            "holding": flat,
            "working": working.model_copy(update={"hip": 90.0, "knee": 10.0}),
            "contacts": ("back-on-mat",),
            "box_height_m": None,
        }
    )
    return march.model_copy(update={"motion": motion})


@pytest.mark.parametrize("yaw", [-40, -20, 0, 20, 40])
@pytest.mark.parametrize("elevation", [5, 18])
@pytest.mark.parametrize("head", ["left", "right"])
def test_lying_flat_is_no_bridge_wherever_the_camera_stands(yaw, elevation, head):
    seen = synthetic(straight_leg_raise(), SET, yaw_deg=yaw, elevation_deg=elevation, head=head)
    found = verdict(seen)
    assert 4 not in [e.level for e in found.candidates]
    assert found.levels in ((2,), ())


@pytest.mark.parametrize("yaw", [-40, 0, 40])
@pytest.mark.parametrize("elevation", [5, 18])
def test_a_bridge_is_one_wherever_the_camera_stands_and_with_exchanged_shoulders(yaw, elevation):
    seen = synthetic(CATALOGUE.level(4), SET, yaw_deg=yaw, elevation_deg=elevation)
    exchanged = [s if i % 2 else replace(s, image=_shoulders_exchanged(s.image)) for i, s in enumerate(seen)]
    assert verdict(exchanged).levels == (4,)


def _shoulders_exchanged(image):
    image = image.copy()
    image[[11, 12]] = image[[12, 11]]
    return image


def test_two_levels_that_only_the_band_tells_apart_are_one_answer():
    found = verdict(synthetic(CATALOGUE.level(3), SET))
    assert (found.level, found.levels) == (None, (1, 3))
