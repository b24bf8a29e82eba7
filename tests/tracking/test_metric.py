"""Joints in space: what the picture shows across and up, the model's depth, perspective and lying offsets undone."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from psoas.body.skeleton import Joint
from psoas.testing import mirrored
from psoas.tracking.metric import FOCAL_SHARE, MetricSpace, offsets, without_perspective

SIZE = (640, 480)
PX_PER_M = 200.0


def filmed(metric, t=0.0, away_m=None):
    """A skeleton as a camera sees it from `away_m` metres; None for one that is endlessly far away."""
    from psoas.body.skeleton import N_JOINTS, Skeleton

    shrink = 1.0 if away_m is None else away_m / (away_m + metric[:, 2:])
    image = np.array(SIZE) / 2 + PX_PER_M * metric[:, :2] * shrink
    return Skeleton(t, image, np.full(N_JOINTS, 0.95), metric, SIZE)


def centred(metric):
    return metric - (metric[Joint.LEFT_HIP] + metric[Joint.RIGHT_HIP]) / 2


@given(yaw=st.floats(-60, 60))
def test_perspective_of_a_usual_camera_is_undone_from_any_side(bodies, yaw):
    true = centred(bodies.turned(bodies.stand(lift_left_deg=50), yaw))
    seen = filmed(true, away_m=FOCAL_SHARE * SIZE[0] / PX_PER_M)
    assert np.allclose(without_perspective(seen, PX_PER_M), true, atol=1e-9)


def test_a_recording_without_a_picture_has_no_perspective(bodies):
    true = centred(bodies.stand(lift_left_deg=50))
    seen = replace(filmed(true), size=(0, 0), image=PX_PER_M * true[:, :2])
    assert np.allclose(without_perspective(seen, PX_PER_M), true)


def test_what_a_standing_person_does_across_and_up_comes_from_the_picture(bodies):
    true = centred(bodies.turned(bodies.stand(lift_left_deg=60), 80))
    space = MetricSpace()
    flatter = true.copy()
    flatter[Joint.LEFT_KNEE, :2] += 0.05
    for i in range(30):
        seen = replace(filmed(true, t=i / 15), size=(0, 0), image=PX_PER_M * true[:, :2], metric=flatter)
        placed = space.update(seen)
    # The scale is what picture and model agree on best, so one knee moves it a little.
    assert np.allclose(placed.metric[:, :2], true[:, :2], atol=0.03)
    assert np.allclose(placed.image, seen.image)


def test_the_picture_that_is_drawn_over_stays_as_it_was(bodies):
    space = MetricSpace()
    for i in range(5):
        seen = filmed(centred(bodies.lie("left", lift_left_deg=40)), t=i / 15, away_m=3.0)
        placed = space.update(seen)
        assert np.array_equal(placed.image, seen.image)


def test_a_mirror_exchanges_the_offsets_of_the_two_sides(bodies):
    from psoas.body.sagittal_plane import PlaneFinder

    left = filmed(centred(bodies.lie("left", lift_left_deg=40)))
    one, other = (offsets(PlaneFinder().update(s)) for s in (left, mirrored(left)))
    swapped = other[Joint.RIGHT_HIP] * np.array([-1.0, 1.0, 1.0])
    assert np.allclose(one[Joint.LEFT_HIP], swapped, atol=1e-6)
    assert not np.allclose(one[Joint.LEFT_HIP], 0)


def test_after_a_gap_nothing_is_carried_over(bodies):
    metric = centred(bodies.stand(lift_left_deg=50))
    fresh, used = MetricSpace(), MetricSpace()
    for i in range(10):
        used.update(filmed(2 * metric, t=i / 15))
    later = filmed(metric, t=60.0)
    assert np.allclose(used.update(later).metric, fresh.update(later).metric)
