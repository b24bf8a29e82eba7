"""Projection of positions in space to what a camera sees."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocap import AZIMUTHS, TRIALS, cmu_skeletons
from psoas.body.skeleton import N_JOINTS, Floats, Joint
from psoas.exchange.mocap import PIXELS_PER_M, CameraView, MocapError, left_of, project, with_heels


def standing(heading_deg: float = 0.0) -> Floats:
    """One frame: somebody upright whose left is +x and front +z, turned about the vertical by `heading_deg`."""
    positions = np.full((1, N_JOINTS, 3), np.nan)
    for side, x in (("LEFT", 0.1), ("RIGHT", -0.1)):
        for name, y, z in (
            ("SHOULDER", 1.4, 0.0),
            ("HIP", 0.9, 0.0),
            ("KNEE", 0.5, 0.02),
            ("ANKLE", 0.1, 0.0),
            ("FOOT_INDEX", 0.02, 0.2),
        ):
            positions[0, Joint[f"{side}_{name}"]] = (x, y, z)
    positions[0, Joint.NOSE] = (0.0, 1.6, 0.12)
    a = np.radians(heading_deg)
    turn = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    return positions @ turn.T


def test_from_the_left_side_a_person_faces_left_and_the_left_leg_is_nearer() -> None:
    (seen,) = project(standing(), np.zeros(1), CameraView(0))
    assert seen.at(Joint.NOSE)[0] < seen.middle("hip")[0]
    assert seen.metric is not None
    assert seen.metric[Joint.LEFT_KNEE, 2] < seen.metric[Joint.RIGHT_KNEE, 2]


def test_from_the_right_side_a_person_faces_right() -> None:
    (seen,) = project(standing(), np.zeros(1), CameraView(180))
    assert seen.at(Joint.NOSE)[0] > seen.middle("hip")[0]


def test_from_the_front_the_left_hip_is_at_the_pictures_right_and_the_head_above_the_feet() -> None:
    (seen,) = project(standing(), np.zeros(1), CameraView(90))
    assert seen.at(Joint.LEFT_HIP)[0] > seen.at(Joint.RIGHT_HIP)[0]
    assert seen.at(Joint.NOSE)[1] < seen.at(Joint.LEFT_ANKLE)[1]


@given(heading=st.floats(-360, 360), azimuth=st.floats(0, 360), elevation=st.floats(-80, 80))
def test_the_picture_does_not_depend_on_where_in_the_room_the_person_faces(
    heading: float, azimuth: float, elevation: float
) -> None:
    view = CameraView(azimuth, elevation)
    (one,) = project(standing(), np.zeros(1), view)
    (two,) = project(standing(heading), np.zeros(1), view)
    assert np.allclose(one.image, two.image, atol=1e-6, equal_nan=True)


@given(azimuth=st.floats(0, 360), elevation=st.floats(-80, 80))
def test_metric_coordinates_keep_every_length(azimuth: float, elevation: float) -> None:
    (seen,) = project(standing(), np.zeros(1), CameraView(azimuth, elevation))
    assert seen.metric is not None
    thigh = np.linalg.norm(seen.metric[Joint.LEFT_HIP] - seen.metric[Joint.LEFT_KNEE])
    assert thigh == pytest.approx(np.hypot(0.4, 0.02))
    drawn = seen.image[Joint.LEFT_HIP] - seen.image[Joint.LEFT_KNEE]
    flat = seen.metric[Joint.LEFT_HIP, :2] - seen.metric[Joint.LEFT_KNEE, :2]
    assert np.allclose(drawn, flat * PIXELS_PER_M)


def test_an_unknown_landmark_has_no_place_and_no_confidence() -> None:
    (seen,) = project(standing(), np.zeros(1), confidence=np.full((1, N_JOINTS), 0.7))
    assert np.isnan(seen.at(Joint.LEFT_PINKY)).all()
    assert seen.confidence[Joint.LEFT_PINKY] == 0
    assert seen.confidence[Joint.LEFT_KNEE] == 0.7


def test_heels_are_made_behind_and_below_the_ankles_and_given_ones_are_kept() -> None:
    positions = standing()
    positions[0, Joint.RIGHT_HEEL] = (-0.1, 0.03, -0.07)
    made = with_heels(positions)
    assert made[0, Joint.LEFT_HEEL, 2] < positions[0, Joint.LEFT_ANKLE, 2]
    assert made[0, Joint.LEFT_HEEL, 1] < positions[0, Joint.LEFT_ANKLE, 1]
    assert made[0, Joint.RIGHT_HEEL] == pytest.approx([-0.1, 0.03, -0.07])


def test_a_person_whose_facing_cannot_be_told_is_refused_in_a_sentence() -> None:
    with pytest.raises(MocapError, match="which way the person faces"):
        left_of(np.full((3, N_JOINTS, 3), np.nan))


def test_positions_of_a_wrong_shape_are_refused() -> None:
    with pytest.raises(MocapError, match="33"):
        project(np.zeros((2, 23, 3)), np.zeros(2))


@pytest.mark.shared
@pytest.mark.parametrize("trial", TRIALS)
def test_the_trials_stand_upright_from_every_side(shared_data, trial: str) -> None:
    for azimuth in AZIMUTHS:
        seen = cmu_skeletons(shared_data, trial, azimuth, fps=30)
        assert seen[1].t == pytest.approx(1 / 30)
        upright = [s.at(Joint.NOSE)[1] < s.middle("hip")[1] < s.middle("heel")[1] for s in seen]
        assert np.mean(upright) > 0.8  # the rest is toe touches
