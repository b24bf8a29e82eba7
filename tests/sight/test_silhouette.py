"""The lower contour of a lying person, from silhouettes drawn with numpy whose arch is known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodies import lie, seen, turned_about_vertical
from psoas.body.skeleton import Joint, Skeleton, joint
from psoas.sight.geometry import Square
from psoas.sight.silhouette import Silhouette, back_line
from psoas.testing import mirrored

#: Shoulder to hip of the drawn person, pixels; front and back of the trunk, trunk lengths from the line between.
TRUNK = 100.0
FRONT, BACK = 0.20, 0.22
SQUARE = Square(320.0, 240.0, 420.0, np.pi / 2)


def person(head: str = "left") -> Skeleton:
    """Somebody on the back, exactly side-on, arms over the head, 100 pixels from shoulder to hip."""
    skeleton = seen(lie(head))
    for side in ("left", "right"):
        shoulder = skeleton.at(joint(side, "shoulder"))
        away = shoulder - skeleton.at(joint(side, "hip"))
        for name, far in (("elbow", 0.5), ("wrist", 0.9), ("pinky", 1.0), ("index", 1.0), ("thumb", 1.0)):
            skeleton.image[joint(side, name)] = shoulder + far * away
    return skeleton


def arch(along, height):
    """How far the back stands above the mat at each share of the way from shoulder to hip: a smooth hill."""
    share = np.clip((along - 0.3) / (0.95 - 0.3), 0, 1)
    return height * np.sin(np.pi * share) ** 2


def mean_of(height: float) -> float:
    """What the measure should give: the hill's mean over the low back."""
    return float(arch(np.linspace(0.38, 0.90, 500), height).mean())


def drawn(skeleton: Skeleton, height: float = 0.0, square: Square = SQUARE, pixels: int = 256) -> Silhouette:
    """The trunk (and a bit beyond) as the model would see it in the square: signed distance as logits."""
    centres = (np.arange(pixels) + 0.5) / pixels
    grid = square.to_picture(np.stack(np.meshgrid(centres, centres), axis=-1))
    shoulder = skeleton.middle("shoulder")
    axis = skeleton.middle("hip") - shoulder
    length = float(np.hypot(*axis))
    below = np.array([-axis[1], axis[0]]) * np.sign(axis[0])
    along, down = (grid - shoulder) @ axis / length**2, (grid - shoulder) @ below / length**2
    edge = np.minimum(BACK - arch(along, height) - down, down + FRONT)
    edge = np.minimum(edge, np.minimum(along + 0.4, 1.6 - along))
    return Silhouette((60 * edge).clip(-18, 18).astype(np.float32), square)


@pytest.mark.parametrize("head", ["left", "right"])
@pytest.mark.parametrize("height", [0.0, 0.04, 0.06, 0.10])
def test_the_measure_is_the_mean_height_of_the_arch(head, height):
    skeleton = person(head)
    line = back_line(drawn(skeleton, height), skeleton)
    assert line.why_not is None
    assert line.t == skeleton.t
    assert line.height == pytest.approx(mean_of(height), abs=0.004)


