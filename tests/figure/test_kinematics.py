"""The figure's geometry: what must touch does touch, nothing passes through anything, and both sides move alike."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas.body.segments import FigureError, degrees_of, middle_joint, minimum_jerk, point
from psoas.body.skeleton import Joint, joint
from psoas.figure.kinematics import bounds, pose_at, progress_at
from psoas.figure.landmarks import to_skeleton
from psoas.programme.catalogue import load
from psoas.programme.motion import Tempo
from psoas.testing import synthetic, true_reps

MARCH = load().march
exercises = st.sampled_from(MARCH)
phases = st.floats(0, 1)
sides = st.sampled_from(["left", "right"])
heights = st.floats(1.45, 2.05)


def _with(exercise, **motion):
    return exercise.model_copy(update={"motion": exercise.motion.model_copy(update=motion)})


def _gaps(pose):
    """Distance between each contact's two surfaces, metres; negative where they overlap."""
    bed = pose.supports.lying_height + pose.segments.depth
    places = {
        "back-on-mat": lambda: (pose.hip[1] - bed, pose.shoulder[1] - bed),
        "shoulders-on-mat": lambda: (pose.shoulder[1] - bed,),
        "heels-on-box": lambda: (pose.holding.heel[1] - pose.supports.box[2],),
        "feet-on-floor": lambda: (pose.holding.heel[1], pose.holding.toe[1]),
        "palms-on-wall": lambda: (pose.supports.wall - pose.arm.palm[0],),
    }
    return [gap for contact in pose.contacts for gap in places[contact]()]


def test_there_is_a_figure_for_each_of_the_six_levels():
    assert [e.level for e in MARCH] == [1, 2, 3, 4, 5, 6]


@given(exercises, phases, sides, heights, st.floats(0.2, 0.5))
def test_every_contact_is_closed_to_a_millimetre_at_every_moment_for_every_body(exercise, phase, side, height, box):
    if exercise.motion.box_height_m is not None:
        exercise = _with(exercise, box_height_m=box)
    gaps = _gaps(pose_at(exercise, phase, side, height_m=height))
    assert gaps
    assert max(map(abs, gaps)) < 0.001


@given(exercises, phases, sides, heights)
def test_no_joint_passes_through_floor_or_wall(exercise, phase, side, height):
    pose = pose_at(exercise, phase, side, height_m=height)
    for leg in (pose.left, pose.right):
        assert leg.lowest > -0.001
        assert leg.knee[1] > 0
        if pose.supports.wall is not None:
            flesh = 0.02 * height
            assert max(leg.knee[0] + flesh, leg.toe[0], pose.nose[0]) < pose.supports.wall


@given(st.sampled_from([e for e in MARCH if e.motion.box_height_m]), phases, heights, st.floats(0.2, 0.5))
def test_the_leaving_heel_never_dips_into_the_box(exercise, phase, height, box):
    pose = pose_at(_with(exercise, box_height_m=box), phase, height_m=height)
    left, right, top = pose.supports.box
    if left < pose.working.heel[0] < right:
        assert pose.working.heel[1] > top - 0.001


@given(st.sampled_from([e for e in MARCH if e.motion.box_height_m]), heights, st.floats(0.2, 0.5))
def test_the_calf_clears_the_edge_of_the_box(exercise, height, box):
    pose = pose_at(_with(exercise, box_height_m=box), 0, height_m=height)
    left, _, top = pose.supports.box
    leg = pose.holding
    share = (left - leg.knee[0]) / (leg.ankle[0] - leg.knee[0])
    middle = leg.knee[1] + share * (leg.ankle[1] - leg.knee[1])
    assert middle - top > 0.013 * height


@given(exercises, phases, heights, st.floats(0.1, 1.05))
def test_no_joint_bends_farther_than_a_person_can(exercise, phase, height, reach):
    leg = pose_at(exercise, phase, height_m=height, reach=reach).working
    assert -1 <= leg.knee_deg <= 130
    assert -20 <= leg.ankle_deg <= 36
    assert leg.lowest > -0.001


@given(exercises, phases, sides, heights)
def test_bones_keep_their_length(exercise, phase, side, height):
    pose = pose_at(exercise, phase, side, height_m=height)
    body = pose.segments
    for leg in (pose.left, pose.right):
        assert np.hypot(*(leg.knee - pose.hip)) == pytest.approx(body.thigh)
        assert np.hypot(*(leg.ankle - leg.knee)) == pytest.approx(body.shank)
    assert np.hypot(*(pose.arm.elbow - pose.shoulder)) == pytest.approx(body.upper_arm)
    assert np.hypot(*(pose.arm.wrist - pose.arm.elbow)) == pytest.approx(body.forearm)


