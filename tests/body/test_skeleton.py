"""The landmarks and what may be done with them."""

import numpy as np
import pytest

from psoas.body.skeleton import MIRRORED, N_JOINTS, Joint, Skeleton, joint
from psoas.testing import mirrored


def a_skeleton(size: tuple[int, int] = (640, 480)) -> Skeleton:
    """Every landmark somewhere else, so that no mix-up goes unnoticed."""
    rng = np.random.default_rng(1)
    return Skeleton(
        0.0, rng.uniform(0, 400, (N_JOINTS, 2)), rng.uniform(0.1, 1, N_JOINTS), rng.normal(size=(N_JOINTS, 3)), size
    )


def test_every_landmark_has_its_counterpart_on_the_other_side():
    for landmark in Joint:
        partner = Joint(MIRRORED[landmark])
        swapped = landmark.name.replace("LEFT", "*").replace("RIGHT", "LEFT").replace("*", "RIGHT")
        assert partner.name == swapped


def test_swapping_or_mirroring_twice_changes_nothing():
    body = a_skeleton()
    for twice in (body.swapped().swapped(), mirrored(mirrored(body))):
        np.testing.assert_allclose(twice.image, body.image)
        np.testing.assert_allclose(twice.confidence, body.confidence)
        np.testing.assert_allclose(twice.metric, body.metric)


def test_a_mirror_shows_the_left_knee_as_a_right_knee_on_the_other_edge_of_the_picture():
    body = a_skeleton()
    x, y = body.at(Joint.LEFT_KNEE)
    np.testing.assert_allclose(mirrored(body).at(Joint.RIGHT_KNEE), (639 - x, y))


def test_an_empty_picture_has_nobody_in_it_and_a_full_one_somebody():
    assert not Skeleton.nobody(1.0).seen
    assert a_skeleton().seen


@pytest.mark.parametrize("shape", [(32, 2), (33, 3)])
def test_landmarks_of_a_wrong_shape_are_refused(shape):
    with pytest.raises(ValueError, match="33, 2"):
        Skeleton(0.0, np.zeros(shape), np.zeros(33))


def test_metric_landmarks_of_a_wrong_shape_are_refused():
    with pytest.raises(ValueError, match="33, 3"):
        Skeleton(0.0, np.zeros((33, 2)), np.zeros(33), np.zeros((33, 2)))


def test_an_unknown_landmark_is_a_key_error():
    with pytest.raises(KeyError):
        joint("left", "antenna")
