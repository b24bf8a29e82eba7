"""Parts of the load that stand on their own: what a change changes, whose body it is, and which joint is which."""

from __future__ import annotations

import numpy as np
import pytest

from psoas.biomechanics.anthropometry import LoadError, Loop, Physique, loop_of
from psoas.biomechanics.load import LoadChange, estimates, loads, loads_of, path_of
from psoas.body.segments import FEET_APART, Segments
from psoas.figure.kinematics import pose_at
from psoas.programme.catalogue import load

G = 9.81
MAN = Physique(70, 1.75, "male")
HEAVY = Physique(140, 1.75, "male")


@pytest.mark.parametrize("tempo", [0.2, 1.0, 10.0])
def test_a_tempo_at_the_end_of_what_is_possible_is_possible(tempo):
    assert LoadChange(tempo=tempo).tempo == tempo


@pytest.mark.parametrize("tempo", [0.19, 10.1])
def test_a_tempo_beyond_it_is_not(tempo):
    with pytest.raises(LoadError, match="tempo"):
        LoadChange(tempo=tempo)


def test_a_change_changes_what_the_exercise_has_and_nothing_else():
    change = LoadChange(box_height_m=0.25, wall_distance_m=0.9, working_hip_deg=50, tempo=2)
    for number, supports in ((1, (None, None)), (2, (0.25, None)), (5, (None, 0.9))):
        exercise = load().level(number)
        changed, motion, seconds = change.of(exercise)
        assert (motion.box_height_m, motion.wall_distance_m) == supports
        assert (changed.motion, changed.dose.tempo_s.total) == (motion, seconds)
        assert seconds == pytest.approx(2 * exercise.dose.tempo_s.total)
        assert motion.working == exercise.motion.working.model_copy(update={"hip": 50})
        assert (motion.start, motion.holding) == (exercise.motion.start, exercise.motion.holding)


def test_as_taught_changes_nothing():
    exercise = load().level(2)
    changed, motion, seconds = LoadChange().of(exercise)
    assert (changed, motion, seconds) == (exercise, exercise.motion, exercise.dose.tempo_s.total)


def test_the_load_is_that_of_the_body_that_is_given_and_of_a_usual_one_where_none_is():
    exercise = load().level(6)
    assert loads(exercise, HEAVY).working.hip == pytest.approx(2 * loads(exercise, MAN).working.hip)
    assert loads(exercise).working.hip == pytest.approx(loads(exercise, Physique()).working.hip)
    mine, usual = (estimates(exercise, build)["working_hip"].value for build in (HEAVY, None))
    assert mine == pytest.approx(loads(exercise, HEAVY).course("working_hip").max())
    assert usual == pytest.approx(loads(exercise, Physique()).course("working_hip").max())


def test_a_repetition_is_looked_at_as_often_as_asked_over_all_its_time():
    exercise = load().level(1)
    found = loads(exercise, MAN, samples=7)
    assert found.t == pytest.approx(np.linspace(0, exercise.dose.tempo_s.total, 7))
    assert len(loads(exercise, MAN).t) == 41


@pytest.mark.parametrize("number", [1, 3])
def test_the_angles_are_those_of_the_exercise(number):
    motion = load().level(number).motion
    found = loads(load().level(number), MAN)
    key = int(np.argmin(found.hip_deg))
    angles = (found.hip_deg[0], found.hip_deg[key], found.knee_deg[0], found.knee_deg[key], found.other_hip_deg[key])
    told = (motion.start.hip, motion.working.hip, motion.start.knee, motion.working.knee, motion.holding.hip)
    assert angles == pytest.approx(told, abs=0.5)


def test_knee_and_ankle_hold_what_hangs_on_them_in_their_own_directions():
    exercise = load().level(1)
    pose, build, body = pose_at(exercise, 0.5), MAN, Segments(MAN.height_m)
    found = loads_of(path_of([pose] * 5, np.arange(5.0)), exercise.motion.contacts, build, None)
    shank, foot = build.part("shank"), build.part("foot")
    # A lowered leg hangs on its knee: something has to stretch it, so that flexion is below nothing.
    leg = pose.working
    across = leg.ankle[0] - leg.knee[0]
    least = build.mass_kg * G * (shank.mass * shank.centre + foot.mass) * across
    assert found.working.knee[2] == pytest.approx(-least, rel=0.12)
    assert abs(found.working.ankle[2]) < build.mass_kg * G * foot.mass * body.foot
    assert found.working.ankle[2] == pytest.approx(
        -build.mass_kg * G * foot.mass * foot.centre * (leg.toe[0] - leg.heel[0]), abs=0.4
    )
    assert found.pelvis == pytest.approx(found.working.hip + found.holding.hip)


def test_without_a_band_nothing_pulls_and_with_one_it_pulls_as_far_as_the_feet_are_apart():
    exercise = load().level(3)
    free = loads(exercise, MAN)
    assert not free.band_n.any()
    assert not free.stretch.any()
    loop = loop_of("medium")
    banded = loads(exercise, MAN, loop)
    assert banded.band_n == pytest.approx(loop.pull(banded.stretch))
    assert banded.stretch.max() > 0.2
    assert not loads(load().level(1), MAN, loop).band_n.any(), "level 1 has none"


def test_only_the_part_of_the_pull_that_lies_in_the_plane_turns_a_hip():
    exercise, loop = load().level(3), Loop(30.0)
    poses = [pose_at(exercise, 0.5)] * 5
    path = path_of(poses, np.arange(5.0))
    free, banded = (loads_of(path, exercise.motion.contacts, MAN, band) for band in (None, loop))
    way = poses[0].holding.instep - poses[0].working.instep
    share = np.hypot(*way) / np.hypot(np.hypot(*way), FEET_APART * MAN.height_m)
    lever = poses[0].working.instep - poses[0].hip
    turn = (lever[0] * way[1] - lever[1] * way[0]) / np.hypot(*way)
    assert free.working.hip[2] - banded.working.hip[2] == pytest.approx(banded.band_n[2] * share * turn, rel=1e-6)
