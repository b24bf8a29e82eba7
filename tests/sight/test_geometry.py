import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.sight.geometry import Square, anchors, decode, overlap, refined, turned

squares = st.builds(
    Square,
    x=st.floats(-500, 2000),
    y=st.floats(-500, 2000),
    side=st.floats(10, 2000),
    turn=st.floats(-np.pi, np.pi),
)


def test_the_detector_has_2254_anchors_inside_the_picture():
    centres = anchors()
    assert centres.shape == (2254, 2)
    assert centres.min() > 0
    assert centres.max() < 1
    assert centres[0] == pytest.approx([0.5 / 28, 0.5 / 28])
    assert centres[-1] == pytest.approx([6.5 / 7, 6.5 / 7])


@given(squares, st.lists(st.tuples(st.floats(-1, 2), st.floats(-1, 2)), min_size=1, max_size=5))
def test_points_survive_the_way_into_the_picture_and_back(square, points):
    there = square.to_picture(np.array(points))
    assert square.to_square(there) == pytest.approx(np.array(points), abs=1e-6)


@given(squares, st.integers(0, 15), st.integers(0, 15))
def test_a_crop_shows_at_each_pixel_what_the_picture_has_there(square, row, column):
    rows, columns = np.mgrid[0:60, 0:80]
    picture = np.stack([rows, columns, np.full_like(rows, 255)], axis=-1).astype(np.uint8)
    x, y = square.to_picture(np.array([column + 0.5, row + 0.5]) / 16)
    shown = square.cut(picture, 16)[row, column]
    if shown[2]:
        assert abs(shown[1] + 0.5 - x) <= 0.51
        assert abs(shown[0] + 0.5 - y) <= 0.51
    else:
        assert x < 0.01 or y < 0.01 or x > 79.99 or y > 59.99


@given(squares)
def test_a_square_is_found_again_from_its_two_points(square):
    centre = np.array([square.x, square.y])
    top = centre + turned(np.array([0.0, -square.side / 2.5]), square.turn)
    again = Square.around(centre, top)
    assert (again.x, again.y, again.side) == pytest.approx((square.x, square.y, square.side), abs=1e-3)
    assert np.cos(again.turn - square.turn) == pytest.approx(1, abs=1e-6)


def test_a_person_whose_head_points_right_stands_upright_in_the_crop():
    picture = np.zeros((200, 300, 3), np.uint8)
    picture[90:110, 230:250] = 255  # the head, right of the hips at (150, 100)
    square = Square.around(np.array([150.0, 100.0]), np.array([240.0, 100.0]))
    rows, columns = np.nonzero(square.cut(picture, 256)[:, :, 0] > 128)
    assert columns.mean() == pytest.approx(128, abs=3)
    assert rows.mean() < 64


def test_a_mirrored_crop_is_the_crop_in_a_mirror():
    picture = np.random.default_rng(1).integers(0, 255, (60, 80, 3)).astype(np.uint8)
    square = Square(30.0, 20.0, 90.0, 0.7)
    assert np.array_equal(square.cut(picture, 64, mirror=True), square.cut(picture, 64)[:, ::-1])


def test_what_lies_beyond_the_picture_is_black():
    crop = Square(0.0, 0.0, 100.0, 0.0).cut(np.full((200, 200, 3), 255, np.uint8), 10)
    assert crop[:5].max() == crop[:, :5].max() == 0
    assert crop[5:, 5:].min() == 255


def test_two_anchors_on_one_person_become_one_detection():
    centres = anchors()
    raw = np.zeros((2254, 12), np.float32)
    raw[:, 2:4] = 60
    logits = np.full(2254, -9, np.float32)
    logits[[800, 802, 30]] = [3, 2, 1]
    found = decode(raw, logits, centres)
    assert len(found) == 2
    assert found[0].score == pytest.approx(1 / (1 + np.exp(-3)))
    assert centres[800, 0] <= found[0].points[0, 0] <= centres[802, 0]


def test_below_the_threshold_nobody_is_found():
    assert decode(np.zeros((2254, 12), np.float32), np.full(2254, -0.1, np.float32), anchors()) == []


def test_boxes_apart_do_not_overlap_and_a_box_overlaps_itself_fully():
    box = np.array([0.1, 0.1, 0.3, 0.3])
    assert overlap(box, np.array([box, [0.5, 0.5, 0.6, 0.6]])) == pytest.approx([1, 0])


def test_a_landmark_moves_to_the_warm_spot_beside_it():
    heat = np.full((64, 64, 2), -20, np.float32)
    heat[30, 33, 0] = 9
    points = np.array([[31.5 / 64, 30.5 / 64], [0.5, 0.5]], np.float32)
    moved = refined(points, heat)
    assert moved[0] == pytest.approx([33 / 64, 30 / 64], abs=1e-3)
    assert moved[1] == pytest.approx([0.5, 0.5])


def test_a_landmark_outside_the_crop_stays_where_it_is():
    points = np.array([[1.2, -0.3]], np.float32)
    assert refined(points, np.full((64, 64, 1), 9, np.float32)) == pytest.approx(points)
