"""The load of a repetition that was seen: known angles give the model's own moments, and noise changes little."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas.biomechanics.anthropometry import LoadError, Loop, Physique, loop_of
from psoas.biomechanics.load import Estimate, LoadChange, estimates, loads, loads_of, unsure
from psoas.biomechanics.measured import HipCourse, RepLoad, path_along, rep_loads, steadied
from psoas.body.segments import FigureError
from psoas.figure.kinematics import pose_at
from psoas.programme.catalogue import load

MAN = Physique(70, 1.75, "male")
LEVELS = range(1, 7)
levels = st.sampled_from(LEVELS)


def course(number: int, *, tempo: float = 1.0, reach: float = 1.0, fps: float = 15, rest_s: float = 0.5) -> HipCourse:
    """The true hip angle of one repetition of a level, with a little stillness before and after it."""
    exercise = load().level(number)
    assert exercise.dose is not None
    seconds = exercise.dose.tempo_s.total * tempo
    t = np.arange(-rest_s, seconds + rest_s, 1 / fps)
    hip = [pose_at(exercise, min(max(at / seconds, 0), 1), reach=reach).working.hip_deg for at in t]
    return HipCourse(t, np.array(hip), np.ones(len(t)))


def of(number: int, seen: HipCourse, loop: Loop | None = None, build: Physique = MAN) -> RepLoad:
    found = rep_loads(load().level(number), seen, build, [loop], from_confidence=0.65)
    assert found is not None
    return found[0]


@pytest.mark.parametrize("colour", ["none", "medium"])
@pytest.mark.parametrize("number", LEVELS)
def test_known_angles_give_the_moments_that_the_model_has_for_the_exercise(number: int, colour: str) -> None:
    loop = loop_of(colour)
    model = loads(load().level(number), MAN, loop, samples=83)
    found = of(number, course(number), loop)
    assert found.peak_nm == pytest.approx(model.course("working_hip").max(), rel=0.04)
    at = (found.t > 0.2) & (found.t < model.t[-1] - 0.2)
    expected = np.interp(found.t[at], model.t, model.course("working_hip"))
    assert np.abs(found.moment_nm[at] - expected).max() < 0.08 * expected.max()


@pytest.mark.parametrize("number", LEVELS)
def test_the_work_is_the_moment_over_the_angle_that_the_model_bends_by(number: int) -> None:
    model = loads(load().level(number), MAN, samples=165)
    moment, hip = model.course("working_hip"), np.deg2rad(model.hip_deg)
    bends = np.maximum(np.diff(hip), 0)
    expected = float(((moment[1:] + moment[:-1]) / 2 * bends).sum())
    assert of(number, course(number)).work_j == pytest.approx(expected, rel=0.04)


@given(levels, st.floats(1.0, 2.5))
@settings(max_examples=6)
def test_twice_as_slow_is_about_the_same_work_over_the_same_way(number: int, tempo: float) -> None:
    """Gravity and band ask the same however slow; only what speeds the leg up and down differs."""
    usual, slower = of(number, course(number)), of(number, course(number, tempo=tempo))
    assert slower.work_j == pytest.approx(usual.work_j, rel=0.06)


@given(levels, st.floats(0.5, 0.9))
@settings(max_examples=6)
def test_a_smaller_movement_is_less_work(number: int, reach: float) -> None:
    assert of(number, course(number, reach=reach)).work_j < of(number, course(number)).work_j


@given(levels, st.integers(0, 10_000), st.floats(0, 1.5))
@settings(max_examples=8)
def test_trembling_of_a_degree_or_so_changes_little(number: int, seed: int, size: float) -> None:
    clean = course(number)
    noise = np.random.default_rng(seed).normal(0, size, len(clean.t))
    mine, theirs = of(number, clean), of(number, replace(clean, hip_deg=clean.hip_deg + noise))
    assert theirs.work_j == pytest.approx(mine.work_j, rel=0.15, abs=2)
    assert theirs.peak_nm == pytest.approx(mine.peak_nm, rel=0.15, abs=3)
    assert theirs.mean_nm == pytest.approx(mine.mean_nm, rel=0.08)


@given(levels, st.floats(0.05, 0.95))
@settings(max_examples=6)
def test_what_is_not_believed_does_not_count(number: int, where: float) -> None:
    """A wild quarter of a second with low confidence leaves the load as it is."""
    clean = course(number)
    at = clean.t[0] + where * (clean.t[-1] - clean.t[0])
    wild = np.abs(clean.t - at) < 0.13
    seen = HipCourse(clean.t, np.where(wild, 170.0, clean.hip_deg), np.where(wild, 0.3, 1.0))
    assert of(number, seen).work_j == pytest.approx(of(number, clean).work_j, rel=0.05)


@given(levels, st.floats(0.3, 0.9))
@settings(max_examples=5)
def test_where_nothing_was_seen_the_numbers_are_those_of_what_was_believed(number: int, confidence: float) -> None:
    seen = course(number)
    holed = np.where(np.arange(len(seen.t)) % 4 == 2, np.nan, seen.hip_deg)
    assert of(number, replace(seen, hip_deg=holed)).work_j == pytest.approx(of(number, seen).work_j, rel=0.03)
    believed = rep_loads(
        load().level(number), replace(seen, confidence=seen.confidence * confidence), MAN, [None], from_confidence=0.65
    )
    assert (believed is not None) == (confidence >= 0.65)


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda seen: replace(seen, confidence=np.full(len(seen.t), 0.5)),
        lambda seen: replace(seen, confidence=np.where(np.abs(seen.t - 2.5) < 0.4, 0.2, 1.0)),
        lambda seen: replace(seen, hip_deg=np.full(len(seen.t), np.nan)),
        lambda seen: HipCourse(*(values[seen.t < 3.4] for values in (seen.t, seen.hip_deg, seen.confidence))),
        lambda seen: replace(seen, hip_deg=seen.hip_deg * 2),
    ],
    ids=["all unsure", "the furthest point unsure", "never seen", "its end lost", "bent as no hip bends"],
)
def test_a_repetition_that_cannot_be_told_is_left_out(spoiled) -> None:
    assert rep_loads(load().level(6), spoiled(course(6)), MAN, [None], from_confidence=0.65) is None


def test_the_seam_of_the_circle_is_no_jump() -> None:
    """180 and -180 degrees are the same."""
    t = np.linspace(0, 4, 61)
    angle = 165 + 30 * np.sin(np.pi * t / 4) ** 2
    found = steadied(HipCourse(t, (angle + 180) % 360 - 180, np.ones(61)), 0.5)
    assert found is not None
    assert np.ptp(found[1]) == pytest.approx(30, abs=2)


@pytest.mark.parametrize("number", LEVELS)
def test_the_figure_bends_its_hip_as_it_was_measured_wherever_that_begins(number: int) -> None:
    motion, t = load().level(number).motion, np.linspace(0, 4, 25)
    assert motion is not None
    hip = motion.start.hip + motion.travel_deg * (0.1 + 0.6 * np.sin(np.pi * t / 4) ** 2)
    path = path_along(load().level(number), t, hip, MAN)
    assert path is not None
    assert loads_of(path, motion.contacts, MAN, None).hip_deg == pytest.approx(hip)


@given(st.floats(30, 250), st.floats(40, 140))
@settings(max_examples=5)
def test_the_work_grows_with_the_mass(one: float, two: float) -> None:
    works = [of(6, course(6), build=Physique(mass, 1.75, "male")).work_j / mass for mass in (one, two)]
    assert works[0] == pytest.approx(works[1])


def test_an_unsure_band_is_three_bands_and_none_is_none() -> None:
    loop = loop_of("medium")
    assert loop is not None
    usual, weak, strong = (one.force_n if one else 0.0 for one in unsure(loop))
    assert usual == loop.force_n
    assert (weak / usual, strong / usual) == (pytest.approx(0.7), pytest.approx(1.3))
    assert unsure(None) == (None,)
    found: Estimate = estimates(load().level(6), MAN, loop)["working_hip"]
    assert found.low < found.value < found.high


def test_a_body_that_cannot_reach_its_box_or_band_is_told_so() -> None:
    high, _, _ = LoadChange(box_height_m=1.6).of(load().level(4))
    with pytest.raises(FigureError, match="box"):
        rep_loads(high, course(4), Physique(60, 1.5), [None], from_confidence=0.65)
    with pytest.raises(LoadError, match="two feet"):
        rep_loads(load().level(6), course(6), MAN, [Loop(20, 0.1)], from_confidence=0.65)
