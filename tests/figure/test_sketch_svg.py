"""Pictures of sketches: whole, small, told in words, and the mirrored side is the mirror image."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from psoas.figure.sketch_kinematics import key_parts, parts_at
from psoas.figure.sketch_svg import lay, screen_of, sketch_svg
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
    svg = sketch_svg(sketch)
    root, name = ElementTree.fromstring(svg), f"psoas-{sketch.id}"
    css = root.find(f"{SVG}style").text
    assert f"@keyframes {name}-turn{{0%{{transform:translate({WIDTH:g}px,0) scale(-1,1)" in css
    groups = {(e.get("class") or "").split()[-1]: e for e in root.iter(f"{SVG}g") if e.get("class")}
    words = {
        side: {t.text.replace(side.capitalize(), ""): t for t in groups[f"{name}-say-{side}"].iter(f"{SVG}text")}
        for side in ("left", "right")
    }
    assert words["right"].keys() == words["left"].keys()
    assert " side" in words["right"]
    if "psoas" in words["right"]:
        right, left = words["right"]["psoas"], words["left"]["psoas"]
        assert float(left.get("x")) == pytest.approx(WIDTH - float(right.get("x")), abs=0.11)
        assert left.get("text-anchor") != right.get("text-anchor")
