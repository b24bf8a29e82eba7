"""What the body does, and what is written about it."""

import json

import numpy as np
import pytest

from bench.render import truth
from bench.render.person import Person
from bench.render.plan import OTHERS, Plan, draw, draw_other
from bench.render.scene import Scene, stage
from bench.render.script import FAULTS
from psoas.programme.catalogue import load

LEVELS = range(1, 7)
FOUND = ["holding-leg-drifts", "trunk-leaves-its-line", "stance-knee-bends", "pelvis-rocks", "hips-wobble"]


def quiet(level: int, seed: int = 3, fault: str | None = None) -> Plan:
    plan = draw("test", "faults" if fault else "clean", seed, level, head="left", fault=fault)
    plan.before = plan.after = ()
    assert plan.wish is not None
    plan.wish.reps = 6
    return plan


def written(scene: Scene, fps: int) -> dict[str, list[dict[str, float]]]:
    found, turned = truth.angles(scene.joints), truth.pelvis(scene.joints)
    return truth.events(scene.script, found, turned, fps)


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_goes_from_its_start_to_its_key_pose(stick: Person, level: int) -> None:
    plan = quiet(level)
    scene = stage(plan)
    motion = load().level(level).motion
    assert motion is not None
    assert plan.wish is not None
    for rep in written(scene, plan.fps)["reps"]:
        if rep["short"]:
            continue
        assert rep["peak_hip_deg"] == pytest.approx(motion.working.hip, abs=16)
        assert rep["range_deg"] > 0.75 * abs(motion.travel_deg)


@pytest.mark.parametrize("level", LEVELS)
def test_the_person_lies_or_stands_on_what_is_there(stick: Person, level: int) -> None:
    scene = stage(quiet(level))
    joints = {name: places[0] for name, places in scene.joints.items()}
    if level <= 4:
        assert 0.02 < joints["left_shoulder"][1] < 0.2
        assert joints["nose"][0] < joints["left_hip"][0]
        assert scene.supports.mat is not None
    if scene.supports.box is not None:
        left, right, top = scene.supports.box
        assert left < joints["left_heel"][0] < right
        assert joints["left_heel"][1] == pytest.approx(top, abs=0.03)
    if level >= 5:
        assert joints["left_heel"][1] == pytest.approx(0, abs=0.02)
        assert joints["left_big_toe"][1] == pytest.approx(0, abs=0.02)
        assert joints["nose"][1] > joints["left_hip"][1] > joints["left_knee"][1]
    if scene.supports.wall is not None:
        assert joints["left_wrist"][0] == pytest.approx(scene.supports.wall, abs=0.12)


@pytest.mark.parametrize("level", LEVELS)
def test_left_is_the_persons_left(stick: Person, level: int) -> None:
    """Supine with the head to the left, and standing facing right, the RIGHT side is near (z runs to the camera)."""
    scene = stage(quiet(level))
    assert np.all(scene.joints["right_hip"][:, 2] > scene.joints["left_hip"][:, 2])
    assert np.all(scene.joints["right_ankle"][:, 2] > scene.joints["left_ankle"][:, 2])
    rep = scene.script.reps[0]
    column = {"L": 0, "R": 2}
    moves = np.ptp(truth.angles(scene.joints)[: round(rep.end_s * 15)], axis=0)
    assert moves[column[rep.side]] > 3 * moves[column["R" if rep.side == "L" else "L"]]


@pytest.mark.parametrize("level", LEVELS)
def test_bones_keep_their_length(stick: Person, level: int) -> None:
    joints = stage(quiet(level)).joints
    for a, b in (("hip", "knee"), ("knee", "ankle"), ("shoulder", "elbow"), ("elbow", "wrist")):
        for side in ("left", "right"):
            length = np.linalg.norm(joints[f"{side}_{a}"] - joints[f"{side}_{b}"], axis=1)
            assert np.ptp(length) < 1e-6