@given(exercises, phases, sides, heights)
def test_angles_written_on_a_leg_are_those_of_its_joints(exercise, phase, side, height):
    pose = pose_at(exercise, phase, side, height_m=height)
    for leg in (pose.left, pose.right):
        thigh, shank = degrees_of(leg.knee - pose.hip), degrees_of(leg.ankle - leg.knee)
        foot = degrees_of(leg.toe - leg.heel)
        for written, drawn in (
            (leg.hip_deg, thigh - pose.trunk_deg + 180),
            (leg.knee_deg, thigh - shank),
            (leg.ankle_deg, foot - shank - 90),
        ):
            assert (written - drawn + 180) % 360 - 180 == pytest.approx(0, abs=1e-6)


@given(exercises, phases)
def test_left_and_right_repetitions_mirror_each_other(exercise, phase):
    left, right = pose_at(exercise, phase, "left"), pose_at(exercise, phase, "right")
    assert np.allclose(left.left.toe, right.right.toe)
    assert np.allclose(left.right.toe, right.left.toe)
    assert left.working.hip_deg == right.working.hip_deg


@given(exercises, sides, heights)
def test_a_repetition_ends_where_it_began(exercise, side, height):
    first, last = (pose_at(exercise, p, side, height_m=height) for p in (0.0, 1.0))
    for a, b in ((first.left, last.left), (first.right, last.right)):
        assert np.allclose([a.knee, a.ankle, a.toe], [b.knee, b.ankle, b.toe])


@given(exercises, st.floats(0, 0.999), sides)
def test_the_movement_has_no_jumps(exercise, phase, side):
    a, b = (pose_at(exercise, p, side) for p in (phase, phase + 0.001))
    # A minimum-jerk reach peaks at 1.875 times its mean speed; no joint travels more than 2 m in 0.36 of the phase.
    assert np.hypot(*(a.working.toe - b.working.toe)) < 0.001 * 2 * 1.875 / 0.36
    assert np.allclose(a.holding.toe, b.holding.toe)


@pytest.mark.parametrize("exercise", MARCH, ids=lambda e: e.id)
def test_the_key_pose_is_reached_in_the_middle_of_the_repetition(exercise):
    pose = pose_at(exercise, 0.45)
    assert pose.progress == 1
    for name in ("hip", "knee", "ankle"):
        assert getattr(pose.working, f"{name}_deg") == pytest.approx(getattr(exercise.motion.working, name), abs=1e-6)


@pytest.mark.parametrize("exercise", MARCH, ids=lambda e: e.id)
def test_the_working_hip_moves_one_way_out_and_one_way_back(exercise):
    hips = np.array([pose_at(exercise, p).working.hip_deg for p in np.linspace(0, 1, 201)])
    sign = np.sign(exercise.motion.travel_deg)
    tempo = exercise.dose.tempo_s
    out = hips[: int(200 * tempo.out / tempo.total)]
    back = hips[int(200 * (tempo.out + tempo.hold) / tempo.total) + 1 :]
    assert np.all(sign * np.diff(out) > -1e-9)
    assert np.all(sign * np.diff(back) < 1e-9)


@given(exercises, phases, heights)
def test_the_working_thigh_turns_with_minimum_jerk_at_every_level(exercise, phase, height):
    start, pose = (pose_at(exercise, p, height_m=height) for p in (0.0, phase))
    turned = pose.working.hip_deg - start.working.hip_deg
    full = exercise.motion.working.hip - start.working.hip_deg
    assert turned == pytest.approx(full * progress_at(exercise.dose.tempo_s, phase), abs=1e-6)


@given(phases, heights, st.floats(0.2, 0.5))
def test_the_bridge_is_nearly_straight_from_shoulder_to_ankle(phase, height, box):
    pose = pose_at(_with(MARCH[3], box_height_m=box), phase, height_m=height)
    assert pose.line_deg == pytest.approx(177, abs=1)
    # The buttocks stay off the mat.
    assert pose.hip[1] - pose.segments.depth > pose.supports.lying_height


def test_heels_on_the_usual_box_bend_hip_and_knee_as_worked_out():
    pose = pose_at(MARCH[1], 0)
    assert (pose.holding.hip_deg, pose.holding.knee_deg) == pytest.approx((39, 30), abs=1)


def test_a_box_out_of_reach_is_refused_in_a_sentence():
    tall = _with(MARCH[1], box_height_m=1.0)
    with pytest.raises(FigureError, match="choose a lower box"):
        pose_at(tall, 0, height_m=1.45)


