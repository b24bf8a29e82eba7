"""Live skeletons that wait for a picture or two: each comes once, in order, and single wrong ones leave no trace."""

from dataclasses import replace
from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.body.skeleton import Skeleton
from psoas.tracking.offline import LAG, FixedLagTracker, tracked
from psoas.tracking.online import OnlineTracker


def settled(raw, lag=LAG):
    settling = FixedLagTracker(lag)
    return [*chain.from_iterable(settling.update(skeleton) for skeleton in raw), *settling.finish()]


def lifting(bodies, count=40, fps=15):
    raised = 45 - 45 * np.cos(np.arange(count) / count * 2 * np.pi)
    return [bodies.seen(bodies.stand(lift_left_deg=deg), t=i / fps) for i, deg in enumerate(raised)]


@given(lag=st.integers(1, 4), gone=st.sets(st.integers(0, 19), max_size=5))
def test_every_skeleton_comes_out_once_and_in_its_order(bodies, lag, gone):
    seen = [bodies.seen(bodies.stand(), t=i / 15) for i in range(20)]
    raw = [Skeleton.nobody(s.t, s.size) if i in gone else s for i, s in enumerate(seen)]
    out = settled(raw, lag)
    assert [s.t for s in out] == [s.t for s in raw]
    assert [s.seen for s in out] == [s.seen for s in raw]


def test_it_waits_for_as_many_pictures_as_it_says(bodies):
    settling = FixedLagTracker()
    given_out = [len(settling.update(skeleton)) for skeleton in lifting(bodies, 10)]
    assert given_out == [0] * LAG + [1] * (10 - LAG)


def test_a_skeleton_that_is_wrong_for_one_picture_leaves_less_than_without_waiting(bodies):
    raw = lifting(bodies)
    wrong = [*raw[:20], replace(raw[20], image=raw[20].image + 15.0), *raw[21:]]
    live = OnlineTracker()

    def off(way, right):
        return max(float(np.abs(a.image - b.image).max()) for a, b in zip(way, right, strict=True))

    without = off([live.update(s) for s in wrong], raw)
    assert off(settled(wrong), settled(raw)) < 2.0 < without


def test_who_waits_for_all_has_what_a_recording_gives(bodies):
    raw = lifting(bodies, 8)
    for waited, whole in zip(settled(raw, lag=8), tracked(raw), strict=True):
        assert waited.image == pytest.approx(whole.image)


def test_nobody_settles_what_came_before_at_once(bodies):
    settling = FixedLagTracker()
    raw = lifting(bodies, 5)
    out = list(chain.from_iterable(settling.update(skeleton) for skeleton in raw))
    out += settling.update(Skeleton.nobody(0.5, raw[0].size))
    assert [s.t for s in out] == [*(s.t for s in raw), 0.5]


def test_after_forgetting_nothing_of_before_comes(bodies):
    settling = FixedLagTracker()
    for skeleton in lifting(bodies, 5):
        settling.update(skeleton)
    settling.reset()
    assert settling.finish() == []
