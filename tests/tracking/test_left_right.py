import numpy as np
import pytest

from psoas.body.skeleton import Joint
from psoas.tracking.left_right import LeftRight, near_by_depth, near_by_posture
from psoas.tracking.leg_identity import with_legs_swapped


@pytest.mark.parametrize(("head", "near"), [("left", "right"), ("right", "left")])
def test_lying_face_up_the_head_tells_which_side_is_near(bodies, head, near):
    body = bodies.seen(bodies.lie(head, lift_left_deg=60))
    assert near_by_posture(body) == near
    assert near_by_depth(body) == near


def test_posture_says_nothing_of_someone_standing_or_lying_face_down(bodies):
    assert near_by_posture(bodies.seen(bodies.stand())) is None
    assert near_by_posture(bodies.seen(bodies.lie("left", face="down"))) is None


@pytest.mark.parametrize("head", ["left", "right"])
def test_a_body_named_the_wrong_way_round_from_the_start_is_named_right(bodies, head):
    identity = LeftRight()
    for i in range(20):
        true = bodies.seen(bodies.lie(head, lift_left_deg=3.0 * i), t=i / 10)
        named = identity.update(true.swapped())
        assert np.allclose(named.image, true.image)


def test_a_body_exchanged_for_some_frames_keeps_its_names(bodies):
    identity = LeftRight()
    for i in range(40):
        true = bodies.seen(bodies.lie("right", lift_right_deg=2.0 * i), t=i / 15)
        named = identity.update(true.swapped() if i in (10, 11, 12, 25) else true)
        assert np.allclose(named.image, true.image), i


def test_someone_standing_side_on_keeps_their_names_through_exchanged_frames(bodies):
    identity = LeftRight()
    for i in range(40):
        true = bodies.seen(bodies.turned(bodies.stand(lift_left_deg=2.0 * i), 80), t=i / 15)
        named = identity.update(true.swapped() if i in (10, 11, 25) else true)
        assert np.allclose(named.image, true.image), i


def test_legs_look_swapped_for_some_frames_are_put_back(bodies):
    identity = LeftRight()
    for i in range(40):
        true = bodies.seen(bodies.lie("left", lift_left_deg=60, lift_right_deg=min(20, i)), t=i / 15)
        named = identity.update(with_legs_swapped(true) if i in (15, 16, 30) else true)
        assert np.allclose(named.image, true.image), i


def test_legs_that_change_places_at_a_cut_are_named_as_the_model_names_them(bodies):
    """Where depth does not say that they were exchanged, the other leg is up in another take."""
    identity = LeftRight()
    for i in range(30):
        up, down = (60 if i < 12 else 8), (8 if i < 12 else 60)
        true = bodies.seen(bodies.lie("left", lift_left_deg=up, lift_right_deg=down), t=i / 15)
        assert np.allclose(identity.update(true).image, true.image), i


def test_legs_named_the_wrong_way_round_for_good_are_put_right(bodies):
    identity = LeftRight()
    named = None
    for i in range(40):
        true = bodies.seen(bodies.lie("left", lift_left_deg=60), t=i / 15)
        named = identity.update(with_legs_swapped(true))
    assert np.allclose(named.image, true.image)


@pytest.mark.parametrize("view", [0, 45, 80, -45])
def test_a_march_is_left_as_it_is(bodies, view):
    identity = LeftRight()
    for i in range(120):
        phase = np.sin(i / 10 * 2)
        metric = bodies.stand(lift_left_deg=90 * max(0, phase), lift_right_deg=90 * max(0, -phase))
        true = bodies.seen(bodies.turned(metric, view), t=i / 10)
        assert identity.update(true) is true, i


def test_someone_who_turns_around_keeps_their_own_left(bodies):
    identity = LeftRight()
    for i in range(40):
        true = bodies.seen(bodies.turned(bodies.stand(), 9.0 * i), t=i / 15)
        assert identity.update(true) is true, i


def test_a_first_picture_that_was_wrong_is_given_up_when_the_model_insists(bodies):
    identity = LeftRight()
    standing = bodies.turned(bodies.stand(), 80)
    identity.update(bodies.seen(standing, t=0).swapped())
    for i in range(1, 30):
        named = identity.update(bodies.seen(standing, t=i / 15))
    assert np.allclose(named.image, bodies.seen(standing).image)


def test_crossing_legs_leaves_the_hips_alone(bodies):
    body = bodies.seen(bodies.stand(lift_left_deg=50))
    other = with_legs_swapped(body)
    assert np.array_equal(other.at(Joint.LEFT_HIP), body.at(Joint.LEFT_HIP))
    assert np.array_equal(other.at(Joint.LEFT_KNEE), body.at(Joint.RIGHT_KNEE))
    assert np.array_equal(with_legs_swapped(other).image, body.image)
