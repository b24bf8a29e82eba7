"""The filter, live and both ways, and the estimates of a body that tracking and coach share."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.body.skeleton import Joint
from psoas.tracking.smoother import BodyEstimator, OneEuro, ThighLength, body_height_px, both_ways


@given(st.floats(-1e3, 1e3), st.lists(st.floats(0.01, 0.3), min_size=1, max_size=20))
def test_what_rests_stays_where_it_is(x, steps):
    euro = OneEuro()
    for t in np.cumsum([0.0, *steps]):
        assert euro.update(t, np.full((3, 2), x), 1.0) == pytest.approx(np.full((3, 2), x))


@given(st.lists(st.tuples(st.floats(0.01, 0.3), st.floats(-10, 10)), min_size=2, max_size=30))
def test_it_never_leaves_the_range_of_what_it_was_given(samples):
    euro = OneEuro()
    t = 0.0
    for i, (step, x) in enumerate(samples):
        t += step
        value = euro.update(t, np.array([[x, 0.0]]), 1.0)[0, 0]
        given_so_far = [v for _, v in samples[: i + 1]]
        assert min(given_so_far) - 1e-9 <= value <= max(given_so_far) + 1e-9


@given(st.floats(0.1, 1000))
def test_the_unit_of_length_does_not_matter(scale):
    rng = np.random.default_rng(1)
    points = rng.normal(size=(30, 4, 2))
    a, b = OneEuro(), OneEuro()
    for i, p in enumerate(points):
        assert b.update(i / 15, p * scale, scale) == pytest.approx(a.update(i / 15, p, 1.0) * scale)


def test_noise_on_a_resting_joint_is_halved():
    rng = np.random.default_rng(0)
    noise = rng.normal(scale=0.004, size=(600, 5, 2))  # 0.4 % of body height, as measured on renders
    euro = OneEuro()
    out = np.array([euro.update(i / 30, p, 1.0) for i, p in enumerate(noise)])
    assert out[60:].std() < 0.5 * noise[60:].std()


@pytest.mark.parametrize("fps", [10, 15, 30])
def test_a_leg_lifted_at_60_degrees_a_second_lags_by_less_than_80_ms(fps):
    euro = OneEuro()
    lags = []
    for i in range(int(1.5 * fps)):
        t = i / fps
        angle = np.radians(60 * t)
        knee, ankle = (r * np.array([np.cos(angle), -np.sin(angle)]) for r in (0.245, 0.49))
        out = euro.update(t, np.stack([knee, ankle]), 1.0)
        late = angle - np.arctan2(-out[:, 1], out[:, 0])
        if t > 0.5:
            lags.append(late / np.radians(60))
    assert np.max(lags) < 0.08


def test_an_unknown_point_stays_unknown_and_comes_back_where_it_is():
    euro = OneEuro()
    euro.update(0.0, np.array([[1.0, 1.0], [5.0, 5.0]]), 1.0)
    out = euro.update(0.1, np.array([[np.nan, np.nan], [5.0, 5.0]]), 1.0)
    assert np.isnan(out[0]).all()
    assert out[1] == pytest.approx([5, 5])
    assert euro.update(0.2, np.array([[3.0, 3.0], [5.0, 5.0]]), 1.0)[0] == pytest.approx([3, 3])


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


def test_a_standing_body_is_as_high_as_its_segments_say(bodies):
    body = bodies.seen(bodies.stand())
    head_to_heel = body.at(Joint.LEFT_HEEL)[1] - body.at(Joint.NOSE)[1]
    assert body_height_px(body) == pytest.approx(head_to_heel, rel=0.15)


def test_one_bad_frame_does_not_lengthen_the_thigh_unless_every_frame_is_taken():
    lengths = [100.0, 100.0, 180.0, 100.0, 100.0]
    careful, trusting = ThighLength(), ThighLength(median_of=1)
    for px in lengths:
        careful.update(px, 0.0)
        trusting.update(px, 0.0)
    assert careful.px == 100
    assert trusting.px == 180


def test_a_thigh_keeps_the_length_it_had_in_the_picture_plane_and_forgets_it_over_seconds():
    thigh = ThighLength(median_of=1)
    thigh.update(100.0, 0.0)
    assert thigh.update(40.0, 0.1) == pytest.approx(100, rel=0.01)
    assert thigh.update(40.0, 20.0) == pytest.approx(40)


def estimated(skeletons, **options):
    """The states of skeletons a tenth of a second apart."""
    estimator = BodyEstimator(**options)
    return [estimator.update(skeleton, 0.1 if i else 0.0) for i, skeleton in enumerate(skeletons)]


@pytest.mark.parametrize(("head", "near", "facing"), [("left", "right", 1), ("right", "left", -1)])
def test_who_lies_is_known_by_the_near_side_and_where_they_face_with_depth_or_without(bodies, head, near, facing):
    body = bodies.seen(bodies.lie(head))
    deep, flat = (*estimated([body]), *estimated([replace(body, metric=None)]))
    assert deep.lying
    assert flat.lying
    assert deep.plane.near == near
    assert flat.plane is None
    assert math.isnan(flat.view_deg)
    assert deep.view_deg == pytest.approx(0, abs=1)
    assert deep.facing == flat.facing == facing


@given(yaw=st.floats(0, 80))
def test_the_view_of_who_stands_is_as_the_camera_stands(bodies, yaw):
    (state,) = estimated([bodies.seen(bodies.turned(bodies.stand(), 90 - yaw))])
    assert not state.lying
    assert state.view_deg == pytest.approx(yaw, abs=0.5)


def test_a_misplaced_knee_gives_no_state_and_teaches_nothing_but_its_length(bodies):
    side_on = bodies.turned(bodies.stand(), 90)
    good = [bodies.seen(side_on, t=i / 10) for i in range(6)]
    # The whole frame is wrong: seen from the front, with a thigh twice as long.
    wrong = bodies.stand()
    wrong[Joint.LEFT_KNEE, 1] = 0.84
    bad = bodies.seen(wrong, t=0.45)
    without, with_it = estimated([*good, good[-1]]), estimated([*good[:5], bad, good[5]])
    assert with_it[5] is None
    assert with_it[6].view_deg == without[5].view_deg
    assert with_it[6].thigh_px == pytest.approx(without[5].thigh_px)


def test_a_knee_drawn_on_the_other_leg_is_mended_from_the_side_and_left_alone_from_the_front(bodies):
    lying, standing = bodies.lie("left", lift_left_deg=80), bodies.stand(lift_left_deg=80)
    for metric, mended in ((lying, True), (standing, False)):
        seen = bodies.seen(metric)
        image = seen.image.copy()
        image[Joint.RIGHT_KNEE] = image[Joint.LEFT_KNEE]
        lost = replace(seen, image=image)
        states = estimated([seen, lost])
        knee = states[1].mended(lost).image[Joint.RIGHT_KNEE]
        assert bool(np.hypot(*(knee - seen.image[Joint.RIGHT_KNEE])) < 30) is mended


def test_a_view_near_the_limit_does_not_flicker_between_frontal_and_side(bodies):
    turns = [*range(20, 61), *range(60, 19, -1)]
    flat = [replace(bodies.seen(bodies.turned(bodies.stand(), turn)), metric=None) for turn in turns]
    shaken = [s for one, two in zip(flat, flat[3:], strict=False) for s in (one, two)]
    estimator = BodyEstimator()
    facing = [estimator.update(skeleton, 10.0).facing for skeleton in shaken]
    assert len(set(facing)) == 2
    assert sum(one != two for one, two in pairwise(facing)) == 2
