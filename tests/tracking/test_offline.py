"""A recording smoothed from both ends: no lag, no jump, nothing carried over a gap."""

from dataclasses import replace

import numpy as np
import pytest

from psoas.body.skeleton import Joint, Skeleton
from psoas.tracking.offline import tracked


def test_a_gap_carries_nothing_over_and_nobody_stays_nobody(bodies):
    before = [bodies.seen(bodies.stand(), t=i / 20) for i in range(10)]
    nobody = Skeleton.nobody(0.6, (640, 480))
    after = [bodies.seen(bodies.stand(lift_left_deg=80), t=3 + i / 20) for i in range(10)]
    out = tracked([*before, nobody, *after])
    assert not out[10].seen
    assert [s.t for s in out] == [s.t for s in [*before, nobody, *after]]
    assert out[9].image == pytest.approx(before[-1].image)
    assert out[11].image == pytest.approx(after[0].image)


def test_what_has_no_depth_is_smoothed_in_the_picture(bodies):
    rng = np.random.default_rng(2)
    shaken = [replace(bodies.seen(bodies.stand(), t=i / 20), metric=None) for i in range(40)]
    shaken = [replace(s, image=s.image + rng.normal(scale=2, size=s.image.shape)) for s in shaken]
    out = np.array([s.image[Joint.LEFT_KNEE] for s in tracked(shaken)])
    assert out.std(axis=0).max() < 1.2


def test_an_empty_recording_stays_empty():
    assert tracked([]) == []