@pytest.mark.parametrize(("fault", "level"), [(f, level) for f in FOUND for level in FAULTS[f].levels])
def test_the_size_of_a_fault_is_what_the_body_did(stick: Person, fault: str, level: int) -> None:
    plan = quiet(level, fault=fault)
    scene = stage(plan)
    for made, told in zip(scene.script.faults, written(scene, plan.fps)["faults"], strict=True):
        assert abs(told["size"]) == pytest.approx(abs(made.size), rel=0.35)
        assert told["size"] * made.size > 0 or fault == "holding-leg-drifts"


def test_a_heel_that_does_not_come_back_hovers_over_the_box(stick: Person) -> None:
    plan = quiet(2, fault="heel-not-back-on-box")
    scene = stage(plan)
    for fault in scene.script.faults:
        side = {"L": "left", "R": "right"}[scene.script.reps[fault.rep].side]
        heel = scene.joints[f"{side}_heel"][:, 1]
        middle = round((fault.start_s + fault.end_s) / 2 * plan.fps)
        assert heel[middle] - heel[0] == pytest.approx(fault.size / 100, abs=0.03)


def test_what_leads_into_a_march_is_told_and_moves_its_times(stick: Person) -> None:
    plan = quiet(1)
    plan.before, plan.after = ("standing", "getting-down"), ("getting-up",)
    scene = stage(plan)
    names = [other.what for other in scene.script.others if other.what != "pause"]
    assert names == ["standing", "getting-down", "getting-up"]
    first = scene.script.reps[0]
    down = next(other for other in scene.script.others if other.what == "getting-down")
    assert first.start_s > down.end_s
    upright = truth.angles(scene.joints)[0, 4]
    lying = truth.angles(scene.joints)[round(first.start_s * plan.fps), 4]
    assert upright == pytest.approx(90, abs=5)
    assert lying == pytest.approx(180, abs=5)
    assert written(scene, plan.fps)["reps"][0]["range_deg"] > 35


@pytest.mark.parametrize("index", range(6))
def test_other_movements_never_part_the_thighs_as_a_march_does_unless_somebody_walks(stick: Person, index: int) -> None:
    plan = draw_other("test", 4, index, "right")
    scene = stage(plan)
    found = truth.angles(scene.joints, scene.heading)
    apart = np.abs(found[:, 0] - found[:, 2])
    for other in scene.script.others:
        if other.what != "walking":
            here = apart[round(other.start_s * plan.fps) : round(other.end_s * plan.fps)]
            assert here.max() < 12, other.what
    assert written(scene, plan.fps)["reps"] == []


@pytest.mark.parametrize("index", range(6, len(OTHERS)))
def test_exercises_keep_bones_and_floor_and_end_as_they_began(stick: Person, index: int) -> None:
    joints = stage(draw_other("test", 4, index, "left")).joints
    for a, b in (("hip", "knee"), ("knee", "ankle")):
        for side in ("left", "right"):
            assert np.ptp(np.linalg.norm(joints[f"{side}_{a}"] - joints[f"{side}_{b}"], axis=1)) < 1e-6
    for side in ("left", "right"):
        assert joints[f"{side}_ankle"][:, 1].min() > 0.03
        # On the way between hands and plank a knee grazes the mat.
        assert joints[f"{side}_knee"][:, 1].min() > -0.06
    for name in ("left_hip", "right_ankle", "nose"):
        assert np.linalg.norm(joints[name][-1] - joints[name][0]) < 0.12


@pytest.mark.parametrize(
    ("index", "what"), [(6, "step-up"), (7, "lunge"), (9, "leg-swing"), (11, "cycling"), (12, "climbing")]
)
def test_exercises_of_one_leg_part_the_thighs_as_a_march_does(stick: Person, index: int, what: str) -> None:
    plan = draw_other("test", 4, index, "left")
    scene = stage(plan)
    found = truth.angles(scene.joints, scene.heading)
    apart = np.abs(found[:, 0] - found[:, 2])
    done = [o for o in scene.script.others if o.what.startswith(what)]
    assert done
    for other in done:
        assert apart[round(other.start_s * plan.fps) : round(other.end_s * plan.fps)].max() > 35


def test_the_same_seed_gives_the_same_truth(stick: Person) -> None:
    plan = quiet(5)
    once, again = (json.dumps(written(stage(plan), plan.fps)) for _ in range(2))
    assert once == again
