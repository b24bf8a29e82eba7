"""Right and wrong: the wrong picture fails its check and no body does what a body cannot."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from psoas.body.angles import wrap_deg
from psoas.figure.deviations import Deviation, cycle_share, deviation_of, pelvis_tilt_deg, root_of
from psoas.figure.faults import REST_S, fault_keyframes, fault_pair, loop_s, right_keyframes, what_is_wrong
from psoas.figure.film import screen_for
from psoas.figure.front_march import front_march
from psoas.figure.svg import HEIGHT, WIDTH
from psoas.programme.catalogue import known_measures, load
from psoas.programme.model import Check

#: What is judged by its likelihood is drawn at least this far out, degrees.
PLAIN_DEG = 12
SVG = "{http://www.w3.org/2000/svg}"
CHECKS = [(exercise, check) for exercise in load().march for check in exercise.checks]
each_check = pytest.mark.parametrize(
    ("exercise", "check"), CHECKS, ids=[f"{exercise.id}: {check.id}" for exercise, check in CHECKS]
)


def in_view(exercise, check):
    """Whether the check is about what a view from the side shows."""
    return not deviation_of(exercise, check).lean_aside


def back_s(frames):
    """Time between the last pose at the furthest point and the first one that is home."""
    furthest = max(pose.progress for _, pose in frames)
    left = max(t for t, pose in frames if pose.progress > furthest - 1e-6)
    return min(t for t, pose in frames if t > left and pose.progress < 1e-6) - left


def measured(check, frames):
    """The values of a check's measure in drawn poses."""
    rest, poses = frames[0][1], [pose for _, pose in frames]
    key = max(poses, key=lambda pose: pose.progress)
    travel = abs(key.working.hip_deg - rest.working.hip_deg)
    values = {
        "holding_drift_deg": lambda: [pose.holding.hip_deg - rest.holding.hip_deg for pose in poses],
        "holding_thigh_deg": lambda: [key.holding.hip_deg],
        "stance_knee_deg": lambda: [pose.holding.knee_deg for pose in poses],
        "trunk_deg": lambda: [pose.trunk_deg for pose in poses],
        "trunk_drift_deg": lambda: [wrap_deg(pose.trunk_deg - rest.trunk_deg) for pose in poses],
        "trunk_bend_deg": lambda: [abs(pose.trunk_deg - rest.trunk_deg) for pose in poses],
        "hips_tilt_deg": lambda: [pelvis_tilt_deg(pose) for pose in poses],
        "resting_knee_strays": lambda: [float(abs(pelvis_tilt_deg(pose)) > PLAIN_DEG) for pose in poses],
        "hips_stray": lambda: [float(abs(pelvis_tilt_deg(pose)) > PLAIN_DEG) for pose in poses],
        "back_s": lambda: [back_s(frames)],
        "range_share": lambda: [travel / abs(TRAVEL[check.id])],
        "range_of_usual": lambda: [travel / abs(TRAVEL[check.id])],
        "heel_above_home": lambda: [(rest.working.heel[1] - rest.holding.heel[1]) / rest.segments.trunk],
        "not_home_share": lambda: [(rest.working.hip_deg - rest.holding.hip_deg) / TRAVEL[check.id]],
    }
    return np.array(values[check.measure]())


TRAVEL = {}


@each_check
def test_the_wrong_figure_fails_the_check_and_the_right_one_does_not(exercise, check):
    TRAVEL[check.id] = exercise.motion.travel_deg
    low, high = check.keep
    if not in_view(exercise, check):
        lean = deviation_of(exercise, check).lean_aside
        good, bad = (front_march(exercise, each, told="A march.").poses[-1].trunk for each in (0, lean))
        assert good == pytest.approx(90)
        assert abs(90 - bad) > PLAIN_DEG
        return
    good, bad = measured(check, right_keyframes(exercise)), measured(check, fault_keyframes(exercise, check))
    assert low <= good.min()
    assert good.max() <= high
    assert bad.min() < low or bad.max() > high
    # What differs is plain to see: a tenth more than the limit, or half of the range.
    apart = np.abs(good - bad).max() if good.shape == bad.shape else abs(good - bad)
    assert apart > {"back_s": 1.5, "range_share": 0.4, "range_of_usual": 0.4}.get(
        check.measure, 0.1 if high < 1 else 12
    )


