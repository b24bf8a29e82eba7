"""One clip from its plan: a person, a room, a camera, every frame, and the truth beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image

from bench.render import truth
from bench.render.arrays import Array, unit
from bench.render.camera import Camera, place
from bench.render.canvas import Canvas, Image, Lights, Mesh
from bench.render.film import Film, Sensor, over
from bench.render.kinematics import SIDES
from bench.render.person import INDEX, Person
from bench.render.plan import Plan
from bench.render.room import band, draw_room, occluder
from bench.render.scene import Scene, stage
from bench.render.wardrobe import draw_look, dress

#: Samples a pixel in each direction, for the room that is drawn once.
_FINE = 2


def stand(plan: Plan, scene: Scene) -> tuple[Camera, float]:
    """The camera of a plan, and the side along z on which it stands: a head on the left shows the right side."""
    near = 1.0 if plan.head == "left" else -1.0
    points = scene.framed
    # The skin reaches a hand's breadth beyond the joints; a crown and soles more along the body.
    reach = [points + d for d in (0.1 * np.eye(3)).tolist() + (-0.1 * np.eye(3)).tolist()]
    points = np.concatenate(reach)
    return (
        place(
            points,
            near=near,
            yaw_deg=plan.yaw_deg,
            height_m=plan.height_m,
            view_deg=plan.view_deg,
            size=plan.size,
            margin=plan.margin,
            aside=np.array(plan.aside),
        ),
        near,
    )


def render(plan: Plan, folder: Path) -> Path:
    """Render a clip and its truth; gives the clip's path. The truth comes last: where it lies, the clip is whole."""
    scene = stage(plan)
    camera, near = stand(plan, scene)
    path = folder / f"{plan.name}.mp4"
    _film(plan, scene, camera, near, path)
    path.with_suffix(".json").write_text(json.dumps(describe(plan, scene, camera), separators=(",", ":")))
    return path


def describe(plan: Plan, scene: Scene, camera: Camera) -> dict[str, Any]:
    """The truth as bench/truth.md has it."""
    level = None if plan.wish is None or plan.exercise else plan.wish.level
    away = (scene.framed.min(axis=0) + scene.framed.max(axis=0)) / 2 - camera.eye
    frames = truth.frames(scene.joints, scene.heading, camera)
    found, turned = np.array(frames["angles_deg"]), np.array(frames["pelvis_deg"])
    return {
        "schema": 1,
        "clip": f"{plan.name}.mp4",
        "fps": plan.fps,
        "frames": len(scene.moved),
        "size": list(plan.size),
        "level": level,
        "exercise": scene.exercise,
        "band": plan.band,
        "set": {"faults": "clean", "hard-faults": "hard"}.get(plan.set, plan.set),
        "seed": plan.seed,
        "view": {
            "head": plan.head,
            "yaw_deg": round(plan.yaw_deg, 1),
            "elevation_deg": round(float(-np.rad2deg(np.arcsin(away[1] / np.linalg.norm(away)))), 1),
            "distance_m": round(float(np.linalg.norm(away)), 2),
            "height_m": round(float(camera.eye[1]), 2),
        },
        "conditions": plan.conditions,
        **truth.events(scene.script, found, turned, plan.fps),
        **frames,
    }


def _film(plan: Plan, scene: Scene, camera: Camera, near: float, path: Path) -> None:
    rng = np.random.default_rng([plan.seed, 2])
    light = _light(rng, near)
    things = draw_room(rng, scene.supports, near, crowded=scene.second is not None)
    if "occluded" in plan.conditions:
        things = np.vstack([things, occluder(rng, scene.joints, camera.eye)])
    room = _empty(plan, light, camera, things)
    canvas = Canvas(plan.size)
    try:
        canvas.light(light, camera.eye)
        canvas.look(camera.matrix)
        still = canvas.solid(things)
        shape, colours = dress(scene.person, draw_look(rng, loose="loose-clothes" in plan.conditions))
        skin = canvas.skinned(scene.person, colours, shape)
        passing = _passing(canvas, scene, rng)
        dim = "dim" in plan.conditions
        # So dark that a picture's mean lies about where `sight.setup` begins to warn.
        gain = 255 * float(rng.uniform(0.07, 0.13)) / float(room.mean()) if dim else 1.0
        sensor = Sensor(plan.size, min(gain, 1.0), float(rng.uniform(1, 3)) * (2 if dim else 1), rng)
        lit = PIL.Image.fromarray(room)
        left_in_shadow = 1 - float(rng.uniform(0.3, 0.6))
        shaded = lit.point([int(value * left_in_shadow) for value in range(256)] * 3)
        whole = (0, 0, *plan.size)
        boxes = _boxes(scene, camera, light.towards)
        with Film(path, plan.fps, plan.size, plan.quality) as film:
            for i, moved in enumerate(scene.moved):
                picture = room.copy()
                left, top, right, bottom = box = whole if i in passing else boxes[i]
                canvas.start(box)
                canvas.room(still, depth_only=True)
                if i in passing:
                    _draw(canvas, *passing[i], 0.0)
                _draw(canvas, skin, moved, scene.supports.lying_height)
                if plan.band != "none":
                    canvas.band(band(plan.band, _feet(scene.person, moved)))
                laid = over(lit.crop(box), shaded.crop(box), canvas.taken(box))
                picture[top:bottom, left:right] = laid
                film.add(sensor.take(picture))
    finally:
        canvas.close()


