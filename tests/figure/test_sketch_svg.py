"""Pictures of sketches: whole, small, told in words, and the mirrored side is the mirror image."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from psoas.figure.sketch_kinematics import key_parts, parts_at
from psoas.figure.sketch_svg import lay, screen_of, sketch_moment_svg, sketch_svg
from psoas.figure.svg import PALETTE, WIDTH
from psoas.programme.catalogue import load

SVG = "{http://www.w3.org/2000/svg}"
CATALOGUE = load()
each = pytest.mark.parametrize("sketch", CATALOGUE.sketches, ids=lambda s: s.id)


def _texts(svg):
    """Words that are not hidden."""
    root = ElementTree.fromstring(svg)
    hidden = {id(e) for group in root.iter() if group.get("opacity") == "0" for e in group.iter()}
    return [(t.text, float(t.get("x")), t.get("text-anchor")) for t in root.iter(f"{SVG}text") if id(t) not in hidden]


@each
def test_a_picture_is_one_well_formed_svg_told_in_words(sketch):
    root = ElementTree.fromstring(sketch_svg(sketch))
    named = {e.get("id"): e for e in root.iter() if e.get("id")}
    title, desc = (named[i] for i in root.get("aria-labelledby").split())
    assert (root.get("role"), title.text, desc.text) == ("img", sketch.name, sketch.told)
    assert len(sketch.told) > 60


@each
def test_a_picture_is_self_contained_small_and_has_no_number_missing(sketch):
    svg = sketch_svg(sketch)
    assert len(svg.encode()) < 60_000
    assert not re.search(r"href|url\(|@import|<script|<image|<foreignObject|<font", svg)
    assert not re.search(r"\b(nan|inf|None)\b", svg)


@each
def test_every_colour_can_be_replaced_by_a_page(sketch):
    used = dict(re.findall(r"var\(--psoas-([a-z-]+),(#[0-9a-f]{6})\)", sketch_svg(sketch)))
    assert used == {name: PALETTE[name] for name in used}
    if sketch.view == "side":
        assert {"legs", "legs-far", "shoe", "shoe-far"} <= set(used)


@each
def test_all_that_moves_can_be_paused_and_rests_where_less_motion_is_wanted(sketch):
    svg, name = sketch_svg(sketch), f"psoas-{sketch.id}"
    assert f".paused .{name}-m{{animation-play-state:paused}}" in svg
    assert f"@media (prefers-reduced-motion:reduce){{.{name}-m{{animation:none}}}}" in svg
    assert set(re.findall(r"animation-name:([\w-]+)", svg)) == set(re.findall(r"@keyframes ([\w-]+)", svg))
    animated = set(re.findall(r"animation-name:([\w-]+)", svg))
    classes = [c.split() for c in re.findall(r'class="([^"]*)"', svg)]
    assert animated <= {one for group in classes for one in group}
    assert all(f"{name}-m" in group for group in classes if animated & set(group))


@each
def test_what_is_shown_without_motion_is_the_last_pose_with_the_right_side_working(sketch):
    root = ElementTree.fromstring(sketch_svg(sketch))
    name, lies = f"psoas-{sketch.id}", lay(sketch, key_parts(sketch), screen_of(sketch))
    drawn = {(e.get("class") or "").split()[-1]: e.get("transform") for e in root.iter(f"{SVG}g") if e.get("class")}
    for part in ("near-thigh", "near-hand", "head", "chest"):
        assert drawn[f"{name}-{part}"] == lies[part].svg
    shown = [text for text, *_ in _texts(sketch_svg(sketch))]
    assert ("Right side" in shown) == sketch.sides
    assert "Left side" not in shown


@each
def test_something_breathes_or_moves(sketch):
    svg = sketch_svg(sketch)
    assert f"@keyframes psoas-{sketch.id}-breath" in svg
    assert len(sketch.poses) == 1 or f"@keyframes psoas-{sketch.id}-chest" in svg or svg.count("@keyframes") > 4


@each
def test_keyframes_follow_the_sketch(sketch):
    css = ElementTree.fromstring(sketch_svg(sketch)).find(f"{SVG}style").text
    block = re.search(rf"@keyframes psoas-{sketch.id}-near-thigh\{{(.*?\}})\}}", css)
    if block is None:
        thighs = [parts_at(sketch, t)["near-thigh"].turn_deg for t in np.linspace(0, sketch.total_s, 9)]
        assert np.ptp(thighs) < 0.2
        return
    frames = re.findall(r"([\d.e-]+)%\{transform:translate\((-?[\d.]+)px,(-?[\d.]+)px\)", block.group(1))
    screen = screen_of(sketch)
    for percent, x, y in frames:
        there = lay(sketch, parts_at(sketch, float(percent) / 100 * sketch.total_s % sketch.total_s), screen)
        assert (float(x), float(y)) == pytest.approx((there["near-thigh"].x, there["near-thigh"].y), abs=0.6)


SIDED = pytest.mark.parametrize("sketch", [s for s in CATALOGUE.sketches if s.sides], ids=lambda s: s.id)


@SIDED
def test_the_left_side_is_the_mirror_image_of_the_right_one(sketch):
    right, left = (sketch_moment_svg(sketch, 1.0, side) for side in ("right", "left"))
    mirror = f'transform="translate({WIDTH:g} 0) scale(-1 1)"'
    assert mirror in left
    assert mirror not in right
    words = {
        side: {t.replace(side, ""): (x, a) for t, x, a in _texts(svg)}
        for side, svg in (("Right", right), ("Left", left))
    }
    assert "Right side" in right
    assert "Left side" in left
    assert words["Right"].keys() == words["Left"].keys()
    if "psoas" in words["Right"]:
        assert words["Left"]["psoas"][0] == pytest.approx(WIDTH - words["Right"]["psoas"][0], abs=0.11)
        assert words["Left"]["psoas"][1] != words["Right"]["psoas"][1]


@SIDED
def test_the_loop_shows_the_left_side_first_and_then_the_right_one_for_as_long(sketch):
    svg, name = sketch_svg(sketch), f"psoas-{sketch.id}"
    turn = re.search(rf"@keyframes {name}-turn\{{(.*?\}})\}}", svg).group(1)
    assert "1.5%,48.5%{transform:translate(400px,0) scale(-1,1);opacity:1}" in turn
    assert "51.5%,98.5%{transform:none;opacity:1}" in turn
    durations = dict(re.findall(rf"animation-name:{name}-([\w-]+);animation-duration:([\d.]+)s", svg))
    assert float(durations["turn"]) == float(durations["say-left"]) == 2 * sketch.total_s


@each
def test_the_whole_person_is_in_the_picture(sketch):
    screen = screen_of(sketch)
    for t_s in np.linspace(0, sketch.total_s, 15):
        for lies in lay(sketch, parts_at(sketch, t_s), screen).values():
            assert 0 < lies.x < WIDTH
            assert 0 < lies.y < 300


def test_two_pictures_of_one_sketch_on_a_page_can_have_different_ids():
    sketch = CATALOGUE.sketch("walking")
    ids = [set(re.findall(r' id="([^"]+)"', sketch_svg(sketch, tag=tag))) for tag in ("", "move")]
    assert not ids[0] & ids[1]


def test_two_sketches_on_a_page_do_not_move_each_other():
    names = [set(re.findall(r"@keyframes ([\w-]+)", sketch_svg(s))) for s in CATALOGUE.sketches]
    assert sum(map(len, names)) == len(set.union(*names))