def test_a_height_in_centimetres_is_noticed():
    with pytest.raises(FigureError, match="metres"):
        pose_at(MARCH[0], 0, height_m=175)


def test_an_exercise_without_motion_cannot_be_posed():
    with pytest.raises(FigureError, match="no motion"):
        pose_at(MARCH[0].model_copy(update={"motion": None}), 0)


def test_a_limb_cannot_reach_farther_than_its_length():
    with pytest.raises(FigureError, match="cannot reach"):
        middle_joint(point(0, 0), point(2, 0), 0.5, 0.5, bend=1)


def test_minimum_jerk_starts_and_ends_at_rest():
    assert minimum_jerk(0) == 0
    assert minimum_jerk(1) == 1
    assert minimum_jerk(0.5) == pytest.approx(0.5)
    assert minimum_jerk(0.01) < 1e-4


@given(st.floats(0.5, 5), st.floats(0.1, 5), st.floats(0.5, 5))
def test_the_hold_is_held(out, hold, back):
    tempo = Tempo(out=out, hold=hold, back=back)
    assert progress_at(tempo, (out + hold / 2) / tempo.total) == 1


@pytest.mark.parametrize("exercise", MARCH, ids=lambda e: e.id)
def test_all_of_the_body_lies_within_its_bounds(exercise):
    low, high = bounds(exercise)
    for phase in (0, 0.2, 0.45):
        for place in (pose_at(exercise, phase).crown, pose_at(exercise, phase).working.toe):
            assert np.all(place >= low - 1e-9)
            assert np.all(place <= high + 1e-9)


@given(exercises, st.sampled_from(["left", "right"]), phases)
def test_a_skeleton_seen_from_the_other_side_is_the_mirror_image(exercise, side, phase):
    seen = {head: to_skeleton(pose_at(exercise, phase, side), 0.0, head=head) for head in ("left", "right")}
    flipped = seen["right"].image.copy()
    flipped[:, 0] = 640 - flipped[:, 0]
    near = {"left": "right", "right": "left"}
    assert seen["left"].confidence[joint(near["left"], "hip")] > seen["left"].confidence[Joint.LEFT_HIP]
    # The camera has moved to the other side of the body: the SAME leg works, so only height and distance from the
    # middle agree, up to the small shift between near and far leg.
    assert np.allclose(flipped, seen["left"].image, atol=20)


@given(exercises, sides)
@settings(max_examples=12)
def test_the_true_side_of_a_synthetic_repetition_moves_and_the_other_does_not(exercise, side):
    rest, peak = (to_skeleton(pose_at(exercise, p, side), 0.0) for p in (0, 0.45))
    still = "right" if side == "left" else "left"
    moved = {s: np.hypot(*(peak.at(joint(s, "ankle")) - rest.at(joint(s, "ankle")))) for s in ("left", "right")}
    assert moved[side] > 60
    assert moved[still] == pytest.approx(0, abs=1e-9)


def test_synthetic_movement_keeps_its_clock_and_its_truth():
    skeletons = synthetic(MARCH[0], [("left", 1.0), ("right", 0.4)], fps=10, tempo=0.5)
    truth = true_reps(MARCH[0], [("left", 1.0), ("right", 0.4)], tempo=0.5)
    assert [round(s.t * 10) for s in skeletons] == list(range(len(skeletons)))
    knees = np.array([s.at(Joint.LEFT_ANKLE)[1] for s in skeletons])
    assert abs(skeletons[int(np.argmax(knees))].t - truth[0].peak_s) <= 0.5 * MARCH[0].dose.tempo_s.hold / 2 + 0.11
    assert skeletons[-1].t >= truth[-1].end_s


def test_a_short_repetition_goes_less_far():
    far, near = (pose_at(MARCH[0], 0.45, reach=r).working.hip_deg for r in (1.0, 0.4))
    assert (90 - near) == pytest.approx(0.4 * (90 - far))


def test_a_drifting_leg_moves_along():
    pose = pose_at(MARCH[2], 0.45, holding_drift_deg=-25)
    assert pose.holding.hip_deg == pytest.approx(65)


def test_noise_is_added_to_the_picture_and_used_again():
    noise = np.ones((2, 33, 2))
    plain, noisy = synthetic(MARCH[5], fps=5), synthetic(MARCH[5], fps=5, noise_px=noise)
    assert all(np.allclose(b.image - a.image, 1) for a, b in zip(plain, noisy, strict=True))