@settings(max_examples=30, deadline=None)
@given(height=st.floats(0, 0.12), head=st.sampled_from(["left", "right"]))
def test_a_silhouette_seen_in_a_mirror_gives_the_same_measure(height, head):
    skeleton = person(head)
    direct = drawn(skeleton, height)
    mirrored = Silhouette(direct.logits[:, ::-1], direct.square, mirror=True)
    assert back_line(mirrored, skeleton).height == pytest.approx(back_line(direct, skeleton).height, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(height=st.floats(0, 0.12))
def test_a_person_in_a_mirror_has_the_same_back(height):
    skeleton = person()
    other = mirrored(skeleton)
    flipped = Square(639 - SQUARE.x, SQUARE.y, SQUARE.side, -SQUARE.turn)
    mine = back_line(drawn(skeleton, height), skeleton).height
    assert back_line(drawn(other, height, flipped), other).height == pytest.approx(mine, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(height=st.floats(0, 0.12), scale=st.floats(0.3, 5.0))
def test_the_size_of_the_picture_changes_nothing(height, scale):
    skeleton = person()
    direct = drawn(skeleton, height)
    larger = replace(skeleton, image=skeleton.image * scale, size=(round(640 * scale), round(480 * scale)))
    square = Square(SQUARE.x * scale, SQUARE.y * scale, SQUARE.side * scale, SQUARE.turn)
    measured = back_line(Silhouette(direct.logits, square), larger).height
    assert measured == pytest.approx(back_line(direct, skeleton).height, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(turn=st.floats(-3.2, 3.2), dx=st.floats(-30, 30), dy=st.floats(-30, 30), height=st.floats(0, 0.1))
def test_where_the_model_looked_and_how_it_was_turned_hardly_matter(turn, dx, dy, height):
    skeleton = person()
    square = Square(320.0 + dx, 240.0 + dy, 500.0, turn)
    line = back_line(drawn(skeleton, height, square), skeleton)
    assert line.height == pytest.approx(mean_of(height), abs=0.008)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), wobble=st.floats(0, 3))
def test_landmarks_that_tremble_move_the_measure_less_than_a_third_of_a_lift(seed, wobble):
    skeleton = person()
    silhouette = drawn(skeleton, 0.06)
    moved = replace(skeleton, image=skeleton.image + np.random.default_rng(seed).uniform(-wobble, wobble, (33, 2)))
    assert back_line(silhouette, moved).height == pytest.approx(back_line(silhouette, skeleton).height, abs=0.012)


def test_a_hand_outside_the_picture_of_the_back_does_not_matter_and_an_arm_along_it_silences_it():
    skeleton = person()
    silhouette = drawn(skeleton, 0.06)
    beside = replace(skeleton, image=skeleton.image.copy())
    shoulder, hip = skeleton.middle("shoulder"), skeleton.middle("hip")
    down = np.array([0.0, 0.2 * TRUNK])
    for name, share in (("elbow", 0.55), ("wrist", 1.1), ("index", 1.2)):
        beside.image[joint("right", name)] = shoulder + share * (hip - shoulder) + down
    assert back_line(silhouette, skeleton).why_not is None
    line = back_line(silhouette, beside)
    assert line.why_not == "arm-in-front"
    assert np.isnan(line.height)
    on_chest = replace(skeleton, image=skeleton.image.copy())
    for name, share in (("elbow", 0.45), ("wrist", 0.3), ("index", 0.2)):
        on_chest.image[joint("right", name)] = shoulder + share * (hip - shoulder) - down
    assert back_line(silhouette, on_chest).why_not is None


@pytest.mark.parametrize("yaw", [50, -50])
def test_a_camera_that_is_not_at_the_side_is_no_witness(yaw):
    skeleton = person()
    looked_at = seen(turned_about_vertical(lie(), yaw))
    aside = replace(looked_at, image=np.where(np.arange(33)[:, None] < 23, skeleton.image, looked_at.image))
    assert back_line(drawn(skeleton), aside).why_not == "not-side-on"


def test_somebody_who_sits_up_or_stands_is_no_back_on_a_mat():
    skeleton = person()
    upright = replace(skeleton, image=skeleton.image[:, ::-1].copy())
    assert back_line(drawn(skeleton), upright).why_not == "not-lying"


def test_a_shoulder_and_hip_that_are_hardly_believed_say_nothing():
    skeleton = person()
    unsure = replace(skeleton, confidence=np.full(33, 0.3))
    assert back_line(drawn(skeleton), unsure).why_not == "unsure"
    far_hidden = skeleton.confidence.copy()
    far_hidden[[Joint.LEFT_SHOULDER, Joint.LEFT_HIP]] = 0.1
    assert back_line(drawn(skeleton), replace(skeleton, confidence=far_hidden)).why_not is None


def test_no_silhouette_nobody_and_no_edge_are_told_apart():
    skeleton = person()
    assert back_line(None, skeleton).why_not == "nobody"
    assert back_line(drawn(skeleton), Skeleton.nobody(1.0)).why_not == "nobody"
    for value in (-18, 18):
        blank = Silhouette(np.full((256, 256), value, np.float32), SQUARE)
        assert back_line(blank, skeleton).why_not == "no-contour"


def test_a_square_that_cuts_the_back_off_gives_no_contour():
    skeleton = person()
    high = Square(320.0, 100.0, 250.0, 0.0)
    assert back_line(drawn(skeleton, 0.0, high), skeleton).why_not == "no-contour"
