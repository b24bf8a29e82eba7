"""A band between the feet: in pictures drawn for it, a strip or none, in rooms with lines of their own."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from psoas.body.skeleton import Joint, Skeleton
from psoas.programme.catalogue import load
from psoas.sight.band import BandWatch, feet_px, strip_between
from psoas.testing import synthetic

CATALOGUE = load()
SIZE = (640, 480)
RED, BLACK, YELLOW, SKIN = (190, 40, 50), (28, 28, 28), (215, 190, 60), (205, 160, 130)
LIMBS = (("HIP", "KNEE", 26), ("KNEE", "ANKLE", 20), ("HEEL", "FOOT_INDEX", 14))


def room(rng: np.random.Generator, wall: int = 180, lines: bool = True) -> Image.Image:
    """A wall, a floor, a skirting board between them and a mat: strips and edges that are no band."""
    picture = Image.new("RGB", SIZE, (wall, wall, wall - 10))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 330, *SIZE), fill=(wall * 2 // 3, wall // 2, wall // 3))
    if lines:
        draw.rectangle((0, 318, SIZE[0], 330), fill=(wall // 2, wall // 2, wall // 2))
        draw.rectangle((60, 432, 600, 446), fill=(70, 60, 110))
    grainy = np.asarray(picture).astype(float) + rng.normal(0, 3, (SIZE[1], SIZE[0], 3))
    return Image.fromarray(grainy.clip(0, 255).astype(np.uint8))


def seen(background: Image.Image, skeleton: Skeleton, band: tuple[int, int, int] | None, width: int = 11) -> np.ndarray:
    """The person as thick lines, with a strip between the feet."""
    picture = background.copy()
    draw = ImageDraw.Draw(picture)
    for side in ("LEFT", "RIGHT"):
        for a, b, thick in LIMBS:
            ends = [tuple(skeleton.at(Joint[f"{side}_{name}"])) for name in (a, b)]
            draw.line(ends, fill=SKIN, width=thick)
    if band:
        draw.line([tuple(foot) for foot in feet_px(skeleton)], fill=band, width=width)
    return np.asarray(picture)


def stretched() -> Skeleton:
    """Level 3 with one leg out."""
    return min(synthetic(CATALOGUE.level(3), (("left", 1.0),)), key=lambda s: abs(s.t - 3.5))


def watched(level, band, seed=0, off_px=0.0, dark=1.0, lines=True, yaw=8.0, moving=False):
    rng = np.random.default_rng(seed)
    background = room(rng, lines=lines)
    watch = BandWatch()
    march = synthetic(CATALOGUE.level(level), (("left", 1.0), ("right", 1.0)), yaw_deg=yaw, fps=6)
    for i, skeleton in enumerate(march):
        picture = (seen(background, skeleton, band) * dark).astype(np.uint8)
        # Joints are found only so well.
        off = rng.normal(0, off_px, skeleton.image.shape) if i % 3 == 0 or moving else np.zeros(2)
        watch.update(picture, replace(skeleton, image=skeleton.image + off), marching=skeleton.t > 1.3)
    watch.end(counts=True)
    return watch


@pytest.mark.parametrize("level", [1, 3])
@pytest.mark.parametrize("colour", [RED, BLACK, YELLOW], ids=["red", "black", "yellow"])
@pytest.mark.parametrize("yaw", [-25.0, 0.0, 30.0])
def test_a_band_is_seen(level, colour, yaw):
    assert watched(level, colour, yaw=yaw).seen() is True


@pytest.mark.parametrize("level", range(1, 7))
@pytest.mark.parametrize("lines", [True, False], ids=["lines in the room", "bare room"])
def test_where_there_is_none_none_is_seen(level, lines):
    assert watched(level, None, lines=lines).seen() in (False, None)
    assert watched(1, None, lines=lines).seen() is False


def test_joints_that_are_a_few_pixels_off_are_forgiven():
    assert watched(3, RED, off_px=4.0, moving=True).seen() is True
    assert watched(3, None, off_px=4.0, moving=True).seen() is False


def test_a_dim_picture_still_shows_it():
    assert watched(3, RED, dark=0.35).seen() is True


def test_a_board_behind_the_feet_is_no_band():
    # Feet exactly before a skirting board, which runs from one to the other.
    skeleton = stretched()
    left, right = feet_px(skeleton)
    background = room(np.random.default_rng(3), lines=False)
    board = background.copy()
    ImageDraw.Draw(board).line([tuple(2 * left - right), tuple(2 * right - left)], fill=RED, width=11)
    now, before = seen(board, skeleton, None), np.asarray(board)
    assert strip_between(now, before, skeleton) is False
    assert strip_between(seen(background, skeleton, RED), np.asarray(background), skeleton) is True


def test_without_pictures_or_anybody_or_movement_nothing_can_be_told():
    watch = BandWatch()
    still = synthetic(CATALOGUE.level(3), (), lead_s=5)
    background = room(np.random.default_rng(0))
    for skeleton in still:
        watch.update(None, skeleton, marching=True)
        watch.update(np.asarray(background), Skeleton.nobody(skeleton.t, SIZE), marching=True)
        watch.update(seen(background, skeleton, RED), replace(skeleton, t=skeleton.t + 0.01), marching=False)
    watch.end(counts=True)
    assert watch.seen() is None
    assert watch.looks == []


def test_feet_at_the_picture_s_edge_are_not_looked_at():
    skeleton = stretched()
    away = replace(skeleton, image=skeleton.image + np.array([SIZE[0] / 2 - 90, 0]))
    picture = np.asarray(room(np.random.default_rng(0)))
    assert strip_between(picture, None, away) is None


def test_what_was_seen_in_a_movement_that_does_not_count_does_not_count():
    watch = BandWatch()
    background, skeleton = room(np.random.default_rng(0)), stretched()
    for i in range(10):
        watch.update(seen(background, skeleton, RED), replace(skeleton, t=float(i)), marching=True)
    watch.end(counts=False)
    assert watch.seen() is None


def test_it_looks_only_now_and_then():
    watch = watched(3, RED)
    assert 4 <= len(watch.looks) <= 24
