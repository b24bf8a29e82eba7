"""Who moves how in a clip, in world coordinates, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from bench.render import moves
from bench.render.arrays import Array
from bench.render.build import Build, measure
from bench.render.kinematics import Pose, keypoints, matrices
from bench.render.person import Person, make_person
from bench.render.plan import Plan
from bench.render.poses import MAT_THICKNESS_M, Style, march
from bench.render.positions import CHAIR, SEAT_M, STEP, WAYS
from bench.render.script import Other, Script, write
from bench.render.tracks import tracks
from bench.render.wardrobe import draw_shape
from psoas.figure.pose import Supports
from psoas.programme.catalogue import load

#: How long it takes to get from lying with the feet down into an exercise's start position, seconds.
_INTO_S = 1.3
#: How far behind or before the one who trains somebody walks through, metres.
_ASIDE_M = 0.95


@dataclass(slots=True)
class Scene:
    """All that a clip shows.

    Attributes
    ----------
    person : Person
    moved : ndarray, shape (n, G, 4, 4)
        See :func:`bench.render.kinematics.matrices`.
    joints : dict of str to ndarray, shape (n, 3)
    framed : ndarray, shape (k, 3)
        The points that the camera has to hold.
    heading : ndarray, shape (n,), or None
    second : tuple of (Person, ndarray, int), or None
        Somebody who walks through: matrices, and the frame in which they begin.
    """

    person: Person
    moved: Array
    joints: dict[str, Array]
    supports: Supports
    script: Script
    exercise: str | None
    framed: Array
    heading: Array | None = None
    second: tuple[Person, Array, int] | None = None


def stage(plan: Plan) -> Scene:
    """Cast and move the people of a plan; nothing here depends on the size of the picture."""
    rng = np.random.default_rng([plan.seed, 1])
    person = make_person(draw_shape(rng))
    build = measure(person)
    if plan.wish is None:
        pose, supports, script = _other(plan, build, rng)
        exercise = None
    else:
        pose, supports, script, exercise = _march(plan, person, build, rng)
    moved = matrices(person, pose)
    joints = keypoints(person, moved)
    scene = Scene(person, moved, joints, supports, script, exercise, _framed(plan, joints, script), pose.heading)
    for condition, aside_m in (("second-person", -_ASIDE_M), ("passer-by-in-front", _ASIDE_M)):
        if condition in plan.conditions:
            scene.second = _passer_by(plan, len(moved), rng, aside_m)
    return scene


def _march(plan: Plan, person: Person, build: Build, rng: np.random.Generator) -> tuple[Pose, Supports, Script, str]:
    assert plan.wish is not None
    level = plan.wish.level
    exercise = load().by_id(plan.exercise) if plan.exercise else load().level(level)
    if exercise.motion is None:
        raise ValueError(f"{exercise.id} has no motion")
    style = Style(
        arms=plan.arms,
        feet_apart=float(build.half_hips * rng.uniform(0.85, 1.05)),
        # A bridge that is to sag needs to be high enough for it.
        box_m=float(rng.uniform(0.46, 0.54) if plan.wish.fault == "bridge-sags" else rng.uniform(0.34, 0.46)),
        head_deg=float(rng.uniform(2, 9)) if level <= 3 else float(rng.uniform(-10, 3)),
    )
    script = write(plan.wish, rng)
    pose, supports = march(exercise.motion, build, style, tracks(script, plan.fps, rng))
    if plan.before or plan.after:
        pose, script = _led(plan, person, build, pose, script, rng=rng, style=style)
    return pose, supports, script, exercise.id


def _led(
    plan: Plan, person: Person, build: Build, pose: Pose, script: Script, *, rng: np.random.Generator, style: Style
) -> tuple[Pose, Script]:
    """The march with what leads into it and out of it."""
    middle = moves.as_targets(person, pose)
    lying = script.level is not None and script.level <= 4
    shift = np.array([-SEAT_M if lying else 0.0, 0.0, 0.0])
    fps, into = plan.fps, _INTO_S if lying else 0.4
    chunks, events, t = [], [], 0.0
    if plan.before:
        first, done = moves.perform(plan.before, build, fps, rng, feet_apart=style.feet_apart)
        first.place = first.place + shift if first.place is not None else None
        chunks += [first, moves.turned_into(first, middle, fps, into)]
        events += done
        t = sum(len(c.hips) for c in chunks) / fps
    script = script.later(t)
    chunks.append(middle)
    if plan.after:
        last, done = moves.perform(plan.after, build, fps, rng, feet_apart=style.feet_apart)
        last.place = last.place + shift if last.place is not None else None
        chunks += [moves.turned_into(middle, last, fps, into), last]
        start = sum(len(c.hips) for c in chunks[:-1]) / fps
        events += [Other(o.what, o.start_s + start, o.end_s + start) for o in done]
    whole = moves.joined(chunks)
    others = tuple(sorted((*script.others, *events), key=lambda o: o.start_s))
    return whole, replace(script, others=others, seconds=len(whole.hips) / fps)


def _other(plan: Plan, build: Build, rng: np.random.Generator) -> tuple[Pose, Supports, Script]:
    pose, done = moves.perform(plan.other, build, plan.fps, rng, feet_apart=build.half_hips)
    needs = {WAYS[o.what].needs for o in done if o.what in WAYS}
    mat = (SEAT_M - 0.55 * build.height, 0.1, MAT_THICKNESS_M) if "mat" in needs else None
    box = STEP if "step" in needs else CHAIR if "chair" in needs else None
    return pose, Supports(mat, box), Script(None, others=tuple(done), seconds=len(pose.hips) / plan.fps)


def _framed(plan: Plan, joints: dict[str, Array], script: Script) -> Array:
    """What the camera holds: everything, or, where a foot is to leave the picture, what is there at rest."""
    points = np.stack(list(joints.values()), axis=1)
    if "foot-leaves-picture" in plan.conditions and script.reps:
        points = points[: max(int(script.reps[0].start_s * plan.fps), 1)][-1:]
    elif plan.before or plan.after or plan.other:
        # Who walks may leave the picture; who stands, lies or marches may not.
        walks = np.zeros(len(points), dtype=bool)
        for o in script.others:
            if o.what == "walking":
                walks[round(o.start_s * plan.fps) : round(o.end_s * plan.fps)] = True
        points = points[~walks] if not walks.all() else points
    return points.reshape(-1, 3)


def _passer_by(plan: Plan, n: int, rng: np.random.Generator, aside_m: float) -> tuple[Person, Array, int]:
    """Somebody who walks through the picture, so far nearer to the camera than the one who trains."""
    person = make_person(draw_shape(rng))
    near = 1.0 if plan.head == "left" else -1.0
    build = measure(person)
    pose = moves.walking(build, plan.fps, rng, feet_apart=0.09, reach=2.8, aside=near * aside_m, back=False)
    if rng.random() < 0.5 and pose.place is not None:
        pose.place = pose.place * np.array([-1.0, 1.0, 1.0])
        pose.heading = np.full(len(pose.hips), 180.0)
    moved = matrices(person, pose)
    return person, moved, int(rng.integers(0, max(n - len(moved), 1)))
