"""A cut is noticed only where picture and body both jump."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from psoas.body.skeleton import Skeleton
from psoas.programme.catalogue import load
from psoas.sight.shots import ShotWatch
from psoas.testing import synthetic

STANDS = synthetic(load().level(6))[0]
ROOM, ELSEWHERE = (np.random.default_rng(seed).integers(0, 256, (6, 8, 3), dtype=np.uint8) for seed in (1, 2))


def picture(room: np.ndarray, brighter: int = 0) -> np.ndarray:
    """A picture of large patches, 480 x 640."""
    return np.clip(np.kron(room.astype(int), np.ones((80, 80, 1), int)) + brighter, 0, 255).astype(np.uint8)


def later(larger: float = 1.0, aside_px: float = 0.0, after_s: float = 0.1) -> Skeleton:
    return replace(STANDS, t=STANDS.t + after_s, image=STANDS.image * larger + [aside_px, 0.0])


@pytest.mark.parametrize(
    ("room", "second", "cut"),
    [
        (ELSEWHERE, later(larger=1.5), True),
        (ELSEWHERE, later(aside_px=150.0), True),
        (ELSEWHERE, later(), False),
        (ROOM, later(aside_px=150.0), False),
        (ELSEWHERE, later(larger=1.5, after_s=2.0), False),
        (ELSEWHERE, Skeleton.nobody(STANDS.t + 0.1), False),
    ],
    ids=["larger", "elsewhere", "only the picture", "only the body", "after a gap", "nobody"],
)
def test_both_must_say_so(room, second, cut):
    watch = ShotWatch()
    assert not watch.update(picture(ROOM), STANDS)
    assert watch.update(picture(room), second) is cut


def test_a_lamp_that_is_switched_on_is_no_cut():
    watch = ShotWatch()
    watch.update(picture(ROOM), STANDS)
    assert not watch.update(picture(ROOM, brighter=40), later())
