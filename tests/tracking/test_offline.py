"""A recording smoothed from both ends: no lag, no jump, nothing carried over a gap."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.body.skeleton import Joint, Skeleton
from psoas.tracking.offline import tracked
from psoas.tracking.smoother import both_ways


@given(deg_s=st.floats(10, 90), fps=st.sampled_from([12, 20, 30]))
def test_what_moves_evenly_neither_lags_nor_leads(deg_s, fps):
    t = np.arange(2 * fps) / fps
    angle = np.radians(deg_s * t)
    path = np.stack([np.cos(angle), -np.sin(angle)], axis=1)[:, None] * 0.245
    out = both_ways(t, path, 1.0)[:, 0]
    lag_s = (angle - np.arctan2(-out[:, 1], out[:, 0])) / np.radians(deg_s)
    middle = slice(fps // 2, -fps // 2)
    assert abs(np.angle(np.exp(1j * lag_s[middle] * np.radians(deg_s)))).max() / np.radians(deg_s) < 0.02


def test_time_reversed_is_smoothed_the_same():
    rng = np.random.default_rng(5)
    t, points = np.arange(40) / 20, rng.normal(size=(40, 3, 2))
    assert both_ways(-t[::-1], points[::-1], 1.0)[::-1] == pytest.approx(both_ways(t, points, 1.0))


def test_a_point_that_is_wrong_for_one_picture_is_put_right():
    t, points = np.arange(20) / 20, np.zeros((20, 1, 2))
    points[10] = 0.3
    assert both_ways(t, points, 1.0) == pytest.approx(np.zeros((20, 1, 2)))


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