def _passing(canvas: Canvas, scene: Scene, rng: np.random.Generator) -> dict[int, tuple[Mesh, Array]]:
    """Frame -> skin and matrices of somebody who walks through."""
    if scene.second is None:
        return {}
    person, moved, start = scene.second
    shape, colours = dress(person, draw_look(rng))
    skin = canvas.skinned(person, colours, shape)
    return {start + i: (skin, m) for i, m in enumerate(moved)}


def _draw(canvas: Canvas, skin: Mesh, moved: Array, floor: float) -> None:
    canvas.shadow(skin, moved, floor + 0.004)
    canvas.person(skin, moved)


def _feet(person: Person, moved: Array) -> list[tuple[Array, Array, Array]]:
    """Where a band lies on each foot: middle, direction of the toes, out of the back of the foot."""
    feet = []
    for side in SIDES:
        i = INDEX[f"foot.{side}"]
        word = "left" if side == "L" else "right"
        ankle = person.pivots[i]
        toe = (person.rest[f"{word}_big_toe"] + person.rest[f"{word}_small_toe"]) / 2
        middle = ankle + 0.5 * (toe - ankle) + [0, 0, -0.01]
        turn = moved[i, :3, :3]
        ahead = unit(turn @ [toe[0] - ankle[0], toe[1] - ankle[1], 0.0])
        feet.append((turn @ middle + moved[i, :3, 3], ahead, turn @ [0.0, 0.0, 1.0]))
    return feet


def _boxes(scene: Scene, camera: Camera, towards: Array) -> list[tuple[int, int, int, int]]:
    """The rectangle, a frame, that the person and its shadow can reach."""
    points = np.stack(list(scene.joints.values()), axis=1)
    # The crown is farther from its joints than any other skin.
    points = np.concatenate([points, 2.2 * points[:, :1] - 0.6 * (points[:, 5:6] + points[:, 6:7])], axis=1)
    fallen = points - np.maximum(points[..., 1:2], 0) * towards / towards[1]
    both = np.concatenate([points, fallen], axis=1)
    around = [both + d for d in (0.14 * np.eye(3)).tolist() + (-0.14 * np.eye(3)).tolist()]
    places = camera.pixels(np.concatenate(around, axis=1))
    w, h = camera.size
    low = np.clip(np.floor(places.min(axis=1)), 0, [w - 2, h - 2]).astype(int)
    high = np.clip(np.ceil(places.max(axis=1)), low + 2, [w, h]).astype(int)
    return [(int(a), int(b), int(c), int(d)) for (a, b), (c, d) in zip(low, high, strict=True)]


def _light(rng: np.random.Generator, near: float) -> Lights:
    """A lamp or window somewhere above, on the camera's side more often than not, and light from around."""
    towards = unit(np.array([rng.uniform(-0.6, 0.6), 1.0, near * rng.uniform(-0.3, 0.8)]))
    warm = np.array([1.0, rng.uniform(0.9, 1.0), rng.uniform(0.78, 1.02)])
    lamp, around = rng.uniform(0.35, 0.75), rng.uniform(0.6, 0.85)
    return Lights(towards, lamp * warm, around * np.ones(3), around * rng.uniform(0.5, 0.75) * np.ones(3))


def _empty(plan: Plan, light: Lights, camera: Camera, things: Array) -> Image:
    """The room with nobody in it, shape (h, w, 3)."""
    canvas = Canvas(plan.size, _FINE)
    try:
        canvas.light(light, camera.eye)
        canvas.look(camera.matrix)
        whole = (0, 0, *plan.size)
        canvas.start(whole)
        canvas.room(canvas.solid(things))
        w, h = plan.size
        drawn = canvas.taken(whole)[..., :3].reshape(h, _FINE, w, _FINE, 3)
        return np.asarray(drawn.mean(axis=(1, 3)), dtype=np.uint8)
    finally:
        canvas.close()
