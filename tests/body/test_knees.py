"""What two bones of constant length tell about a lost knee."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.body.angles import knee_between, posture, with_knees_mended
from psoas.body.skeleton import Joint, Skeleton


@given(
    thigh=st.floats(-170, 170),
    bend=st.floats(3, 150),
    bone=st.floats(20, 300),
    facing=st.sampled_from([1, -1]),
)
def test_a_knee_is_found_from_hip_and_ankle_on_the_side_to_which_knees_bend(thigh, bend, bone, facing):
    def step(start, degrees):
        return start + bone * np.array([facing * math.cos(math.radians(degrees)), -math.sin(math.radians(degrees))])

    hip = np.array([200.0, 100.0])
    knee = step(hip, thigh)
    ankle = step(knee, thigh - bend)
    np.testing.assert_allclose(knee_between(hip, ankle, bone, facing), knee, atol=1e-6 * bone)


def test_a_leg_stretched_beyond_its_length_has_its_knee_in_the_middle():
    np.testing.assert_allclose(knee_between(np.zeros(2), np.array([300.0, 0.0]), 100.0, 1), [150, 0])


def lying(right_knee) -> Skeleton:
    """On the back, head left; left leg at 90/90, right leg straight out along the floor, its knee as given."""
    image = np.full((33, 2), 300.0)
    image[[Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]] = (150, 300)
    image[Joint.LEFT_KNEE], image[Joint.LEFT_ANKLE] = (300, 200), (400, 200)
    image[Joint.RIGHT_KNEE], image[Joint.RIGHT_ANKLE] = right_knee, (490, 280)
    return Skeleton(0.0, image, np.ones(33))


def test_a_knee_drawn_on_the_other_leg_is_brought_back_and_believed_less():
    lost = lying((300, 200))
    mended = with_knees_mended(lost, 100.0, 1)
    assert posture(lost, 1).legs["right"].hip == pytest.approx(90)
    assert posture(mended, 1).legs["right"].hip < 45
    assert mended.confidence[Joint.RIGHT_KNEE] < 1
    np.testing.assert_array_equal(mended.image[Joint.LEFT_KNEE], lost.image[Joint.LEFT_KNEE])


def test_legs_that_hang_together_are_left_alone():
    fine = lying((395, 290))
    assert with_knees_mended(fine, 100.0, 1) is fine
    assert with_knees_mended(fine, math.nan, 1) is fine
