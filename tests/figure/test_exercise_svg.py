"""The pictures: well formed, self-contained, small, told in words too, and moved as the figure moves."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from psoas.body.segments import FigureError
from psoas.figure.exercise_svg import animated_svg
from psoas.figure.keyframes import KeyframeSpan, band_between, leg_turns, psoas_between
from psoas.figure.kinematics import pose_at
from psoas.figure.svg import PALETTE, Screen, number, smooth
from psoas.programme.catalogue import load


def shining(exercise):
    return animated_svg(exercise, glow=np.linspace(0, 1, 41))


SVG = "{http://www.w3.org/2000/svg}"
MARCH = load().march
each_level = pytest.mark.parametrize("exercise", MARCH, ids=lambda e: e.id)
each_picture = pytest.mark.parametrize("draw", [animated_svg, shining])


@each_level
@each_picture
def test_a_picture_is_one_well_formed_svg_told_in_words(exercise, draw):
    root = ElementTree.fromstring(draw(exercise))
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    named = {e.get("id"): e for e in root.iter() if e.get("id")}
    title, desc = (named[i] for i in root.get("aria-labelledby").split())
    assert (title.tag, desc.tag) == (f"{SVG}title", f"{SVG}desc")
    assert title.text == exercise.name
    assert exercise.summary in desc.text


@each_level
@each_picture
def test_a_picture_is_self_contained_and_small(exercise, draw):
    svg = draw(exercise)
    assert len(svg.encode()) < 60_000
    assert not re.search(r"href|url\(|@import|<script|<image|<foreignObject|<font", svg)
    assert re.findall(r"https?://[^\"' ]+", svg) == ["http://www.w3.org/2000/svg"]


@each_level
def test_no_number_in_a_picture_is_missing(exercise):
    assert not re.search(r"\b(nan|inf|None)\b", animated_svg(exercise))


@each_level
def test_a_person_who_asked_for_less_motion_gets_a_still(exercise):
    css = ElementTree.fromstring(animated_svg(exercise)).find(f"{SVG}style").text
    rule = re.search(r"@media \(prefers-reduced-motion:reduce\)\{(.*?\})\}", css).group(1)
    assert "animation:none" in rule
    assert "-still{display:inline}" in rule
    assert "@media print" in css


@each_level
def test_everything_that_moves_can_be_paused(exercise):
    svg = animated_svg(exercise)
    name = f"psoas-{exercise.id}"
    assert f".paused .{name}-m{{animation-play-state:paused}}" in svg
    moving = re.findall(r'class="([^"]*)"', svg)
    animated = set(re.findall(rf"\.({re.escape(name)}-[a-z-]+)\{{animation-name", svg))
    for classes in moving:
        if animated & set(classes.split()):
            assert f"{name}-m" in classes.split()


@each_level
def test_every_animation_that_is_named_exists(exercise):
    svg = animated_svg(exercise)
    assert set(re.findall(r"animation-name:([\w-]+)", svg)) == set(re.findall(r"@keyframes ([\w-]+)", svg))


@each_level
def test_a_loop_is_a_left_and_a_right_repetition_in_the_exercises_tempo(exercise):
    total = exercise.dose.tempo_s.total
    svg = animated_svg(exercise)
    assert f"animation-duration:{2 * total:g}s" in svg
    assert f"- {total:g}s)" in svg


@each_level
def test_keyframes_follow_the_figure(exercise):
    css = animated_svg(exercise)
    tempo = exercise.dose.tempo_s
    block = re.search(r"@keyframes \S+-thigh\{(.*?\})\}", css).group(1)
    frames = {float(p): float(r) for p, r in re.findall(r"([\d.e-]+)%\{transform:rotate\((-?[\d.]+)deg\)", block)}
    start, key = (pose_at(exercise, p) for p in (0.0, tempo.out / tempo.total))
    assert frames[0] == pytest.approx(leg_turns(start.left, start.trunk_deg)["thigh"], abs=0.06)
    peak = min(frames, key=lambda p: abs(p - 50 * tempo.out / tempo.total))
    assert frames[peak] == pytest.approx(leg_turns(key.left, key.trunk_deg)["thigh"], abs=0.06)
    assert frames[100] == frames[0]
    # While the right leg works, the left one rests.
    assert all(r == pytest.approx(frames[0], abs=0.06) for p, r in frames.items() if p > 50)


@each_level
def test_only_what_is_the_same_for_both_sides_runs_half_a_loop_later(exercise):
    name = f"psoas-{exercise.id}"
    root = ElementTree.fromstring(animated_svg(exercise))
    later = {id(e) for group in root.iter() if group.get("class") == f"{name}-r" for e in group.iter()}
    found = set()
    for element in root.iter():
        for kind in set((element.get("class") or "").replace(f"{name}-", "").split()):
            delayed = id(element) in later or f"{name}-later" in element.get("class").split()
            if kind in ("band", "psoas-left", "psoas-right"):
                assert not delayed
            if kind in ("thigh", "glow", "say"):
                found.add((kind, delayed))
    assert found == {(kind, delayed) for kind in ("thigh", "glow", "say") for delayed in (False, True)}


@each_level
def test_the_leg_that_works_has_the_strong_colour_and_the_other_is_pale(exercise):
    name, svg = f"psoas-{exercise.id}", animated_svg(exercise)
    block = re.search(r"@keyframes [\w-]+-tone\{(.*?\})\}", svg).group(1)
    tones = {float(p): c for p, c in re.findall(r"([\d.]+)%\{fill:var\(--psoas-(legs|legs-far),", block)}
    assert {c for p, c in tones.items() if p <= 48} == {"legs"}
    assert {c for p, c in tones.items() if 50 <= p <= 98} == {"legs-far"}
    root = ElementTree.fromstring(svg)
    later = {id(e) for group in root.iter() if group.get("class") == f"{name}-r" for e in group.iter()}
    toned = [e for e in root.iter() if f"{name}-tone" in (e.get("class") or "").split()]
    # Both legs by thigh and shank; a still shows the right leg at work.
    fills = {True: set(), False: set()}
    for part in toned:
        right = id(part) in later or f"{name}-later" in part.get("class").split()
        fills[right].add(re.search(r"--psoas-(legs(?:-far)?),", part.get("style")).group(1))
    assert fills == {True: {"legs"}, False: {"legs-far"}}


def glow_frames(css: str) -> dict[float, float]:
    block = re.search(r"@keyframes \S+-glow\{(.*?\})\}", css).group(1)
    return {float(p): float(o) for p, o in re.findall(r"([\d.]+)%\{opacity:([\d.]+)\}", block)}


@each_level
def test_the_muscle_shines_as_it_is_told_in_its_own_half_and_not_in_the_others(exercise):
    glow = np.linspace(0.1, 0.9, 21)
    frames = glow_frames(animated_svg(exercise, glow=glow))
    assert np.interp([0, 12.5, 25, 50], list(frames), list(frames.values())) == pytest.approx([0.1, 0.3, 0.5, 0.9])
    assert {opacity for percent, opacity in frames.items() if 50 < percent < 100} == {0}
    assert frames[100] == frames[0]


@each_level
def test_where_nothing_moves_the_muscle_shines_as_at_its_brightest_and_that_is_said(exercise):
    root = ElementTree.fromstring(animated_svg(exercise, glow=np.array([0.1, 0.62, 0.3])))
    shines = {e.get("class"): e.get("opacity") for e in root.iter() if "-glow" in (e.get("class") or "")}
    name = f"psoas-{exercise.id}"
    assert shines == {f"{name}-m {name}-glow": "0", f"{name}-m {name}-glow {name}-later": "0.62"}
    assert "62%" in root.find(f"{SVG}desc").text


def test_a_muscle_without_a_shine_is_marked_while_the_key_pose_is_held():
    frames = glow_frames(animated_svg(MARCH[0]))
    tempo = MARCH[0].dose.tempo_s
    assert np.interp(50 * (tempo.out + tempo.hold / 2) / tempo.total, list(frames), list(frames.values())) == 1
    assert frames[0] == frames[50] == 0


def test_two_pictures_of_one_exercise_on_a_page_can_have_different_ids():
    ids = [set(re.findall(r' id="([^"]+)"', animated_svg(MARCH[0], tag=tag))) for tag in ("card", "large")]
    assert not ids[0] & ids[1]


def test_two_exercises_on_a_page_do_not_move_each_other():
    names = [set(re.findall(r"@keyframes ([\w-]+)", animated_svg(e))) for e in MARCH]
    assert sum(map(len, names)) == len(set.union(*names))


def test_the_band_is_left_out_when_asked_or_when_there_is_none():
    colour = "--psoas-band"
    assert colour not in animated_svg(MARCH[0])
    assert colour in animated_svg(MARCH[5])
    assert colour not in animated_svg(MARCH[5], band=False)


def test_a_title_of_ones_own_is_escaped():
    root = ElementTree.fromstring(animated_svg(MARCH[0], title="Legs & <hips>"))
    assert root.find(f"{SVG}title").text == "Legs & <hips>"


def test_an_exercise_without_motion_is_refused_in_a_sentence():
    with pytest.raises(FigureError, match="no motion"):
        animated_svg(MARCH[0].model_copy(update={"motion": None}))


def test_every_colour_can_be_replaced_by_a_page():
    svg = "".join(animated_svg(e) for e in MARCH)
    used = dict(re.findall(r"var\(--psoas-([a-z-]+),(#[0-9a-f]{6})\)", svg))
    assert used == {name: value for name, value in PALETTE.items() if name in used}
    assert set(used) >= {"skin", "legs", "legs-far", "psoas", "mat", "box", "wall", "band"}


@each_level
def test_the_working_leg_is_said_in_words_and_the_muscle_named(exercise):
    texts = [t.text for t in ElementTree.fromstring(animated_svg(exercise)).iter(f"{SVG}text")]
    assert {"Left leg", "Right leg", "psoas"} <= set(texts)


@each_level
def test_the_band_stretches_and_the_muscle_changes_length_as_the_leg_goes_out(exercise):
    screen = Screen(160, 200, 260)
    start, key = (pose_at(exercise, p) for p in (0.0, 0.45))
    assert band_between(key, screen).length > band_between(start, screen).length
    shorter = psoas_between(key, "left", screen).length < psoas_between(start, "left", screen).length
    assert shorter == (exercise.motion.travel_deg > 0)


def test_what_is_farther_away_stands_higher_in_the_picture():
    screen = Screen(100, 200, 260)
    assert screen.at((0, 0), 0.1)[1] < screen.at((0, 0))[1] < screen.at((0, 0), -0.1)[1]


def test_a_stretch_ends_where_it_should():
    laid = KeyframeSpan.between((10, 10), (10, 60), rest=50, thinnest=0.5)
    assert (laid.turn, laid.length, laid.thick) == (90, 50, 1)


@pytest.mark.parametrize(("value", "text"), [(1.0, "1"), (-0.01, "0"), (2.345, "2.3"), (-10.0, "-10"), (100.0, "100")])
def test_numbers_are_written_short(value, text):
    assert number(value) == text


def test_a_smooth_path_passes_through_its_points():
    path = smooth([(0, 0), (10, 0), (10, 10)], closed=False)
    assert path.startswith("M0 0C")
    assert path.endswith("10 10")