@each_check
def test_both_pictures_stay_in_the_frame(exercise, check):
    if not in_view(exercise, check):
        return
    frames = [*right_keyframes(exercise), *fault_keyframes(exercise, check)]
    screen = screen_for(pose for _, pose in frames)
    for _, pose in frames:
        places = [pose.crown, pose.nose, pose.arm.elbow, pose.arm.fingers]
        for leg in (pose.left, pose.right):
            places += [leg.knee, leg.ankle, leg.heel, leg.toe]
        for place in places:
            x, y = screen.at(place)
            assert 8 < x < WIDTH - 8
            assert 8 < y < HEIGHT - 8


@each_check
def test_no_body_does_what_a_body_cannot(exercise, check):
    if not in_view(exercise, check):
        return
    for _, pose in fault_keyframes(exercise, check):
        for side in ("left", "right"):
            leg = pose.leg(side)
            assert -24 <= leg.hip_deg <= 135
            assert -1 <= leg.knee_deg <= 140
            assert -40 <= leg.ankle_deg <= 42
            assert leg.lowest > -0.002
            assert np.hypot(*(leg.knee - root_of(pose, side))) == pytest.approx(pose.segments.thigh)
            assert np.hypot(*(leg.ankle - leg.knee)) == pytest.approx(pose.segments.shank)
            if pose.supports.wall is not None:
                assert max(leg.knee[0] + 0.02, leg.toe[0], pose.nose[0]) < pose.supports.wall
        assert np.hypot(*(pose.arm.elbow - pose.shoulder)) == pytest.approx(pose.segments.upper_arm)
        assert np.hypot(*(pose.arm.wrist - pose.arm.elbow)) == pytest.approx(pose.segments.forearm)
        assert pose.hip[1] >= pose.segments.depth - 0.002
        if "feet-on-floor" in pose.contacts:
            assert (pose.holding.heel[1], pose.holding.toe[1]) == pytest.approx((0, 0), abs=0.002)
        if "shoulders-on-mat" in pose.contacts:
            assert pose.holding.heel[1] == pytest.approx(pose.supports.box[2], abs=0.005)
            assert pose.shoulder[1] == pytest.approx(pose.supports.lying_height + pose.segments.depth, abs=0.002)


@each_check
def test_a_pair_is_two_small_marked_pictures_that_say_in_words_which_is_which(exercise, check):
    good, bad = fault_pair(exercise, check)
    for svg, said, told in ((good, "Like this", check.cue), (bad, "Not like this", what_is_wrong(exercise, check))):
        root = ElementTree.fromstring(svg)
        assert said in [text.text for text in root.iter(f"{SVG}text")]
        assert told in root.find(f"{SVG}desc").text
        assert len(svg.encode()) < 60_000
        assert not re.search(r"\b(nan|inf|None)\b|href|url\(|<script", svg)
        assert "@media (prefers-reduced-motion:reduce)" in svg
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (good, bad)]
    assert not ids[0] & ids[1]
    # Without movement both show the key pose, and differ.
    stills = [re.findall(r'<g transform="(?:translate\([^"]*)"', svg) for svg in (good, bad)]
    assert stills[0] != stills[1] or check.measure in ("back_s", "not_home_share", "heel_above_home")


def test_a_way_back_that_is_too_fast_is_said_and_drawn_as_a_time():
    exercise = load().level(6)
    check = next(check for check in exercise.checks if check.measure == "back_s")
    good, bad = fault_pair(exercise, check)
    assert "back in 2.5 s" in good
    assert "back in 0.3 s" in bad
    fast = deviation_of(exercise, check)
    # Both are out at the same time, and home together at the end of the loop.
    for t in (0.5, 2.5, loop_s(exercise) - 0.01):
        shares = [cycle_share(exercise, t, deviation, REST_S) for deviation in (Deviation(), fast)]
        assert shares[0] == pytest.approx(shares[1], abs=0.01)


@pytest.mark.parametrize("key", sorted({(c.measure, e.posture) for e, c in CHECKS}), ids="-".join)
def test_what_is_wrong_is_a_short_sentence(key):
    exercise, check = next((e, c) for e, c in CHECKS if (c.measure, e.posture) == key)
    words = what_is_wrong(exercise, check)
    assert words.endswith(".")
    assert len(words.split()) <= 12


def test_a_measure_without_a_movement_is_refused_in_a_sentence():
    check = Check.model_validate(
        {"id": "turns", "measure": "hips_turn_deg", "keep": [-5, 5], "while": "rep", "cue": "Stay.", "why": "So."}
    )
    assert "hips_turn_deg" in [measure.name for measure in known_measures()]
    with pytest.raises(ValueError, match="no movement is known that fails a check of hips_turn_deg"):
        deviation_of(load().level(6), check)
