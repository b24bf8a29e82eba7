"""Live skeletons, one in and one out: smoothed with what came before, nothing carried over a gap."""

import numpy as np

from psoas.body.skeleton import Joint, Skeleton
from psoas.tracking.online import OnlineTracker


def test_after_a_gap_nothing_old_is_carried_over(bodies):
    steady = OnlineTracker()
    steady.update(bodies.seen(bodies.stand(), t=0.0))
    steady.update(Skeleton.nobody(0.1, (640, 480)))
    later = bodies.seen(bodies.stand(lift_left_deg=80), t=3.0)
    assert np.array_equal(steady.update(later).image, later.image)


def test_nobody_stays_nobody(bodies):
    steady = OnlineTracker()
    steady.update(bodies.seen(bodies.stand()))
    assert not steady.update(Skeleton.nobody(0.1)).seen


def test_time_and_confidence_are_those_of_the_picture_but_for_hips_and_knees(bodies):
    body = bodies.seen(bodies.stand(), t=4.2)
    out = OnlineTracker().update(body)
    assert out.t == 4.2
    changed = np.flatnonzero(out.confidence != body.confidence)
    assert set(changed) == {Joint.LEFT_HIP, Joint.RIGHT_HIP, Joint.LEFT_KNEE, Joint.RIGHT_KNEE}


def test_the_same_pictures_give_the_same_skeletons(bodies):
    rng = np.random.default_rng(3)
    pictures = [bodies.seen(bodies.stand() + rng.normal(scale=0.01, size=(33, 3)), t=i / 12) for i in range(30)]
    steady = OnlineTracker()
    first = [steady.update(p).image for p in pictures]
    steady.reset()
    assert all(np.array_equal(a, steady.update(p).image) for a, p in zip(first, pictures, strict=True))
