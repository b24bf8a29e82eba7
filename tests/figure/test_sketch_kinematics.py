"""Sketched bodies: bones keep their length, feet and hands stay where they touch, joints bend as people's do."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas.body.segments import FigureError, degrees_of
from psoas.figure.sketch_kinematics import ARMS, BODY, LEGS, PALM, key_parts, parts_at, place_on, pose_at
from psoas.programme.catalogue import load
from psoas.programme.reading import CatalogueError, parse
from psoas.programme.sketch import Sketch

SKETCHES = {sketch.id: sketch for sketch in load().sketches}
sketches = st.sampled_from(list(SKETCHES.values()))
rounds = st.floats(0, 1)
SIDES = (-1, 1)

#: What carries the body: part, place on it (shares of body height), and how high that is, metres.
CARRIED = (
    ("half-kneeling", "near-shank", (0.0, 0.029), 0.06),
    ("half-kneeling-reach", "near-shank", (0.0, 0.029), 0.06),
    ("edge-of-bed", "chest", (0.0, -0.055), 0.64),
    ("edge-of-bed", "chest", (0.288, -0.055), 0.64),
    ("bridge-rest", "pelvis", (0.0, -0.055), 0.11),
    ("bridge-rest", "chest", (0.288, -0.055), 0.01),
    ("hand-on-belly", "chest", (0.0, -0.055), 0.01),
    ("hand-on-belly", "chest", (0.288, -0.055), 0.01),
    ("warm-pack", "chest", (0.0, -0.055), 0.01),
)


def _hand_place(sketch, parts, arm):
    return np.array(arm.palm) if arm.on is None else place_on(parts, arm.on, arm.palm)


def _arms(pose):
    return ((pose.near_arm, -1), (pose.far_arm, 1))


def _legs(pose):
    return ((pose.near_leg, -1), (pose.far_leg, 1))


def _between(a, b):
    """Angle from direction `a` to `b`, -180 to 180."""
    return (b - a + 180) % 360 - 180


@given(sketches, rounds)
def test_bones_keep_their_length_in_space(sketch, share):
    parts = parts_at(sketch, share * sketch.total_s)
    for side in SIDES:
        thigh, shank, *_ = (parts[part] for part in LEGS[side])
        upper, fore, hand = (parts[part] for part in ARMS[side])
        for part, length in (
            (thigh, BODY.thigh),
            (shank, BODY.shank),
            (upper, BODY.upper_arm),
            (fore, BODY.forearm),
            (hand, BODY.hand),
            (parts["chest"], BODY.trunk),
        ):
            assert np.linalg.norm(part.end - part.start) == pytest.approx(length)


@given(sketches, rounds)
def test_every_limb_is_joined_to_the_next(sketch, share):
    parts = parts_at(sketch, share * sketch.total_s)
    for side in SIDES:
        for limb in (LEGS[side][:3], ARMS[side]):
            for first, second in pairwise(limb):
                assert np.allclose(parts[first].end, parts[second].start)
    if sketch.view != "front":
        assert np.allclose(parts["near-thigh"].start[:2], parts["far-thigh"].start[:2])
        assert np.allclose(parts["near-upper"].start[:2], parts["chest"].end[:2])


@given(sketches, rounds)
def test_nothing_of_the_body_is_below_the_floor(sketch, share):
    parts = parts_at(sketch, share * sketch.total_s)
    for side in SIDES:
        for part in (*LEGS[side], *ARMS[side]):
            assert parts[part].start[1] > -0.001
            assert parts[part].end[1] > -0.001
        if sketch.view == "side":
            foot, toes = parts[LEGS[side][2]], parts[LEGS[side][3]]
            sole = [foot.at(along, -0.039, 1) for along in (-0.036, 0.072)]
            assert min(place[1] for place in (*sole, toes.end[:2])) > -0.005


@given(sketches, rounds)
def test_a_standing_foot_is_where_the_sketch_puts_it(sketch, share):
    t_s = share * sketch.total_s
    pose, parts = pose_at(sketch, t_s), parts_at(sketch, t_s)
    for leg, side in _legs(pose):
        if leg.ball is not None and leg.foot <= 0:
            place = parts[LEGS[side][3]].start[:2]
            sole = place if sketch.view != "front" else place - [0, BODY.ankle_height]
            assert np.allclose(sole, leg.ball, atol=1e-6)


@given(sketches, rounds)
def test_a_hand_reaches_what_it_lies_on(sketch, share):
    t_s = share * sketch.total_s
    pose, parts = pose_at(sketch, t_s), parts_at(sketch, t_s)
    for arm, side in _arms(pose):
        if arm.palm is not None:
            hand = parts[ARMS[side][2]]
            palm = hand.start[:2] + PALM * BODY.height * np.array(
                [np.cos(np.deg2rad(arm.hand)), np.sin(np.deg2rad(arm.hand))]
            )
            assert np.allclose(palm, _hand_place(sketch, parts, arm), atol=1e-6)


@given(sketches, rounds)
def test_no_joint_bends_farther_than_a_person_can(sketch, share):
    parts = parts_at(sketch, share * sketch.total_s)
    trunk = parts["chest"].turn_deg
    for side in SIDES:
        thigh, shank, foot, toes = (parts[part].turn_deg for part in LEGS[side])
        upper, fore, _ = (parts[part] for part in ARMS[side])
        bend = np.dot(upper.end - upper.start, fore.end - fore.start) / BODY.upper_arm / BODY.forearm
        assert np.rad2deg(np.arccos(np.clip(bend, -1, 1))) <= 150
        if sketch.view != "front":
            assert -24 <= _between(trunk - 180, thigh) <= 140
            assert -1 <= _between(shank, thigh) <= 160
            assert -90 <= _between(shank + 90, foot) <= 40
            assert -1 <= _between(foot, toes) <= 60


@pytest.mark.parametrize(("name", "part", "at", "height"), CARRIED)
def test_what_carries_the_body_touches_it_all_the_time(name, part, at, height):
    for t_s in np.linspace(0, SKETCHES[name].total_s, 30):
        place = place_on(parts_at(SKETCHES[name], t_s), part, at)
        assert place[1] == pytest.approx(height, abs=0.012)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("half-kneeling", "near-shank"),
        ("half-kneeling-reach", "near-shank"),
        ("edge-of-bed", "chest"),
        ("split-stance", "near-toes"),
        ("split-stance", "far-foot"),
        ("split-stance", "near-hand"),
        ("side-lying", "far-shank"),
        ("calf-raise", "near-toes"),
        ("ball-at-wall", "far-foot"),
        ("breathing", "near-foot"),
    ],
)
def test_what_should_stay_stays_while_the_rest_moves(name, part):
    sketch = SKETCHES[name]
    starts = [parts_at(sketch, t)[part].start for t in np.linspace(0, sketch.total_s, 25)]
    assert np.allclose(starts, starts[0], atol=0.02)
    shoulders = [parts_at(sketch, t)["chest"].end for t in np.linspace(0, sketch.total_s, 25)]
    knees = [parts_at(sketch, t)["near-shank"].start for t in np.linspace(0, sketch.total_s, 25)]
    assert max(np.ptp(shoulders, axis=0).max(), np.ptp(knees, axis=0).max()) > 0.005


@given(st.sampled_from([s for s in SKETCHES.values() if any(t.kind == "bed" for t in s.things)]), rounds)
def test_no_leg_passes_through_the_bed(sketch, share):
    parts = parts_at(sketch, share * sketch.total_s)
    bed = next(thing for thing in sketch.things if thing.kind == "bed")
    for u in np.linspace(0, 1, 20):
        for part in ("near-shank", "far-shank", "far-thigh"):
            x, y = parts[part].start[:2] + u * (parts[part].end - parts[part].start)[:2]
            assert not (x - 0.035 < bed.x[1] and y - 0.035 < bed.y[1])


@given(rounds)
def test_the_ball_is_never_pressed_deep_into_the_thigh(share):
    sketch = SKETCHES["ball-at-wall"]
    thigh = parts_at(sketch, share * sketch.total_s)["near-thigh"]
    ball = next(thing for thing in sketch.things if thing.kind == "ball")
    wall = next(thing for thing in sketch.things if thing.kind == "wall")
    middle = (ball.y[0] + ball.y[1]) / 2
    along = (thigh.start[1] - middle) / (thigh.start[1] - thigh.end[1])
    skin = thigh.start[0] + along * (thigh.end[0] - thigh.start[0]) - 0.05 * BODY.height
    assert ball.x[0] == wall.x[1]
    assert ball.x[1] - 0.03 < skin
    if share * sketch.total_s > sketch.total_s - sketch.poses[0].move_s - 1:
        return
    held = parts_at(sketch, sketch.poses[0].hold_s + sketch.poses[1].move_s + 1)["near-thigh"]
    assert held.start[0] - 0.05 * BODY.height < ball.x[1] + 0.01


@given(sketches)
def test_a_round_ends_where_it_began(sketch):
    first, last = parts_at(sketch, 0), parts_at(sketch, sketch.total_s - 1e-9)
    for part in first:
        assert np.allclose(first[part].start, last[part].start, atol=1e-4)


@given(sketches, st.floats(0, 0.999))
def test_the_movement_has_no_jumps(sketch, share):
    a, b = (parts_at(sketch, t * sketch.total_s) for t in (share, share + 0.001))
    for part in a:
        # Nothing here is faster than a foot that swings while walking, about 3 m/s at this pace.
        assert np.linalg.norm(a[part].end - b[part].end) < 0.004 * sketch.total_s


@given(sketches, rounds)
def test_the_way_from_pose_to_pose_never_swings_beyond_them(sketch, share):
    heads = [pose.trunk for pose in sketch.poses]
    assert min(heads) - 1e-9 <= pose_at(sketch, share * sketch.total_s).trunk <= max(heads) + 1e-9


@pytest.mark.parametrize("sketch", SKETCHES.values(), ids=lambda s: s.id)
def test_a_held_pose_is_reached_and_kept(sketch):
    t_s = 0.0
    for pose, after in zip(sketch.poses, (*sketch.poses[1:], sketch.poses[0]), strict=True):
        reached = pose_at(sketch, t_s + 0.5 * pose.hold_s)
        assert reached.anchor == pytest.approx(pose.anchor)
        assert reached.trunk == pytest.approx(pose.trunk)
        assert reached.near_arm.hand == pytest.approx(pose.near_arm.hand)
        t_s += pose.hold_s + after.move_s
    assert key_parts(sketch)["chest"].turn_deg == sketch.poses[-1].trunk


@pytest.mark.parametrize("name", ["half-kneeling", "split-stance", "half-kneeling-reach"])
def test_a_stretch_tucks_the_pelvis_and_keeps_the_trunk_upright(name):
    start, end = SKETCHES[name].poses
    assert end.pelvis > start.pelvis + 8
    assert abs(end.trunk - 90) <= 2
    assert key_parts(SKETCHES[name])["chest"].start[0] > parts_at(SKETCHES[name], 0)["chest"].start[0] + 0.02


def test_the_heel_of_the_long_leg_slides_along_the_mat_and_neither_lifts_nor_sinks():
    sketch = SKETCHES["bridge-rest"]
    feet = [parts_at(sketch, t)["near-foot"] for t in np.linspace(0, sketch.total_s, 30)]
    heels = np.array([foot.at(-0.036, -0.039, 1) for foot in feet])
    assert heels[:, 1] == pytest.approx(0.01, abs=0.006)
    assert np.ptp(heels[:, 0]) > 0.02


def test_the_thigh_at_the_edge_of_the_bed_hangs_below_the_bed():
    parts = key_parts(SKETCHES["edge-of-bed"])
    assert parts["near-thigh"].end[1] < 0.64
    assert degrees_of((parts["near-shank"].end - parts["near-shank"].start)[:2]) == pytest.approx(-86)
    assert parts["near-foot"].start[1] > 0.1


def test_each_leg_steps_once_in_a_round_of_walking():
    sketch = SKETCHES["walking"]
    for side, other in ((-1, 1), (1, -1)):
        ahead = [
            parts_at(sketch, t)[LEGS[side][3]].start[0] - parts_at(sketch, t)[LEGS[other][3]].start[0]
            for t in np.linspace(0, sketch.total_s, 40)
        ]
        assert sum(a < 0 < b for a, b in pairwise(ahead)) == 1


@pytest.mark.parametrize(
    ("change", "say"),
    [
        ({"near_leg": {"foot": 0}}, "either `thigh` and `shank`"),
        ({"near_leg": {"foot": 0, "thigh": 0, "shank": 0, "ball": [0, 0]}}, "either `thigh` and `shank`"),
        ({"near_arm": {"hand": 0, "upper": 0}}, "either `upper` and `fore`"),
        ({"near_arm": {"hand": 0, "palm": [0, 0], "on": "far-hand"}}, "a hand cannot lie on `far-hand`"),
    ],
)
def test_a_limb_given_in_two_ways_or_none_is_refused(change, say):
    told = SKETCHES["walking"].model_dump(exclude_none=True)
    with pytest.raises(ValueError, match=say):
        Sketch.model_validate(told | {"poses": [told["poses"][0] | change]})


def test_poses_that_cannot_follow_each_other_are_refused():
    mixed = SKETCHES["walking"].model_dump(exclude_none=True)
    mixed["poses"][0]["near_leg"] = {"thigh": 270.0, "shank": 270.0, "foot": 0.0}
    with pytest.raises(ValueError, match="`near_leg` must be given in the same way"):
        Sketch.model_validate(mixed)
    still = SKETCHES["warm-pack"].model_dump(exclude_none=True)
    still["poses"][0]["move_s"] = 0
    with pytest.raises(ValueError, match="take no time"):
        Sketch.model_validate(still)


def test_a_mistake_in_a_sketch_file_is_told_with_its_line():
    text = 'id = "x"\nname = "A thing"\ntold = "A thing"\ntings = []\nposes = []\n'
    with pytest.raises(CatalogueError, match=r"x\.toml, line 4: there is no key `tings`\. Did you mean `things`\?"):
        parse(Sketch, text, "x.toml")


def test_a_hand_out_of_reach_is_told_in_a_sentence():
    far = SKETCHES["calf-raise"].model_dump(exclude_none=True)
    for pose in far["poses"]:
        pose["near_arm"]["palm"] = [2.0, 0.9]
    with pytest.raises(FigureError, match="cannot reach"):
        parts_at(Sketch.model_validate(far), 0)
