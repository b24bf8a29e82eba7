import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.body.skeleton import Joint, Skeleton
from psoas.tracking.online import OnlineTracker
from psoas.tracking.smoother import OneEuro, body_height_px


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


def test_a_standing_body_is_as_high_as_its_segments_say(bodies):
    body = bodies.seen(bodies.stand())
    head_to_heel = body.at(Joint.LEFT_HEEL)[1] - body.at(Joint.NOSE)[1]
    assert body_height_px(body) == pytest.approx(head_to_heel, rel=0.15)
