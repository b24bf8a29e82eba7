"""Confidence falls where angles are less often right, and stays what the model said where the model saw nothing."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from psoas.body.skeleton import SIDES, Joint, joint
from psoas.tracking.confidence import FEATURES, UNSEEN, WEIGHTS, ConfidenceModel

KNEES = [Joint.LEFT_KNEE, Joint.RIGHT_KNEE]


def trusts(skeleton):
    return np.array([skeleton.confidence[joint(side, name)] for side in SIDES for name in WEIGHTS])


def test_every_weight_belongs_to_a_feature_and_says_less_the_more_there_is_of_it():
    for weights in WEIGHTS.values():
        assert len(weights) == len(FEATURES)
        assert weights[0] > 0
        assert all(weight < 0 for weight in weights[1:])


@given(one=st.floats(0, 55), more=st.floats(2, 30))
def test_the_further_round_the_camera_stands_the_less_is_believed(bodies, one, more):
    two = min(one + more, 59.0)
    sides = bodies.turned(bodies.stand(), 90 - one), bodies.turned(bodies.stand(), 90 - two)
    near, far = (trusts(ConfidenceModel().update(bodies.seen(m))) for m in sides)
    assert (far < near).all()


def test_a_leg_that_moves_fast_is_believed_less_than_one_that_rests(bodies):
    side_on = [bodies.turned(bodies.stand(lift_left_deg=deg), 90) for deg in (20, 40)]
    resting, moving = ConfidenceModel(), ConfidenceModel()
    resting.update(bodies.seen(side_on[1], 0.0))
    moving.update(bodies.seen(side_on[0], 0.0))
    still, fast = resting.update(bodies.seen(side_on[1], 0.1)), moving.update(bodies.seen(side_on[1], 0.1))
    assert fast.confidence[Joint.LEFT_KNEE] < fast.confidence[Joint.RIGHT_KNEE]
    assert fast.confidence[Joint.LEFT_KNEE] < still.confidence[Joint.LEFT_KNEE] - 0.05


def test_bones_of_different_length_are_believed_less(bodies):
    body = bodies.turned(bodies.stand(), 90)
    wrong = body.copy()
    wrong[Joint.LEFT_KNEE] = wrong[Joint.LEFT_HIP] + 0.5 * (wrong[Joint.LEFT_KNEE] - wrong[Joint.LEFT_HIP])
    right, off = ConfidenceModel().update(bodies.seen(body)), ConfidenceModel().update(bodies.seen(wrong))
    assert off.confidence[Joint.LEFT_KNEE] < right.confidence[Joint.LEFT_KNEE] - 0.2


def test_what_lies_outside_the_picture_keeps_its_little_confidence(bodies):
    body = bodies.seen(bodies.stand())
    confidence = body.confidence.copy()
    confidence[KNEES] = UNSEEN
    assert (ConfidenceModel().update(replace(body, confidence=confidence)).confidence[KNEES] == UNSEEN).all()


def test_without_depth_confidence_stays_as_it_is(bodies):
    flat = replace(bodies.seen(bodies.stand()), metric=None)
    assert ConfidenceModel().update(flat) is flat
